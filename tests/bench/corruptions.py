"""The ways in which a figure goes wrong when it is copied by hand."""

from collections.abc import Iterator
from typing import Any

from tests.support.reports import published, report_of
from tui.report.model import Report
from tui.schema import Cell


def corruptions(figure: int) -> list[int]:
    """What may be typed instead of a figure: ±1, ×10, a digit lost, doubled or swapped, nothing."""
    text = str(figure)
    made = {figure + 1, figure - 1, figure * 10, 0}
    for i in range(len(text)):
        made.add(int(text[:i] + text[i + 1 :] or "0"))
        made.add(int(text[: i + 1] + text[i:]))
        made.add(int(text[:i] + text[i : i + 2][::-1] + text[i + 2 :]))
    return sorted(value for value in made - {figure} if value >= 0)


def clean_cases() -> list[dict[str, Any]]:
    """The published reports that balance and have no blank in table 三."""
    return [case for case in published() if not case["broken"] and not has_blanks(case)]


def has_blanks(case: dict[str, Any]) -> bool:
    """Whether table 三 of a published report was left blank in places."""
    report = report_of(case)
    return any(isinstance(report.values[cell.index], str) for cell in table_cells(report))


def table_cells(report: Report) -> list[Cell]:
    """The cells of table 三."""
    return [cell for cell in report.format.cells if cell.section.key == "applications"]


def corrupted(report: Report, cell: Cell) -> Iterator[int]:
    """Put each wrong figure into a cell in turn; at the end the true one stands there again."""
    true = report.values[cell.index]
    assert isinstance(true, int)
    for wrong in corruptions(true):
        report.values[cell.index] = wrong
        yield true
    report.values[cell.index] = true

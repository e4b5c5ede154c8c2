"""From last year's report to the beginnings of this year's.

What goes over: the agency, the seven figures of the carry-over, in the 2019 format the
number of items at the end of last year, and the prose, marked to be rewritten. Nothing
else can be known; what one might think could be taken over is named in ``blanks``.
"""

from typing import NamedTuple

from tui.schema.model import Format

from .model import Report, blank_report
from .rewriting import marked
from .values import Value


class Rolled(NamedTuple):
    """The new report; how many cells and texts came over; and what did not, in Chinese."""

    report: Report
    cells: int
    texts: int
    blanks: tuple[str, ...]


def rolled_over(last: Report, form: Format) -> Rolled:
    """The report of the year after ``last``, in the format ``form``."""
    assert last.year is not None
    report = blank_report(form, last.year + 1, last.agency)
    cells = 0
    for cell in form.cells:
        value = _carried(last, cell.path)
        if value not in (None, ""):
            report.values[cell.index] = value
            cells += 1
    texts = 0
    for path in form.texts:
        report.texts[path] = marked(last.texts.get(path, ""))
        texts += bool(report.texts[path])
    return Rolled(report, cells, texts, tuple(_blanks(last, form)))


def _carried(last: Report, path: str) -> Value:
    section, row, column = path.split(".")
    if (section, row) == ("applications", "carried_in"):
        return _value(last, f"applications.carried_out.{column}")
    if column == "previous_items":
        before, change = (
            _value(last, f"{section}.{row}.{k}") for k in ("previous_items", "change")
        )
        if isinstance(before, int) and isinstance(change, int):
            return before + change
    return ""


def _value(report: Report, path: str) -> Value:
    index = report.format.index.get(path)
    return None if index is None else report.values[index]


def _blanks(last: Report, form: Format) -> list[str]:
    """What is left blank although last year's report has something like it."""
    found = []
    old, new = last.format.rows, form.rows
    if "applications.other" in old and "applications.other_rest" in new:
        found.append(
            "（六）其他处理：上年只有一行，本年分为三行，上年的数不能拆分，本年按实际情况分别填写"
        )
    if "disclosure.normative_documents.total_disclosed" in last.format.index and (
        "disclosure.normative_documents.in_force" in form.index
    ):
        found.append("现行有效件数：上年的“对外公开总数量”不是现行有效件数，没有带入，请查明后填写")
    elif "disclosure.normative_documents.in_force" in form.index:
        found.append("现行有效件数：须等本年的制发和废止填好后计算（上年现行有效＋制发－废止）")
    if any(_value(last, f"remedies.{row}.pending") for row in _remedies(form)):
        found.append("复议诉讼：上年有尚未审结的案件，本年计入与否按本地口径，没有带入")
    return found


def _remedies(form: Format) -> list[str]:
    return [row.partition(".")[2] for row in form.rows if row.startswith("remedies.")]

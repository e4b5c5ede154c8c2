"""Totals that fill themselves: which cells they are, and what they come to."""

from functools import cache

from tui.schema.model import Format

from .model import Report
from .values import BLANK, NOT_APPLICABLE, Figure, Value


@cache
def totals_of(form: Format) -> dict[int, tuple[int, ...]]:
    """Cell index of each total → the cells it is the sum of, in an order fit for computing.

    A total stands alone on the right of an identity. Where two identities give one cell
    (三（七）总计·总计), the sum along the row comes last and counts.
    """
    across: dict[int, tuple[int, ...]] = {}
    down: dict[int, tuple[int, ...]] = {}
    for equation in form.equations:
        if len(equation.right) == 1:
            side = across if equation.identity.each == "row" else down
            side[equation.right[0]] = equation.left
    # A column's total first (it needs no row total but in the last column), rows after.
    return {**{c: parts for c, parts in down.items() if c not in across}, **across}


def sum_of(report: Report, parts: tuple[int, ...]) -> Value:
    """The sum of some cells: blank while nothing is filled in, ``/`` where all are ``/``."""
    values = [report.values[i] for i in parts]
    figures: list[Figure] = [v for v in values if v is not None and not isinstance(v, str)]
    if figures:
        return sum(figures)
    all_slashes = bool(values) and all(v == NOT_APPLICABLE for v in values)
    return NOT_APPLICABLE if all_slashes else BLANK


def computed(report: Report) -> set[int]:
    """The totals that agree with their parts or are still blank; the others were typed."""
    return {
        cell
        for cell, parts in totals_of(report.format).items()
        if report.values[cell] in (BLANK, sum_of(report, parts))
    }


def follow(report: Report, computed: set[int], dirty: set[int]) -> set[int]:
    """Bring the computed totals up to date with the cells that changed.

    Args:
        computed: the totals that are computed; the others were typed and stay.
        dirty: the cells that changed.

    Returns:
        ``dirty`` and the totals that changed with them.
    """
    dirty = set(dirty)
    for _ in range(2):  # 三（七）总计 of a row depends on the totals of its columns
        for total, parts in totals_of(report.format).items():
            if total in computed and (total in dirty or dirty.intersection(parts)):
                value = sum_of(report, parts)
                if value != report.values[total]:
                    report.values[total] = value
                    dirty.add(total)
    return dirty

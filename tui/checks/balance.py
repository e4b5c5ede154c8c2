"""Every equation of a report, evaluated: the four outcomes and by how much it is off."""

from collections.abc import Callable
from enum import Enum
from functools import cache
from operator import itemgetter
from typing import Any

from tui.report.model import Report
from tui.report.values import Figure
from tui.schema.model import Format


class Outcome(Enum):
    """What can be said of an equation."""

    PASS = "pass"
    FAIL = "fail"
    NOT_ASSESSABLE = "not_assessable"
    """An operand is blank, missing or wrong."""
    NOT_APPLICABLE = "not_applicable"
    """An operand is printed as ``/``."""


class Balance:
    """Outcome of each equation of the format, and left minus right where it fails."""

    __slots__ = ("off_by", "outcomes")

    def __init__(self, outcomes: list[Outcome], off_by: dict[int, Figure]) -> None:
        self.outcomes = outcomes
        self.off_by = off_by

    def count(self, outcome: Outcome) -> int:
        """How many equations have this outcome."""
        return self.outcomes.count(outcome)


Side = Callable[[list[Any]], Figure]


@cache
def _plan(form: Format) -> list[tuple[Side, Side, tuple[int, ...]]]:
    return [(_side(e.left), _side(e.right), e.operands) for e in form.equations]


def _side(cells: tuple[int, ...]) -> Side:
    # itemgetter and sum run in C; adding text to a number raises, which is how a
    # blank is noticed without looking at every cell.
    pick = itemgetter(*cells)
    return pick if len(cells) == 1 else lambda values: sum(pick(values))


def balance(report: Report) -> Balance:
    """Evaluate every equation of the report's format, exactly."""
    values = report.values
    outcomes: list[Outcome] = []
    off_by: dict[int, Figure] = {}
    for number, (left, right, operands) in enumerate(_plan(report.format)):
        try:
            difference = left(values) - right(values)
        except TypeError:
            open_ = any(values[i] is None or values[i] == "" for i in operands)
            outcomes.append(Outcome.NOT_ASSESSABLE if open_ else Outcome.NOT_APPLICABLE)
            continue
        if difference:
            off_by[number] = difference
            outcomes.append(Outcome.FAIL)
        else:
            outcomes.append(Outcome.PASS)
    return Balance(outcomes, off_by)

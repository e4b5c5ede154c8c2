"""A reference made cell by cell: sums, differences, shares, last year's figures."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from .model import Report
from .reference import CLOSE, OPEN, PREVIOUS, short_name

Operator = Literal["+", "-", "/"]

DECIMALS = 1
"""As most published reports write a percentage."""


class Operand(NamedTuple):
    """A cell of this year's report, or of last year's."""

    path: str
    last: bool = False


@dataclass(frozen=True)
class Draft:
    """The cells chosen so far, each with the operator behind it; the next cell completes it."""

    chosen: tuple[tuple[Operand, Operator], ...] = ()
    decimals: int = DECIMALS

    @property
    def is_share(self) -> bool:
        """Whether it is a percentage."""
        return any(operator == "/" for _, operator in self.chosen)

    def then(self, operand: Operand, operator: Operator) -> "Draft":
        """The draft with a cell and what is to be done with the next one."""
        return Draft((*self.chosen, (operand, operator)), self.decimals)

    def back(self) -> tuple["Draft", Operand | None]:
        """The draft without its last cell, and that cell."""
        if not self.chosen:
            return self, None
        return Draft(self.chosen[:-1], self.decimals), self.chosen[-1][0]

    def with_decimals(self, decimals: int) -> "Draft":
        """The same percentage with other decimals."""
        return Draft(self.chosen, decimals)

    def written(self, report: Report, operand: Operand | None) -> str:
        """The reference once a cell completes it; with … in the place of that cell, if None.

        A single cell is named in full; where several stand together, as short as they can be.
        """
        if not self.chosen:
            return f"{OPEN}{_full(operand) if operand else '…'}{CLOSE}"
        sums: list[list[str]] = [[]]
        for cell, operator in self.chosen:
            sums[-1].append(_short(report, cell))
            if operator == "/":
                sums.append([])
            else:
                sums[-1].append(operator)
        sums[-1].append(_short(report, operand) if operand else "…")
        if not self.is_share:
            return f"{OPEN}{' '.join(sums[0])}{CLOSE}"
        parts = [f"({' '.join(sum)})" if len(sum) > 1 else sum[0] for sum in sums]
        return f"{OPEN}{' / '.join(parts)} : %{self.decimals}{CLOSE}"


def _full(operand: Operand) -> str:
    return (PREVIOUS if operand.last else "") + operand.path


def _short(report: Report, operand: Operand) -> str:
    """As short as it can be where it will be looked up: in the form of its year."""
    source = report.last_year if operand.last else report
    if source is None or operand.path not in source.format.index:
        return _full(operand)
    return _full(Operand(short_name(source.format, operand.path), operand.last))

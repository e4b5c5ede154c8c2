"""What a check found: a small value, with everything a message needs."""

from decimal import Decimal
from typing import NamedTuple

from tui.report.problem import KeyPath
from tui.report.source import Source

from .rule import Rule


class Suspect(NamedTuple):
    """A cell that is probably wrong: what stands there and what should."""

    path: str
    value: int | Decimal | str
    expected: int | Decimal


class Finding(NamedTuple):
    """One finding.

    ``cells`` are the paths of every operand, ``suspects`` are ranked, best first.
    ``at`` (a place in the file) or ``offset`` (a character) says where it is shown.
    ``diagnosis`` says in a sentence what is probably wrong, ``remedy`` what to do.
    ``previous`` are the paths of the operands in last year's file.
    """

    rule: Rule
    message: str
    at: KeyPath = ()
    cells: tuple[str, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    diagnosis: str = ""
    remedy: str = ""
    marks: tuple[KeyPath, ...] = ()
    offset: int | None = None
    place: tuple[int, int] | None = None
    at_key: bool = False
    """It is the key that is wrong, not its value."""
    previous: tuple[str, ...] = ()

    def located(self, source: Source) -> tuple[int, int]:
        """Line and column, counted from 1; the head of the file where nothing is nearer."""
        if self.place:
            return self.place
        if self.offset is not None:
            return source.lines.place(self.offset)
        if self.at_key and self.at in source.spans:
            return source.lines.place(source.spans[self.at][0])
        span = source.span(self.at)
        return source.lines.place(span[0]) if span else (1, 1)

"""Letting the terminal move the cells of a line, where that is less to send.

A character typed into the middle of a long paragraph moves everything behind it: two
columns to the right, from line to line. Sent anew that is the rest of the paragraph; but
a terminal can delete and insert cells (DCH, ICH) by itself, and then a few bytes a line
are enough. Both move all of a line up to the right edge of the terminal, so each shift
deletes as much as it inserts, and what stands beside the text comes back to its place.
"""

from collections.abc import Iterator
from itertools import compress, count
from operator import ne
from typing import NamedTuple

from tui.app.canvas import Cell, Line

Cells = list[Cell | None]
"""A line after a shift; None is a cell of which one cannot know what is in it."""

Span = tuple[int, int]

FARTHEST = 12
"""No line is moved by more columns."""

_GAP = 9
"""Two differing spans nearer than this are sent as one: going to a column costs as much."""

_PROBE = 6


class Shift(NamedTuple):
    """Cells from ``start`` to ``end`` move by so many columns; ``after`` is the result."""

    start: int
    end: int
    by: int
    after: Cells

    @property
    def at(self) -> int:
        """The column in which the cursor is left: there the first cells are missing."""
        return self.start if self.by > 0 else self.end - abs(self.by)

    def sequence(self, y: int) -> str:
        """What makes a terminal do it in a row of its screen."""
        cells = "" if abs(self.by) == 1 else abs(self.by)
        first = self.end - abs(self.by) if self.by > 0 else self.start
        return f"\x1b[{y + 1};{first + 1}H\x1b[{cells}P\x1b[{self.at + 1}G\x1b[{cells}@"


def spans(old: Cells | Line, new: Line) -> Iterator[Span]:
    """The stretches of columns in which two lines differ, of whole characters."""
    start = end = -1
    for x in compress(count(), map(ne, old, new)):
        if x - end > _GAP or end < 0:
            if end >= 0:
                yield _whole(start, end, new)
            start = x
        end = x + 1
    if end >= 0:
        yield _whole(start, end, new)


def _whole(start: int, end: int, line: Line) -> Span:
    if line[start][0] == "" and start:
        start -= 1
    if end < len(line) and line[end][0] == "":
        end += 1
    return start, end


def shifted(old: Line, start: int, end: int, by: int) -> Shift:
    """The line after the terminal moved some of its cells."""
    cells = abs(by)
    if old[start][0] == "":
        start -= 1
    after: Cells
    unknown: Cells = [None] * cells
    if by > 0:
        after = [*old[:start], *unknown, *old[start : end - cells], *old[end:]]
        if old[end - cells][0] == "":
            after[end - 1] = None
    else:
        after = [*old[:start], *old[start + cells : end], *unknown, *old[end:]]
        if old[start + cells][0] == "":
            after[start] = None
    return Shift(start, end, by, after)


def cost(found: list[Span], line: Line) -> int:
    """About how many bytes it takes to send some spans of a line."""
    return sum(8 + len("".join(c for c, _ in line[a:b]).encode()) for a, b in found)


def best_shift(
    old: Line, new: Line, end: int, plain: list[Span]
) -> tuple[Shift, list[Span]] | None:
    """The shift of the cells before column ``end`` that leaves least to send, and what.

    None where it is less to send the spans that differ without any shift.
    """
    if not plain:
        return None
    best, least = None, cost(plain, new)
    for by in _candidates(old, new, plain[0][0], end):
        # Up to the end of the line, or of what is written there: then the character that
        # goes to the next line is deleted, and need not be overwritten.
        for up_to in {end, _written(old), _written(new)}:
            if not plain[0][0] + 2 * abs(by) < up_to <= end or old[up_to][0] == "":
                continue
            shift = shifted(old, plain[0][0], up_to, by)
            left = list(spans(shift.after, new))
            price = cost(left, new) + len(shift.sequence(9))
            if price < least:
                best, least = (shift, left), price
    return best


def _written(line: Line) -> int:
    """The column behind the last character, the sign at the edge not included."""
    return next((x + 1 for x in range(len(line) - 2, -1, -1) if line[x][0] != " "), 0)


def _candidates(old: Line, new: Line, start: int, end: int) -> list[int]:
    """By how many columns pieces of the old line stand elsewhere in the new one."""
    found: dict[int, None] = {}
    room = end - start
    for part in (1, 2, 3):
        at = start + room * part // 4
        piece = old[at : at + _PROBE]
        if room < 4 * _PROBE or all(cell[0] == " " for cell in piece):
            continue
        for by in range(-FARTHEST, FARTHEST + 1):
            if by and start <= at + by <= end - _PROBE and new[at + by : at + by + _PROBE] == piece:
                found[by] = None
    return list(found)

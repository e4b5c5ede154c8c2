"""Letting the terminal move whole lines up or down, where that is less to send."""

from collections import Counter
from typing import NamedTuple

from tui.app.canvas import Line

Part = tuple[int, Line]
"""A column of the screen, and what stands from there on."""

_LEAST = 4
"""For fewer lines it is not worth it."""


class Scroll(NamedTuple):
    """The rows from ``top`` to before ``bottom`` move up by so many, or down if negative."""

    top: int
    bottom: int
    by: int

    def sequence(self) -> str:
        """What makes a terminal do it: lines deleted at one end, as many inserted at the other.

        What is below goes along, and comes back. Without a scrolling region: this is less
        to send, works everywhere, and nothing is left behind if it is the last that is sent.
        """
        lines = "" if abs(self.by) == 1 else abs(self.by)
        first, last = self.top, self.bottom - abs(self.by)
        if self.by < 0:
            first, last = last, first
        return f"\x1b[{first + 1}H\x1b[{lines}M\x1b[{last + 1}H\x1b[{lines}L"

    @property
    def at(self) -> int:
        """The row in which the cursor is left, in the first column: there a line is missing."""
        return self.bottom - self.by if self.by > 0 else self.top

    def apply(self, lines: list[Line]) -> list[Line]:
        """The same with lines; what comes in is empty, that is unknown."""
        inside = lines[self.top : self.bottom]
        unknown: list[Line] = [[] for _ in range(abs(self.by))]
        up = self.by > 0
        inside = inside[self.by :] + unknown if up else unknown + inside[: self.by]
        return [*lines[: self.top], *inside, *lines[self.bottom :]]


def scrolls_between(old: list[list[Part]], new: list[list[Part]]) -> list[Scroll]:
    """The scrolls that bring most lines to their place.

    A line is known by being the same object as before; one that stands twice is not. The
    lines at both ends may have been drawn anew, for a sign that there is more: so there
    are scrolls with and without them.
    """
    where: dict[int, int] = {}
    for y, parts in enumerate(old):
        for _, line in parts:
            where[id(line)] = -1 if id(line) in where else y
    steps = {}
    for y, parts in enumerate(new):
        for _, line in parts:
            before = where.get(id(line), -1)
            if before not in (-1, y):
                steps[y] = before - y
    if len(steps) < _LEAST:
        return []
    by, _ = Counter(steps.values()).most_common(1)[0]
    top, bottom = _longest_run([y for y, step in steps.items() if step == by])
    if bottom - top < _LEAST:
        return []
    top, bottom = min(top, top + by), max(bottom, bottom + by)
    return [
        Scroll(top - above, bottom + below, by)
        for above in (0, 1)
        for below in (0, 1)
        if top - above >= 0 and bottom + below <= len(new)
    ]


def _longest_run(rows: list[int]) -> tuple[int, int]:
    """The longest stretch of successive rows, the end not included."""
    best = (0, 0)
    start = -1
    for at, row in enumerate(rows):
        if at == 0 or row != rows[at - 1] + 1:
            start = row
        if row + 1 - start > best[1] - best[0]:
            best = start, row + 1
    return best

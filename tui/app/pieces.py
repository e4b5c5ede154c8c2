"""In which order the pieces of an update are sent, so that it takes few bytes.

A piece is a stretch of one row in one look. Between two pieces the terminal is told to go
elsewhere and to write otherwise. Row by row that changes the look at every rule of a
table, and back; but pieces of one look can follow each other, wherever they stand.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import NamedTuple

Place = tuple[int, int]
"""Row and column of the terminal's cursor."""

Change = Callable[["Look", "Look"], str]
"""What makes a terminal write in another look."""

FEW = 28
"""An update of more pieces is sent as it is read: looking for an order takes time."""


class Look(NamedTuple):
    """A style as a terminal knows it: SGR numbers, "" for the terminal's own."""

    attributes: frozenset[str]
    foreground: str
    background: str


class Piece(NamedTuple):
    """Some columns of a row, from ``x`` on; ``end`` is where the cursor is behind them."""

    y: int
    x: int
    end: int
    look: Look
    text: str


EDGE = 1 << 20
"""The column behind the last one. Terminals are not of one mind about which that is, so

nothing is reckoned from there."""


def step(here: Place | None, y: int, x: int) -> str:
    """The shortest sequence that brings the cursor to a row and column; None: from anywhere."""
    if here is None or here[0] != y:
        return f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"
    ahead = x - here[1]
    if ahead > 0:
        return f"\x1b[{ahead}C" if ahead > 1 else "\x1b[C"
    if not x:
        return "\r" if ahead else ""
    return "\b" * -ahead if ahead > -4 else f"\x1b[{x + 1}G"


def ordered(
    pieces: list[Piece], pen: Look, here: Place | None, goal: Place | None, change: Change
) -> list[Piece]:
    """The pieces in the cheapest order that is found.

    ``pen`` and ``here``: the look and the place that the terminal is in, ``goal``: where
    its cursor must be left, if that matters.
    """
    if not 1 < len(pieces) <= FEW:
        return pieces

    def change_to(old: Look, new: Look) -> int:
        return len(change(old, new)) if old != new else 0

    first = [change_to(pen, p.look) + len(step(here, p.y, p.x)) for p in pieces]
    last = [len(step((p.y, p.end), *goal)) if goal else 0 for p in pieces]
    between = [
        [change_to(a.look, b.look) + len(step((a.y, a.end), b.y, b.x)) for b in pieces]
        for a in pieces
    ]
    route = _Route(first, between, last)
    return [pieces[number] for number in route.best()]


class _Route:
    """What each piece costs as the first one, behind each other one, and as the last one."""

    def __init__(self, first: list[int], between: list[list[int]], last: list[int]) -> None:
        self.first, self.between, self.last = first, between, last

    def best(self) -> list[int]:
        """The best of three beginnings, bettered piece by piece."""
        as_read = list(range(len(self.first)))
        order = min((as_read, self._forward(), self._backward()), key=self._cost)
        for piece in as_read:
            order = self._moved(order, piece)
        return order

    def _cost(self, order: list[int]) -> int:
        steps = sum(self.between[a][b] for a, b in pairwise(order))
        return self.first[order[0]] + steps + self.last[order[-1]]

    def _forward(self) -> list[int]:
        """Always the nearest next."""
        left = set(range(len(self.first)))
        order = [min(left, key=lambda n: (self.first[n], n))]
        while left := left - {order[-1]}:
            costs = self.between[order[-1]]
            order.append(min(left, key=lambda n: (costs[n], n)))
        return order

    def _backward(self) -> list[int]:
        """Always the nearest before."""
        left = set(range(len(self.first)))
        order = [min(left, key=lambda n: (self.last[n], n))]
        while left := left - {order[-1]}:
            there = order[-1]
            order.append(min(left, key=lambda n: (self.between[n][there], n)))
        return order[::-1]

    def _moved(self, order: list[int], piece: int) -> list[int]:
        """The order with one piece in the place that is best for it."""
        rest = [n for n in order if n != piece]
        costs = self.between[piece]
        best, least = 0, self.first[piece] + costs[rest[0]] - self.first[rest[0]]
        for at, (a, b) in enumerate(pairwise(rest), 1):
            price = self.between[a][piece] + costs[b] - self.between[a][b]
            if price < least:
                best, least = at, price
        end = rest[-1]
        if self.between[end][piece] + self.last[piece] - self.last[end] < least:
            best = len(rest)
        found = [*rest[:best], piece, *rest[best:]]
        return found if self._cost(found) < self._cost(order) else order

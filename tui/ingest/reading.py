"""What was read from the tables, before it is known which layout they are in."""

from dataclasses import dataclass, field
from typing import NamedTuple

from .document import Cell, Place


class Leaf(NamedTuple):
    """A header right above figures: the columns it covers, and what it stands for.

    ``key``: a column's key, or ``row.column`` where rows are printed side by side; begins
    with ``?`` for a column that the format does not have.
    """

    start: int
    end: int
    key: str


class Header(NamedTuple):
    """The leaves of a header from left to right; ``placed``: their columns can be trusted."""

    leaves: tuple[Leaf, ...]
    placed: bool
    grid: int


@dataclass(slots=True)
class RowReading:
    """A row of figures: ``row`` is empty where all rows stand side by side."""

    section: str
    row: str
    cells: list[Cell]
    header: Header | None
    grid: int
    spans: bool
    placed: bool
    padded: bool = False


class Unplaced(NamedTuple):
    """A text that found no place in the report, and why."""

    text: str
    place: Place
    why: str
    section: str = ""


@dataclass(slots=True)
class Tables:
    """Everything that the tables of a document say."""

    rows: list[RowReading] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    columns: dict[str, set[str]] = field(default_factory=dict)
    """Section → the column keys that its headers name."""

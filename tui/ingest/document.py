"""A document as read from any source: paragraphs and tables in order, with their places.

The readers (:mod:`.html`, :mod:`.docx`, …) make it, the recogniser reads it; neither
knows the other.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

MAX_CELLS = 200_000
"""A report has about 300 cells of tables; a page of 200,000 is none."""

MAX_BLOCKS = 50_000


class IngestError(Exception):
    """A source that cannot be imported; the message says why and what to do, in Chinese."""


class Place(NamedTuple):
    """Where something stands in its source: a line or paragraph, or a cell of a table.

    All numbers count from 1; 0 is "not applicable".
    """

    line: int = 0
    paragraph: int = 0
    table: int = 0
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        if self.table:
            text = f"第 {self.table} 张表第 {self.row} 行第 {self.column} 列"
            return f"{text}（文件第 {self.line} 行）" if self.line else text
        return f"第 {self.line} 行" if self.line else f"第 {self.paragraph} 段"


class Cell(NamedTuple):
    """A cell of a table: its text (line breaks kept), upper left place and spans.

    ``column`` counts from 0 in the expanded grid.
    """

    text: str
    place: Place
    column: int = 0
    colspan: int = 1
    rowspan: int = 1


@dataclass(slots=True)
class Grid:
    """A table: for each row, the cells that begin in it.

    ``spans``: whether the source knows merged cells (HTML, DOCX) or has every cell of the
    rectangle (tab-separated text). ``placed``: whether columns can be trusted at all;
    a text that dropped its merged cells has rows of different meaning at one column.
    ``padded``: such a text filled its rows up with blanks at their ends.
    """

    rows: list[list[Cell]]
    spans: bool = True
    placed: bool = True
    padded: bool = False
    outside: bool = False


@dataclass(slots=True)
class Paragraph:
    """A line of prose, or of a table that came as lines.

    ``gap``: how many line breaks stood before it in a text; 0 where nothing is known.
    ``outside``: stands outside of the element that holds the report. ``link``: is nothing
    but a link to another page, so no heading of this one.
    """

    text: str
    place: Place
    gap: int = 0
    outside: bool = False
    link: bool = False


Block = Paragraph | Grid


@dataclass(slots=True)
class Document:
    """What a source holds, in reading order."""

    kind: str
    blocks: list[Block]
    titles: list[str] = field(default_factory=list)
    """What the source itself calls its title (``<title>``, document properties), best first."""
    notes: dict[str, str] = field(default_factory=dict)
    """Remarks that the source names by the path of their cell: a workbook of our own."""
    removed: list[str] = field(default_factory=list)
    """Conversion leftovers that a reader took out, for the summary."""

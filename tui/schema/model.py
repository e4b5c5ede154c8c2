"""A statutory report format as data.

A :class:`Format` says which sections, tables, rows, columns, labels, units and
arithmetic identities a report has. Everything else in the program (files, checks,
sheets, exports, the editor) is derived from it; nothing else knows a label.
"""

# Descriptions are named tuples, not dataclasses: a cold start pays a millisecond for every
# dataclass that is defined, and `check` runs in cron jobs over hundreds of files.
from collections.abc import Mapping, Set
from functools import cached_property
from typing import Any, Literal, NamedTuple

Kind = Literal["count", "change", "money"]
"""What a figure is: a whole number ≥ 0, a signed whole number, or an exact decimal ≥ 0."""

Arrangement = Literal["down", "across"]
"""Whether the rows of a table are printed one under another or side by side."""


class Column(NamedTuple):
    """One column of figures. ``under`` holds the merged headers above it, outermost first."""

    key: str
    label: str
    short: str
    kind: Kind
    unit: str
    under: tuple[str, ...]
    variants: tuple[str, ...]
    instruction: str
    basis: str


class Row(NamedTuple):
    """One row of figures. ``under`` holds the merged stub cells left of it, outermost first."""

    key: str
    label: str
    short: str
    under: tuple[str, ...]
    variants: tuple[str, ...]
    instruction: str
    basis: str


class Block(NamedTuple):
    """Rows that share columns. Table 二 stacks several, each under a banner."""

    banner: str
    stub: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Table(NamedTuple):
    """One printed table: its blocks, the note in its corner, and how its rows are laid out."""

    blocks: tuple[Block, ...]
    corner: str
    arrangement: Arrangement


class Text(NamedTuple):
    """One piece of prose: an aspect of section 一, or the whole of section 五 or 六."""

    key: str
    number: str
    title: str
    variants: tuple[str, ...]
    instruction: str
    basis: str


class Section(NamedTuple):
    """One of the numbered sections: prose (``texts``) or a table, never both."""

    key: str
    number: str
    title: str
    variants: tuple[str, ...]
    instruction: str
    basis: str
    texts: tuple[Text, ...]
    table: Table | None

    @property
    def heading(self) -> str:
        """The heading as printed, e.g. 三、收到和处理政府信息公开申请情况."""
        return f"{self.number}、{self.title}"


class Cell:
    """One figure of one table. ``index`` is its place in :attr:`Format.cells` and in a report."""

    __slots__ = ("block", "column", "index", "path", "row", "section")

    def __init__(
        self, index: int, path: str, section: Section, block: Block, row: Row, column: Column
    ) -> None:
        self.index = index
        self.path = path
        self.section = section
        self.block = block
        self.row = row
        self.column = column

    @property
    def label(self) -> str:
        """How a message names the cell, e.g. 三（七）总计·自然人."""
        if len(self.block.columns) == 1:
            return self.row.short
        return f"{self.row.short}·{self.column.short}"

    @property
    def full_label(self) -> str:
        """Every printed label on the way to the cell, outermost first."""
        parts = (self.block.banner, *self.row.under, self.row.label)
        return " › ".join(p for p in (*parts, *self.column.under, self.column.label) if p)


class Identity(NamedTuple):
    """A printed 勾稽关系: the sum of ``left`` equals the sum of ``right``.

    ``each`` = "row": the terms are columns, and it holds in every row named in
    ``within`` (all rows when empty). ``each`` = "column": the terms are rows.
    """

    rule: str
    section: str
    each: Literal["row", "column"]
    within: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]
    statement: str


class Equation(NamedTuple):
    """An identity applied to one row or column; operands are cell indices."""

    identity: Identity
    key: str
    left: tuple[int, ...]
    right: tuple[int, ...]

    @property
    def operands(self) -> tuple[int, ...]:
        """Every operand, left side first, in printed order."""
        return self.left + self.right


class Format:
    """A whole statutory format, with what is derived from it. Never changed once made.

    A format is itself and nothing else (no equality by value), so caches use it as a key.
    """

    def __init__(
        self,
        *,
        id: str,
        name: str,
        notice: str,
        first_year: int,
        last_year: int | None,
        title: str,
        sections: tuple[Section, ...],
        identities: tuple[Identity, ...],
        source: str,
    ) -> None:
        self.id = id
        self.name = name
        self.notice = notice
        self.first_year = first_year
        self.last_year = last_year
        self.title = title
        self.sections = sections
        self.identities = identities
        self.source = source

    def replaced(self, **changes: Any) -> "Format":
        """A format like this one with some of its parts replaced."""
        parts = {name: getattr(self, name) for name in _PARTS}
        return Format(**parts | changes)

    def covers(self, year: int) -> bool:
        """Whether a report of this year is made in this format."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """Every figure of every table, in printed order."""
        found: list[Cell] = []
        for section in self.sections:
            for block in section.table.blocks if section.table else ():
                for row in block.rows:
                    for column in block.columns:
                        path = f"{section.key}.{row.key}.{column.key}"
                        found.append(Cell(len(found), path, section, block, row, column))
        return tuple(found)

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Cell path → index in :attr:`cells`."""
        return {cell.path: cell.index for cell in self.cells}

    @cached_property
    def texts(self) -> Mapping[str, tuple[Section, Text]]:
        """Path of each piece of prose → its section and description, in printed order."""
        return {f"{s.key}.{t.key}": (s, t) for s in self.sections for t in s.texts}

    @cached_property
    def section(self) -> Mapping[str, Section]:
        """Section key → section."""
        return {section.key: section for section in self.sections}

    @cached_property
    def rows(self) -> Mapping[str, tuple[Block, Row, int]]:
        """``section.row`` → its block, the row, and the index of its first cell."""
        found: dict[str, tuple[Block, Row, int]] = {}
        for cell in self.cells:
            key = f"{cell.section.key}.{cell.row.key}"
            found.setdefault(key, (cell.block, cell.row, cell.index))
        return found

    @cached_property
    def count_rows(self) -> Mapping[str, tuple[int, int]]:
        """``section.row`` → its first cell and how many it has, for rows of counts only.

        Those are nearly all rows.
        """
        return {
            path: (start, len(block.columns))
            for path, (block, _, start) in self.rows.items()
            if all(column.kind == "count" for column in block.columns)
        }

    @cached_property
    def row_keys(self) -> Mapping[str, Set[str]]:
        """Section key → the keys of the rows of its table; none where it has no table."""
        found: dict[str, set[str]] = {section.key: set() for section in self.sections}
        for path in self.rows:
            section, _, row = path.partition(".")
            found[section].add(row)
        return found

    @cached_property
    def equations(self) -> tuple[Equation, ...]:
        """Every identity in every row or column it holds in, in the order of the schema."""
        return tuple(e for identity in self.identities for e in self._apply(identity))

    @cached_property
    def equations_of(self) -> tuple[tuple[int, ...], ...]:
        """For each cell, the numbers of the equations it is an operand of."""
        found: list[list[int]] = [[] for _ in self.cells]
        for number, equation in enumerate(self.equations):
            for cell in equation.operands:
                found[cell].append(number)
        return tuple(map(tuple, found))

    def _apply(self, identity: Identity) -> list[Equation]:
        keys: dict[str, None] = {}
        for cell in self.cells:
            if cell.section.key == identity.section:
                keys.setdefault(cell.row.key if identity.each == "row" else cell.column.key)

        def side(key: str, terms: tuple[str, ...]) -> tuple[int, ...]:
            pairs = ((key, t) if identity.each == "row" else (t, key) for t in terms)
            return tuple(self.index[f"{identity.section}.{row}.{column}"] for row, column in pairs)

        return [
            Equation(identity, key, side(key, identity.left), side(key, identity.right))
            for key in identity.within or keys
        ]


_PARTS = tuple(k for k in Format.__init__.__annotations__ if k != "return")

"""Tables found by what they say: headers, rows of figures, and what is neither."""

from collections.abc import Callable

from .document import Cell, Grid, Place
from .figures import looks_like_figure, one_line, tidy
from .labels import core
from .reading import Header, Leaf, RowReading, Tables, Unplaced
from .vocabulary import Vocabulary

FURNITURE = (
    "单位：件",
    "单位:件",
    "单位：万元",
    "单位:万元",
    "单位：个",
    "续表",
    "(续表)",
    "（续表）",
    "序号",
)
"""What stands around tables and says nothing."""

LONG_TEXT = 40


class TableReader:
    """Reads the tables of one document, row by row, also where one goes on in the next."""

    def __init__(self, words: Vocabulary) -> None:
        self.words = words
        self.tables = Tables()
        self.section = ""
        """The table that the last header or row belonged to."""
        self._pending: list[Cell] = []
        self._header: Header | None = None
        self._header_section = ""
        self._grid = 0
        self._last_row = ""

    def is_statutory(self, grid: Grid) -> bool:
        """Whether a table is one of the report's: a row with figures, or a header, says so."""
        known = 0
        for row in grid.rows[:80]:
            texts = [tidy(c.text) for c in row]
            for i, text in enumerate(texts):
                if not text or len(text) > 300:
                    continue
                if self.words.is_corner(text):
                    return True
                if self.words.rows.find(text) and core(text) not in ("其他", "总计"):
                    rest = texts[i + 1 :]
                    known += bool(rest) and all(map(looks_like_figure, rest))
                elif self.words.telling(text):
                    known += 1
            if known >= 2:
                return True
        return False

    def read(self, grid: Grid, prose: Callable[[str, Place], bool]) -> None:
        """Read a table. ``prose`` is offered what is no row; it says whether it took it."""
        self._grid += 1
        for cells in grid.rows:
            self._row(grid, cells, prose)

    def enter(self, section: str) -> None:
        """A heading says which table comes next."""
        self.section = section
        self._pending, self._header, self._header_section = [], None, ""
        self._last_row = ""

    # -- one row ---------------------------------------------------------------------

    def _row(self, grid: Grid, cells: list[Cell], prose: Callable[[str, Place], bool]) -> None:
        said = [c for c in cells if tidy(c.text)]
        if not said:
            if cells and self._header_of("remedies") and self._is_whole_line(cells):
                self._take(grid, "", cells)
            return
        if self._is_header(cells, said):
            self._pending += cells
            return
        at = self._last_label(cells)
        if at is None:
            if all(looks_like_figure(c.text) for c in cells) and self._is_whole_line(cells):
                self._take(grid, "", cells)
                return
            self._other(cells, said, prose)
            return
        found = self.words.rows.find(cells[at].text)
        figures = cells[at + 1 :]
        if found is None or not figures:
            # A merged label alone in its row, or one whose figures came in the next.
            if any(tidy(c.text) for c in figures):
                self._unplaced(said, "这一行不是国家格式里填数的行")
            elif found is None and len(said) == 1 and len(tidy(said[0].text)) > LONG_TEXT:
                self._other(cells, said, prose)
            return
        row = found.row
        if core(cells[at].text) in ("其他",) and not self._last_row.startswith("other"):
            self._unplaced(said, "不清楚是哪一行的“其他”")
            return
        self._settle(found.section)
        self._last_row = row
        self._take(grid, row, figures, found.section)

    def _take(self, grid: Grid, row: str, cells: list[Cell], section: str = "") -> None:
        section = section or self._settled_across()
        self._settle(section)
        header = self._header if self._header_section == section else None
        self.section = section
        self.tables.rows.append(
            RowReading(
                section, row, cells, header, self._grid, grid.spans, grid.placed, grid.padded
            )
        )

    def _last_label(self, cells: list[Cell]) -> int | None:
        """The place of the last cell that is a known row label or merged label."""
        found: int | None = None
        for i, cell in enumerate(cells):
            text = tidy(cell.text)
            if not text or (looks_like_figure(text) and core(text).isdigit()):
                if found is not None and text:
                    break
                continue
            if self.words.rows.find(text) is not None or self.words.stubs.find(text) is not None:
                found = i
        return found

    def _is_header(self, cells: list[Cell], said: list[Cell]) -> bool:
        words = self.words
        heads = [c for c in said if words.is_corner(c.text) or words.heads.find(c.text)]
        if any(any(ch.isdigit() for ch in c.text) and looks_like_figure(c.text) for c in said):
            return False
        if not heads or len(heads) * 2 < len(said):
            return False
        if any(words.is_corner(c.text) or words.telling(c.text) for c in heads):
            return not self._is_blank_data(cells)
        # Only “其他”, “总计” and the like: part of a header that has begun.
        return bool(self._pending) and not self._has_stub(said)

    def _has_stub(self, said: list[Cell]) -> bool:
        return any(self.words.stubs.find(c.text) for c in said)

    def _is_blank_data(self, cells: list[Cell]) -> bool:
        """A row of table 四 standing upright, with its label and blank figures."""
        if len(cells) < 2 or tidy(cells[-1].text) or not tidy(cells[0].text):
            return False
        found = self.words.telling(cells[0].text)
        if found is None or not found.row:
            return False
        if not self._pending and self._header and self._header_section == found.section:
            named = {leaf.key for leaf in self._header.leaves}
        else:
            index = self.words.heads_of[found.section]
            heads = (index.exactly(c.text) for c in self._pending)
            named = {head.column for head in heads if head and head.column}
        blank = sum(1 for c in cells if not tidy(c.text))
        return len(named) > 2 and blank >= len(named)

    def _is_whole_line(self, cells: list[Cell]) -> bool:
        """Whether cells without a label can be the figures of a table printed side by side."""
        if not self._settled_across():
            return False
        self._settle(self._settled_across())
        whole = self.words.line_length(self._settled_across())
        if self._header and 5 <= len(cells) <= whole:
            return True
        surplus = len(cells) - whole
        return surplus >= 0 and not any(tidy(c.text) for c in cells[:surplus])

    def _settled_across(self) -> str:
        """The table printed side by side that we are in, or nothing."""
        for section in self.words.across:
            if self._header_of(section) or (self.section == section and not self._pending):
                return section
        return ""

    def _header_of(self, section: str) -> bool:
        if self._pending:
            return self._section_of(self._pending) == section
        return self._header_section == section

    def _other(
        self, cells: list[Cell], said: list[Cell], prose: Callable[[str, Place], bool]
    ) -> None:
        """A row that is no row of figures: prose in a table, a note, a row of the unit's own."""
        if len(said) == 1:
            text = one_line(said[0].text)
            if core(text) in map(core, FURNITURE):
                return
            if prose(said[0].text, said[0].place):
                return
        figures = [c for c in said if looks_like_figure(c.text)]
        why = "表里多出的一行" if figures and len(cells) > 2 else "表外的说明"
        self._unplaced(said, why)

    def _unplaced(self, said: list[Cell], why: str) -> None:
        text = " | ".join(one_line(c.text) for c in said)
        self.tables.unplaced.append(Unplaced(text, said[0].place, why, self.section))

    # -- headers ---------------------------------------------------------------------

    def _section_of(self, cells: list[Cell]) -> str:
        votes: dict[str, int] = {}
        for cell in cells:
            if self.words.is_corner(cell.text):
                corner = next(
                    (k for k, s in self.words.tables.items() if s.table and s.table.corner), ""
                )
                votes[corner] = votes.get(corner, 0) + 2
            elif (found := self.words.telling(cell.text)) is not None:
                votes[found.section] = votes.get(found.section, 0) + 1
        return max(votes, key=lambda k: votes[k]) if votes else ""

    def _settle(self, section: str) -> None:
        """Make a header of the header rows that came since the last row of figures."""
        if not self._pending:
            return
        cells, self._pending = self._pending, []
        owner = self._section_of(cells)
        if owner != section:
            return
        leaves = (
            self._across(cells, owner) if owner in self.words.across else self._down(cells, owner)
        )
        keys = [leaf.key for leaf in leaves]
        starts = [leaf.start for leaf in leaves]
        placed = len(set(starts)) == len(starts)
        if placed:
            leaves.sort()
        usable = bool(keys) and len(set(keys)) == len(keys)
        self._header = Header(tuple(leaves), placed, self._grid) if usable else None
        self._header_section = owner
        named = {key.rpartition(".")[2] for key in keys if not key.startswith("?")}
        self.tables.columns.setdefault(owner, set()).update(named)

    def _down(self, cells: list[Cell], section: str) -> list[Leaf]:
        index = self.words.heads_of[section]
        leaves: list[Leaf] = []
        for cell in cells:
            found = index.find(cell.text) if tidy(cell.text) else None
            if found is not None and found.column:
                leaves.append(Leaf(cell.column, cell.column + cell.colspan, found.column))
        known = {(leaf.start, leaf.end) for leaf in leaves}
        first = min((leaf.start for leaf in leaves), default=0)
        for cell in cells:
            # A column of the unit's own: a label over no known column, right of the first one.
            text = tidy(cell.text)
            if not text or cell.column <= first or self.words.is_corner(text) or index.find(text):
                continue
            end = cell.column + cell.colspan
            if not any(start < end and cell.column < stop for start, stop in known):
                leaves.append(Leaf(cell.column, end, f"?{cell.column}"))
        return _joined(leaves)

    def _across(self, cells: list[Cell], section: str) -> list[Leaf]:
        """Leaves below the merged header of their row; empty where that is not certain."""
        index = self.words.heads_of[section]
        groups: list[tuple[int, int, str]] = []
        leaves: list[tuple[int, int, str]] = []
        for cell in cells:
            found = index.find(cell.text) if tidy(cell.text) else None
            span = (cell.column, cell.column + cell.colspan)
            if found is not None and found.row:
                groups.append((*span, found.row))
            elif found is not None and found.column:
                leaves.append((*span, found.column))
        made = []
        for start, end, column in leaves:
            over = [row for a, b, row in groups if a <= start and end <= b]
            if len(over) != 1:
                return self._upright(leaves)
            made.append(Leaf(start, end, f"{over[0]}.{column}"))
        return made

    def _upright(self, leaves: list[tuple[int, int, str]]) -> list[Leaf]:
        """The columns of a table 四 whose rows stand one under another."""
        columns = [column for _, _, column in leaves]
        if len(set(columns)) != len(columns):
            return []
        return [Leaf(*leaf) for leaf in leaves]


def _joined(leaves: list[Leaf]) -> list[Leaf]:
    """Leaves whose text is repeated over merged columns made one each."""
    unique: dict[str, Leaf] = {}
    for leaf in leaves:
        before = unique.setdefault(leaf.key, leaf)
        if leaf.start == before.end:
            unique[leaf.key] = before._replace(end=leaf.end)
    return list(unique.values())

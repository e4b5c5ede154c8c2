"""Plain text: lines, cells set off by tabs, drawn tables."""

import re

from .document import MAX_BLOCKS, Block, Cell, Document, Grid, IngestError, Paragraph, Place

MAX_COLUMNS = 200

_DRAWN = re.compile(r"\s*(?:[┌├└│╔╠╚║┏┣┗┃]|\+[-=].*[+|]\s*$|\|.*[+|]\s*$)")


def read_text(text: str) -> Document:
    """The document of a plain text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MAX_BLOCKS:
        raise IngestError(f"有 {len(lines)} 行，不像一份年度报告")
    return Document("text", _Lines(lines).blocks())


class _Lines:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        self.made: list[Block] = []
        self.tables = 0
        self.no_drawing = 0
        """Lines before this one were tried and are no drawn table."""

    def blocks(self) -> list[Block]:
        gap = 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if self._drawn() or self._tabbed():
                gap = 1
                continue
            self.at += 1
            if not line.strip():
                gap += 1
                continue
            self.made.append(Paragraph(line, Place(line=self.at), gap))
            gap = 1
        return self.made

    def _tabbed(self) -> bool:
        """Lines with tabs: a row a line, or a cell a line with blank lines between the rows."""
        start = self.at
        if not 0 < self.lines[start].count("\t") < MAX_COLUMNS:
            return False
        if not self.lines[start].startswith("\t"):
            return self._rows_of_tabs() if self._is_row(start) else False
        if self.lines[start].count("\t") > 1 or not self._cell_a_line(start):
            return self._rows_of_tabs()
        rows: list[list[Cell]] = []
        row: list[Cell] = []
        self.tables += 1
        while self.at < len(self.lines):
            line = self.lines[self.at]
            number = self.at + 1
            if line.startswith("\t"):
                place = Place(number, 0, self.tables, len(rows) + 1, len(row) + 1)
                row.append(Cell(line[1:], place, len(row)))
            elif not line:
                if row:
                    rows.append(row)
                row = []
            elif row and not line.startswith("　") and len(line) < 40:
                row[-1] = row[-1]._replace(text=f"{row[-1].text}\n{line}")
            else:
                break
            self.at += 1
        if row:
            rows.append(row)
        self.made.append(Grid(rows, spans=False, placed=False))
        return True

    def _is_row(self, at: int) -> bool:
        return len(self.lines[at].strip().split("\t")) > 1

    def _cell_a_line(self, start: int) -> bool:
        ahead = [line for line in self.lines[start : start + 12] if line]
        return sum(line.startswith("\t") and "\t" not in line[1:] for line in ahead) * 2 > len(
            ahead
        )

    def _rows_of_tabs(self) -> bool:
        rows: list[list[Cell]] = []
        self.tables += 1
        while self.at < len(self.lines) and 0 < self.lines[self.at].count("\t") < MAX_COLUMNS:
            parts = self.lines[self.at].split("\t")
            number = self.at + 1
            rows.append(
                [
                    Cell(_unquoted(part), Place(number, 0, self.tables, len(rows) + 1, i + 1), i)
                    for i, part in enumerate(parts)
                ]
            )
            self.at += 1
        self.made.append(Grid(rows, spans=False))
        return True

    def _drawn(self) -> bool:
        if self.at < self.no_drawing or not _DRAWN.match(self.lines[self.at]):
            return False
        from .drawn import read_drawn

        end = self.at
        while end < len(self.lines) and _DRAWN.match(self.lines[end]):
            end += 1
        self.no_drawing = end
        if end - self.at < 2:
            return False
        grid = read_drawn(self.lines[self.at : end], self.at + 1, self.tables + 1)
        if grid is None:
            return False
        self.tables += 1
        self.made.append(grid)
        self.at = end
        return True


def _unquoted(cell: str) -> str:
    """A cell as a spreadsheet copies it: quoted where it holds quotes."""
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        return cell[1:-1].replace('""', '"')
    return cell

"""The printed table in a fixed-width font: merged cells, borders, junctions."""

import re
from collections.abc import Iterator

from tui.display import Align, pad
from tui.sheet import Sheet, SheetCell

from .printed_layout import TARGET, Layout, lay_out

# What stands where borders meet: 1 from above, 2 from below, 4 from the left, 8 from the right.
BOX = " │││─┘┐┤─└┌├─┴┬┼"
ASCII = " |||-+++-+++-+++"

_NUMBER = re.compile(r"[-+]?[0-9.]+|/")


def draw(sheet: Sheet, pen: str = BOX, target: int = TARGET) -> str:
    """The table as lines of one display width, without a line break at the end.

    ``pen`` is :data:`BOX` or :data:`ASCII`.
    """
    return "\n".join(_Drawing(lay_out(sheet, target), sheet.stub_columns, pen).lines())


class _Drawing:
    def __init__(self, layout: Layout, stubs: int, pen: str) -> None:
        self.places, self.widths, self.heights = layout.places, layout.widths, layout.heights
        self.pen = pen
        # The first line of each row, counting the rule above it.
        self.tops = [sum(self.heights[:row]) + row + 1 for row in range(len(self.heights))]
        self.content = {
            cell: self._content(cell, lines, layout.padding, stubs)
            for cell, lines in _aligned(layout.lines).items()
        }

    def lines(self) -> Iterator[str]:
        for row, height in enumerate(self.heights):
            yield self._rule(row)
            for line in range(self.tops[row], self.tops[row] + height):
                yield self._text(row, line)
        yield self._rule(len(self.heights))

    def _content(self, cell: SheetCell, lines: list[str], padding: int, stubs: int) -> list[str]:
        """The whole inside of a cell, the lines of inner borders included."""
        cells = sum(self.widths[cell.column : cell.right]) + cell.colspan - 1
        height = sum(self.heights[cell.row : cell.bottom]) + cell.rowspan - 1
        above = (height - len(lines)) // 2
        align: Align = "center"
        if cell.role == "banner" or (cell.role == "stub" and cell.right == stubs):
            align = "left"
        side = " " * padding if align == "left" else ""
        drawn = [side + pad(line, cells - 2 * len(side), align) + side for line in lines]
        blank = " " * cells
        return [blank] * above + drawn + [blank] * (height - above - len(lines))

    def _text(self, row: int, line: int) -> str:
        parts, column, cells = [self.pen[3]], 0, self.places[row]
        while column < len(cells):
            cell = cells[column]
            parts += self.content[cell][line - self.tops[cell.row]], self.pen[3]
            column = cell.right
        return "".join(parts)

    def _rule(self, row: int) -> str:
        """The line above a row; a cell that reaches over it goes on with its text."""
        parts, column = [self._joint(row, 0)], 0
        while column < len(self.widths):
            cell = self._place(row, column)
            if cell is not None and cell is self._place(row - 1, column):
                # The rule of row r stands one line above its first line.
                parts.append(self.content[cell][self.tops[row] - 1 - self.tops[cell.row]])
                column = cell.right
            else:
                parts.append(self.pen[12] * self.widths[column])
                column += 1
            parts.append(self._joint(row, column))
        return "".join(parts)

    def _joint(self, row: int, column: int) -> str:
        """The character at the upper left corner of a place, by the borders around it."""
        above, below = self._place(row - 1, column), self._place(row, column)
        above_left, below_left = self._place(row - 1, column - 1), self._place(row, column - 1)
        borders = (
            (above_left is not above)
            + 2 * (below_left is not below)
            + 4 * (above_left is not below_left)
            + 8 * (above is not below)
        )
        return self.pen[borders]

    def _place(self, row: int, column: int) -> SheetCell | None:
        if 0 <= row < len(self.heights) and 0 <= column < len(self.widths):
            return self.places[row][column]
        return None


def _aligned(lines: dict[SheetCell, list[str]]) -> dict[SheetCell, list[str]]:
    """Numbers one under another made equally long, so that centred they end together."""
    aligned = dict(lines)
    runs: dict[tuple[int, int], list[SheetCell]] = {}
    last: dict[tuple[int, int], int] = {}

    def close(run: list[SheetCell]) -> None:
        longest = max((len(lines[cell][0]) for cell in run), default=0)
        for cell in run:
            aligned[cell] = [pad(lines[cell][0], longest, "right")]
        run.clear()

    for cell, text in lines.items():
        if cell.role != "figure":
            continue
        place = (cell.column, cell.right)
        run = runs.setdefault(place, [])
        if last.get(place) != cell.row:
            close(run)
        last[place] = cell.bottom
        if len(text) == 1 and _NUMBER.fullmatch(text[0]):
            run.append(cell)
    for run in runs.values():
        close(run)
    return aligned

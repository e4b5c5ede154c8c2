"""Where every cell of a printed table stands on the screen. Pure geometry, no Textual.

Labels wrap, headers and stubs keep their merged cells, rows of figures are one line
high. Header lines and stub columns are frozen; the rest scrolls under them.
"""

from typing import NamedTuple

from rich.style import Style

from tui.display import width, wrap
from tui.sheet import Sheet, SheetCell

from .canvas import Line, blank, put, put_centre
from .palette import HEADER, HEADER_RULE, LABEL, PAPER, RULE

MIN_FIGURE = 5
"""Narrowest column of figures: a mark, three digits and a blank."""

TIGHT_FIGURE = 4
"""The same without the blank, for a row of many figures that only so fits on the screen."""

MAX_FIGURE = 14
COMFORTABLE = 8
"""A column of figures that a label of four characters fits over."""

READABLE = 26
"""Width from which on a label column can wait until the figures are comfortable."""

MIN_STUB = 12
RULE_WIDTH = 1
MARK_AND_BLANK = 2
"""What stands beside a figure: its mark before it, a blank behind it."""


class Box(NamedTuple):
    """A rectangle on the virtual screen of the table, without the rules around it."""

    x: int
    y: int
    columns: int
    lines: int


class Size(NamedTuple):
    """What a layout is made for: the room there is, the widest figure, and with its remark."""

    columns: int
    lines: int
    figure: int
    remark: int


class GridLayout:
    """A sheet laid out for a size."""

    def __init__(self, sheet: Sheet, size: Size) -> None:
        self.sheet = sheet
        self.size = size
        self.widths, self.heights = _measures(sheet, size)
        self.xs = _starts(self.widths, RULE_WIDTH)
        self.ys = _starts(self.heights, 0)
        self.total_columns = self.xs[-1]
        self.total_lines = self.ys[-1]
        self.frozen_columns = self.xs[sheet.stub_columns]
        self.frozen_lines = self.ys[sheet.header_rows]
        self.boxes = {path: self.box(cell) for path, cell in sheet.figures.items()}
        self._scrolls = self.total_lines > size.lines
        self._labels: dict[int, Line] = {}

    def box(self, cell: SheetCell) -> Box:
        """Where a cell stands."""
        x, y = self.xs[cell.column], self.ys[cell.row]
        return Box(x, y, self.xs[cell.right] - x - RULE_WIDTH, self.ys[cell.bottom] - y)

    def label_line(self, y: int) -> Line:
        """One line with its labels and rules, without figures. Made once, then shared."""
        if y not in self._labels:
            row = next(i for i in range(len(self.heights)) if self.ys[i + 1] > y)
            self._labels[y] = self._draw(y, list(dict.fromkeys(self.sheet.places[row])))
        return self._labels[y]

    def _draw(self, y: int, cells: list[SheetCell]) -> Line:
        line = blank(self.total_columns, PAPER)
        for cell in cells:
            head = cell.role in ("header", "corner", "banner")
            style = HEADER if head else (LABEL if cell.role == "stub" else PAPER)
            box = self.box(cell)
            for x in range(box.x, box.x + box.columns):
                line[x] = (" ", style)
            edge = box.x + box.columns
            if edge < len(line):
                # Rules between labels are as bright as these: they are sent as one run.
                rule = HEADER_RULE if head else LABEL if cell.role == "stub" else RULE
                line[edge] = ("│", rule)
            if cell.role != "figure":
                self._write(line, cell, box, y, style)
        return line

    def _write(self, line: Line, cell: SheetCell, box: Box, y: int, style: Style) -> None:
        lines = _label_lines(cell, box.columns)
        if len(lines) > box.lines:
            # More text than room: the cut is marked, the whole label stands below the table.
            lines = [*lines[: box.lines - 1], "".join(lines[box.lines - 1 :])]
        top = (box.lines - len(lines)) // 2 if cell.role != "stub" else 0
        at = y - box.y - top
        if cell.role == "stub" and self._scrolls and box.lines > 2 * len(lines):
            # A merged label stands at both ends: one of them may be out of view. Not always
            # at the upper edge of what is seen, or each scroll would rewrite it.
            from_end = at - (box.lines - len(lines))
            at = from_end if from_end >= 0 else at
        if 0 <= at < len(lines):
            write = put_centre if cell.role == "header" else _put_left
            write(line, box.x, box.columns, lines[at], style)


def _put_left(line: Line, x: int, columns: int, text: str, style: Style) -> None:
    put(line, x, text, style, columns)


def _starts(sizes: list[int], gap: int) -> list[int]:
    found = [0]
    for size in sizes:
        found.append(found[-1] + size + gap)
    return found


def _label_lines(cell: SheetCell, columns: int) -> list[str]:
    """A label in lines; a merged stub breaks behind its number: （三）/ 不予公开."""
    if cell.role == "stub" and cell.rowspan > 1 and width(cell.text) > columns:
        number, bracket, rest = cell.text.partition("）")
        if bracket and width(number + bracket) <= columns:
            return [number + bracket, *wrap(rest, columns)]
    lines = wrap(cell.text, max(2, columns)) or [""]
    if cell.role == "header" and len(lines) > 1:
        # Of even length: 商业 / 企业, not 商业企 / 业.
        even = (wrap(cell.text, narrower) for narrower in range(2, columns, 2))
        return next((e for e in even if len(e) == len(lines)), lines)
    return lines


def _measures(sheet: Sheet, size: Size) -> tuple[list[int], list[int]]:
    """The widths of the columns and the heights of the rows.

    Columns of figures are comfortable, if no label is cut for that which need not be.
    """
    found = []
    for comfortable in range(COMFORTABLE, MIN_FIGURE, -1):
        widths = _column_widths(sheet, size, comfortable)
        heights = _row_heights(sheet, widths, size.lines)
        found.append((widths, heights))
        if not any(_missing(cell, widths, heights) > 0 for cell in _row_labels(sheet)):
            return found[-1]
    return found[0]


def _row_labels(sheet: Sheet) -> list[SheetCell]:
    return [c for c in sheet.cells if c.role == "stub" and c.rowspan == 1]


def _missing(cell: SheetCell, widths: list[int], heights: list[int], most: int = 99) -> int:
    """How many lines more than its rows have the text of a cell takes."""
    columns = sum(widths[cell.column : cell.right]) + (cell.colspan - 1) * RULE_WIDTH
    needed = len(wrap(cell.text, max(2, columns)))
    return min(needed, most) - sum(heights[cell.row : cell.bottom])


def _column_widths(sheet: Sheet, size: Size, comfortable: int) -> list[int]:
    columns, figure = size.columns, size.figure + MARK_AND_BLANK
    stubs, count = sheet.stub_columns, sheet.column_count - sheet.stub_columns
    narrow = max(MIN_FIGURE, _share(sheet, figure))
    if not stubs and size.figure < TIGHT_FIGURE and count * (narrow + RULE_WIDTH) - 1 > columns:
        narrow = TIGHT_FIGURE
    least = [_narrowest_stub(sheet, i) for i in range(stubs)]
    wish = [_natural_stub(sheet, i) for i in range(stubs)]
    if stubs:
        wish[0] = least[0] if stubs > 1 else wish[0]
    made = list(least)
    figures = narrow
    # By turns: labels up to a readable width, figures up to a comfortable one, then the rest.
    # A remark in one cell gets no room that the labels or the other columns need.
    remark = max(MAX_FIGURE, size.remark + MARK_AND_BLANK)
    for label_limit, figure_limit in (
        (READABLE, narrow),
        (READABLE, max(narrow, _share(sheet, comfortable))),
        (99, max(narrow, _share(sheet, remark))),
    ):
        for i in reversed(range(stubs)):
            room = columns - sum(made) - stubs * RULE_WIDTH - count * (figures + RULE_WIDTH)
            limit = label_limit if i == stubs - 1 or label_limit > READABLE else least[i]
            made[i] += max(0, min(min(wish[i], limit) - made[i], room))
        spare = columns - sum(made) - stubs * RULE_WIDTH
        if count:
            figures = max(figures, min(figure_limit, spare // count - RULE_WIDTH))
    return [*made, *([figures] * count)]


def _share(sheet: Sheet, figure: int) -> int:
    """The width of a column, where every figure shall have so much.

    A figure may span several columns (a block with fewer columns than its neighbours).
    """
    spans = [c.colspan for c in sheet.figures.values()] or [1]
    return -(-(figure + 1) // min(spans)) - 1


def _natural_stub(sheet: Sheet, column: int) -> int:
    """Wide enough for every label that stands in this column alone."""
    texts = [
        width(c.text)
        for c in sheet.cells
        if c.role in ("stub", "header") and c.column == column and c.colspan == 1
    ]
    return max(texts, default=MIN_STUB)


def _narrowest_stub(sheet: Sheet, column: int) -> int:
    """As narrow as its labels fit into the rows they span; the innermost has a least width."""
    if column == sheet.stub_columns - 1:
        return MIN_STUB
    cells = [c for c in sheet.cells if c.role == "stub" and c.column == column and c.colspan == 1]
    # Narrower than four characters a merged label is torn apart; the outermost stands upright.
    for columns in range(8 if column else 2, 40, 2):
        if all(len(_label_lines(c, columns)) <= c.rowspan for c in cells):
            return columns
    return MIN_STUB


def _row_heights(sheet: Sheet, widths: list[int], lines: int) -> list[int]:
    heights = [1] * sheet.row_count
    heads = [c for c in sheet.cells if c.role in ("header", "banner", "corner")]
    for cell in sorted(heads, key=lambda c: c.rowspan):
        most = 5 if cell.role == "corner" else 99
        heights[cell.bottom - 1] += max(0, _missing(cell, widths, heights, most))
    # Long labels of rows get a second line, and a third, while the whole table is in view.
    cut = _row_labels(sheet) if sum(heights) < lines else []
    while cut := [c for c in cut if _missing(c, widths, heights) > 0]:
        for cell in cut:
            if sum(heights) >= lines:
                return heights
            heights[cell.row] += 1
    return heights

"""What stands around the table in the picker of references: title, what is inserted, keys."""

from collections.abc import Sequence

from tui.app import palette
from tui.app.canvas import Line, blank, put, put_right
from tui.app.grid_looks import Look
from tui.app.screens.dialog import Keys, line_of_keys
from tui.app.screens.picking import Picking
from tui.app.widgets.grid import Grid
from tui.app.widgets.pane import Pane
from tui.display import clip, width
from tui.report.reference import CLOSE, OPEN
from tui.schema import Cell


class Head(Pane):
    """Whose figures these are, and the heading of the table."""

    BACKGROUND = palette.BAR

    def __init__(self, picking: Picking) -> None:
        super().__init__(id="title")
        self.picking = picking

    def paint(self, columns: int, rows: int) -> list[Line]:  # noqa: ARG002
        """One line."""
        line = blank(columns, palette.BAR)
        which = "上年的数" if self.picking.last else "表中的数"
        year = self.picking.report.year
        x = put(line, 1, f"引用{which}" + (f"：{year} 年" if year else ""), palette.BAR_STRONG)
        form = self.picking.session.report.format
        heading = form.cells[form.index[self.picking.path]].section.heading
        room = columns - x - 3
        put_right(line, columns - 1 - max(room, 0), max(room, 0), heading, palette.BAR)
        return [line]


class Foot(Pane):
    """The current cell, the reference with its figure, and a word on what goes on."""

    def __init__(self, picking: Picking, *, brackets: bool = True) -> None:
        super().__init__()
        self.picking = picking
        self.brackets = brackets
        self.note = ""

    def paint(self, columns: int, rows: int) -> list[Line]:  # noqa: ARG002
        """Three lines."""
        form = self.picking.session.report.format
        cell = form.cells[form.index[self.picking.path]]
        lines = [self._cell(cell, columns), self._reference(columns)]
        note = blank(columns, palette.PAPER)
        if self.note:
            put(note, 1, f"▸ {self.note}", palette.NEWS, columns - 2)
        return [*lines, note]

    def _cell(self, cell: Cell, columns: int) -> Line:
        """Its labels and its value, the other year's before it where that is known."""
        line = blank(columns, palette.HEADER)
        session, picking = self.picking.session, self.picking
        shown = picking.report.printed(cell.path) if _has(picking, cell) else "无"
        shown = f"{shown} {cell.column.unit}".rstrip() if shown else "空"
        other = ""
        last = session.report.last_year
        if picking.last:
            other = f"本年 {session.report.printed(cell.path) or '空'}  上年 "
        elif last is not None and cell.path in last.format.index:
            other = f"上年 {last.printed(cell.path) or '空'}  "
        room = columns - width(other) - width(shown) - 3
        put(line, 1, cell.full_label if width(cell.full_label) <= room else cell.label,
            palette.BAR_STRONG, room)  # fmt: skip
        put_right(line, 0, columns - 1, shown, palette.BAR_KEY)
        put_right(line, 0, columns - 1 - width(shown), other, palette.HEADER)
        return line

    def _reference(self, columns: int) -> Line:
        line = blank(columns, palette.PAPER)
        filled = self.picking.filled
        shown = "" if filled is None else f"= {filled.shown}"
        x = put(line, 1, "插入 ", palette.LABEL)
        room = columns - x - width(shown) - 2
        written = self.picking.reference
        if not self.brackets:
            written = written.removeprefix(OPEN).removesuffix(CLOSE)
        put(line, x, clip(written, max(room, 1)), palette.STRONG)
        put_right(line, 0, columns - 1, shown, palette.NEWS)
        return line


def _has(picking: Picking, cell: Cell) -> bool:
    return cell.path in picking.report.format.index


class PickerGrid(Grid):
    """The table, its figures plain: of last year's only those are marked that were chosen."""

    def _looks(self) -> dict[str, Look]:
        looks = super()._looks()
        if self.last_year is None:
            return looks
        for path, look in looks.items():
            mark, style = " ", palette.ZERO if look.short == "0" else palette.FIGURE
            if path in self.operands:
                mark, style = "*", palette.OPERAND
            looks[path] = look._replace(mark=mark, style=look.style if path == self.path else style)
        return looks


class KeyLine(Pane):
    """The keys that work."""

    BACKGROUND = palette.BAR

    def __init__(self) -> None:
        super().__init__(id="keys")
        self.keys: Sequence[Keys] = ()

    def paint(self, columns: int, rows: int) -> list[Line]:  # noqa: ARG002
        """One line."""
        return [line_of_keys(self.keys, columns)[0]]

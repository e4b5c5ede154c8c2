"""A printed table to fill in: merged headers, frozen labels, numbers typed in place."""

from dataclasses import dataclass

from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message

from tui.app import palette
from tui.app.canvas import Line, crop, put, put_right
from tui.app.frame import TextCursor
from tui.app.grid_layout import Box, GridLayout
from tui.app.grid_moves import Moves
from tui.app.session import Session
from tui.app.typing import NumberField, is_number_key, plain_character
from tui.app.widgets.pane import Pane
from tui.display import width
from tui.report.model import Report
from tui.report.values import BLANK, TypedError, parse_typed
from tui.schema import Section
from tui.sheet import build_sheet

Look = tuple[str, str, Style]
"""How a figure looks: the mark in front, the text, the style."""


class Grid(Pane, can_focus=True):
    """One table of the report. All values live in the session; the grid shows and edits them."""

    @dataclass
    class Moved(Message):
        """Another cell is the current one."""

        path: str

    @dataclass
    class Typed(Message):
        """What is being typed into the current cell changed; the report did not."""

    @dataclass
    class Edited(Message):
        """The session was changed."""

    @dataclass
    class Refused(Message):
        """What was typed cannot stand in the cell; nothing was changed."""

        reason: str

    def __init__(self, session: Session) -> None:
        super().__init__(id="grid")
        self.session = session
        self.section: Section | None = None
        self.path = ""
        self.corner = ""
        self.field: NumberField | None = None
        self.operands: frozenset[str] = frozenset()
        self.last_year: Report | None = None
        """Last year's report while its figures are shown in place of this year's."""
        self._grid_layout: GridLayout | None = None
        self._grid_layout_key: object = None
        self._moves: Moves | None = None
        self._remembered: dict[str, str] = {}
        self._plain_looks: dict[str, Look] = {}
        self._plain_looks_key: object = None
        self._drawn: dict[int, tuple[list[Look], Line]] = {}
        self._drawn_for: object = None
        self._shift = self._first = 0

    # -- what is shown -----------------------------------------------------------------

    def show(self, section: Section, path: str = "") -> None:
        """Show a table, at a cell or where the cursor was last."""
        if self.section:
            self._remembered[self.section.key] = self.path
        self.section = section
        sheet = build_sheet(section, self.session.report)
        self._moves = Moves(sheet)
        self.path = path or self._remembered.get(section.key) or self._moves.first
        self.corner = self.path
        self.field, self.operands = None, frozenset()
        self._grid_layout = None
        self._shift = self._first = 0
        self.update()

    def go(self, path: str) -> None:
        """Make a cell of this table the current one."""
        self._leave()
        self.path = self.corner = path
        self.operands = frozenset()
        self.update()

    @property
    def geometry(self) -> GridLayout:
        """The layout for the present width; made anew when the width or the figures change."""
        assert self.section
        key = (self.size.width, self.session.version, self.last_year)
        if self._grid_layout is None or self._grid_layout_key != key:
            report = self.session.report
            widest = max(3, *(width(report.printed(p)) for p in self.moves.paths))
            if self.last_year:
                widest = max(widest, self._widest_of(self.last_year))
            old = self._grid_layout
            if old is None or (old.columns, old.widest_figure) != (self.size.width, widest):
                sheet = build_sheet(self.section, report)
                self._grid_layout = GridLayout(sheet, self.size.width, widest)
            self._grid_layout_key = key
        assert self._grid_layout
        return self._grid_layout

    def _widest_of(self, last: Report) -> int:
        known = (p for p in self.moves.paths if p in last.format.index)
        return max((width(last.printed(p)) for p in known), default=0)

    @property
    def moves(self) -> Moves:
        """The neighbours of every cell."""
        assert self._moves
        return self._moves

    def selected(self) -> list[list[str]]:
        """The selected rectangle as rows of paths; the current cell where none is selected."""
        return self.moves.rectangle(self.corner, self.path)

    def paint(self, columns: int, rows: int) -> list[Line]:
        """Frozen header lines, then the body from the scroll position."""
        if not self.section:
            return []
        layout = self.geometry
        self._follow(layout, columns, rows)
        looks = self._looks()
        if self._drawn_for != (layout, columns, self._shift):
            self._drawn_for = (layout, columns, self._shift)
            self._drawn.clear()
        lines = []
        for y in [*range(layout.frozen_lines), *range(self._first, layout.total_lines)][:rows]:
            row = self.moves.on_row_line(layout, y)
            # A line is drawn anew only when something on it looks different.
            key = [looks[path] for path in row]
            if y not in self._drawn or self._drawn[y][0] != key:
                self._drawn[y] = (key, self._draw_line(layout, y, row, key, columns))
            lines.append(self._drawn[y][1])
        self._mark_more(lines, layout, columns, rows)
        return lines

    def _draw_line(
        self, layout: GridLayout, y: int, row: list[str], looks: list[Look], columns: int
    ) -> Line:
        line = list(layout.label_line(y))
        for path, look in zip(row, looks, strict=True):
            self._figure(line, layout.boxes[path], look)
        return self._window(line, layout.frozen_columns, columns)

    def _looks(self) -> dict[str, Look]:
        """How every figure of the table looks now: its mark, its text, its style."""
        key = (self.session.version, self.section, self.operands, self.last_year)
        if self._plain_looks_key != key:
            self._plain_looks_key = key
            self._plain_looks = {path: self._look(path) for path in self.moves.paths}
        looks = dict(self._plain_looks)
        if self.corner != self.path:
            for row in self.selected():
                looks.update((p, (*looks[p][:2], palette.SELECTED)) for p in row)
        looks[self.path] = (*looks[self.path][:2], palette.CURSOR)
        if self.field:
            room = self.geometry.boxes[self.path].columns - 2
            looks[self.path] = (" ", self.field.shown(room), palette.TYPING)
        return looks

    def _window(self, line: Line, frozen: int, columns: int) -> Line:
        if not self._shift or columns <= frozen:
            return crop(line, 0, columns, palette.PAPER)
        body = crop(line, frozen + self._shift, columns - frozen, palette.PAPER)
        return crop(line, 0, frozen, palette.PAPER) + body

    def _figure(self, line: Line, box: Box, look: Look) -> None:
        mark, text, style = look
        for x in range(box.x, box.x + box.columns):
            line[x] = (" ", style)
        put(line, box.x, mark, style)
        put_right(line, box.x, box.columns - 1, text, style)

    def _look(self, path: str) -> Look:
        session = self.session
        index = session.report.format.index[path]
        value = session.report.values[index]
        text = "？" if value is None else session.report.printed(path)
        if self.last_year:
            return self._look_of_last_year(self.last_year, path, text)
        if path in self.operands:
            return "+", text, palette.OPERAND
        if path in session.suspected or value is None:
            return "✗", text, palette.SUSPECT
        failing = [f for f in session.by_path.get(path, ()) if f.rule.severity == "error"]
        # A zero among twenty operands is seldom the culprit; F9 shows all the operands.
        if failing and (value != 0 or any(f.cells[-1] == path for f in failing)):
            return "!", text, palette.FAILING
        if index in session.computed:
            return "=", text, palette.COMPUTED
        return " ", text, palette.ZERO if value == 0 else palette.FIGURE

    def _look_of_last_year(self, last: Report, path: str, now: str) -> Look:
        if path not in last.format.index:
            return " ", "无", palette.FAINT
        text = last.printed(path) or "空"
        if text == (now or "空"):
            return " ", text, palette.ZERO if text == "0" else palette.FIGURE
        return "*", text, palette.OPERAND

    def _follow(self, layout: GridLayout, columns: int, rows: int) -> None:
        """Move the window so that the current cell is in it."""
        box = layout.boxes[self.path]
        room = columns - layout.frozen_columns
        left = box.x - layout.frozen_columns
        self._shift = max(min(self._shift, left), left + box.columns + 1 - room, 0)
        self._shift = max(0, min(self._shift, layout.total_columns - layout.frozen_columns - room))
        height = rows - layout.frozen_lines
        # Over the first row of a block its banner and header shall be seen too.
        above = self.moves.top_of(layout, self.path)
        self._first = max(self._first, layout.frozen_lines)
        if box.y + 1 - height > self._first:
            self._first = box.y + 1 - height
        elif above < self._first:
            self._first = max(layout.frozen_lines, above)

    def _mark_more(self, lines: list[Line], layout: GridLayout, columns: int, rows: int) -> None:
        """Say where there is more than the window shows."""
        if len(lines) < rows or not lines:
            return
        if layout.total_lines > self._first + rows - layout.frozen_lines:
            lines[-1] = _with_sign(lines[-1], columns - 1, "↓")
        if self._first > layout.frozen_lines and layout.frozen_lines < len(lines):
            at = layout.frozen_lines
            lines[at] = _with_sign(lines[at], columns - 1, "↑")
        if self._shift:
            lines[0] = _with_sign(lines[0], min(layout.frozen_columns, columns - 1), "←")
        if layout.total_columns - layout.frozen_columns - self._shift > (
            columns - layout.frozen_columns + 1
        ):
            lines[0] = _with_sign(lines[0], columns - 1, "→")

    def text_cursor(self) -> TextCursor | None:
        """Behind the current figure, where one types; seen only while a number is typed."""
        if not self.section or not self._lines:
            return None
        layout, box = self.geometry, self.geometry.boxes[self.path]
        back = self.field.behind if self.field else 0
        x = box.x + box.columns - 1 - self._shift - back
        y = box.y if box.y < layout.frozen_lines else box.y - self._first + layout.frozen_lines
        place = self.region.offset + Offset(max(0, min(x, self.size.width - 1)), y)
        return TextCursor(place, shown=self.field is not None)

    # -- keys --------------------------------------------------------------------------

    async def on_key(self, event: events.Key) -> None:
        """Typing and moving; everything else belongs to the screen."""
        if self._handle(event.key, event.character):
            event.stop()
            event.prevent_default()

    def _handle(self, key: str, character: str | None) -> bool:
        field = self.field
        if self.session.read_only and (
            key in ("enter", "f2", "delete", "backspace")
            or (character and is_number_key(character) and character != " ")
        ):
            self.post_message(self.Refused("只读"))
            return True
        if field and key in ("left", "right", "home", "end") and field.editing:
            field.move(key)
        elif field and key in ("backspace", "delete"):
            field.erase(key)
        elif field and key == "escape":
            self.field = None
        elif key in ("enter", "f2") and not field:
            self.start_editing()
        elif character and is_number_key(character) and (field or character != " "):
            if field is None:
                self.field = field = NumberField("")
            field.insert(plain_character(character))
        elif key in ("delete", "backspace"):
            self._clear()
            return True
        elif key == "escape":
            self.corner, self.operands = self.path, frozenset()
        elif (target := self.moves.target(self.path, key, self._page())) is not None:
            return self._move(target, keep=key.startswith("shift+") and key != "shift+tab")
        elif key == "enter":
            return self._move(self.moves.target(self.path, "down", 1) or self.path, keep=False)
        elif character and not character.isascii() and character.isprintable():
            self.post_message(self.Refused("这里只能填数字、/（不适用）或 =12+3 这样的和"))
            return True
        else:
            return False
        self.update()
        self.post_message(self.Typed())
        return True

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Go to the cell that was clicked."""
        path = self.cell_at(event.x, event.y)
        if path:
            self._move(path, keep=event.shift)

    def cell_at(self, x: int, y: int) -> str:
        """The cell that stands at a place of the grid; empty where none does."""
        layout = self.geometry
        x += self._shift if x >= layout.frozen_columns else 0
        y += self._first - layout.frozen_lines if y >= layout.frozen_lines else 0
        for path, box in layout.boxes.items():
            if box.x <= x < box.x + box.columns and box.y <= y < box.y + box.lines:
                return path
        return ""

    def _page(self) -> int:
        return max(1, self.size.height - self.geometry.frozen_lines - 1)

    def start_editing(self) -> None:
        """Edit what stands in the cell."""
        index = self.session.report.format.index[self.path]
        value = self.session.report.values[index]
        text = "" if value in (BLANK, None) else str(value)
        self.field = NumberField(text, editing=True)
        self.update()

    def _move(self, target: str, *, keep: bool) -> bool:
        if not self._leave():
            return True
        self.path = target
        if not keep:
            self.corner = target
        self.operands = frozenset()
        # The screen draws the grid with everything around it, in one frame.
        self.post_message(self.Moved(target))
        return True

    def _leave(self) -> bool:
        """Store what is being typed. False when it cannot be stored: it stays to be mended."""
        field = self.field
        if field is None:
            return True
        cell = self.session.report.format.cells[self.session.report.format.index[self.path]]
        try:
            value = parse_typed(field.text, cell.column.kind)
        except TypedError as error:
            self.post_message(self.Refused(f"{error}；请改正，或按 Esc 恢复原值"))
            return False
        self.field = None
        # Typing over a computed total makes it a control figure, even with the same value.
        if self.session.set_cells({cell.index: value}, f"填写 {cell.label}"):
            self.post_message(self.Edited())
        return True

    def commit(self) -> bool:
        """Store what is being typed, for actions that need the report as it is."""
        done = self._leave()
        if done:
            self.update()
        return done

    def _clear(self) -> None:
        index = self.session.report.format.index
        cells = {index[p]: BLANK for row in self.selected() for p in row}
        if self.session.set_cells(dict(cells), "清空"):
            self.post_message(self.Edited())
        self.update()

    def show_operands(self) -> str:
        """Mark the operands of an identity of the current cell; again for the next one."""
        session = self.session
        form = session.report.format
        numbers = form.equations_of[form.index[self.path]]
        sets = [
            (form.equations[n], frozenset(form.cells[i].path for i in form.equations[n].operands))
            for n in numbers
        ]
        shown = [s for _, s in sets]
        at = shown.index(self.operands) + 1 if self.operands in shown else 0
        self.operands = shown[at] if at < len(shown) else frozenset()
        self.update()
        if not sets:
            return "这一格没有勾稽关系"
        return sets[at][0].identity.statement if at < len(sets) else ""


def _with_sign(line: Line, x: int, sign: str) -> Line:
    """A copy of a line with an arrow where there is more to see."""
    line = list(line)
    put(line, x, sign, palette.STRONG)
    return line

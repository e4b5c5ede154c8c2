"""How a printed table is drawn: merged headers, frozen labels, a window that scrolls."""

from collections.abc import Callable

from rich.style import Style
from textual.geometry import Offset

from tui.app import palette
from tui.app.canvas import Line, crop, put, put_right
from tui.app.frame import TextCursor
from tui.app.grid_layout import TIGHT_FIGURE, Box, GridLayout, Size
from tui.app.grid_looks import Look, looks_of, looks_of_last_year
from tui.app.grid_moves import Moves
from tui.app.session import Session
from tui.app.typing import NumberField
from tui.app.widgets.pane import Pane
from tui.display import width
from tui.report.model import Report
from tui.report.values import printed
from tui.schema import Section
from tui.sheet import build_sheet


class GridView(Pane):
    """One table of the report as it is seen. All values live in the session."""

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
        self._drawn: dict[int, tuple[list[Look], Line, Line]] = {}
        self._drawn_for: object = None
        self._shift = self._first = 0
        self.tell_more: Callable[[str], None] = lambda _: None
        """Told the sign for what there is above or below what is seen, to be shown beneath:
        a line of the table would take it along when it scrolls."""

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

    @property
    def geometry(self) -> GridLayout:
        """The layout for the present size; made anew when the size or the widest figure changes."""
        assert self.section
        key = (self.size, self.session.version, self.last_year)
        if self._grid_layout is None or self._grid_layout_key != key:
            report, (columns, lines) = self.session.report, self.size
            size = Size(columns, lines, *self._widest())
            if self._grid_layout is None or self._grid_layout.size != size:
                sheet = build_sheet(self.section, report)
                self._grid_layout = GridLayout(sheet, size)
            self._grid_layout_key = key
        return self._grid_layout

    def _widest(self) -> tuple[int, int]:
        """The columns of the widest figure, without its remark and with it."""
        report, paths = self.session.report, self.moves.paths
        figure = max(3, *(width(printed(report.value(p))) for p in paths))
        remark = max(figure, *(width(report.printed(p)) for p in paths))
        if last := self.last_year:
            known = [p for p in paths if p in last.format.index]
            figure = max([figure, *(width(printed(last.value(p))) for p in known)])
            remark = max([remark, *(width(last.printed(p)) for p in known)])
        return figure, remark

    def least_lines(self, columns: int) -> int:
        """The lines that show all of the table in some columns, with labels cut to a line."""
        assert self.section
        size = Size(columns, 0, *self._widest())
        return GridLayout(build_sheet(self.section, self.session.report), size).total_lines

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
            labels = layout.label_line(y)
            # A line is drawn anew only when something on it looks different.
            key = [looks[path] for path in row]
            if y not in self._drawn or self._drawn[y][:2] != (key, labels):
                line = self._draw_line(layout, labels, row, key, columns)
                self._drawn[y] = (key, labels, line)
            lines.append(self._drawn[y][2])
        self._draw_field(lines, layout, columns)
        self._mark_more(lines, layout, columns, rows)
        return lines

    def _draw_line(
        self, layout: GridLayout, labels: Line, row: list[str], looks: list[Look], columns: int
    ) -> Line:
        line = list(labels)
        for path, look in zip(row, looks, strict=True):
            self._figure(line, layout.boxes[path], look)
        return self._window(line, layout.frozen_columns, columns)

    def _looks(self) -> dict[str, Look]:
        """How every figure of the table looks now."""
        key = (self.session.version, self.section, self.operands, self.last_year)
        if self._plain_looks_key != key:
            self._plain_looks_key = key
            if self.last_year:
                self._plain_looks = looks_of_last_year(
                    self.session, self.last_year, self.moves.paths
                )
            else:
                self._plain_looks = looks_of(self.session, self.moves.paths, self.operands)
        looks = dict(self._plain_looks)
        if self.corner != self.path:
            for row in self.selected():
                looks.update((p, looks[p]._replace(style=palette.SELECTED)) for p in row)
        looks[self.path] = looks[self.path]._replace(style=palette.CURSOR)
        return looks

    def _window(self, line: Line, frozen: int, columns: int) -> Line:
        if not self._shift or columns <= frozen:
            return crop(line, 0, columns, palette.PAPER)
        body = crop(line, frozen + self._shift, columns - frozen, palette.PAPER)
        return crop(line, 0, frozen, palette.PAPER) + body

    def _figure(self, line: Line, box: Box, look: Look) -> None:
        for x in range(box.x, box.x + box.columns):
            line[x] = (" ", look.style)
        put(line, box.x, look.mark, look.style)
        room = box.columns - 1  # Behind the figure a blank, if it leaves one.
        tight = width(look.text) >= room == TIGHT_FIGURE - 1
        text = look.fitted(room if tight else room - 1)
        put_right(line, box.x, box.columns if tight else room, text, look.style)

    def _draw_field(self, lines: list[Line], layout: GridLayout, columns: int) -> None:
        """What is being typed, over the cell and, where it is longer, over those before it."""
        box = layout.boxes[self.path]
        y = self._line_of(box, layout)
        if self.field is None or y >= len(lines):
            return
        right = min(columns, box.x + box.columns - self._shift)
        room = min(right, max(box.columns, width(self.field.text) + 3))
        lines[y] = line = list(lines[y])
        put(line, right - room, " " * room, palette.TYPING)
        put_right(line, right - room, room - 1, self.field.shown(room - 2), palette.TYPING)

    def _line_of(self, box: Box, layout: GridLayout) -> int:
        """On which line of the grid a box stands."""
        return box.y if box.y < layout.frozen_lines else box.y - self._first + layout.frozen_lines

    def follow(self) -> None:
        """Move the window along with every step, also with those that no frame shows.

        So what is seen does not depend on how fast the keys come.
        """
        if self.section and self.size.width:
            self._follow(self.geometry, *self.size)

    def _follow(self, layout: GridLayout, columns: int, rows: int) -> None:
        """Move the window so that the current cell is in it."""
        box = layout.boxes[self.path]
        room = columns - layout.frozen_columns
        left = box.x - layout.frozen_columns
        if not self._shift <= left <= self._shift + room - box.columns:
            # Half of what is seen at once: every line is sent, so it is to be seldom.
            self._shift = left + box.columns - room if room < 2 * box.columns else left - room // 2
        self._shift = max(0, min(self._shift, layout.total_columns - layout.frozen_columns - room))
        height = rows - layout.frozen_lines
        # Over the first row of a block its banner and header shall be seen too.
        above = self.moves.top_of(layout, self.path)
        self._first = max(self._first, layout.frozen_lines)
        if box.y + box.lines - height > self._first:
            self._first = box.y + box.lines - height
        elif above < self._first:
            self._first = max(layout.frozen_lines, above)

    def _mark_more(self, lines: list[Line], layout: GridLayout, columns: int, rows: int) -> None:
        """Say where there is more than the window shows."""
        if not lines:
            return
        above = self._first > layout.frozen_lines
        below = layout.total_lines > self._first + rows - layout.frozen_lines
        self.tell_more("↕" if above and below else "↑" if above else "↓" if below else "")
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
        y = self._line_of(box, layout)
        place = self.region.offset + Offset(max(0, min(x, self.size.width - 1)), y)
        return TextCursor(place, shown=self.field is not None)

    def cell_at(self, x: int, y: int) -> str:
        """The cell that stands at a place of the grid; empty where none does."""
        layout = self.geometry
        x += self._shift if x >= layout.frozen_columns else 0
        y += self._first - layout.frozen_lines if y >= layout.frozen_lines else 0
        for path, box in layout.boxes.items():
            if box.x <= x < box.x + box.columns and box.y <= y < box.y + box.lines:
                return path
        return ""


def _with_sign(line: Line, x: int, sign: str) -> Line:
    """A copy of a line with an arrow where there is more to see."""
    line = list(line)
    put(line, x, sign, palette.STRONG + Style(bgcolor=line[x][1].bgcolor))
    return line

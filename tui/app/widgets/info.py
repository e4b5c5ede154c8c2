"""What is known of the current cell: its labels, value and meaning, and what is wrong with it."""

from functools import lru_cache

from rich.style import Style

from tui.app import palette
from tui.app.canvas import Line, blank, fill, put
from tui.app.session import Session
from tui.app.widgets.pane import Pane
from tui.checks import Finding
from tui.display import width, wrap
from tui.schema import Cell

MEANING = 28
"""Columns for the meaning of a row; F1 shows all of it."""


class Info(Pane):
    """The lines below the work area. ``path`` is a cell or a text, ``message`` passing news."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="info")
        self.session = session
        self.path = ""
        self.detail = ""
        self.message = ""
        self.message_is_error = False

    def say(self, message: str, *, error: bool = False) -> None:
        """Show a message until the next one or the next move."""
        self.message, self.message_is_error = message, error
        self.update()

    def paint(self, columns: int, rows: int) -> list[Line]:
        """A line on the cell, then its findings, then the message if there is one."""
        lines = [self._about(columns)]
        if self.message:
            style = palette.ERROR if self.message_is_error else palette.CLEAN
            glyph = "✗ " if self.message_is_error else "✓ "
            lines += _wrapped(glyph + self.message, columns, style, rows - 1)
        for finding in self._findings():
            lines += _finding_lines(finding, columns, rows - len(lines))
        return lines[:rows]

    def _findings(self) -> list[Finding]:
        found = self.session.by_path.get(self.path, [])
        order = {"error": 0, "warning": 1, "info": 2}

        def rank(finding: Finding) -> tuple[int, bool]:
            accused = any(s.path == self.path for s in finding.suspects[:1])
            return order[finding.rule.severity], not accused

        return sorted(found, key=rank)

    def _about(self, columns: int) -> Line:
        line = blank(columns, palette.PAPER)
        fill(line, 0, columns, palette.HEADER)
        form = self.session.report.format
        if self.path in form.index:
            cell = form.cells[form.index[self.path]]
            value = self.session.report.printed(self.path) or "空"
            unit = f" {cell.column.unit}" if cell.column.unit and value not in ("空", "/") else ""
            how = "（自动合计）" if cell.index in self.session.computed else ""
            x = put(line, 1, _place(cell), palette.BAR_STRONG, columns - 2)
            x = put(line, x, f" = {value}{unit}{how}", palette.BAR_KEY)
            x = put(line, x, self._last_year(), palette.HEADER)
            # In the same column for all cells of a row: a step aside rewrites little.
            longest = max(width(c.label) for c in cell.block.columns)
            at = max(x + 2, width(_place(cell)) - width(cell.column.label) + longest + 12)
            put(line, at, cell.row.instruction, palette.HEADER, min(MEANING, columns - at - 1))
        elif self.path in form.texts:
            section, text = form.texts[self.path]
            name = f"{text.number}{text.title}" if text.number else section.heading
            x = put(line, 1, name, palette.BAR_STRONG)
            put(line, x + 2, self.detail, palette.HEADER)
        return line

    def _last_year(self) -> str:
        """What stood in the current cell last year, if that is known."""
        last = self.session.context.previous
        if last is None or self.path not in last.format.index:
            return ""
        return f"  上年 {last.printed(self.path) or '空'}"


def _place(cell: Cell) -> str:
    """The labels of a cell: the row in full, then the column."""
    row = cell.row.label if cell.row.label[:1] in "一二三四五六七" else cell.row.short
    if len(cell.block.columns) == 1:
        return row
    return f"{row} › {cell.column.label}"


def _finding_lines(finding: Finding, columns: int, rows: int) -> list[Line]:
    style = palette.SEVERITY_STYLES[finding.rule.severity]
    glyph = palette.SEVERITY_GLYPHS[finding.rule.severity]
    text = f"{glyph} {finding.rule.id} {finding.message}"
    if finding.diagnosis:
        text += f"。{finding.diagnosis}"
    if finding.suspects:
        text += "　F6 采纳"
    return _wrapped(text, columns, style, rows)


_pieces = lru_cache(maxsize=256)(wrap)


def _wrapped(text: str, columns: int, style: Style, rows: int) -> list[Line]:
    """A text in lines; what does not fit ends in …."""
    if rows <= 0:
        return []
    pieces = list(_pieces(text, columns - 2))
    if len(pieces) > rows:
        last = "".join(pieces[rows - 1 :])
        pieces = [*pieces[: rows - 1], last]
    lines = []
    for number, piece in enumerate(pieces):
        line = blank(columns, palette.PAPER)
        indent = 1 if number == 0 else min(3, columns - 1)
        room = columns - indent - (0 if width(piece) <= columns - indent else 1)
        put(line, indent, piece, style, room)
        lines.append(line)
    return lines

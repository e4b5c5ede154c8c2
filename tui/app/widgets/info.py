"""What is known of the current cell: its labels, value and meaning, and what is wrong with it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from rich.style import Style

from tui.app import palette
from tui.app.canvas import Line, blank, put, put_right
from tui.app.session import Session
from tui.app.styled_text import Spans, wrapped
from tui.app.widgets.pane import Pane
from tui.checks import Finding
from tui.display import clip, width
from tui.report.reference import OPEN
from tui.report.values import BLANK
from tui.schema import Cell

if TYPE_CHECKING:
    from tui.app.completion import Completion

MEANING = 44
"""Columns for the definition of a row; F1 shows all of it. More would make a step down dear."""

SAID = 92
"""The same with the names of row and column: where these are short, there is more room."""

MEANING_WHERE_IT_SCROLLS = 32
"""Where a step also brings a row of the table into view."""

VALUE = 7
"""Columns kept free for the value; a longer one takes more."""

MOST_FOR_COLUMN = 24
"""Columns for the name of the cell's column, at most."""

BETWEEN = " › "
COMPUTED = "自动合计 "


class Info(Pane):
    """The lines below the work area. ``path`` is a cell or a text, ``message`` passing news."""

    TALL = 6
    """The lines of a tall terminal; one of them is for the definition of the row."""

    LOW = 4
    """Those of a low one, where the table needs every line and a step scrolls it."""

    LEAST = 3

    def __init__(self, session: Session) -> None:
        super().__init__(id="info")
        self.session = session
        self.path = ""
        self.detail = ""
        self.message = ""
        self.message_is_error = False
        self.cursor = 0
        """The character of a text that the cursor is at."""
        self.choices: Completion | None = None
        """What is to be chosen from, in the place of everything else."""
        self.more = ""
        """An arrow where the table goes on: its lower edge is here."""

    def mark_more(self, more: str) -> None:
        """Show where the table goes on."""
        if more != self.more:
            self.more = more
            self.update()

    def say(self, message: str, *, error: bool = False) -> None:
        """Show a message until the next one or the next move."""
        self.message, self.message_is_error = message, error
        self.update()

    def paint(self, columns: int, rows: int) -> list[Line]:
        """A line or two on the cell, then the message if there is one, then the findings."""
        form = self.session.report.format
        if self.path in form.index:
            about = self._cell(form.cells[form.index[self.path]], columns, tall=rows >= self.TALL)
        elif self.path in form.texts:
            about = self._text(columns)
        else:
            about = []
        room = max(0, rows - len(about))
        if self.choices:
            return [*about, *self.choices.lines(columns, room)][:rows]
        lines: list[Line] = []
        if self.message:
            glyph, style = ("✗ ", palette.ERROR) if self.message_is_error else ("▸ ", palette.NEWS)
            lines += _lines(((glyph + self.message, style),), columns)
        waiting = self._findings()
        while waiting and len(lines) < room:
            lines += _lines(tuple(_spans(waiting.pop(0))), columns)
        if (waiting or len(lines) > room) and room:
            lines = lines[:room]
            rest = f" …另有 {len(waiting)} 处，F7 " if waiting else " …F7 看全文 "
            lines[-1] = list(lines[-1])
            put_right(lines[-1], 0, columns, rest, palette.NEWS)
        return [*about, *lines][:rows]

    def _findings(self) -> list[Finding]:
        """What is at the cursor, errors before warnings, what accuses this cell before the rest."""
        order = {"error": 0, "warning": 1, "info": 2}

        def rank(finding: Finding) -> tuple[bool, int, bool]:
            accused = any(s.path == self.path for s in finding.suspects[:1])
            phrase = finding.phrase
            here = phrase and phrase.path == self.path and phrase.start <= self.cursor <= phrase.end
            return not here, order[finding.rule.severity], not accused

        return sorted(self.session.by_path.get(self.path, ()), key=rank)

    def _cell(self, cell: Cell, columns: int, *, tall: bool) -> list[Line]:
        """The labels and the value; what belongs into the cell, where there is room for that."""
        line = blank(columns, palette.PAPER)
        report = self.session.report
        value = report.values[cell.index]
        shown = report.printed(cell.path) or "空"
        if value is None:
            shown = "读不懂，请重填"
        elif value != BLANK and value != "/" and not report.notes.get(cell.path):
            shown += f" {cell.column.unit}"
        shown = shown.rstrip()
        how = self._last_year() + (COMPUTED if cell.index in self.session.computed else "")
        # The column's name stands before the value, on the right: so a step down rewrites
        # the name of the row alone, and a step aside that of the column.
        x = columns - 1 - max(VALUE, width(shown))
        put_right(line, x, columns - 1 - x, shown, palette.NEWS)
        widest = min(MOST_FOR_COLUMN, max(width(c.label) for c in cell.block.columns))
        x -= 1 + widest
        put_right(line, x, widest, cell.column.label, palette.PLACE)
        x -= width(how)
        put(line, x, how, palette.LABEL)
        # The same room for all cells of a row, so that a step aside leaves its name alone.
        room = min(x, columns - 2 - VALUE - widest - width(COMPUTED)) - 2
        place = _place(cell, room)
        put(line, 1, place, palette.PLACE, max(0, room))
        if self.more:
            put(line, 0, self.more, palette.NEWS)
        if not tall and (self.message or self.session.by_path.get(cell.path)):
            return [line]  # What is wrong matters more, and there is room for one of them.
        most = max(MEANING, min(80, SAID - width(place) - width(cell.column.label)))
        if not tall:
            most = MEANING_WHERE_IT_SCROLLS
        meaning = blank(columns, palette.PAPER)
        put(meaning, 1, cell.row.instruction, palette.LABEL, min(most, columns - 2))
        return [line, meaning]

    def _last_year(self) -> str:
        """What stood in the current cell last year, if that is known."""
        last = self.session.context.previous
        if last is None or self.path not in last.format.index:
            return ""
        return f"上年 {last.printed(self.path) or '空'}  "

    def _text(self, columns: int) -> list[Line]:
        """The heading and the length; what it must contain stands over the text."""
        line = blank(columns, palette.HEADER)
        section, text = self.session.report.format.texts[self.path]
        name = section.heading + (f"{BETWEEN}{text.number}{text.title}" if text.number else "")
        put(line, 1, name, palette.BAR_STRONG, columns - width(self.detail) - 3)
        put_right(line, 0, columns - 1, self.detail, palette.BAR_KEY)
        return [line]


def _place(cell: Cell, room: int) -> str:
    """The printed labels of a row, outermost first, as many as there is room for."""
    names = [p for p in (cell.block.banner, *cell.row.under, cell.row.label) if p]
    row = BETWEEN.join(names)
    # What is merged over many rows goes first; the row's own label tells it from the next.
    while width(row) > room and len(names) > 1:
        del names[0]
        row = BETWEEN.join(("…", *names))
    return clip(row, max(1, room))


def _spans(finding: Finding) -> Iterator[tuple[str, Style]]:
    """A finding in words, the parts told apart."""
    severity = finding.rule.severity
    head = f"{palette.SEVERITY_GLYPHS[severity]} {finding.rule.id} "
    yield head, palette.SEVERITY_STYLES[severity]
    yield finding.message, palette.PAPER
    if finding.diagnosis:
        yield "。", palette.PAPER
        yield finding.diagnosis, palette.STRONG
    replacement = finding.phrase.replacement if finding.phrase else ""
    if finding.suspects or (replacement and not replacement.startswith(OPEN)):
        yield "　F6 采纳", palette.NEWS
    elif replacement:
        yield "　F6 改为引用", palette.NEWS


@lru_cache(maxsize=256)
def _lines(spans: tuple[tuple[str, Style], ...], columns: int) -> list[Line]:
    """A styled text in lines, the second and later ones indented. Not to be changed."""
    lines = []
    held: Spans = list(spans)
    for number, piece in enumerate(wrapped(held, columns - 4)):
        line = blank(columns, palette.PAPER)
        x = 1 if number == 0 else 3
        for text, style in piece:
            x = put(line, x, text, style)
        lines.append(line)
    return lines

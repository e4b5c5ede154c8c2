"""The title line, the list of sections and the footer."""

from rich.style import Style

from tui.app import palette
from tui.app.actions import ACTIONS, short_key
from tui.app.canvas import Line, blank, fill, put, put_right
from tui.app.session import SectionState, Session
from tui.app.stops import Stop
from tui.app.widgets.pane import Pane
from tui.display import width
from tui.schema import Section


class TitleBar(Pane):
    """Agency, year, format; saved or changed; how many errors and warnings."""

    BACKGROUND = palette.BAR

    def __init__(self, session: Session) -> None:
        super().__init__(id="title")
        self.session = session

    def paint(self, columns: int, rows: int) -> list[Line]:  # noqa: ARG002
        """One line."""
        session, report = self.session, self.session.report
        line = blank(columns, palette.BAR)
        year = "年份未填" if report.year is None else f"{report.year} 年"
        states = [
            (self._saved(), palette.BAR_STRONG),
            (f"✗ {session.errors} 错误", palette.BAR_STRONG),
            (f"! {session.warnings} 提醒", palette.BAR_STRONG),
        ]
        room = columns
        for text, style in reversed(states):
            room -= width(text) + 2
            put(line, room, text, style)
        agency = report.agency or "（未填单位）"
        head = f" {agency} · {year} · {report.format.id} 格式"
        put(line, 0, head, palette.BAR_STRONG, max(0, room - 1))
        return [line]

    def _saved(self) -> str:
        if self.session.read_only:
            owner = self.session.owner
            return f"只读，{owner.user} 在编辑" if owner else "只读"
        return "● 未存" if self.session.changed else "✓ 已存"


class SectionList(Pane):
    """Every section with its state as glyph, colour and count; folds to a few columns."""

    FOLDED = 6

    def __init__(self, session: Session) -> None:
        super().__init__(id="sections")
        self.session = session
        self.stop: Stop | None = None

    def paint(self, columns: int, rows: int) -> list[Line]:
        """A line for each section, and one for each text of the current section."""
        lines: list[Line] = []
        for section in self.session.report.format.sections:
            state = self.session.state_of(section)
            current = self.stop is not None and self.stop.section is section
            lines.append(self._section(section, state, columns, current))
            if columns > self.FOLDED and current and len(section.texts) > 1:
                lines += [
                    self._text(section, number, columns) for number in range(len(section.texts))
                ]
            if rows > 20 and columns > self.FOLDED:
                lines.append(self._edge(columns))
        return lines + [self._edge(columns) for _ in range(rows - len(lines))]

    def _edge(self, columns: int) -> Line:
        line = blank(columns, palette.PAPER)
        line[-1] = ("│", palette.RULE)
        return line

    def _section(self, section: Section, state: SectionState, columns: int, current: bool) -> Line:
        line = self._edge(columns)
        count = state.errors or state.warnings or (state.state == "incomplete" and state.blank) or 0
        if current:
            fill(line, 0, columns - 1, palette.CURRENT)
        style = palette.STATE_STYLES[state.state]
        if current:
            style = palette.CURRENT + Style(color=style.color)
        put(line, 0, palette.STATE_GLYPHS[state.state], style)
        name = palette.CURRENT if current else palette.LABEL
        put(line, 1, section.number, name)
        shown = str(count) if count < 100 else "99"
        if columns > self.FOLDED:
            tail = f" {shown} " if count else " "
            put(line, 4, section.title, name, columns - 5 - width(tail))
            if count:
                put_right(line, columns - 1 - width(tail), width(tail), f"{shown} ", style)
        elif count:
            put(line, 3, shown, style, 2)
        return line

    def _text(self, section: Section, number: int, columns: int) -> Line:
        line = self._edge(columns)
        text = section.texts[number]
        path = f"{section.key}.{text.key}"
        written = self.session.report.texts[path].strip()
        here = self.stop is not None and self.stop.path == path
        style = palette.STRONG if here else palette.LABEL
        put(line, 0, "▸" if here else " ", style)
        glyph = "clean" if written else "empty"
        put(line, 1, palette.STATE_GLYPHS[glyph], palette.STATE_STYLES[glyph])
        put(line, 3, f"{text.number}{text.title}", style, columns - 5)
        return line


class KeyBar(Pane):
    """The keys that work here and now."""

    BACKGROUND = palette.BAR

    def __init__(self) -> None:
        super().__init__(id="keys")
        self.where = "table"
        self.enabled: frozenset[str] = frozenset()

    def paint(self, columns: int, rows: int) -> list[Line]:  # noqa: ARG002
        """One line: as many keys as fit, the most useful first."""
        line = blank(columns, palette.BAR)
        x = 1
        for key, text, works in self._entries():
            if x + width(key) + width(text) + 2 > columns:
                break
            # A key keeps its place while it does not work: the others need not move.
            if works:
                put(line, put(line, x, key, palette.BAR_KEY), text, palette.BAR)
            x += width(key) + width(text) + 1
        return [line]

    def _entries(self) -> list[tuple[str, str, bool]]:
        shown = [a for a in ACTIONS if a.footer and a.where in ("any", self.where)]
        order = (
            "help",
            "menu",
            "save",
            "accept",
            "next_problem",
            "previous_section",
            "next_section",
        )
        shown.sort(key=lambda a: order.index(a.name) if a.name in order else len(order))
        return [(short_key(a.keys[0]), a.footer, a.name in self.enabled) for a in shown]

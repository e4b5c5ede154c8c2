"""The title line, the list of sections and the footer."""

from rich.style import Style
from textual import events
from textual.message import Message
from textual.widget import Widget

from tui.app import palette
from tui.app.actions import ACTIONS, BY_NAME, short_key
from tui.app.canvas import Line, blank, fill, put
from tui.app.session import Session
from tui.app.stops import Stop
from tui.app.widgets.pane import Pane
from tui.display import clip, visible, width, wrap
from tui.schema import Section, Text


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
        agency = visible(report.agency or "（未填单位）")
        what = f" · {year} · {report.format.id} 格式"
        # A long name is cut, never the year behind it.
        agency = clip(agency, max(6, room - 2 - width(what)))
        put(line, 1, agency + what, palette.BAR_STRONG, max(0, room - 2))
        return [line]

    def _saved(self) -> str:
        if self.session.read_only:
            owner = self.session.owner
            return f"只读，{owner.user} 在编辑" if owner else "只读"
        return "● 未存" if self.session.changed else "✓ 已存"


class SectionList(Pane):
    """Every section with its state as glyph, colour and count.

    Beside the work area in a wide terminal; in a narrow one folded to a line above it, so
    that the lines of a table are as wide as the screen: those a terminal scrolls by itself.
    """

    OPEN = 18
    """The columns that it takes beside the work area."""

    WIDE = 100
    """From so many columns of the terminal on there is room for titles."""

    GAP = 1
    """Columns between two sections of the folded list."""

    class Clicked(Message):
        """A section was clicked, or one of the texts of the current one."""

        def __init__(self, path: str) -> None:
            super().__init__()
            self.path = path

    def __init__(self, session: Session) -> None:
        super().__init__(id="sections")
        self.session = session
        self.stop: Stop | None = None
        self._paths: list[str] = []
        """What each line shows; each column in the folded list."""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Tell what was clicked."""
        at = event.x if self.size.height == 1 else event.y
        if at < len(self._paths) and self._paths[at]:
            self.post_message(self.Clicked(self._paths[at]))

    def fit(self, body: Widget, columns: int) -> None:
        """Show titles beside the work area in a terminal of so many columns, or fold above it.

        ``body`` holds both.
        """
        wide = columns >= self.WIDE
        body.styles.layout = "horizontal" if wide else "vertical"
        self.styles.width = self.OPEN if wide else "1fr"
        self.styles.height = "1fr" if wide else 1

    def paint(self, columns: int, rows: int) -> list[Line]:
        """The sections, with titles where there is room, and the texts of the current one."""
        sections = self.session.report.format.sections
        if rows == 1:
            return [self._folded(columns)]
        edge = self._edge(columns)
        groups = [self._group(section, columns, 4) for section in sections]
        if sum(map(len, groups)) > rows:
            groups = [self._group(section, columns, 1) for section in sections]
        gap = [("", edge)] if sum(map(len, groups)) + len(groups) - 1 <= rows else []
        lines = [line for group in groups for line in (*group, *gap)]
        self._paths = [path for path, _ in lines]
        return ([line for _, line in lines] + [edge] * (rows - len(lines)))[:rows]

    def _folded(self, columns: int) -> Line:
        """All sections side by side, the current one with its title."""
        sections = self.session.report.format.sections
        line = blank(columns, palette.PAPER)
        self._paths = [""] * columns
        others = sum(self._head_width(section) + self.GAP for section in sections) + 2
        x = 1
        for section in sections:
            current = self.stop is not None and self.stop.section is section
            name, style = self._styles(section)
            start = x
            x = put(line, x, palette.STATE_GLYPHS[self._state(section)], style)
            x = put(line, x, section.number, name)
            x = put(line, x, self._count(section), style)
            if current:
                x = put(line, x, f" {section.title}", name, max(2, columns - others))
            self._paths[start:x] = [section.key] * (x - start)
            x += self.GAP
        return line

    def _head_width(self, section: Section) -> int:
        """The columns of a section without its title."""
        return 1 + width(section.number) + len(self._count(section))

    def _edge(self, columns: int) -> Line:
        line = blank(columns, palette.PAPER)
        line[-1] = ("│", palette.RULE)
        return line

    def _group(self, section: Section, columns: int, most: int) -> list[tuple[str, Line]]:
        """A section, and its texts where it has several and one of them is shown: with paths."""
        lines = [(section.key, line) for line in self._section(section, columns, most)]
        if self.stop and self.stop.section is section and len(section.texts) > 1:
            for text in section.texts:
                path = f"{section.key}.{text.key}"
                lines += [(path, line) for line in self._text(section, text, columns, most)]
        return lines

    def _section(self, section: Section, columns: int, most: int) -> list[Line]:
        """The state, the number, the title in at most so many lines, the count."""
        current = self.stop is not None and self.stop.section is section
        name, style = self._styles(section)
        shown = self._count(section)
        pieces = _fitted(section.title, columns - 8, most)
        lines = [self._edge(columns) for _ in pieces]
        for line, piece in zip(lines, pieces, strict=True):
            if current:
                fill(line, 0, columns - 1, palette.CURRENT)
            put(line, 4, piece, name)
        put(lines[0], 0, palette.STATE_GLYPHS[self._state(section)], style)
        put(lines[0], 1, section.number, name)
        put(lines[0], columns - 1 - max(2, len(shown)), shown, style)
        return lines

    def _state(self, section: Section) -> str:
        return self.session.state_of(section).state

    def _styles(self, section: Section) -> tuple[Style, Style]:
        """How the name of a section looks, and its state."""
        style = palette.STATE_STYLES[self._state(section)]
        if self.stop is None or self.stop.section is not section:
            return palette.LABEL, style
        return palette.CURRENT, palette.CURRENT + Style(color=style.color)

    def _count(self, section: Section) -> str:
        """How many errors, else warnings, else cells to fill in; empty for none."""
        state = self.session.state_of(section)
        count = state.errors or state.warnings or (state.state == "incomplete" and state.blank) or 0
        return (str(count) if count < 100 else "99") if count else ""

    def _text(self, section: Section, text: Text, columns: int, most: int) -> list[Line]:
        path = f"{section.key}.{text.key}"
        here = self.stop is not None and self.stop.path == path
        style = palette.STRONG if here else palette.LABEL
        glyph = self.session.state_of_text(path)
        pieces = _fitted(text.number + text.title, columns - 4, most)
        lines = [self._edge(columns) for _ in pieces]
        for line, piece in zip(lines, pieces, strict=True):
            put(line, 3, piece, style)
        put(lines[0], 0, "▸" if here else " ", style)
        put(lines[0], 1, palette.STATE_GLYPHS[glyph], palette.STATE_STYLES[glyph])
        return lines


def _fitted(text: str, columns: int, most: int) -> list[str]:
    """A text in at most so many lines; what is cut ends in …"""
    lines = wrap(text, columns)
    return (
        lines
        if len(lines) <= most
        else [*lines[: most - 1], clip("".join(lines[most - 1 :]), columns)]
    )


class KeyBar(Pane):
    """The keys that work here and now: what always does on the left, what does now on the right."""

    BACKGROUND = palette.BAR

    NOW = ("accept", "undo", "next_problem")
    """Actions that come and go. They stand apart so that the others need not move."""

    FIRST = (
        "help",
        "menu",
        "save",
        "edit",
        "previous_section",
        "next_section",
        "go_to",
        "problems",
    )

    class Clicked(Message):
        """The key of an action was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        super().__init__(id="keys")
        self.where = "table"
        self.enabled: frozenset[str] = frozenset()
        self._names: dict[int, str] = {}
        """The actions by the columns in which their keys stand."""

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Tell which action was clicked."""
        if event.x in self._names:
            self.post_message(self.Clicked(self._names[event.x]))

    def paint(self, columns: int, rows: int) -> list[Line]:  # noqa: ARG002
        """One line: as many keys as fit, the most useful first."""
        line = blank(columns, palette.BAR)
        self._names = {}
        x = columns - 1
        for name in reversed(self.NOW):
            if name in self.enabled:
                x = self._put(line, x - self._width(name), name) - self._width(name) - 1
        end, x = columns - 2 - sum(self._width(name) + 1 for name in self.NOW), 1
        shown = [a.name for a in ACTIONS if a.footer and a.where in ("any", self.where)]
        rest = [name for name in shown if name not in self.FIRST + self.NOW]
        for name in (*(name for name in self.FIRST if name in shown), *rest):
            if x + self._width(name) > end:
                break
            x = self._put(line, x, name) + 1
        return [line]

    def _width(self, name: str) -> int:
        return width(short_key(BY_NAME[name].keys[0]) + BY_NAME[name].footer)

    def _put(self, line: Line, x: int, name: str) -> int:
        action = BY_NAME[name]
        end = put(line, x, short_key(action.keys[0]), palette.BAR_KEY)
        end = put(line, end, action.footer, palette.BAR)
        self._names.update(dict.fromkeys(range(x, end), name))
        return end

"""The editor of a piece of prose: soft wrap as Chinese is printed, and few bytes a key."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from textual import events
from textual.geometry import Offset
from textual.message import Message

from tui.app.canvas import Line, blank
from tui.app.frame import TextCursor
from tui.app.prose_drawing import BEHIND, MARGIN, Look, draw
from tui.app.prose_keys import CHANGES, KEYS
from tui.app.prose_layout import Glyphs
from tui.app.prose_model import Mark, Prose, Step
from tui.app.widgets.pane import Pane

_STEPS = frozenset(get_args(Step))


class ProseEditor(Pane, can_focus=True):
    """A text to be written. Its lines are drawn here and only the columns that changed sent."""

    ALLOW_SELECT = False
    SHIFTS = True

    @dataclass
    class Changed(Message):
        """The text was changed by a key, a paste or an undo."""

        text: str

    @dataclass
    class CursorMoved(Message):
        """The cursor was moved, not by a change: paragraph and character in it, from 1."""

        line: int
        column: int

    @dataclass
    class Copied(Message):
        """Text was copied or cut, and belongs into the clipboard."""

        text: str
        cut: bool

    @dataclass
    class PasteWanted(Message):
        """The clipboard's text is wanted: answer with :meth:`ProseEditor.insert`."""

    @dataclass
    class Refused(Message):
        """Nothing was changed; the reason is for the user."""

        reason: str

    def __init__(
        self,
        text: str = "",
        *,
        read_only: bool = False,
        keys: Mapping[str, str] = KEYS,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.model = Prose(text, glyphs=Glyphs())
        self.read_only = read_only
        self.keys = keys
        self.top = 0
        self._drawn: dict[object, Line] = {}
        self._blank: Line | None = None
        self._told = 0
        self._size_seen = (0, 0)

    # -- for the parent ----------------------------------------------------------------------

    @property
    def text(self) -> str:
        """The text."""
        return self.model.text

    @property
    def characters(self) -> int:
        """字数: the characters that are not blank."""
        return self.model.characters

    @property
    def cursor_line(self) -> tuple[int, int]:
        """Where the cursor is: paragraph and character in it, from 1."""
        text, cursor = self.model.text, self.model.cursor
        return text.count("\n", 0, cursor) + 1, cursor - text.rfind("\n", 0, cursor)

    def load(self, text: str, cursor: int = 0) -> None:
        """Show another text; the undo of the old one is gone, and nothing is announced."""
        self.model.load(text, cursor)
        self.top = 0
        self._show()

    def replace(self, text: str, cursor: int | None = None) -> None:
        """Show another state of the same text, as a session's own undo does.

        The cursor goes behind what differs, or to ``cursor``; the marks move along.
        """
        self.model.amend(text)
        if cursor is not None:
            self.model.go(cursor)
        self._show()

    def insert(self, text: str) -> None:
        """Put text in the place of the selection."""
        if self._may_change() and self.model.insert(text):
            self._show(changed=True)

    def selected_text(self) -> str:
        """The selected text."""
        return self.model.selected

    def delete_selection(self) -> None:
        """Delete the selected text, if there is any."""
        if self.model.selected and self._may_change() and self.model.erase("delete"):
            self._show(changed=True)

    def select(self, start: int, end: int) -> None:
        """Select a stretch and put the cursor at its end, in view: a finding's figure."""
        self.model.go(start)
        self.model.go(end, select=True)
        self._show()

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Draw stretches in a style of :data:`tui.app.prose_drawing.STYLES`; they move along."""
        self.model.marks = [mark for mark in marks if mark.start < mark.end]
        self.update()

    def do(self, action: str) -> None:
        """Do what one of :data:`tui.app.prose_keys.KEYS` names."""
        model = self.model
        if action in CHANGES and not self._may_change():
            return
        if action in _STEPS or action.removeprefix("select_") in _STEPS:
            step: Step = action.removeprefix("select_")  # type: ignore[assignment]
            select = action.startswith("select_")
            model.move(step, select=select, page=max(1, self.size.height - 1))
            self._show()
        elif action == "select_all":
            model.select_all()
            self._show()
        elif action in ("copy", "cut"):
            if model.selected:
                self.post_message(self.Copied(model.selected, action == "cut"))
                if action == "cut":
                    self.delete_selection()
        elif action == "paste":
            self.post_message(self.PasteWanted())
        elif self._change(action):
            self._show(changed=True)

    def _change(self, action: str) -> bool:
        model = self.model
        if action == "newline":
            return model.insert("\n")
        if action in ("back", "delete"):
            erase: Literal["back", "delete"] = "back" if action == "back" else "delete"
            return model.erase(erase)
        return model.undo() if action == "undo" else model.redo()

    def _may_change(self) -> bool:
        if self.read_only:
            self.post_message(self.Refused("这里的文字只能看，不能改"))
        return not self.read_only

    # -- events ------------------------------------------------------------------------------

    def take_typed(self, event: events.Key) -> bool:
        """Type, move, delete. False for a key that says nothing here."""
        action = self.keys.get(event.key)
        if action:
            self.do(action)
        elif event.character and event.is_printable:
            self.insert(event.character)
        else:
            return False
        return True

    def on_key(self, event: events.Key) -> None:
        """The same in an application that forwards keys."""
        if self.take_typed(event):
            event.stop()
            event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """What the terminal pastes is one step of undo."""
        event.stop()
        self.insert(event.text)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Put the cursor where the mouse is."""
        self.model.go_to(event.y + self.top, event.x - MARGIN, select=event.shift)
        self._show()

    def on_focus(self) -> None:
        """Draw the cursor."""
        self.update()

    def on_blur(self) -> None:
        """Draw no cursor."""
        self.update()

    def on_resize(self) -> None:
        """Wrap anew and keep the cursor in view; the pane draws afterwards."""
        self._wrap()

    def _wrap(self) -> None:
        self.model.resize(self.size.width - MARGIN - BEHIND)
        self._scroll()

    # -- drawing -----------------------------------------------------------------------------

    def text_cursor(self) -> TextCursor:
        """Where on the screen the cursor is drawn: for input methods and screen readers."""
        row, column = self.model.caret
        place = self.region.offset + Offset(MARGIN + column, row - self.top)
        return TextCursor(place, shown=True)

    def _show(self, *, changed: bool = False) -> None:
        """Bring the screen up to date with the model, and say what is new."""
        self._scroll()
        self.update()
        if changed:
            self.post_message(self.Changed(self.model.text))
        elif self.model.cursor != self._told:
            self.post_message(self.CursorMoved(*self.cursor_line))
        self._told = self.model.cursor

    def _scroll(self) -> None:
        """Keep the cursor in view. A whole screen is sent, so scroll by several lines."""
        height, row = self.size.height, self.model.caret[0]
        if not height:
            return
        jump = min(height // 4, 8)
        if row < self.top:
            self.top = row - jump
        elif row >= self.top + height:
            self.top = row - height + 1 + jump
        self.top = max(0, min(self.top, self.model.rows - height))

    def paint(self, columns: int, rows: int) -> list[Line]:
        """The lines in view; one that is as it was is the same object as before."""
        model = self.model
        if self._size_seen != (columns, rows):
            self._size_seen = (columns, rows)
            self._wrap()
        cursor_row = model.caret[0] if self.has_focus else -1
        old, self._drawn, lines = self._drawn, {}, []
        bottom = min(self.top + rows, model.rows)
        for row in range(self.top, bottom):
            start, end = model.line(row)
            more = ""
            if row == self.top > 0 or row == bottom - 1 < model.rows - 1:
                more = "↑" if row == self.top > 0 else "↓"
            looks = tuple(self._looks(start, end, row == cursor_row))
            text = model.text[start:end]
            key = (columns, text, looks, more)
            line = old.get(key) or self._drawn.get(key)
            self._drawn[key] = line = line or draw(columns, text, looks, more, model.glyphs)
            lines.append(line)
        if self._blank is None or len(self._blank) != columns:
            self._blank = blank(columns, self.BACKGROUND)
        return lines + [self._blank] * (rows - len(lines))

    def _looks(self, start: int, end: int, has_cursor: bool) -> Iterator[Look]:
        """What is drawn otherwise between two offsets, the later over the earlier."""
        model = self.model
        for mark in model.marks:
            if mark.start < end and mark.end > start:
                yield Look(max(mark.start, start) - start, min(mark.end, end) - start, mark.style)
        first, last = model.selection
        if first < last and first <= end and last > start:
            # A selected line break is seen, as a cell behind the line.
            final = last if model.text[end : end + 1] == "\n" else min(last, end)
            yield Look(max(first, start) - start, min(final, end + 1) - start, "selection")
        if has_cursor:
            yield Look(model.cursor - start, model.cursor - start + 1, "cursor")

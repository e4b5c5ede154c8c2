"""One piece of prose being written: what it must contain, and the text itself."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message

from tui.app import palette
from tui.app.canvas import Line, blank, put, put_right
from tui.app.prose_keys import KEYS
from tui.app.prose_model import Mark
from tui.app.session import Session
from tui.app.widgets.pane import Pane
from tui.app.widgets.prose import ProseEditor
from tui.display import wrap
from tui.report.reference import CLOSE, OPEN, Filled, references

if TYPE_CHECKING:
    from tui.app.completion import Completion

_ENDS = ("。", "；", "！", "？", "\n", "")
"""After these a new step of undo begins."""

_PATH_BEFORE = re.compile(r"[A-Za-z0-9_.]*$")
_PATH_BEHIND = re.compile(r"[A-Za-z0-9_.]*")


class Requirement(Pane):
    """The heading of a text and what it must contain, on a ground of its own."""

    BACKGROUND = palette.HEADER

    def __init__(self, session: Session) -> None:
        super().__init__(id="requirement")
        self.session = session
        self.path = ""

    def paint(self, columns: int, rows: int) -> list[Line]:
        """The heading, then the instruction and its legal source."""
        if not self.path:
            return []
        section, text = self.session.report.format.texts[self.path]
        head = blank(columns, palette.HEADER)
        x = put(head, 1, section.heading, palette.BAR_STRONG)
        if text.number:
            put(head, x, f" › {text.number}{text.title}", palette.BAR_STRONG)
        lines = [head]
        for piece in wrap(f"{text.instruction}（{text.basis}）", columns - 2):
            line = blank(columns, palette.HEADER)
            put(line, 1, piece, palette.HEADER)
            lines.append(line)
        if len(lines) > rows:
            put_right(lines[rows - 1], 0, columns - 1, " …F1 看全文", palette.BAR_KEY)
        return lines[:rows]


class ProsePane(Vertical):
    """The requirement above, the editor below. The session holds the text and its history."""

    @dataclass
    class Edited(Message):
        """The text was changed."""

    @dataclass
    class Refused(Message):
        """Nothing was changed; the reason is for the user."""

        reason: str

    def __init__(self, session: Session) -> None:
        super().__init__(id="prose")
        self.session = session
        self.path = ""
        self.requirement = Requirement(session)
        # Clipboard and undo belong to the session: their keys go to the screen.
        shared = ("ctrl+c", "ctrl+x", "ctrl+v", "ctrl+z", "ctrl+y")
        own = {key: action for key, action in KEYS.items() if key not in shared}
        self.editor = ProseEditor(keys=own, id="text")
        self._typing = False
        self.references: list[Filled] = []
        self.completion: Completion | None = None
        """The cells to choose from while a reference is being typed."""
        self._declined = -1
        """Where the reference begins for which no list is wanted."""

    def compose(self) -> ComposeResult:
        """Two panes."""
        yield self.requirement
        yield self.editor

    def show(self, path: str) -> None:
        """Show a text."""
        self.path = self.requirement.path = path
        self._typing = False
        self._close_list()
        self.editor.read_only = self.session.read_only
        self.editor.load(self.session.report.texts[path])
        self.mark()
        self.requirement.update()

    def take_focus(self) -> None:
        """Let the user type here."""
        self.editor.focus()

    def reload(self) -> None:
        """Show the session's text after an undo."""
        self._typing = False
        self._close_list()
        self.editor.replace(self.session.report.texts[self.path])
        self.mark()

    def take_typed(self, event: events.Key) -> bool:
        """Type into the text. False for a key that says nothing here."""
        if self.completion and self._choose(self.completion, event.key):
            return True
        before = self.editor.text
        taken = self.editor.take_typed(event)
        self._narrow_brackets(event.character or "")
        self._store()
        if self.editor.text != before and OPEN in self.editor.text:
            self._offer()
        else:
            self._close_list()
        return taken

    # -- references that are typed ---------------------------------------------------------

    def _narrow_brackets(self, typed: str) -> None:
        """The brackets of an input method, twice, are those of a reference."""
        at = self.editor.model.cursor
        pair = self.editor.text[at - 2 : at]
        if typed.endswith("｛") and set(pair) <= {"｛", "{"} and len(pair) == len(OPEN):
            new = OPEN
        elif typed.endswith("｝") and set(pair) <= {"｝", "}"} and self.is_inside(at - 2):
            new = CLOSE
        else:
            return
        self.editor.select(at - 2, at)
        self.editor.insert(new)

    def _offer(self) -> None:
        """List the cells that what is being typed may mean."""
        from tui.app.completion import completion_at, open_reference

        text, at = self.editor.text, self.editor.model.cursor
        start = open_reference(text, at)
        if start < 0 or start != self._declined:
            self._declined = -1
            self.completion = completion_at(self.session.report, self.path, text, at)

    def _choose(self, completion: "Completion", key: str) -> bool:
        """Whether a key was for the list."""
        done = completion.press(key, self.editor.model.cursor)
        if done == "taken":
            self.put_in(*completion.taken())
        elif done == "closed":
            self._declined = completion.start
        if done in ("taken", "closed"):
            self.completion = None
        return bool(done)

    def _close_list(self) -> None:
        self.completion, self._declined = None, -1

    # -- changes ---------------------------------------------------------------------------

    def insert(self, text: str) -> None:
        """Put text at the cursor, as one step."""
        self._close_list()
        self._typing = False
        self.editor.insert(text)
        self._store()
        self._typing = False

    def selected_text(self) -> str:
        """The selected text."""
        return self.editor.selected_text()

    def select(self, start: int, end: int) -> None:
        """Select a stretch and bring it into view."""
        self.editor.select(start, end)

    def delete_selection(self) -> None:
        """Delete the selected text."""
        self._typing = False
        self.editor.delete_selection()
        self._store()

    def put_in(self, start: int, end: int, text: str) -> None:
        """Put text in the place of some, as one step; the cursor goes behind it."""
        self.editor.select(start, end)
        self.insert(text)

    def is_inside(self, at: int) -> bool:
        """Whether a place of the text is between the brackets of a reference."""
        text = self.editor.text
        return text.rfind(OPEN, 0, at) > text.rfind(CLOSE, 0, at)

    def term_around(self, at: int) -> tuple[int, int]:
        """The path or number at a place inside of a reference; empty where none is."""
        text = self.editor.text
        before, behind = _PATH_BEFORE.search(text, 0, at), _PATH_BEHIND.match(text, at)
        assert before
        assert behind
        return before.start(), behind.end()

    def refer(self, reference: str) -> None:
        """Write a reference at the cursor; inside of another one only its path."""
        inside = self.is_inside(self.editor.model.selection[0])
        self.insert(reference.removeprefix(OPEN).removesuffix(CLOSE) if inside else reference)

    def mark(self) -> None:
        """Mark what the findings speak of, and what is a reference."""
        text = self.session.report.texts[self.path]
        self.references = list(references(text, self.session.report)) if OPEN in text else []
        marks = [Mark(r.start, r.end, "reference") for r in self.references]
        for finding in self.session.by_path.get(self.path, ()):
            phrase = finding.phrase
            if phrase and phrase.path == self.path:
                marks.append(Mark(phrase.start, phrase.end, "error"))
        self.editor.set_marks(marks)

    @property
    def summary(self) -> str:
        """字数 for the line below, and what the reference at the cursor is filled in with."""
        if self.completion:
            return self.completion.keys
        at = self.editor.model.cursor
        here = next((r for r in self.references if r.start <= at <= r.end), None)
        length = f"{self.editor.characters} 字"
        return f"引用 = {here.shown}　{length}" if here else length

    def _store(self) -> None:
        """Give the session what the editor has, before anything else is typed."""
        old, new = self.session.report.texts[self.path], self.editor.text
        if old == new:
            return
        small = abs(len(new) - len(old)) <= 4
        self.session.set_text(self.path, new, joined=self._typing and small)
        self.mark()
        at = self.editor.model.cursor
        self._typing = small and new[at - 1 : at] not in _ENDS
        self.post_message(self.Edited())

    @on(ProseEditor.Refused)
    def _refused(self, message: ProseEditor.Refused) -> None:
        message.stop()
        self.post_message(self.Refused(message.reason))

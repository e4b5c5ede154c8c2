"""The prose being edited: text, cursor, selection, lines and undo, without a screen."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from .prose_layout import Glyphs, WrappedText

Step = Literal[
    "left", "right", "up", "down", "home", "end", "clause_left", "clause_right",
    "page_up", "page_down", "first", "last",
]  # fmt: skip

PAUSE = 2.0
"""After so many seconds without a key, what is typed is undone separately."""

# A run of Chinese has no spaces: a clause with the marks behind it is what Ctrl+arrow
# crosses. A point or comma inside a number does not end it.
_CLOSING = r"，。、；：？！）》」』】〕〉”’…—,.;:?!)\]}\s"
_OPENING = r"（《「『【〔〈“‘(\[{"
_CLAUSE = re.compile(
    rf"\n|[{_OPENING}]*(?:\d+(?:[.,]\d+)+|[^{_CLOSING}{_OPENING}])+(?:(?!\n)[{_CLOSING}])*"
    rf"|[{_OPENING}]+|(?:(?!\n)[{_CLOSING}])+"
)
_CLAUSE_ENDS = frozenset("，。、；：？！…—,.;:?! \t\n\u3000")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text to be drawn in a named style: what a finding speaks of."""

    start: int
    end: int
    style: str


@dataclass(frozen=True, slots=True)
class _Change:
    """One step of undo."""

    kind: str
    start: int
    removed: str
    inserted: str
    before: tuple[int, int]


class Prose(WrappedText):
    """A wrapped text with a cursor in it."""

    def __init__(
        self,
        text: str = "",
        cells: int = 80,
        *,
        glyphs: Glyphs | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(clean(text), cells, Glyphs() if glyphs is None else glyphs)
        self._clock = clock
        self._begin(0)

    def load(self, text: str, cursor: int = 0) -> None:
        """Begin anew with another text; nothing can be undone, nothing is marked."""
        self.set_text(clean(text))
        self._begin(cursor)

    def _begin(self, cursor: int) -> None:
        self.cursor = self.anchor = min(cursor, len(self.text))
        self.upstream = False
        self._goal: int | None = None
        self.marks: list[Mark] = []
        self._undo: list[_Change] = []
        self._redo: list[_Change] = []
        self._open_until = 0.0

    # -- cursor and selection --------------------------------------------------------------

    @property
    def caret(self) -> tuple[int, int]:
        """The row and column of the cursor."""
        return self.place(self.cursor, upstream=self.upstream)

    @property
    def selection(self) -> tuple[int, int]:
        """The selected stretch, empty at the cursor where nothing is selected."""
        return min(self.anchor, self.cursor), max(self.anchor, self.cursor)

    @property
    def selected(self) -> str:
        """The selected text."""
        start, end = self.selection
        return self.text[start:end]

    def go(self, offset: int, *, select: bool = False, upstream: bool = False) -> None:
        """Put the cursor somewhere; with ``select`` the selection's other end stays."""
        self.cursor = max(0, min(offset, len(self.text)))
        self.upstream = upstream
        self._goal = None
        self._open_until = 0.0
        if not select:
            self.anchor = self.cursor

    def select_all(self) -> None:
        """Select the whole text."""
        self.go(0)
        self.go(len(self.text), select=True)

    def move(self, step: Step, *, select: bool = False, page: int = 10) -> None:
        """Move the cursor by a character, line, clause or page, or to an end."""
        at, (start, end) = self.cursor, self.selection
        if step in ("left", "right"):
            if start < end and not select:
                self.go(start if step == "left" else end)
            else:
                self.go(at + (1 if step == "right" else -1), select=select)
        elif step in ("clause_left", "clause_right"):
            self.go(self._clause(at, 1 if step == "clause_right" else -1), select=select)
        elif step in ("home", "end"):
            row = self.caret[0]
            line = self.line(row)
            if step == "home":
                self.go(line[0], select=select)
            else:
                self.go(line[1], select=select, upstream=line[0] < line[1])
        elif step in ("first", "last"):
            self.go(0 if step == "first" else len(self.text), select=select)
        else:
            self._move_rows({"up": -1, "down": 1, "page_up": -page}.get(step, page), select)

    def _move_rows(self, rows: int, select: bool) -> None:
        row, column = self.caret
        goal = column if self._goal is None else self._goal
        target = row + rows
        if target < 0 or target >= self.rows:
            self.go(0 if rows < 0 else len(self.text), select=select)
        else:
            self.go_to(target, goal, select=select)
        self._goal = goal

    def go_to(self, row: int, column: int, *, select: bool = False) -> None:
        """Put the cursor to what is drawn at a place."""
        offset, upstream = self.offset_at(row, column)
        self.go(offset, select=select, upstream=upstream)

    def _clause(self, at: int, step: int) -> int:
        # Far enough back that a clause begins there: at the paragraph's start.
        begin = self.text.rfind("\n", 0, max(0, at - 1) if step < 0 else at) + 1
        if step > 0:
            ends = (m.end() for m in _CLAUSE.finditer(self.text, begin))
            return next((end for end in ends if end > at), len(self.text))
        starts = [m.start() for m in _CLAUSE.finditer(self.text, max(0, begin - 1), at)]
        return max((start for start in starts if start < at), default=0)

    # -- changes ---------------------------------------------------------------------------

    def insert(self, text: str) -> bool:
        """Put text, of any length, in the place of the selection. False if nothing changed."""
        start, end = self.selection
        text = clean(text)
        kind = "type" if start == end and text != "\n" and len(text) < 40 else "paste"
        return self._edit(kind, start, end, text)

    def erase(self, step: Literal["back", "delete"]) -> bool:
        """Delete the selection, or the character before or behind the cursor."""
        start, end = self.selection
        if start < end:
            return self._edit("cut", start, end, "")
        if step == "back":
            return self._edit(step, max(0, start - 1), start, "")
        return self._edit(step, start, min(len(self.text), start + 1), "")

    def _edit(self, kind: str, start: int, end: int, new: str) -> bool:
        removed = self.text[start:end]
        if removed == new:
            return False
        change = _Change(kind, start, removed, new, (self.anchor, self.cursor))
        joined = self._joined(change)
        if joined:
            self._undo[-1] = joined
        else:
            self._undo.append(change)
        self._redo.clear()
        self.replace(start, end, new)
        self.go(start + len(new))
        self._open_until = self._clock() + PAUSE if kind in ("type", "back", "delete") else 0.0
        return True

    def _joined(self, new: _Change) -> _Change | None:
        """The last step of undo with the new change in it, where the two are one."""
        if not self._undo or self._clock() >= self._open_until or self._undo[-1].kind != new.kind:
            return None
        old = self._undo[-1]
        if new.kind == "type" and new.start == old.start + len(old.inserted):
            if old.inserted[-1] in _CLAUSE_ENDS and new.inserted[0] not in _CLAUSE_ENDS:
                return None
            return replace(old, inserted=old.inserted + new.inserted)
        if new.kind == "back" and new.start + len(new.removed) == old.start:
            return replace(old, start=new.start, removed=new.removed + old.removed)
        if new.kind == "delete" and new.start == old.start:
            return replace(old, removed=old.removed + new.removed)
        return None

    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._undo)

    def can_redo(self) -> bool:
        """Whether there is a change to make again."""
        return bool(self._redo)

    def undo(self) -> bool:
        """Take back the last change."""
        if not self._undo:
            return False
        change = self._undo.pop()
        self._redo.append(change)
        self.replace(change.start, change.start + len(change.inserted), change.removed)
        self.go(change.before[0])
        self.go(change.before[1], select=True)
        return True

    def redo(self) -> bool:
        """Make the last change that was taken back again."""
        if not self._redo:
            return False
        change = self._redo.pop()
        self._undo.append(change)
        self.replace(change.start, change.start + len(change.removed), change.inserted)
        self.go(change.start + len(change.inserted))
        return True

    def amend(self, text: str) -> None:
        """Become another state of the same text, as a history kept elsewhere has it."""
        text = clean(text)
        old, most = self.text, min(len(self.text), len(text))
        first = next((i for i in range(most) if old[i] != text[i]), most)
        tail = next((i for i in range(most - first) if old[-1 - i] != text[-1 - i]), most - first)
        if old != text:
            self.replace(first, len(old) - tail, text[first : len(text) - tail])
            self.go(len(text) - tail)
            self._undo.clear()
            self._redo.clear()

    def replace(self, start: int, end: int, new: str) -> None:
        """Put text in the place of some; the marks move along."""
        super().replace(start, end, new)
        self.marks = [m for mark in self.marks if (m := _moved(mark, start, end, len(new)))]


def _moved(mark: Mark, start: int, end: int, size: int) -> Mark | None:
    """A mark after text was replaced: it moves along, and shrinks with what it marks."""
    if mark.end <= start:
        return mark
    shift = size - (end - start)
    if mark.start >= end:
        return Mark(mark.start + shift, mark.end + shift, mark.style)
    first = mark.start if mark.start <= start else start + size
    final = mark.end + shift if mark.end >= end else start
    return Mark(first, final, mark.style) if first < final else None


def clean(text: str) -> str:
    """A text with every kind of line break as ``\\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n")

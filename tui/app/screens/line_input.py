"""A one-line text field: its text, its cursor, and how it looks in some columns."""

from typing import Literal

from rich.style import Style

from tui.app import palette
from tui.app.canvas import Line, blank, put
from tui.display import visible, width

FIELD = Style(color="#ffffff", bgcolor="#303030")
HINT = Style(color="#9e9e9e", bgcolor="#303030")


class LineInput:
    """Text that is typed, committed by an input method, or pasted. Knows no widget."""

    def __init__(self, text: str = "", *, hint: str = "") -> None:
        self.text = text
        self.hint = hint
        self.at = len(text)
        self._first = 0
        """The first character that is shown."""

    def insert(self, text: str) -> bool:
        """Type at the cursor: the first line of a text, without control characters."""
        lines = text.strip("\r\n").splitlines()
        kept = "".join(c for c in lines[0].replace("\t", " ") if c.isprintable()) if lines else ""
        self.text = self.text[: self.at] + kept + self.text[self.at :]
        self.at += len(kept)
        return bool(kept)

    def press(self, key: str) -> Literal["", "moved", "changed"]:
        """Do what an editing key says."""
        places = {"left": self.at - 1, "right": self.at + 1, "home": 0, "end": len(self.text)}
        if key in places:
            self.at = max(0, min(len(self.text), places[key]))
            return "moved"
        start, end = self.at, self.at
        if key in ("backspace", "ctrl+h"):
            start = max(0, self.at - 1)
        elif key == "delete":
            end = min(len(self.text), self.at + 1)
        else:
            return ""
        changed = start != end
        self.text, self.at = self.text[:start] + self.text[end:], start
        return "changed" if changed else "moved"

    def replace(self, text: str) -> None:
        """Put another text in its place, the cursor at its end."""
        self.text, self.at, self._first = text, len(text), 0

    def line(self, columns: int) -> Line:
        """The part of the text around the cursor, … where it is cut."""
        line = blank(columns, FIELD)
        self._follow(columns)
        if not self.text and self.hint:
            put(line, 1, self.hint, HINT)
        x = put(line, 0, "…", FIELD) if self._first else 0
        for index in range(self._first, len(self.text) + 1):
            char = visible(self.text[index]) if index < len(self.text) else " "
            last = columns if index >= len(self.text) - 1 else columns - 1
            if x + width(char) > last:
                if index < len(self.text):
                    put(line, x, "…", FIELD)
                break
            x = put(line, x, char, palette.CURSOR if index == self.at else FIELD)
        return line

    def column(self) -> int:
        """Where the cursor stands in the line last drawn."""
        shown = visible(self.text[self._first : self.at])
        return width(shown) + (1 if self._first else 0)

    def _follow(self, columns: int) -> None:
        """Scroll so that the cursor and the character under it are seen."""
        self._first = min(self._first, self.at)
        if self._first and self.at - self._first < 4:
            self._first = max(0, self.at - 4)
        under = width(visible(self.text[self.at : self.at + 1])) or 1
        room = columns - under - 1
        while self._first < self.at and self.column() > room:
            self._first += 1

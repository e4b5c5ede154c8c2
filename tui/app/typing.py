"""A number being typed into a cell."""

import unicodedata

from tui.display import width

_ALLOWED = frozenset("0123456789.,+-=/")


def plain_character(character: str) -> str:
    """A typed character as its half-width twin: input methods send the full-width one."""
    return unicodedata.normalize("NFKC", character).replace("。", ".").replace("、", "/")


def is_number_key(character: str) -> bool:
    """Whether what was typed, one character or several, can be part of a number or a sum."""
    plain = plain_character(character)
    return bool(plain) and _ALLOWED.issuperset(plain)


class NumberField:
    """The text of one cell while it is typed; ``editing`` lets arrows move inside it."""

    def __init__(self, text: str, *, editing: bool = False) -> None:
        self.text = text
        self._original = text if editing else None
        self.editing = editing
        self._at = len(text)

    @property
    def untouched(self) -> bool:
        """Whether it was opened for editing and still says what it said."""
        return self.text == self._original

    @property
    def behind(self) -> int:
        """How many columns stand behind the cursor."""
        return width(self.text[self._at :])

    def insert(self, text: str) -> None:
        """Type at the cursor."""
        self.text = self.text[: self._at] + text + self.text[self._at :]
        self._at += len(text)

    def erase(self, key: str) -> None:
        """Backspace or delete."""
        if key == "backspace" and self._at:
            self.text = self.text[: self._at - 1] + self.text[self._at :]
            self._at -= 1
        elif key == "delete":
            self.text = self.text[: self._at] + self.text[self._at + 1 :]

    def move(self, key: str) -> None:
        """Left, right, home, end."""
        places = {"left": self._at - 1, "right": self._at + 1, "home": 0, "end": len(self.text)}
        self._at = max(0, min(len(self.text), places[key]))

    def shown(self, columns: int) -> str:
        """As much of the text as fits, the end of it where it is too long."""
        text = self.text or " "
        return text if len(text) <= columns else "…" + text[-(columns - 1) :]

"""What each key does in the prose editor."""

from collections.abc import Mapping

from .prose_model import Step

_MOVES: dict[str, Step] = {
    "left": "left",
    "right": "right",
    "up": "up",
    "down": "down",
    "home": "home",
    "end": "end",
    "ctrl+left": "clause_left",
    "ctrl+right": "clause_right",
    "pageup": "page_up",
    "pagedown": "page_down",
    "ctrl+home": "first",
    "ctrl+end": "last",
}

KEYS: Mapping[str, str] = {
    **_MOVES,
    **{
        ("ctrl+shift+" + key[5:] if key.startswith("ctrl+") else "shift+" + key): "select_" + step
        for key, step in _MOVES.items()
    },
    "enter": "newline",
    # A pasted line break, where the terminal has no bracketed paste.
    "ctrl+j": "newline",
    "backspace": "back",
    "ctrl+h": "back",
    "delete": "delete",
    "ctrl+a": "select_all",
    "ctrl+c": "copy",
    "ctrl+x": "cut",
    "ctrl+v": "paste",
    "ctrl+z": "undo",
    "ctrl+y": "redo",
}
"""The names are those of ``ProseEditor.do``."""

CHANGES = frozenset({"newline", "back", "delete", "cut", "paste", "undo", "redo"})
"""Those that a text which can only be read refuses."""

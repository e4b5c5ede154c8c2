"""The signs of the screen on terminals that cannot show them, or show them too wide."""

# Signs that some terminals draw two cells wide, and what always takes one.
_NARROW = {
    "│": "|", "─": "-", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+",
    "┴": "+", "┼": "+", "…": "~", "·": ".", "●": "*", "–": "-", "—": "-", "↑": "^", "↓": "v",
    "↕": "|", "←": "<", "→": ">", "×": "x",
}  # fmt: skip

# Signs that are in no font of a Linux console, and what is in all of them.
_CONSOLE = {"…": "~", "●": "*", "▸": ">", "–": "-", "›": ">", "✓": "v", "✗": "x",
            "↑": "^", "↓": "v", "↕": "|", "←": "<", "→": ">"}  # fmt: skip

twins: dict[int, str] = {}
"""What is drawn in place of a sign on the present terminal, for ``str.translate``."""


def use_twins(term: str, *, wide: bool) -> None:
    """Choose the signs for a terminal: its TERM, and whether it draws ambiguous ones wide."""
    twins.clear()
    twins.update(str.maketrans(_NARROW if wide else _CONSOLE if term == "linux" else {}))


def can_draw_boxes() -> bool:
    """Whether box-drawing characters take one cell, as tables drawn with them need."""
    return ord("│") not in twins

"""One line of the prose editor as styled cells."""

from collections.abc import Mapping
from typing import NamedTuple

from rich.style import Style

from tui.app import palette
from tui.app.canvas import Line, blank, put
from tui.app.prose_layout import Glyphs

MARGIN = 1
"""Columns left empty before the text."""

BEHIND = 2
"""Columns behind it: one for the cursor after a full line, one that says there is more."""

STYLES: Mapping[str, Style] = {
    "error": palette.QUESTIONED,
    "suspect": palette.SUSPECT,
    "match": palette.OPERAND,
    "reference": palette.COMPUTED,
}
"""How a mark of each style is drawn."""

_OWN = {"selection": palette.SELECTED, "cursor": palette.CURSOR}


class Look(NamedTuple):
    """A stretch of a line's characters that is drawn otherwise."""

    start: int
    end: int
    style: str


def draw(columns: int, text: str, looks: tuple[Look, ...], more: str, glyphs: Glyphs) -> Line:
    """A line of text; ``more`` is the arrow at its end where the text goes on out of view."""
    line = blank(columns, palette.PAPER)
    edge = columns - 1
    if more:
        narrow = glyphs[more].cells == 1
        put(line, edge, more if narrow else {"↑": "^", "↓": "v"}[more], palette.LABEL)
    styles = [palette.PAPER] * (len(text) + 1)
    for start, end, name in looks:
        style = _OWN.get(name) or STYLES[name]
        for at in range(start, min(end, len(styles))):
            styles[at] = style
    x = MARGIN
    for char, style in zip(text, styles, strict=False):
        glyph = glyphs[char]
        if x + glyph.cells > edge:
            break
        if glyph.shown == char and glyph.cells == 2:
            line[x : x + 2] = [(char, style), ("", style)]
        else:
            line[x : x + glyph.cells] = [(part, style) for part in glyph.shown]
        x += glyph.cells
    if x < edge:
        # The cursor behind the text, or a line break that is selected.
        line[x] = (" ", styles[-1])
    return line

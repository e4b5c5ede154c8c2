"""Lines of styled cells: what every part of the screen draws on.

A line is a list with one entry per terminal column. A wide character takes two: itself
and an empty one behind it. So a column is always an index, cropping is slicing, and two
states of a line can be compared column by column: only what differs is sent.
"""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.app.glyphs import twins
from tui.display import visible, width

Cell = tuple[str, Style]
Line = list[Cell]


def blank(columns: int, style: Style) -> Line:
    """An empty line."""
    return [(" ", style)] * columns


def put(line: Line, x: int, text: str, style: Style, limit: int | None = None) -> int:
    """Write text at a column, up to ``limit`` columns, ending in … where it is cut.

    Hidden characters are written as visible escapes; of a wide character that is covered
    by half a blank remains. Returns the column behind the text.
    """
    if not (text.isascii() and text.isprintable()):
        text = visible(text).translate(twins) if twins else visible(text)
    end = len(line) if limit is None else min(len(line), x + limit)
    if x + width(text) > end:
        text = _cut(text, end - x)
    start = x
    for char in text:
        wide = 1 if char.isascii() else width(char)
        if x + wide > end:
            break
        if wide == 0:
            continue
        if x < 0:  # In a tiny terminal what is put from the right begins before the left edge.
            x, start = x + wide, x + wide
            continue
        if x == start and line[x][0] == "" and x:
            line[x - 1] = (" ", line[x - 1][1])
        line[x] = (char, style)
        if wide == 2:
            line[x + 1] = ("", style)
        x += wide
    if start < x < len(line) and line[x][0] == "":
        line[x] = (" ", line[x][1])
    return x


def put_right(line: Line, x: int, columns: int, text: str, style: Style) -> None:
    """Write text so that it ends at the right end of some columns."""
    if not (text.isascii() and text.isprintable()):
        text = visible(text).translate(twins) if twins else visible(text)
    if width(text) > columns:
        text = _cut(text, columns)
    put(line, x + columns - width(text), text, style)


def put_centre(line: Line, x: int, columns: int, text: str, style: Style) -> None:
    """Write text in the middle of some columns."""
    put(line, x + max(0, (columns - width(visible(text))) // 2), text, style, columns)


def fill(line: Line, x: int, columns: int, style: Style) -> None:
    """Give some columns a style and keep what stands there."""
    for at in range(max(0, x), min(len(line), x + columns)):
        line[at] = (line[at][0], style)


def crop(line: Line, start: int, columns: int, style: Style) -> Line:
    """Some columns of a line; half a wide character becomes a blank."""
    part = line[start : start + columns]
    if part and part[0][0] == "":
        part[0] = (" ", part[0][1])
    if part and start + columns < len(line) and line[start + columns][0] == "":
        part[-1] = (" ", part[-1][1])
    return part + [(" ", style)] * (columns - len(part))


def strip(line: Line) -> Strip:
    """A line as Textual draws it, neighbours of one style joined.

    A blank shows only its background, so it joins whatever stands before it on the same.
    """
    segments: list[Segment] = []
    text: list[str] = []
    style: Style | None = None
    for char, own in line:
        if own is not style and own != style and not (char == " " and _same_paper(own, style)):
            if text:
                segments.append(Segment("".join(text), style))
            text, style = [], own
        text.append(char)
    if text:
        segments.append(Segment("".join(text), style))
    return Strip(segments, len(line))


def _same_paper(blank_style: Style, style: Style | None) -> bool:
    if style is None or style.underline or blank_style.underline:
        return False
    return style.bgcolor == blank_style.bgcolor


@lru_cache(maxsize=4096)
def _cut(text: str, columns: int) -> str:
    """The beginning of a text with … in its last column."""
    if columns <= 0:
        return ""
    kept, used = "", 0
    for char in text:
        wide = width(char)
        if used + wide > columns - 1:
            break
        kept, used = kept + char, used + wide
    return kept + "…"

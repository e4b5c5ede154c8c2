"""Cutting a strip of mixed widths without cutting a character."""

from collections.abc import Iterator

from rich import cells
from rich.segment import Segment
from textual.strip import Strip


def cropped(strip: Strip, start: int, end: int) -> tuple[int, Strip]:
    """Some columns of a strip, widened where they would cut a wide character in half.

    ``Strip.crop`` puts a blank for half a character, and a terminal that is sent that
    blank erases the other half too. Returns the first column as well.
    """
    if start <= 0 and end >= strip.cell_length:
        return 0, strip
    parts: list[Segment] = []
    first = last = -1
    column = 0
    for text, style, control in strip:
        if control or not text:
            continue
        whole = cells.cell_len(text)
        if column + whole <= start:
            column += whole
            continue
        taken: list[str] = []
        for piece, size in _graphemes(text):
            if column >= end:
                break
            if column + size > start:
                taken.append(piece)
                first = column if first < 0 else first
                last = column + size
            column += size
        parts.append(Segment("".join(taken), style))
        if column >= end:
            break
    return max(first, 0), Strip(parts, max(last - first, 0))


def _graphemes(text: str) -> Iterator[tuple[str, int]]:
    if text.isascii():
        return ((char, 1) for char in text)
    return ((text[start:end], size) for start, end, size in cells.split_graphemes(text)[0])

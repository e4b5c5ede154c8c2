"""Text in pieces of different styles, wrapped as Chinese is printed."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.style import Style

from tui.app import palette
from tui.app.canvas import Line, blank, put
from tui.display import visible, width, wrap

Spans = list[tuple[str, Style]]
"""A text as pieces with a style each."""


def drawn(spans: Iterable[tuple[str, Style]]) -> Line:
    """Pieces of text as one line, as wide as it takes."""
    spans = list(spans)
    line = blank(sum(width(visible(text)) for text, _ in spans), palette.PAPER)
    x = 0
    for text, style in spans:
        x = put(line, x, text, style)
    return line


def wrapped(spans: Spans, columns: int) -> Iterator[Spans]:
    """The lines of a styled text, each in at most so many columns."""
    chars = [(c, style) for text, style in spans for c in text]
    at = 0
    for piece in wrap("".join(c for c, _ in chars), columns):
        line: Spans = []
        for char in piece:
            # wrap() drops nothing but the blanks and line ends at a break.
            while chars[at][0] != char:
                at += 1
            line.append(chars[at])
            at += 1
        yield list(_joined(line))


def paragraph(label: str, spans: Spans, columns: int, indent: int) -> Iterator[Line]:
    """A label and a styled text beside it."""
    for number, line in enumerate(wrapped(spans, max(8, columns - indent))):
        head = label if number == 0 else ""
        pad = " " * max(0, indent - width(head))
        yield drawn([(head, palette.LABEL), (pad, palette.PAPER), *line])


def title(text: str) -> list[Line]:
    """A heading within a page, with a blank line over it."""
    return [[], drawn([(text, palette.STRONG)])]


def _joined(chars: Spans) -> Iterator[tuple[str, Style]]:
    for style, group in groupby(chars, key=lambda pair: pair[1]):
        yield "".join(c for c, _ in group), style

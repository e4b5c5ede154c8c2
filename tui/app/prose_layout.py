"""How a text is broken into the lines of the prose editor: pure, and only what changed.

A line is a pair of offsets, and the lines of a paragraph cover all of it: unlike
:func:`tui.display.wrap`, which prints, nothing is dropped at a break. Blanks at the end
of a line hang over its edge instead.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import NamedTuple

from tui.display import _NOT_FIRST, _NOT_LAST, visible, width

NARROWEST = 12
"""Fewer cells than the longest escape would leave no room for a single character."""

TAB = "    "


class Glyph(NamedTuple):
    """How one character is drawn, and how it behaves at the end of a line."""

    shown: str
    cells: int
    joins: bool
    """Two neighbours that both join stay on one line: letters and digits."""
    first: bool
    """It may begin a line."""
    last: bool
    """It may end a line."""


class Glyphs(dict[str, Glyph]):
    """The glyph of each character met so far.

    Every character gets at least one cell, so that the cursor has a column for it: what
    takes none (controls, bidirectional marks, combining marks) is drawn as its escape.
    """

    def __init__(self, measure: Callable[[str], int] = width) -> None:
        super().__init__()
        self.measure = measure

    def __missing__(self, char: str) -> Glyph:
        shown = TAB if char == "\t" else visible(char)
        if shown == char and (self.measure(char) < 1 or char in "\ufe0e\ufe0f"):
            shown = _escape(char)
        cells = self.measure(shown)
        glyph = Glyph(
            shown,
            cells,
            joins=char not in " \t\u3000" and (shown != char or cells == 1),
            first=char not in _NOT_FIRST and char != " ",
            last=char not in _NOT_LAST,
        )
        self[char] = glyph
        return glyph


def _escape(char: str) -> str:
    code = ord(char)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def line_end(text: str, start: int, cells: int, glyphs: Glyphs) -> int:
    """Where the line that starts at an offset ends, which depends on nothing before it."""
    used, chance, joined, last = 0, start, False, False
    for position in range(start, len(text)):
        char = text[position]
        glyph = glyphs[char]
        blank = position > start and text[position - 1] == " "
        if blank:
            if char != " ":
                chance = position
        elif last and glyph.first and not (joined and glyph.joins):
            chance = position
        used += glyph.cells
        if used > cells and char != " ":
            return chance if chance > start else max(position, start + 1)
        joined, last = glyph.joins, glyph.last
    return len(text)


class Paragraph:
    """The text between two line breaks, and where each of its lines ends."""

    __slots__ = ("ends", "text")

    def __init__(self, text: str, cells: int, glyphs: Glyphs) -> None:
        self.text = text
        self.ends: list[int] = []
        self.wrap(cells, glyphs)

    def wrap(self, cells: int, glyphs: Glyphs) -> None:
        """Break all of it anew."""
        self.ends = list(_ends(self.text, 0, cells, glyphs))

    def replace(self, start: int, end: int, new: str, cells: int, glyphs: Glyphs) -> None:
        """Put text in the place of some, and break anew only the lines that this changes.

        A line depends on its own text and on the word that did not fit it any more, so
        the line before the first changed one is where to begin; and as soon as a line
        begins where one began before, the rest is as it was.
        """
        old, shift, known = self.ends, len(new) - (end - start), start + len(new)
        self.text = self.text[:start] + new + self.text[end:]
        keep = max(0, bisect_right(old, start) - 1)
        ends = old[:keep]
        for at in _ends(self.text, ends[-1] if ends else 0, cells, glyphs):
            ends.append(at)
            if at >= known:
                same = bisect_left(old, at - shift)
                if same < len(old) - 1 and old[same] == at - shift >= end:
                    ends += [offset + shift for offset in old[same + 1 :]]
                    break
        self.ends = ends

    def line_of(self, offset: int, *, upstream: bool = False) -> int:
        """The line of an offset; at a break that is the later line, or the earlier one."""
        find = bisect_left if upstream else bisect_right
        return min(find(self.ends, offset), len(self.ends) - 1)

    def start(self, line: int) -> int:
        """Where a line begins."""
        return self.ends[line - 1] if line else 0


def _ends(text: str, start: int, cells: int, glyphs: Glyphs) -> Iterator[int]:
    if not text:
        yield 0
    while start < len(text):
        start = line_end(text, start, cells, glyphs)
        yield start


class WrappedText:
    """A text of paragraphs, wrapped to a number of cells."""

    def __init__(self, text: str, cells: int, glyphs: Glyphs) -> None:
        self.glyphs = glyphs
        self._cells = max(cells, NARROWEST)
        self.set_text(text)

    def set_text(self, text: str) -> None:
        """Begin anew with another text."""
        self.text = text
        self.characters = count(text)
        self._paragraphs = [Paragraph(part, self._cells, self.glyphs) for part in text.split("\n")]
        self._index()

    def _index(self) -> None:
        parts = self._paragraphs
        self._starts = list(accumulate((len(p.text) + 1 for p in parts[:-1]), initial=0))
        self._rows = list(accumulate((len(p.ends) for p in parts), initial=0))

    @property
    def cells(self) -> int:
        """How wide a line may be."""
        return self._cells

    def resize(self, cells: int) -> None:
        """Wrap to another width."""
        cells = max(cells, NARROWEST)
        if cells != self._cells:
            self._cells = cells
            for paragraph in self._paragraphs:
                paragraph.wrap(cells, self.glyphs)
            self._index()

    @property
    def rows(self) -> int:
        """How many lines there are."""
        return self._rows[-1]

    def line(self, row: int) -> tuple[int, int]:
        """The offsets at which a line starts and ends, without the line break."""
        number = bisect_right(self._rows, row) - 1
        paragraph, base = self._paragraphs[number], self._starts[number]
        line = row - self._rows[number]
        return base + paragraph.start(line), base + paragraph.ends[line]

    def place(self, offset: int, *, upstream: bool = False) -> tuple[int, int]:
        """The row and column at which an offset is drawn."""
        number = bisect_right(self._starts, offset) - 1
        paragraph, base = self._paragraphs[number], self._starts[number]
        line = paragraph.line_of(offset - base, upstream=upstream)
        start = base + paragraph.start(line)
        glyphs = self.glyphs
        column = sum(glyphs[char].cells for char in self.text[start:offset])
        # Blanks hang over the edge, where no cursor can follow them.
        return self._rows[number] + line, min(column, self._cells)

    def offset_at(self, row: int, column: int) -> tuple[int, bool]:
        """The offset drawn at a place, and whether it means the end of that line."""
        start, end = self.line(max(0, min(row, self.rows - 1)))
        used = 0
        for offset in range(start, end):
            used += self.glyphs[self.text[offset]].cells
            if used > column:
                return offset, False
        return end, start < end

    def replace(self, start: int, end: int, new: str) -> None:
        """Put text in the place of some."""
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end) - 1
        base, parts = self._starts[first], self._paragraphs
        if first == last and "\n" not in new:
            parts[first].replace(start - base, end - base, new, self._cells, self.glyphs)
        else:
            head = parts[first].text[: start - base]
            tail = parts[last].text[end - self._starts[last] :]
            parts[first : last + 1] = [
                Paragraph(part, self._cells, self.glyphs)
                for part in (head + new + tail).split("\n")
            ]
        self.characters += count(new) - count(self.text[start:end])
        self.text = self.text[:start] + new + self.text[end:]
        self._index()


def count(text: str) -> int:
    """字数: the characters that are not blank."""
    return len("".join(text.split()))

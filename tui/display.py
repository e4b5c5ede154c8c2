"""Text as a terminal shows it: how many cells it takes, and what is hidden in it.

Every layout of the command line and the exports goes through :func:`width`, and every
value that somebody else wrote goes through :func:`visible` before it is printed: a
report file must not be able to move the cursor or to turn a figure around.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Literal

Align = Literal["left", "right", "center"]

# wcwidth takes a third of a cold start to import, so the characters that Chinese
# reports are made of are measured here, and only a text with any other one asks
# wcwidth. tests/unit/test_display.py compares each of them with wcwidth's table.
_KNOWN = (
    (0x20, 0x7E, 1),
    (0x4E00, 0x9FFF, 2),
    (0x3000, 0x3029, 2),
    (0xFF01, 0xFF60, 2),
    (0x2010, 0x2027, 1),
    (0x2030, 0x205E, 1),
    (0x2190, 0x2199, 1),
    (0x2200, 0x22FF, 1),
    (0x2460, 0x24FF, 1),
    (0x2500, 0x25A1, 1),
    (0x25B8, 0x25B8, 1),
    (0x25CF, 0x25CF, 1),
    (0x2713, 0x2713, 1),
    (0x2717, 0x2717, 1),
    (0xA0, 0xAC, 1),
    (0xAE, 0xFF, 1),
    (0x3400, 0x4DBF, 2),
    (0x3220, 0x3247, 2),
    (0xF900, 0xFAFF, 2),
    (0xFFE0, 0xFFE6, 2),
    (0x20000, 0x2FFFD, 2),
    (0x30000, 0x3FFFD, 2),
)
_UNKNOWN = -(1 << 40)


class _Cells(dict[str, int]):
    """The cells of each character met so far."""

    ambiguous = 1

    def __missing__(self, char: str) -> int:
        code = ord(char)
        if self.ambiguous == 2 and is_ambiguous(char):
            self[char] = 2
            return 2
        cells = next((n for first, last, n in _KNOWN if first <= code <= last), _UNKNOWN)
        self[char] = cells
        return cells


_cells_of = _Cells()

# Printable for isprintable(), yet drawn as nothing at all: fillers, joiners, the blank of
# Braille, and selectors of variants, of which a text can carry a whole message.
_UNSEEN = (
    *"\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0",
    *map(chr, range(0xFE00, 0xFE10)),
)
_PLANE_14 = range(0xE0000, 0xF0000)
_PLAIN_PAGES = bytes(
    page
    for page in range(256)
    # Surrogates stand for everything beyond plane 0. U+FFA0 is looked for by itself: its page
    # has the full-width forms.
    if not 0xD8 <= page < 0xE0 and (page == 0xFF or page not in {ord(c) >> 8 for c in _UNSEEN})
)

# 禁则: what may not begin a line, and what may not end one.
_NOT_FIRST = frozenset("，。、；：？！）》」』】〕〉”’…·％%—,.;:?!)]}")
_NOT_LAST = frozenset("（《「『【〔〈“‘([{")


def width(text: str) -> int:
    """How many terminal cells the text takes; control characters count as none."""
    if text.isascii():
        return len(text)
    cells = sum(map(_cells_of.__getitem__, text))
    if cells >= 0:
        return cells
    import wcwidth

    wide = _cells_of.ambiguous
    cells = wcwidth.wcswidth(text, ambiguous_width=wide)
    if cells >= 0:
        return cells
    return sum(max(wcwidth.wcwidth(char, ambiguous_width=wide), 0) for char in text)


def is_ambiguous(char: str) -> bool:
    """Whether some terminals draw a character in two cells and others in one: “ ” … ① ─."""
    import unicodedata

    return unicodedata.east_asian_width(char) == "A"


def measure_ambiguous(cells: int) -> None:
    """Count the ambiguous characters as so many cells, 1 or 2, from now on.

    They are one cell wide in every export and on most terminals; an old terminal for
    Chinese may be set to draw them two cells wide.
    """
    _cells_of.ambiguous = cells
    _cells_of.clear()


@contextmanager
def for_a_document() -> Iterator[None]:
    """Measure for a file that others will read, whatever the present terminal does."""
    before = _cells_of.ambiguous
    measure_ambiguous(1)
    try:
        yield
    finally:
        measure_ambiguous(before)


def visible(text: str, *, keep: str = "") -> str:
    r"""The text with everything that a reader cannot see written as an escape (``\u202e``).

    That is: control characters and so every terminal sequence, bidirectional controls,
    zero-width and other format characters, line separators, lone surrogates, private
    and unassigned characters. ``keep`` names control characters to leave alone.
    """
    if _is_clean(text, keep):
        return text
    # By the few characters that there are, not by the many places they stand in.
    hidden = {ord(c): _escape(c) for c in set(text) if c not in keep and _is_hidden(c)}
    return text.translate(hidden) if hidden else text


def hidden_characters(
    text: str, *, keep: str = "\n\t", most: int | None = None
) -> list[tuple[int, str]]:
    r"""Offset and escape (``\u200b``) of each character that a reader cannot see.

    ``most``: how many of them, for a text that may be full of them.
    """
    if _is_clean(text, keep):
        return []
    found = (
        (offset, _escape(char))
        for offset, char in enumerate(text)
        if char not in keep and _is_hidden(char)
    )
    return list(islice(found, most))


def _is_clean(text: str, keep: str) -> bool:
    # isprintable() is one pass in C and refuses exactly the classes we look for, and
    # besides them only the spaces, of which Chinese text has but one: U+3000. Most texts
    # have nothing but line ends.
    bare = text.replace("\n", "") if "\n" in keep else text
    if not bare.isprintable():
        for char in keep + "\u3000":
            bare = bare.replace(char, "")
        if not bare.isprintable():
            return False
    if bare.isascii():
        return True
    # What isprintable() lets pass though nobody sees it stands on few pages of 256 characters.
    # To look at the pages first takes a third of the time that looking for each takes.
    pages = bare.encode("utf-16-le", "surrogatepass")[1::2]
    if not pages.translate(None, _PLAIN_PAGES) and "\uffa0" not in bare:
        return True
    return not any(char in bare for char in _UNSEEN) and not any(
        ord(char) in _PLANE_14 for char in bare
    )


def _is_hidden(char: str) -> bool:
    if char in _UNSEEN or ord(char) in _PLANE_14:
        return True
    if char.isprintable():
        return False
    import unicodedata

    if unicodedata.category(char) == "Zs":
        return False
    # Planes 2 and 3 hold nothing but Chinese characters, and every year brings some
    # that this Python's tables do not know yet; people's names are written with them.
    # The last two places of a plane are no characters and never will be.
    return not 0x20000 <= ord(char) <= 0x3FFFD or ord(char) & 0xFFFF >= 0xFFFE


def _escape(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return {"\n": r"\n", "\r": r"\r", "\t": r"\t"}.get(char, f"\\x{code:02x}")
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def json_safe(text: str, *, keep: str = "") -> str:
    r"""JSON with what a terminal could obey, and what is no UTF-8, written as ``\u202e``.

    It stays the same JSON: such characters can only stand in its strings.
    """
    distinct = "".join(set(text))
    hidden = [distinct[at] for at, _ in hidden_characters(distinct, keep=keep)]
    if not hidden:
        return text
    import json

    return text.translate({ord(char): json.dumps(char)[1:-1] for char in hidden})


def pad(text: str, cells: int, align: Align = "left") -> str:
    """The text filled up with spaces to so many cells; unchanged if it is wider."""
    space = cells - width(text)
    if space <= 0:
        return text
    before = {"left": 0, "right": space, "center": space // 2}[align]
    return " " * before + text + " " * (space - before)


def clip(text: str, cells: int) -> str:
    """The text cut to so many cells, ending in … where something was cut off."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    room = cells - 1
    for end, char in enumerate(text):
        room -= width(char)
        if room < 0:
            return text[:end] + "…"
    return text


def wrap(text: str, cells: int) -> list[str]:
    """The text as lines of at most so many cells, broken as Chinese is printed.

    A line may end after any Chinese character, but none begins with a closing mark or
    ends with an opening one; words of narrow letters stay whole where they fit. Line
    breaks in the text stay; the spaces at a new break go; nothing else is lost.
    """
    return [line for part in text.split("\n") for line in _fill(part, max(cells, 1))]


def _fill(text: str, cells: int) -> Iterator[str]:
    line, used, written = "", 0, False
    for piece in _pieces(text):
        size = sum(map(width, piece))
        if used + size <= cells:
            line, used = line + "".join(piece), used + size
            continue
        if line.strip(" "):
            yield line.rstrip(" ")
            written = True
        line, used = "", 0
        if piece[0][0] == " ":
            continue
        for unit in piece if size > cells else ("".join(piece),):
            # Too wide for any line: first between its units, then anywhere.
            for part in unit if width(unit) > cells else (unit,):
                if line and used + width(part) > cells:
                    yield line
                    line, used, written = "", 0, True
                line, used = line + part, used + width(part)
    if line or not written:
        yield line


def _pieces(text: str) -> Iterator[list[str]]:
    """Runs of units with no line end between them."""
    piece: list[str] = []
    for unit in _units(text):
        if piece and not (
            piece[-1][-1] in _NOT_LAST or (unit[0] in _NOT_FIRST and piece[-1][-1] != " ")
        ):
            yield piece
            piece = []
        piece.append(unit)
    if piece:
        yield piece


def _units(text: str) -> Iterator[str]:
    """Single wide characters, words of narrow ones, and runs of spaces."""
    unit = ""
    for char in text:
        cells = width(char)
        joins = unit and (
            (cells == 0 and unit[-1] != " ")
            or (char == " " and unit[-1] == " ")
            or (cells == 1 and char != " " and unit[-1] != " " and width(unit[-1]) < 2)
        )
        if unit and not joins:
            yield unit
            unit = ""
        unit += char
    if unit:
        yield unit

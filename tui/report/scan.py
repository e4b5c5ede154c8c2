"""Where every key and value of a TOML text stands.

The standard parsers say what a file holds but not where. This scanner says where,
also in a file that is not valid TOML: it reads what a person meant (``１２`` or
``1,234`` without quotes is one value) and skips what it cannot make out.
"""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from .problem import KeyPath

_SPACE = re.compile(r"[ \t]*")
_GAP = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_LINE_END = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\r?\n|\Z)")
_KEY = re.compile(r"""[ \t]*([A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*""")
_BARE_LINE = re.compile(r"[^#\n]*")
_BARE_ITEM = re.compile(r"[^,\]}#\n]*")
_STRINGS = (
    re.compile(r"'''.*?(?:'{3,5}|\Z)", re.S),
    re.compile(r'"(?:[^"\\\n]++|\\.?)*+(?:"|(?=\n)|\Z)'),
    re.compile(r"'[^'\n]*(?:'|(?=\n)|\Z)"),
)
# Not part of one pattern: up to 3.11.4 Python gets a possessive group wrong that looks ahead,
# and any other takes gigabytes for a file of nothing but quotes.
_UP_TO_QUOTE = re.compile(r'(?:[^"\\]++|\\.?)*+', re.S)
_QUOTES = re.compile('"{3,5}')
# Nearly every statement of a report: a row of counts, which is taken at once.
_PLAIN_LINE = re.compile(
    r"([A-Za-z0-9_-]++)[ \t]*+=[ \t]*+"
    r"(\[[ \t]*+(?:(?:0|[1-9][0-9]*+)[ \t]*+,[ \t]*+)*+(?:0|[1-9][0-9]*+)[ \t]*+\])"
    r"[ \t]*+(?:#[^\n]*+|\r)?\n"
)
_DIGITS = re.compile(r"[0-9]+")
_NEXT_KEY = re.compile(r"[ \t]*[A-Za-z0-9_-]+[ \t]*=|[ \t]*\[[A-Za-z\"'\[]")
_SCALAR = r"""(?xa)
    true|false
    |[+-]?(?:0|[1-9](?:_?\d)*)(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?
    |0x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|0o[0-7](?:_?[0-7])*|0b[01](?:_?[01])*
    |[+-]?(?:inf|nan)
    |\d{4}-\d\d-\d\d(?:[Tt ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:\d\d)?)?
    |\d\d:\d\d(?::\d\d(?:\.\d+)?)?"""
_MAX_DEPTH = 20


class Entry(NamedTuple):
    """One key or array item: where its key (or itself) begins, and the span of its value."""

    path: KeyPath
    key: int
    start: int
    end: int
    broken: bool
    """The value is no TOML value, or its quotes or brackets are not closed."""


class Scan:
    """Every entry of a text.

    The items of a row of plain figures are not among the entries, for they are most of a file
    and hardly ever asked for: :meth:`items` finds them.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.entries: list[Entry] = []
        self.headers: list[tuple[KeyPath, int]] = []
        self._counts: dict[KeyPath, int] = {}
        self._plain: set[int] = set()
        """Where the rows of plain figures begin."""
        self._run()

    def items(self, row: Entry) -> list[Entry]:
        """The items of an array."""
        if row.start not in self._plain:
            return [entry for entry in self.entries if entry.path[:-1] == row.path]
        return list(self._figures(row))

    def plain_item(self, row: Entry, number: int) -> Entry | None:
        """One item of a row of plain figures; None where there is none, or the row is another."""
        if row.start not in self._plain:
            return None
        return next(islice(self._figures(row), number, None), None)

    def _figures(self, row: Entry) -> Iterator[Entry]:
        for number, found in enumerate(_DIGITS.finditer(self.text, row.start, row.end)):
            start, end = found.span()
            yield Entry((*row.path, number), start, start, end, False)

    def _run(self) -> None:
        text, at = self.text, 0
        table: KeyPath = ()
        size = len(text)
        while (at := _gap(text, at)) < size:
            if plain := _PLAIN_LINE.match(text, at):
                entry = Entry((*table, plain[1]), at, plain.start(2), plain.end(2), False)
                self.entries.append(entry)
                self._plain.add(entry.start)
                at = plain.end()
                continue
            if text[at] == "[":
                found = self._header(at)
                if found is not None:
                    at, table = found
                    continue
            else:
                after = self._pair(table, at, line=True)
                if after is not None:
                    at = after
                    continue
            at = _next_line(text, at)

    def _header(self, at: int) -> tuple[int, KeyPath] | None:
        array = self.text.startswith("[[", at)
        names, after = self._key(at + (2 if array else 1))
        closing = "]]" if array else "]"
        if not names or not self.text.startswith(closing, after):
            return None
        path: KeyPath = names
        if array:
            self._counts[names] = self._counts.get(names, -1) + 1
            path = (*names, self._counts[names])
        self.headers.append((path, at))
        return _next_line(self.text, after), path

    def _key(self, at: int) -> tuple[tuple[str, ...], int]:
        """A dotted key: its parts, and the offset after it."""
        names: list[str] = []
        while match := _KEY.match(self.text, at):
            name = match[1]
            names.append(name[1:-1] if name[0] in "\"'" else name)
            at = match.end()
            if not self.text.startswith(".", at):
                return tuple(names), at
            at += 1
        return (), at

    def _pair(self, table: KeyPath, at: int, *, line: bool, depth: int = 0) -> int | None:
        """``key = value`` at an offset: the offset after it, or None when it is none."""
        names, after = self._key(at)
        if not names or not self.text.startswith("=", after):
            return None
        start = _SPACE.match(self.text, after + 1).end()  # type: ignore[union-attr]
        return self._value((*table, *names), at, start, line=line, depth=depth)

    def _value(self, path: KeyPath, key: int, at: int, *, line: bool, depth: int) -> int:
        text = self.text
        mark = len(self.entries)
        first = text[at : at + 1]
        if first == "[" and depth < _MAX_DEPTH:
            end, closed = self._array(path, at, depth)
        elif first == "{" and depth < _MAX_DEPTH:
            end, closed = self._inline(path, at, depth)
        else:
            end, closed = self._scalar(at, line=line)
        # Between the value and the end of its line nothing but a comment may stand.
        if line and closed and not _LINE_END.match(text, end):
            end, closed = _stop(_BARE_LINE, text, at), False
        self.entries.insert(mark, Entry(path, key, at, end, not closed))
        return end

    def _scalar(self, at: int, *, line: bool) -> tuple[int, bool]:
        text = self.text
        if text[at : at + 1] in ("'", '"'):
            if text.startswith('"""', at):
                end = _triple_end(text, at + 3)
                return end, end - at >= 6 and text.endswith('"""', at, end)
            for quote, pattern in zip(("'''", '"', "'"), _STRINGS, strict=True):
                if text.startswith(quote, at):
                    end = pattern.match(text, at).end()  # type: ignore[union-attr]
                    return end, end - at >= 2 * len(quote) and text.endswith(quote, at, end)
        end = _stop(_BARE_LINE if line else _BARE_ITEM, text, at)
        return end, _is_scalar(text[at:end])

    def _array(self, path: KeyPath, at: int, depth: int) -> tuple[int, bool]:
        text, place, number = self.text, at + 1, 0
        while True:
            gap = _gap(text, place)
            # A new statement on a new line means that this bracket was never closed.
            if gap >= len(text) or ("\n" in text[place:gap] and _NEXT_KEY.match(text, gap)):
                return _stop(_BARE_LINE, text, place) if gap < len(text) else len(text), False
            if text[gap] == "]":
                return gap + 1, True
            if text[gap] == ",":
                place = gap + 1
                continue
            after = self._value((*path, number), gap, gap, line=False, depth=depth + 1)
            place, number = max(after, gap + 1), number + 1

    def _inline(self, path: KeyPath, at: int, depth: int) -> tuple[int, bool]:
        text, place = self.text, at + 1
        while True:
            place = _gap(text, place)
            if place >= len(text):
                return place, False
            if text[place] in "},":
                place += 1
                if text[place - 1] == "}":
                    return place, True
                continue
            after = self._pair(path, place, line=False, depth=depth + 1)
            if after is None or after <= place:
                return _stop(_BARE_LINE, text, at), False
            place = after


class Lines:
    """Offsets of a text as lines and columns, both counted from 1, columns in characters."""

    def __init__(self, text: str) -> None:
        self._text = text
        # An array: a file of nothing but line ends has twenty million of them.
        self._starts = array("I", [0])
        self._starts.extend(m.end() for m in re.finditer("\n", text))

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line without its end."""
        start = self._starts[number - 1]
        end = self._text.find("\n", start)
        return self._text[start : end if end >= 0 else None].rstrip("\r")

    def start(self, number: int) -> int:
        """The offset at which a line begins."""
        return self._starts[number - 1]


def broken_values(scan: Scan) -> Iterator[Entry]:
    """The values without quotes that are no TOML, such as ``１２`` or ``1,234``."""
    for entry in scan.entries:
        if entry.broken and scan.text[entry.start : entry.start + 1] not in (
            "[",
            "{",
            '"',
            "'",
            "",
        ):
            yield entry


def _gap(text: str, at: int) -> int:
    return _GAP.match(text, at).end()  # type: ignore[union-attr]


def _triple_end(text: str, at: int) -> int:
    """Where a text between three quotes ends that begins here, or breaks off."""
    while (at := _UP_TO_QUOTE.match(text, at).end()) < len(text):  # type: ignore[union-attr]
        if quotes := _QUOTES.match(text, at):
            return quotes.end()
        at += 1
    return at


def _next_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _stop(pattern: re.Pattern[str], text: str, at: int) -> int:
    """The end of what ``pattern`` matches, less the blanks behind it."""
    end = pattern.match(text, at).end()  # type: ignore[union-attr]
    return at + len(text[at:end].rstrip())


def _is_scalar(text: str) -> bool:
    """Whether a value without quotes is TOML; most are plain digits."""
    return (text.isascii() and text.isdigit() and (text[0] != "0" or len(text) == 1)) or bool(
        re.fullmatch(_SCALAR, text)
    )

"""Where the characters of a text stand in the file: strings may hold escapes."""

import re

from .problem import KeyPath
from .source import Source

_ESCAPE = re.compile(
    r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|[ \t]*\r?\n\s*|.)", re.S
)


def file_offset(source: Source, at: KeyPath, offset: int) -> int | None:
    """The offset in the file of a character of the text at a key; None where it is no string.

    ``offset`` counts in the text as it is read; its end may be asked for as well.
    """
    found = source.entry(at)
    if found is None:
        return None
    start, end = found.start, found.end
    raw = source.text[start:end]
    quote = raw[:3] if raw[:3] in ('"""', "'''") else raw[:1]
    if quote[:1] not in ("'", '"') or not quote:
        return None
    first = start + len(quote)
    if len(quote) == 3:
        # A line break straight after the opening quotes is not part of the text.
        first += 2 if raw[3:5] == "\r\n" else raw[3:4] == "\n"
    last = end - len(quote)
    if quote[0] == "'" or "\\" not in raw:
        return min(first + offset, last)
    place, seen = first, 0
    while seen < offset and place < last:
        escape = _ESCAPE.match(source.text, place)
        if escape is None:
            place, seen = place + 1, seen + 1
        else:
            place = escape.end()
            seen += not escape[0][1:].isspace()
    while (escape := _ESCAPE.match(source.text, place)) and escape[0][1:].isspace():
        place = escape.end()
    return min(place, last)

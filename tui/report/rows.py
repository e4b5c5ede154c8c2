"""The tables of a report file, its rows of counts read at once.

Most of a report file is rows such as ``[ 4, 1, 0, 0, 0, 0, 5 ]``, and the general parser looks
at each figure by itself, which takes it a third of its time. So the rows are taken out, a
string that cannot be in the file is put in the place of each, and the parser reads the rest.
Only if each of these strings comes back exactly where a row can stand was every row really
one, and none of them inside a comment, a text or a heading. Else the parser reads the whole
file, as it is.
"""

import re
from typing import Any

import tomli

from .values import exact

LARGE = 200_000
"""Characters: no report has so many."""

_ROW = re.compile(r"\[ *+(?:(?:0|[1-9][0-9]*+) *+, *+)*+(?:0|[1-9][0-9]*+) *+\]")
_MARK = "\ue000"
"""A character for private use, which no report holds."""


def tables(text: str) -> dict[str, Any]:
    """The tables of a TOML text, as the standard parser reads them.

    Raises:
        tomli.TOMLDecodeError: for what is no TOML.
        RecursionError: nested too deep.
        ValueError: a number of thousands of digits.
    """
    # An escape could stand for the mark.
    if len(text) <= LARGE and _MARK not in text and "\\" not in text:
        found = _with_rows_apart(text)
        if found is not None:
            return found
    return tomli.loads(text, parse_float=exact)


def _with_rows_apart(text: str) -> dict[str, Any] | None:
    """The tables; None where something is unusual, and the whole text must be parsed."""
    rows: list[str] = []

    def put_aside(row: re.Match[str]) -> str:
        rows.append(row[0])
        return f'"{_MARK}{len(rows) - 1}"'

    try:
        found = tomli.loads(_ROW.sub(put_aside, text), parse_float=exact)
        back = 0
        for section in found.values():
            if type(section) is dict:
                for key, value in section.items():
                    if type(value) is str and value.startswith(_MARK):
                        row = rows[int(value[1:])]
                        section[key] = [*map(int, row[1:-1].split(","))]
                        back += 1
    except (ValueError, RecursionError):  # tomli's own error is a ValueError.
        return None
    return found if back == len(rows) else None

"""From text to the plain TOML tables, by the fast standard parser."""

import re
from itertools import chain
from typing import Any

import tomli

from .problem import Problem
from .rows import LARGE, tables

MAX_DEPTH = 50
"""Tables and arrays within each other; a report has three."""

_LONG_NUMBER = r"(?<![\w.\"'])[+-]?[\d_]{%d,}"
ABSURD = 400
"""Digits that no figure has. Python reads a number of some thousands of them no more."""
_NESTED = frozenset((dict, list))


class Parsed:
    """What could be read: the tables, the problems, and the keys that were left out."""

    def __init__(self) -> None:
        self.tables: dict[str, Any] = {}
        self.problems: list[Problem] = []
        self.lost_keys: set[str] = set()
        """Keys whose statements were left out: reported once, not again as missing."""


def parse(text: str) -> Parsed:
    """Parse a report's text; never raises for anything the text holds."""
    parsed = Parsed()
    # The parser takes a hundred bytes for each digit of a number: gigabytes, if one lets it.
    if len(text) > LARGE and (found := re.search(_LONG_NUMBER % LARGE, text)):
        parsed.problems.append(_long_number(found.start()))
        return parsed
    try:
        parsed.tables = tables(text)
        if _is_too_deep(parsed.tables):
            # [a.a.a…] is no trouble for the parser, but for everything that comes after it.
            parsed.tables = {}
            raise RecursionError
    except tomli.TOMLDecodeError:
        # Valid files, nearly all of them, never pay for the mending.
        from .mend import mend

        mend(text, parsed)
    except RecursionError:
        from .mend import deepest

        parsed.problems.append(Problem("syntax", offset=deepest(text), facts={"what": "depth"}))
    except ValueError:
        match = re.search(_LONG_NUMBER % ABSURD, text)
        parsed.problems.append(_long_number(match.start() if match else 0))
    return parsed


def _long_number(at: int) -> Problem:
    return Problem("syntax", offset=at, facts={"what": "long-number"})


def _is_too_deep(tables: dict[str, Any]) -> bool:
    level: list[Any] = [tables]
    for _ in range(MAX_DEPTH):
        inner = [held.values() if type(held) is dict else held for held in level]
        # The cells of a report are by far the most items: their types are looked at in C.
        if _NESTED.isdisjoint(map(type, chain.from_iterable(inner))):
            return False
        level = [item for items in inner for item in items if type(item) in _NESTED]
    return True

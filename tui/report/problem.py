"""What is wrong with a report file, as found while reading it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

KeyPath = tuple[str | int, ...]
"""Where a value stands in the file: table and key names, then the place in an array."""


NOTHING: Mapping[str, Any] = MappingProxyType({})


class Problem(NamedTuple):
    """One fault of the file.

    ``kind`` is the name of the F rule that reports it, ``at`` where it stands,
    ``cells`` the cell paths concerned, ``facts`` what the message needs to know.
    ``offset`` is set where the place is a character and not a key.
    """

    kind: str
    at: KeyPath = ()
    cells: tuple[str, ...] = ()
    offset: int | None = None
    facts: Mapping[str, Any] = NOTHING

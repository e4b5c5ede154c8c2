"""Prose compared sentence by sentence: what stayed, went and came."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+|[^。！？；\n]+")
MAX_SENTENCES = 2000
"""A text with more is compared as one piece: a report says less, and time stays bounded."""


class Passage(NamedTuple):
    """Sentences in a row with one fate."""

    kind: Literal["same", "removed", "added"]
    text: str


def passages_of(first: str, second: str) -> Iterator[Passage]:
    """The way from the first text to the second."""
    a, b = _SENTENCE.findall(first), _SENTENCE.findall(second)
    if max(len(a), len(b)) > MAX_SENTENCES:
        a, b = [first], [second]
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    for tag, a1, a2, b1, b2 in matcher.get_opcodes():
        if tag == "equal":
            yield Passage("same", "".join(a[a1:a2]))
            continue
        if a2 > a1:
            yield Passage("removed", "".join(a[a1:a2]))
        if b2 > b1:
            yield Passage("added", "".join(b[b1:b2]))

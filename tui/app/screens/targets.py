"""The places that are found by number or name: sections, texts and rows."""

from collections.abc import Iterator
from typing import NamedTuple

from tui.app.screens.matching import (
    NUMERALS,
    Number,
    Numbers,
    nearness,
    numbers_of,
    squashed,
    typed_numbers,
)
from tui.schema import Format


class Target(NamedTuple):
    """A place to go to, its names, and its numbers with and without that of its section."""

    kind: str
    path: str
    name: str
    detail: str
    names: tuple[str, ...]
    numbers: tuple[Numbers, ...]


def matching(all_targets: list[Target], text: str) -> list[Target]:
    """Those that match what was typed, the nearest first; all of them for nothing."""
    if not text.strip():
        return all_targets
    numbers = typed_numbers(text)
    ranked = [(_rank(t, text, numbers), at) for at, t in enumerate(all_targets)]
    return [all_targets[at] for rank, at in sorted(ranked) if rank < _NO]


_NAMED, _SCATTERED, _NO = 50, 60, 99


def _rank(target: Target, text: str, numbers: Numbers) -> int:
    """How near a target is to what was typed; the less the better."""
    if numbers:
        near = [nearness(numbers, own) for own in target.numbers]
        ranks = [10 * n + which for which, n in enumerate(near) if n is not None]
        if ranks:
            # A section before the rows that have its number.
            return min(ranks) - (target.kind == "部分")
    word, names = squashed(text).replace("_", ""), target.names
    if not word:
        return _NO
    if word in names:
        return _NAMED
    if any(n.startswith(word) for n in names):
        return _NAMED + 1
    if any(word in n for n in names):
        return _NAMED + 2
    return _SCATTERED if len(word) > 1 and any(_scattered(word, n) for n in names) else _NO


def _scattered(word: str, name: str) -> bool:
    """Whether the characters stand in the name in this order, as in an abbreviation."""
    rest = iter(name)
    return all(char in rest for char in word)


def targets(form: Format) -> Iterator[Target]:
    """All of them, in printed order."""
    for section in form.sections:
        own = _numeral(section.number)
        yield Target(
            "部分",
            section.key,
            section.heading,
            "",
            _names(section.heading, section.title, *section.variants, section.key),
            (own,),
        )
        for text in section.texts:
            if text.number:
                name = f"{section.number}{text.number}{text.title}"
                names = _names(name, text.number + text.title, text.title, *text.variants, text.key)
                inner = numbers_of(text.number)
                path = f"{section.key}.{text.key}"
                yield Target("段落", path, name, section.title, names, (own + inner, inner))
        for block in section.table.blocks if section.table else ():
            for row in block.rows:
                inner = numbers_of(row.short)
                numbers = (inner, own + inner) if inner else ()
                label = " › ".join(p for p in (block.banner, row.label) if p)
                path = f"{section.key}.{row.key}.{block.columns[0].key}"
                names = _names(row.short, row.label, *row.variants, row.key)
                name = row.short if inner else f"{section.number}、{row.short}"
                yield Target("行", path, name, label, names, numbers)


def _names(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(squashed(n).replace("_", "") for n in names))


def _numeral(text: str) -> Numbers:
    return (Number(NUMERALS.index(text)),) if text in NUMERALS else ()

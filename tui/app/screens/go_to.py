"""F5: type the number or the name of a row, a text or a section."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.app import palette
from tui.app.screens.chooser import Item
from tui.app.screens.chooser_dialog import SearchDialog
from tui.app.screens.dialog import Keys
from tui.app.screens.matching import (
    NUMERALS,
    Number,
    Numbers,
    nearness,
    numbers_of,
    squashed,
    typed_numbers,
)
from tui.app.session import Session


class _Target(NamedTuple):
    """A place to go to, its names, and its numbers with and without that of its section."""

    kind: str
    path: str
    name: str
    detail: str
    names: tuple[str, ...]
    numbers: tuple[Numbers, ...]


class GoTo(SearchDialog[str, str]):
    """Best matches first. Its result is the path of a cell, a text or a section."""

    ACTION = "go_to"
    HINT = "行的编号或名称，如：三（三）1　331　国家秘密"
    NOTHING = "没有这样的行；可以换一个词，或者用 Ctrl+F 在全文中查找"
    MOVE = Keys("↑↓ PageUp PageDown", "选择")
    ENTER = Keys("回车", "转到")

    def __init__(self, session: Session) -> None:
        self._targets = list(_targets(session))
        super().__init__(share=50)

    def search(self, text: str) -> Sequence[Item[str]]:
        """All places for nothing; else those that match, the nearest first."""
        if not text.strip():
            return [_item(t) for t in self._targets]
        numbers = typed_numbers(text)
        ranked = [(_rank(t, text, numbers), at) for at, t in enumerate(self._targets)]
        return [_item(self._targets[at]) for rank, at in sorted(ranked) if rank < _NO]

    def take(self, item: Item[str]) -> None:
        """Close with the path."""
        self.finish(item.value)


_NAMED, _SCATTERED, _NO = 50, 60, 99


def _rank(target: _Target, text: str, numbers: Numbers) -> int:
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


def _item(target: _Target) -> Item[str]:
    style = palette.LABEL if target.kind == "行" else palette.BAR_KEY
    return Item(target.kind, style, target.name, target.detail, target.path)


def _targets(session: Session) -> Iterator[_Target]:
    form = session.report.format
    for section in form.sections:
        own = _numeral(section.number)
        yield _Target(
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
                yield _Target("段落", path, name, section.title, names, (own + inner, inner))
        for block in section.table.blocks if section.table else ():
            for row in block.rows:
                inner = numbers_of(row.short)
                numbers = (inner, own + inner) if inner else ()
                label = " › ".join(p for p in (block.banner, row.label) if p)
                path = f"{section.key}.{row.key}.{block.columns[0].key}"
                names = _names(row.short, row.label, *row.variants, row.key)
                name = row.short if inner else f"{section.number}、{row.short}"
                yield _Target("行", path, name, label, names, numbers)


def _names(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(squashed(n).replace("_", "") for n in names))


def _numeral(text: str) -> Numbers:
    return (Number(NUMERALS.index(text)),) if text in NUMERALS else ()

"""Ctrl+F: a word in labels, definitions and prose."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tui.app import palette
from tui.app.screens.chooser import Item
from tui.app.screens.chooser_dialog import SearchDialog
from tui.app.screens.dialog import ESCAPE, Keys
from tui.app.screens.matching import fold, folded, snippet
from tui.app.session import Session

MOST = 300
"""More results than anybody reads."""


class Place(str):
    """A path, and for prose the character where the match begins and how long it is."""

    __slots__ = ("length", "offset")
    offset: int | None
    length: int

    def __new__(cls, path: str, offset: int | None = None, length: int = 0) -> "Place":
        """A place in a report."""
        place = super().__new__(cls, path)
        place.offset, place.length = offset, length
        return place


class _Entry(NamedTuple):
    """Something to search in: where it leads, what it is called, its text."""

    kind: str
    path: str
    name: str
    text: str


class Find(SearchDialog[Place, Place]):
    """Results as one types. Its result is a :class:`Place`."""

    ACTION = "find"
    HINT = "键入要找的词，几个词用空格隔开"
    EMPTY = "在各部分、各行、各栏的名称和说明，以及已经写好的文字中查找"
    MOVE = Keys("↑↓ PageUp PageDown", "选择")
    ENTER = Keys("回车", "转到")

    def __init__(self, session: Session) -> None:
        self.session = session
        self._entries = list(_entries(session))
        self._folded = [fold(e.text) for e in self._entries]
        super().__init__(share=40)

    def footer(self) -> list[Keys]:
        """Only what works."""
        return [self.MOVE, self.ENTER, ESCAPE] if self.chooser.items else [ESCAPE]

    def search(self, text: str) -> Sequence[Item[Place]]:
        """Names before prose before definitions; in each the order of the report."""
        words = fold(text).split()
        if not words:
            return []
        found: list[tuple[int, Item[Place]]] = []
        seen = set()
        for entry, low in zip(self._entries, self._folded, strict=True):
            # One line for a name, however many of its spellings match.
            if (entry.kind, entry.path, entry.name) in seen or not all(w in low for w in words):
                continue
            if entry.kind == "文字":
                found += [(1, item) for item in _in_prose(entry, words)]
                continue
            seen.add((entry.kind, entry.path, entry.name))
            at = folded(entry.text).origin[low.index(words[0])]
            named = entry.kind != "说明" and entry.kind != "依据"
            detail = "" if entry.text == entry.name else snippet(entry.text, at, len(words[0]))
            item = Item(entry.kind, palette.BAR_KEY, entry.name, detail, Place(entry.path))
            found.append((0 if named else 2, item))
        found.sort(key=lambda pair: pair[0])
        return [item for _, item in found[:MOST]]

    def take(self, item: Item[Place]) -> None:
        """Close with the place."""
        self.finish(item.value)


def _in_prose(entry: _Entry, words: list[str]) -> Iterator[Item[Place]]:
    """Every place of the first word in a prose that holds all of them."""
    low, origin = folded(entry.text)
    at = low.find(words[0])
    while at >= 0:
        detail = snippet(entry.text, origin[at], len(words[0]))
        last = origin[at + len(words[0]) - 1]
        place = Place(entry.path, origin[at], last + 1 - origin[at])
        yield Item(entry.kind, palette.CLEAN, entry.name, detail, place)
        at = low.find(words[0], at + len(words[0]))


def _entries(session: Session) -> Iterator[_Entry]:
    """All that can be searched, in printed order."""
    report = session.report
    for section in report.format.sections:
        key = section.key
        for spelling in (section.heading, *section.variants):
            yield _Entry("部分", key, section.heading, spelling)
        yield _Entry("说明", key, section.heading, section.instruction)
        yield _Entry("依据", key, section.heading, section.basis)
        for text in section.texts:
            path = f"{key}.{text.key}"
            name = f"{section.number}{text.number}{text.title}" if text.number else section.heading
            if text.number:
                for spelling in (name, *text.variants):
                    yield _Entry("段落", path, name, spelling)
            yield _Entry("说明", path, name, text.instruction)
            yield _Entry("依据", path, name, text.basis)
            yield _Entry("文字", path, name, report.texts.get(path, ""))
    seen_columns: set[tuple[str, str]] = set()
    for cell in report.format.cells:
        row, column, first = cell.row, cell.column, cell.block.columns[0]
        if column is first:
            for spelling in (row.short, cell.full_label, row.label, *row.variants):
                yield _Entry("行", cell.path, row.short, spelling)
            yield _Entry("说明", cell.path, row.short, row.instruction)
            yield _Entry("依据", cell.path, row.short, row.basis)
        where = (cell.section.key, column.instruction)
        if where not in seen_columns and len(cell.block.columns) > 1:
            seen_columns.add(where)
            name = f"{cell.section.number}、{column.short}"
            for spelling in (column.label, column.short, *column.under, *column.variants):
                yield _Entry("栏", cell.path, name, spelling)
            yield _Entry("说明", cell.path, name, column.instruction)
            yield _Entry("依据", cell.path, name, column.basis)
    for path, note in report.notes.items():
        if path in report.format.index:
            yield _Entry("备注", path, report.format.cells[report.format.index[path]].label, note)

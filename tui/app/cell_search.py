"""The cells that a few typed words may mean, as a reference names them."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from tui.app.screens.matching import fold, squashed
from tui.report.model import Report
from tui.report.reference import PREVIOUS
from tui.schema import Cell, Format

MOST = 60
"""More is never looked through."""

_LAST_YEAR = ("上年", "去年")


class Match(NamedTuple):
    """How a reference names a cell, how the table does, and what stands there."""

    name: str
    label: str
    value: str


def matches(report: Report, query: str, likely: Iterable[str] = ()) -> list[Match]:
    """The cells that bear every word, by path or label: the nearest first, totals before parts.

    Nothing typed means the likely cells, then all totals. ``previous.`` or 上年 before
    the words asks for last year's cells.
    """
    query = query.strip()
    last = report.last_year
    if query.startswith(PREVIOUS):
        return list(_named(last, query.removeprefix(PREVIOUS), last=True))[:MOST] if last else []
    found: list[Match] = []
    if not query:
        index = report.format.index
        found += [_match(report, report.format.cells[index[p]]) for p in likely if p in index]
    found += [m for m in _named(report, query) if m not in found]
    rest = next((query.removeprefix(w) for w in _LAST_YEAR if query.startswith(w)), None)
    if last and rest is not None:
        found += _named(last, rest, last=True)
    return found[:MOST]


def _named(report: Report, query: str, *, last: bool = False) -> Iterator[Match]:
    words = [(_path(part), squashed(part)) for part in query.split() if squashed(part)]
    ranked = []
    for cell, path, short, labels in _names(report.format):
        if not all(own in path or word in labels for own, word in words):
            continue
        is_part = cell.column.key != "total" and len(cell.block.columns) > 1
        if not words and is_part:
            continue
        begins = all(f".{own}" in f".{path}" or word in short for own, word in words)
        ranked.append((not begins, is_part, cell.index))
    for *_, at in sorted(ranked):
        yield _match(report, report.format.cells[at], last=last)


def _match(report: Report, cell: Cell, *, last: bool = False) -> Match:
    value = report.printed(cell.path) or "空"
    if last:
        return Match(PREVIOUS + cell.path, f"上年{cell.label}", value)
    return Match(cell.path, cell.label, value)


@lru_cache(maxsize=8)
def _names(form: Format) -> tuple[tuple[Cell, str, str, str], ...]:
    """Every cell with its path, its short label, and all that it is called."""
    found = []
    for cell in form.cells:
        row, column = cell.row, cell.column
        names = (cell.label, cell.full_label, *row.variants, *column.variants)
        found.append(
            (cell, _path(cell.path), squashed(cell.label), "\n".join(map(squashed, names)))
        )
    return tuple(found)


def _path(text: str) -> str:
    """A path or a part of one; an input method types 。 for the point."""
    return fold(text).replace("。", ".").replace("_", "")

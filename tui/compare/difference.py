"""What differs between two reports: of two years, of two units, or before and after an edit.

Cells are matched by path, so two formats can be compared; a cell that only one of them
has stands against None.
"""

from decimal import Decimal
from typing import NamedTuple

from tui.report.model import Report
from tui.report.values import Value

from .passages import Passage, passages_of


class CellChange(NamedTuple):
    """A cell with other values; ``change`` is the second less the first, if both are figures.

    ``only_in`` is 1 or 2 where only one of the formats has the cell.
    """

    path: str
    label: str
    first: Value
    second: Value
    change: int | Decimal | None
    only_in: int = 0


class TextChange(NamedTuple):
    """A text or remark that differs, with its passages where it is prose."""

    path: str
    label: str
    first: str
    second: str
    passages: tuple[Passage, ...] = ()


class Comparison(NamedTuple):
    """Everything that differs, in printed order."""

    head: tuple[TextChange, ...]
    cells: tuple[CellChange, ...]
    texts: tuple[TextChange, ...]
    notes: tuple[TextChange, ...]

    def __bool__(self) -> bool:
        return bool(self.head or self.cells or self.texts or self.notes)


def compared(first: Report, second: Report) -> Comparison:
    """All differences from the first report to the second."""
    return Comparison(
        tuple(_head(first, second)),
        tuple(_cells(first, second)),
        tuple(_texts(first, second)),
        tuple(_notes(first, second)),
    )


def _head(first: Report, second: Report) -> list[TextChange]:
    pairs = (
        ("format", "格式", first.format.id, second.format.id),
        ("year", "年份", str(first.year or ""), str(second.year or "")),
        ("agency", "单位", first.agency or "", second.agency or ""),
    )
    return [TextChange(path, label, a, b) for path, label, a, b in pairs if a != b]


def _cells(first: Report, second: Report) -> list[CellChange]:
    found = []
    order = {cell.path: cell for form in (second.format, first.format) for cell in form.cells}
    for path, cell in order.items():
        ours, theirs = first.format.index.get(path), second.format.index.get(path)
        a = None if ours is None else first.values[ours]
        b = None if theirs is None else second.values[theirs]
        only = 1 if theirs is None else 2 if ours is None else 0
        if only == 0 and (a == b and type(a) is type(b)):
            continue
        if only and (a if only == 1 else b) in (None, ""):
            continue
        found.append(CellChange(path, cell.label, a, b, _change(a, b), only))
    return found


def _change(a: Value, b: Value) -> int | Decimal | None:
    if a is None or b is None or isinstance(a, str) or isinstance(b, str):
        return None
    return b - a


def _texts(first: Report, second: Report) -> list[TextChange]:
    found = []
    order = {**second.format.texts, **first.format.texts}
    for path, (section, text) in order.items():
        a, b = first.texts.get(path, ""), second.texts.get(path, "")
        if a != b:
            label = text.title if text.number else section.title
            found.append(TextChange(path, label, a, b, tuple(passages_of(a, b))))
    return found


def _notes(first: Report, second: Report) -> list[TextChange]:
    found = []
    for path in {**second.notes, **first.notes}:
        a, b = first.notes.get(path, ""), second.notes.get(path, "")
        if a != b:
            form = second.format if path in second.format.index else first.format
            label = form.cells[form.index[path]].label
            found.append(TextChange(path, label, a, b))
    return found

"""Three versions of one report become one: what was read, what was made of it here and there."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .model import Report
from .values import Value
from .waiver import as_text, from_text

Contents = Mapping[str, Value]
"""All that a report says, by path: cells, texts, ``notes.<cell path>``, ``year``, ``agency``,
and under ``waivers`` the reasons on record as one text.

A path that is not there says as much as an empty one."""


class Difference(NamedTuple):
    """One place at which the versions differ. ``conflict``: both changed it, and not alike."""

    path: str
    base: Value
    mine: Value
    theirs: Value
    conflict: bool

    @property
    def is_mine(self) -> bool:
        """Whether only this side changed it."""
        return not self.conflict and self.theirs == self.base


class Merge(NamedTuple):
    """Every place at which one side or both differ from what was read, in the order of mine."""

    differences: tuple[Difference, ...]

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """The places that somebody has to decide on."""
        return tuple(d for d in self.differences if d.conflict)

    @property
    def theirs(self) -> tuple[Difference, ...]:
        """The places that only the other side changed."""
        return tuple(d for d in self.differences if not d.conflict and d.mine == d.base)

    @property
    def mine(self) -> tuple[Difference, ...]:
        """The places that only this side changed."""
        return tuple(d for d in self.differences if d.is_mine)

    def result(self, take_theirs: Iterable[str] = ()) -> dict[str, Value]:
        """The value of every place that differs; of a conflict mine, unless its path is named."""
        taken = set(take_theirs)
        return {
            d.path: (d.theirs if d.path in taken else d.mine)
            if d.conflict
            else (d.mine if d.is_mine else d.theirs)
            for d in self.differences
        }


def merge(
    base: Contents | None, mine: Contents, theirs: Contents, derived: Iterable[str] = ()
) -> Merge:
    """Compare what two sides made of one report.

    Args:
        base: what both began with; None when that is not known: then every place at which
            the sides differ is a conflict.
        derived: places that are computed from others, such as totals: they are computed
            anew afterwards and never a conflict.
    """
    found = []
    computed = set(derived)
    for path in dict.fromkeys((*mine, *theirs)):
        m, t = mine.get(path, ""), theirs.get(path, "")
        b = (t if m == t else None) if base is None else base.get(path, "")
        if m == b == t or (base is None and m == t):
            continue
        conflict = base is None or (m not in (b, t) and t != b)
        if conflict and path in computed:
            t, conflict = b, False
        found.append(Difference(path, b, m, t, conflict))
    return Merge(tuple(found))


def common_beginning(values: Iterable[Value]) -> int:
    """How many characters some texts begin with in common; 0 where one of them is none."""
    texts = list(values)
    if not texts or not all(isinstance(text, str) for text in texts):
        return 0
    first, last = min(map(str, texts)), max(map(str, texts))
    return next((i for i, c in enumerate(first) if c != last[i]), len(first))


def contents(report: Report) -> dict[str, Value]:
    """All that a report says."""
    found: dict[str, Value] = {"year": report.year, "agency": report.agency}
    found.update(
        (cell.path, value) for cell, value in zip(report.format.cells, report.values, strict=True)
    )
    found.update((path, report.texts.get(path, "")) for path in report.format.texts)
    found.update((f"notes.{path}", note) for path, note in report.notes.items() if note)
    if report.waivers:
        found["waivers"] = as_text(report.waivers)
    return found


def put(report: Report, path: str, value: Value) -> bool:
    """Put a value where its path says. False where the report has no such place or kind."""
    from .values import BLANK, NOT_APPLICABLE, fits

    form = report.format
    if path in form.index:
        cell = form.cells[form.index[path]]
        if value not in (BLANK, NOT_APPLICABLE, None) and (
            isinstance(value, str) or value is None or not fits(value, cell.column.kind)
        ):
            return False
        report.values[cell.index] = value
    elif path in form.texts and isinstance(value, str):
        report.texts[path] = value
    elif path.startswith("notes.") and path[6:] in form.index and isinstance(value, str):
        if value:
            report.notes[path[6:]] = value
        else:
            report.notes.pop(path[6:], None)
    elif path == "year" and (value is None or type(value) is int):
        report.year = value
    elif path == "agency" and (value is None or isinstance(value, str)):
        report.agency = value
    elif path == "waivers" and isinstance(value, str):
        report.waivers = from_text(value)
    else:
        return False
    return True

"""Which cells a number may agree with: every reading that published reports show.

A reading is a sum of cells, some taken off. The first one is the plain sense and is what
a message compares with; a number that fits any of them is right.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from tui.report.model import Report
from tui.report.values import Figure
from tui.schema.model import Format

from .lexicon import words
from .said import (
    BARE,
    BODIES,
    DECISIONS,
    DOCUMENT_ROLES,
    DOCUMENTS,
    OUTCOMES,
    REMEDIES,
    Said,
)

COUNTED = words(
    """
    件 件（次） 件次 份 宗 起 例 次 条 封 部 项
    """
)
"""Units in which applications, cases and documents are counted."""

_ENTRIES = ("条", "项", "封", "部")
"""Units of notices and kinds: 行政许可286项 are no decisions, nor are 260条 of them."""

_GROUPS = ("denied", "unavailable", "refused")


class Sense(NamedTuple):
    """A sum of cells with their signs."""

    terms: tuple[tuple[int, int], ...]
    """Sign and cell index."""

    def value(self, report: Report) -> Figure | None:
        """What the table says; None where a cell holds no figure."""
        total: Figure = 0
        for sign, index in self.terms:
            figure = report.values[index]
            if figure is None or isinstance(figure, str):
                return None
            total += sign * figure
        return total

    def paths(self, form: Format) -> tuple[str, ...]:
        """The cells."""
        return tuple(form.cells[index].path for _, index in self.terms)


def senses(said: Said, form: Format) -> tuple[Sense, ...]:
    """The readings of a number, the plain one first; none where it speaks of no cell."""
    assert said.token.number
    unit = said.token.tag
    if said.topics == ("fees",):
        return _fees(form) if unit == "元" and not said.roles else ()
    if unit and unit not in COUNTED:
        return ()
    if unit in _ENTRIES and not set(said.topics) <= {"applications", *DOCUMENTS}:
        return ()
    return _senses(form, said.topics, said.roles, said.columns)


@lru_cache(maxsize=4096)
def _senses(
    form: Format, topics: tuple[str, ...], roles: tuple[str, ...], columns: tuple[str, ...]
) -> tuple[Sense, ...]:
    found: list[Sense] = []
    for rows in _readings(form, topics, roles, columns):
        terms = []
        for sign, path in rows:
            if path not in form.index:
                break
            terms.append((sign, form.index[path]))
        else:
            sense = Sense(tuple(terms))
            if terms and sense not in found:
                found.append(sense)
    return tuple(found)


Terms = list[tuple[int, str]]


def _readings(
    form: Format, topics: tuple[str, ...], roles: tuple[str, ...], columns: tuple[str, ...]
) -> Iterator[Terms]:
    if topics == ("applications",):
        yield from _applications(form, roles, columns)
    elif topics and set(topics) <= REMEDIES:
        if not columns:
            yield from _remedies(topics, roles)
    elif columns:
        return  # Only table 三 tells who asked.
    elif topics and set(topics) <= DOCUMENTS:
        yield from _documents(topics, roles)
    elif topics and set(topics) <= DECISIONS and set(roles) <= {"decided", "handled", "processed"}:
        yield [(1, f"disclosure.{topic}.decisions") for topic in topics]


# -- table 三 -------------------------------------------------------------------------------


def _applications(
    form: Format, roles: tuple[str, ...], columns: tuple[str, ...]
) -> Iterator[Terms]:
    if "unknown" in columns:
        return
    keys: list[tuple[str, ...]] = [("total",)]
    if columns:
        wanted = [k for c in columns for k in (BODIES if c == "legal" else (c,))]
        keys = [tuple(dict.fromkeys(wanted))]
        if "business" in columns:
            # 企业 is often said of all bodies that are no natural persons.
            keys.append(tuple(dict.fromkeys(k for k in (*wanted, *BODIES))))
    for rows in _rows(form, roles, bool(columns)):
        for columns_ in keys:
            yield [(1, f"applications.{row}.{column}") for row in rows for column in columns_]


def _rows(form: Format, roles: tuple[str, ...], columns: bool) -> Iterator[tuple[str, ...]]:
    roles = tuple(r for r in roles if r != "decided")  # 作出不予公开决定
    outcomes = [r for r in roles if r in OUTCOMES or r in BARE]
    flows = [r for r in roles if r in _FLOWS]
    if len(outcomes) + len(flows) < len(roles):
        return  # A word that is no figure of table 三.
    if outcomes:
        if any(f in ("carried_in", "carried_out", "carried", "received") for f in flows):
            return
        yield from _outcomes(form, outcomes)
        return
    if not flows:
        if columns:
            yield from (("received",), ("received", "carried_in"), ("processed",))
        return
    if "carried_in" in flows and "received" in flows:
        yield ("received", "carried_in")
    carried = [f for f in flows if f.startswith("carried")]
    if carried:
        for flow in carried:
            yield from _FLOWS[flow]
        return
    if columns:
        yield from (row for flow in flows for row in _FLOWS[flow])
        yield from (("received",), ("received", "carried_in"), ("processed",))
        return
    for flow in reversed(flows):
        yield from _FLOWS[flow]


_FLOWS: dict[str, tuple[tuple[str, ...], ...]] = {
    "received": (("received",),),
    "handled": (("received",), ("received", "carried_in"), ("processed",)),
    "processed": (("processed",),),
    "carried_in": (("carried_in",),),
    "carried_out": (("carried_out",),),
    "carried": (("carried_out",), ("carried_in",)),
}


def _outcomes(form: Format, outcomes: list[str]) -> Iterator[tuple[str, ...]]:
    # 因国家秘密不予公开2件: the reason says it all.
    groups = [g for g in _GROUPS if any(o.startswith(g + "_") for o in outcomes)]
    if "absent" in outcomes or "not_ours" in outcomes:
        groups = list(_GROUPS)
    outcomes = [o for o in outcomes if o not in groups]
    if len(outcomes) > 1:
        firsts = [next(_outcome(form, o)) for o in outcomes]
        yield tuple(dict.fromkeys(row for rows in firsts for row in rows))
        return
    yield from _outcome(form, outcomes[0])


def _outcome(form: Format, outcome: str) -> Iterator[tuple[str, ...]]:
    if outcome in ("granted", "granted_bare"):
        yield ("granted",)
        yield ("granted", "partly_granted")
    elif outcome in _GROUPS:
        yield _group(form, outcome)
    elif outcome in ("other", "other_bare"):
        yield _group(form, "other")
        yield ("other_rest",)
    elif outcome == "absent":
        yield ("unavailable_not_held",)
        yield ("unavailable_needs_creation",)
        yield ("unavailable_not_held", "unavailable_needs_creation")
        yield _group(form, "unavailable")
    elif outcome == "not_ours":
        yield ("unavailable_not_held",)
        yield _group(form, "unavailable")
        yield ("other_rest",)
        yield _group(form, "other")
    else:
        yield (outcome,)


def _group(form: Format, group: str) -> tuple[str, ...]:
    rows = [r.partition(".")[2] for r in form.rows if r.startswith("applications.")]
    return tuple(row for row in rows if row == group or row.startswith(group + "_"))


# -- table 四 -------------------------------------------------------------------------------

_LITIGATION = ("litigation_direct", "litigation_after_reconsideration")
_OUTCOME_COLUMNS = {
    "upheld": "upheld",
    "corrected": "corrected",
    "remedy_other": "other",
    "pending": "pending",
}
_ASIDE = frozenset(("received", "handled", "processed", "direct", "after", "decided"))


def _remedies(topics: tuple[str, ...], roles: tuple[str, ...]) -> Iterator[Terms]:
    if any(r not in _ASIDE and r not in _OUTCOME_COLUMNS for r in roles):
        return
    columns = [_OUTCOME_COLUMNS[r] for r in roles if r in _OUTCOME_COLUMNS]
    groups = list(_remedy_groups(topics, roles))
    if columns:
        for group in groups:
            yield [(1, f"remedies.{row}.{column}") for row in group for column in columns]
        return
    for group in groups:
        yield [(1, f"remedies.{row}.total") for row in group]
    for group in groups:
        yield [(sign, f"remedies.{row}.{c}") for row in group for sign, c in _DECIDED]
    if "processed" in roles:
        return
    # One joint figure for everything.
    yield [(1, f"remedies.{row}.total") for row in ("reconsideration", *_LITIGATION)]


_DECIDED = ((1, "total"), (-1, "pending"))


def _remedy_groups(topics: tuple[str, ...], roles: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if "direct" in roles:
        yield ("litigation_direct",)
    elif "after" in roles:
        yield ("litigation_after_reconsideration",)
    elif topics == ("reconsideration",):
        yield ("reconsideration",)
    elif topics == ("litigation",):
        yield _LITIGATION
        yield from ((row,) for row in _LITIGATION)
    else:
        yield ("reconsideration", *_LITIGATION)
        yield _LITIGATION
        yield ("reconsideration",)
        yield ("reconsideration", "litigation_direct")


# -- table 二 -------------------------------------------------------------------------------

_DOCUMENT_COLUMNS = {
    "issued": ("issued", "made"),
    "repealed": ("repealed",),
    "in_force": ("in_force", "total_disclosed"),
    "disclosed": ("total_disclosed", "newly_disclosed"),
}


def _documents(topics: tuple[str, ...], roles: tuple[str, ...]) -> Iterator[Terms]:
    roles = tuple(r for r in roles if r != "granted_bare")  # 制发并公开
    if len(roles) != 1 or roles[0] not in DOCUMENT_ROLES:
        return
    for column in _DOCUMENT_COLUMNS[roles[0]]:
        yield [(1, f"disclosure.{topic}.{column}") for topic in topics]


def _fees(form: Format) -> tuple[Sense, ...]:
    index = form.index.get("disclosure.fees.amount")
    return () if index is None else (Sense(((1, index),)),)


def table_value(sense: Sense, report: Report) -> Decimal | int | None:
    """The table's figure in the unit of the prose: 万元 are written out in 元."""
    value = sense.value(report)
    if value is None:
        return None
    cell = report.format.cells[sense.terms[0][1]]
    return value * 10_000 if cell.column.unit == "万元" else value

"""From a report file to a :class:`Report` and the problems of the file.

Reading never fails on what a file holds: whatever can be read is read, and every
fault is a :class:`Problem`. Only a file that cannot be opened raises.
"""

from collections import Counter
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple

from tui.schema.load import Catalogue
from tui.schema.model import Cell, Format

from .decode import decode
from .format_choice import FormatChoice
from .model import Report
from .parse import parse
from .problem import KeyPath, Problem
from .source import Source, read_bytes
from .values import BLANK, MAX_FIGURE, NOT_APPLICABLE, Value, fits

HEAD_KEYS = ("format", "year", "agency")
OTHER_KEYS = ("notes", "layout", "previous", "waiver")
"""Top-level keys that are not sections: the checks ask for them."""

_INTEGER = frozenset((int,))

_ROW = "[]【】［］"
"""A value with one of these was meant to be a row."""

FIRST_YEAR, LAST_YEAR = 2008, 2100
"""The 条例 took effect in 2008: no report is older."""


MOST_ALIKE = 500
"""Problems of one kind that are told one by one. The last one says that there are more."""

MOST_STRAYS = 100
"""Unknown keys among which the misspelt ones are looked for."""


class Loaded(NamedTuple):
    """A report file as read. ``report`` is None only where nothing of it could be read."""

    source: Source
    report: Report | None
    problems: list[Problem]

    @property
    def is_whole(self) -> bool:
        """Whether all of the file could be read: no statement was left out as nonsense."""
        unread = ("syntax", "unquoted", "encoding")
        return self.report is not None and not any(p.kind in unread for p in self.problems)


def load(name: str, catalogue: Catalogue) -> Loaded:
    """Read a report file; ``-`` is standard input.

    Raises:
        UnreadableError: when the file cannot be opened or is larger than 20 MB.
    """
    return load_bytes(name, read_bytes(name), catalogue)


def load_bytes(name: str, data: bytes, catalogue: Catalogue) -> Loaded:
    """Read a report from the bytes of its file."""
    text = decode(data)
    if isinstance(text, Problem):
        return Loaded(Source(name, ""), None, [text])
    source = Source(name, text)
    if not text.strip():
        return Loaded(source, None, [Problem("syntax", offset=0, facts={"what": "empty"})])
    parsed = parse(text)
    if not parsed.tables:
        if not parsed.problems:
            parsed.problems.append(Problem("syntax", offset=0, facts={"what": "empty"}))
        return Loaded(source, None, parsed.problems)
    reader = _Reader(parsed.tables, catalogue, parsed.lost_keys)
    report = reader.read()
    problems = reader.problems
    if parsed.problems:
        problems = _joined(parsed.problems, problems)
        for problem in parsed.problems:
            if problem.kind == "unquoted" and not problem.facts["raw"]:
                _forget(report, problem.at)
    return Loaded(source, report, problems)


def _joined(written: list[Problem], read: list[Problem]) -> list[Problem]:
    """The problems of the writing and of what was read, none of them told twice."""
    rows = {
        p.at for p in written if p.kind == "unquoted" and any(c in p.facts["raw"] for c in _ROW)
    }
    read = [p for p in read if p.kind != "cell-count" or p.at not in rows]
    told = {p.at for p in read}
    return [p for p in written if p.kind != "unquoted" or p.at not in told] + read


def _forget(report: Report, at: KeyPath) -> None:
    """Where nothing stands behind an equal sign there is no value, not even a blank one."""
    path = ".".join(map(str, at[:2]))
    report.texts.pop(path, None)
    if path in report.format.rows:
        block, _, start = report.format.rows[path]
        report.values[start : start + len(block.columns)] = [None] * len(block.columns)


class _Reader:
    """Reads the tables of one file into a report."""

    def __init__(self, tables: dict[str, Any], catalogue: Catalogue, lost: set[str]) -> None:
        self.tables = tables
        self.catalogue = catalogue
        self.lost = lost
        self.problems: list[Problem] = []
        self.told: Counter[str] = Counter()

    def problem(self, kind: str, at: KeyPath, cells: tuple[str, ...] = (), **facts: object) -> None:
        self.told[kind] += 1
        if self.told[kind] < MOST_ALIKE:
            self.problems.append(Problem(kind, at, cells, None, facts))
        elif self.told[kind] == MOST_ALIKE:
            self.problems.append(Problem(kind, at, (), None, {"rest": True}))

    def read(self) -> Report:
        year = self._year()
        agency = self._agency()
        form = FormatChoice(self.tables, self.catalogue, self.problem).made(year)
        report = Report(form, year, agency, [None] * len(form.cells), {}, {})
        for section in form.sections:
            found = self.tables.get(section.key, {})
            if not isinstance(found, dict):
                self.problem("wrong-type", (section.key,), want="table")
            elif section.table:
                self._figures(form, section.key, found, report)
            else:
                self._texts(form, section.key, found, report)
        self._notes(form, report)
        self._for_the_checks(report)
        for key in self._strays(form):
            known = (*HEAD_KEYS, *form.section, *OTHER_KEYS)
            self.problem("unknown-key", (key,), known=known)
        return report

    def _strays(self, form: Format) -> list[str]:
        """The top-level keys that nobody knows."""
        known = {*form.section, *HEAD_KEYS, *OTHER_KEYS, *self.lost}
        return [key for key in self.tables if key not in known]

    def _year(self) -> int | None:
        year = self.tables.get("year")
        if type(year) is int and FIRST_YEAR <= year <= LAST_YEAR:
            return year
        self.problem("year", ("year",), value=year, lost="year" in self.lost)
        return None

    def _agency(self) -> str | None:
        agency = self.tables.get("agency")
        if isinstance(agency, str) and agency.strip():
            return agency
        self.problem("agency", ("agency",), value=agency, lost="agency" in self.lost)
        return None

    def _figures(self, form: Format, key: str, found: dict[str, Any], report: Report) -> None:
        values, rows, counts = report.values, form.rows, form.count_rows
        seen = 0
        for name, held in found.items():
            path = f"{key}.{name}"
            start, width = counts.get(path, (0, -1))
            if (
                type(held) is list
                and len(held) == width
                and _INTEGER.issuperset(map(type, held))
                and min(held) >= 0
                and max(held) <= MAX_FIGURE
            ):
                values[start : start + width] = held  # Nearly always, and at once.
                seen += 1
                continue
            place = rows.get(path)
            if place is None:
                known = tuple(r.partition(".")[2] for r in rows if r.startswith(key + "."))
                self.problem("unknown-key", (key, name), known=known, section=key)
                continue
            seen += 1
            columns, start = place[0].columns, place[2]
            items = held if type(held) is list else [held]
            if len(items) != len(columns):
                paths = tuple(c.path for c in form.cells[start : start + len(columns)])
                self.problem("cell-count", (key, name), paths, want=columns, items=items)
                continue
            for offset, item in enumerate(items):
                at = (key, name, offset) if type(held) is list else (key, name)
                values[start + offset] = self._value(item, form.cells[start + offset], at)
        if seen < len(form.row_keys[key]):
            self._missing(form, key, found)

    def _value(self, item: object, cell: Cell, at: KeyPath) -> Value:
        """The value of one item, or None and a problem."""
        kind = cell.column.kind
        if item == BLANK and isinstance(item, str):
            return BLANK
        if item == NOT_APPLICABLE:
            return NOT_APPLICABLE
        if isinstance(item, Decimal) and not item.is_finite():
            self.problem("not-a-number", at, (cell.path,), value=item, cell=cell)
            return None
        if (type(item) is int or isinstance(item, Decimal)) and fits(item, kind):
            return Decimal(item) if kind == "money" else item
        if type(item) is int or isinstance(item, Decimal):
            self.problem("out-of-range", at, (cell.path,), value=item, cell=cell)
        else:
            self.problem("not-a-number", at, (cell.path,), value=item, cell=cell)
        return None

    def _missing(self, form: Format, key: str, found: dict[str, Any]) -> None:
        names = [r.partition(".")[2] for r in form.rows if r.startswith(key + ".")]
        missing = [n for n in names if n not in found and n not in self.lost]
        # A row under a misspelt key is reported once, as the unknown key.
        strays = list(islice((n for n in found if n not in names), MOST_STRAYS))
        missing = [n for n in missing if not _resembles_one_of(n, strays)]
        if key not in self.tables and len(missing) == len(names):
            if not self._misspelt(form, key):
                self.problem("missing-row", (key,), section=form.section[key], rows=())
            return
        for name in missing:
            block, row, start = form.rows[f"{key}.{name}"]
            cells = tuple(c.path for c in form.cells[start : start + len(block.columns)])
            self.problem("missing-row", (key,), cells, section=form.section[key], rows=(row,))

    def _misspelt(self, form: Format, key: str) -> bool:
        """Whether a section stands under a misspelt key, which is reported as an unknown one."""
        strays = self._strays(form)[:MOST_STRAYS]
        return key not in self.tables and _resembles_one_of(key, strays)

    def _texts(self, form: Format, key: str, found: dict[str, Any], report: Report) -> None:
        section = form.section[key]
        if self._misspelt(form, key):
            return
        known = tuple(t.key for t in section.texts)
        for name in found:
            if name not in known:
                self.problem("unknown-key", (key, name), known=known, section=key)
        for text in section.texts:
            path = f"{key}.{text.key}"
            held = found.get(text.key, "")
            if not isinstance(held, str):
                self.problem("wrong-type", (key, text.key), (path,), want="text")
            elif held or text.key not in self.lost:
                report.texts[path] = held

    def _notes(self, form: Format, report: Report) -> None:
        notes = self.tables.get("notes")
        if notes is None:
            return
        if not isinstance(notes, dict):
            self.problem("wrong-type", ("notes",), want="table")
            return
        for path, at, note in flat_notes(notes):
            if path not in form.index:
                self.problem("note-path", at, known=tuple(form.index), path=path)
            elif not isinstance(note, str):
                self.problem("wrong-type", at, (path,), want="text")
            else:
                report.notes[path] = note

    def _for_the_checks(self, report: Report) -> None:
        """Last year's file and the reasons on record."""
        previous = self.tables.get("previous", "")
        if isinstance(previous, str):
            report.previous = previous
        else:
            self.problem("wrong-type", ("previous",), want="text")
        if "waiver" in self.tables:
            from .waiver import read_waivers

            report.waivers, problems = read_waivers(self.tables["waiver"])
            self.problems += problems


def _resembles_one_of(name: str, strays: list[str]) -> bool:
    """Whether a key that nobody knows is probably this name, misspelt."""
    from difflib import get_close_matches  # Only a file with a fault needs it.

    return bool(get_close_matches(name, strays, 1, 0.8))


def flat_notes(
    table: dict[str, Any], names: tuple[str, ...] = (), at: KeyPath = ("notes",)
) -> list[tuple[str, KeyPath, Any]]:
    """Notes may be written with quoted paths or with dotted keys; both mean the same."""
    found: list[tuple[str, KeyPath, Any]] = []
    for key, value in table.items():
        if isinstance(value, dict) and len(at) < 6:
            found += flat_notes(value, (*names, key), (*at, key))
        else:
            found.append((".".join((*names, key)), (*at, key), value))
    return found

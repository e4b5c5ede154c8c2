"""One report being edited: its values, its history, its findings. Knows no screen.

Everything the editor does to a report goes through here, so that totals, checks,
undo and the saved state can never disagree with what is on the screen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tui.checks import Finding, check, check_tables, file_messages, table_check  # noqa: F401 - now, not on the first key
from tui.checks.balance import Balance, balance
from tui.checks.blank_check import blank_findings
from tui.checks.text_check import text_findings
from tui.report.history import Change, History, Key, Step
from tui.report.model import Report
from tui.report.read import Loaded, load_bytes
from tui.report.save import save
from tui.report.source import read_bytes
from tui.report.totals import computed, sum_of, totals_of
from tui.report.values import BLANK, Value
from tui.report.write import edited
from tui.schema import Catalogue, Section


class NotEditableError(Exception):
    """The file cannot be edited on the screen; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class SectionState:
    """How far a section is: ``state`` is empty, incomplete, error, warning or clean."""

    state: str
    errors: int
    warnings: int
    blank: int


class Session:
    """An open report."""

    def __init__(self, path: Path, catalogue: Catalogue) -> None:
        """Open a report file.

        Raises:
            UnreadableError: when the file cannot be opened.
            NotEditableError: when it is no valid TOML, so that it could not be written back.
        """
        self.path = path
        self.catalogue = catalogue
        self.version = 0
        """Counts every change, so that what was made from the report can be kept until then."""
        self._read(read_bytes(str(path)))
        self.history = History()

    def _read(self, data: bytes) -> None:
        loaded = load_bytes(str(self.path), data, self.catalogue)
        report = loaded.report
        if report is None or any(p.kind in ("syntax", "unquoted") for p in loaded.problems):
            first = check(loaded).findings[0]
            line, column = first.located(loaded.source)
            raise NotEditableError(f"第 {line} 行第 {column} 列：{first.message}。{first.remedy}")
        self.data = data
        self.loaded: Loaded = loaded
        self.report: Report = report
        for text in report.format.texts:
            report.texts.setdefault(text, "")
        self.computed = computed(report)
        self._base = self._snapshot()
        self.refresh()

    def _snapshot(self) -> tuple[list[Value], dict[str, str], dict[str, str]]:
        return list(self.report.values), dict(self.report.texts), dict(self.report.notes)

    # -- what is known of the report -------------------------------------------------

    def refresh(self) -> None:
        """Bring every finding up to date; takes well under a millisecond."""
        self.version += 1
        self._states: dict[str, SectionState] = {}
        report = self.report
        touched = self._touched_rows()
        found = [
            f
            for f in self._file_findings()
            if not f.cells or not any(c.rpartition(".")[0] in touched for c in f.cells)
        ]
        found += text_findings(self.loaded._replace(report=report))
        found += blank_findings(report)
        tables, self.not_assessable, _ = check_tables(report)
        self.findings: list[Finding] = [*tables, *found]
        self.balance: Balance = balance(report)
        self.by_path: dict[str, list[Finding]] = {}
        self.suspected: dict[str, Finding] = {}
        for finding in self.findings:
            for path in finding.cells:
                self.by_path.setdefault(path, []).append(finding)
            for suspect in finding.suspects[:1]:
                self.suspected.setdefault(suspect.path, finding)

    def _file_findings(self) -> list[Finding]:
        """What reading found, which editing cannot change but by mending a row."""
        if not hasattr(self, "_static"):
            kinds = ("T", "F007", "F010", "F017", "F018")
            self._static = [
                f for f in check(self.loaded).findings if not f.rule.id.startswith(kinds)
            ]
        return self._static

    def _touched_rows(self) -> set[str]:
        base = self._base[0]
        return {
            cell.path.rpartition(".")[0]
            for cell in self.report.format.cells
            if self.report.values[cell.index] != base[cell.index]
        }

    @property
    def errors(self) -> int:
        """How many errors there are."""
        return sum(f.rule.severity == "error" for f in self.findings)

    @property
    def warnings(self) -> int:
        """How many warnings there are."""
        return sum(f.rule.severity == "warning" for f in self.findings)

    @property
    def changed(self) -> bool:
        """Whether something differs from the file."""
        return self._snapshot() != self._base

    def findings_of(self, section: Section) -> list[Finding]:
        """The findings that concern a section."""
        key = section.key
        return [
            f
            for f in self.findings
            if any(p.startswith(key + ".") for p in f.cells) or (f.at and f.at[0] == key)
        ]

    def state_of(self, section: Section) -> SectionState:
        """How far a section is."""
        if section.key not in self._states:
            self._states[section.key] = self._state_of(section)
        return self._states[section.key]

    def _state_of(self, section: Section) -> SectionState:
        found = self.findings_of(section)
        errors = sum(f.rule.severity == "error" for f in found)
        warnings = sum(f.rule.severity == "warning" and f.rule.id != "F007" for f in found)
        cells = [c for c in self.report.format.cells if c.section is section]
        values = [self.report.values[c.index] for c in cells]
        texts = [self.report.texts[f"{section.key}.{t.key}"].strip() for t in section.texts]
        blank = sum(v in (BLANK, None) for v in values) + sum(not t for t in texts)
        if blank == len(values) + len(texts):
            state = "error" if errors else "empty"
        elif errors:
            state = "error"
        elif blank:
            state = "incomplete"
        else:
            state = "warning" if warnings else "clean"
        return SectionState(state, errors, warnings, blank)

    # -- changing it -----------------------------------------------------------------

    def set_cells(self, values: Mapping[int, Value], name: str) -> bool:
        """Put values into cells as one step; totals follow. False when nothing changed.

        A total that is typed stops being computed: it is a control figure from then on.
        """
        before = list(self.report.values), set(self.computed)
        for index, value in values.items():
            self.report.values[index] = value
            if index in totals_of(self.report.format):
                self.computed.discard(index)
        return self._commit(before, name)

    def give_back(self, indices: Iterable[int], name: str = "恢复自动合计") -> bool:
        """Let totals be computed again."""
        before = list(self.report.values), set(self.computed)
        totals = totals_of(self.report.format)
        self.computed.update(i for i in indices if i in totals)
        return self._commit(before, name)

    def _commit(self, before: tuple[list[Value], set[int]], name: str) -> bool:
        totals = totals_of(self.report.format)
        old_values, old_computed = before
        dirty = {i for i, v in enumerate(self.report.values) if v != old_values[i]}
        dirty |= self.computed - old_computed
        for _ in range(2):  # 三（七）总计 of a row depends on the totals of its columns
            for total, parts in totals.items():
                if total in self.computed and (total in dirty or dirty.intersection(parts)):
                    value = sum_of(self.report, parts)
                    if value != self.report.values[total]:
                        self.report.values[total] = value
                        dirty.add(total)
        changes = [
            Change(("cell", i), old_values[i], self.report.values[i])
            for i in sorted(dirty)
            if old_values[i] != self.report.values[i]
        ]
        changes += [
            Change(("computed", i), i in old_computed, i in self.computed)
            for i in sorted(old_computed ^ self.computed)
        ]
        if not changes:
            return False
        self.history.add(Step(name, tuple(changes)))
        self.refresh()
        return True

    def set_text(self, path: str, text: str, *, joined: bool = False) -> bool:
        """Change a text; ``joined`` makes it one step with the change before it."""
        old = self.report.texts[path]
        if old == text:
            return False
        self.report.texts[path] = text
        step = Step("修改文字", (Change(("text", path), old, text),))
        last = self.history.done[-1] if self.history.done else None
        if joined and last and last.changes and last.changes[0].key == ("text", path):
            self.history.extend(step)
        else:
            self.history.add(step)
        self.refresh()
        return True

    def set_note(self, path: str, note: str) -> bool:
        """Change the printed remark of a cell; an empty one removes it."""
        old = self.report.notes.get(path, "")
        if old == note:
            return False
        self._apply(("note", path), note)
        self.history.add(Step("修改备注", (Change(("note", path), old, note),)))
        self.refresh()
        return True

    def undo(self) -> Step | None:
        """Take back the last step."""
        step = self.history.undo()
        if step:
            for change in reversed(step.changes):
                self._apply(change.key, change.old)
            self.refresh()
        return step

    def redo(self) -> Step | None:
        """Do the step again that was last taken back."""
        step = self.history.redo()
        if step:
            for change in step.changes:
                self._apply(change.key, change.new)
            self.refresh()
        return step

    def _apply(self, key: Key, value: object) -> None:
        kind, what = key
        if kind == "cell":
            self.report.values[int(what)] = value  # type: ignore[call-overload]
        elif kind == "computed":
            (self.computed.add if value else self.computed.discard)(int(what))
        elif kind == "text":
            self.report.texts[str(what)] = str(value)
        elif value:
            self.report.notes[str(what)] = str(value)
        else:
            self.report.notes.pop(str(what), None)

    # -- saving ----------------------------------------------------------------------

    def changes(self) -> dict[str, Value | tuple[Value, ...]]:
        """What differs from the file, as paths and values for the writer."""
        values, texts, notes = self._base
        report = self.report
        found: dict[str, Value | tuple[Value, ...]] = {}
        for block, _row, start in report.format.rows.values():
            span = range(start, start + len(block.columns))
            if all(report.values[i] == values[i] for i in span):
                continue
            if any(values[i] is None for i in span):
                # The row was missing or of the wrong shape: it is written anew as a whole.
                path = report.format.cells[start].path.rpartition(".")[0]
                row_values = (BLANK if (v := report.values[i]) is None else v for i in span)
                found[path] = tuple(row_values)
                continue
            for i in span:
                if report.values[i] != values[i]:
                    found[report.format.cells[i].path] = report.values[i]
        for path, text in report.texts.items():
            if text != texts.get(path, ""):
                found[path] = text
        for path in {*report.notes, *notes}:
            if report.notes.get(path, "") != notes.get(path, ""):
                found[f"notes.{path}"] = report.notes.get(path, "")
        return found

    def save(self) -> None:
        """Write the report back; nothing in the file moves but the changed values.

        Raises:
            WriteError: the result would not say exactly what it should.
            SaveError: the file could not be written, or was changed by somebody else.
        """
        data = edited(self.data, self.report.format, self.changes())
        save(self.path, data, expected=self.data)
        history, done = self.history, self.computed
        self.__dict__.pop("_static", None)
        self._read(data)
        self.history, self.computed = history, done

    def difference(self) -> list[tuple[str, str, str]]:
        """Path, saved value and present value of everything that differs from the file."""
        values, texts, notes = self._base
        report = self.report
        found = [
            (cell.path, _shown(values[cell.index]), _shown(report.values[cell.index]))
            for cell in report.format.cells
            if report.values[cell.index] != values[cell.index]
        ]
        found += [(p, texts.get(p, ""), t) for p, t in report.texts.items() if t != texts.get(p)]
        found += [
            (f"notes.{p}", notes.get(p, ""), report.notes.get(p, ""))
            for p in sorted({*report.notes, *notes})
            if report.notes.get(p, "") != notes.get(p, "")
        ]
        return found


def _shown(value: Value) -> str:
    if value in (BLANK, None):
        return "（空）"
    return format(value, "f") if isinstance(value, Decimal) else str(value)

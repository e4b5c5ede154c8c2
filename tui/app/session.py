"""One report being edited: its values, its history, its findings. Knows no screen.

Everything the editor does to a report goes through here, so that totals, checks,
undo and the saved state can never disagree with what is on the screen.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from tui.checks import Finding
from tui.checks.waiving import new_waiver
from tui.report.history import Change, History, Key, Step
from tui.report.merge import contents, put
from tui.report.totals import computed, follow, totals_of
from tui.report.values import Value
from tui.report.waiver import Waiver, as_text, from_text

from .checked_report import CheckedReport, SectionState
from .report_file import NotEditableError, OnDisk

if TYPE_CHECKING:
    from tui.report.recovery import Recovery

__all__ = ["NotEditableError", "SectionState", "Session"]


class Session(CheckedReport):
    """An open report."""

    def set_cells(self, values: Mapping[int, Value], name: str) -> bool:
        """Put values into cells as one step; totals follow. False when nothing changed.

        A total that is typed stops being computed: it is a control figure from then on.
        """
        if self.read_only:
            return False
        before = list(self.report.values), set(self.computed)
        for index, value in values.items():
            self.report.values[index] = value
            if index in totals_of(self.report.format):
                self.computed.discard(index)
        return self._commit(before, name)

    def set_parts(self, values: Mapping[int, Value], name: str) -> bool:
        """As :meth:`set_cells`, but totals among the cells are given back to be computed.

        For what is done to many cells at once: filling them, clearing them.
        """
        before = list(self.report.values), set(self.computed)
        totals = totals_of(self.report.format)
        for index, value in values.items():
            if index in totals:
                self.computed.add(index)
            else:
                self.report.values[index] = value
        return self._commit(before, name)

    def give_back(self, indices: Iterable[int], name: str = "恢复自动合计") -> bool:
        """Let totals be computed again."""
        if self.read_only:
            return False
        before = list(self.report.values), set(self.computed)
        totals = totals_of(self.report.format)
        self.computed.update(i for i in indices if i in totals)
        return self._commit(before, name)

    def _commit(self, before: tuple[list[Value], set[int]], name: str) -> bool:
        old_values, old_computed = before
        dirty = {i for i, v in enumerate(self.report.values) if v != old_values[i]}
        dirty |= self.computed - old_computed
        dirty = follow(self.report, self.computed, dirty)
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
        self._record(changes)
        self.history.add(Step(name, tuple(changes)))
        self.refresh()
        return True

    def set_text(self, path: str, text: str, *, joined: bool = False) -> bool:
        """Change a text; ``joined`` makes it one step with the change before it."""
        old = self.report.texts[path]
        if old == text or self.read_only:
            return False
        self.report.texts[path] = text
        step = Step("修改文字", (Change(("text", path), old, text),))
        self._record(step.changes)
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
        if old == note or self.read_only:
            return False
        self._apply(("note", path), note)
        step = Step("修改备注", (Change(("note", path), old, note),))
        self._record(step.changes)
        self.history.add(step)
        self.refresh()
        return True

    def waive(self, finding: Finding, reason: str, by: str) -> bool:
        """Put a reason for a finding on record; it counts no more while its values stay."""
        made = new_waiver(finding, self.report, self.context, reason, by, date.today())
        return self._set_waivers((*self.report.waivers, made), "记下理由")

    def unwaive(self, waiver: Waiver) -> bool:
        """Take a reason off the record."""
        kept = tuple(w for w in self.report.waivers if w != waiver)
        return self._set_waivers(kept, "删去理由")

    def _set_waivers(self, waivers: tuple[Waiver, ...], name: str) -> bool:
        if self.read_only:
            return False
        old, new = as_text(self.report.waivers), as_text(waivers)
        step = Step(name, (Change(("waivers", "waivers"), old, new),))
        self.report.waivers = from_text(new)
        self._record(step.changes)
        self.history.add(step)
        self.refresh()
        return True

    def undo(self) -> Step | None:
        """Take back the last step."""
        step = self.history.undo()
        if step:
            for change in reversed(step.changes):
                self._apply(change.key, change.old)
            self._record(step.changes, undone=True)
            self.refresh()
        return step

    def redo(self) -> Step | None:
        """Do the step again that was last taken back."""
        step = self.history.redo()
        if step:
            for change in step.changes:
                self._apply(change.key, change.new)
            self._record(step.changes)
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
        elif kind == "waivers":
            self.report.waivers = from_text(str(value))
        elif value:
            self.report.notes[str(what)] = str(value)
        else:
            self.report.notes.pop(str(what), None)

    # -- taking over what others or an earlier session made of it --------------------------

    def merge(self, disk: OnDisk, take_theirs: Collection[str] = ()) -> None:
        """Go on from what stands in the file by now, with the edits of this session in it.

        Of the conflicts those named take the value in the file. One step of undo.
        """
        assert disk.data is not None
        assert disk.merge is not None
        before, history = self._everything(), self.history
        mine, old_computed = contents(self.report), self.computed
        self._read(disk.data)
        self.history = history
        for path, value in disk.merge.result(take_theirs).items():
            put(self.report, path, value)
        # A total is computed on where both sides let it be, or where mine was kept.
        cells = self.report.format.cells
        kept = {i for i in old_computed if self.report.values[i] == mine[cells[i].path]}
        self.computed = (self.computed & old_computed) | kept
        follow(self.report, self.computed, self._changed_cells(before) | self._changed_cells())
        self._took_over(before, "合并别人的改动")

    def restore(self, found: "Recovery", take_theirs: Collection[str] = ()) -> None:
        """Do again what an earlier session did not save. One step of undo."""
        before = self._everything()
        for difference in found.differences:
            if not (difference.conflict and difference.path in take_theirs):
                put(self.report, difference.path, difference.mine)
        self.computed = computed(self.report)
        if not found.same:
            follow(self.report, self.computed, self._changed_cells(before))
        self._took_over(before, "恢复没有保存的改动")
        if self.journal and self.journal.path != found.path and not self.journal.problem:
            found.path.unlink(missing_ok=True)

    def fill(self, contents: Mapping[str, Value], name: str) -> int:
        """Put many values, texts and remarks in as one step of undo; how many changed.

        Totals that disagree with their parts stay as they came, as control figures. What the
        report has no place for is left out.
        """
        before, old_computed = self._everything(), set(self.computed)
        for path, value in contents.items():
            put(self.report, path, value)
        self.computed = computed(self.report)
        turned = [
            Change(("computed", i), i in old_computed, i in self.computed)
            for i in sorted(old_computed ^ self.computed)
        ]
        steps = len(self.history.done)
        self._took_over(before, name)
        if len(self.history.done) == steps:
            return 0
        step = self.history.done.pop()
        self.history.done.append(Step(step.name, (*step.changes, *turned)))
        return len(step.changes)

    def _took_over(self, before: dict[Key, object], name: str) -> None:
        after = self._everything()
        changes = [
            Change(key, before.get(key, ""), after.get(key, ""))
            for key in {**before, **after}
            if before.get(key, "") != after.get(key, "")
        ]
        if changes:
            self.history.add(Step(name, tuple(changes)))
        self._record_all()
        self.refresh()

    def _changed_cells(self, before: Mapping[Key, object] | None = None) -> set[int]:
        """The cells that differ from before, or from the file."""
        base = self._base[0]
        return {
            i
            for i, value in enumerate(self.report.values)
            if value != (base[i] if before is None else before[("cell", i)])
        }

    def _everything(self) -> dict[Key, object]:
        report = self.report
        found: dict[Key, object] = {("cell", i): v for i, v in enumerate(report.values)}
        found |= {("text", p): t for p, t in report.texts.items()}
        found |= {("note", p): n for p, n in report.notes.items()}
        return found | {("waivers", "waivers"): as_text(report.waivers)}

    def reload(self) -> bool:
        """Read the file again, as it was changed by its owner. False when it cannot be read."""
        stamp, data = self._stamp(), self.on_disk()
        if data is None or data == self.data:
            return False
        try:
            self._read(data)
        except NotEditableError:
            return False
        self._seen = stamp
        self.history = History()
        return True

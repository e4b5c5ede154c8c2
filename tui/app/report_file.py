"""The report that is being edited and its file: reading, what differs, saving, merging."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tui.app.confinement import Confinement
from tui.checks import Finding, check
from tui.checks.context import ALONE, Context
from tui.report.history import Change, History
from tui.report.merge import contents
from tui.report.model import Report
from tui.report.read import Loaded, load_bytes
from tui.report.save import ChangedError, SaveError, create, save
from tui.report.source import UnreadableError, read_bytes
from tui.report.totals import computed
from tui.report.values import BLANK, Value
from tui.report.waiver import as_text
from tui.report.write import WriteError, edited
from tui.schema import Catalogue

if TYPE_CHECKING:
    from tui.report.journal import Journal
    from tui.report.lock import Lock, Owner
    from tui.report.merge import Merge
    from tui.report.recovery import Recovery


class NotEditableError(Exception):
    """The file cannot be edited on the screen; the message says why, in Chinese."""


class OnDisk(NamedTuple):
    """What stands in the file by now, when it is not what was read."""

    data: bytes | None
    """None: the file is gone."""
    merge: "Merge | None"
    """The three versions compared; None where the one on the disk is none that can be."""
    problem: str
    """Why it cannot be compared, in Chinese."""


class ReportFile:
    """A report, the file it was read from, and what differs between the two."""

    guarded = False
    """Whether the file is locked and its edits written down, as in the editor."""
    context: Context = ALONE
    """Last year's report, and the project's settings."""
    lock: "Lock | None" = None
    journal: "Journal | None" = None
    owner: "Owner | None" = None
    """Who else is editing the file: then it can only be looked at."""
    read_only = False
    confinement = Confinement()
    """Where files may be read and written."""
    backup = False
    """Whether saving keeps the version before it."""
    left: "Sequence[Recovery]" = ()
    """What earlier sessions did not save, until the user decides on it."""
    left_unusable = ""
    """Why something that was left is of no use, in Chinese."""

    def __init__(self, path: Path, catalogue: Catalogue) -> None:
        self.path = path
        self.catalogue = catalogue
        self._read(read_bytes(str(path)))
        self.history = History()

    def _read(self, data: bytes) -> None:
        loaded = load_bytes(str(self.path), data, self.catalogue)
        problem = _unwritable(loaded)
        if loaded.report is None or problem:
            raise NotEditableError(problem)
        self.data = data
        self.loaded: Loaded = loaded
        self.report: Report = loaded.report
        for text in self.report.format.texts:
            self.report.texts.setdefault(text, "")
        self.report.last_year = self.context.previous
        self.computed = computed(self.report)
        self._base = self._snapshot()
        self._static: list[Finding] | None = None
        self._seen = self._stamp()
        self.refresh()

    def refresh(self) -> None:
        """Bring every finding up to date."""
        raise NotImplementedError

    def _snapshot(self) -> tuple[list[Value], dict[str, str], dict[str, str], str]:
        report = self.report
        reasons = as_text(report.waivers)
        return list(report.values), dict(report.texts), dict(report.notes), reasons

    # -- what differs from the file ----------------------------------------------------

    @property
    def changed(self) -> bool:
        """Whether something differs from the file."""
        return self._snapshot() != self._base

    def _different(self) -> Iterator[tuple[str, Value, Value]]:
        """Path, value in the file and present value of everything that differs."""
        values, texts, notes, reasons = self._base
        report = self.report
        for cell in report.format.cells:
            if report.values[cell.index] != values[cell.index]:
                yield cell.path, values[cell.index], report.values[cell.index]
        for path, text in report.texts.items():
            if text != texts.get(path, ""):
                yield path, texts.get(path, ""), text
        for path in sorted({*report.notes, *notes}):
            if report.notes.get(path, "") != notes.get(path, ""):
                yield f"notes.{path}", notes.get(path, ""), report.notes.get(path, "")
        if as_text(report.waivers) != reasons:
            yield "waivers", reasons, as_text(report.waivers)

    def difference(self) -> list[tuple[str, str, str]]:
        """The same in words."""
        index = self.report.format.index
        return [
            (p, shown(old), shown(new)) if p in index else (p, str(old), str(new))
            for p, old, new in self._different()
        ]

    def changes(self) -> dict[str, Value | tuple[Value, ...]]:
        """What differs from the file, as paths and values for the writer."""
        base, report = self._base[0], self.report
        found: dict[str, Value | tuple[Value, ...]] = {}
        for path, _old, new in self._different():
            index = report.format.index.get(path)
            if index is None:
                found[path] = new
                continue
            row = path.rpartition(".")[0]
            block, _row, start = report.format.rows[row]
            span = range(start, start + len(block.columns))
            if any(base[i] is None for i in span):
                # The row was missing or of the wrong shape: it is written anew as a whole.
                found[row] = tuple(BLANK if (v := report.values[i]) is None else v for i in span)
            else:
                found[path] = new
        return found

    # -- writing edits down before they are shown ----------------------------------------

    def _record(self, changes: Iterable[Change], *, undone: bool = False) -> None:
        """Write an edit into the journal. To be called before the screen can show it."""
        journal = self.journal
        if journal is None:
            return
        if not journal.begun:
            self._record_all()
        else:
            from .recording import edits

            if found := edits(changes, self.data, self.report.format, undone=undone):
                journal.append(found)

    def _record_all(self) -> None:
        """Begin the journal anew with all that differs from the file."""
        if self.journal:
            from .recording import header

            different = {path: new for path, _, new in self._different()}
            self.journal.begin(header(self.path, self.data, self.report.format), different)

    @property
    def unrecorded(self) -> str:
        """Why edits are not written down at present, in Chinese; empty while they are."""
        return self.journal.problem if self.journal else ""

    # -- saving ----------------------------------------------------------------------

    def _written(self) -> bytes:
        """The file with the edits in it, read again and compared with the report."""
        data = edited(self.data, self.report.format, self.changes())
        report = load_bytes("", data, self.catalogue).report
        if report is None or _said(report) != _said(self.report):
            raise WriteError("写出的内容与屏幕上的不一致，已放弃；请报告这个问题")
        return data

    def save(self) -> list[str]:
        """Write the report back; nothing in the file moves but the changed values.

        Returns:
            What the user should know although it was saved.

        Raises:
            WriteError: the result would not say exactly what it should.
            ChangedError: somebody else changed the file; see :meth:`compare`.
            SaveError: the file could not be written.
        """
        data = self._written()
        notes = save(self.path, data, expected=self.data, backup=self.backup)
        self._saved(data)
        return notes

    def save_as(self, path: Path, *, overwrite: bool = False) -> list[str]:
        """Write the report to another file, and go on with that one.

        Raises:
            WriteError, SaveError: as for :meth:`save`; nothing was changed then.
        """
        data = self._written()
        lock = None
        if self.guarded:
            from tui.report.lock import LockedError, acquire

            try:
                lock = acquire(path, wait=5)
            except LockedError as error:
                raise SaveError(str(error)) from None
        notes: list[str] = []
        try:
            if overwrite:
                notes = save(path, data, backup=self.backup)
            else:
                create(path, data)
        except SaveError:
            if lock:
                lock.release()
            raise
        if self.journal:
            self.journal.remove()
        if self.guarded:
            from tui.report.journal import Journal

            self.journal = Journal(path)
        if self.lock:
            self.lock.release()
        self.lock, self.path, self.owner, self.read_only = lock, path, None, False
        self._saved(data)
        return notes

    def save_over(self, disk: OnDisk) -> list[str]:
        """Write the report although what is on the disk cannot be merged: that is kept aside.

        Raises:
            WriteError, SaveError: as for :meth:`save`.
        """
        data = self._written()
        notes: list[str] = []
        if disk.data is None:
            create(self.path, data)
        else:
            notes = save(self.path, data, expected=disk.data, backup=True)
        self._saved(data)
        return notes

    def _saved(self, data: bytes) -> None:
        history, done = self.history, self.computed
        self._read(data)
        self.history, self.computed = history, done
        if self.journal:
            self.journal.remove()

    # -- somebody else wrote the file ----------------------------------------------------

    def compare(self, error: ChangedError) -> OnDisk:
        """What stands in the file by now, against what was read and what was made of it."""
        if error.data is None:
            return OnDisk(None, None, "文件已被删除、移走或改名")
        loaded = load_bytes(str(self.path), error.data, self.catalogue)
        problem = _unwritable(loaded)
        if loaded.report is None or problem:
            return OnDisk(error.data, None, f"文件被别人改过，现在写法有误（{problem}）")
        theirs = loaded.report
        if theirs.format is not self.report.format:
            was, now = self.report.format.id, theirs.format.id
            what = f"文件被别人改成了另一种格式（{was} → {now}）"
            return OnDisk(error.data, None, what if was != now else "文件的表格格式被别人改过")
        from tui.report.merge import merge

        base = load_bytes("", self.data, self.catalogue).report
        both = self.computed & computed(theirs)
        derived = [self.report.format.cells[i].path for i in both]
        mine = contents(self.report)
        return OnDisk(
            error.data, merge(contents(base) if base else None, mine, contents(theirs), derived), ""
        )

    def stamp_changed(self) -> bool:
        """Whether the file looks different from when it was last read; asks once each time."""
        now = self._stamp()
        if now == self._seen:
            return False
        self._seen = now
        return True

    def on_disk(self) -> bytes | None:
        """The bytes of the file now; None where they cannot be read."""
        try:
            return read_bytes(str(self.path))
        except UnreadableError:
            return None

    def _stamp(self) -> tuple[int, ...]:
        try:
            state = self.path.stat()
        except OSError:
            return ()
        return state.st_mtime_ns, state.st_size, state.st_ino

    def close(self) -> None:
        """Leave nothing behind but the edits that nobody saved or gave up."""
        if self.journal:
            if self.changed:
                self.journal.close()
            else:
                self.journal.remove()
        if self.lock:
            self.lock.release()

    def give_up(self) -> None:
        """The user does not want the edits: they are not to be recovered."""
        if self.journal:
            self.journal.remove()


def _unwritable(loaded: Loaded) -> str:
    """Why a file cannot be edited and written back, in Chinese; empty where it can."""
    if loaded.is_whole:
        return ""
    first = check(loaded).findings[0]
    line, column = first.located(loaded.source)
    return f"第 {line} 行第 {column} 列：{first.message}。{first.remedy}"


def _said(report: Report) -> dict[str, Value]:
    """What a report says, whatever way its file says it."""
    found = {path: "" if value is None else value for path, value in contents(report).items()}
    return {p: v.replace("\r\n", "\n") if isinstance(v, str) else v for p, v in found.items()}


def shown(value: Value) -> str:
    """A value in words."""
    if value in (BLANK, None):
        return "（空）"
    return format(value, "f") if isinstance(value, Decimal) else str(value)

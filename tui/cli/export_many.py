"""Exporting many reports: their rows one after another, or a document of each in a folder."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tui.checks import check
from tui.checks.settings import ProjectError
from tui.checks.surroundings import Projects, context_of
from tui.cli import CommandError
from tui.cli.checking import files_of
from tui.cli.progress import Progress
from tui.cli.style import print_error
from tui.display import visible
from tui.export.forms import BOM, Form
from tui.report.model import Report
from tui.report.read import load
from tui.report.save import SaveError, save
from tui.report.source import UnreadableError
from tui.schema import Catalogue, SchemaError

ROWS = ("csv", "jsonl")
"""Formats of which many reports go into one file."""


class Reader:
    """Reads one report after another and counts what became of them."""

    def __init__(
        self, catalogue: Catalogue, projects: Projects, strict: bool, progress: Progress
    ) -> None:
        self.catalogue = catalogue
        self.projects = projects
        self.strict = strict
        self.progress = progress
        self.exported = self.faulty = self.refused = self.unreadable = 0

    def reports(self, names: Iterable[str]) -> Iterator[tuple[str, Report]]:
        """Each report that can and may be exported; of the others it is said why not."""
        for name in names:
            report = self._report(name)
            if report is not None:
                self.exported += 1
                yield name, report
            self.progress.step()

    def _report(self, name: str) -> Report | None:
        try:
            loaded = load(name, self.catalogue)
            project = self.projects.at(os.path.dirname(name))
            context = context_of(loaded, project, self.catalogue)
        except (UnreadableError, SchemaError, ProjectError) as error:
            self._leave_out(f"{visible(name)}：{error}")
            return None
        checked = check(loaded, context=context, only_errors=True)
        errors = checked.count("error")
        if loaded.report is None:
            finding = checked.findings[0]
            self._leave_out(f"{visible(name)}：{finding.message}。{finding.remedy}")
            return None
        self.faulty += bool(errors)
        if errors and self.strict:
            self.refused += 1
            self._tell(f"{visible(name)} 有 {errors} 处错误，按 --strict 的要求没有导出")
            return None
        return loaded.report

    def _leave_out(self, reason: str) -> None:
        self.unreadable += 1
        self._tell(reason)

    def _tell(self, message: str) -> None:
        self.progress.clear()
        print_error(message)

    def status(self) -> int:
        """The exit status, after a last word on reports with errors."""
        if self.faulty > self.refused:
            self._tell(f"导出的 {self.exported} 份中有 {self.faulty} 份有错误；请用 check 检查")
        if self.unreadable:
            return 2
        return 1 if self.refused else 0


def export_many(
    files: list[str],
    form: Form,
    output: Path | None,
    catalogue: Catalogue,
    projects: Projects,
    *,
    strict: bool,
) -> int:
    """Export every report of some files and folders; the exit status.

    Raises:
        CommandError: before anything is written, or when a file cannot be.
    """
    with Progress("正在导出") as progress:
        reader = Reader(catalogue, projects, strict, progress)
        if form.format in ROWS:
            _rows(files, form, output, reader)
        else:
            _documents(files, form, output, reader)
        return reader.status()


def _rows(files: list[str], form: Form, output: Path | None, reader: Reader) -> None:
    """All rows into one file, or to standard output as soon as they are made.

    The latter keeps memory small however many reports there are.
    """
    from tui.export.rows import csv_header, to_csv, to_jsonl

    head, make = (csv_header(), to_csv) if form.format == "csv" else ("", to_jsonl)
    parts = (make(report) for _, report in reader.reports(files_of(files)))
    if output is not None:
        data = (head + "".join(parts)).encode()
        _save(output, BOM + data if form.format == "csv" else data)
        return
    sys.stdout.write(head)
    for part in parts:
        reader.progress.clear()
        sys.stdout.write(part)


def _documents(files: list[str], form: Form, output: Path | None, reader: Reader) -> None:
    """A file for each report, in a folder that is already there."""
    if output is None:
        raise CommandError(f"要把多份年报导出为 {form.format}，请用 -o 写明放进哪个文件夹")
    if not output.is_dir():
        raise CommandError(
            f"{visible(str(output))} 不是已有的文件夹；多份年报各写一个文件，请先建立文件夹"
        )
    targets = _targets(files, output, form.suffix)
    for name, report in reader.reports(targets):
        target = targets[name]
        target.parent.mkdir(parents=True, exist_ok=True)
        _save(target, form.file(report))


def _targets(names: list[str], folder: Path, suffix: str) -> dict[str, Path]:
    """Which file each report is written to; what is below a folder stays below one.

    Raises:
        CommandError: when two would be written to the same file.
    """
    found: dict[str, Path] = {}
    taken: dict[Path, str] = {}
    for name in names:
        for file in files_of([name]):
            below = os.path.basename(file) if file == name else os.path.relpath(file, name)
            target = (folder / below).with_suffix(suffix)
            other = taken.setdefault(target, file)
            if other != file:
                both = f"{visible(other)} 和 {visible(file)}"
                raise CommandError(f"{both} 会写进同一个文件 {visible(str(target))}；请分开导出")
            found[file] = target
    return found


def _save(target: Path, data: bytes) -> None:
    try:
        save(target, data)
    except SaveError as error:
        raise CommandError(f"{visible(str(target))}：{error}") from None

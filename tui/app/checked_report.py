"""What is known of the report that is being edited: every finding, and how far each section is."""

from pathlib import Path
from typing import NamedTuple

from tui.checks import Finding, check, check_tables
from tui.checks.balance import Balance, balance
from tui.checks.blank_check import blank_findings
from tui.checks.context import ALONE
from tui.checks.narrative.memory import Memory
from tui.checks.run import judgement_findings, settled
from tui.checks.settings import ProjectError
from tui.checks.surroundings import context_of, project_of
from tui.checks.text_check import text_findings
from tui.report.values import BLANK
from tui.schema import Catalogue, Section

from .report_file import NotEditableError, ReportFile


class SectionState(NamedTuple):
    """How far a section is: ``state`` is empty, incomplete, error, warning or clean."""

    state: str
    errors: int
    warnings: int
    blank: int


def load_the_rest() -> None:
    """What a clean report does without, and the first slip or save would have to wait for."""
    import hashlib  # noqa: F401

    from tui.checks import file_messages, table_check  # noqa: F401
    from tui.report import write_in_place  # noqa: F401


class CheckedReport(ReportFile):
    """A report whose findings are brought up to date with every change."""

    def __init__(self, path: Path, catalogue: Catalogue) -> None:
        """Open a report file.

        Raises:
            UnreadableError: when the file cannot be opened.
            NotEditableError: when it is no valid TOML, so that it could not be written back.
        """
        self.version = 0
        """Counts every change, so that what was made from the report can be kept until then."""
        self._narrative = Memory()
        super().__init__(path, catalogue)
        self._look_around()

    def _look_around(self) -> None:
        """Find the project that the report belongs to, and last year's report."""
        try:
            project = project_of(str(self.path.absolute().parent))
        except ProjectError as error:
            raise NotEditableError(str(error)) from None
        self.context = context_of(self.loaded, project, self.catalogue)
        if self.context != ALONE:
            self.refresh()

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
        found += self._narrative.findings(report, self.context)
        found = [*tables, *found, *judgement_findings(report, self.context)]
        self.findings, self.waived = settled(found, report, self.context)
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
        if self._static is None:
            kinds = ("T", "Y", "N", "W102", "W103", "F007", "F010", "F017", "F018")
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

    def state_of_text(self, path: str) -> str:
        """How far one text is: as its section, by its own findings."""
        found = {f.rule.severity for f in self.by_path.get(path, ())}
        if "error" in found:
            return "error"
        if not self.report.texts[path].strip():
            return "empty"
        return "warning" if "warning" in found else "clean"

    @property
    def why_no_last_year(self) -> str:
        """Why there are no figures of last year to be shown, where there are none."""
        why = self.context.previous_problem
        return why or "没有找到上年的报告：放在同一文件夹，文件名只差年份"

    def statement(self, equation: int) -> str:
        """An identity with the figures of this report, and whether it holds."""
        from tui.checks import table_check

        return table_check.stated(self.report, equation, self.balance)

"""Every check of one report, in one run."""

from typing import TYPE_CHECKING

from tui.report.model import Report
from tui.report.problem import Problem
from tui.report.read import Loaded
from tui.report.rewriting import MARK

from .balance import Balance, Outcome, balance
from .blank_check import blank_findings
from .context import ALONE, Context
from .finding import Finding
from .level_check import level_findings
from .rule import SEVERITIES
from .rules import Selection
from .text_check import text_findings

if TYPE_CHECKING:
    from .waiving import Waived

EVERYTHING = Selection()


class Checked:
    """The findings of one report, and how many equations could not be assessed.

    ``waived`` are the findings with a reason on record; they count as nothing.
    """

    __slots__ = ("findings", "not_applicable", "not_assessable", "waived")

    def __init__(
        self,
        findings: list[Finding],
        not_assessable: int,
        not_applicable: int,
        waived: "list[Waived]",
    ) -> None:
        self.findings = findings
        self.not_assessable = not_assessable
        self.not_applicable = not_applicable
        self.waived = waived

    def count(self, severity: str) -> int:
        """How many findings have this severity."""
        return sum(f.rule.severity == severity for f in self.findings)

    def worst(self) -> str | None:
        """The gravest severity found, or None."""
        return next((s for s in SEVERITIES if self.count(s)), None)


def check(
    loaded: Loaded,
    selection: Selection = EVERYTHING,
    context: Context = ALONE,
    *,
    only_errors: bool = False,
) -> Checked:
    """Check a report file: what is wrong with the file, its tables and its texts.

    ``context`` brings last year's report and the settings of the organisation. With
    ``only_errors`` the reading of plain prose, of which nothing worse than a warning can
    come, may be left out.
    """
    findings = _file_findings(loaded) if loaded.problems else []
    findings += text_findings(loaded, as_read=True)
    not_assessable = not_applicable = 0
    waived: list[Waived] = []
    report = loaded.report
    if report is not None:
        findings += blank_findings(report)
        tables, not_assessable, not_applicable = check_tables(report)
        findings += tables
        findings += judgement_findings(report, context)
        if _prose_matters(report, context, only_errors):
            from .narrative.run import narrative_findings

            findings += narrative_findings(report, context)
        findings, waived = settled(findings, report, context)
    if selection is not EVERYTHING:
        findings = [f for f in findings if f.rule in selection]
        waived = [w for w in waived if w.finding.rule in selection]
    if len(findings) > 1:
        order = {s: i for i, s in enumerate(SEVERITIES)}
        findings.sort(key=lambda f: (order[f.rule.severity], *f.located(loaded.source)))
    return Checked(findings, not_assessable, not_applicable, waived)


def _prose_matters(report: Report, context: Context, only_errors: bool) -> bool:
    texts = report.texts.values()
    if only_errors and not context.settings.severities:
        return any("{{" in prose for prose in texts)
    return any(prose.strip() for prose in texts)


def judgement_findings(report: Report, context: Context) -> list[Finding]:
    """What arithmetic alone does not tell: the body's level, and last year's report."""
    found = list(level_findings(report, context.settings))
    compared = context.previous is not None or context.previous_problem
    if compared or any(MARK in prose for prose in report.texts.values()):
        from .year_check import year_findings  # only where there is a last year

        found += year_findings(report, context)
    return found


def settled(
    findings: list[Finding], report: Report, context: Context
) -> "tuple[list[Finding], list[Waived]]":
    """The findings less those with a reason on record, each as grave as the project says."""
    waived: list[Waived] = []
    if report.waivers:
        from .waiving import with_reasons

        findings, waived = with_reasons(findings, report, context)
    severities = context.settings.severities
    if severities:
        findings = [
            f._replace(rule=f.rule._replace(severity=severities[f.rule.id]))
            if f.rule.id in severities
            else f
            for f in findings
        ]
    return findings, waived


def check_tables(report: Report) -> tuple[list[Finding], int, int]:
    """The findings of the tables alone, for a report in memory; see :class:`Checked`."""
    found = balance(report)
    findings = _table_findings(report, found) if found.off_by else []
    return findings, found.count(Outcome.NOT_ASSESSABLE), found.count(Outcome.NOT_APPLICABLE)


def _table_findings(report: Report, found: Balance) -> list[Finding]:
    # Imported only for a report that breaks an identity: most do not.
    from .table_check import table_findings

    return list(table_findings(report, found))


def _file_findings(loaded: Loaded) -> list[Finding]:
    from .file_messages import finding_of
    from .waiving import waiver_problem

    return [waiver_problem(p) if p.kind == "waiver" else finding_of(p) for p in _gathered(loaded)]


def _gathered(loaded: Loaded) -> list[Problem]:
    """The problems of a file, with what a message needs to see of its text."""
    problems: list[Problem] = []
    unquoted = {problem.at[:2] for problem in loaded.problems if problem.kind == "unquoted"}
    for problem in loaded.problems:
        if problem.kind == "cell-count" and problem.at in unquoted:
            continue  # Told already: full-width commas make one cell of several.
        if problem.kind in ("year", "agency") and problem.facts["lost"]:
            continue  # Told already, as the line that makes no sense.
        if problem.kind == "cell-count":
            span = loaded.source.span(problem.at)
            raw = loaded.source.text[slice(*span)] if span else ""
            problems.append(problem._replace(facts={**problem.facts, "raw": raw}))
        else:
            problems.append(problem)
    return problems

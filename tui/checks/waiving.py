"""Findings against the reasons on record: which are waived, which reasons are idle."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from tui.report.model import Report
from tui.report.problem import Problem
from tui.report.values import printed
from tui.report.waiver import Recorded, Waiver, recorded

from .context import Context
from .finding import Finding
from .rule import Rule
from .waiver_rules import WAIVER_RULES

RULE = {rule.name: rule for rule in WAIVER_RULES}


class Waived(NamedTuple):
    """A finding that somebody gave a reason for."""

    finding: Finding
    waiver: Waiver


def new_waiver(
    finding: Finding,
    report: Report,
    context: Context,
    reason: str,
    by: str,
    date: datetime.date,
) -> Waiver:
    """A reason for a finding, bound to what stands in its cells now."""
    return Waiver(
        finding.rule.id,
        finding.cells,
        recorded(report, finding.cells),
        recorded(context.previous, finding.previous),
        reason,
        by,
        date,
        (),
    )


def can_be_waived(rule: Rule) -> bool:
    """Judgement can be waived; errors of the file and of the printed arithmetic cannot.

    A severity that the project set changes nothing of that.
    """
    return rule.id[0] in "YNG" or (rule.severity != "error" and rule.id[0] != "W")


def waiver_problem(problem: Problem) -> Finding:
    """The finding for a ``[[waiver]]`` that could not be read."""
    what = problem.facts["what"]
    message = "waiver 应当写成 [[waiver]] 段落" if what == "array" else f"[[waiver]]：{what}"
    rule = RULE["waiver"]
    return Finding(rule, message, problem.at, remedy=rule.remedy, marks=(problem.at,))


def with_reasons(
    findings: Sequence[Finding], report: Report, context: Context
) -> tuple[list[Finding], list[Waived]]:
    """The findings that stand, those of the waivers themselves among them, and the waived."""
    standing = list(findings)
    waived: list[Waived] = []
    for waiver in report.waivers:
        mine = [f for f in standing if _is_about(waiver, f)]
        held = [f for f in mine if _still_holds(waiver, f, report, context)]
        if mine and not can_be_waived(mine[0].rule):
            standing.append(_idle(waiver, "not-waivable", _forbidden(mine[0].rule)))
        elif held:
            waived += [Waived(f, waiver) for f in held]
            standing = [f for f in standing if f not in held]
        elif forbidden := _forbidden_by_id(waiver.rule):
            standing.append(_idle(waiver, "not-waivable", forbidden))
        elif waiver.rule.startswith("Y") and context.previous is None:
            continue  # Without last year's report nobody knows.
        else:
            why = _change(waiver, report) if mine else f"{waiver.rule} 没有报告这些单元格的问题"
            standing.append(_idle(waiver, "unused-waiver", why))
    return standing, waived


def _is_about(waiver: Waiver, finding: Finding) -> bool:
    named = finding.rule.id == waiver.rule or finding.rule.name.upper() == waiver.rule
    return named and set(finding.cells) == set(waiver.cells)


def _still_holds(waiver: Waiver, finding: Finding, report: Report, context: Context) -> bool:
    return waiver.values == recorded(report, waiver.cells) and waiver.previous == recorded(
        context.previous, finding.previous
    )


def _forbidden(rule: Rule) -> str:
    return f"{rule.id}（{rule.title}）只能改正，不能用理由销去"


def _forbidden_by_id(word: str) -> str:
    """Why findings of this rule are never waived; empty where they can be."""
    from .rules import find_rule

    rule = find_rule(word)
    return _forbidden(rule) if rule and not can_be_waived(rule) else ""


def _change(waiver: Waiver, report: Report) -> str:
    now = recorded(report, waiver.cells)
    changed = [
        f"{cell} 当时是 {_shown(old)}，现在是 {_shown(new)}"
        for cell, old, new in zip(waiver.cells, waiver.values, now, strict=True)
        if old != new
    ]
    return "；".join(changed) if changed else "上年报告中的值后来改过"


def _shown(value: Recorded) -> str:
    if isinstance(value, str):
        return "另一段文字" if value.startswith("sha256:") else value or "空白"
    return printed(value)


def _idle(waiver: Waiver, name: str, why: str) -> Finding:
    rule = RULE[name]
    cells = waiver.cells
    return Finding(
        rule, f"理由“{waiver.reason}”：{why}", waiver.at, cells, remedy=rule.remedy,
        marks=(waiver.at,),
    )  # fmt: skip

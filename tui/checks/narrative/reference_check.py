"""N001–N003: figure references that cannot be filled in."""

from collections.abc import Iterator

from tui.report.model import Report
from tui.report.reference import references

from ..finding import Finding, Phrase
from .rules import RULE

_RULES = {"syntax": "N001", "path": "N002", "value": "N003"}


def reference_findings(path: str, text: str, report: Report) -> Iterator[Finding]:
    """One finding for each reference without a figure, at the characters that are wrong."""
    for reference in references(text, report):
        fault = reference.fault
        if fault is None:
            continue
        rule = RULE[_RULES[fault.kind]]
        shown = " ".join(text[reference.start : reference.end].split())
        shown = shown if len(shown) <= 60 else shown[:59] + "…"
        yield Finding(
            rule,
            f"{shown}：{fault.message}",
            tuple(path.split(".")),
            (*(fault.cells or reference.cells), path),
            remedy=rule.remedy,
            phrase=Phrase(
                path,
                fault.start,
                max(fault.end, fault.start + 1),
                fault.nearest,
                (fault.start, fault.end),
            ),
        )

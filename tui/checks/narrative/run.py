"""Every narrative rule over one report."""

from collections.abc import Iterator

from tui.report.model import Report

from ..context import Context
from ..finding import Finding
from .aspects import aspect_findings
from .claims import claim_findings
from .copied_names import agency_findings, year_findings
from .copies import copy_findings
from .denials import denial_findings
from .fees import fee_findings
from .figures import figure_findings
from .leftovers import leftover_findings
from .notices import notice_findings
from .numbering import numbering_findings
from .parts import part_findings
from .percentages import percentage_findings
from .reading import Reading
from .statement import statements

MAX_READ = 50_000
"""Characters of a text that are read: ten times the longest that was seen published."""


def narrative_findings(report: Report, context: Context) -> Iterator[Finding]:
    """What the prose of a report says that its tables, or it itself, contradicts."""
    yield from whole_findings(report, context)
    for path, text in report.texts.items():
        if text.strip():
            yield from text_findings(report, path, text)


def whole_findings(report: Report, context: Context) -> Iterator[Finding]:
    """What is missing, left over or copied: no figure of a table matters for that."""
    yield from aspect_findings(report)
    yield from leftover_findings(report)
    yield from notice_findings(report)
    yield from copy_findings(report, context)


def text_findings(report: Report, path: str, text: str) -> Iterator[Finding]:
    """What one text says against the tables and against itself."""
    text = text[:MAX_READ]
    if "{{" in text:
        from .reference_check import reference_findings

        yield from reference_findings(path, text, report)
    yield from numbering_findings(report, path, text)
    reading = Reading(path, text, report)
    yield from agency_findings(report, reading)
    if not reading.tells:
        return
    yield from year_findings(report, reading)
    for statement in statements(report, reading):
        yield from figure_findings(statement)
        yield from part_findings(statement)
        yield from claim_findings(statement)
        yield from denial_findings(statement)
        yield from percentage_findings(statement)
        yield from fee_findings(statement)

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
from .reading import read
from .statement import statements


def narrative_findings(report: Report, context: Context) -> Iterator[Finding]:
    """What the prose of a report says that its tables, or it itself, contradicts."""
    yield from aspect_findings(report)
    yield from leftover_findings(report)
    yield from notice_findings(report)
    yield from copy_findings(report, context)
    for path, text in report.texts.items():
        if text.strip():
            yield from _text_findings(report, path, text)


def _text_findings(report: Report, path: str, text: str) -> Iterator[Finding]:
    if "{{" in text:
        from .reference_check import reference_findings

        yield from reference_findings(path, text, report)
    yield from numbering_findings(report, path, text)
    reading = read(path, text, report)
    yield from year_findings(report, reading)
    yield from agency_findings(report, reading)
    for statement in statements(report, reading):
        yield from figure_findings(statement)
        yield from part_findings(statement)
        yield from claim_findings(statement)
        yield from denial_findings(statement)
        yield from percentage_findings(statement)
        yield from fee_findings(statement)

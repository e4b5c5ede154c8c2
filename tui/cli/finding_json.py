"""The JSON contract of ``check --format json``."""

import json
from decimal import Decimal
from typing import Any

from tui.checks import SEVERITIES, Checked, Finding
from tui.display import json_safe
from tui.report.read import Loaded

VERSION = 1
HEAD = f'{{"version": {VERSION},\n "reports": ['
TAIL = "]}"


def report_json(loaded: Loaded, checked: Checked) -> str:
    """One report of the contract as a JSON object."""
    report = loaded.report
    summary: dict[str, int] = {severity: checked.count(severity) for severity in SEVERITIES}
    found = {
        "file": loaded.source.name,
        "format": report.format.id if report else None,
        "year": report.year if report else None,
        "agency": report.agency if report else None,
        "summary": {**summary, "not_assessable": checked.not_assessable},
        "findings": [_finding(loaded, finding) for finding in checked.findings],
    }
    if checked.waived:
        # Not among the findings: whoever counts those must not count what was settled.
        found["waived"] = [
            _finding(loaded, finding)
            | {
                "reason": waiver.reason,
                "by": waiver.by,
                "date": waiver.date.isoformat(),
            }
            for finding, waiver in checked.waived
        ]
    return json_safe(json.dumps(found, ensure_ascii=False))


def _finding(loaded: Loaded, finding: Finding) -> dict[str, Any]:
    line, column = finding.located(loaded.source)
    return {
        "rule": finding.rule.id,
        "name": finding.rule.name,
        "severity": finding.rule.severity,
        "line": line,
        "column": column,
        "message": finding.message,
        "cells": list(finding.cells),
        "suspects": [
            {"path": s.path, "value": _plain(s.value), "expected": _plain(s.expected)}
            for s in finding.suspects
        ],
    }


def _plain(value: int | Decimal | str) -> Any:
    """Money as a JSON number, written as exactly as JSON readers keep it."""
    return float(value) if isinstance(value, Decimal) else value

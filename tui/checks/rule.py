"""What a rule is. Each has an id and a name, and explains itself in the clerk's words."""

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "info"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Gravest first."""

SEVERITY_WORDS: dict[str, str] = {"error": "错误", "warning": "提醒", "info": "提示"}


class Rule(NamedTuple):
    """One rule.

    ``passing`` and ``failing`` are lines of a report file: laid over an otherwise
    complete report of zeros, the first must not and the second must yield the rule.
    They are run as tests and printed by ``explain``. ``before`` are lines of last year's
    file, which both examples are checked against; empty where last year does not matter.
    """

    id: str
    name: str
    title: str
    severity: Severity
    meaning: str
    basis: str
    remedy: str
    passing: str
    failing: str
    before: str = ""

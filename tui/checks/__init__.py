"""Rules, findings, and which cell is probably wrong. Nothing here prints."""

from .finding import Finding, Suspect
from .rule import SEVERITIES, SEVERITY_WORDS, Rule
from .rules import FAMILIES, RULES, Selection, UnknownRuleError, find_rule, selection
from .run import Checked, check, check_tables

__all__ = [
    "FAMILIES",
    "RULES",
    "SEVERITIES",
    "SEVERITY_WORDS",
    "Checked",
    "Finding",
    "Rule",
    "Selection",
    "Suspect",
    "UnknownRuleError",
    "check",
    "check_tables",
    "find_rule",
    "selection",
]

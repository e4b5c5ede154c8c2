"""Every rule of the program, by id, and how rules are selected."""

from collections.abc import Iterable, Mapping

from .file_rules import FILE_RULES
from .level_check import LEVEL_RULES
from .narrative.rules import NARRATIVE_RULES
from .rule import Rule
from .table_rules import TABLE_RULES
from .waiver_rules import WAIVER_RULES
from .year_rules import YEAR_RULES

RULES: Mapping[str, Rule] = {
    rule.id: rule
    for rule in (
        *FILE_RULES,
        *LEVEL_RULES,
        *TABLE_RULES,
        *YEAR_RULES,
        *NARRATIVE_RULES,
        *WAIVER_RULES,
    )
}

FAMILIES: Mapping[str, str] = {
    "F": "文件：写法、键名、格数、数字",
    "T": "表格：表内勾稽关系",
    "Y": "年度：与上年报告的衔接",
    "N": "文字：与表是否一致，内容是否齐全",
    "W": "理由：记下的理由是否还有效",
}


class UnknownRuleError(ValueError):
    """No rule has this id, id prefix or name; the argument is the word."""


class Selection:
    """Which rules are reported. Words are ids, prefixes of ids (T3) or names (balance)."""

    __slots__ = ("ignore", "select")

    def __init__(self, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> None:
        self.select = select
        self.ignore = ignore

    def __contains__(self, rule: Rule) -> bool:
        if self.select and not any(_matches(rule, word) for word in self.select):
            return False
        return not any(_matches(rule, word) for word in self.ignore)


def selection(
    select: Iterable[str], ignore: Iterable[str], known: Iterable[Rule] = RULES.values()
) -> Selection:
    """A selection from what the user typed; several words may be joined by commas.

    Raises:
        UnknownRuleError: for a word that matches no rule, so that a slip cannot hide findings.
    """
    rules = list(known)
    split = [
        tuple(w for item in words for w in item.replace("，", ",").replace(",", " ").split())
        for words in (select, ignore)
    ]
    for word in (*split[0], *split[1]):
        if not any(_matches(rule, word) for rule in rules):
            raise UnknownRuleError(word)
    return Selection(*split)


def find_rule(word: str) -> Rule | None:
    """The rule with this id (any case) or name."""
    return next((r for r in RULES.values() if word.upper() == r.id or word.lower() == r.name), None)


def _matches(rule: Rule, word: str) -> bool:
    return rule.id.startswith(word.upper()) or rule.name == word.lower()

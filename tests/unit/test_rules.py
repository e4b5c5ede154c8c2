"""Every rule explains itself, and its examples are true."""

import re
from pathlib import Path

import pytest

from tests.support.program import run
from tests.support.reports import catalogue
from tests.support.rule_examples import written
from tui.checks import FAMILIES, RULES, SEVERITIES, Rule, check, find_rule
from tui.checks.settings import NONE
from tui.checks.surroundings import context_of
from tui.checks.table_rules import TABLE_RULES, rules_of
from tui.report import load


def findings(rule: Rule, example: str, folder: Path) -> list[Rule]:
    """What an example yields, with last year's file beside it where the rule has one."""
    loaded = load(str(written(rule, example, folder)), catalogue())
    checked = check(loaded, context=context_of(loaded, NONE, catalogue()))
    return [finding.rule for finding in checked.findings]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
class TestRule:
    def test_says_everything_about_itself(self, rule: Rule) -> None:
        assert re.fullmatch(r"[A-Z]\d{3}", rule.id)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
        assert rule.id[0] in FAMILIES
        assert rule.severity in SEVERITIES
        for text in (rule.title, rule.meaning, rule.basis, rule.remedy):
            assert re.search(r"[\u4e00-\u9fff]", text)

    def test_its_failing_example_fails_for_this_reason(self, rule: Rule, tmp_path: Path) -> None:
        found = findings(rule, rule.failing, tmp_path)
        assert rule in found
        if rule.id[0] in "FY":
            assert {r.id for r in found} == {rule.id}

    def test_its_passing_example_is_a_clean_report(self, rule: Rule, tmp_path: Path) -> None:
        assert findings(rule, rule.passing, tmp_path) == []

    def test_is_found_by_id_and_by_name(self, rule: Rule) -> None:
        assert find_rule(rule.id.lower()) is rule
        assert find_rule(rule.name.upper()) is rule

    def test_explain_prints_it_with_its_examples(self, rule: Rule) -> None:
        status, out, err = run("explain", rule.name)
        assert (status, err) == (0, "")
        assert out.startswith(f"{rule.id} {rule.name}（")
        bare = re.sub(r"\s", "", out)
        for text in (rule.title, rule.meaning, rule.basis, rule.remedy):
            assert re.sub(r"\s", "", text) in bare
        for example in (rule.passing, rule.failing):
            assert example
            assert "".join(f"    {line}\n" for line in example.splitlines()) in out


def test_ids_and_names_are_unique() -> None:
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert [rule.id for rule in RULES.values()] == list(RULES)
    assert not {rule.name.upper() for rule in RULES.values()} & set(RULES)


def test_every_identity_of_the_national_formats_has_its_rule() -> None:
    told = {rule.id for form in catalogue().all() for rule in rules_of(form)}
    assert told == {rule.id for rule in TABLE_RULES}

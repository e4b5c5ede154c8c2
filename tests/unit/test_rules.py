"""Every rule explains itself, and its examples are true."""

import re
from collections.abc import Iterator

import pytest

from tests.support.program import run
from tests.support.reports import as_toml, catalogue, zero_report
from tui.checks import FAMILIES, RULES, SEVERITIES, Rule, check, find_rule
from tui.checks.table_rules import rules_of
from tui.report import load_bytes

KEY = re.compile(r'("[^"]*"|[\w-]+)\s*=')


def laid_over(example: str) -> bytes:
    """The file an example stands for: its lines over an otherwise complete report of zeros."""
    is_2019 = "# 2019 格式" in example
    base = as_toml(zero_report("2019", 2020) if is_2019 else zero_report())
    sections: dict[str, dict[str, str]] = {}
    for head, key, line in (*_statements(base), *_statements(example)):
        lines = sections.setdefault(head, {})
        if line.startswith("# 删去 "):
            del lines[line.removeprefix("# 删去 ")]
        elif key:
            lines[key] = line
    text = "\n".join(line for head in sections for line in (head, *sections[head].values()))
    return text.encode("gbk" if "# 以 GBK 编码保存" in example else "utf-8")


def _statements(text: str) -> Iterator[tuple[str, str, str]]:
    """Section heading, key and text of every line; what comes first is the head of the file."""
    head = ""
    for line in text.splitlines():
        if line.startswith("["):
            head = line
        found = KEY.match(line)
        yield head, found[1] if found else "", line


def findings(example: str) -> list[Rule]:
    checked = check(load_bytes("例.toml", laid_over(example), catalogue()))
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

    def test_its_failing_example_fails_for_this_reason(self, rule: Rule) -> None:
        found = findings(rule.failing)
        assert rule in found
        if rule.id.startswith("F"):
            assert {r.id for r in found} == {rule.id}

    def test_its_passing_example_is_a_clean_report(self, rule: Rule) -> None:
        assert findings(rule.passing) == []

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
        for example in filter(None, (rule.passing, rule.failing)):
            assert "".join(f"    {line}\n" for line in example.splitlines()) in out


def test_ids_and_names_are_unique() -> None:
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert [rule.id for rule in RULES.values()] == list(RULES)
    assert not {rule.name.upper() for rule in RULES.values()} & set(RULES)


def test_every_identity_of_the_national_formats_has_its_rule() -> None:
    told = {rule.id for form in catalogue().all() for rule in rules_of(form)}
    assert told == {id_ for id_ in RULES if id_.startswith("T")}

"""Every rule explains itself, and its two examples do what they say."""

import re

import pytest

from tests.support.reports import as_toml, catalogue, zero_report
from tui.checks import RULES, SEVERITIES, Rule, check
from tui.report import load_bytes


def overlaid(example: str) -> bytes:
    """The lines of an example laid over an otherwise complete report of zeros."""
    old = "# 2019 格式" in example
    lines = as_toml(zero_report("2019", 2020) if old else zero_report()).split("\n")
    section = ""
    for line in example.strip().split("\n"):
        if line.startswith("["):
            section = line
            if section not in lines:
                lines += [section]
        elif removed := re.match(r"# 删去 (\w+)", line):
            lines = [x for x in lines if not x.startswith(f"{removed[1]} =")]
        elif line and not line.startswith("#"):
            start = lines.index(section) + 1 if section else 0
            end = next(
                (i for i in range(start, len(lines)) if lines[i].startswith("[")), len(lines)
            )
            key = line.split("=")[0].strip()
            same = [i for i in range(start, end) if lines[i].split("=")[0].strip() == key]
            lines[same[0] if same else start : same[0] + 1 if same else start] = [line]
    text = "\n".join(lines) + "\n"
    return text.encode("gb18030" if "# 以 GBK 编码保存" in example else "utf-8")


def found(example: str) -> set[str]:
    checked = check(load_bytes("x.toml", overlaid(example), catalogue()))
    return {f.rule.id for f in checked.findings}


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.id)
def test_the_failing_example_fails(rule: Rule) -> None:
    assert rule.id in found(rule.failing)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.id)
def test_the_passing_example_passes(rule: Rule) -> None:
    assert found(rule.passing) == set()


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.id)
def test_every_rule_explains_itself(rule: Rule) -> None:
    assert re.fullmatch(r"[FT]\d{3}", rule.id)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.name)
    assert rule.severity in SEVERITIES
    assert all((rule.title, rule.meaning, rule.basis, rule.remedy, rule.failing))


def test_names_are_unique() -> None:
    assert len({r.name for r in RULES.values()}) == len(RULES)

"""``explain`` and ``rules``: what a rule or a cell means, for people and for scripts."""

import json
import re

import pytest
import wcwidth

from tests.support.program import run
from tests.support.reports import catalogue
from tui.checks import FAMILIES, RULES

FORM = catalogue().get("2021")
assert FORM


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def explained(*args: str) -> str:
    status, out, err = run("explain", *args)
    assert (status, err) == (0, "")
    return out


@pytest.mark.parametrize("word", ["T303", "t303", "balance", "BALANCE"])
def test_a_rule_by_id_or_name(word: str) -> None:
    out = explained(word)
    assert out.startswith("T303 balance（错误）：收到的件数与办理的件数不平衡\n")
    assert "正确的例子：\n    [applications]\n" in out
    assert "有误的例子：\n    [applications]\n" in out


def test_a_cell_with_its_labels_definition_and_source() -> None:
    out = explained("applications.granted.natural")
    form = FORM
    cell = form.cells[form.index["applications.granted.natural"]]
    assert out.startswith("applications.granted.natural（2021 格式）\n")
    for text in (
        cell.section.heading,
        cell.full_label,
        cell.row.instruction,
        cell.row.basis,
        cell.column.instruction,
        cell.column.basis,
        "不小于 0 的整数，单位：件",
        "T301 row-total：",
        "T302 outcome-total：",
    ):
        assert bare(text) in bare(out)
    assert "T303" not in out


@pytest.mark.parametrize("path", [*FORM.section, *FORM.rows, *FORM.texts])
def test_every_place_of_the_format_is_explained(path: str) -> None:
    out = explained(path)
    assert out.startswith(f"{path}（2021 格式）\n")
    assert "依" in out
    found = [*FORM.rows.get(path, ())[1:2], *FORM.texts.get(path, ())[1:]]
    for row_or_text in found:
        assert bare(row_or_text.instruction) in bare(out)
        assert bare(row_or_text.basis) in bare(out)
    assert max(map(wcwidth.wcswidth, out.splitlines())) <= 80


def test_a_row_names_its_columns_and_a_section_its_parts() -> None:
    assert "natural（自然人）" in explained("applications.received")
    out = explained("applications")
    assert all(bare(f"{key}：{row.short}") in bare(out) for key, (_, row, _) in FORM.rows.items()
               if key.startswith("applications."))  # fmt: skip
    assert "overview.proactive：（一）主动公开" in explained("overview")


def test_a_row_of_one_cell_is_explained_as_the_cell() -> None:
    out = explained("disclosure.fees")
    assert "本年收费金额（单位：万元）" in bare(out)
    assert "单位：万元" in out
    assert "元角分换算成小数照实填" in bare(out)


def test_a_printed_name_leads_to_its_place() -> None:
    status, _, err = run("explain", "予以公开")
    assert status == 2
    assert "名称里有“予以公开”的是：applications.granted" in err


def test_a_place_that_only_the_older_format_has() -> None:
    assert explained("disclosure.other_services").startswith(
        "disclosure.other_services（2019 格式）\n"
    )
    assert explained("applications.received", "--format-id", "2019").startswith(
        "applications.received（2019 格式）\n"
    )
    status, _, err = run("explain", "disclosure.other_services", "--format-id", "2021")
    assert (status, "没有“disclosure.other_services”" in err) == (2, True)


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("T399", ""),
        ("balence", "balance"),
        ("applications.recieved", "applications.received"),
        ("\x1b[2J", ""),
        ("", ""),
    ],
)
def test_a_word_that_means_nothing(word: str, near: str) -> None:
    status, out, err = run("explain", word)
    assert (status, out) == (2, "")
    assert "\x1b" not in err
    assert (f"是不是 {near}" in err) if near else "没有“" in err


def test_an_unknown_format() -> None:
    status, _, err = run("explain", "applications", "--format-id", "1999")
    assert status == 2
    assert "没有名为“1999”的格式；已有的格式：2019、2021" in err


def test_rules_lists_every_rule_under_its_family() -> None:
    status, out, _ = run("rules")
    assert status == 0
    lines = out.splitlines()
    listed = [line.split()[0] for line in lines if line.startswith("  ")]
    assert listed == list(RULES)
    assert [line.partition("  ")[0] for line in lines if re.match("[A-Z]  ", line)] == list(
        FAMILIES
    )
    assert max(map(wcwidth.wcswidth, lines)) <= 80


def test_rules_as_json() -> None:
    status, out, err = run("rules", "--json")
    assert (status, err) == (0, "")
    found = json.loads(out)
    assert found["version"] == 1
    assert [rule["id"] for rule in found["rules"]] == list(RULES)
    for told, rule in zip(found["rules"], RULES.values(), strict=True):
        assert told == rule._asdict()

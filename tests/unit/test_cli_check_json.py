"""The JSON contract of ``check``, key by key."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.program import EXAMPLES, run
from tests.support.reports import as_toml, catalogue, zero_report
from tests.support.rule_examples import written
from tui.checks import RULES

CLEAN = as_toml(zero_report())
REPORT_KEYS = {"file", "format", "year", "agency", "summary", "findings"}
FINDING_KEYS = {"rule", "name", "severity", "line", "column", "message", "cells", "suspects"}


def contract(*args: object, input: bytes = b"") -> dict[str, Any]:
    """Run, and hold the answer to everything that the contract promises of any report."""
    status, out, err = run("check", *map(str, args), "--format", "json", input=input)
    found = json.loads(out)
    assert set(found) == {"version", "reports"}
    assert found["version"] == 1
    for report in found["reports"]:
        _hold_report(report)
    errors = sum(report["summary"]["error"] for report in found["reports"])
    assert status == (2 if err else 1 if errors else 0)
    return found  # type: ignore[no-any-return]


def _hold_report(report: dict[str, Any]) -> None:
    assert set(report) == REPORT_KEYS
    assert isinstance(report["file"], str)
    for key, kind in (("format", str), ("year", int), ("agency", str)):
        assert report[key] is None or type(report[key]) is kind
    summary = report["summary"]
    assert set(summary) == {"error", "warning", "info", "not_assessable"}
    form = catalogue().get(report["format"] or "2021")
    assert form
    for finding in report["findings"]:
        assert set(finding) == FINDING_KEYS
        rule = RULES[finding["rule"]]
        assert (finding["name"], finding["severity"]) == (rule.name, rule.severity)
        assert finding["line"] >= 1
        assert finding["column"] >= 1
        assert finding["message"]
        assert set(finding["cells"]) <= {*form.index, *form.texts}
        for suspect in finding["suspects"]:
            assert set(suspect) == {"path", "value", "expected"}
            assert suspect["path"] in finding["cells"]
            assert isinstance(suspect["expected"], int | float)
    for severity in ("error", "warning", "info"):
        counted = sum(f["severity"] == severity for f in report["findings"])
        assert summary[severity] == counted


def test_the_example_of_the_design() -> None:
    (report,) = contract(EXAMPLES / "broken/2023.toml")["reports"]
    assert (report["format"], report["year"], report["agency"]) == (
        "2021",
        2023,
        "临河县自然资源局",
    )
    assert report["summary"] == {"error": 3, "warning": 0, "info": 0, "not_assessable": 0}
    balance = next(f for f in report["findings"] if f["rule"] == "T303")
    assert balance["cells"] == [
        f"applications.{row}.natural"
        for row in ("received", "carried_in", "processed", "carried_out")
    ]
    suspect = {"path": "applications.processed.natural", "value": 12, "expected": 21}
    assert all(f["suspects"] == [suspect] for f in report["findings"])
    line = (EXAMPLES / "broken/2023.toml").read_text("utf-8").splitlines()[balance["line"] - 1]
    assert line[balance["column"] - 1 :].startswith("12,")


def test_all_operands_are_listed_also_the_zeros() -> None:
    (report,) = contract(EXAMPLES / "broken/2023.toml")["reports"]
    cells = {f["rule"]: len(f["cells"]) for f in report["findings"]}
    assert cells == {"T301": 7, "T302": 22, "T303": 4}


def test_suspects_are_ranked() -> None:
    text = CLEAN.replace(
        "\nreconsideration = [ 0, 0, 0, 0, 0 ]", "\nreconsideration = [ 15, 6, 0, 0, 12 ]"
    )
    (report,) = contract("-", input=text.encode())["reports"]
    (finding,) = report["findings"]
    assert finding["suspects"] == [
        {"path": "remedies.reconsideration.total", "value": 12, "expected": 21},
        {"path": "remedies.reconsideration.upheld", "value": 15, "expected": 6},
    ]


def test_nothing_can_be_said_is_an_empty_list() -> None:
    (report,) = contract("-", input=CLEAN.replace("licensing = 0", "licensing = -1").encode())[
        "reports"
    ]
    assert report["findings"][0]["suspects"] == []


@pytest.mark.parametrize(
    ("typed", "value", "expected"),
    [
        ('licensing = "１，２３４"', "１，２３４", 1234),
        ('fees = "96,171.60"', "96,171.60", 96171.6),
        ('fees = "12"', "12", 12.0),
    ],
)
def test_what_was_meant_by_a_text_is_a_suspect(typed: str, value: str, expected: float) -> None:
    key = typed.partition(" ")[0]
    (report,) = contract("-", input=CLEAN.replace(f"{key} = 0", typed).encode())["reports"]
    (finding,) = report["findings"]
    (suspect,) = finding["suspects"]
    assert (suspect["value"], suspect["expected"]) == (value, expected)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "F001"),
        (b"\xff\xfe\x00\x01", "F008"),
        (CLEAN.encode("gbk"), "F008"),
        (("x = " + "[" * 5000).encode(), "F001"),
    ],
)
def test_a_file_of_which_nothing_can_be_read_has_no_head(data: bytes, rule: str) -> None:
    (report,) = contract("-", input=data)["reports"]
    assert [report[key] for key in ("format", "year", "agency")] == [None, None, None]
    assert [f["rule"] for f in report["findings"]] == [rule]


def test_one_object_for_none_one_and_many_reports(tmp_path: Path) -> None:
    assert contract(tmp_path / "无.toml") == {"version": 1, "reports": []}
    for i in range(70):
        text = CLEAN if i % 2 else CLEAN.replace("licensing = 0", "licensing = -1")
        (tmp_path / f"{i:02}.toml").write_text(text, "utf-8")
    found = contract(tmp_path)
    names = [str(tmp_path / f"{i:02}.toml") for i in range(70)]
    assert [report["file"] for report in found["reports"]] == names
    assert len(contract(tmp_path, tmp_path / "00.toml", tmp_path / "无.toml")["reports"]) == 71


def test_every_rule_keeps_the_contract(tmp_path: Path) -> None:
    for rule in RULES.values():
        folder = tmp_path / rule.id
        folder.mkdir()
        (report,) = contract(written(rule, rule.failing, folder))["reports"]
        assert rule.id in {f["rule"] for f in report["findings"]}


def test_real_examples_keep_the_contract() -> None:
    files = sorted(EXAMPLES.rglob("*.toml"))
    found = contract(EXAMPLES)
    assert sorted(Path(report["file"]) for report in found["reports"]) == files
    assert len(files) >= 4
    assert all(report["year"] for report in found["reports"])


def test_texts_that_could_steer_a_terminal_are_escaped_and_still_say_the_same() -> None:
    agency = "某\x1b[2J\u202e局\x9b\x7f\U000e0001"
    text = CLEAN.replace('"某某县司法局"', json.dumps(agency))
    text = text.replace("\\udb40\\udc01", "\\U000E0001")
    status, out, _ = run("check", "-", "--format", "json", input=text.encode())
    assert status == 0
    (report,) = json.loads(out)["reports"]
    assert report["agency"] == agency
    assert all(char.isprintable() or char == "\n" for char in out)

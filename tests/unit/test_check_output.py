"""What ``check`` writes: the JSON contract, the message, the verdict, the status."""

import json
import re
from pathlib import Path

import pytest

from tests.support.program import EXAMPLES, run
from tests.support.reports import as_toml, zero_report
from tui.display import width

BROKEN = EXAMPLES / "broken/2023.toml"
CLEAN = EXAMPLES / "suqian/2024.toml"


def test_the_json_contract() -> None:
    status, out, err = run("check", BROKEN, CLEAN, "--format", "json")
    assert (status, err) == (1, "")
    found = json.loads(out)
    assert set(found) == {"version", "reports"}
    assert found["version"] == 1
    broken, clean = found["reports"]
    assert set(broken) == {"file", "format", "year", "agency", "summary", "findings"}
    assert (broken["file"], broken["format"], broken["year"]) == (str(BROKEN), "2021", 2023)
    assert broken["summary"] == {"error": 3, "warning": 0, "info": 0, "not_assessable": 0}
    assert clean["findings"] == []
    by_rule = {f["rule"]: f for f in broken["findings"]}
    assert set(by_rule) == {"T301", "T302", "T303"}
    keys = {"rule", "name", "severity", "line", "column", "message", "cells", "suspects"}
    assert all(set(f) == keys for f in by_rule.values())
    balance = by_rule["T303"]
    assert balance["name"] == "balance"
    assert balance["cells"] == [
        f"applications.{row}.natural"
        for row in ("received", "carried_in", "processed", "carried_out")
    ]
    assert balance["suspects"] == [
        {"path": "applications.processed.natural", "value": 12, "expected": 21}
    ]
    line = BROKEN.read_text("utf-8").split("\n")[balance["line"] - 1]
    assert line.startswith("processed")
    assert line[balance["column"] - 1 :].startswith("12,")
    assert len(by_rule["T302"]["cells"]) == 22


@pytest.mark.parametrize("number", [0, 1, 70])
def test_json_is_one_object_whatever_the_number_of_files(number: int, tmp_path: Path) -> None:
    for i in range(number):
        (tmp_path / f"{i:03d}.toml").write_bytes(CLEAN.read_bytes())
    _, out, _ = run("check", tmp_path, "--format", "json")
    reports = json.loads(out)["reports"]
    assert [Path(r["file"]).name for r in reports] == [f"{i:03d}.toml" for i in range(number)]


def test_carets_stand_under_the_operands_by_display_width(tmp_path: Path) -> None:
    path = tmp_path / "2023.toml"
    # A wide character among the figures of the line.
    text = as_toml(zero_report()).replace(
        "reconsideration = [ 0, 0, 0, 0, 0 ]", 'reconsideration = [ "、", 0, "无", 0, 7 ]', 1
    )
    path.write_text(text, "utf-8")
    _, out, _ = run("check", path, "--select", "F005")
    shown, carets = (
        next(x for x in out.split("\n") if "reconsideration" in x),
        next(x for x in out.split("\n") if "^" in x),
    )
    second = out.split("\n").index(carets, 0)
    assert width(shown[: shown.index('"、"')]) == carets.index("^")
    later = [x for x in out.split("\n")[second + 1 :] if "^" in x]
    assert width(shown[: shown.index('"无"')]) == later[0].index("^")
    assert later[0].count("^") == width('"无"')


def test_one_line_a_finding_and_a_verdict() -> None:
    status, out, err = run("check", BROKEN, "--format", "concise")
    assert status == 1
    lines = out.rstrip("\n").split("\n")
    assert len(lines) == 3
    assert all(re.match(rf"{re.escape(str(BROKEN))}:93:37: T30[123] ", x) for x in lines)
    assert err == "检查了 1 份年报，发现 3 处错误。\n"
    _, out, _ = run("check", CLEAN)
    assert out == "检查了 1 份年报，没有发现问题。\n"


def test_status_threshold_and_selection() -> None:
    blank = EXAMPLES / "2020.toml"
    assert run("check", blank)[0] == 0
    assert run("check", blank, "--fail-on", "warning")[0] == 1
    assert run("check", blank, "--fail-on", "warning", "--ignore", "aspect-missing")[0] == 0
    assert (
        run("check", BROKEN, "--select", "T303,row-total", "--format", "concise")[1].count("\n")
        == 2
    )
    assert run("check", BROKEN, "--ignore", "T")[0] == 0
    assert run("check", BROKEN, "没有.toml")[0] == 2


def test_standard_input() -> None:
    status, out, _ = run("check", "-", "--format", "concise", input=BROKEN.read_bytes())
    assert status == 1
    assert out.startswith("-:93:37: T301")


def test_blanks_are_counted_and_cascade_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "2023.toml"
    text = as_toml(zero_report()).replace("granted = [ 0, 0,", 'granted = [ "x", "",', 1)
    path.write_text(text, "utf-8")
    _, out, _ = run("check", path, "--format", "json")
    report = json.loads(out)["reports"][0]
    assert [f["rule"] for f in report["findings"]] == ["F005", "F007"]
    assert report["summary"]["not_assessable"] == 3


def test_a_fault_in_the_writing_does_not_hide_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "2023.toml"
    path.write_text(BROKEN.read_text("utf-8").replace("penalties ", "penalties ＝", 1), "utf-8")
    _, out, _ = run("check", path, "--format", "json")
    rules = [f["rule"] for f in json.loads(out)["reports"][0]["findings"]]
    assert sorted(rules) == ["F001", "T301", "T302", "T303"]

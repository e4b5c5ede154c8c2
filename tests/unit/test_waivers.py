"""Reasons on record: what they silence, until when, and what they never silence."""

import datetime
from pathlib import Path

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from tests.support.program import run
from tests.support.reports import as_toml, catalogue, zero_report
from tui.checks import check
from tui.report import load_bytes
from tui.report.layout import laid_out
from tui.report.waiver import Waiver
from tui.report.waiver_text import with_waivers

CELL = "disclosure.regulations.in_force"


def text(in_force: int = 6, waiver: str = "") -> str:
    report = zero_report()
    report.values[report.format.index[CELL]] = in_force
    return as_toml(report) + waiver


def recorded(value: int = 6, rule: str = "T201", **changes: str) -> str:
    lines = {
        "rule": f'"{rule}"',
        "cells": f'["{CELL}"]',
        "values": f"[{value}]",
        "reason": '"代为统计"',
        "by": '"张三"',
        "date": "2024-01-15",
    } | changes
    return "\n[[waiver]]\n" + "".join(f"{k} = {v}\n" for k, v in lines.items() if v)


def found(source: str) -> tuple[list[str], list[str]]:
    """Ids of the findings, ids of the waived."""
    checked = check(load_bytes("x.toml", source.encode(), catalogue()))
    return [f.rule.id for f in checked.findings], [w.finding.rule.id for w in checked.waived]


def test_a_finding_with_a_reason_is_waived() -> None:
    assert found(text()) == (["T201"], [])
    assert found(text(waiver=recorded())) == ([], ["T201"])
    assert found(text(waiver=recorded(rule="regulations-level"))) == ([], ["T201"])


def test_it_comes_back_when_the_value_changes() -> None:
    ids, waived = found(text(7, recorded(6)))
    assert (sorted(ids), waived) == (["T201", "W102"], [])


def test_a_reason_that_silences_nothing_is_a_finding() -> None:
    assert found(text(0, recorded(0))) == (["W102"], [])


def test_arithmetic_cannot_be_waived() -> None:
    broken = text(0).replace("received = [ 0, 0,", "received = [ 1, 0,")
    paths = '["applications.received.natural"]'
    ids, waived = found(broken + recorded(1, "T301", cells=paths))
    assert "W103" in ids
    assert "T301" in ids
    assert waived == []


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"by": ""}, "缺少 by"),
        ({"reason": '" "'}, "reason"),
        ({"date": '"去年"'}, "date"),
        ({"values": "[]"}, "个数"),
        ({"cells": "5", "values": "[]"}, "cells"),
        ({"resaon": '"x"'}, "resaon"),
        ({"by": "5"}, "by"),
    ],
)
def test_a_reason_that_is_badly_written_is_told(changes: dict[str, str], said: str) -> None:
    checked = check(load_bytes("x.toml", text(waiver=recorded(**changes)).encode(), catalogue()))
    (finding,) = (f for f in checked.findings if f.rule.id == "W101")
    assert said in finding.message


@given(
    reason=st.text(st.characters(exclude_categories=("Cs",)), min_size=1),
    newline=st.sampled_from(["\n", "\r\n"]),
    bom=st.booleans(),
)
def test_what_is_written_is_read_back_and_taken_out_again(
    reason: str, newline: str, bom: bool
) -> None:
    data = (b"\xef\xbb\xbf" if bom else b"") + text().replace("\n", newline).encode()
    one = Waiver("T201", (CELL,), (6,), (), reason, "张三", datetime.date(2024, 1, 15), ())
    made = with_waivers(data, [one])
    assert made.startswith(data.rstrip())
    (held,) = tomli.loads(made.decode("utf-8-sig").replace("\r\n", "\n"))["waiver"]
    assert held["reason"] == reason
    assert with_waivers(made, []).rstrip() == data.rstrip()


def test_others_stay_as_they_were_written() -> None:
    second = recorded(rule="Y501").replace("[[waiver]]", "[[waiver]] # 第二条")
    by_hand = recorded() + second.replace(" = ", "=")
    data = text(waiver=by_hand).encode()
    report = load_bytes("x.toml", data, catalogue()).report
    assert report
    assert with_waivers(data, report.waivers) == data
    left = with_waivers(data, report.waivers[1:]).decode()
    assert left.endswith(second.replace(" = ", "="))
    assert left.count("代为统计") == 1


def test_fmt_leaves_reasons_alone() -> None:
    form = zero_report().format
    once = laid_out(text(waiver=recorded()), form)
    assert laid_out(once, form) == once
    assert "代为统计" in once


def test_waive_from_the_command_line(tmp_path: Path) -> None:
    file = tmp_path / "2023.toml"
    file.write_text(text(), "utf-8")
    status, out, err = run("waive", file, "T201", "--reason", "代为统计", "--by", "张三")
    assert (status, err) == (0, "")
    assert out.startswith("已记下：规章填了 现行有效 6")
    status, out, _ = run("check", file, "--fail-on", "warning")
    assert status == 0
    assert "已有理由" in out
    assert "理由：代为统计（张三，" in out
    assert "1 处已记下理由" in out
    status, out, _ = run("waive", file)
    assert "T201  代为统计（张三，" in out
    status, out, _ = run("waive", file, "T201", "--remove")
    assert status == 0
    assert file.read_text("utf-8").rstrip() == text().rstrip()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["T201", "--by", "张三"], "请用 --reason"),
        (["T201", "--reason", "x"], "请用 --by"),
        (["T303", "--reason", "x", "--by", "y"], "只能改正"),
        (["Y501", "--reason", "x", "--by", "y"], "没有 Y501"),
        (["T999", "--reason", "x", "--by", "y"], "没有“T999”"),
        (["T201", "disclosure.fees", "--reason", "x", "--by", "y"], "没有 T201"),
        (["T201", "--remove"], "没有为 T201 记下的理由"),
    ],
)
def test_waive_refuses_clearly_and_writes_nothing(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    file = tmp_path / "2023.toml"
    file.write_text(text(), "utf-8")
    status, out, err = run("waive", file, *arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert file.read_text("utf-8") == text()


def test_a_reason_is_bound_to_last_years_value_too(tmp_path: Path) -> None:
    last, this = tmp_path / "2022.toml", tmp_path / "2023.toml"
    report = zero_report("2021", 2022)
    path = "disclosure.licensing.decisions"
    report.values[report.format.index[path]] = 1000
    last.write_text(as_toml(report), "utf-8")
    this.write_text(as_toml(zero_report()), "utf-8")
    assert run("waive", this, "jump", "--reason", "机构改革", "--by", "张三")[0] == 0
    assert "previous = [ 1000 ]" in this.read_text("utf-8")
    assert run("check", this, "--fail-on", "warning")[0] == 0
    report.values[report.format.index[path]] = 2000
    last.write_text(as_toml(report), "utf-8")
    status, out, _ = run("check", this, "--fail-on", "warning")
    assert status == 1
    assert "上年报告中的值后来改过" in out
    last.unlink()
    assert run("check", this, "--fail-on", "warning")[0] == 0  # nobody knows: not told


def test_json_lists_the_waived_apart(tmp_path: Path) -> None:
    import json

    file = tmp_path / "2023.toml"
    file.write_text(text(waiver=recorded()), "utf-8")
    (report,) = json.loads(run("check", file, "--format", "json")[1])["reports"]
    assert report["findings"] == []
    (waived,) = report["waived"]
    assert (waived["rule"], waived["reason"], waived["by"]) == ("T201", "代为统计", "张三")
    assert waived["date"] == "2024-01-15"

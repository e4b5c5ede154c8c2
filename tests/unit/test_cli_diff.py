"""``diff``: what differs, for people and for scripts."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.program import EXAMPLES, run
from tests.support.reports import as_toml, zero_report
from tests.support.strategies import cell_values
from tui.compare import compared, passages_of
from tui.report.model import Report

CHANGED = "applications.received.natural"


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """Reports of both formats that differ from zeros in some cells and texts."""
    report = zero_report(draw(st.sampled_from(["2019", "2021"])))
    for cell in draw(st.lists(st.sampled_from(report.format.cells), max_size=20)):
        report.values[cell.index] = draw(cell_values(cell))
    for path in draw(st.lists(st.sampled_from(list(report.format.texts)), max_size=3)):
        report.texts[path] = draw(st.text(st.sampled_from("一二。；\nab"), max_size=12))
    return report


def pair(folder: Path) -> tuple[Path, Path]:
    first, second = folder / "一.toml", folder / "二.toml"
    report = zero_report()
    report.texts["other.text"] = "第一句。第二句。第三句。"
    first.write_text(as_toml(report), "utf-8")
    report.values[report.format.index[CHANGED]] = 5
    report.values[report.format.index["disclosure.fees.amount"]] = Decimal("12.50")
    report.texts["other.text"] = "第一句。新的一句。第三句。"
    report.notes["disclosure.licensing.decisions"] = "含委托"
    second.write_text(as_toml(report), "utf-8")
    return first, second


def test_the_same_report_twice(tmp_path: Path) -> None:
    first, _ = pair(tmp_path)
    status, out, err = run("diff", first, first)
    assert (status, err) == (0, "")
    assert out.endswith("两份没有不同。\n")


def test_cells_texts_and_remarks(tmp_path: Path) -> None:
    first, second = pair(tmp_path)
    status, out, err = run("diff", first, second)
    assert (status, err) == (1, "")
    lines = [" ".join(line.split()) for line in out.splitlines()]
    assert "一、本年新收·自然人 0 5 +5" in lines
    assert "行政事业性收费 0 12.50 +12.50" in lines
    assert "－ 第二句。" in lines
    assert "＋ 新的一句。" in lines
    assert not any("第一句" in line for line in lines)
    assert "备注 行政许可：（无） → 含委托" in lines
    assert lines[-1] == "不同之处：2 格数字、1 段文字、1 条备注。"


def test_json(tmp_path: Path) -> None:
    first, second = pair(tmp_path)
    status, out, _ = run("diff", first, second, "--format", "json")
    found = json.loads(out)
    assert status == 1
    assert found["version"] == 1
    assert found["second"] == {
        "file": str(second),
        "format": "2021",
        "year": 2023,
        "agency": "某某县司法局",
    }
    assert found["cells"][-1] == {
        "path": CHANGED,
        "label": "一、本年新收·自然人",
        "first": 0,
        "second": 5,
        "change": 5,
    }
    (text,) = found["texts"]
    assert [p["kind"] for p in text["passages"]] == ["same", "removed", "added", "same"]
    assert [n["second"] for n in found["notes"]] == ["含委托"]


def test_two_formats(tmp_path: Path) -> None:
    one, two = tmp_path / "2020.toml", tmp_path / "2021.toml"
    old = zero_report("2019", 2020)
    old.values[old.format.index["disclosure.procurement.projects"]] = 7
    one.write_text(as_toml(old), "utf-8")
    two.write_text(as_toml(zero_report("2021", 2021)), "utf-8")
    status, out, _ = run("diff", one, two)
    assert status == 1
    assert "格式：2019 → 2021" in out
    assert "没有这一格" in out


def test_a_file_against_its_last_saved_state(tmp_path: Path) -> None:
    first, second = pair(tmp_path)
    status, _, err = run("diff", second)
    assert status == 2
    assert "没有保存过的前一份" in err
    first.rename(tmp_path / "二.toml~")
    assert run("diff", second)[0] == 1


def test_the_examples_of_two_years() -> None:
    status, out, _ = run("diff", EXAMPLES / "suqian/2023.toml", EXAMPLES / "suqian/2024.toml")
    assert status == 1
    assert "年份：2023 → 2024" in out


@pytest.mark.parametrize("name", ["没有.toml", "坏.toml"])
def test_what_cannot_be_read(tmp_path: Path, name: str) -> None:
    first, _ = pair(tmp_path)
    (tmp_path / "坏.toml").write_text("[[[", "utf-8")
    status, out, err = run("diff", first, tmp_path / name)
    assert (status, out) == (2, "")
    assert name in err


def test_hidden_characters_stay_inert(tmp_path: Path) -> None:
    first, second = pair(tmp_path)
    text = second.read_text("utf-8").replace("新的一句", "新\\u001b[2J的\\u202e一句")
    second.write_text(text, "utf-8")
    for kind in ("text", "json"):
        out = run("diff", first, second, "--format", kind)[1]
        assert "\x1b" not in out
        assert "\u202e" not in out
        assert "\\u202e" in out


@given(reports(), reports())
@settings(max_examples=30)
def test_no_difference_is_missed_or_invented(first: Report, second: Report) -> None:
    assert not compared(first, first)
    found = compared(first, second)
    if first.format is second.format:
        differing = {
            c.path
            for c in first.format.cells
            if repr(first.values[c.index]) != repr(second.values[c.index])
            and first.values[c.index] != second.values[c.index]
        }
        assert {c.path for c in found.cells} == differing
    for text in found.texts:
        kept = "".join(p.text for p in text.passages if p.kind != "added")
        came = "".join(p.text for p in text.passages if p.kind != "removed")
        assert (kept, came) == (text.first, text.second)


def test_a_monstrous_text_takes_bounded_time() -> None:
    a, b = "一。" * 50_000, "二。" * 50_000
    assert [p.kind for p in passages_of(a, b)] == ["removed", "added"]

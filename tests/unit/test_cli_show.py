"""``show``: the data of a report, bare for scripts, in lines for eyes."""

from pathlib import Path

import pytest

from tests.support.program import EXAMPLES, run
from tests.support.reports import as_toml, zero_report

BROKEN = EXAMPLES / "broken/2023.toml"


def shown(*args: str) -> str:
    status, out, err = run("show", BROKEN, *args)
    assert (status, err) == (0, "")
    return out


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("applications.received.natural", "21"),
        ("applications.processed.total", "25"),
        ("disclosure.fees.amount", "12.5"),
        ("disclosure.licensing.decisions", "120"),
        ("year", "2023"),
        ("agency", "临河县自然资源局"),
        ("format", "2021"),
        ("notes.disclosure.licensing.decisions", ""),
        ("other.text", "本年度未收取信息处理费。"),
    ],
)
def test_a_place_is_its_bare_value(path: str, value: str) -> None:
    assert shown(path) == f"{value}\n"


def test_blank_zero_and_not_applicable_stay_three_things(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    text = as_toml(zero_report()).replace(
        "regulations = [ 0, 0, 0 ]", 'regulations = [ "", "/", 0 ]'
    )
    path.write_text(text, "utf-8")
    values = [
        run("show", path, f"disclosure.regulations.{c}")[1]
        for c in ("issued", "repealed", "in_force")
    ]
    assert values == ['""\n', "/\n", "0\n"]


def test_a_row_is_a_line_a_cell_with_its_name() -> None:
    lines = shown("applications.received").splitlines()
    assert len(lines) == 7
    assert lines[0].split() == ["applications.received.natural", "21", "一、本年新收·自然人"]
    assert lines[-1].split() == ["applications.received.total", "25", "一、本年新收·总计"]


def test_a_table_is_every_cell_and_a_section_of_prose_its_beginnings() -> None:
    assert shown("remedies").count("\n") == 15
    lines = shown("overview").splitlines()
    assert [line.split()[0] for line in lines] == [
        f"overview.{key}"
        for key in ("proactive", "on_request", "management", "platform", "oversight")
    ]
    assert "全年公开规范性文件2件" in lines[0]


def test_without_a_place_it_is_the_whole_report() -> None:
    out = shown()
    assert out.startswith("临河县自然资源局2023年政府信息公开工作年度报告\n")
    headings = [line for line in out.splitlines() if line.endswith("]")]
    assert [h[0] for h in headings] == list("一二三四五六")
    assert out.count("applications.") == 175


def test_a_remark_stands_behind_its_figure(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    note = '[notes]\n"disclosure.licensing.decisions" = "含\\u001b[2J委托"\n'
    path.write_text(as_toml(zero_report()) + note, "utf-8")
    assert run("show", path, "disclosure.licensing")[1].endswith("（备注：含\\x1b[2J委托）\n")


def test_standard_input() -> None:
    data = BROKEN.read_bytes()
    assert run("show", "-", "applications.received.natural", input=data) == (0, "21\n", "")


@pytest.mark.parametrize("path", ["applications.recieved", "x", "", ".", "applications.received.x"])
def test_a_place_that_is_not_there(path: str) -> None:
    status, out, err = run("show", BROKEN, path)
    assert (status, out) == (2, "")
    assert f"没有“{path}”这个位置" in err
    assert ("是不是 applications.received" in err) == path.startswith("applications")


@pytest.mark.parametrize("wrong", ["licensing = １２", "licensing = -3", "licencing = 3", ""])
def test_what_is_wrong_in_the_file_is_not_shown_as_blank(tmp_path: Path, wrong: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(as_toml(zero_report()).replace("licensing = 0", wrong), "utf-8")
    status, out, err = run("show", path, "disclosure.licensing.decisions")
    assert (status, out) == (2, "")
    assert "disclosure.licensing.decisions 没有可用的值" in err
    assert run("show", path, "disclosure.licensing")[1].split()[1] == "?"


def test_what_can_be_read_of_a_faulty_file_is_shown_with_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_text(as_toml(zero_report()).replace("licensing = 0", "licensing = [0"), "utf-8")
    status, out, err = run("show", path, "disclosure.penalties.decisions")
    assert (status, out) == (0, "0\n")
    assert "文件写法有误，只能显示读得出来的部分；请先运行 check" in err


def test_all_remarks(tmp_path: Path) -> None:
    report = zero_report()
    report.notes = {"disclosure.fees.amount": "含|税", "applications.received.total": "件"}
    path = tmp_path / "x.toml"
    path.write_text(as_toml(report), "utf-8")
    status, out, _ = run("show", path, "notes")
    assert (status, out) == (0, "disclosure.fees.amount  含|税\napplications.received.total  件\n")

"""``new``: a complete file, and never at the cost of another one."""

import datetime
import re
from pathlib import Path

import pytest

from tests.support.program import run
from tests.support.reports import catalogue
from tui.checks import check
from tui.report import load


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("year", "form"),
    [(2008, "2019"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2100, "2021")],
)
def test_the_file_is_complete_and_only_blank(year: int, form: str) -> None:
    status, out, err = run("new", "x.toml", "--year", str(year), "--agency", "某某县司法局")
    assert status == 0
    assert bool(err) == (year < 2019)
    loaded = load("x.toml", catalogue())
    report = loaded.report
    assert report
    assert (report.format.id, report.year, report.agency) == (form, year, "某某县司法局")
    assert set(report.values) == {""}
    assert set(report.texts) == set(report.format.texts)
    assert {f.rule.id for f in check(loaded).findings} <= {"F007", "F009"}
    assert f"（{form} 格式，{len(report.format.cells)} 格）" in out
    assert out.endswith("填好后检查：disclosure-tui check x.toml\n")
    assert run("fmt", "x.toml", "--check")[0] == 0


def test_every_cell_is_explained_in_the_file(folder: Path) -> None:
    run("new", "x.toml", "--year", "2023", "--agency", "某局")
    text = (folder / "x.toml").read_text("utf-8")
    form = catalogue().get("2021")
    assert form
    for block, row, _ in form.rows.values():
        assert f"# {row.short}" in text
        assert all(column.short in text for column in block.columns)
    bare = re.sub(r"\n# |\s", "", text)
    assert all(re.sub(r"\s", "", section.instruction) in bare for section in form.sections)


def test_names_itself_after_the_year_last_year_unless_told(folder: Path) -> None:
    last = datetime.date.today().year - 1
    assert run("new", "--agency", "某局")[0] == 0
    assert run("new", "--year", "2020", "--agency", "某局")[0] == 0
    assert sorted(p.name for p in folder.iterdir()) == ["2020.toml", f"{last}.toml"]


def test_without_an_agency_it_says_what_is_missing(folder: Path) -> None:
    status, out, _ = run("new", "x.toml", "--year", "2023")
    assert status == 0
    assert '请在文件开头的 agency = "" 中填上' in out
    assert 'agency = ""' in (folder / "x.toml").read_text("utf-8")


def test_a_format_of_other_years_is_possible_and_told() -> None:
    status, _, err = run("new", "x.toml", "--year", "2023", "--agency", "某局", "--format", "2019")
    assert status == 0
    assert err == "提醒：2023 年的报告应当用 2021 格式，这里用的是 2019 格式\n"


@pytest.mark.parametrize("there", ["file", "folder", "link", "dangling"])
def test_whatever_has_the_name_already_stays_as_it_is(folder: Path, there: str) -> None:
    path = folder / "2023.toml"
    other = folder / "other"
    if there == "file":
        path.write_text("我的\n")
    elif there == "folder":
        path.mkdir()
    else:
        path.symlink_to(other)
        if there == "link":
            other.write_text("别人的\n")
    before = sorted(p.name for p in folder.iterdir())
    status, out, err = run("new", "--year", "2023", "--agency", "某局")
    assert (status, out) == (2, "")
    assert err.startswith("错误：2023.toml：文件已经存在，没有覆盖")
    assert sorted(p.name for p in folder.iterdir()) == before
    if there == "file":
        assert path.read_text() == "我的\n"
    if there == "link":
        assert other.read_text() == "别人的\n"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--year", "20222"), "年份 20222 不对，应当在 2008 到 2100 之间"),
        (("--year", "2007"), "年份 2007 不对"),
        (("--year", "二〇二三"), "“二〇二三”不是整数"),
        (("--format", "2018"), "没有名为“2018”的格式；已有的格式：2019、2021"),
        (("--format", "\x1b[2J"), r"没有名为“\x1b[2J”的格式"),
        (("--agency", "某\x1b[2J局"), r"单位名称里有隐藏字符：\x1b"),
        (("--agency", "某\u202e局"), r"单位名称里有隐藏字符：\u202e"),
        (("--agency", "某\n局"), r"单位名称里有隐藏字符：\n"),
        (("--agency", "某\udcff局"), r"单位名称里有隐藏字符：\udcff"),
        (("--schema", "无.toml"), "格式文件有误。无.toml：文件不存在"),
    ],
)
def test_a_wrong_word_makes_no_file(folder: Path, args: tuple[str, ...], message: str) -> None:
    status, out, err = run("new", "x.toml", *args)
    assert (status, out) == (2, "")
    assert message in err
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("agency", ['引号"局', "反斜线\\局", "井号#局", "'单'局", "[方]局", "=局"])
def test_any_name_of_an_agency_comes_back(agency: str) -> None:
    assert run("new", "x.toml", "--year", "2023", "--agency", agency)[0] == 0
    assert run("show", "x.toml", "agency") == (0, f"{agency}\n", "")


def test_a_dash_is_standard_output(folder: Path) -> None:
    args = ("--year", "2023", "--agency", "某局")
    status, out, err = run("new", "-", *args)
    assert (status, err) == (0, "")
    assert list(folder.iterdir()) == []
    run("new", "x.toml", *args)
    assert (folder / "x.toml").read_text("utf-8") == out

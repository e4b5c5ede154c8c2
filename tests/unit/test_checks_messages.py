"""What a person reads: whole messages byte for byte, and where the carets stand.

``UPDATE_GOLDEN=1 pytest tests/unit/test_checks_messages.py`` writes the goldens anew.
"""

import os
import re
import shutil
from pathlib import Path

import pytest
import wcwidth

from tests.support.program import EXAMPLES, run
from tests.support.reports import as_toml, zero_report

FOLDER = Path(__file__).parents[1] / "golden" / "messages"
FILES = sorted(FOLDER.glob("*.toml"))
CLEAN = as_toml(zero_report())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for file in FILES:
        shutil.copy(file, tmp_path)
    shutil.copy(EXAMPLES / "broken/2023.toml", tmp_path / "example.toml")
    return tmp_path


def golden(name: str, made: str) -> None:
    if os.environ.get("UPDATE_GOLDEN"):
        (FOLDER / name).write_text(made, "utf-8")
    assert made.encode() == (FOLDER / name).read_bytes()


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", ["example", *(file.stem for file in FILES)])
def test_the_whole_message(name: str) -> None:
    _, out, err = run("check", f"{name}.toml")
    assert err == ""
    golden(f"{name}.txt", out)


@pytest.mark.usefixtures("folder")
def test_one_line_a_finding() -> None:
    names = [f"{name}.toml" for name in ("example", *(file.stem for file in FILES))]
    _, out, _ = run("check", *names, "--format", "concise")
    golden("concise.txt", out)
    for line in out.splitlines():
        assert re.match(r"[\w.-]+\.toml:\d+:\d+: [FTN]\d{3} [a-z-]+ (错误|提醒)：\S", line)


def excerpts(out: str) -> list[tuple[str, list[tuple[int, int]]]]:
    """Each line shown with the columns at which carets begin and end under it."""
    lines = out.splitlines()
    return [
        (lines[i - 1], [m.span() for m in re.finditer(r"\^+", line)])
        for i, line in enumerate(lines)
        if re.match(r" +\| +\^", line)
    ]


def under(line: str, span: tuple[int, int]) -> str:
    """What stands above some columns, by display width."""
    column, found = 0, ""
    for char in line:
        if span[0] <= column < span[1]:
            found += char
        column += max(wcwidth.wcwidth(char), 0)
    return found


@pytest.mark.usefixtures("folder")
def test_carets_stand_under_the_operands_and_nothing_else() -> None:
    for name, operand in (("example", r"\d+"), ("figures", r'\d+(\.\d+)?|"[^"]+"')):
        found = excerpts(run("check", f"{name}.toml")[1])
        assert found
        for line, spans in found:
            for span in spans:
                assert re.fullmatch(operand, under(line, span)), (line, span)


@pytest.mark.usefixtures("folder")
def test_carets_count_wide_characters_before_and_below_them_as_two() -> None:
    found = [
        under(line, span)
        for line, spans in excerpts(run("check", "wide.toml")[1])
        for span in spans
    ]
    assert found[0] == '"说明"'
    assert found[1:6] == ["1", "0", "0", "0", "0"]
    assert found[6:9] == ['"１，２３４"', '"五件"', '"约六件"']


@pytest.mark.usefixtures("folder")
def test_every_operand_of_a_row_is_marked() -> None:
    _, out, _ = run("check", "example.toml", "--select", "T301")
    ((line, spans),) = excerpts(out)
    assert [under(line, span) for span in spans] == ["12", "3", "0", "0", "1", "0", "25"]


@pytest.mark.usefixtures("folder")
def test_the_line_is_the_users_own() -> None:
    source = (Path.cwd() / "example.toml").read_text("utf-8").splitlines()
    for line, _ in excerpts(run("check", "example.toml")[1]):
        number, shown = line.split(" | ", 1)
        assert source[int(number) - 1] == shown


@pytest.mark.usefixtures("folder")
def test_a_diagnosis_is_told_once_but_not_knowing_every_time() -> None:
    _, out, _ = run("check", "example.toml")
    assert out.count("最可能：") == 1
    assert out.count("原因同上一处") == 2
    _, out, _ = run("check", "figures-many.toml")
    assert out.count("可能不止一处有误") == 8
    assert out.count("原因同上一处") == 2


def check_text(text: str) -> str:
    return run("check", "-", input=text.encode())[1]


def test_tabs_and_crlf_keep_the_carets_in_place() -> None:
    text = CLEAN.replace("\nlicensing = 0", "\n\tlicensing\t=\t-12\t# 件")
    for shown in (check_text(text), check_text(text.replace("\n", "\r\n"))):
        ((line, (span,)),) = excerpts(shown)
        assert under(line, span) == "-12"
        assert "\r" not in shown


def test_a_line_of_a_chapter_is_cut_with_the_mark_in_sight() -> None:
    row = ", ".join(["0"] * 400)
    out = check_text(CLEAN.replace("\nlicensing = 0", f"\nlicensing = [ {row} ]"))
    ((line, _),) = excerpts(out)
    assert wcwidth.wcswidth(line) <= 250
    assert line.endswith("…")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("licensing = 0", "licensing : 0", "缺少等号"),
        ("licensing = 0", "licensing = 1，000", "“1，000”应写成数字 1000"),
        ("licensing = 0", "licensing = 5 件", "“5 件”应写成数字 5"),
        ("licensing = 0", "licensing = 07", "“07”应写成数字 7"),
        ("licensing = 0", 'licensing = "22（其中修订16件）"', "应写成数字 22"),
        ("licensing = 0", 'licensing = "22（其中修订16件）"', '.decisions" = "其中修订16件"'),
        ("licensing = 0", "licensing = 无", "没有发生填 0"),
        ("licensing = 0", 'licensing = "—"', '不适用填 "/"'),
        ("fees = 0", 'fees = "125000元"', "“125000元”合 12.5 万元，应写成数字 12.5"),
        ("licensing = 0", "licensing = 0\n许可 = 1", "键名应当由英文字母、数字、下划线组成"),
        ("[disclosure]", "[disclosure]\n这一行是什么", "不是“键 = 值”，也不是 [段落]"),
        ("[remedies]", "[remedies", "段落标题缺少右方括号 ]"),
        ("regulations = [ 0, 0, 0 ]", "regulations = [ 0 0, 0 ]", "“0 0”：格与格之间要用英文逗号"),
        ("regulations = [ 0, 0, 0 ]", "regulations = [ 0，0，0 ]", "格与格之间要用英文逗号"),
        ('format = "2021"', "format = “2021”", "用了中文引号"),
        ("year = 2023", 'year = "二〇二三"', "年份“二〇二三”不对"),
        ("year = 2023", "year = ２０２３", "年份“２０２３”应写成数字 2023"),
        ("year = 2023", "year = 23", "应当是四位数字"),
        ("[other]", '[other]\nnote = "\\q"', "文字里的反斜线 \\ 要写成 \\\\"),
        ("[other]", "[other]\nx = '''\n", "三个引号 ''' 没有闭合"),
        ("[other]", "[other]\nx = 2024-02-30", "日期写法有误"),
        ("[other]", '[notes]\n"disclosure.licensing" = "x"\n[other]', "没有“disclosure.licensing”"),
        ("[other]", "[nots]\n[other]", "不认识“nots”，是不是 notes？"),
        ("[other]", "notes = 3\n[other]", "[improvement] 中不认识“notes”"),
    ],
)
def test_messages_say_in_chinese_what_to_write_instead(old: str, new: str, message: str) -> None:
    assert CLEAN.count(f"\n{old}\n") or CLEAN.startswith(f"{old}\n")
    out = check_text(CLEAN.replace(f"{old}\n", f"{new}\n", 1))
    assert message in out
    assert "写法有误，" not in out


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("year = 2023", "year = [2023"),
        ("year = 2023", "year ＝ 2023"),
        ("agency =", "agency"),
        ('agency = "某某县司法局"', "agency = “某某县司法局”"),
        ("regulations = [ 0, 0, 0 ]", "regulations = [ 0，0，0 ]"),
        ("licensing = 0", "licensing = 0\nlicensing = 1"),
        ("penalties = 0", "penalties = = 0"),
    ],
)
def test_one_slip_of_the_pen_is_one_finding(old: str, new: str) -> None:
    assert old in CLEAN
    assert "发现 1 处错误" in check_text(CLEAN.replace(old, new, 1))

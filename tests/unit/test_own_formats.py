"""Formats that a user brings along: a province's rows in every command, and wrong schema files."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.program import ROOT, Outcome, run
from tui.schema import Catalogue

Program = Callable[..., Outcome]

NATIONAL = (ROOT / "schemas/2021.toml").read_text("utf-8")
PROVINCE = '''
id = "2021-hubei"
extends = "2021"
notice = "鄂政办函〔2021〕1号"

[[add_row]]
section = "disclosure"
after = "normative_documents"
key = "other_documents"
label = "其他主动公开文件"
short = "其他主动公开文件"
instruction = "填写其他主动公开文件的件数。"
basis = "省里的通知"

[[add_row]]
section = "applications"
after = "other_rest"
key = "transferred"
label = "4.移送其他机关"
short = "三（六）4.移送"
under = ["三、本年度办理结果", "（六）其他处理"]
counts_in = ["T302"]
instruction = """
计移送其他机关办理的。
"""
basis = "省里的通知"
'''


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/hubei.toml").write_text(PROVINCE, "utf-8")
    return tmp_path


@pytest.fixture(params=["option", "variable"])
def program(request: pytest.FixtureRequest) -> Program:
    """Run a command with the province's format, known in one way or the other."""
    if request.param == "option":
        return lambda *args: run(*args, "--schema", "schemas/hubei.toml")
    return lambda *args: run(*args, env={"DISCLOSURE_TUI_SCHEMAS": "schemas"})


def test_a_provinces_rows_work_in_every_command(program: Program, folder: Path) -> None:
    made = program("new", "x.toml", "--year", "2023", "--agency", "某局", "--format", "2021-hubei")
    assert made[0] == 0
    assert "（2021-hubei 格式，210 格）" in made[1]
    assert program("fmt", "x.toml", "--check")[0] == 0
    text = (folder / "x.toml").read_text("utf-8")
    assert text.index("normative_documents ") < text.index("other_documents ")
    (folder / "x.toml").write_text(re.sub('(?<!")""(?!")', "0", text), "utf-8")

    row = "applications.transferred"
    status, out, _ = program("set", "x.toml", f"{row}.natural=2", f"{row}.total=2")
    assert (status, out.count("→ 2")) == (0, 2)
    assert program("show", "x.toml", f"{row}.natural")[1] == "2\n"
    status, out, _ = program("check", "x.toml", "--format", "concise")
    assert status == 1
    assert [line.split(": ")[1][:4] for line in out.splitlines() if " 错误：" in line] == [
        "T302"
    ] * 2
    program("set", "x.toml", "applications.received.natural=2", "applications.received.total=2")
    program("set", "x.toml", "applications.processed.natural=2", "applications.processed.total=2")
    assert program("check", "x.toml")[0] == 0
    for style in ("flat", "html"):
        assert "其他主动公开文件" in program("export", "x.toml", "--tables", style)[1]
    for style in ("grid", "printed", "ascii"):
        page = program("export", "x.toml", "--format", "text", "--style", style)[1]
        assert "移送其他机关" in page
    explained = program("explain", f"{row}.natural")[1]
    assert "计移送其他机关办理的。" in explained
    assert "T302 outcome-total" in explained
    assert "没有名为“2021-hubei”的格式" in run("check", "x.toml")[1]


def test_completion_knows_the_rows_of_the_environment_and_of_the_line(folder: Path) -> None:
    assert folder
    asked = ("__complete", "fish", "set")
    known = {"DISCLOSURE_TUI_SCHEMAS": "schemas"}
    row = "applications.transferred.natural="
    assert row in run(*asked, "x.toml", "applications.tr", env=known)[1]
    assert row in run(*asked, "--schema", "schemas/hubei.toml", "x.toml", "applications.tr")[1]
    assert row not in run(*asked, "x.toml", "applications.tr")[1]
    formats = run("__complete", "fish", "new", "--format", "2021", env=known)[1]
    assert [line.split("\t")[0] for line in formats.splitlines()] == ["words", "2021", "2021-hubei"]


def test_a_whole_format_of_ones_own(folder: Path) -> None:
    (folder / "own.toml").write_text(
        """
id = "budget"
name = "预算公开表"
notice = "某通知"
years = [2024]
title = "{year}年{agency}预算公开表"

[[section]]
key = "money"
number = "一"
title = "收支"
instruction = "填写收支。"
basis = "某通知"
[[section.table.block]]
[[section.table.block.column]]
key = "planned"
label = "预算 数"
short = "预算 数"
kind = "money"
unit = "万元"
instruction = "填写预算。"
basis = "某通知"
[[section.table.block.column]]
key = "spent"
label = "决算数"
short = "决算"
kind = "money"
unit = "万元"
instruction = "填写决算。"
basis = "某通知"
[[section.table.block.row]]
key = "people"
label = "人员经费"
short = "人员"
instruction = "填写人员经费。"
basis = "某通知"
[[section.table.block.row]]
key = "projects"
label = "项目经费"
short = "项目"
instruction = "填写项目经费。"
basis = "某通知"
[[section.table.block.row]]
key = "all"
label = "合计"
short = "合计"
instruction = "填写合计。"
basis = "某通知"

[[identity]]
rule = "T901"
section = "money"
each = "column"
left = ["people", "projects"]
right = ["all"]
statement = "人员＋项目＝合计"
""",
        "utf-8",
    )
    extra = ("--schema", "own.toml")
    new = ("new", "x.toml", "--year", "2024", "--agency", "某局", "--format", "budget")
    assert run(*new, *extra)[0] == 0
    assert run("fmt", "x.toml", "--check", *extra)[0] == 0
    values = ("people.planned=1.50", "projects.planned=0.1", "all.planned=1.7")
    assert run("set", "x.toml", *(f"money.{v}" for v in values), *extra)[0] == 0
    assert "1.50" in (folder / "x.toml").read_text("utf-8")
    status, out, _ = run("check", "x.toml", "--select", "T901", *extra)
    assert status == 1
    assert "人员＋项目 ≠ 合计（预算 数）：1.50＋0.1＝1.60，而“合计”填的是 1.7，差 0.10" in out
    assert run("fmt", "x.toml", *extra)[0] == 0
    assert run("fmt", "x.toml", "--check", *extra)[0] == 0
    assert "2024年某局预算公开表" in run("export", "x.toml", *extra)[1]


def field(old: str, new: str) -> str:
    """The national format with one place spoilt."""
    assert old in NATIONAL
    return NATIONAL.replace(old, new, 1).replace('"2021"', '"own"', 1)


def row(**fields: str) -> str:
    """A province's file with one row, some of its fields spoilt."""
    whole = {
        "section": '"applications"',
        "after": '"granted"',
        "key": '"more"',
        "label": '"更多"',
        "short": '"更多"',
        "instruction": '"填更多。"',
        "basis": '"省里"',
    } | fields
    lines = [f"{key} = {value}" for key, value in whole.items() if value]
    return "\n".join(['id = "own"', 'extends = "2021"', "[[add_row]]", *lines])


COLUMN = "section[2].table.block[4].column[1]"
ROW = "section[2].table.block[1].row[1]"
WRONG = {
    "no id": (field('id     = "2021"', ""), "id：缺少这一项"),
    "id": (field('id     = "2021"', "id = 2021"), "id：应当是带引号的文字，现为 2021"),
    "a path for an id": (field('id     = "2021"', 'id = "../x"'), "id：只能用英文字母"),
    "years": (field("[2021]", "[2022, 2021]"), "years：应当是 [起始年份]"),
    "title": (field("{agency}{year}", "{agency!r}"), "title：花括号里只能写"),
    "kind": (field('"money"', '"cash"'), f"{COLUMN}.kind：只能是 count、change、money 之一"),
    "misspelt": (field('unit        = "万元"', 'units = "万元"'), f"{COLUMN}.units：不认识的键"),
    "no label": (field('label       = "规章"', ""), f"{ROW}.label：缺少这一项"),
    "empty label": (field('label       = "规章"', 'label = " "'), f"{ROW}.label：不能为空"),
    "two lines": (field('short       = "规章"', 'short = "规\\n章"'), f"{ROW}.short：要写在一行里"),
    "escape": (
        field('label       = "规章"', 'label = "\\u001b"'),
        f"{ROW}.label：有看不见的字符 \\x1b",
    ),
    "key": (field('key         = "regulations"', 'key = "规章"'), f"{ROW}.key：键名只能用小写英文"),
    "date": (
        field('key         = "regulations"', "key = 2020-01-01"),
        f"{ROW}.key：应当是带引号的",
    ),
    "twice": (
        field('"coercion"', '"penalties"'),
        'section[2].table.block：row.key 重复："penalties"',
    ),
    "empty word": (
        field('["规范性文件"]', '[""]'),
        "section[2].table.block[1].row[2].variants：其中有一项是空的",
    ),
    "no word": (field('["规范性文件"]', "[1]"), "row[2].variants：应当是一列带引号的文字"),
    "term": (field('["processed"]', '["procesed"]'), 'identity[2].right：表中没有 "procesed"'),
    "no term": (field('["processed"]', "[]"), "identity[2].left：等式两边都不能为空"),
    "term twice": (
        field('["received", "carried_in"]', '["received", "received"]'),
        "identity[3].left：同一项",
    ),
    "rule": (field('"T303"', '"F001"'), "identity[3].rule：应当是 T 加三位数字"),
    "each": (field('"column"', '"cell"'), "identity[2].each：只能是 row、column 之一"),
    "section": (
        field('section   = "remedies"', 'section = "remedy"'),
        "identity[4].section：没有名为",
    ),
    "empty": ("", "id：缺少这一项"),
    "syntax": ("id = ", "第 1 行第 6 列：TOML 语法有误"),
    "deep": ("a = " + "[" * 50_000, "嵌套过深"),
    "long number": ("years = [" + "1" * 5000 + "]", "嵌套过深或数字过长"),
    "big": ("#" * 1_000_001, "文件过大"),
    "no base": ('id = "own"\nextends = "2020"', 'extends：没有名为 "2020" 的格式可供扩展'),
    "base of itself": ('id = "own"\nextends = "own"', "extends：没有名为"),
    "added key": ('id = "own"\nextends = "2021"\nyear = 1', "year：不认识的键；这里可用的键："),
    "row without a section": (row(section=""), "add_row[1].section：缺少这一项"),
    "row in prose": (
        row(section='"overview"'),
        'add_row[1].section：没有名为 "overview" 的表格部分',
    ),
    "row after nothing": (row(after='"grated"'), 'add_row[1].after：表中没有 "grated" 这一行'),
    "row there": (row(key='"received"'), 'add_row[1].key：表中已有 "received" 这一行'),
    "row misspelt": (row(lable='"更多"'), "add_row[1].lable：不认识的键"),
    "total unknown": (
        row(counts_in='["T999"]'),
        'add_row[1].counts_in：这张表没有 "T999" 这条勾稽关系；可以写的：T302、T303',
    ),
    "total of rows": (row(counts_in='["T301"]'), "add_row[1].counts_in：T301 逐行成立"),
    "total elsewhere": (row(counts_in='["T401"]'), 'add_row[1].counts_in：这张表没有 "T401"'),
}


@pytest.mark.parametrize(("text", "says"), WRONG.values(), ids=WRONG)
def test_a_wrong_schema_file_is_named_with_the_key(text: str, says: str, folder: Path) -> None:
    (folder / "own.toml").write_text(text, "utf-8")
    status, out, err = run("check", ROOT / "examples/2020.toml", "--schema", "own.toml")
    assert (status, out) == (2, "")
    assert err.startswith("错误：格式文件有误。own.toml：")
    assert says in err


@pytest.mark.parametrize(
    ("file", "says"),
    [("gbk.toml", "不是 UTF-8 编码"), ("schemas", "这是文件夹"), ("没有.toml", "文件不存在")],
)
def test_a_schema_file_that_cannot_be_read(file: str, says: str, folder: Path) -> None:
    (folder / "gbk.toml").write_bytes(NATIONAL.encode("gb18030"))
    status, out, err = run("check", ROOT / "examples/2020.toml", "--schema", file)
    assert (status, out) == (2, "")
    assert f"{file}：{says}" in err


def test_a_wrong_folder_of_schemas_is_named(folder: Path) -> None:
    example = ROOT / "examples/2020.toml"
    _, _, err = run("check", example, env={"DISCLOSURE_TUI_SCHEMAS": "没有"})
    assert "环境变量 DISCLOSURE_TUI_SCHEMAS 指向的文件夹不存在" in err
    (folder / "schemas/b.toml").write_text("id = 1", "utf-8")
    status, _, err = run("check", example, env={"DISCLOSURE_TUI_SCHEMAS": "schemas"})
    assert status == 2
    assert "schemas/b.toml：id：" in err


def test_a_mixture_of_two_tables_is_not_taken_for_one_of_one() -> None:
    known = Catalogue()
    old, new = known.get("2019"), known.get("2021")
    assert old
    assert new
    both = known.mixed(known.mixed(old, "disclosure", new), "applications", new)
    one = known.mixed(old, "applications", new)
    assert both.section["disclosure"] is new.section["disclosure"]
    assert one.section["disclosure"] is old.section["disclosure"]
    assert known.mixed(old, "applications", new) is one

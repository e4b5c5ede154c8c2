"""The command ``import``: files, folders, standard input, summaries, exit status."""

import re
from pathlib import Path

import pytest

from tests.support.importing import published_report
from tests.support.pages import clean_html, docx, page_of, text_cells
from tests.support.program import run
from tests.support.reports import catalogue, published
from tui.report.read import load

CASES = {f"{c['agency']}{c['year']}": c for c in published()}
SUQIAN = published_report(CASES["宿迁市2023"])
PAGE = clean_html(page_of(SUQIAN))


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "年报.html"
    path.write_text(PAGE, "utf-8")
    return path


def test_a_page_becomes_a_report_file(page: Path) -> None:
    target = page.parent / "2023.toml"
    status, out, err = run("import", page, "-o", target)
    assert (status, err) == (0, "")
    assert "宿迁市，2023 年，2021 格式" in out
    assert "175/175 格" in out
    assert "检查：没有发现问题" in out
    loaded = load(str(target), catalogue())
    assert loaded.report
    assert loaded.problems == []
    assert loaded.report.values == SUQIAN.values
    assert run("fmt", "--check", target)[0] == 0
    text = target.read_text("utf-8")
    assert "由网页“年报.html”导入" in text
    assert str(page.parent) not in text


def test_without_a_name_it_is_written_beside_its_source(page: Path) -> None:
    assert run("import", page)[0] == 0
    assert page.with_suffix(".toml").exists()


def test_nothing_is_overwritten(page: Path) -> None:
    target = page.parent / "2023.toml"
    target.write_text("原来的内容", "utf-8")
    status, out, err = run("import", page, "-o", target)
    assert (status, out) == (2, "")
    assert "已经存在，没有覆盖" in err
    assert target.read_text("utf-8") == "原来的内容"


def test_standard_input_goes_to_standard_output() -> None:
    status, out, err = run("import", "-", input=PAGE.encode("gb18030"))
    assert status == 0
    assert out.startswith("# 政府信息公开工作年度报告")
    assert "175/175 格" in err


def test_what_is_missing_is_told_and_ends_with_1(tmp_path: Path) -> None:
    report = page_of(SUQIAN)
    report.tables[0].pop(2)
    report.tables[1][3].append(report.tables[1][3][-1])
    report.sections[3][1].append("注：含上年度结转数量。")
    (tmp_path / "a.txt").write_text(text_cells(report), "utf-8")
    status, out, _ = run("import", tmp_path / "a.txt")
    assert status == 1
    assert "7/10 格" in out
    assert "没有找到：规章" in out
    assert "注：含上年度结转数量。" in out
    text = (tmp_path / "a.toml").read_text("utf-8")
    assert "注：含上年度结转数量。" in text.rpartition("#")[2]


def test_every_cell_tells_where_it_came_from(page: Path, tmp_path: Path) -> None:
    out = run("import", page, "-o", tmp_path / "a.toml", "--trace")[1]
    lines = [line for line in out.splitlines() if " = " in line and "←" in line]
    assert len(lines) == len(SUQIAN.values)
    assert "applications.received.total = 3511  ← 第 2 张表第 4 行第 8 列，“3511”" in lines
    (tmp_path / "b.txt").write_text(text_cells(page_of(SUQIAN)), "utf-8")
    out = run("import", tmp_path / "b.txt", "--trace")[1]
    line = next(x for x in out.splitlines() if x.startswith("applications.received.total = 3511"))
    number = int(line.rpartition("文件第 ")[2].split(" ")[0])
    assert (tmp_path / "b.txt").read_text("utf-8").splitlines()[number - 1].strip() == "3511"


def test_many_files_at_once(tmp_path: Path) -> None:
    folder, target = tmp_path / "下载", tmp_path / "年报"
    folder.mkdir()
    target.mkdir()
    for number, case in enumerate(published()[:4]):
        page = page_of(published_report(case))
        (folder / f"{number}.docx").write_bytes(docx(page))
    (folder / "坏.pdf").write_bytes(b"%PDF-1.4")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    status, out, err = run("import", folder, "-o", target)
    assert status == 2
    assert "导入 5 份：4 份完整，1 份未能导入。" in out
    assert "坏.docx" in err
    assert sorted(p.name for p in target.iterdir()) == [f"{n}.toml" for n in range(4)]
    assert run("import", folder, "-o", tmp_path / "没有")[0] == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("没有.html",), "文件不存在"),
        (("https://a.gov.cn/b.html",), "不上网"),
        (("x", "--year", "1999"), "年份 1999 不对"),
        (("x", "--format", "1999"), "没有名为"),
        (("x", "--agency", "局\u200b"), "隐藏字符"),
    ],
)
def test_what_cannot_be_done_is_said(arguments: tuple[str, ...], says: str) -> None:
    status, out, err = run("import", *arguments)
    assert (status, out) == (2, "")
    assert says in err


def test_wrong_sums_import_as_they_are_and_are_told(tmp_path: Path) -> None:
    case = next(c for c in published() if c["broken"])
    (tmp_path / "a.html").write_text(clean_html(page_of(published_report(case))), "utf-8")
    status, out, _ = run("import", tmp_path / "a.html")
    assert status == 0
    assert case["broken"][0][0] in out
    assert run("check", tmp_path / "a.toml")[0] == 1


def test_figures_out_of_range_are_written_as_printed(tmp_path: Path) -> None:
    page = page_of(SUQIAN)
    figures = [b for b in page.tables[1][3] if b.figure]
    figures[0].text, figures[1].text = "-5", "2.5"
    (tmp_path / "a.html").write_text(clean_html(page), "utf-8")
    run("import", tmp_path / "a.html")
    text = (tmp_path / "a.toml").read_text("utf-8")
    assert re.search(r"received += \[ +-5, +2\.5, +0,", text)
    out = run("check", tmp_path / "a.toml", "--format", "concise", "--select", "F006")[1]
    assert out.count("F006") == 2


def test_a_provinces_own_row_is_read_with_its_schema(tmp_path: Path) -> None:
    from tests.support.pages import Box

    schema = tmp_path / "hubei.toml"
    schema.write_text(
        'id = "2021-hubei"\nextends = "2021"\n[[add_row]]\nsection = "disclosure"\n'
        'after = "normative_documents"\nkey = "other_documents"\nlabel = "其他主动公开文件"\n'
        'short = "其他主动公开文件"\ninstruction = "计其他文件。"\nbasis = "本省规定"\n',
        "utf-8",
    )
    page = page_of(SUQIAN)
    row = [Box("其他主动公开文件"), *(Box(n, figure=True) for n in ("7", "8", "9"))]
    page.tables[0].insert(4, row)
    (tmp_path / "a.html").write_text(clean_html(page), "utf-8")
    status, out, _ = run(
        "import", tmp_path / "a.html", "--schema", schema, "--format", "2021-hubei"
    )
    assert status == 0, out
    shown = run("show", tmp_path / "a.toml", "disclosure.other_documents", "--schema", schema)[1]
    assert [n for n in ("7", "8", "9") if n in shown] == ["7", "8", "9"]

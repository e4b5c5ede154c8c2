"""What real reports do to the national form, and what becomes of it."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.support.importing import differences, imported, published_report
from tests.support.pages import (
    Box,
    Page,
    clean_html,
    docx,
    markups,
    page_of,
    text_cells,
    text_paragraphs,
)
from tests.support.reports import catalogue, published, zero_report
from tui.report.model import Report

MARKUPS = markups()


def suqian() -> Report:
    return published_report(next(c for c in published() if c["agency"] == "宿迁市"))


def relabelled(page: Page, *changes: tuple[str, str]) -> Page:
    """The page with labels of its tables printed in another way."""
    for box in (b for rows in page.tables for row in rows for b in row if not b.figure):
        for old, new in changes:
            box.text = box.text.replace(old, new)
    return page


def row_of(page: Page, table: int, label: str) -> list[Box]:
    return next(r for r in page.tables[table] if any(label in b.text for b in r))


def figures_of(row: list[Box]) -> list[Box]:
    return [b for b in row if b.figure]


OTHER_PRINT = {
    "misprints": "勾稽 钩稽 行政复议 行政法复议 现行有效 先行有效",
    "shorter": "本年废止件数 废纸件数 本年制发件数 制发件数 行政规范性文件 规范性文件",
    "widths": '（ ( ） ) “ " ” " 1. 1、 2. ２．',
    "broken": "商业企业 商业\n企业 法律服务机构 法律服\n务机构 结果维持 结果\n维持",
    "spaced": "予以公开 予_以_公_开 总计 总　计 自然人 自\xa0然_人 规章 规__章",
    "lost": "政府信息公开申请数量 政府信息公开申请数 重复申请 重复中请 科研机构 科研机够",
    "cut": "处理其政府信息公开申请 处理 （区分处理的，只计这一情形，不计其他情形） -",
    "other words": "总计 合计 尚未审结 尚末审结 本年收费金额（单位：万元） 本年收费金额",
    "traditional": "许可 許可 申请 申請 总计 總計 机构 機構 处罚 處罰",
    "upright": "三、本年度办理结果 三\n、\n本\n年\n度\n办\n理\n结\n果 （七）总计 （七）\n总计",
}
"""What is printed in the form, and what stands there instead, in turn."""


@pytest.mark.parametrize("markup", ["clean", "cells", "bars", "docx", "markdown"])
@pytest.mark.parametrize("kind", OTHER_PRINT)
def test_labels_in_other_print(markup: str, kind: str) -> None:
    report = suqian()
    words = [w.replace("_", " ") for w in OTHER_PRINT[kind].split(" ")]
    changes = zip(words[::2], ("" if w == "-" else w for w in words[1::2]), strict=True)
    page = relabelled(page_of(report), *changes)
    found = imported(*MARKUPS[markup](page))
    assert differences(report, found) == ([], [])
    assert found.unplaced == []


@pytest.mark.parametrize(
    ("printed", "value", "note"),
    [
        ("", "", None),
        ("\xa0", "", None),
        ("/", "/", None),
        ("／", "/", None),
        ("-", "", "-"),
        ("—", "", "—"),
        ("——", "", "——"),
        ("无", "", "无"),
        ("22（其中修订16件）", 22, "其中修订16件"),
        ("22(其中修订16件)", 22, "(其中修订16件)"),
        ("22（其中修订 16 件）", 22, "其中修订 16 件"),
        ("22\n（其中修订16件）", 22, "其中修订16件"),
        ("22件", 22, "件"),
        ("22 件（含补录3件）", 22, "22件（含补录3件）"),
        ("１，２３４", 1234, None),
        ("1,234,567", 1234567, None),
        ("1 234", 1234, None),
        ("　12 ", 12, None),
        ("\u200b12\ufeff", 12, None),
        ("1\n2", "", "1 2"),
        ("见附件", "", "见附件"),
        ("约100", "", "约100"),
        ("3.5", Decimal("3.5"), None),
        ("-3", -3, None),
        ("O", "", "O"),
    ],
)
def test_a_cell_keeps_what_was_printed(printed: str, value: object, note: str | None) -> None:
    page = page_of(zero_report())
    figures_of(row_of(page, 1, "予以公开"))[1].text = printed
    found = imported("a.html", clean_html(page))
    path = "applications.granted.business"
    assert found.report.value(path) == value
    assert type(found.report.value(path)) is type(value)
    assert found.report.notes.get(path) == note
    assert found.counts[1].found == 175
    shown = "".join(found.report.printed(path).split())
    wanted = "".join(printed.replace("／", "/").split()).strip("\u200b\ufeff").replace("，", ",")
    assert shown.replace("(", "（") in (wanted.replace("(", "（"), "1234", "1234567")


@pytest.mark.parametrize(
    ("printed", "value", "note"),
    [
        ("75394432.52元", Decimal("75394432.52"), "元"),
        ("2059.2090万元", Decimal("2059.2090"), "万元"),
        ("2059.2090 万元", Decimal("2059.2090"), "万元"),
        ("8040", Decimal(8040), None),
        ("0.00", Decimal("0.00"), None),
    ],
)
def test_money_keeps_its_decimals_and_its_unit(printed: str, value: object, note: str) -> None:
    page = page_of(zero_report("2019", 2020))
    figures_of(row_of(page, 0, "政府集中采购"))[1].text = printed
    found = imported("a.docx", docx(page))
    path = "disclosure.procurement.amount"
    assert str(found.report.value(path)) == str(value)
    assert found.report.notes.get(path) == note


def test_signs_of_changes() -> None:
    page = page_of(zero_report("2019", 2020))
    figures_of(row_of(page, 0, "行政许可"))[1].text = "+1036"
    figures_of(row_of(page, 0, "行政处罚"))[1].text = "－8"
    figures_of(row_of(page, 0, "行政强制"))[1].text = "−18"
    found = imported("a.html", clean_html(page)).report
    rows = ("licensing", "penalties", "coercion")
    assert [found.value(f"disclosure.{row}.change") for row in rows] == [1036, -8, -18]


def test_a_raised_mark_is_no_digit() -> None:
    page = clean_html(page_of(suqian())).replace(">3511<", ">3511<sup>①</sup><", 1)
    found = imported("a.html", page).report
    assert found.value("applications.received.total") == 3511


def test_the_row_of_regulations_is_missing() -> None:
    report = suqian()
    page = page_of(report)
    page.tables[0].remove(row_of(page, 0, "规章"))
    found = imported("a.html", clean_html(page))
    missed, invented = differences(report, found)
    assert missed == [f"disclosure.regulations.{c}" for c in ("issued", "repealed", "in_force")]
    assert invented == []
    assert found.counts[0].missing == ("规章",)
    assert not found.complete


@pytest.mark.parametrize("make", [clean_html, text_cells, docx])
def test_a_row_of_the_units_own_is_listed(make: Callable[[Page], str]) -> None:
    report = suqian()
    page = page_of(report)
    rows = page.tables[0]
    rows.insert(3, [Box("其他主动公开文件"), *(Box(n, figure=True) for n in ("7", "8", "9"))])
    denied = next(i for i, r in enumerate(page.tables[1]) if "行政查询" in r[0].text)
    extra = [Box("9.属于工作秘密"), *(Box("4", figure=True) for _ in range(7))]
    page.tables[1].insert(denied + 1, extra)
    found = imported("a.docx" if make is docx else "a.html", make(page))
    assert differences(report, found) == ([], [])
    listed = [u.text for u in found.unplaced]
    assert listed == ["其他主动公开文件 | 7 | 8 | 9", "9.属于工作秘密 | " + " | ".join("4444444")]


def test_a_column_of_the_units_own_is_listed() -> None:
    report = suqian()
    page = page_of(report)
    rows = page.tables[1]
    rows[0][1].colspan = 8
    rows[1][1].colspan = 6
    rows[2].append(Box("小计"))
    for row in rows[3:]:
        row.insert(-1, Box("999", figure=True))
    found = imported("a.html", clean_html(page))
    assert differences(report, found) == ([], [])
    assert [u.text.split(" | ")[-1] for u in found.unplaced] == ["999"] * 25


def test_columns_in_another_order() -> None:
    report = suqian()
    page = page_of(report)
    rows = page.tables[0]
    for row in rows[1:4]:
        row[1], row[3] = row[3], row[1]
    found = imported("a.html", clean_html(page))
    assert differences(report, found) == ([], [])


def test_the_line_above_the_applicants_is_missing() -> None:
    report = suqian()
    page = page_of(report)
    rows = page.tables[1]
    rows[0][0].rowspan = 2
    rows[1].insert(0, rows[0][0])
    del rows[0]
    for name in ("clean", "docx", "bars", "cells"):
        assert differences(report, imported(*MARKUPS[name](page))) == ([], []), name


def test_a_table_without_any_header() -> None:
    report = suqian()
    page = page_of(report)
    del page.tables[1][:3]
    for name in ("clean", "docx", "bars", "cells"):
        assert differences(report, imported(*MARKUPS[name](page))) == ([], []), name


def test_wrong_row_spans_shift_nothing() -> None:
    report = suqian()
    for wrong in (20, 24, 3):
        page = page_of(report)
        row_of(page, 1, "三、本年度办理结果")[0].rowspan = wrong
        assert differences(report, imported("a.html", clean_html(page))) == ([], [])


def test_two_tables_in_one() -> None:
    report = suqian()
    page = page_of(report)
    (_, second), (heading, third) = page.sections[1:3]
    assert isinstance(second[0], list)
    assert isinstance(third[0], list)
    second[0] += [[Box(heading, 10)], *third[0]]
    del page.sections[2]
    for name in ("clean", "docx", "broken"):
        assert differences(report, imported(*MARKUPS[name](page))) == ([], []), name


def test_reviews_and_lawsuits_in_tables_of_their_own() -> None:
    report = suqian()
    page = page_of(report)
    rows = page.tables[2]
    reviews = [[rows[0][0]], rows[1][:5], rows[3][:5]]
    lawsuits = [[rows[0][1]], rows[1][5:], rows[2], rows[3][5:]]
    for box in rows[1][:5]:
        box.rowspan = 1
    page.sections[3][1][:] = [reviews, "其中行政诉讼：", lawsuits]
    found = imported("a.html", clean_html(page))
    assert differences(report, found) == ([], [])


def test_a_table_that_is_printed_twice_counts_once() -> None:
    report = suqian()
    page = page_of(report)
    page.sections[2][1].append(page.tables[1])
    found = imported("a.html", clean_html(page))
    assert differences(report, found) == ([], [])
    assert found.unplaced == []


def test_a_second_table_that_says_otherwise_is_listed() -> None:
    report = suqian()
    page = page_of(report)
    other = page_of(report).tables[1]
    figures_of(other[3])[0].text = "77777"
    page.sections[2][1].append(other)
    found = imported("a.html", clean_html(page))
    assert differences(report, found) == ([], [])
    assert [u.text for u in found.unplaced] == ["77777"]


def test_a_merged_figure_is_nobodys() -> None:
    report = suqian()
    page = page_of(report)
    row = row_of(page, 1, "予以公开")
    row[-7:] = [Box("55", 7, figure=True)]
    found = imported("a.html", clean_html(page))
    missed, invented = differences(report, found)
    assert len(missed) == 7
    assert invented == []
    assert "55" in found.unplaced[0].text


def test_blank_cells_left_out_at_the_end_of_a_row() -> None:
    page = page_of(zero_report())
    row = row_of(page, 1, "予以公开")
    figures_of(row)[0].text = "8"
    del row[-3:]
    found = imported("a.html", clean_html(page)).report
    values = [found.value(f"applications.granted.{c}") for c in ("natural", "nonprofit", "total")]
    assert values == [8, 0, ""]


def test_mixed_layouts() -> None:
    new, old = catalogue().get("2021"), catalogue().get("2019")
    assert new
    assert old
    for year, form, other in ((2023, new, old), (2020, old, new)):
        for section in ("disclosure", "applications"):
            report = zero_report(form.id, year)
            mixed = catalogue().mixed(form, section, other)
            report = Report(mixed, year, "某某县司法局", [3] * len(mixed.cells), report.texts, {})
            found = imported("a.html", clean_html(page_of(report)))
            assert found.layout == {section: other.id}
            assert found.found == found.expected == len(mixed.cells)
            assert set(found.report.values) == {3}


def test_cells_merged_sideways_in_the_old_way() -> None:
    import io
    import zipfile

    from tests.unit.test_import_hostile import repacked

    report = suqian()
    data = docx(page_of(report))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        xml = package.read("word/document.xml").decode()
    old, blank = '<w:gridSpan w:val="3"/>', "</w:tc><w:tc><w:tcPr><w:hMerge/></w:tcPr><w:p/>"
    parts = xml.split(old)
    for i in range(1, len(parts)):
        parts[i] = '<w:hMerge w:val="restart"/>' + parts[i].replace(
            "</w:tc>", blank * 2 + "</w:tc>", 1
        )
    made = repacked(data, word_document_xml="".join(parts).encode())
    assert differences(report, imported("a.docx", made)) == ([], [])


def test_a_fee_table_stays_in_its_section() -> None:
    report = suqian()
    page = page_of(report)
    fees = [[Box("收费方式"), Box("件数"), Box("金额（元）")], [Box("按件"), Box("2"), Box("110")]]
    page.sections[5][1].append(fees)
    for name in ("clean", "docx"):
        found = imported(*MARKUPS[name](page))
        assert differences(report, found) == ([], [])
        text = found.report.texts["other.text"]
        assert text.split("\n")[-2:] == ["收费方式　件数　金额（元）", "按件　2　110"]


def test_notes_around_tables_are_listed() -> None:
    report = suqian()
    page = page_of(report)
    page.sections[2][1].insert(0, "该部分以表格形式报告。")
    page.sections[3][1].append("注：行政复议、行政诉讼数量含上年度结转数量。")
    for name in ("clean", "docx", "bars"):
        found = imported(*MARKUPS[name](page))
        assert differences(report, found) == ([], []), name
        assert [u.text for u in found.unplaced] == [
            "该部分以表格形式报告。",
            "注：行政复议、行政诉讼数量含上年度结转数量。",
        ], name


def test_blank_rows_that_only_line_breaks_tell_of() -> None:
    report = suqian()
    blank = ("applications.carried_in", "applications.refused_repeat", "applications.carried_out")
    for cell in report.format.cells:
        if cell.path.rpartition(".")[0] in blank or cell.path.endswith(".research"):
            report.values[cell.index] = ""
    page = relabelled(page_of(report), ("商业企业", "商业@企业"), ("（三）", "（三）@"))
    text = text_paragraphs(page).replace("@", "\n\n")
    found = imported("a.txt", text)
    assert differences(report, found) == ([], [])
    assert found.unplaced == []
    # One line break too few, and no reading of the line breaks fits: nothing is guessed.
    at = text.index("\n\n\n", text.index("二、上年结转"))
    found = imported("a.txt", text[:at] + text[at + 1 :])
    missed, invented = differences(report, found)
    assert missed
    assert invented == []

"""The Word document: official look, merged tables, nothing private, always the same bytes."""

import io
import re
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import example, given, settings

from tests.golden.export_reports import pingtan_2019, suqian_2023
from tests.support.grids import docx_grids, grid_of, sheets_of
from tests.support.reports import catalogue, zero_report
from tests.unit.test_export_markdown import lines_of, words
from tests.unit.test_printed import reports
from tests.unit.test_sheet import sections
from tui.display import visible
from tui.export.docx import to_docx
from tui.export.docx_parts import TEXT_WIDTH
from tui.export.docx_table import grid_widths
from tui.report.model import Report, blank_report
from tui.schema import Section
from tui.sheet import build_sheet

REPORTS = {"suqian": suqian_2023, "pingtan": pingtan_2019}
every = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def opened(report: Report) -> Any:
    return docx.Document(io.BytesIO(to_docx(report)))


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def twips(element: Any, name: str) -> int:
    return int(element.get(qn(f"w:{name}")))


@every
def test_the_page_is_that_of_official_documents(report: Any) -> None:
    (section,) = opened(report()).sections
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    text = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    assert (round(text / 36000), round(height / 36000)) == (156, 225)


def test_page_numbers_stand_between_dashes_on_the_outer_side() -> None:
    document = opened(suqian_2023())
    assert document.settings.odd_and_even_pages_header_footer
    (section,) = document.sections
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        (paragraph,) = footer.paragraphs
        assert "".join(t.text for t in paragraph._p.iter(qn("w:t"))) == "— 1 —"
        assert paragraph._p.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"
        assert paragraph._p.pPr.jc_val is not None
        assert paragraph._p.pPr.find(qn("w:jc")).get(qn("w:val")) == side
        assert paragraph._p.pPr.find(qn("w:ind")).get(qn(f"w:{side}Chars")) == "100"


def test_fonts_sizes_and_indents() -> None:
    document = opened(suqian_2023())

    def look(style: str) -> tuple[str | None, int | None, str | None]:
        element = document.styles[style].element
        fonts, size = element.find(f".//{qn('w:rFonts')}"), element.find(f".//{qn('w:sz')}")
        indent = element.find(f".//{qn('w:ind')}")
        return (
            fonts.get(qn("w:eastAsia")) if fonts is not None else None,
            int(size.get(qn("w:val"))) if size is not None else None,
            indent.get(qn("w:firstLineChars")) if indent is not None else None,
        )

    assert look("Normal") == (None, None, "200")
    assert look("Title") == ("方正小标宋简体", 44, "0")
    assert look("Heading 1") == ("黑体", None, None)
    assert look("Heading 2") == ("楷体_GB2312", None, None)
    assert look("表格文字") == ("宋体", 20, "0")
    usual = document.styles.element.find(f".//{qn('w:docDefaults')}")
    assert usual.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia")) == "仿宋_GB2312"
    assert usual.find(f".//{qn('w:sz')}").get(qn("w:val")) == "32"
    normal = document.styles["Normal"].element
    assert normal.find(f".//{qn('w:jc')}").get(qn("w:val")) == "both"
    fonts = parts(to_docx(suqian_2023()))["word/fontTable.xml"]
    for font in ("方正小标宋简体", "黑体", "楷体_GB2312", "仿宋_GB2312", "宋体"):
        assert re.search(f'w:name="{font}"><w:altName w:val="[^"]+"/>', fonts)


@every
def test_tables_are_as_wide_as_the_text_and_their_rows_hold_together(report: Any) -> None:
    sheets = sheets_of(report())
    for table, sheet in zip(opened(report()).tables, sheets, strict=True):
        grid = [twips(column, "w") for column in table._tbl.tblGrid]
        assert sum(grid) == TEXT_WIDTH == twips(table._tbl.tblPr.find(qn("w:tblW")), "w")
        assert table._tbl.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        heads = []
        for row in table.rows:
            assert row._tr.trPr.find(qn("w:cantSplit")) is not None
            heads.append(row._tr.trPr.find(qn("w:tblHeader")) is not None)
            assert sum(cell.width // 635 for cell in row._tr.tc_lst) == TEXT_WIDTH
        assert heads == [n < sheet.header_rows for n in range(sheet.row_count)]


def test_prose_and_headings() -> None:
    document = opened(suqian_2023())
    found = [(p.style.name, p.text) for p in document.paragraphs]
    assert found[:4] == [
        ("Title", "宿迁市2023年政府信息公开工作年度报告"),
        ("Heading 1", "一、总体情况"),
        ("Heading 2", "（一）主动公开"),
        ("Normal", "全年发布政府信息 4.2 万条，其中*重点领域*信息占 61%。"),
    ]
    assert found[-1] == ("Normal", "收取信息处理费2950元。")
    headings = [text for style, text in found if style == "Heading 1"]
    assert headings == [section.heading for section in suqian_2023().format.sections]


def test_a_long_title_is_parted_where_sense_allows() -> None:
    report = zero_report(agency="满洲里市市场监督管理局")
    title = opened(report).paragraphs[0].text
    assert title == "满洲里市市场监督管理局2023年\n政府信息公开工作年度报告"
    assert "\n" not in opened(zero_report(agency="某局")).paragraphs[0].text


@settings(max_examples=60)
@given(prose=words, agency=words)
@example(prose="<w:p/>]]>&amp;\x0b\x0c\x00\ufffe\ud800", agency="&\"'\x1b")
def test_whatever_is_written_is_read_back(prose: str, agency: str) -> None:
    report = zero_report()
    report.agency = agency
    report.texts = dict.fromkeys(report.texts, "") | {"overview.management": prose}
    paragraphs = opened(report).paragraphs
    said = [p.text.strip() for p in paragraphs if p.style.name == "Normal"]
    assert said == lines_of(prose)
    assert "".join(paragraphs[0].text.splitlines()) == visible(report.title).strip()


@settings(max_examples=12)
@given(reports())
def test_whatever_the_figures_are_the_document_shows_the_sheets(report: Report) -> None:
    assert docx_grids(to_docx(report)) == [grid_of(sheet) for sheet in sheets_of(report)]


@settings(max_examples=60)
@given(sections())
def test_any_table_has_columns_that_add_up(section: Section) -> None:
    widths = grid_widths(build_sheet(section))
    assert sum(widths) == TEXT_WIDTH
    assert min(widths) > 0


@every
def test_the_same_bytes_and_nothing_private(report: Any) -> None:
    data = to_docx(report())
    assert data == to_docx(report())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for info in archive.infolist():
            assert info.date_time == (1980, 1, 1, 0, 0, 0)
            assert (info.create_system, info.external_attr, info.extra) == (0, 0x01800000, b"")
    properties = parts(data)["docProps/core.xml"]
    assert re.findall(r"<(dc:\w+|dcterms:\w+|cp:\w+)[ >]", properties) == [
        "cp:coreProperties",
        "dc:title",
        "dc:language",
    ]
    assert not any("rsid" in text or "/tmp" in text for text in parts(data).values())


def test_a_blank_report_is_a_form_to_fill_in() -> None:
    form = catalogue().get("2021")
    assert form
    document = opened(blank_report(form, 2024, "某局"))
    assert len(document.tables) == 3
    assert [p.text for p in document.paragraphs if p.style.name == "Normal"] == []

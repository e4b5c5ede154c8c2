"""The geometry of the printed tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.report.model import blank_report
from tui.schema import Block, Column, Format, Row, Section, Table, builtin_formats
from tui.sheet import Sheet, SheetCell, build_sheet

FORMATS = {form.id: form for form in builtin_formats()}
TABLES = [
    pytest.param(section, id=f"{form.id}-{section.key}")
    for form in builtin_formats()
    for section in form.sections
    if section.table
]

NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"

under = st.lists(st.sampled_from(["甲", "乙", "丙"]), max_size=3).map(tuple)
words = st.text("一二三ab（）", min_size=1, max_size=12)


@st.composite
def sections(draw: st.DrawFn) -> Section:
    """Any table that a schema file may describe."""
    arrangement = draw(st.sampled_from(["down", "across"]))
    rows = iter(range(1000))
    blocks = []
    for _ in range(1 if arrangement == "across" else draw(st.integers(1, 4))):
        columns = [
            Column(f"c{i}", draw(words), f"c{i}", "count", "件", draw(under), (), "", "")
            for i in range(draw(st.integers(1, 6)))
        ]
        lines = [
            Row(f"r{next(rows)}", draw(words), "", draw(under), (), "", "")
            for _ in range(draw(st.integers(1, 6)))
        ]
        banner, stub = draw(st.sampled_from(["", "横幅"])), draw(st.sampled_from(["", "内容"]))
        blocks.append(Block(banner, stub, tuple(columns), tuple(lines)))
    table = Table(tuple(blocks), draw(st.sampled_from(["", "勾稽"])), arrangement)
    return Section("t", "二", "表", (), "", "", (), table)


def assert_tiled(sheet: Sheet) -> None:
    covered = [
        (row, column)
        for cell in sheet.cells
        for row in range(cell.row, cell.bottom)
        for column in range(cell.column, cell.right)
    ]
    assert sorted(covered) == [
        (row, column) for row in range(sheet.row_count) for column in range(sheet.column_count)
    ]
    assert all(
        sheet.places[cell.row][cell.column] is cell is sheet.places[cell.bottom - 1][cell.right - 1]
        for cell in sheet.cells
    )


def assert_complete(section: Section, sheet: Sheet) -> None:
    """Every figure once, in reading order, and every label somewhere."""
    assert section.table
    paths = [
        f"{section.key}.{row.key}.{column.key}"
        for block in section.table.blocks
        for row in block.rows
        for column in block.columns
    ]
    assert list(sheet.figures) == paths
    assert all(
        cell.role == "figure" and cell.row >= sheet.header_rows for cell in sheet.figures.values()
    )
    texts = "\n".join(cell.text for cell in sheet.cells)
    for block in section.table.blocks:
        for label in (block.banner, block.stub, section.table.corner):
            assert label in texts
        for part in (*block.rows, *block.columns):
            assert all(label in texts for label in (*part.under, part.label))


@pytest.mark.parametrize("section", TABLES)
def test_the_cells_cover_the_table_exactly_once(section: Section) -> None:
    sheet = build_sheet(section)
    assert_tiled(sheet)
    assert_complete(section, sheet)


@given(sections())
def test_so_do_the_cells_of_any_table(section: Section) -> None:
    sheet = build_sheet(section)
    assert_tiled(sheet)
    assert_complete(section, sheet)


def cell_of(sheet: Sheet, text: str) -> SheetCell:
    (found,) = [cell for cell in sheet.cells if cell.text == text]
    return found


def shape(cell: SheetCell) -> tuple[int, int, int, int, str]:
    return cell.row, cell.column, cell.rowspan, cell.colspan, cell.role


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_table_3_has_merged_headers_and_stubs(form: Format) -> None:
    section = form.section["applications"]
    sheet = build_sheet(section)
    results = 20 if form.id == "2019" else 22
    assert (sheet.header_rows, sheet.stub_columns, sheet.column_count) == (3, 3, 10)
    assert sheet.row_count == results + 6
    expected = {
        "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）": (
            0,
            0,
            3,
            3,
            "corner",
        ),
        "申请人情况": (0, 3, 1, 7, "header"),
        "自然人": (1, 3, 2, 1, "header"),
        "法人或其他组织": (1, 4, 1, 5, "header"),
        "总计": (1, 9, 2, 1, "header"),
        "商业企业": (2, 4, 1, 1, "header"),
        "一、本年新收政府信息公开申请数量": (3, 0, 1, 3, "stub"),
        "三、本年度办理结果": (5, 0, results, 1, "stub"),
        "（一）予以公开": (5, 1, 1, 2, "stub"),
        "（三）不予公开": (7, 1, 8, 1, "stub"),
        "1.属于国家秘密": (7, 2, 1, 1, "stub"),
        "（四）无法提供": (15, 1, 3, 1, "stub"),
        "（五）不予处理": (18, 1, 5, 1, "stub"),
        "（六）其他处理": (23, 1, 1, 2, "stub") if form.id == "2019" else (23, 1, 3, 1, "stub"),
        "四、结转下年度继续办理": (results + 5, 0, 1, 3, "stub"),
    }
    assert {text: shape(cell_of(sheet, text)) for text in expected} == expected


def test_table_2_of_2021_stacks_its_blocks_on_four_columns() -> None:
    sheet = build_sheet(FORMATS["2021"].section["disclosure"])
    assert (sheet.row_count, sheet.column_count) == (14, 4)
    assert (sheet.header_rows, sheet.stub_columns) == (0, 1)
    assert shape(cell_of(sheet, "第二十条第（一）项")) == (0, 0, 1, 4, "banner")
    assert shape(cell_of(sheet, "现行有效件数")) == (1, 3, 1, 1, "header")
    assert shape(sheet.figures["disclosure.licensing.decisions"]) == (6, 1, 1, 3, "figure")
    assert [cell.column for cell in sheet.cells if cell.text == "信息内容"] == [0] * 4


def test_table_2_of_2019_finds_a_grid_for_three_columns_and_for_two() -> None:
    sheet = build_sheet(FORMATS["2019"].section["disclosure"])
    assert (sheet.row_count, sheet.column_count) == (18, 7)
    assert shape(sheet.figures["disclosure.licensing.change"]) == (6, 3, 1, 2, "figure")
    assert shape(sheet.figures["disclosure.fees.change"]) == (14, 4, 1, 3, "figure")


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_table_4_prints_its_rows_side_by_side(form: Format) -> None:
    sheet = build_sheet(form.section["remedies"])
    assert (sheet.row_count, sheet.column_count) == (4, 15)
    assert (sheet.header_rows, sheet.stub_columns) == (3, 0)
    assert shape(cell_of(sheet, "行政复议")) == (0, 0, 1, 5, "header")
    assert shape(cell_of(sheet, "行政诉讼")) == (0, 5, 1, 10, "header")
    assert shape(cell_of(sheet, "复议后起诉")) == (1, 10, 1, 5, "header")
    verdicts = [shape(cell)[:4] for cell in sheet.cells if cell.text == "结果维持"]
    assert verdicts == [(1, 0, 2, 1), (2, 5, 1, 1), (2, 10, 1, 1)]
    assert [cell.column for cell in sheet.figures.values()] == list(range(15))


def test_figures_are_what_the_report_prints() -> None:
    report = blank_report(FORMATS["2021"])
    path = "disclosure.regulations.issued"
    report.values[report.format.index[path]] = 0
    report.notes[path] = "其中修订1件"
    sheet = build_sheet(report.format.section["disclosure"], report)
    assert sheet.figures[path].text == "0（其中修订1件）"
    assert sheet.figures["disclosure.regulations.repealed"].text == ""


def test_rows_hold_the_cells_that_begin_in_them() -> None:
    rows = build_sheet(FORMATS["2021"].section["applications"]).rows()
    assert [len(row) for row in rows[:4]] == [2, 3, 5, 8]


def test_prose_has_no_sheet() -> None:
    with pytest.raises(ValueError, match="no table"):
        build_sheet(FORMATS["2021"].section["overview"])

"""The printed tables drawn in a fixed-width font."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from tests.unit.test_sheet import FORMATS, sections
from tui.export.printed import ASCII, BOX, draw
from tui.export.printed_layout import lay_out
from tui.report.model import Report, blank_report
from tui.schema import Format, Section
from tui.sheet import Sheet, build_sheet

# No combining characters: wcwidth measures those by what stands around them.
remarks = st.text("中（）0a |\\\n\x1b\u202e\u200b，“", max_size=40)
figures = st.one_of(
    st.integers(0, 10**15),
    st.decimals(0, 10**9, places=4),
    st.sampled_from(["", "/", 0]),
)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    form = draw(st.sampled_from(list(FORMATS.values())))
    report = blank_report(form)
    pool = draw(st.lists(figures, min_size=1, max_size=8))
    report.values = [pool[i % len(pool)] for i in range(len(form.cells))]
    paths = st.sampled_from([cell.path for cell in form.cells])
    report.notes = draw(st.dictionaries(paths, remarks, max_size=4))
    return report


def assert_straight(drawn: str) -> int:
    widths = {wcswidth(line) for line in drawn.split("\n")}
    assert len(widths) == 1
    return widths.pop()


def assert_nothing_is_cut(sheet: Sheet, drawn: str) -> None:
    layout = lay_out(sheet)
    for cell, lines in layout.lines.items():
        assert "".join("".join(lines).split()) == "".join(cell.text.split())
        for line in lines:
            assert line.strip() in drawn


def tables(report: Report) -> list[Sheet]:
    return [build_sheet(s, report) for s in report.format.sections if s.table]


@settings(deadline=None, max_examples=40)
@given(reports())
def test_every_line_is_equally_wide_whatever_the_figures(report: Report) -> None:
    for sheet in tables(report):
        drawn = draw(sheet)
        assert_straight(drawn)
        assert_nothing_is_cut(sheet, drawn)
        assert_straight(draw(sheet, ASCII))


@settings(deadline=None, max_examples=60)
@given(sections())
def test_any_table_can_be_drawn(section: Section) -> None:
    sheet = build_sheet(section)
    drawn = draw(sheet)
    assert_straight(drawn)
    assert_nothing_is_cut(sheet, drawn)


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize("figure", [0, 99, 9999])
def test_ordinary_figures_fit_in_80_columns(form: Format, figure: int) -> None:
    report = blank_report(form)
    report.values = [figure if c.section.key != "remedies" else 99 for c in form.cells]
    widths = [assert_straight(draw(sheet)) for sheet in tables(report)]
    assert widths == [80, 80, 76]


def test_the_table_grows_where_figures_need_it() -> None:
    report = blank_report(FORMATS["2021"])
    report.values = [1234567] * len(report.format.cells)
    disclosure, applications, remedies = (draw(sheet) for sheet in tables(report))
    assert assert_straight(disclosure) == 80
    assert assert_straight(applications) > 80
    assert assert_straight(remedies) == 15 * 8 + 1
    assert remedies.count("1234567") == 15


def test_a_figure_is_never_broken_but_its_remark_may_be() -> None:
    report = blank_report(FORMATS["2021"])
    path = "applications.received.natural"
    report.values[report.format.index[path]] = 22
    report.notes[path] = "其中修订16件，其余为往年结转"
    sheet = build_sheet(report.format.section["applications"], report)
    (lines,) = [text for cell, text in lay_out(sheet).lines.items() if cell.path == path]
    assert "".join(lines) == "22（其中修订16件，其余为往年结转）"
    assert len(lines) > 1
    money = blank_report(FORMATS["2019"])
    path = "disclosure.procurement.amount"
    money.values[money.format.index[path]] = Decimal("75394432.52")
    money.notes[path] = "元"
    assert "75394432.52元" in draw(build_sheet(money.format.section["disclosure"], money))


def test_merged_cells_have_no_border_inside() -> None:
    """The junctions of table 四, which has every kind but one, drawn once by hand."""
    report = blank_report(FORMATS["2021"])
    report.values = [0] * len(report.format.cells)
    assert draw(build_sheet(report.format.section["remedies"], report)).split("\n") == [
        "┌────────────────────────┬─────────────────────────────────────────────────┐",
        "│        行政复议        │                    行政诉讼                     │",
        "├────┬────┬────┬────┬────┼────────────────────────┬────────────────────────┤",
        "│    │    │    │    │    │    未经复议直接起诉    │       复议后起诉       │",
        "│结果│结果│其他│尚未│总计├────┬────┬────┬────┬────┼────┬────┬────┬────┬────┤",
        "│维持│纠正│结果│审结│    │结果│结果│其他│尚未│总计│结果│结果│其他│尚未│总计│",
        "│    │    │    │    │    │维持│纠正│结果│审结│    │维持│纠正│结果│审结│    │",
        "├────┼────┼────┼────┼────┼────┼────┼────┼────┼────┼────┼────┼────┼────┼────┤",
        "│ 0  │ 0  │ 0  │ 0  │ 0  │ 0  │ 0  │ 0  │ 0  │ 0  │ 0  │ 0  │ 0  │ 0  │ 0  │",
        "└────┴────┴────┴────┴────┴────┴────┴────┴────┴────┴────┴────┴────┴────┴────┘",
    ]


def test_ascii_puts_the_same_lines_where_the_boxes_are() -> None:
    sheet = build_sheet(FORMATS["2021"].section["applications"])
    boxes, plain = draw(sheet, BOX), draw(sheet, ASCII)
    assert plain == boxes.translate(str.maketrans(BOX, ASCII))
    assert not set(plain) & set(BOX[1:])


def test_hidden_characters_are_shown_and_line_breaks_are_lines() -> None:
    report = blank_report(FORMATS["2021"])
    path = "disclosure.licensing.decisions"
    report.values[report.format.index[path]] = 3
    report.notes[path] = "见附件\x1b[31m\n另附\u202e说明"
    drawn = draw(build_sheet(report.format.section["disclosure"], report))
    assert r"见附件\x1b[31m" in drawn
    assert r"另附\u202e说明" in drawn
    assert "\x1b" not in drawn
    assert "\u202e" not in drawn

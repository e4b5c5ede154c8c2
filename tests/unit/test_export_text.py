"""The report as plain text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from tests.golden.export_reports import pingtan_2019, suqian_2023
from tests.support.reports import catalogue, published, report_of, zero_report
from tests.unit.test_printed import reports
from tui.display import visible
from tui.export.text import TextStyle, to_text
from tui.report.model import Report, blank_report

STYLES: tuple[TextStyle, ...] = ("grid", "printed", "ascii")
BORDERS = "┌├│└+|"


def tables_of(text: str) -> list[list[str]]:
    """The drawn tables, each as its lines."""
    found: list[list[str]] = []
    inside = False
    for line in text.split("\n"):
        if line[:1] and line[0] in BORDERS:
            if not inside:
                found.append([])
            found[-1].append(line)
        inside = bool(line[:1]) and line[0] in BORDERS
    return found


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("case", published(), ids=lambda c: f"{c['agency']}{c['year']}")
def test_tables_of_published_reports_are_straight(
    case: dict[str, object], style: TextStyle
) -> None:
    text = to_text(report_of(case), style)
    for table in tables_of(text):
        (width,) = {wcswidth(line) for line in table}
        assert width <= (100 if style == "grid" else 80)


@settings(deadline=None, max_examples=30)
@given(reports())
def test_grids_are_straight_whatever_the_figures(report: Report) -> None:
    tables = tables_of(to_text(report))
    assert len(tables) == sum(len(s.table.blocks) for s in report.format.sections if s.table)
    for table in tables:
        assert len({wcswidth(line) for line in table}) == 1


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("ident", ["2019", "2021"])
def test_every_figure_stands_in_the_document_once(ident: str, style: TextStyle) -> None:
    form = catalogue().get(ident)
    assert form
    report = blank_report(form, 2020, "某局")
    report.values = [1000 + index for index in range(len(form.cells))]
    lines = (line for table in tables_of(to_text(report, style)) for line in table)
    words = " ".join(lines).translate(dict.fromkeys(map(ord, "│|"), " ")).split()
    assert sorted(int(word) for word in words if word.isdigit()) == report.values


def test_the_outline_of_a_grid() -> None:
    text = to_text(pingtan_2019())
    assert "\n（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\n┌" in text
    assert "\n第二十条第（九）项\n┌" in text
    assert "│ 三、本年度办理结果 " in text
    assert "│ \u3000（三）不予公开 " in text
    assert "│ \u3000\u30001.属于国家秘密 " in text
    assert "│ 行政诉讼·复议后起诉 " in text


@pytest.mark.parametrize("style", STYLES)
def test_blank_zero_and_not_applicable_are_three_things(style: TextStyle) -> None:
    report = blank_report(zero_report().format)
    path = "disclosure.regulations.{}".format
    report.values[report.format.index[path("issued")]] = 0
    report.values[report.format.index[path("repealed")]] = "/"
    (line,) = [line for line in to_text(report, style).split("\n") if line[1:].startswith(" 规章")]
    assert line.replace("|", "│").replace(" ", "") == "│规章│0│/││"


def test_headings_prose_and_blank_prose() -> None:
    report = blank_report(zero_report().format, 2023, "某局")
    report.texts["overview.proactive"] = "\u3000\u3000第一段。\r\n\n  第二段。"
    text = to_text(report)
    title, rest = text.split("\n", 1)
    assert title == " " * 23 + "某局2023年政府信息公开工作年度报告"
    assert rest.startswith(
        "\n一、总体情况\n\n（一）主动公开\n\u3000\u3000第一段。\n\u3000\u3000第二段。\n"
        "\n（二）依申请公开\n\n（三）政府信息管理\n"
    )
    assert text.endswith("\n五、存在的主要问题及改进情况\n\n六、其他需要报告的事项\n")


@given(st.text("中a \u3000\n\r\t\x00\x1b\u202e\u200b\u2028\x85\\", max_size=40))
def test_prose_is_read_back_and_hidden_characters_are_seen(prose: str) -> None:
    report = zero_report()
    report.texts["other.text"] = prose
    said = to_text(report, "printed").split("六、其他需要报告的事项\n")[1]
    shown = visible(prose.replace("\r\n", "\n"), keep="\n").split("\n")
    expected = ["\u3000\u3000" + line.strip() for line in shown if line.strip()]
    assert said.split("\n") == (["", *expected, ""] if expected else [""])


def test_a_hostile_agency_cannot_leave_its_line() -> None:
    report = suqian_2023()
    report.agency = "甲\n乙\x1b[2J"
    assert to_text(report).split("\n")[0].strip() == (
        r"甲\n乙\x1b[2J2023年政府信息公开工作年度报告"
    )

"""What the report says comes out of rendered Markdown as it went in."""

from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from tests.golden.export_reports import pingtan_2019, suqian_2023
from tests.support.reports import catalogue, zero_report
from tui.display import visible
from tui.export.markdown import TableForm, to_markdown
from tui.report.model import Report, blank_report

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

# Everything that Markdown, HTML, a terminal or a table could take for its own.
NASTY = "*_~`<>&;[]()!|\\#+-=.:1 9$^{}\"'/@ax中（，\u3000\xa0\n\t\x00\x1b\u202e\u200b\u2028\ud800"
nasty = st.text(NASTY, max_size=30)
MARKUP = [
    "<b>", "</td>", "&amp;", "&#65;", "<!--", "\\|", "|", "---", "```", "#", "-", "1.", "2)", "+",
    ">", "~~~", "~a~", "**a**", "_a_", "__", "a_b", "[x](y)", "![i](u)", "<http://a>", "[a]:",
    "===", "http://a.cn/b_c?d=1&e=2", ":", "中", "“", "$a$", "\\", " ", "    ", "\n", "\r\n",
]  # fmt: skip
pieces = st.lists(st.sampled_from(MARKUP), max_size=8).map("".join)
words = st.one_of(nasty, pieces, st.text(max_size=20))


class Reader(HTMLParser):
    """The text of every block of a rendered document, in order."""

    BLOCKS = frozenset({"h1", "h2", "h3", "p", "th", "td"})
    KNOWN = BLOCKS | {"table", "thead", "tbody", "tr", "br", "strong"}

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.blocks: list[tuple[str, str]] = []
        self._open = ""
        self.feed(RENDERER.render(markdown))
        self.close()

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        assert tag in self.KNOWN, f"markup that nobody wrote: <{tag}>"
        if tag in self.BLOCKS:
            self.blocks.append((tag, ""))
            self._open = tag
        elif tag == "br":
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._open:
            self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            tag, text = self.blocks[-1]
            self.blocks[-1] = (tag, text + data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment that nobody wrote: {data}")

    def texts(self, *tags: str) -> list[str]:
        return [text.strip() for tag, text in self.blocks if tag in tags]


def lines_of(text: str) -> list[str]:
    shown = visible(text.replace("\r\n", "\n"), keep="\n")
    return [line.strip() for line in shown.split("\n") if line.strip()]


@settings(deadline=None, max_examples=400)
@given(prose=words, agency=words)
@example(prose="a  \nb", agency="x #")
@example(prose="\u3000\u3000    - a", agency="\\")
@example(prose="***\n___\n- - -\n+\n1.\n1)", agency="|")
def test_prose_and_title_are_read_back(prose: str, agency: str) -> None:
    report = zero_report()
    report.agency = agency
    report.texts = dict.fromkeys(report.texts, "") | {"overview.management": prose}
    read = Reader(to_markdown(report, "html"))
    assert read.texts("p") == lines_of(prose)
    assert read.texts("h1") == [visible(report.title).strip()]


@settings(deadline=None, max_examples=300)
@given(note=words, form=st.sampled_from(["flat", "html"]))
@example(note="a\\|b", form="flat")
@example(note="a\\\\|b|", form="flat")
def test_remarks_in_cells_are_read_back(note: str, form: TableForm) -> None:
    report = zero_report()
    report.notes["disclosure.regulations.issued"] = note
    said = report.printed("disclosure.regulations.issued").replace("\r\n", "\n")
    read = Reader(to_markdown(report, form))
    row = read.texts("td", "th")
    at = row.index("规章")
    expected = visible(said, keep="\n").strip(" \n").strip()
    assert row[at : at + 4] == ["规章", expected, "0", "0"]
    assert row[at + 4 : at + 8] == ["行政规范性文件", "0", "0", "0"]


@pytest.mark.parametrize("form", ["flat", "html"])
@pytest.mark.parametrize("ident", ["2019", "2021"])
def test_every_figure_stands_in_the_document_once(ident: str, form: TableForm) -> None:
    found = catalogue().get(ident)
    assert found
    report = blank_report(found, 2020, "某局")
    report.values = [1000 + index for index in range(len(found.cells))]
    cells = Reader(to_markdown(report, form)).texts("td", "th")
    assert [cell for cell in cells if cell.isdigit()] == [str(v) for v in report.values]


def test_headings_and_blank_prose() -> None:
    report = blank_report(zero_report().format, 2023, "某局")
    read = Reader(to_markdown(report))
    assert read.texts("h1") == ["某局2023年政府信息公开工作年度报告"]
    assert read.texts("h2") == [section.heading for section in report.format.sections]
    assert read.texts("h3") == [
        "（一）主动公开",
        "（二）依申请公开",
        "（三）政府信息管理",
        "（四）政府信息公开平台建设",
        "（五）监督保障",
    ]


def rows_of(report: Report, start: str) -> list[list[str]]:
    table = to_markdown(report).split(start)[1].split("\n## ")[0]
    lines = [line for line in table.split("\n") if line.startswith("|")]
    return [[cell.strip(" ") for cell in line.strip("|").split("|")] for line in lines]


def test_flat_table_3_is_an_outline_under_joined_headers() -> None:
    rows = rows_of(pingtan_2019(), "## 三、")
    assert rows[0] == [
        "",
        "自然人",
        "法人或其他组织·商业企业",
        "法人或其他组织·科研机构",
        "法人或其他组织·社会公益组织",
        "法人或其他组织·法律服务机构",
        "法人或其他组织·其他",
        "总计",
    ]
    assert [row[0] for row in rows[2:9]] == [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "三、本年度办理结果",
        "\u3000（一）予以公开",
        "\u3000（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
        "\u3000（三）不予公开",
        "\u3000\u30001.属于国家秘密",
    ]
    assert rows[4][1:] == [""] * 7
    assert rows[-1] == ["四、结转下年度继续办理", "", "0", "0", "0", "0", "0", ""]
    assert "\n\n（本列数据的勾稽关系为" in to_markdown(pingtan_2019())


def test_flat_table_4_has_three_rows_of_five() -> None:
    rows = rows_of(pingtan_2019(), "## 四、")
    assert rows[0] == ["", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    assert rows[2:] == [
        ["行政复议", "0", "0", "0", "0", "0"],
        ["行政诉讼·未经复议直接起诉", "0", "0", "0", "0", "0"],
        ["行政诉讼·复议后起诉", "0", "0", "0", "0", "/"],
    ]


def test_html_tables_are_merged_and_say_what_heads_what() -> None:
    markdown = to_markdown(suqian_2023(), tables="html")
    assert '<td rowspan="3" colspan="3">（本列数据的勾稽关系为' in markdown
    assert '<th colspan="5" scope="col">法人或其他组织</th>' in markdown
    assert '<th rowspan="2" scope="col">总计</th>' in markdown
    assert '<th rowspan="8" scope="row" align="left">（三）不予公开</th>' in markdown
    assert '<td colspan="3" align="right">1808595</td>' in markdown
    assert markdown.count('<tbody>\n<tr><th colspan="4" scope="rowgroup" align="left">第') == 4
    assert markdown.count("<table>") == markdown.count("</table>") == 3
    for table in markdown.split("<table>")[1:]:
        assert "\n\n" not in table.split("</table>")[0]


def test_the_source_stays_readable_where_nothing_needs_escaping() -> None:
    report = zero_report()
    plain = "1.公开 3.5 万条（www.a.gov.cn/col_12/art-3.html?a=1&b=2），占 61%，比上年 +5 条！"
    report.texts["other.text"] = plain
    assert f"\n{plain}\n" in to_markdown(report)

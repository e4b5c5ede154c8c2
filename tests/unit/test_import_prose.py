"""Prose to its aspect, titles in every order, leftovers and page furniture out."""

import pytest

from tests.support.importing import imported, published_report
from tests.support.pages import clean_html, docx, page_of, text_cells
from tests.support.reports import published
from tui.ingest.imported import Imported

REPORT = published_report(next(c for c in published() if c["agency"] == "宿迁市"))
TABLES = (
    "二、主动公开政府信息情况\n规章 0 0 0\n三、收到和处理政府信息公开申请情况\n"
    "四、行政复议、行政诉讼情况\n"
)
END = "五、存在的主要问题及改进情况\n问题。\n六、其他需要报告的事项\n无。"


def texts(overview: str, more: str = END) -> dict[str, str]:
    """The texts of a plain-text report with this section 一."""
    text = f"某某县司法局2023年政府信息公开工作年度报告\n一、总体情况\n{overview}\n{TABLES}{more}\n"
    return imported("a.txt", text).report.texts


@pytest.mark.parametrize(
    ("heading", "aspect"),
    [
        ("（一）主动公开", "proactive"),
        ("(一)主动公开情况。", "proactive"),
        ("（1） 主动公开情况：", "proactive"),
        ("1.主动公开方面", "proactive"),
        ("（一）主动公开政府信息情况", "proactive"),
        ("（二）依申请公开。", "on_request"),
        ("（二）依申请公开政府信息办理情况", "on_request"),
        ("（三）政府信息资源管理情况", "management"),
        ("（三）平台建设情况。", "platform"),
        ("（四）政府信息公开平台建设方面", "platform"),
        ("（五）监督保障及教育培训", "oversight"),
        ("五是监督保障。", "oversight"),
    ],
)
def test_a_heading_leads_to_its_aspect(heading: str, aspect: str) -> None:
    found = texts(f"{heading}本段的内容。" if heading[-1] in "。：" else f"{heading}\n本段的内容。")
    said = {key: text for key, text in found.items() if key.startswith("overview.") and text}
    assert list(said) == [f"overview.{aspect}"]
    assert said[f"overview.{aspect}"].endswith("本段的内容。")


def test_nothing_is_dropped_and_the_order_stays() -> None:
    found = texts(
        "总的一段。\n（一）组织领导有力。成立了小组。\n（二）主动公开\n公开3条。\n"
        "（三）完善公开制度规范，加强政府信息管理\n管理一段。\n（四）宣传培训。开展2次。"
    )
    assert found["overview.proactive"] == "总的一段。\n（一）组织领导有力。成立了小组。\n公开3条。"
    assert found["overview.management"] == (
        "（三）完善公开制度规范，加强政府信息管理\n管理一段。\n（四）宣传培训。开展2次。"
    )


def test_parts_of_section_one_that_are_numbered_like_sections() -> None:
    found = texts(
        "一、主动公开情况\n公开3条。\n二、依申请公开情况\n收到0件。\n三、平台建设\n一个网站。"
    )
    assert "公开3条。" in found["overview.proactive"]
    assert "收到0件。" in found["overview.on_request"]
    assert "一个网站。" in found["overview.platform"]
    assert found["improvement.text"] == "问题。"


def test_without_headings_the_prose_stays_whole() -> None:
    found = texts("第一段主动公开3条。\n第二段依申请公开0件。")
    assert found["overview.proactive"] == "第一段主动公开3条。\n第二段依申请公开0件。"


def test_other_words_for_the_sections() -> None:
    more = "五、政府信息公开工作存在的主要问题和整改措施\n不足。\n"
    more += "六、其他需要说明的事项\n没有。\n七、附表\n见后。"
    found = texts("无。", more)
    assert found["improvement.text"] == "不足。"
    assert found["other.text"] == "没有。\n七、附表\n见后。"


def test_a_section_that_is_missing_is_said() -> None:
    page = page_of(REPORT)
    del page.sections[5]
    found = imported("a.html", clean_html(page))
    assert found.missing == ["六、其他需要报告的事项：没有找到文字"]
    assert not found.complete
    assert found.found == found.expected


def test_a_list_of_contents_is_no_report() -> None:
    page = page_of(REPORT)
    headings = [heading for heading, _ in page.sections]
    page.preamble = ["目录", *headings, "本报告依照条例编制。"]
    for name, data in (("a.html", clean_html(page)), ("a.txt", text_cells(page))):
        found = imported(name, data)
        assert found.report.texts["other.text"] == REPORT.texts["other.text"]
        assert found.report.texts["overview.proactive"] == (
            "本报告依照条例编制。\n" + REPORT.texts["overview.proactive"]
        )


def test_a_page_that_lost_its_line_ends() -> None:
    text = (
        "某某县司法局2023年政府信息公开工作年度报告 "
        "本报告包括一、总体情况；二、主动公开政府信息情况等。 "
        "一、总体情况 本年公开信息30条。" + "信息公开工作有序推进。" * 20 + " "
        "二、主动公开政府信息情况 第二十条第（一）项 信息内容 "
        "本年制发件数 本年废止件数 现行有效件数 "
        "规章 0 0 0 行政规范性文件 5 1 25 第二十条第（五）项 信息内容 本年处理决定数量 行政许可 7 "
        "三、收到和处理政府信息公开申请情况 一、本年新收政府信息公开申请数量 58 7 0 0 1 0 66 "
        "五、存在的主要问题及改进情况 还有不足。 六、其他需要报告的事项 没有。"
    )
    found = imported("a.txt", text).report
    assert found.value("disclosure.normative_documents.in_force") == 25
    assert found.value("disclosure.licensing.decisions") == 7
    assert found.value("applications.received.total") == 66
    assert found.texts["improvement.text"] == "还有不足。"
    assert found.texts["other.text"] == "没有。"


@pytest.mark.parametrize(
    ("leftover", "kept"),
    [
        ("[bookmark: _GoBack]目前", "目前"),
        ("<!--[if gte mso 9]><xml>x</xml><![endif]-->目前", "目前"),
        ("Normal 0 7.8 磅 0 2 false false false EN-US ZH-CN X-NONE 目前", "目前"),
        ("/* Style Definitions */ table.MsoNormalTable {mso-style-name:普通表格;} 目前", "目前"),
        ("p.MsoNormal {margin:0cm; font-size:10.5pt;}目前", "目前"),
        ('HYPERLINK "http://a.cn/b" 目前', "目前"),
        ("集合{甲，乙}不是残留", "集合{甲，乙}不是残留"),
        ("公式 a[i] < b 也不是", "公式 a[i] < b 也不是"),
    ],
)
def test_conversion_leftovers_go_and_are_told(leftover: str, kept: str) -> None:
    page = page_of(REPORT)
    page.sections[5][1][:] = [leftover]
    for name, data in (("a.docx", docx(page)), ("a.html", clean_html(page))):
        found = imported(name, data)
        assert found.report.texts["other.text"] == kept
        assert bool(found.removed) == (leftover != kept)


@pytest.mark.parametrize(
    ("title", "agency", "year"),
    [
        ("某某县司法局2023年政府信息公开工作年度报告", "某某县司法局", 2023),
        ("2023年某某县司法局政府信息公开工作年度报告", "某某县司法局", 2023),
        ("某某县司法局 2023 年度政府信息公开工作年度报告", "某某县司法局", 2023),
        ("某某县司法局关于2023年度政府信息公开工作的年度报告", "某某县司法局", 2023),
        ("关于某某县司法局２０２３年政府信息公开年度报告", "某某县司法局", 2023),
        ("某某县司法局二〇二三年政府信息公开工作年度报告", "某某县司法局", 2023),
        ("某某县司法局2023年政府信息公开年报", "某某县司法局", 2023),
        ("某某县司法局2023年政府信息公开 工作告年度报", "某某县司法局", 2023),
        ("《某某县司法局2023年政府信息公开工作年度报告》", "某某县司法局", 2023),
        ("某某县司法局2023年\n政府信息公开工作年度报告", "某某县司法局", 2023),
        ("某某县司法局\n2023年政府信息公开工作\n年度报告", "某某县司法局", 2023),
        ("某某縣司法局2023年政府信息公開工作年度報告", "某某縣司法局", 2023),
        ("政府信息公开工作年度报告", None, 2021),
    ],
)
def test_agency_and_year_from_the_title(title: str, agency: str | None, year: int) -> None:
    page = page_of(REPORT)
    page.title = title
    page.preamble = ["本报告所列数据的统计期限自2021年1月1日起至2021年12月31日止。"]
    for name, data in (("a.txt", text_cells(page)), ("a.html", clean_html(page))):
        found: Imported = imported(name, data)
        assert (found.report.agency, found.report.year) == (agency, year), name


def test_what_the_user_says_goes_first() -> None:
    found = imported("a.html", clean_html(page_of(REPORT)), agency="另一个局", year=2024)
    assert (found.report.agency, found.report.year) == ("另一个局", 2024)


def test_without_a_year_the_tables_decide_the_form() -> None:
    for year, form in ((2020, "2019"), (2023, "2021")):
        report = published_report(next(c for c in published() if c["year"] == year))
        page = page_of(report)
        page.title = "政府信息公开工作年度报告"
        for _, blocks in page.sections:
            blocks[:] = [b for b in blocks if not isinstance(b, str)]
        found = imported("a.html", clean_html(page))
        assert found.form.id == form
        assert found.report.year is None
        assert "年份（用 --year 指明）" in found.missing
        assert found.found == found.expected

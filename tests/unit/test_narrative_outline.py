"""N2xx: what prose must and must not hold, each rule with what it must leave alone."""

import pytest

from tests.support.reports import zero_report
from tui.checks import Finding
from tui.checks.context import Context
from tui.checks.narrative.copies import similarity
from tui.checks.narrative.run import narrative_findings
from tui.report.model import Report


def findings_of(
    text: str,
    path: str = "overview.management",
    *,
    format_id: str = "2021",
    year: int = 2023,
    agency: str = "临河县水务局",
    last: Report | None = None,
) -> list[Finding]:
    """The N2xx findings on one text of an otherwise complete report."""
    report = zero_report(format_id, year, agency)
    report.texts[path] = text
    found = narrative_findings(report, Context(previous=last))
    return [f for f in found if f.rule.id.startswith("N2")]


def rules_of(text: str, path: str = "overview.management", **more: object) -> list[str]:
    return [f.rule.id for f in findings_of(text, path, **more)]  # type: ignore[arg-type]


def quoted(text: str, **more: object) -> list[str]:
    """The characters the findings stand on."""
    found = findings_of(text, **more)  # type: ignore[arg-type]
    return [text[f.phrase.start : f.phrase.end] for f in found if f.phrase]


class TestAspects:
    def test_each_missing_aspect_is_told(self) -> None:
        report = zero_report()
        report.texts["overview.platform"] = report.texts["overview.oversight"] = " \n"
        found = [f for f in narrative_findings(report, Context()) if f.rule.id == "N201"]
        assert [f.cells for f in found] == [("overview.platform",), ("overview.oversight",)]
        assert "（四）政府信息公开平台建设" in found[0].message

    def test_a_report_that_is_not_begun_lacks_no_aspect(self) -> None:
        report = zero_report()
        for path in report.texts:
            report.texts[path] = ""
        assert list(narrative_findings(report, Context())) == []

    @pytest.mark.parametrize(
        "text",
        ["无", "无。", "没有", "暂无", "问题不多。", "不存在问题。", "本年度没有存在的问题。"],
    )
    def test_section_five_that_says_nothing(self, text: str) -> None:
        assert rules_of(text, "improvement.text") == ["N202"]

    @pytest.mark.parametrize(
        "text", ["目录更新不及时，已指定专人。", "没有发现新的问题；去年的解读问题已改正。"]
    )
    def test_section_five_that_says_something(self, text: str) -> None:
        assert rules_of(text, "improvement.text") == []

    @pytest.mark.parametrize("text", ["正常。", "略", "无。"])
    def test_an_aspect_that_says_nothing(self, text: str) -> None:
        assert rules_of(text, "overview.platform") == ["N202"]

    def test_no_applications_is_all_there_is_to_say(self) -> None:
        assert rules_of("未收到申请。", "overview.on_request") == []

    @pytest.mark.parametrize(
        "text", ["无。", "本年度无其他需要报告的事项。", "落实要点情况良好，建议提案全部办结。"]
    )
    def test_section_six_without_a_word_on_fees(self, text: str) -> None:
        assert rules_of(text, "other.text") == ["N204"]

    @pytest.mark.parametrize(
        "text", ["本年度未收取信息处理费。", "收取信息处理费0元。", "依申请公开未收取任何费用。"]
    )
    def test_section_six_with_a_word_on_fees(self, text: str) -> None:
        assert rules_of(text, "other.text") == []

    def test_the_older_format_asks_for_no_fees(self) -> None:
        assert rules_of("无其他事项。", "other.text", format_id="2019", year=2020) == []


class TestLeftovers:
    @pytest.mark.parametrize(
        ("text", "mark"),
        [
            ("（文字描述，收费在此处报告。）全年正常开展工作。", "（文字描述，收费在此处报告。）"),
            ("该部分以表格形式报告，另见表格。", "该部分以表格形式报告"),
            ("全年公开信息XX条，均已审核。", "XX"),
            ("××局按规定办理公文公开属性认定。", "××"),
            ("[bookmark: _GoBack]公文公开属性逐件认定。", "[bookmark: _GoBack]"),
            ("主动公开信息 条，通过网站发布。", "信息 条"),
            ("全年共发布信息____条，均已审核。", "信息____条"),
            ("请填写本单位的信息管理情况。", "请填写"),
        ],
    )  # fmt: skip
    def test_of_a_template(self, text: str, mark: str) -> None:
        assert rules_of(text) == ["N203"]
        assert quoted(text) == [mark]

    @pytest.mark.parametrize(
        ("text", "mark"),
        [
            ("公文属性&nbsp;逐件认定。", "&nbsp;"),
            ("公文属性<br>逐件认定。", "<br"),
            ("公文属性逐件认定 HYPERLINK，均有记录。", "HYPERLINK"),
            ("公文属性逐件认定锟斤拷，均有记录。", "锟斤拷"),
        ],
    )
    def test_of_a_conversion(self, text: str, mark: str) -> None:
        assert rules_of(text) == ["N210"]
        assert quoted(text) == [mark]

    @pytest.mark.parametrize(
        "text",
        [
            "用 Excel 表登记，XML 目录每月核对。",
            "描述性文字逐条核对，示例库收录 12 条信息。",
            "AT&T 与本事项无关；3 < 5 也只是一句话。",
            "发布信息 12 条，均已审核。",
        ],
    )
    def test_words_that_look_like_some(self, text: str) -> None:
        assert rules_of(text) == []


class TestNotices:
    @pytest.mark.parametrize(
        "text",
        [
            "依据国办公开办函〔2019〕60号的格式编制年报。",
            "按照国办公开办函[2019]60号文件编制。",
            "根据《政府信息公开工作年度报告格式（试行）》编制。",
        ],
    )
    def test_the_older_one(self, text: str) -> None:
        assert rules_of(text) == ["N205"]
        assert rules_of(text, format_id="2019", year=2020) == []

    def test_the_newer_one_in_an_older_report(self) -> None:
        text = "依据国办公开办函〔2021〕30号的格式编制年报。"
        assert rules_of(text) == []
        assert rules_of(text, format_id="2019", year=2020) == ["N205"]

    @pytest.mark.parametrize(
        "text", ["依据国办公开办函〔2019〕61号规范平台。", "落实国办发〔2019〕60号文件的要求。"]
    )
    def test_other_documents(self, text: str) -> None:
        assert rules_of(text) == []


class TestOtherYear:
    @pytest.mark.parametrize(
        "text",
        [
            "2022年，我局共主动公开信息12条。",
            "2022年度我局健全了公文属性认定机制，公开信息5条。",
            "截至2022年12月31日，共公开信息5条。",
            "所列数据的统计期限为2022年1月1日至2022年12月31日。",
            "（一）2022年，全年公开信息30条。",
        ],
    )
    def test_of_a_copied_text(self, text: str) -> None:
        assert "N206" in rules_of(text)

    @pytest.mark.parametrize(
        "text",
        [
            "2023年，我局共主动公开信息12条，较2022年增加2条。",
            "自2019年5月新条例施行以来，我局逐年完善目录。",
            "按时公布2022年政府信息公开工作年度报告。",
            "2022年结转的2件申请均已办结。",
            "2024年，我局将继续完善目录。",
            "修订《临河县2022年政务公开要点》，逐项销号。",
            "2022年的问题整改完毕，2023年未再发生。",
            "与2022年相比，公开数量持平。",
            "2021年5月印发的办法继续执行。",
            "十四五规划（2021年至2025年）全文公开。",
        ],
    )
    def test_of_comparison_plan_and_history(self, text: str) -> None:
        assert "N206" not in rules_of(text)


class TestOtherAgency:
    @pytest.mark.parametrize(
        ("text", "mark"),
        [
            ("临河县财政局高度重视公开工作，目录及时更新。", "临河县财政局"),
            ("2023年，临河县自然资源局认真贯彻条例要求。", "临河县自然资源局"),
            ("我镇健全了公文属性认定机制。", "我镇"),
        ],
    )
    def test_of_a_copied_text(self, text: str, mark: str) -> None:
        assert rules_of(text) == ["N207"]
        assert quoted(text) == [mark]

    @pytest.mark.parametrize(
        "text",
        [
            "临河县水务局高度重视公开工作。",
            "县水务局认真贯彻条例要求。",
            "我局严格落实保密审查。",
            "我县各部门按要求更新目录。",
            "与临河县财政局联合发布预算信息。",
            "县政务服务局组织培训2次，我局派员参加。",
            "各乡镇村务公开信息另行发布。",
        ],
    )
    def test_of_ones_own_and_of_partners(self, text: str) -> None:
        assert rules_of(text) == []

    def test_a_bureau_speaks_in_the_report_of_a_township(self) -> None:
        assert rules_of("我局健全了机制，逐件认定。", agency="临河县白沙镇人民政府") == ["N207"]
        assert rules_of("我镇健全了机制，逐件认定。", agency="临河县白沙镇人民政府") == []


class TestNumbering:
    @pytest.mark.parametrize(
        ("text", "mark"),
        [
            ("（1）目录更新。\n（二）解读增加。", "（二）"),
            ("（一）目录更新。\n（三）解读增加。", "（三）"),
            ("1.目录更新。\n2.解读增加。\n4.培训加强。", "4."),
            ("（二）目录更新。\n（三）解读增加。", "（二）"),
            ("一是目录更新；二是解读增加；四是培训加强。", "四是"),
            ("主要问题：二是目录更新；三是解读增加。", "二是"),
        ],
    )
    def test_faults(self, text: str, mark: str) -> None:
        assert rules_of(text) == ["N208"]
        assert quoted(text) == [mark]

    @pytest.mark.parametrize(
        "text",
        [
            "（一）目录更新。\n（二）解读增加。",
            "（一）目录。\n1.更新。\n2.核对。\n（二）解读。\n1.图解。\n2.视频。\n（三）培训。",
            "一是目录更新；二是解读增加。\n一是制度健全；二是培训加强；三是检查。",
            "一、目录。\n二、解读。\n（1）图解。\n（2）视频。",
            "统一是前提，唯一是要求。",
            "1.2万条信息逐条核对。",
            "（三）政府信息管理\n公文属性逐件认定。",
        ],
    )
    def test_what_is_in_order(self, text: str) -> None:
        assert rules_of(text) == []


class TestCopies:
    OLD = (
        "健全公文属性源头认定机制，拟文时同步明确公开属性。"
        "全年认定公文312件，定期评估不予公开的信息，"
        "组织清理现行有效文件，做到目录清、底数明。"
    )

    def last(self, text: str, path: str = "overview.management") -> Report:
        made = zero_report(year=2022)
        made.texts[path] = text
        return made

    def test_last_years_words_with_other_figures(self) -> None:
        new = self.OLD.replace("312", "298")
        (finding,) = findings_of(new, last=self.last(self.OLD))
        assert finding.rule.id == "N209"
        assert "100%" in finding.message
        assert "健全公文属性源头认定机制" in finding.message
        assert finding.phrase
        assert new[finding.phrase.start : finding.phrase.end] in new

    def test_other_words_short_words_and_no_last_year(self) -> None:
        new = (
            "今年重新编制了信息目录，对照条例逐条核对，"
            "删去重复栏目九个，补充历史文件电子版一百余份。"
        )
        assert findings_of(new, last=self.last(self.OLD)) == []
        assert findings_of("公文属性逐件认定。", last=self.last("公文属性逐件认定。")) == []
        assert findings_of(self.OLD) == []

    def test_the_project_sets_the_limit(self) -> None:
        new = self.OLD.replace("做到目录清、底数明", "并把清理结果在网站上公布出来")
        share = similarity(new, self.OLD)
        assert 0.6 < share < 0.9
        assert findings_of(new, last=self.last(self.OLD)) == []
        report = zero_report()
        report.texts["overview.management"] = new
        stricter = Context(previous=self.last(self.OLD))
        stricter = stricter._replace(settings=stricter.settings._replace(similarity=0.5))
        assert [f.rule.id for f in narrative_findings(report, stricter)] == ["N209"]

"""Prose against tables: the labelled sentences, and what single findings say and offer."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.support.narrative import (
    SETS,
    Case,
    Score,
    cases,
    found_in,
    report_of,
    score,
    score_by_mark,
)
from tests.support.program import EXAMPLES, run
from tests.support.reports import as_toml, catalogue, name_of, published, zero_report
from tests.support.reports import report_of as published_report
from tui.checks import Finding, check
from tui.checks.context import ALONE
from tui.checks.narrative.numbers import chinese_value, number_at
from tui.checks.narrative.run import narrative_findings
from tui.report import load, load_bytes
from tui.report.reference import filled

CASES = list(cases())


def test_the_sentences_are_enough_and_a_third_of_them_are_traps() -> None:
    assert len(CASES) >= 240
    assert sum(case.trap for case in CASES) * 3 >= len(CASES)
    assert len({case.text for case in CASES}) > 0.97 * len(CASES)


@pytest.mark.parametrize("measure", [score, score_by_mark], ids=["by rule", "by mark"])
def test_precision_and_recall(measure: Callable[[Iterable[Path]], Score]) -> None:
    for files in (SETS, *((file,) for file in SETS)):
        found = measure(files)
        assert found.precision >= 0.98, files
        assert found.recall >= 0.85, files


@pytest.mark.parametrize("case", [c for c in CASES if c.trap], ids=lambda c: c.text[:24])
def test_a_trap_raises_no_alarm(case: Case) -> None:
    assert [f.message for f in found_in(case)] == []


@pytest.mark.parametrize("case", [c for c in CASES if c.marked], ids=lambda c: c.text[:24])
def test_a_finding_stands_on_the_wrong_figure_and_offers_the_cell(case: Case) -> None:
    assert case.marked
    for finding in found_in(case):
        if finding.rule.id != "N101":
            continue
        assert finding.phrase
        assert finding.phrase.path == case.path
        assert finding.phrase.start < case.marked[1]
        assert case.marked[0] < finding.phrase.end
        assert finding.cells[-1] == case.path
        if finding.phrase.replacement:
            start, end = finding.phrase.figure
            assert start < case.marked[1]
            assert case.marked[0] < end
            mended = case.text[:start] + finding.phrase.replacement + case.text[end:]
            report = report_of(case)
            report.texts = {case.path: mended}
            again = [f for f in narrative_findings(report, ALONE) if f.rule.id == "N101"]
            assert len(again) < len([f for f in found_in(case) if f.rule.id == "N101"])
            assert finding.phrase.replacement in finding.remedy


def findings_on(text: str, path: str = "overview.on_request", **figures: int) -> list[Finding]:
    report = zero_report(agency="临河市人民政府")
    for cell, value in figures.items():
        report.values[report.format.index[f"applications.{cell}.total"]] = value
    report.texts = {path: text}
    return [f for f in narrative_findings(report, ALONE) if f.rule.id.startswith("N1")]


def test_says_phrase_number_cell_and_what_to_do() -> None:
    (finding,) = findings_on("全年共收到申请26件。", received=25)
    assert finding.message == ("“全年共收到申请26件”写的是 26，表中“一、本年新收·总计”是 25")
    assert finding.cells == ("applications.received.total", "overview.on_request")
    assert "{{applications.received.total}}" in finding.remedy


@pytest.mark.parametrize("handled", ["受理", "收办", "共受理", "办理"])
@pytest.mark.parametrize("figure", [713, 749])
def test_accepts_new_cases_with_or_without_those_carried_in(handled: str, figure: int) -> None:
    text = f"全年{handled}政府信息公开申请{figure}件。"
    assert findings_on(text, received=713, carried_in=36, processed=720) == []
    assert findings_on(text, received=700, carried_in=36, processed=720) != []


def test_a_share_is_told_against_the_total_that_it_is_of() -> None:
    report = zero_report(agency="临河市人民政府")
    figures = {"received.natural": 312, "received.total": 356, "processed.total": 353}
    figures |= {"granted.total": 136}
    for cell, value in figures.items():
        report.values[report.format.index[f"applications.{cell}"]] = value
    text = "自然人申请312件，占78.6%；予以公开136件，占83.53%。"
    report.texts = {"overview.on_request": text}
    found = [f for f in narrative_findings(report, ALONE) if f.rule.id == "N104"]
    assert [f.message.partition("：")[2] for f in found] == [
        "312 占表中“一、本年新收·总计”356 的 87.6%",
        "136 占表中“三（七）总计·总计”353 的 38.53%",
    ]


@pytest.mark.parametrize(("written", "wrong"), [("约3600", False), ("约4900", True)])
def test_about_so_many_are_so_many_within_a_fifth(written: str, wrong: bool) -> None:
    found = findings_on(f"全年收到申请{written}件。", received=3525)
    assert bool(found) == wrong


def test_a_note_is_of_the_bodies_before_its_brackets() -> None:
    report = zero_report(agency="临河市人民政府")
    for cell, value in {"received.natural": 118, "carried_in.natural": 7}.items():
        report.values[report.format.index[f"applications.{cell}"]] = value
    report.values[report.format.index["applications.carried_in.total"]] = 8
    for noted, rules in (("7", []), ("8", ["N101"])):
        report.texts = {"overview.on_request": f"自然人申请125件（含上年结转{noted}件）。"}
        found = [f.rule.id for f in narrative_findings(report, ALONE)]
        assert [rule for rule in found if rule.startswith("N1")] == rules


def test_numbers_told_respectively_are_each_compared_with_their_own_cell() -> None:
    text = "予以公开、不予公开分别为57件和17件。"
    assert findings_on(text, granted=57, denied_deliberative=17) == []
    (finding,) = findings_on(text, granted=57, denied_deliberative=27)
    assert finding.phrase
    assert text[slice(*finding.phrase.figure)] == "17"


def test_a_blank_operand_says_nothing() -> None:
    report = zero_report()
    report.values[report.format.index["applications.received.total"]] = ""
    report.texts = {"overview.on_request": "全年收到申请26件。"}
    assert [f for f in narrative_findings(report, ALONE) if f.rule.id == "N101"] == []


def test_a_reference_is_never_compared_with_its_cell_but_adds_up_with_others() -> None:
    assert findings_on("收到申请{{applications.received.total}}件。", received=25) == []
    text = "收到申请{{received}}件，其中网上申请16件、信函申请8件、当面申请2件。"
    assert [f.rule.id for f in findings_on(text, received=25)] == ["N102"]
    assert findings_on(text, received=26) == []


def test_a_table_that_is_mended_silences_the_prose() -> None:
    text = "全年收到申请26件，均已办结。"
    assert len(findings_on(text, received=25, carried_out=1)) == 2
    assert findings_on(text, received=26) == []


@pytest.mark.parametrize(
    ("written", "value", "unit", "exact"),
    [
        ("25件", 25, "件", True),
        ("1,234件", 1234, "件", True),
        ("1，234件", 1234, "件", True),
        ("1.2万条", 12000, "条", True),
        ("十二件", 12, "件", True),
        ("两件", 2, "件", True),
        ("三千五百二十五件", 3525, "件", True),
        ("一百零五件", 105, "件", True),
        ("二〇二三年", 2023, "年", True),
        ("1.5亿元", 150_000_000, "元", True),
        ("25（其中网上20）件", 25, "件", True),
        ("12件（次）", 12, "件（次）", True),
        ("100余条", 100, "条", False),
        ("百余件", 100, "件", False),
        ("10件以上", 10, "件", False),
        ("百分之三十五点二", Decimal("35.2"), "%", True),
        ("百分之百", 100, "%", True),
    ],
)
def test_reads_numbers_as_clerks_write_them(
    written: str, value: int, unit: str, exact: bool
) -> None:
    number = number_at(written, 0)
    assert number
    assert (number.value, number.unit, number.exact) == (value, unit, exact)


@pytest.mark.parametrize("text", ["一是", "一方面", "万一", "百姓", "千方百计"])
def test_does_not_take_words_for_numbers(text: str) -> None:
    assert number_at(text, 0) is None


def test_reads_every_chinese_numeral_that_it_could_write() -> None:
    def spelt(n: int) -> str:
        if n >= 10000:
            head, rest = divmod(n, 10000)
            return (
                spelt(head)
                + "万"
                + ("零" if 0 < rest < 1000 else "")
                + (spelt(rest) if rest else "")
            )
        digits, text, zero = "零一二三四五六七八九", "", False
        for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit, n = divmod(n, unit)
            if digit:
                text += ("零" if zero else "") + digits[digit] + name
                zero = False
            elif text:
                zero = bool(n)
        return text or "零"

    for n in (*range(1, 1200), 3525, 9999, 10000, 10010, 120345, 9_9999_999):
        assert chinese_value(spelt(n)) == n


@pytest.mark.parametrize("file", ["2020.toml", "suqian/2023.toml", "suqian/2024.toml"])
def test_the_examples_say_what_their_tables_say(file: str) -> None:
    loaded = load(str(EXAMPLES / file), catalogue())
    found = {f.rule.id for f in check(loaded).findings}
    assert not any(rule.startswith(("N0", "N1")) for rule in found)


@pytest.mark.parametrize("case", published(), ids=name_of)
def test_prose_made_of_a_published_table_is_right(case: dict[str, object]) -> None:
    report = published_report(case)  # type: ignore[arg-type]
    report.texts = {
        "overview.on_request": "全年新收政府信息公开申请{{received}}件，上年结转{{carried_in}}件；"
        "办结{{processed}}件，其中予以公开{{granted}}件、部分公开{{partly_granted}}件、"
        "不予公开{{denied}}件、无法提供{{unavailable}}件、不予处理{{refused}}件、"
        "其他处理{{other}}件；结转下年度{{carried_out}}件。"
    }
    text = filled(report.texts["overview.on_request"], report)
    if "【" in text or case["broken"]:
        return
    report.texts = {"overview.on_request": text}
    assert [f for f in narrative_findings(report, ALONE) if f.rule.id.startswith("N1")] == []


def test_the_command_line_shows_the_line_and_marks_the_phrase() -> None:
    report = zero_report()
    report.texts["overview.on_request"] = "一年来渠道畅通。\n全年收到申请3件。"
    _, out, _ = run("check", "-", "--select", "N101", input=as_toml(report).encode())
    assert "N101 figure-mismatch  提醒" in out
    assert "{{applications.received.total}}" in out
    loaded = load_bytes("x.toml", as_toml(report).encode(), catalogue())
    finding = next(f for f in check(loaded).findings if f.rule.id == "N101")
    line, column = finding.located(loaded.source)
    assert loaded.source.text.split("\n")[line - 1][column - 1 :].startswith("全年收到申请3件")

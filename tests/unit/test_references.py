"""Figure references in prose: what they are filled with, and what is said of faulty ones."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.program import run
from tests.support.reports import as_toml, catalogue, zero_report
from tui.checks import Finding, check
from tui.checks.finding import phrase_span
from tui.export.markdown import to_markdown
from tui.export.text import to_text
from tui.report import load_bytes
from tui.report.model import Report
from tui.report.reference import filled, reference_to, references, resolve


@pytest.fixture
def report() -> Report:
    made = zero_report()
    for path, value in {
        "applications.received.total": 25,
        "applications.carried_in.total": 2,
        "applications.granted.total": 12,
        "applications.partly_granted.total": 4,
        "applications.denied_state_secret.total": 1,
        "applications.denied_deliberative.total": 2,
        "applications.processed.total": 24,
        "applications.carried_out.total": 3,
        "disclosure.fees.amount": Decimal("12.50"),
    }.items():
        made.values[made.format.index[path]] = value
    return made


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("收到{{applications.received.total}}件", "收到25件"),
        ("{{ applications.received.total }}", "25"),
        ("{{applications.received}}", "25"),
        ("{{received}}", "25"),
        ("{{received.natural}}", "0"),
        ("{{disclosure.licensing}}", "0"),
        ("{{disclosure.fees}}万元", "12.50万元"),
        ("{{granted + partly_granted}}", "16"),
        ("{{applications.received.total + applications.carried_in.total}}", "27"),
        ("{{received - (granted + partly_granted)}}", "9"),
        ("{{received - (granted - (partly_granted - 1))}}", "16"),
        ("{{-carried_out + received}}", "22"),
        ("{{denied}}", "3"),
        ("{{denied.natural}}", "0"),
        ("{{granted / processed : %0}}", "50%"),
        ("{{granted / processed : %}}", "50%"),
        ("{{partly_granted / processed : %1}}", "16.7%"),
        ("{{(granted + partly_granted) / processed : %2}}", "66.67%"),
        ("{{（granted ＋ partly_granted）／processed：％1}}", "66.7%"),
        ("{{year}}年", "2023年"),
        ("{{year - 1}}年", "2022年"),
        ("{{received}}件、{{carried_in}}件", "25件、2件"),
        ("{{{{received}}", "{{received}}"),
        ("一个 { 不算", "一个 { 不算"),
    ],
)
def test_is_filled_in(report: Report, written: str, shown: str) -> None:
    assert filled(written, report) == shown
    assert all(r.fault is None for r in references(written, report))


def test_rounds_half_up(report: Report) -> None:
    report.values[report.format.index["applications.granted.total"]] = 1
    report.values[report.format.index["applications.processed.total"]] = 800
    assert filled("{{granted / processed : %2}}", report) == "0.13%"


def test_last_years_figures(report: Report) -> None:
    last = zero_report(year=2022)
    last.values[last.format.index["applications.received.total"]] = 20
    report.last_year = last
    assert filled("{{previous.applications.received.total}}", report) == "20"
    assert filled("{{(received - previous.received) / previous.received : %1}}", report) == "25.0%"
    assert filled("{{previous.year}}", report) == "2022"


def test_last_years_figures_of_the_older_format(report: Report) -> None:
    last = zero_report("2019", 2020)
    last.values[last.format.index["applications.other.total"]] = 7
    report.last_year = last
    assert filled("{{previous.other}}", report) == "7"


@pytest.mark.parametrize(
    ("written", "kind", "marked", "words"),
    [
        ("收到{{recieved}}件", "path", "recieved", "是不是 applications.received.total？"),
        ("{{applications.granted.totl}}", "path", "applications.granted.totl", "是不是"),
        ("{{previous.recieved}}", "path", "previous.recieved", "previous.applications.received"),
        ("{{regulations}}", "path", "regulations", "issued、repealed、in_force"),
        ("{{received + }}", "syntax", "}}", "没有写完"),
        ("{{}}", "syntax", "}}", "空的"),
        ("{{received received}}", "syntax", "received", "用 + 或 - 连接"),
        ("{{本年新收}}", "syntax", "本年新收", "路径"),
        ("{{(received}}", "syntax", "}}", "缺少 )"),
        ("{{received}", "syntax", "{{", "没有对应的 }}"),
        ("{{received / processed}}", "syntax", "}}", "末尾写 : %1"),
        ("{{received + granted / processed : %1}}", "syntax", "/", "分子"),
        ("{{received / granted + processed : %1}}", "syntax", ":", "分母"),
        ("{{received : %1}}", "syntax", ":", "a / b"),
        ("{{received / processed : %9}}", "syntax", "%9", "最多 6 位"),
        ("{{received / coercion : %1}}", "value", "", "分母是 0"),
        ("{{previous.received}}", "value", "previous.received", "没有上年的报告"),
        ("{{" + "(" * 11 + "1" + ")" * 11 + "}}", "syntax", "(", "最多套 10 层"),
        ("{{" + "1+" * 300 + "1}}", "syntax", "", "太长"),
    ],
)
def test_a_fault_points_at_its_characters(
    report: Report, written: str, kind: str, marked: str, words: str
) -> None:
    (found,) = references(written, report)
    assert found.fault
    assert found.fault.kind == kind
    assert words in found.fault.message
    if marked:
        assert written[found.fault.start : found.fault.end] == marked
    assert "{{" not in filled(written, report)
    assert "【" in filled(written, report)


@pytest.mark.parametrize(
    ("value", "mark", "words"),
    [
        ("", "【未填】", "尚未填写"),
        ("/", "【不适用】", "不适用"),
        (None, "【缺数】", "没有可用的数"),
    ],
)
def test_a_cell_without_a_figure_leaves_a_mark(
    report: Report, value: str | None, mark: str, words: str
) -> None:
    report.values[report.format.index["applications.received.total"]] = value
    (found,) = references("{{received + granted}}", report)
    assert found.shown == mark
    assert found.fault
    assert words in found.fault.message
    assert found.fault.cells == ("applications.received.total",)


@given(st.text(alphabet=st.sampled_from("{}()+-/:%. 0123aegnrdt一（）：\n"), max_size=80))
def test_any_text_is_filled_without_a_fault_of_ours(text: str) -> None:
    report = zero_report()
    shown = filled(text, report)
    spans = [(r.start, r.end) for r in references(text, report)]
    assert spans == sorted(spans)
    assert all(a < b for a, b in spans)
    literal = sum(r.shown == "{{" for r in references(text, report))
    assert shown.count("{{") <= literal + text.count("{{{")


@given(st.integers(0, 174), st.integers(0, 10**12), st.integers(0, 174))
def test_the_reference_to_a_cell_says_what_the_cell_says(one: int, value: int, two: int) -> None:
    report = zero_report()
    cells = [c for c in report.format.cells if c.section.key == "applications"]
    report.values[cells[one].index] = value
    assert filled(reference_to(report.format, (cells[one].path,)), report) == str(value)
    both = tuple(dict.fromkeys((cells[one].path, cells[two].path)))
    assert filled(reference_to(report.format, both), report) == str(value)


def test_a_group_is_named_as_a_whole(report: Report) -> None:
    denied = resolve(report.format, "denied")
    assert len(denied) == 8
    assert reference_to(report.format, denied) == "{{denied}}"
    assert filled("{{litigation}}", report) == "0"


def test_every_export_fills_in_and_show_keeps_the_source(report: Report) -> None:
    report.texts["overview.on_request"] = "全年新收{{received}}件，{{recieved}}件。"
    for made in (to_markdown(report), to_markdown(report, "html"), to_text(report)):
        assert "全年新收25件，【引用有误】件。" in made.replace("\\", "")
        assert "{{" not in made
    _, out, _ = run("show", "-", "overview.on_request", input=as_toml(report).encode())
    assert out == "全年新收{{received}}件，{{recieved}}件。\n"


def findings_of(text: str) -> tuple[list[Finding], str]:
    """The reference findings of a file, and its text."""
    loaded = load_bytes("x.toml", text.encode(), catalogue())
    return [f for f in check(loaded).findings if f.rule.id.startswith("N00")], loaded.source.text


@pytest.mark.parametrize(
    "literal",
    [
        '"新收{{recieved}}件"',
        '"""新收{{recieved}}件"""',
        '"""\n新收{{recieved}}件"""',
        "'''\n新收{{recieved}}件'''",
        "'新收{{recieved}}件'",
        r'"\u4e00\"新收\\\n{{recieved}}件"',
        '"""\n  第一行\\\n      接着 \\"\n新收{{recieved}}件"""',
    ],
)
def test_a_finding_stands_at_its_characters_in_the_file(literal: str) -> None:
    text = as_toml(zero_report())
    old = next(line for line in text.split("\n") if line.startswith("management"))
    text = text.replace(old, f"management = {literal}")
    (finding,), source = findings_of(text)
    assert finding.rule.id == "N002"
    assert finding.phrase
    loaded = load_bytes("x.toml", text.encode(), catalogue())
    span = phrase_span(finding.phrase, loaded.source)
    assert span
    assert source[slice(*span)] == "recieved"
    line, column = finding.located(loaded.source)
    assert source.split("\n")[line - 1][column - 1 :].startswith("recieved")


def test_the_file_beside_is_last_year_for_references(tmp_path: Path) -> None:
    last, this = zero_report(year=2022), zero_report()
    last.values[last.format.index["applications.received.total"]] = 20
    this.texts["overview.on_request"] = "上年新收{{previous.received}}件。"
    (tmp_path / "2023.toml").write_text(as_toml(this), "utf-8")
    _, out, _ = run("export", tmp_path / "2023.toml")
    assert "上年新收【缺上年数】件" in out
    _, out, _ = run("check", tmp_path / "2023.toml", "--select", "N")
    assert "N003 reference-value  提醒" in out
    (tmp_path / "2022.toml").write_text(as_toml(last), "utf-8")
    _, out, _ = run("export", tmp_path / "2023.toml", "--format", "text")
    assert "上年新收20件。" in out
    assert run("check", tmp_path / "2023.toml", "--select", "N")[1].startswith("检查了")

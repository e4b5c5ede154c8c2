"""Which cell is wrong: shown on real reports that are corrupted one figure at a time."""

import random
from typing import Any

import pytest

from tests.bench.corruptions import clean_cases, corrupted, corruptions, has_blanks, table_cells
from tests.support.reports import name_of, published, report_of, zero_report
from tui.checks import Finding, check_tables
from tui.checks.balance import balance
from tui.checks.diagnosis import Diagnosis, diagnose
from tui.checks.slips import slip
from tui.report.model import Report


def findings(report: Report) -> list[Finding]:
    return check_tables(report)[0]


def diagnosis(report: Report) -> Diagnosis:
    """The one diagnosis of a report whose broken equations hang together."""
    first, *others = diagnose(report, balance(report)).values()
    assert all(other is first for other in others)
    return first


def with_rows(**rows: list[Any]) -> Report:
    """A report of zeros with some rows of tables 三 and 四 filled in."""
    report = zero_report()
    for key, values in rows.items():
        section = "applications" if len(values) == 7 else "remedies"
        start = report.format.rows[f"{section}.{key}"][2]
        report.values[start : start + len(values)] = values
    return report


def named(report: Report, *, best: int = 0) -> list[tuple[str, object]]:
    """Path and true value of each cell of an explanation."""
    fixes = diagnosis(report).explanations[best].fixes
    return [(report.format.cells[cell].path, true) for cell, true in fixes]


@pytest.mark.parametrize("case", clean_cases(), ids=name_of)
def test_every_wrong_cell_is_named_with_its_true_value(case: dict[str, Any]) -> None:
    report = report_of(case)
    assert findings(report) == []
    for cell in table_cells(report):
        for true in corrupted(report, cell):
            found = findings(report)
            assert found, f"{cell.path} = {report.values[cell.index]} is not noticed"
            broken = {finding.cells for finding in found}
            concerned = report.format.equations_of[cell.index]
            assert len(broken) == len(concerned)
            for finding in found:
                suspect = finding.suspects[0]
                assert (suspect.path, suspect.expected) == (cell.path, true)
                assert suspect.value == report.values[cell.index]
                assert f"{cell.label} 应为 {true}（现为 {suspect.value}" in finding.diagnosis
                assert finding.diagnosis.startswith("最可能：")
                assert finding.diagnosis.endswith(f"改后 {len(found)} 处勾稽全部成立")


def test_a_wrong_cell_of_table_four_is_found_and_among_the_suspects() -> None:
    seen = 0
    for report in map(report_of, (c for c in published() if not c["broken"])):
        for cell in report.format.cells:
            concerned = report.format.equations_of[cell.index]
            if cell.section.key != "remedies" or not concerned:
                continue
            operands = report.format.equations[concerned[0]].operands
            if any(report.values[i] == "" for i in operands):
                continue
            for true in corrupted(report, cell):
                (finding,) = findings(report)
                assert finding.rule.id == "T401"
                assert (cell.path, true) in {(s.path, s.expected) for s in finding.suspects}
                seen += 1
    assert seen > 500


@pytest.mark.parametrize("case", clean_cases(), ids=name_of)
def test_two_wrong_cells_are_found_and_the_explanation_mends_the_report(
    case: dict[str, Any],
) -> None:
    report = report_of(case)
    choice = random.Random(name_of(case))
    for _ in range(60):
        pair = choice.sample(table_cells(report), 2)
        kept = list(report.values)
        for cell in pair:
            report.values[cell.index] = choice.choice(corruptions(kept[cell.index]))  # type: ignore[arg-type]
        assert findings(report), [cell.path for cell in pair]
        found = diagnosis(report)
        assert found.complete
        for cell_index, true in found.explanations[0].fixes:
            report.values[cell_index] = true
        assert findings(report) == []
        report.values = kept


@pytest.mark.parametrize("case", [c for c in published() if c["broken"]], ids=name_of)
def test_a_complete_explanation_of_a_really_broken_report_mends_it(case: dict[str, Any]) -> None:
    report = report_of(case)
    for found in diagnose(report, balance(report)).values():
        if found.complete:
            for cell, true in found.explanations[0].fixes:
                report.values[cell] = true
            assert not found.broken & set(balance(report).off_by)


@pytest.mark.parametrize("case", [c for c in published() if has_blanks(c)], ids=name_of)
def test_in_a_table_with_blanks_no_blank_is_taken_for_a_suspect(case: dict[str, Any]) -> None:
    report = report_of(case)
    seen = 0
    for cell in table_cells(report):
        if not isinstance(report.values[cell.index], int):
            continue
        for true in corrupted(report, cell):
            for finding in findings(report):
                seen += 1
                paths = {s.path: s.expected for s in finding.suspects}
                assert paths[cell.path] == true
                assert all(report.value(path) not in ("", None) for path in paths)
    assert seen


def test_blanks_decide_between_suspects_by_what_fits_the_rest() -> None:
    case = next(c for c in published() if c["agency"].startswith("上海市人民政府"))
    report = report_of(case)
    cell = report.format.index["applications.received.natural"]
    report.values[cell] = 812
    assert named(report) == [("applications.received.natural", 821)]
    assert diagnosis(report).certain
    assert len(diagnosis(report).explanations) > 1


def test_a_figure_that_slipped_into_the_next_column() -> None:
    report = with_rows(
        received=[4, 1, 0, 0, 0, 0, 5],
        granted=[5, 0, 0, 0, 0, 0, 5],
        processed=[5, 0, 0, 0, 0, 0, 5],
    )
    assert [f.rule.id for f in findings(report)] == ["T303", "T303"]
    assert named(report) == [
        ("applications.received.natural", 5),
        ("applications.received.business", 0),
    ]
    for finding in findings(report):
        assert finding.diagnosis == (
            "最可能：一、本年新收·自然人 应为 5（现为 4），"
            "同时 一、本年新收·商业企业 应为 0（现为 1）；改后 2 处勾稽全部成立"
        )


def test_figures_that_changed_places_are_likelier_than_two_that_are_off() -> None:
    report = with_rows(
        received=[3, 0, 5, 0, 0, 0, 8],
        carried_in=[9, 0, 9, 0, 0, 0, 18],
        granted=[14, 0, 12, 0, 0, 0, 26],
        processed=[14, 0, 12, 0, 0, 0, 26],
    )
    assert named(report) == [
        ("applications.received.natural", 5),
        ("applications.received.research", 3),
    ]
    assert ("applications.carried_in.natural", 11) in named(report, best=1)
    assert findings(report)[0].diagnosis.startswith("最可能")


def test_two_neighbours_exchanged() -> None:
    report = with_rows(
        received=[3, 5, 0, 0, 0, 0, 8],
        granted=[5, 3, 0, 0, 0, 0, 8],
        processed=[5, 3, 0, 0, 0, 0, 8],
    )
    assert named(report) == [
        ("applications.received.natural", 5),
        ("applications.received.business", 3),
    ]


def test_a_known_slip_tells_a_total_from_its_parts() -> None:
    report = with_rows(reconsideration=[15, 6, 0, 0, 12])
    (finding,) = findings(report)
    assert named(report) == [("remedies.reconsideration.total", 21)]
    assert "相邻两位数字颠倒" in finding.diagnosis
    assert finding.diagnosis.endswith("改后勾稽成立")


def test_where_figures_alone_cannot_tell_it_says_so() -> None:
    (finding,) = findings(with_rows(reconsideration=[3, 3, 3, 0, 8]))
    assert finding.diagnosis == (
        "可能之一：行政复议·总计 应为 9（现为 8）；改后勾稽成立。"
        "仅凭数字不能断定，也可能是 行政复议·维持（改为 2）、行政复议·纠正（改为 2）、"
        "行政复议·其他（改为 2）。"
    )
    assert [s.path.rpartition(".")[2] for s in finding.suspects] == [
        "total",
        "upheld",
        "corrected",
        "other",
    ]


def test_three_wrong_cells_of_which_two_hide_each_other() -> None:
    report = with_rows(
        received=[9, 5, 0, 0, 0, 0, 12],
        granted=[10, 3, 0, 0, 0, 0, 13],
        processed=[9, 3, 0, 0, 0, 0, 12],
    )
    # The row of granted still adds up: one too many in a column and in the total.
    assert diagnosis(report).complete
    assert ("applications.received.business", 3) in named(report)
    for finding in findings(report):
        if "applications.received.business" in finding.cells:
            first = finding.suspects[0]
            assert (first.path, first.expected) == ("applications.received.business", 3)
            assert finding.diagnosis.endswith("改后 4 处勾稽全部成立")


def test_many_wrong_cells_name_the_sure_ones_and_admit_the_rest() -> None:
    report = report_of(clean_cases()[0])
    choice = random.Random(3)
    for cell in choice.sample(table_cells(report), 25):
        report.values[cell.index] = choice.randrange(5000)
    found = findings(report)
    assert len(found) > 20
    assert all(f.diagnosis for f in found)
    assert any("另有别处也不相符" in f.diagnosis or "不止一处" in f.diagnosis for f in found)
    assert not any(f.diagnosis.startswith("最可能") for f in found)


def test_tables_three_and_four_are_diagnosed_apart() -> None:
    report = with_rows(received=[1, 0, 0, 0, 0, 0, 0], litigation_direct=[0, 0, 0, 1, 0])
    suspects = {f.rule.id: f.suspects[0].path for f in findings(report)}
    assert suspects == {
        "T301": "applications.received.natural",
        "T303": "applications.received.natural",
        "T401": "remedies.litigation_direct.total",
    }


@pytest.mark.parametrize(
    ("typed", "meant", "name"),
    [
        (12, 21, "相邻两位数字颠倒"),
        (1243, 1234, "相邻两位数字颠倒"),
        (122, 12, "一位数字打了两次"),
        (132, 12, "多打一位数字"),
        (12, 123, "少打一位数字"),
        (0, 12, "漏填"),
        (0, 7, "漏填"),
        (17, 15, "打错一位数字"),
        (-3, 3, "多写或漏写了负号"),
        # Any digit could have been meant: that says nothing.
        (7, 5, ""),
        (2, 0, ""),
        (20, 12, ""),
        (2143, 1234, ""),
    ],
)
def test_slips_of_the_hand_are_recognised(typed: int, meant: int, name: str) -> None:
    assert slip(typed, meant) == name
    report = with_rows(
        received=[meant, 0, 0, 0, 0, 0, meant], granted=[meant, 0, 0, 0, 0, 0, meant]
    )
    start = report.format.rows["applications.processed"][2]
    report.values[start : start + 7] = [typed, 0, 0, 0, 0, 0, meant]
    for finding in findings(report):
        shown = f"应为 {meant}（现为 {typed}，{name}）" if name else f"应为 {meant}（现为 {typed}）"
        assert shown in finding.diagnosis or typed < 0

"""This year's report against last year's: every rule in its exact places, and silence else."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.reports import catalogue, published, report_of, zero_report
from tui.checks import Finding
from tui.checks.context import Context
from tui.checks.settings import Settings
from tui.checks.year_check import year_findings
from tui.report.model import Report
from tui.report.roll_over import rolled_over

COLUMNS = ("natural", "business", "research", "nonprofit", "legal_service", "other", "total")


def put(report: Report, **rows: list[int]) -> Report:
    """Rows of table 三."""
    for row, values in rows.items():
        for column, value in zip(COLUMNS, values, strict=True):
            report.values[report.format.index[f"applications.{row}.{column}"]] = value
    return report


def put_cell(report: Report, path: str, value: int | Decimal | str) -> Report:
    report.values[report.format.index[path]] = value
    return report


def found(report: Report, last: Report, settings: Settings | None = None) -> list[Finding]:
    context = Context(last, settings=settings or Settings())
    return list(year_findings(report, context))


def ids(findings: list[Finding]) -> list[str]:
    return [f.rule.id for f in findings]


@pytest.mark.parametrize("column", range(7))
@pytest.mark.parametrize(("old", "new"), [("2021", "2021"), ("2019", "2021"), ("2019", "2019")])
def test_each_column_of_the_carry_over_is_held_against_last_year(
    old: str, new: str, column: int
) -> None:
    out = [3, 1, 4, 1, 5, 4, 18]
    arrived = list(out)
    arrived[column] += 2
    arrived[6] = sum(arrived[:6]) if column < 6 else 20
    last = put(zero_report(old), carried_out=out)
    findings = found(put(zero_report(new), carried_in=arrived), last)
    wrong = [i for i in range(7) if arrived[i] != out[i]]
    assert [(f.rule.id, f.cells) for f in findings] == [
        ("Y301", (f"applications.carried_in.{COLUMNS[i]}",)) for i in wrong
    ]
    for i, finding in zip(wrong, findings, strict=True):
        assert [(s.value, s.expected) for s in finding.suspects] == [(arrived[i], out[i])]
        assert "多 2" in finding.message


def test_the_same_carry_over_says_nothing() -> None:
    last = put(zero_report(), carried_out=[3, 1, 0, 0, 0, 0, 4])
    assert found(put(zero_report(), carried_in=[3, 1, 0, 0, 0, 0, 4]), last) == []


def test_a_shift_between_columns_is_explained_as_one() -> None:
    last = put(zero_report(), carried_out=[3, 1, 0, 0, 0, 0, 4])
    (finding,) = found(put(zero_report(), carried_in=[1, 3, 0, 0, 0, 0, 4]), last)
    assert finding.rule.id == "Y302"
    assert finding.rule.severity == "warning"
    assert finding.message.endswith("自然人少 2，商业企业多 2")
    assert "移动" in finding.diagnosis
    assert [(s.path.split(".")[2], s.expected) for s in finding.suspects] == [
        ("natural", 3),
        ("business", 1),
    ]


@pytest.mark.parametrize("value", ["", "/"])
def test_what_is_not_filled_in_is_not_held_against_anything(value: str) -> None:
    last = put(zero_report(), carried_out=[3, 0, 0, 0, 0, 0, 3])
    report = put(zero_report(), carried_in=[3, 0, 0, 0, 0, 0, 3])
    put_cell(report, "applications.carried_in.natural", value)
    assert found(report, last) == []
    put_cell(last, "applications.carried_out.total", value)
    put_cell(report, "applications.carried_in.total", 99)
    assert found(report, last) == []


@pytest.mark.parametrize("row", ["regulations", "normative_documents"])
def test_in_force_rolls_forward(row: str) -> None:
    last = put_cell(zero_report(), f"disclosure.{row}.in_force", 597)
    report = zero_report()
    for key, value in {"issued": 50, "repealed": 227, "in_force": 420}.items():
        put_cell(report, f"disclosure.{row}.{key}", value)
    assert "Y201" not in ids(found(report, last))
    put_cell(report, f"disclosure.{row}.in_force", 421)
    (finding,) = (f for f in found(report, last) if f.rule.id == "Y201")
    assert "597＋本年制发 50－本年废止 227＝420" in finding.message
    assert "多 1" in finding.message
    assert finding.previous == (f"disclosure.{row}.in_force",)


def test_in_force_is_not_compared_with_the_total_of_the_other_format() -> None:
    last = put_cell(zero_report("2019"), "disclosure.normative_documents.total_disclosed", 15)
    assert found(put_cell(zero_report(), "disclosure.normative_documents.in_force", 9), last) == []


def test_items_of_the_2019_format() -> None:
    last = put_cell(zero_report("2019"), "disclosure.licensing.previous_items", 8)
    put_cell(last, "disclosure.licensing.change", -3)
    report = put_cell(zero_report("2019"), "disclosure.licensing.previous_items", 5)
    assert found(report, last) == []
    put_cell(report, "disclosure.licensing.previous_items", 8)
    (finding,) = found(report, last)
    assert finding.rule.id == "Y202"
    assert "8－增减 3＝5" in finding.message
    assert finding.suspects[0].expected == 5


def test_total_disclosed_may_fall_but_not_outgrow_what_is_new() -> None:
    path = "disclosure.normative_documents."
    last = put_cell(zero_report("2019"), path + "total_disclosed", 10)
    report = put_cell(zero_report("2019"), path + "newly_disclosed", 2)
    for total, rules in ((9, []), (12, []), (13, ["Y203"])):
        assert ids(found(put_cell(report, path + "total_disclosed", total), last)) == rules


@pytest.mark.parametrize(
    "row", ["reconsideration", "litigation_direct", "litigation_after_reconsideration"]
)
def test_pending_cases_are_not_forgotten(row: str) -> None:
    last = put_cell(zero_report(), f"remedies.{row}.pending", 2)
    report = put_cell(zero_report(), f"remedies.{row}.total", 2)
    assert found(report, last) == []
    (finding,) = found(put_cell(report, f"remedies.{row}.total", 1), last)
    assert finding.rule.id == "Y401"


@pytest.mark.parametrize(
    ("before", "now", "is_jump"),
    [
        (20, 100, False),
        (20, 101, True),
        (100, 20, False),
        (100, 19, True),
        (100, 0, True),
        (19, 0, False),
        (1, 40, False),
        (1, 101, True),
        (0, 100, False),
        (0, 101, True),
    ],
)
def test_a_jump_is_more_than_the_factor_above_the_floor(
    before: int, now: int, is_jump: bool
) -> None:
    path = "disclosure.licensing.decisions"
    last = put_cell(zero_report(), path, before)
    report = put_cell(zero_report(), path, now)
    assert ids(found(report, last)) == ["Y501"] * is_jump


def test_the_thresholds_of_a_jump_are_the_projects() -> None:
    path = "disclosure.fees.amount"
    last = put_cell(zero_report(), path, Decimal("3"))
    report = put_cell(zero_report(), path, Decimal("9.5"))
    assert found(report, last) == []
    assert ids(found(report, last, Settings(jump_factor=3, jump_floor=1))) == ["Y501"]


def test_real_reports_of_two_years_agree() -> None:
    cases = {(c["agency"], c["year"]): c for c in published()}
    pairs = [
        (cases[agency, year - 1], case)
        for (agency, year), case in cases.items()
        if (agency, year - 1) in cases
    ]
    assert pairs
    for last, this in pairs:
        rules = ids(found(report_of(this), report_of(last)))
        assert not [r for r in rules if r.startswith("Y3")], (this["agency"], rules)


@given(values=st.lists(st.integers(0, 10**6), min_size=7, max_size=7))
@pytest.mark.parametrize(("old", "new"), [("2019", "2019"), ("2019", "2021"), ("2021", "2021")])
def test_what_rolls_over_agrees_with_where_it_came_from(
    old: str, new: str, values: list[int]
) -> None:
    last = put(zero_report(old, 2023), carried_out=values)
    form = catalogue().get(new)
    assert form
    rolled = rolled_over(last, form)
    assert rolled.report.year == 2024
    assert rolled.report.agency == last.agency
    wanted: Callable[[str], int | str | Decimal | None] = rolled.report.value
    assert [wanted(f"applications.carried_in.{c}") for c in COLUMNS] == values
    assert ids(found(rolled.report, last)) == ["Y601"] * len(rolled.report.texts)

"""References made cell by cell, and the cells that words speak of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.reports import zero_report
from tui.checks.narrative.spoken import cells_spoken_of
from tui.report.reference import references
from tui.report.reference_draft import Draft, Operand, Operator

REPORT = zero_report()
REPORT.values = list(range(1, len(REPORT.values) + 1))
REPORT.last_year = zero_report("2019", 2020)
REPORT.last_year.values = [1000 + n for n in range(len(REPORT.last_year.values))]
PATHS = sorted(REPORT.format.index.keys() & REPORT.last_year.format.index.keys())

operands = st.builds(Operand, st.sampled_from(PATHS), st.booleans())
operators: st.SearchStrategy[Operator] = st.sampled_from(["+", "-"])
sums = st.lists(st.tuples(operands, operators), max_size=3)


def total(terms: list[tuple[Operand, Operator]], last: Operand) -> int:
    found, sign = 0, 1
    for operand, operator in (*terms, (last, "+")):
        report = REPORT.last_year if operand.last else REPORT
        assert report
        value = report.value(operand.path)
        assert isinstance(value, int)
        found += sign * value
        sign = 1 if operator == "+" else -1
    return found


@given(sums, operands)
def test_a_sum_means_what_was_chosen(terms: list[tuple[Operand, Operator]], last: Operand) -> None:
    draft = Draft()
    for operand, operator in terms:
        draft = draft.then(operand, operator)
    (filled,) = references(draft.written(REPORT, last), REPORT)
    assert filled.fault is None
    assert int(filled.shown) == total(terms, last)


@given(sums, operands, sums, operands, st.integers(0, 6))
def test_a_share_means_what_was_chosen(
    above: list[tuple[Operand, Operator]],
    last_above: Operand,
    below: list[tuple[Operand, Operator]],
    last_below: Operand,
    decimals: int,
) -> None:
    draft = Draft()
    for operand, operator in above:
        draft = draft.then(operand, operator)
    draft = draft.then(last_above, "/").with_decimals(decimals)
    for operand, operator in below:
        draft = draft.then(operand, operator)
    (filled,) = references(draft.written(REPORT, last_below), REPORT)
    base = total(below, last_below)
    if base == 0:
        assert filled.fault
        assert "分母是 0" in filled.fault.message
        return
    assert filled.fault is None
    assert len(filled.shown.rstrip("%").partition(".")[2]) == decimals
    share = total(above, last_above) * 100 / base
    assert abs(float(filled.shown.rstrip("%")) - share) <= 0.51 * 10**-decimals + 1e-6


def test_one_cell_is_named_in_full_and_several_briefly() -> None:
    granted, partly = (Operand(f"applications.{r}.total") for r in ("granted", "partly_granted"))
    draft = Draft()
    assert draft.written(REPORT, granted) == "{{applications.granted.total}}"
    assert draft.then(granted, "+").written(REPORT, partly) == "{{granted + partly_granted}}"
    share = draft.then(granted, "+").then(partly, "/")
    assert share.written(REPORT, None) == "{{(granted + partly_granted) / … : %1}}"
    assert share.back() == (draft.then(granted, "+"), partly)
    last = Operand("applications.granted.total", last=True)
    assert draft.written(REPORT, last) == "{{previous.applications.granted.total}}"


@pytest.mark.parametrize(
    ("path", "before", "cell"),
    [
        ("overview.on_request", "全年新收政府信息公开申请", "applications.received.total"),
        ("overview.on_request", "收到申请25件，上年结转", "applications.carried_in.total"),
        ("overview.on_request", "{{received}}件，部分公开", "applications.partly_granted.total"),
        ("overview.on_request", "因国家秘密不予公开", "applications.denied_state_secret.total"),
        ("overview.on_request", "收到自然人申请", "applications.received.natural"),
        ("overview.proactive", "作出行政处罚决定", "disclosure.penalties.decisions"),
        ("overview.on_request", "新收25件。渠道畅通。", ""),
        ("overview.on_request", "", ""),
    ],
)  # fmt: skip
def test_the_words_before_a_place_name_the_cell(path: str, before: str, cell: str) -> None:
    assert next(iter(cells_spoken_of(REPORT, path, before)), "") == cell

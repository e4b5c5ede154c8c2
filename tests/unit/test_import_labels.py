"""Labels are matched tolerantly, and no two are ever confused."""

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.support.reports import catalogue
from tui.ingest.labels import core, distance
from tui.ingest.vocabulary import RowLabel, Vocabulary

WORDS = Vocabulary(tuple(catalogue().all()))
ROWS = {
    (section.key, row.key): row.label
    for form in catalogue().all()
    for section in form.sections
    for block in (section.table.blocks if section.table else ())
    for row in block.rows
}


@st.composite
def slips(draw: DrawFn) -> tuple[tuple[str, str], str]:
    """A row, and its label with one character lost, doubled or replaced."""
    row = draw(st.sampled_from(sorted(ROWS)))
    label = core(ROWS[row])
    at = draw(st.integers(0, len(label) - 1))
    how = draw(st.sampled_from(["lost", "doubled", "wrong"]))
    middle = {"lost": "", "doubled": label[at] * 2, "wrong": draw(st.sampled_from("囗日目口政"))}
    return row, label[:at] + middle[how] + label[at + 1 :]


@given(slips())
def test_one_wrong_character_names_the_row_or_none(slip: tuple[tuple[str, str], str]) -> None:
    (section, row), label = slip
    assert WORDS.rows.find(label) in (RowLabel(section, row), None)


def test_most_labels_survive_a_lost_character() -> None:
    asked = found = 0
    for (section, row), label in ROWS.items():
        bare = core(label)
        for at in range(len(bare)):
            if len(bare) > 3:
                asked += 1
                found += WORDS.rows.find(bare[:at] + bare[at + 1 :]) == RowLabel(section, row)
    assert found > 0.98 * asked


def test_what_is_no_label_is_none() -> None:
    texts = ["行政确认", "行政检查", "行政征收", "其他主动公开文件", "属于工作秘密", "政府信息公开"]
    texts += [
        "数量",
        "行政",
        "申请",
        "9.其他情形",
        "规范性文件备案",
        "合法性审核件数",
        "行政复议委员会",
    ]
    assert [t for t in texts if WORDS.rows.find(t) is not None] == []


def test_figures_that_ran_into_a_label_are_no_misprint() -> None:
    assert WORDS.rows.find("一、本年新收政府信息公开申请数量 5") is None


@given(st.text("甲乙丙丁", max_size=8), st.text("甲乙丙丁", max_size=8))
@settings(max_examples=60)
def test_the_distance_is_a_distance(a: str, b: str) -> None:
    whole = distance(a, b, 99)
    assert whole == distance(b, a, 99)
    assert (whole == 0) == (a == b)
    assert abs(len(a) - len(b)) <= whole <= max(len(a), len(b))
    for most in range(4):
        assert distance(a, b, most) == min(whole, most + 1)

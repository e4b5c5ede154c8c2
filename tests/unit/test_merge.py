"""Three versions become one: what only one side changed is taken, the rest is asked."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tests.support.reports import zero_report
from tui.report.merge import Contents, common_beginning, contents, merge, put

PATHS = ["a", "b", "c", "notes.a", "text"]
VALUES = st.sampled_from([0, 1, 2, "", "/", Decimal("1.5"), None])
VERSIONS = st.dictionaries(st.sampled_from(PATHS), VALUES)


def value(version: Contents, path: str) -> object:
    return version.get(path, "")


@given(base=VERSIONS, mine=VERSIONS, theirs=VERSIONS, chosen=st.sets(st.sampled_from(PATHS)))
def test_every_place_gets_the_value_of_the_side_that_changed_it(
    base: Contents, mine: Contents, theirs: Contents, chosen: set[str]
) -> None:
    merged = merge(base, mine, theirs)
    result = merged.result(chosen)
    for path in {*mine, *theirs}:
        b, m, t = (value(v, path) for v in (base, mine, theirs))
        if m == t:
            expected = m
        elif b == m:
            expected = t
        elif b == t:
            expected = m
        else:
            assert path in {d.path for d in merged.conflicts}
            expected = t if path in chosen else m
        assert result.get(path, b) == expected
    assert {d.path for d in merged.conflicts} == {
        d.path for d in merge(base, theirs, mine).conflicts
    }


@given(base=VERSIONS, other=VERSIONS)
def test_one_side_alone_never_conflicts(base: Contents, other: Contents) -> None:
    for merged in (merge(base, other, base), merge(base, base, other), merge(base, other, other)):
        assert not merged.conflicts
        for path in other:
            assert merged.result().get(path, value(base, path)) == value(other, path)


@given(mine=VERSIONS, theirs=VERSIONS)
def test_without_the_common_version_every_difference_is_asked(
    mine: Contents, theirs: Contents
) -> None:
    differ = {p for p in {*mine, *theirs} if value(mine, p) != value(theirs, p)}
    assert {d.path for d in merge(None, mine, theirs).conflicts} == differ


def test_totals_are_computed_and_not_asked() -> None:
    merged = merge({"a": 1, "t": 1}, {"a": 2, "t": 2}, {"a": 1, "t": 5}, derived=["t"])
    assert not merged.conflicts


def test_contents_are_everything_and_can_be_put_back() -> None:
    report = zero_report()
    report.notes["disclosure.licensing.decisions"] = "含委托"
    said = contents(report)
    assert len(said) == len(report.format.cells) + len(report.format.texts) + 3
    other = zero_report("2021", 2024, "别的局")
    for path, held in said.items():
        assert put(other, path, held)
    assert contents(other) == said


def test_what_does_not_fit_is_not_put() -> None:
    report = zero_report()
    before = contents(report)
    wrong: list[tuple[str, object]] = [
        ("applications.received.natural", -1),
        ("applications.received.natural", "五"),
        ("applications.received.natural", Decimal("1.5")),
        ("applications.received", 5),
        ("overview.proactive", 5),
        ("notes.nowhere", "x"),
        ("year", "2020"),
        ("agency", 5),
        ("format", "2019"),
    ]
    for path, held in wrong:
        assert not put(report, path, held)  # type: ignore[arg-type]
    assert contents(report) == before


@given(st.lists(st.text("ab"), min_size=1, max_size=3))
def test_where_texts_begin_to_differ(texts: list[str]) -> None:
    length = common_beginning(texts)
    assert len({text[:length] for text in texts}) == 1
    assert any(len(text) == length for text in texts) or len({t[length] for t in texts}) > 1
    assert common_beginning([*texts, 5]) == 0

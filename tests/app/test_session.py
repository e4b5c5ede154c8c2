"""The session: values, totals, findings, undo and saving, without a screen."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.reports import as_toml as toml
from tests.support.reports import catalogue, zero_report
from tui.app.session import NotEditableError, Session
from tui.checks import check
from tui.report import load_bytes
from tui.report.save import SaveError
from tui.report.template import new_text
from tui.report.totals import totals_of
from tui.report.values import Value
from tui.report.write import WriteError

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "examples/broken/2023.toml"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    path = tmp_path / "2023.toml"
    path.write_bytes(BROKEN.read_bytes())
    return Session(path, catalogue())


@pytest.fixture
def zeros(tmp_path: Path) -> Session:
    path = tmp_path / "zeros.toml"
    path.write_text(toml(zero_report()), "utf-8")
    return Session(path, catalogue())


def at(session: Session, path: str) -> int:
    return session.report.format.index[path]


def put(session: Session, path: str, value: Value) -> None:
    session.set_cells({at(session, path): value}, "填写")


def test_totals_follow_their_parts(zeros: Session) -> None:
    put(zeros, "applications.granted.natural", 5)
    report = zeros.report
    assert report.value("applications.granted.total") == 5
    assert report.value("applications.processed.natural") == 5
    assert report.value("applications.processed.total") == 5
    assert {f.rule.id for f in zeros.findings} == {"T303"}


def test_a_typed_total_is_a_control_figure_until_it_is_given_back(zeros: Session) -> None:
    total = at(zeros, "applications.received.total")
    put(zeros, "applications.received.total", 9)
    put(zeros, "applications.received.natural", 4)
    assert zeros.report.values[total] == 9
    assert "T301" in {f.rule.id for f in zeros.findings}
    zeros.give_back([total])
    assert zeros.report.values[total] == 4
    put(zeros, "applications.received.natural", 6)
    assert zeros.report.values[total] == 6


def test_a_wrong_total_in_the_file_stays_a_control_figure(session: Session) -> None:
    processed = at(session, "applications.processed.natural")
    assert processed not in session.computed
    assert session.report.values[processed] == 12
    assert session.suspected.keys() == {"applications.processed.natural"}


def test_section_states(tmp_path: Path) -> None:
    form = catalogue().get("2021")
    assert form
    path = tmp_path / "new.toml"
    path.write_text(new_text(form, 2023, "某局"), "utf-8")
    fresh = Session(path, catalogue())
    states = {s.key: fresh.state_of(s).state for s in form.sections}
    assert set(states.values()) == {"empty"}
    put(fresh, "remedies.reconsideration.upheld", 1)
    state = fresh.state_of(form.section["remedies"])
    assert (state.state, state.blank) == ("incomplete", 13)
    assert fresh.report.value("remedies.reconsideration.total") == 1


def test_saving_changes_only_the_changed_values(session: Session) -> None:
    before = session.path.read_text("utf-8").split("\n")
    put(session, "disclosure.fees.amount", Decimal("13.25"))
    session.set_text("other.text", '收取“信息处理费”40元。\n合计 "40" 元\\次')
    session.set_note("disclosure.licensing.decisions", "含委托 2 件")
    session.save()
    assert not session.changed
    after = session.path.read_text("utf-8").split("\n")
    different = [line for line in before if line not in after]
    assert len(different) == 2
    again = Session(session.path, catalogue())
    assert again.report.values == session.report.values
    assert again.report.texts == session.report.texts
    assert again.report.notes == {"disclosure.licensing.decisions": "含委托 2 件"}


def test_what_would_not_say_what_the_screen_says_is_not_saved(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = session.path.read_bytes()
    put(session, "disclosure.licensing.decisions", 5)
    monkeypatch.setattr("tui.app.report_file.edited", lambda *_: before)
    with pytest.raises(WriteError, match="不一致"):
        session.save()
    assert session.path.read_bytes() == before
    assert session.changed


def test_a_file_changed_by_somebody_else_is_not_overwritten(session: Session) -> None:
    put(session, "disclosure.licensing.decisions", 5)
    theirs = session.path.read_bytes() + b"\n# theirs\n"
    session.path.write_bytes(theirs)
    with pytest.raises(SaveError, match="改过"):
        session.save()
    assert session.path.read_bytes() == theirs
    assert session.changed


def test_a_row_of_the_wrong_shape_can_be_mended(tmp_path: Path) -> None:
    text = toml(zero_report()).replace("received = [ 0, 0, 0, 0, 0, 0, 0 ]", "received = [ 1, 2 ]")
    path = tmp_path / "short.toml"
    path.write_text(text, "utf-8")
    broken = Session(path, catalogue())
    assert "F004" in {f.rule.id for f in broken.findings}
    put(broken, "applications.received.natural", 7)
    assert "F004" not in {f.rule.id for f in broken.findings}
    broken.save()
    again = Session(path, catalogue())
    assert again.report.value("applications.received.natural") == 7
    assert again.report.value("applications.received.business") == ""


@pytest.mark.parametrize("text", ["a = [", "hello", "", "agency = “某局”\nyear = 2023\n"])
def test_a_file_that_cannot_be_written_back_is_not_opened(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(NotEditableError, match="第 1 行"):
        Session(path, catalogue())
    assert path.read_text("utf-8") == text


PATHS = [c.path for c in zero_report().format.cells if c.column.kind == "count"]
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("cell"), st.sampled_from(PATHS), st.sampled_from([0, 1, 7, 12, "", "/"])),
        st.tuples(st.just("give"), st.sampled_from(PATHS), st.just(0)),
        st.tuples(st.just("text"), st.just("other.text"), st.text("无收费。\n\"\\'", max_size=8)),
        st.tuples(st.just("undo"), st.just(""), st.just(0)),
        st.tuples(st.just("redo"), st.just(""), st.just(0)),
    ),
    max_size=25,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(edits=EDITS)
def test_whatever_is_done_undo_leads_back_and_the_file_agrees(tmp_path: Path, edits: list) -> None:
    path = tmp_path / "zeros.toml"
    path.write_text(toml(zero_report()), "utf-8")
    session = Session(path, catalogue())
    start = session.report.values.copy(), dict(session.report.texts), set(session.computed)
    for kind, where, value in edits:
        if kind == "cell":
            put(session, where, value)
        elif kind == "give":
            session.give_back([at(session, where)])
        elif kind == "text":
            session.set_text(where, value)
        elif kind == "undo":
            session.undo()
        else:
            session.redo()
        for total in session.computed:
            parts = [session.report.values[i] for i in totals_of(session.report.format)[total]]
            if figures := [v for v in parts if isinstance(v, int)]:
                assert session.report.values[total] == sum(figures)
    end = session.report.values.copy(), dict(session.report.texts)
    session.save()
    loaded = load_bytes(str(path), path.read_bytes(), catalogue())
    assert loaded.report
    assert (loaded.report.values, loaded.report.texts) == end
    tables = sorted(f.message for f in check(loaded).findings if f.rule.id.startswith("T"))
    assert tables == sorted(f.message for f in session.findings if f.rule.id.startswith("T"))
    while session.undo():
        pass
    assert (session.report.values, session.report.texts, session.computed) == start

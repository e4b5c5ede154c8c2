"""The journal: every edit is in it before it is shown, and comes back after a crash."""

import json
import os
import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.app.journaled import CELL, ZEROS, died, found, opened, put
from tests.support.disk import common_folder
from tests.support.reports import catalogue, zero_report
from tui.app.session import Session
from tui.report.beside import journal_path
from tui.report.journal import splice
from tui.report.merge import contents
from tui.report.recovery import JournalError, journals, recover, recovered


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder for what fits nowhere else."""
    folder = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder / "disclosure-tui"


COUNTS = [c.path for c in zero_report().format.cells if c.column.kind == "count"]
TEXTS = list(zero_report().format.texts)
WORDS = st.text(st.sampled_from("公开信息，。\n\"\\'\tab\u200b𠀀"), max_size=12)
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("cell"), st.sampled_from(COUNTS), st.sampled_from([1, 7, 10**14, "", "/"])
        ),
        st.tuples(
            st.just("money"), st.just("disclosure.fees.amount"), st.decimals(0, 99, places=2)
        ),
        st.tuples(st.just("text"), st.sampled_from(TEXTS), WORDS),
        st.tuples(st.just("note"), st.sampled_from(COUNTS), WORDS),
        st.tuples(st.sampled_from(["undo", "redo", "give"]), st.sampled_from(COUNTS), st.just(0)),
    ),
    min_size=1,
    max_size=15,
)


def play(session: Session, steps: list[tuple[str, str, Any]]) -> Iterator[dict[str, Any]]:
    """Do some steps, and yield all that the report says after each."""
    for kind, where, value in steps:
        if kind in ("cell", "money"):
            put(session, where, value)
        elif kind == "text":
            session.set_text(where, session.report.texts[where][:5] + value)
        elif kind == "note":
            session.set_note(where, value)
        elif kind == "give":
            session.give_back([session.report.format.index[where]])
        else:
            getattr(session, kind)()
        yield contents(session.report)


@settings(max_examples=60, deadline=None)
@given(steps=STEPS, share=st.integers(0, 1000))
def test_after_any_end_every_edit_is_there(steps: list, share: int) -> None:
    with common_folder() as folder:
        session = opened(folder)
        path = journal_path(session.path)
        states = [contents(session.report)]
        sizes = [0]
        for state in play(session, steps):
            states.append(state)
            sizes.append(path.stat().st_size if path.exists() else 0)
        died(session)
        whole = path.read_bytes() if path.exists() else b""
        # Cut off anywhere, as a full disk or a power cut would: all complete lines count.
        cut = len(whole) * share // 1000
        for length in {cut, len(whole)}:
            if not length:
                continue
            path.write_bytes(whole[:length])
            complete = max(i for i, size in enumerate(sizes) if size <= length)
            try:
                recovery = found(session)
            except JournalError:
                assert length < sizes[1] or b"\n" not in whole[:length]
                continue
            later = Session(session.path, catalogue())
            if recovery:
                later.restore(recovery)
            if length == len(whole):
                assert contents(later.report) == states[-1]
            else:
                assert contents(later.report) in states[complete:]


@settings(deadline=None)
@given(a=WORDS, b=WORDS)
def test_a_splice_says_what_was_typed(a: str, b: str) -> None:
    change = splice(a, b)
    assert a[: change.start] + change.inserted + a[change.start + change.removed :] == b
    assert splice("x" * 3000 + a, "x" * 3000 + a + "字").inserted == "字"


def test_the_journal_stands_beside_the_report_for_its_owner_alone(tmp_path: Path) -> None:
    session = opened(tmp_path)
    assert journals(session.path) == []
    put(session, CELL, 5)
    path = tmp_path / ".2023.toml.journal"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    before = path.stat().st_size
    session.set_text("other.text", session.report.texts["other.text"] + "字")
    assert 0 < path.stat().st_size - before < 120
    session.save()
    session.close()
    assert os.listdir(tmp_path) == ["2023.toml"]


def test_a_clean_exit_leaves_nothing_and_a_crash_leaves_the_edits(tmp_path: Path) -> None:
    session = opened(tmp_path)
    put(session, CELL, 5)
    session.undo()
    session.close()
    assert journals(session.path) == []
    session = opened(tmp_path)
    put(session, CELL, 5)
    session.close()
    recovery = found(session)
    assert recovery
    assert recovery.same
    assert {d.path for d in recovery.differences} == {
        CELL, "applications.received.total",
    }  # fmt: skip
    session = opened(tmp_path)
    put(session, CELL, 5)
    session.give_up()
    session.close()
    assert journals(session.path) == []


def test_a_journal_that_was_saved_before_the_end_offers_nothing(tmp_path: Path) -> None:
    session = opened(tmp_path)
    put(session, CELL, 5)
    died(session)
    kept = journal_path(session.path).read_bytes()
    session.save()
    journal_path(session.path).write_bytes(kept)
    assert found(session) is None


def test_a_journal_of_another_version_is_merged_three_ways(tmp_path: Path) -> None:
    session = opened(tmp_path)
    put(session, CELL, 5)
    session.set_text("other.text", "我写的")
    died(session)
    theirs = ZEROS.replace("licensing = 0", "licensing = 8").replace(
        'text = "本年度其他需要报告的事项的情况（六）。本年度未收取信息处理费。"',
        'text = "他写的"',
    )
    session.path.write_text(theirs, "utf-8")
    recovery = found(session)
    assert recovery
    assert not recovery.same
    assert "另一个版本" in recovery.explanation
    assert [d.path for d in recovery.conflicts] == ["other.text"]
    new = recovered(recovery, session.path.read_bytes(), catalogue(), frozenset(["other.text"]))
    session.path.write_bytes(new)
    later = Session(session.path, catalogue())
    assert later.report.value(CELL) == 5
    assert later.report.value("disclosure.licensing.decisions") == 8
    assert later.report.texts["other.text"] == "他写的"


@pytest.mark.parametrize("now", [None, "year = [", ""])
def test_a_report_that_is_gone_or_broken_comes_back_whole(tmp_path: Path, now: str | None) -> None:
    session = opened(tmp_path)
    put(session, CELL, 5)
    died(session)
    if now is None:
        session.path.unlink()
    else:
        session.path.write_text(now)
    recovery = found(session)
    assert recovery
    data = session.path.read_bytes() if session.path.exists() else None
    new = recovered(recovery, data, catalogue(), frozenset())
    assert new.decode() == ZEROS.replace(
        "received = [ 0, 0, 0, 0, 0, 0, 0 ]", "received = [ 5, 0, 0, 0, 0, 0, 5 ]"
    )


def test_a_very_large_report_is_recovered_without_its_base(tmp_path: Path) -> None:
    session = opened(tmp_path, ZEROS + "#" * 2_100_000)
    session.set_text("other.text", "一")
    session.set_text("other.text", "一二")
    put(session, CELL, 5)
    died(session)
    assert journal_path(session.path).stat().st_size < 2000
    session.path.write_text(ZEROS.replace("licensing = 0", "licensing = 8"), "utf-8")
    recovery = found(session)
    assert recovery
    assert {d.path for d in recovery.conflicts} >= {CELL, "other.text"}
    assert "没有留下" in recovery.explanation
    later = Session(session.path, catalogue())
    later.restore(recovery)
    assert later.report.texts["other.text"] == "一二"
    assert later.report.value("disclosure.licensing.decisions") == 8


def line(what: object) -> bytes:
    body = json.dumps(what).encode()
    return b"%08x %s\n" % (zlib.crc32(body), body)


HEAD = {
    "file": "", "sha256": "", "format": "2021", "user": "u", "host": "h", "since": 1.0,
    "base": ZEROS, "journal": 1,
}  # fmt: skip


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "空的"),
        (b"rubbish\n", "损坏"),
        (b"\0" * 5000, "损坏"),
        (line([1]), "损坏"),
        (line({"file": 1}), "损坏"),
        (line({**HEAD, "since": "x"}), "损坏"),
        (line({**HEAD, "journal": 2}), "更新的版本"),
        (line({**HEAD, "base": None}), "不能读|已经不在"),
    ],
)
def test_a_journal_that_is_none_is_explained(tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / ".2023.toml.journal"
    path.write_bytes(data)
    with pytest.raises(JournalError, match=why):
        recover(path, None, catalogue())


def test_whatever_stands_in_a_journal_only_fitting_values_are_taken(tmp_path: Path) -> None:
    path = tmp_path / ".2023.toml.journal"
    odd: dict[str, object] = {
        CELL: -5,
        "disclosure.licensing.decisions": [1],
        "disclosure.penalties.decisions": {"splice": [0, 0, "x", 0]},
        "disclosure.fees.amount": {"decimal": "NaN"},
        "disclosure.coercion.decisions": 1e99,
        "nowhere": 1,
        "overview.proactive": {"splice": [5, 900, "x", 3]},
        "overview.platform": "好",
    }
    lines = line({"set": odd}) + b"12345678 {}\n" + line({"set": []}) + line({"set": {CELL: 7}})
    path.write_bytes(line(HEAD) + lines + b"torn")
    recovery = recover(path, ZEROS.encode(), catalogue())
    assert recovery
    assert {d.path: d.mine for d in recovery.differences} == {CELL: 7, "overview.platform": "好"}
    assert recovery.lost == 7
    assert "损坏" in recovery.explanation


def test_a_link_in_place_of_the_journal_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"secret")
    session = opened(tmp_path)
    journal_path(session.path).symlink_to(secret)
    with pytest.raises(JournalError):
        found(session)
    put(session, CELL, 5)
    died(session)
    assert secret.read_bytes() == b"secret"
    assert not journal_path(session.path).is_symlink()

"""Where the journal is when its folder is full, closed, renamed, or of somebody else."""

import stat
from decimal import Decimal
from pathlib import Path

import pytest

from tests.app.journaled import CELL, died, found, opened, put
from tests.support.disk import common_folder, fill, small_disk, without_rights
from tests.support.reports import catalogue
from tui.app.session import Session
from tui.report.recovery import journals, recover
from tui.report.save import SaveError


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder for what fits nowhere else."""
    folder = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder / "disclosure-tui"


def test_a_full_disk_moves_the_journal_and_keeps_the_edits(tmp_path: Path, state: Path) -> None:
    with small_disk(tmp_path) as disk:
        session = opened(disk)
        put(session, CELL, 5)
        filling = fill(disk)
        for number in range(200):
            put(session, "disclosure.licensing.decisions", number)
            session.set_text("other.text", f"写了{number}遍" * 20)
        assert session.journal
        assert not session.unrecorded
        assert session.journal.path
        assert session.journal.path.parent == state
        assert stat.S_IMODE(state.stat().st_mode) == 0o700
        died(session)
        assert state.joinpath(session.journal.path.name).exists()
        (path,) = journals(session.path)
        recovery = recover(path, session.path.read_bytes(), catalogue())
        assert recovery
        mine = {d.path: d.mine for d in recovery.differences}
        assert mine["disclosure.licensing.decisions"] == 199
        assert mine[CELL] == 5
        filling.unlink()


def test_where_it_can_be_written_nowhere_that_is_said_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path) as disk:
        monkeypatch.setenv("XDG_STATE_HOME", str(disk / "state"))
        session = opened(disk)
        filling = fill(disk)
        put(session, CELL, 5)
        put(session, CELL, 6)
        assert session.unrecorded == "磁盘已满"
        filling.unlink()
        put(session, "disclosure.licensing.decisions", 3)
        assert not session.unrecorded
        died(session)
        recovery = found(session)
        assert recovery
        mine = {d.path: d.mine for d in recovery.differences}
        assert mine[CELL] == 6
        assert mine["disclosure.licensing.decisions"] == 3


def test_a_folder_without_rights_uses_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    with common_folder() as folder:
        monkeypatch.setenv("XDG_STATE_HOME", str(folder / "home/state"))
        (folder / "home").mkdir()
        (folder / "home").chmod(0o777)
        reports = folder / "reports"
        reports.mkdir()
        session = opened(reports)
        reports.chmod(0o555)
        with without_rights():
            put(session, CELL, 5)
            assert not session.unrecorded
            died(session)
            recovery = found(session)
        reports.chmod(0o777)
        assert recovery
        assert recovery.path.parent == folder / "home/state/disclosure-tui"


def test_rights_that_are_taken_away_cost_no_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    with common_folder() as folder:
        monkeypatch.setenv("XDG_STATE_HOME", str(folder / "home"))
        (folder / "home").mkdir()
        (folder / "home").chmod(0o777)
        reports = folder / "reports"
        reports.mkdir()
        reports.chmod(0o777)
        session = opened(reports)
        session.path.chmod(0o666)
        with without_rights():
            put(session, CELL, 5)
        session.path.chmod(0o400)
        reports.chmod(0o555)
        with without_rights():
            put(session, CELL, 6)
            assert not session.unrecorded
            with pytest.raises(SaveError, match="权限"):
                session.save()
            assert session.changed
            copy = folder / "home/copy.toml"
            session.save_as(copy)
            assert not session.changed
            died(session)
        reports.chmod(0o777)
        assert session.path == copy
        assert Session(copy, catalogue()).report.value(CELL) == 6


def test_a_renamed_folder_keeps_its_journal(tmp_path: Path) -> None:
    folder = tmp_path / "a"
    folder.mkdir()
    session = opened(folder)
    put(session, CELL, 5)
    folder.rename(tmp_path / "b")
    put(session, CELL, 6)
    assert not session.unrecorded
    died(session)
    path = tmp_path / "b/2023.toml"
    recovery = recover(journals(path)[0], path.read_bytes(), catalogue())
    assert recovery
    assert {d.path: d.mine for d in recovery.differences}[CELL] == 6


def test_decimals_stay_exact(tmp_path: Path) -> None:
    session = opened(tmp_path)
    put(session, "disclosure.fees.amount", Decimal("12.50"))
    died(session)
    recovery = found(session)
    assert recovery
    assert str(recovery.differences[0].mine) == "12.50"

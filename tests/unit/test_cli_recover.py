"""recover, and what set and fmt do with a report that somebody else has or had open."""

import os
from pathlib import Path

import pytest

from tests.support.program import run
from tests.support.reports import as_toml, catalogue, zero_report
from tui.app.session import Session
from tui.report.beside import journal_path
from tui.report.journal import Journal
from tui.report.lock import acquire
from tui.report.recovery import set_aside

CELL = "applications.received.natural"
ZEROS = as_toml(zero_report())


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A report of zeros that says nothing of what a killed editor had changed: see ``killed``."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "reports/2023.toml"
    path.parent.mkdir()
    path.write_text(ZEROS, "utf-8")
    return path


def killed(report: Path) -> None:
    """An editor changed a cell, its total and a text, and was killed."""
    session = Session(report, catalogue())
    session.journal = Journal(report)
    session.set_cells({session.report.format.index[CELL]: 5}, "填写")
    session.set_text("other.text", "\x1b[2J收费 3 元。" + "长" * 80)
    session.close()


def value(report: Path, path: str) -> object:
    return Session(report, catalogue()).report.value(path)


def test_nothing_to_recover(report: Path) -> None:
    assert run("recover", report) == (0, f"{report}：没有需要恢复的改动。\n", "")
    assert run("recover", report, "--apply")[0] == 0


def test_it_shows_applies_and_leaves_nothing(report: Path) -> None:
    killed(report)
    status, out, err = run("recover", report)
    assert (status, err) == (1, "")
    assert f"  {CELL}：0 → 5\n" in out
    assert "\\x1b[2J收费" in out
    assert "共 91 字" in out
    assert "--apply" in out
    assert value(report, CELL) == 0
    assert run("recover", report, "--apply", "--no-backup")[0] == 0
    assert value(report, CELL) == 5
    assert os.listdir(report.parent) == [report.name]


def test_it_discards(report: Path) -> None:
    killed(report)
    assert run("recover", report, "--discard")[0] == 0
    assert os.listdir(report.parent) == [report.name]
    assert report.read_text("utf-8") == ZEROS


def test_what_was_declined_before_can_still_be_applied(report: Path) -> None:
    killed(report)
    journal_path(report).rename(set_aside(journal_path(report)))
    assert run("recover", report, "--apply", "--no-backup")[0] == 0
    assert value(report, CELL) == 5
    assert os.listdir(report.parent) == [report.name]


@pytest.mark.parametrize(("take", "wanted"), [("journal", 5), ("file", 8)])
def test_conflicts_are_not_decided_alone(report: Path, take: str, wanted: int) -> None:
    killed(report)
    theirs = ZEROS.replace("received = [ 0,", "received = [ 8,").replace("fees = 0", "fees = 2")
    report.write_text(theirs, "utf-8")
    status, out, _ = run("recover", report)
    assert status == 1
    assert "原来是 0，记录改成 5，文件现在是 8（要选择）" in out
    assert "另一个版本" in out
    status, _, err = run("recover", report, "--apply")
    assert status == 2
    assert "--take" in err
    assert report.read_text("utf-8") == theirs
    assert run("recover", report, "--apply", "--take", take)[0] == 0
    assert value(report, CELL) == wanted
    assert value(report, "disclosure.fees.amount") == 2
    assert report.with_name("2023.toml~").read_text("utf-8") == theirs


def test_a_broken_report_is_written_anew_and_kept(report: Path) -> None:
    killed(report)
    report.write_text("year = [", "utf-8")
    assert run("recover", report, "--apply", "--no-backup")[0] == 0
    assert value(report, CELL) == 5
    assert report.with_name("2023.toml~").read_text("utf-8") == "year = ["


def test_a_report_that_is_gone_is_written_anew(report: Path) -> None:
    killed(report)
    report.unlink()
    assert run("recover", report, "--apply")[0] == 0
    assert value(report, CELL) == 5


def test_a_damaged_journal_is_explained_and_can_be_discarded(report: Path) -> None:
    journal_path(report).write_bytes(b"rubbish\n")
    status, _, err = run("recover", report)
    assert status == 2
    assert "损坏" in err
    assert str(journal_path(report)) in err
    assert run("recover", report, "--discard")[0] == 0
    assert not journal_path(report).exists()


@pytest.mark.parametrize("arguments", [("--apply", "--discard"), ("--take", "mine")])
def test_wrong_options(report: Path, arguments: tuple[str, ...]) -> None:
    assert run("recover", report, *arguments)[0] == 2


def test_what_somebody_has_open_is_not_written(report: Path) -> None:
    lock = acquire(report)
    try:
        for words in (("set", report, f"{CELL}=5"), ("fmt", report), ("recover", report)):
            status, _, err = run(*words)
            assert status == 2
            assert f"{report}：没有写入：{lock.owner.user}（主机 {lock.owner.host}" in err
            assert err.count(str(report)) == 1
        assert run("set", report, f"{CELL}=5", "--dry-run")[0] == 0
        assert run("fmt", report, "--check")[0] == 1
    finally:
        lock.release()
    assert report.read_text("utf-8") == ZEROS
    assert os.listdir(report.parent) == [report.name]


def test_the_backup_can_be_switched_off(report: Path) -> None:
    backup = report.with_name("2023.toml~")
    run("set", report, f"{CELL}=1", "--no-backup")
    run("set", report, f"{CELL}=2", env={"DISCLOSURE_TUI_BACKUP": "0"})
    assert not backup.exists()
    run("fmt", report)
    assert "received = [ 2," in backup.read_text("utf-8")
    run("set", report, f"{CELL}=3")
    assert "received" in backup.read_text("utf-8")
    assert value(backup, CELL) == 2

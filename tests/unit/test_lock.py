"""Who has a report: one at a time, told by name, and never a dead process for long."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.disk import common_folder, without_rights
from tui.report.beside import lock_path
from tui.report.lock import SILENT, LockedError, acquire, myself, owner_of, process_lives

HOLDER = (
    "import sys; from pathlib import Path; from tui.report.lock import acquire\n"
    "lock = acquire(Path(sys.argv[1]), sys.argv[2])\n"
    "print('held', flush=True); sys.stdin.read(); lock.release()"
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "2020.toml"
    path.write_text("year = 2020\n")
    return path


class Holder:
    """Another process that has the lock."""

    def __init__(self, report: Path, what: str = "edit") -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", HOLDER, str(report), what],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        assert self.process.stdout.readline() == "held\n"

    def end(self, signal_: int | None = None) -> None:
        if signal_:
            self.process.send_signal(signal_)
        self.process.communicate()


def test_the_second_is_told_who_has_it(report: Path) -> None:
    holder = Holder(report)
    try:
        with pytest.raises(LockedError) as error:
            acquire(report)
        owner = owner_of(report)
        assert owner
        assert owner == error.value.owner
        me = myself("edit")
        assert (owner.user, owner.host, owner.pid) == (me.user, me.host, holder.process.pid)
        assert abs(owner.since - time.time()) < 60
        assert owner.user in str(error.value)
        assert owner.host in str(error.value)
        link = report.with_name("link.toml")
        link.symlink_to(report)
        assert owner_of(link) == owner
    finally:
        holder.end()
    assert owner_of(report) is None
    assert os.listdir(report.parent).count(lock_path(report).name) == 0


def test_a_lock_of_a_killed_process_cleans_itself(report: Path) -> None:
    holder = Holder(report)
    stray = report.with_name(f".2020.toml.{holder.process.pid}.0.tmp")
    stray.write_bytes(b"unfinished")
    holder.end(signal.SIGKILL)
    assert lock_path(report).exists()
    assert owner_of(report) is None
    lock = acquire(report)
    assert lock.stale
    assert lock.owner.pid == os.getpid()
    assert not stray.exists()
    lock.release()
    assert os.listdir(report.parent) == ["2020.toml"]


def test_commands_wait_for_each_other_but_not_for_an_editor(report: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tui.report.lock import acquire\n"
        "path = Path(sys.argv[1])\n"
        "for _ in range(40):\n"
        "    lock = acquire(path, 'set', wait=60)\n"
        "    count = int(path.read_text()); path.write_text(str(count + 1)); lock.release()\n"
    )
    report.write_text("0")
    running = [subprocess.Popen([sys.executable, "-c", code, str(report)]) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert report.read_text() == "120"
    holder = Holder(report)
    try:
        with pytest.raises(LockedError):
            acquire(report, "set", wait=60)
    finally:
        holder.end()


def write_lock(report: Path, **facts: object) -> Path:
    path = lock_path(report)
    path.write_text(json.dumps({**myself("edit")._asdict(), **facts}))
    return path


def test_another_machine_is_believed_while_it_signs(report: Path) -> None:
    path = write_lock(report, host="another-host", user="wang")
    with pytest.raises(LockedError, match="wang（主机 another-host"):
        acquire(report)
    assert owner_of(report)
    for stamp in (time.time() - SILENT - 10, time.time() + 86400):
        # Silent for too long; or stamped before the clock was set back.
        write_lock(report, host="another-host", user="wang")
        os.utime(path, (stamp, stamp))
        assert owner_of(report) is None
        lock = acquire(report)
        assert lock.stale
        lock.release()
    assert os.listdir(report.parent) == [report.name]


def test_signing_touches_the_lock(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock = acquire(report)
    os.utime(lock.path, (1, 1))
    lock.sign()
    assert lock.path.stat().st_mtime == 1
    later = time.monotonic() + 31
    monkeypatch.setattr(time, "monotonic", lambda: later)
    lock.sign()
    assert lock.path.stat().st_mtime > 1
    lock.release()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"pid": "x"}', "[" * 3000, '{"user": 1}', "\udcff\0"]
)
def test_rubbish_in_a_lock_file_locks_nobody_out(report: Path, text: str) -> None:
    lock_path(report).write_bytes(text.encode("utf-8", "surrogateescape"))
    assert owner_of(report) is None
    acquire(report).release()


def test_without_system_locks_process_and_start_time_decide(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.report.lock._flock", lambda *_, **__: None)
    mine = acquire(report)
    with pytest.raises(LockedError):
        acquire(report)
    mine.release()
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    write_lock(report, pid=gone.pid, started="1")
    assert owner_of(report) is None
    acquire(report).release()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc")
def test_a_number_that_another_process_has_by_now() -> None:
    me = myself("edit")
    assert process_lives(me.pid, me.started)
    assert not process_lives(me.pid, me.started + "0")
    assert not process_lives(-1, "")
    assert not process_lives(2**40, "")


def test_a_folder_that_takes_no_file_still_opens() -> None:
    with common_folder() as folder:
        report = folder / "2020.toml"
        report.write_text("")
        folder.chmod(0o555)
        with without_rights():
            lock = acquire(report)
            assert not lock.held
            lock.release()
        folder.chmod(0o777)

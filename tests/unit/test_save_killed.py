"""A save that is killed before each of its steps leaves the old file or the new one, whole."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.program import ROOT
from tui.report.beside import remove_strays

OLD, NEW = b"old = 1\n" * 50, b"new = 2\n" * 50

SAVE = """
import os, signal, sys
from pathlib import Path
from tui.report import exchange, save

path, left = Path(sys.argv[1]), int(sys.argv[2])
if sys.argv[3] == "plain":
    save.exchange = lambda *_: False
# What is imported late is there before the counting begins.
import ctypes, errno, zlib
ctypes.CDLL(None, use_errno=True)

def step(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)

def counted(function):
    def call(*arguments, **named):
        step()
        return function(*arguments, **named)
    return call

for name in "open write fsync chmod link replace unlink stat".split():
    setattr(os, name, counted(getattr(os, name)))
save.exchange = counted(save.exchange)
save.save(path, NEW, expected=OLD, backup=True)
print("saved")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
@pytest.mark.parametrize("how", ["exchange", "plain"])
def test_killed_before_each_step(tmp_path: Path, how: str) -> None:
    seen = set()
    for number in range(1, 60):
        path = tmp_path / f"{number}" / "2020.toml"
        path.parent.mkdir()
        path.write_bytes(OLD)
        code = (
            SAVE.format(new=NEW, old=OLD)
            if False
            else SAVE.replace("NEW", repr(NEW)).replace("OLD", repr(OLD))
        )
        done = subprocess.run(
            [sys.executable, "-c", code, path, str(number), how],
            capture_output=True, text=True, check=False, cwd=ROOT,
        )  # fmt: skip
        held = path.read_bytes()
        assert held in (OLD, NEW), number
        seen.add(held)
        backup = path.with_name("2020.toml~")
        assert not backup.exists() or backup.read_bytes() == OLD
        remove_strays(path)
        assert {p.name for p in path.parent.iterdir()} <= {"2020.toml", "2020.toml~"}
        if done.returncode == 0:
            assert done.stdout == "saved\n"
            assert held == NEW
            break
        assert done.returncode == -9, done.stderr
    assert number > 6
    assert seen == {OLD, NEW}

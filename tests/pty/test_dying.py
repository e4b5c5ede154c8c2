"""However the editor ends, it ends at once, gives the terminal back and says so in one line.

Each way a few times; python -m tests.bench.dying does it by the hundred.
"""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.deaths import ACTIVITIES, SECRET, WAYS, die, report_with_secret
from tests.support.program import EXAMPLES
from tests.support.terminal import Terminal

F4 = "\x1bOS"
CTRL_C, CTRL_Q, CTRL_S, CTRL_Z = "\x03", "\x11", "\x13", "\x1a"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "2020.toml"
    report_with_secret(EXAMPLES / "2020.toml", path)
    return path


@pytest.mark.parametrize(("number", "way"), [*enumerate(WAYS)], ids=[*WAYS])
def test_the_end_is_quick_and_clean(number: int, way: str, report: Path) -> None:
    activity = ACTIVITIES[number % len(ACTIVITIES)]
    death = die(way, activity, report, random.Random(number))
    assert (death.wrong, death.lost) == ([], False)


@pytest.mark.parametrize("activity", ACTIVITIES)
def test_a_dropped_connection_at_any_time(activity: str, report: Path) -> None:
    death = die("SIGHUP", activity, report, random.Random(activity))
    assert (death.wrong, death.lost) == ([], False)


FAILING_WITHOUT_TERMINAL = """
import os
from tui.app.dying import Dying
with Dying(unsaved=lambda: False, close=lambda: None):
    print("ready", flush=True)
    try:
        os.read(0, 1)
        raise ValueError("a fault while the terminal is there")
    except OSError:
        raise ValueError("a consequence of its loss, noticed first") from None
"""


@pytest.mark.parametrize(("lost", "status"), [(True, 129), (False, 2)])
def test_a_fault_that_comes_of_the_lost_terminal_is_none(lost: bool, status: int) -> None:
    master, slave = os.openpty()
    command = [sys.executable, "-c", FAILING_WITHOUT_TERMINAL]
    with subprocess.Popen(command, stdin=slave, stdout=slave, stderr=slave) as process:
        os.close(slave)
        while b"ready" not in os.read(master, 1000):
            pass
        if lost:
            os.close(master)
        else:
            os.write(master, b"\n")
        assert process.wait(10) == status
        if not lost:
            os.close(master)


def test_one_line_in_chinese_says_what_happened(report: Path) -> None:
    with Terminal.editor(report).ready() as terminal:
        terminal.send("7\r")
        terminal.shows("●")
        terminal.signal(signal.SIGTERM)
        terminal.ended()
        said = terminal.after()
    assert "编辑器被要求结束，已经退出；还没有保存的修改已经记下" in said
    assert said.count("\n") == 1


def test_a_fault_is_told_by_its_place_even_when_debugging(report: Path) -> None:
    with Terminal.editor(report, fault="handler", DISCLOSURE_TUI_DEBUG="1").ready() as terminal:
        terminal.send("\x1b[20~")
        terminal.ended()
        said = terminal.after()
    assert "程序出了故障（ValueError，" in said
    assert "in fail" in said
    assert SECRET not in said


def test_ctrl_c_copies_and_ctrl_z_undoes(report: Path) -> None:
    with Terminal.editor(report).ready() as terminal:
        terminal.send(CTRL_C)
        terminal.shows("已复制")
        terminal.send("7\r")
        terminal.shows("●")
        terminal.send(CTRL_Z)
        terminal.shows("已撤销")
        assert terminal.process.poll() is None
        terminal.send(CTRL_Q)
        terminal.ended()
        assert terminal.process.returncode == 0
        assert terminal.put_back() == []


def test_a_stop_from_outside_loses_nothing(report: Path) -> None:
    with Terminal.editor(report).ready() as terminal:
        terminal.send("7\r")
        terminal.shows("●")
        terminal.signal(signal.SIGTSTP)
        terminal.signal(signal.SIGSTOP)
        raw = terminal.modes()
        terminal.signal(signal.SIGCONT)
        seen = len(terminal.output)
        terminal.until(lambda: b"\x1b[?1049h" in terminal.output[seen:], "the screen again")
        assert terminal.modes() == raw
        terminal.send(CTRL_S)
        terminal.shows("已保存")
        terminal.send(CTRL_Q)
        terminal.ended()
        assert terminal.process.returncode == 0
        assert terminal.put_back() == []
    assert " 7" in report.read_text("utf-8")


def test_a_link_that_stalls_and_comes_back_goes_on(report: Path) -> None:
    with Terminal.editor(report).ready() as terminal:
        terminal.stall()
        terminal.send(F4)
        terminal.resize(80, 24)
        terminal.shows("保存")
        terminal.send(CTRL_Q)
        terminal.ended()
        assert terminal.process.returncode == 0

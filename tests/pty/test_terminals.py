"""Terminals of all kinds: what they are asked, what they are told, and what they send."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pyte
import pyte.screens
import pytest
import wcwidth

from tests.support.program import EXAMPLES, ROOT
from tests.support.terminal import Terminal
from tui.app.terminal import Probe, locale_is_gbk, unfit

QUESTION = re.compile(rb"\x1b\[6n")


class Answering(Terminal):
    """A terminal that reports where its cursor is, as the next of ``columns`` says."""

    columns: list[int]
    late = False

    def read(self, seconds: float = 0.0) -> bool:
        """Answer what is asked."""
        before = len(QUESTION.findall(self.output))
        found = super().read(seconds)
        for number in range(before, len(QUESTION.findall(self.output))):
            if number < len(self.columns):
                self.send(f"\x1b[1;{self.columns[number] + 1}R")
        return found


def editor(path: Path, columns: list[int], *options: str, **environment: str) -> Answering:
    terminal = Answering.editor(path, *options, **environment)
    assert isinstance(terminal, Answering)
    terminal.columns = columns
    return terminal


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "2020.toml"
    path.write_bytes((EXAMPLES / "2020.toml").read_bytes())
    return path


def quit_and_check(terminal: Terminal) -> None:
    terminal.send("\x11")
    terminal.ended()
    assert terminal.process.returncode == 0
    assert terminal.put_back() == []


@pytest.mark.parametrize("columns", [[2, 4], [], [2]], ids=["answers", "is silent", "stops short"])
def test_the_question_leaves_nothing_behind(report: Path, columns: list[int]) -> None:
    with editor(report, columns).ready() as terminal:
        before, _, _ = terminal.output.partition(b"\x1b[?1049h")
        screen = pyte.Screen(80, 24)
        pyte.ByteStream(screen).feed(before)
        assert "".join(screen.display).strip() == ""
        assert "│" in terminal.text()
        quit_and_check(terminal)
        assert b"R" not in terminal.after().encode()


def test_a_terminal_that_draws_ambiguous_characters_wide(
    report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is out of its place on it: every row ends where it should."""
    monkeypatch.setattr(
        pyte.screens, "wcwidth", lambda char: wcwidth.wcwidth(char, ambiguous_width=2)
    )
    with editor(report, [4, 4]).ready() as terminal:
        terminal.send("\x1bOS")  # F4: table 三 has quotation marks in its labels
        terminal.shows("危及“三安全")

        def edges() -> set[int]:
            rows = [row for row in terminal.screen().display if "|" in row]
            return {wcwidth.wcswidth(row.rstrip(), ambiguous_width=2) for row in rows[6:16]}

        # What has arrived may be the first half of a frame.
        terminal.until(lambda: len(edges()) == 1, "rows that all end in the same column")
        assert "│" not in terminal.text()
        quit_and_check(terminal)


@pytest.mark.parametrize(("option", "rule"), [("wide", "|"), ("narrow", "│")])
def test_what_the_user_says_counts_more(report: Path, option: str, rule: str) -> None:
    with editor(
        report, [4, 4] if option == "narrow" else [2, 4], "--ambiguous", option
    ) as terminal:
        terminal.ready()
        assert rule in terminal.text()
        quit_and_check(terminal)


def test_a_gbk_terminal_is_told_so_in_its_own_encoding(report: Path) -> None:
    with editor(report, [6, 6]) as terminal:
        terminal.ended()
        assert terminal.process.returncode == 2
        assert "改为 UTF-8" in terminal.output.decode("gb18030", "replace")
        assert b"\x1b[?1049h" not in terminal.output
        assert terminal.put_back() == []


def test_a_gbk_locale_counts_where_the_terminal_does_not_answer(report: Path) -> None:
    with editor(report, [], LC_ALL="zh_CN.GBK") as terminal:
        terminal.ended()
        assert terminal.process.returncode == 2
        assert "改为 UTF-8" in terminal.output.decode("gb18030", "replace")
    with editor(report, [2, 4], LC_ALL="zh_CN.GBK").ready() as terminal:
        quit_and_check(terminal)


def test_what_is_typed_ahead_is_not_lost(report: Path) -> None:
    """Before the program asks, while it waits, and before its screen is there."""
    with editor(report, [2, 4]) as terminal:
        terminal.send("1")
        terminal.until(lambda: QUESTION.search(terminal.output), "the question")
        terminal.send("2")
        # From here on Ctrl+S is a key; before, the terminal itself would take it for a stop.
        terminal.until(lambda: b"\x1b[?2004h" in terminal.output, "the screen")
        terminal.send("3\r\x13")
        terminal.shows("已保存")
        assert re.search(r"= 123 件", terminal.text()) or "123" in report.read_text("utf-8")
        quit_and_check(terminal)


def test_bytes_that_are_no_utf8_do_not_end_it(report: Path) -> None:
    with editor(report, [2, 4]).ready() as terminal:
        terminal.send("公开".encode("gbk") + b"\xff\xfe\x80")
        terminal.send("\x1b[B7\r\x13")
        terminal.shows("已保存")
        quit_and_check(terminal)


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_cannot_move_its_cursor_is_refused(report: Path, term: str) -> None:
    with editor(report, [], TERM=term) as terminal:
        terminal.ended()
        said = terminal.output.decode()
        assert terminal.process.returncode == 2
        assert all(f"disclosure-tui {command}" in said for command in ("show", "set", "check"))
        assert "\x1b[?" not in said


def test_no_terminal_at_all_is_refused(report: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui", "edit", str(report)],
        stdin=subprocess.DEVNULL, capture_output=True, cwd=ROOT, check=False,
    )  # fmt: skip
    said = done.stderr.decode()
    assert done.returncode == 2
    assert done.stdout == b""
    assert all(f"disclosure-tui {command}" in said for command in ("show", "set", "check"))


@pytest.mark.parametrize("option", [(), ("--mouse",)])
def test_the_mouse_is_off_unless_it_is_asked_for(report: Path, option: tuple[str, ...]) -> None:
    with editor(report, [2, 4], *option).ready() as terminal:
        asked = re.findall(rb"\x1b\[\?(?:1000|1002|1003|1006|1015|1016)h", terminal.output)
        assert bool(asked) == bool(option)
        if option:
            terminal.send("\x1b[<0;40;13M\x1b[<0;40;13m")
            terminal.shows("› 行政处罚")
        quit_and_check(terminal)


# -- its parts -------------------------------------------------------------------------------


def test_the_probe_keeps_what_is_no_answer() -> None:
    master, slave = os.openpty()
    try:
        with Probe(slave, slave) as probe:
            os.write(master, "ab\x1b[24;3Rc\x1b[24;5R中".encode())
            assert probe.answer(5) == (1, False, "abc中".encode())
        with Probe(slave, slave) as probe:
            os.write(master, b"\x1b[2;5R\x1b[2;5R")
            assert probe.answer(5)[:2] == (2, False)
        with Probe(slave, slave) as probe:
            os.write(master, b"\x1b[2;7R\x1b[2;7R")
            assert probe.answer(5).gbk is True
        with Probe(slave, slave) as probe:
            os.write(master, b"xy")
            assert probe.answer(0.01) == (None, None, b"xy")
    finally:
        os.close(master)
        os.close(slave)


def test_locales_for_gbk() -> None:
    assert locale_is_gbk({"LANG": "zh_CN.GBK"})
    assert locale_is_gbk({"LC_ALL": "zh_CN.gb18030", "LANG": "C.UTF-8"})
    assert not locale_is_gbk({"LANG": "zh_CN.UTF-8"})
    assert not locale_is_gbk({})
    assert unfit({"TERM": "xterm"}, (None, None))

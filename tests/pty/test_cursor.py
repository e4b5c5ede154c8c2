"""The terminal's own cursor is where one types: there input methods open their window.

What an input method commits arrives whole, however long it is.
"""

from pathlib import Path

import pyte
import pytest

from tests.support.program import EXAMPLES
from tests.support.terminal import Terminal

F4, F5 = "\x1bOS", "\x1b[15~"
FOCUS_OUT, FOCUS_IN = "\x1b[O", "\x1b[I"
COMMITS = ["政", "府信息公", "开工作年度", "报告由政府信息公开工作主管部门负责组织编制"]


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "2020.toml"
    path.write_bytes((EXAMPLES / "2020.toml").read_bytes())
    return path


def behind(screen: pyte.Screen) -> str:
    """The characters on the cursor's line, up to the cursor."""
    row = screen.buffer[screen.cursor.y]
    return "".join(row[x].data for x in range(screen.cursor.x))


def shows_cursor_behind(terminal: Terminal, text: str) -> None:
    """Wait until the cursor is seen, and stands right behind a text."""

    def holds() -> bool:
        screen = terminal.screen()
        return not screen.cursor.hidden and behind(screen).endswith(text)

    terminal.until(holds, f"the cursor behind {text}")


def is_in_prose(screen: pyte.Screen) -> bool:
    """Whether a text is shown, and has the focus."""
    return "写本年主动公开了" in screen.display[3] and not screen.cursor.hidden


def test_a_figure_is_typed_at_the_cursor(report: Path) -> None:
    with Terminal.editor(report).ready() as terminal:
        terminal.until(lambda: behind(terminal.screen()).rstrip().endswith("0"), "the first cell")
        assert terminal.screen().cursor.hidden
        terminal.send("12")
        shows_cursor_behind(terminal, " 12")
        terminal.send(FOCUS_OUT + FOCUS_IN + "3")
        shows_cursor_behind(terminal, " 123")
        terminal.resize(120, 40)
        terminal.shows("F5")
        terminal.send("4")
        shows_cursor_behind(terminal, " 1234")
        terminal.send("\x1b")
        terminal.until(lambda: terminal.screen().cursor.hidden, "no text cursor in the table")
        # Down to the last row of a table that scrolls.
        terminal.send(F4)
        terminal.shows("申请人情况")
        terminal.send("\x1b[1;5F5")
        shows_cursor_behind(terminal, " 5")
        terminal.send("\x1b")
        terminal.until(lambda: terminal.screen().cursor.hidden, "nothing typed any more")
        terminal.send("\x11")
        terminal.ended()
        assert terminal.process.returncode == 0


def test_prose_is_typed_at_the_cursor_and_commits_arrive_whole(report: Path) -> None:
    with Terminal.editor(report).ready() as terminal:
        terminal.send(F5)
        shows_cursor_behind(terminal, "键入 ")
        terminal.send("总体")
        shows_cursor_behind(terminal, "总体")
        terminal.send("\r")
        terminal.until(lambda: is_in_prose(terminal.screen()), "the text")
        terminal.send("\x1b[1;5F\r")
        for commit in COMMITS:
            terminal.send(commit)
            shows_cursor_behind(terminal, commit[-15:])
        terminal.send(FOCUS_OUT + FOCUS_IN)
        shows_cursor_behind(terminal, COMMITS[-1][-15:])
        for size in ((60, 20), (120, 40)):
            terminal.resize(*size)
            terminal.send("续")
            shows_cursor_behind(terminal, "续")
        terminal.send("\r" * 50 + "末")
        shows_cursor_behind(terminal, "末")
        terminal.send("\x13")
        terminal.shows("已保存")
        assert "".join(COMMITS) + "续续" in report.read_text("utf-8")
        terminal.send("\x11")
        terminal.ended()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_a_dialog_has_the_cursor_in_its_field(report: Path, size: tuple[int, int]) -> None:
    with Terminal.editor(report).ready() as terminal:
        terminal.resize(*size)
        terminal.send("\x06")
        shows_cursor_behind(terminal, "键入 ")
        for commit in COMMITS:
            terminal.send(commit)
            shows_cursor_behind(terminal, commit[-6:])
        terminal.send("\x1b[D" * 2)
        shows_cursor_behind(terminal, COMMITS[-1][-8:-2])
        terminal.resize(100, 30)
        terminal.send(FOCUS_OUT + FOCUS_IN + "字")
        shows_cursor_behind(terminal, "字")
        terminal.send("\x1b")
        terminal.until(lambda: terminal.screen().cursor.hidden, "the table again")
        terminal.send("\x11")
        terminal.ended()

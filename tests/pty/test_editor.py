"""The editor on a real terminal: what is typed, pasted, copied and saved there, and the end."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.program import EXAMPLES
from tests.support.terminal import Terminal

BROKEN = (EXAMPLES / "broken/2023.toml").read_text("utf-8")
CTRL_C, CTRL_F, CTRL_P, CTRL_Q, CTRL_S, CTRL_W = "\x03", "\x06", "\x10", "\x11", "\x13", "\x17"
F1, F3, F4 = "\x1bOP", "\x1bOR", "\x1bOS"
F6, F7, F8 = "\x1b[17~", "\x1b[18~", "\x1b[19~"
UP, DOWN, RIGHT, SHIFT_RIGHT, SHIFT_DOWN = "\x1b[A", "\x1b[B", "\x1b[C", "\x1b[1;2C", "\x1b[1;2B"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "2023.toml"
    path.write_text(BROKEN, "utf-8")
    return path


@pytest.fixture
def terminal(report: Path) -> Iterator[Terminal]:
    """The editor on the report with one slip, at 80×24."""
    with Terminal.editor(report).ready() as terminal:
        terminal.shows("应为 21")
        yield terminal


def left(terminal: Terminal) -> None:
    """The program ended as it should, and the terminal is as before."""
    terminal.ended()
    assert terminal.process.returncode == 0
    assert terminal.put_back() == []
    assert re.sub(r"\x1b\[\?[\d;]+[hl]", "", terminal.after()).strip() == ""


def test_type_save_and_quit(terminal: Terminal, report: Path) -> None:
    terminal.send("21\r" + CTRL_S)
    terminal.shows("已保存到 2023.toml", "✓ 已存", "✗ 0 错误")
    terminal.send(CTRL_Q)
    left(terminal)
    assert report.read_text("utf-8") == BROKEN.replace("[     12,        3", "[     21,        3")


def test_a_total_follows_on_the_screen(terminal: Terminal) -> None:
    terminal.send("\x1b[1;5H")  # Ctrl+Home
    terminal.shows("↓一、本年新收政府信息公开申请数量")
    terminal.send("31" + DOWN)
    terminal.shows("+ 35")


def test_quitting_with_changes_asks_and_can_discard(terminal: Terminal, report: Path) -> None:
    terminal.send(F6)
    terminal.shows("● 未存", "已改为 21")
    terminal.send(CTRL_Q)
    terminal.shows("有 1 处改动还没有保存", "保存并退出", "不保存退出", "留下")
    terminal.send("\x1b")
    terminal.shows("● 未存")
    terminal.send(CTRL_Q)
    terminal.shows("不保存退出")
    terminal.send(DOWN + "\r")
    left(terminal)
    assert report.read_text("utf-8") == BROKEN


def test_quitting_with_changes_can_save(terminal: Terminal, report: Path) -> None:
    terminal.send(F6 + CTRL_Q)
    terminal.shows("保存并退出")
    terminal.send("\r")
    left(terminal)
    assert "[     21,        3" in report.read_text("utf-8")


@pytest.mark.parametrize("mouse", [False, True])
def test_what_the_terminal_is_asked_for(mouse: bool, report: Path) -> None:
    with Terminal.editor(report, *["--mouse"] * mouse).ready() as terminal:
        for mode in ("1049", "2004"):
            assert f"\x1b[?{mode}h".encode() in terminal.output
        assert (b"\x1b[?1000h" in terminal.output) is mouse
        assert b"\x1b[>1u" not in terminal.output  # the Kitty protocol
        terminal.send(CTRL_Q)
        left(terminal)


def test_a_rectangle_pasted_from_a_spreadsheet(terminal: Terminal, report: Path) -> None:
    terminal.send("\x1b[1;5H\x1b[200~1,021\t３ \r\n2\t0\r\n\x1b[201~")
    terminal.shows("已粘贴 4 格")
    terminal.send(CTRL_S)
    terminal.shows("已保存")
    assert re.search(r"received += \[ *1021, +3,", report.read_text("utf-8"))
    terminal.send("\x1b[200~1\t2\t3\t4\t5\t6\t7\t8\x1b[201~")
    terminal.shows("没有粘贴")
    terminal.send(CTRL_Q)
    left(terminal)


def test_a_row_pasted_with_its_label(terminal: Terminal, report: Path) -> None:
    terminal.send("\x1b[15~国家秘密\r")  # F5
    terminal.shows("自然人    0 件")
    terminal.send("\x1b[200~1.属于国家秘密 4 0 0 0 0 0 4\x1b[201~")
    terminal.shows("已粘贴 7 格")
    terminal.send(CTRL_S)
    terminal.shows("已保存")
    assert re.search(r"denied_state_secret += \[ *4, .* 4 \]", report.read_text("utf-8"))


def test_a_selection_goes_into_the_terminals_clipboard(terminal: Terminal) -> None:
    terminal.send(SHIFT_RIGHT + SHIFT_DOWN + CTRL_C)
    terminal.shows("已复制 4 格")
    sent = re.findall(rb"\x1b\]52;c;([\w+/=]+)\x07", terminal.output)
    assert [base64.b64decode(s).decode() for s in sent] == ["12\t3\n2\t0"]


@pytest.mark.parametrize("text", ["政", "政府信息公开工作年度报告", "，。“”（）", "𬭊𠮷"])
def test_composed_text_arrives_whole(text: str, terminal: Terminal, report: Path) -> None:
    terminal.send(F4 + F4)
    terminal.shows("五、存在的主要问题及改进情况")
    terminal.send(text + CTRL_S)
    terminal.shows("已保存")
    assert text in report.read_text("utf-8").partition("[improvement]")[2]


@pytest.mark.parametrize("key", ["\x1b[H", "\x1bOH", "\x1b[1~"])
def test_home_in_every_dialect(key: str, terminal: Terminal) -> None:
    terminal.send(RIGHT * 3)
    terminal.shows("社会公益组织    0 件")
    terminal.send(key)
    terminal.shows("自然人   12 件")


def test_problems_from_anywhere(terminal: Terminal) -> None:
    for key in (F8, CTRL_P):
        terminal.send(F3)
        terminal.shows("第二十条第（一）项 › 规章")
        terminal.send(key)
        terminal.shows("自然人   12 件")
    terminal.send(F3 + F7)
    terminal.shows("问题列表 【全部 3】")
    terminal.send(DOWN + "\r")
    terminal.shows("自然人   12 件")


def test_resizing_at_any_moment(report: Path) -> None:
    with Terminal.editor(report, size=(120, 40)).ready() as terminal:
        terminal.shows("收到和处理", "四、结转下年度继续办理")
        terminal.send("2")
        terminal.resize(80, 24)
        terminal.shows("✗三3", "↕")
        terminal.send("1\r" + CTRL_F)
        terminal.shows("查找", "键入要找的词")
        terminal.resize(50, 12)
        terminal.shows("查找")
        terminal.resize(120, 40)
        terminal.send("\x1b")
        terminal.shows("收到和处理", "✗ 0 错误", "申请人无正当理由逾期不补")
        terminal.send(CTRL_S + CTRL_Q)
        left(terminal)
    assert "[     21,        3" in report.read_text("utf-8")


@pytest.mark.parametrize("size", [(1, 1), (10, 3), (30, 8), (300, 90)])
def test_any_size_can_be_worked_in(size: tuple[int, int], report: Path) -> None:
    with Terminal.editor(report, size=size) as terminal:
        terminal.until(lambda: b"\x1b[?2004h" in terminal.output, "the start")
        terminal.send(F6 + F3 + F4 + F1 + F1 + CTRL_W)
        terminal.resize(80, 24)
        terminal.shows("12 → 21")
        terminal.send("\x1b")
        terminal.shows("● 未存")
        terminal.send(CTRL_S)
        terminal.shows("已保存")
        terminal.send(CTRL_Q)
        left(terminal)

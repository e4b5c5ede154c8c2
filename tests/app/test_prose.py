"""The prose editor by its keys: what it says, draws, and where it puts the cursor."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.widgets import Static

from tui.app import palette
from tui.app.prose_keys import KEYS
from tui.app.prose_model import Mark
from tui.app.widgets.prose import ProseEditor

TEXT = (
    "　　2023年，我局坚持“以公开为常态、不公开为例外”，公开128条。\n"
    "　　受理依申请公开5件，均按时办结。"
)


class Bench(App[None]):
    """One editor under a line of something else; it keeps what the editor says."""

    CSS = "Screen { layout: vertical; } Static { height: 1; } ProseEditor { height: 1fr; }"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, editor: ProseEditor) -> None:
        super().__init__()
        self.editor = editor
        self.said: list[Any] = []

    def compose(self) -> ComposeResult:
        yield Static("标题")
        yield self.editor

    def on_mount(self) -> None:
        self.editor.focus()

    def on_prose_editor_changed(self, message: ProseEditor.Changed) -> None:
        self.said.append(message.text)

    def on_prose_editor_cursor_moved(self, message: ProseEditor.CursorMoved) -> None:
        self.said.append((message.line, message.column))

    def on_prose_editor_copied(self, message: ProseEditor.Copied) -> None:
        self.said.append(message)

    def on_prose_editor_paste_wanted(self) -> None:
        self.editor.insert("贴")

    def on_prose_editor_refused(self, message: ProseEditor.Refused) -> None:
        self.said.append(message.reason)

    def lines(self) -> list[str]:
        strips = self.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]


def run(
    editor: ProseEditor,
    work: Callable[[Bench, Pilot[None]], Awaitable[None]],
    size: tuple[int, int] = (80, 24),
) -> Bench:
    async def main() -> Bench:
        app = Bench(editor)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            app.said.clear()
            await work(app, pilot)
        return app

    return asyncio.run(main())


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Keys, or characters as an input method commits them, in one burst."""
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await pilot.pause()


def test_a_commit_of_many_characters_arrives_whole_and_is_undone_as_one() -> None:
    async def work(app: Bench, pilot: Pilot[None]) -> None:
        await press(pilot, *"政府信息公开工作年度报告")
        assert app.editor.text == "政府信息公开工作年度报告"
        assert app.editor.characters == 12
        await press(pilot, "ctrl+z")
        assert app.editor.text == ""
        await press(pilot, "ctrl+y")
        assert app.editor.text == "政府信息公开工作年度报告"

    app = run(ProseEditor(), work)
    assert app.said[0] == "政"
    assert app.said[-1] == "政府信息公开工作年度报告"
    assert app.editor.cursor_line == (1, 13)


def test_a_moved_cursor_is_announced_where_nothing_changed() -> None:
    async def work(_app: Bench, pilot: Pilot[None]) -> None:
        await press(pilot, "right", "down", "ctrl+home", "left")

    assert run(ProseEditor("一二\n三四"), work).said == [(1, 2), (2, 2), (1, 1)]


def test_keys() -> None:
    async def work(app: Bench, pilot: Pilot[None]) -> None:
        await press(pilot, "ctrl+end", "enter", *"新的", "home", "backspace", "delete")
        assert app.editor.text == TEXT + "的"
        await press(pilot, "ctrl+home", "ctrl+shift+right", "ctrl+shift+right")
        assert app.editor.selected_text() == "　　2023年，"
        await press(pilot, "x")
        assert app.editor.text.startswith("x我局")
        await press(pilot, "ctrl+a", "ctrl+x")
        assert app.editor.text == ""
        await press(pilot, "ctrl+v")
        await press(pilot, "shift+home", "ctrl+c")
        assert app.editor.text == "贴"

    app = run(ProseEditor(TEXT), work)
    copied = [m for m in app.said if isinstance(m, ProseEditor.Copied)]
    assert [(m.text[:3], m.cut) for m in copied] == [("x我局", True), ("贴", False)]


def test_keys_that_are_not_text_are_left_to_the_application() -> None:
    async def work(_app: Bench, pilot: Pilot[None]) -> None:
        await press(pilot, "f5", "ctrl+s", "escape", "tab", "alt+a")

    assert run(ProseEditor("一"), work).editor.text == "一"


def test_a_paste_has_one_kind_of_line_break_and_is_one_step() -> None:
    async def work(app: Bench, pilot: Pilot[None]) -> None:
        app.post_message(events.Paste("一\r\n二\r三\t四"))
        await pilot.pause()
        assert app.editor.text == "一\n二\n三\t四"
        assert app.lines()[1:4] == [" 一", " 二", " 三    四"]
        await press(pilot, "ctrl+z")
        assert app.editor.text == ""

    run(ProseEditor(), work)


def test_a_read_only_text_moves_and_copies_and_says_why_it_does_not_change() -> None:
    async def work(app: Bench, pilot: Pilot[None]) -> None:
        await press(pilot, "x", "backspace", "ctrl+z", "enter", "ctrl+x", "ctrl+v")
        app.post_message(events.Paste("y"))
        await press(pilot, "right", "shift+right", "ctrl+c")

    app = run(ProseEditor("政府", read_only=True), work)
    assert app.editor.text == "政府"
    assert app.said.count("这里的文字只能看，不能改") == 7
    assert any(isinstance(m, ProseEditor.Copied) and m.text == "府" for m in app.said)


def test_hidden_characters_are_seen_and_have_a_column() -> None:
    async def work(app: Bench, pilot: Pilot[None]) -> None:
        assert app.lines()[1] == r" 甲\u202e乙\x1be\u0301"
        for column in (1, 3, 9, 11, 15, 16, 22):
            assert app.cursor_position == Offset(column, 1)
            await press(pilot, "right")

    run(ProseEditor("甲\u202e乙\x1be\u0301"), work)


def test_the_terminals_cursor_is_where_one_types() -> None:
    async def work(app: Bench, pilot: Pilot[None]) -> None:
        assert app.cursor_position == Offset(1, 1)
        await press(pilot, *"公开a")
        assert app.cursor_position == Offset(6, 1)
        await press(pilot, "enter")
        assert app.cursor_position == Offset(1, 2)
        # The title above grows: the editor is moved without a key.
        app.query_one(Static).styles.height = 3
        await pilot.pause()
        assert app.cursor_position == Offset(1, 4)
        app.cursor_position = Offset(0, 0)
        app.screen.set_focus(None)
        await pilot.pause()
        app.editor.focus()
        await pilot.pause()
        assert app.cursor_position == Offset(1, 4)
        app.editor.load("一" * 200, cursor=200)
        await pilot.pause()
        await pilot.resize_terminal(40, 10)
        await pilot.pause()
        row, column = app.editor.model.caret
        assert app.cursor_position == Offset(1 + column, 3 + row - app.editor.top)

    run(ProseEditor(), work)


def test_the_cursor_stays_in_view_and_what_is_out_of_view_is_marked() -> None:
    async def work(app: Bench, pilot: Pilot[None]) -> None:
        editor = app.editor
        assert app.lines()[-1].endswith("↓")
        for keys in (["down"] * 30, ["pagedown"] * 2, ["ctrl+end"], ["up"] * 40, ["ctrl+home"]):
            await press(pilot, *keys)
            row = editor.model.caret[0]
            assert editor.top <= row < editor.top + editor.size.height
            assert app.cursor_position.y == 1 + row - editor.top
        await press(pilot, "ctrl+end")
        assert app.lines()[1].endswith("↑")
        assert app.lines()[-1] == " 第 99 段"
        await press(pilot, *["pageup"] * 9)
        assert editor.top == 0

    run(ProseEditor("\n".join(f"第 {n} 段" for n in range(100))), work)


def test_another_state_of_the_text_keeps_the_place() -> None:
    async def work(app: Bench, pilot: Pilot[None]) -> None:
        app.editor.set_marks([Mark(2, 4, "error")])
        app.editor.replace("新政府信息公开")
        assert app.editor.model.cursor == 1
        app.editor.replace("政府信息公开")
        assert app.editor.model.cursor == 0
        assert app.editor.model.marks == [Mark(2, 4, "error")]
        await pilot.pause()
        assert not [said for said in app.said if isinstance(said, str)]

    run(ProseEditor("政府信息公开"), work)


def test_selection_marks_and_cursor_are_drawn() -> None:
    async def work(app: Bench, pilot: Pilot[None]) -> None:
        app.editor.set_marks([Mark(0, 2, "error"), Mark(4, 6, "suspect")])
        app.editor.select(2, 3)
        await pilot.pause()
        strip = list(app.screen._compositor.render_strips()[1])
        drawn = {text: style for text, style, _ in strip if text.strip()}
        assert drawn["政府"] == palette.QUESTIONED
        assert drawn["信"] == palette.SELECTED
        assert drawn["息"] == palette.CURSOR
        assert drawn["公开"] == palette.SUSPECT

    run(ProseEditor("政府信息公开"), work)


def test_a_screen_at_80_by_24() -> None:
    async def work(app: Bench, pilot: Pilot[None]) -> None:
        assert app.lines()[:4] == [
            "标题",
            " 　　2023年，我局坚持“以公开为常态、不公开为例外”，公开128条。",
            " 　　受理依申请公开5件，均按时办结。",
            "",
        ]
        await pilot.resize_terminal(30, 24)
        await pilot.pause()
        assert app.lines()[:6] == [
            "标题",
            " 　　2023年，我局坚持“以公开",
            " 为常态、不公开为例外”，公开",
            " 128条。",
            " 　　受理依申请公开5件，均按",
            " 时办结。",
        ]

    run(ProseEditor(TEXT), work)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (16, 4)])
def test_a_burst_of_every_key_leaves_text_and_screen_together(size: tuple[int, int]) -> None:
    async def work(app: Bench, pilot: Pilot[None]) -> None:
        for _ in range(2):
            await press(pilot, *KEYS, *"公开，a1")
            row, column = app.editor.model.caret
            assert app.cursor_position == Offset(1 + column, 1 + row - app.editor.top)

    run(ProseEditor(TEXT * 5), work, size)

"""The prose editor on a terminal: after any keys it shows what a full repaint would."""

import asyncio
import io
import random
from collections.abc import Iterator
from typing import Any

import pyte
import pytest
from rich.console import Console
from textual import events
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from tui.app import textual_private
from tui.app.canvas import blank, put
from tui.app.palette import PAPER
from tui.app.shifts import FARTHEST, best_shift, cost, shifted, spans
from tui.app.widgets.prose import ProseEditor
from tui.app.widgets.shifting_pane import ShiftingPane

SENTENCE = "2023年，我局认真贯彻《政府信息公开条例》，坚持“以公开为常态”，公开信息128条，受理5件。"
KEYS = ["中", "1", "，", "（", "backspace", "delete", "left", "right", "up", "down", "end", "home"]
KEYS += ["enter", "shift+left", "shift+down", "ctrl+left", "ctrl+z", "ctrl+y", "pagedown"]


class Beside(App[None]):
    """The editor with something on both sides: shifting its lines must not move that."""

    CSS = "Screen { layout: vertical; } Static { width: 9; } ProseEditor { width: 1fr; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.editor = ProseEditor(text)
        self.screen_of = pyte.Screen(70, 16)
        self.stream = pyte.Stream(self.screen_of)
        self.console_of = Console(
            file=io.StringIO(), force_terminal=True, color_system="truecolor", width=70
        )
        self.sent: list[int] = []

    def compose(self) -> ComposeResult:
        beside = "\n".join("旁边的字" for _ in range(16))
        with Horizontal():
            yield Static(beside)
            yield self.editor
            yield Static(beside)

    def _display(self, screen: Any, renderable: Any) -> None:  # noqa: ARG002
        if isinstance(renderable, ChopsUpdate | LayoutUpdate):
            text = renderable.render_segments(self.console_of)
            self.sent.append(len(text.encode()))
            self.stream.feed(text)

    def shown(self) -> list[list[Any]]:
        return [[self.screen_of.buffer[y][x] for x in range(70)] for y in range(16)]


@pytest.fixture(autouse=True)
def _patched(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        for update in (ChopsUpdate, LayoutUpdate):
            patch.setattr(update, "render_segments", update.render_segments)
        # Tests have no terminal, and so nothing that could shift.
        patch.setattr(ShiftingPane, "_can_shift", lambda self: not self._waiting and self.has_focus)
        textual_private.send_only_what_changed()
        yield


def key(name: str) -> events.Key:
    return events.Key(name, name if len(name) == 1 else None)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_sent_leaves_what_a_full_repaint_leaves(seed: int) -> None:
    chance = random.Random(seed)

    async def run() -> None:
        app = Beside(SENTENCE * 12 if seed % 2 else "\n".join([SENTENCE * 3] * 4))
        async with app.run_test(size=(70, 16)) as pilot:
            app.editor.focus()
            app.editor.select(*[chance.randrange(400)] * 2)
            await pilot.pause()
            for _ in range(12):
                for _ in range(chance.choice([1, 1, 2, 5])):
                    app.post_message(key(chance.choice(KEYS)))
                await pilot.pause()
                partly = app.shown()
                app.screen.refresh()
                app.editor.refresh()
                await pilot.pause()
                assert partly == app.shown()

    asyncio.run(run())


@pytest.mark.parametrize(("at", "most"), [(2, 1000), (500, 700), (-1, 130)])
def test_a_character_costs_few_bytes_wherever_it_is_typed(at: int, most: int) -> None:
    """In one paragraph of 3 KB, the worst that there is; a TextArea sends 10,588."""

    async def run() -> list[int]:
        text = (SENTENCE * 30)[:1000]
        app = Beside(text)
        async with app.run_test(size=(120, 40)) as pilot:
            app.editor.focus()
            app.editor.select(*[at % (len(text) + 1)] * 2)
            await pilot.pause()
            app.sent.clear()
            for _ in range(8):
                app.post_message(key("中"))
                await pilot.pause()
            return app.sent

    sent = asyncio.run(run())
    assert len(sent) >= 8
    assert max(sent) <= most


def line(text: str, columns: int = 40) -> list[Any]:
    row = blank(columns, PAPER)
    put(row, 0, text, PAPER)
    return row


@pytest.mark.parametrize("by", [b for b in range(-FARTHEST, FARTHEST + 1) if b])
def test_a_shift_does_on_a_terminal_what_it_says(by: int) -> None:
    chance = random.Random(by)
    for _ in range(40):
        old = line("".join(chance.choices("中文ab1，。（", k=30)))
        start, end = chance.randrange(0, 12), chance.randrange(25, 39)
        if old[end][0] == "":
            end -= 1
        shift = shifted(old, start, end, by)
        screen = pyte.Screen(40, 2)
        stream = pyte.Stream(screen)
        stream.feed("".join(char for char, _ in old))
        stream.feed(shift.sequence(0, 0))
        for x, cell in enumerate(shift.after):
            if cell is not None:
                assert screen.buffer[0][x].data == cell[0]


def test_the_best_shift_is_the_one_of_the_typed_character() -> None:
    old, new = line("政府信息公开工作年度报告全文"), line("政府中信息公开工作年度报告全文")
    best = best_shift(old, new, 39, list(spans(old, new)))
    assert best
    shift, left = best
    assert (shift.start, shift.by) == (4, 2)
    assert cost(left, new) < 15
    assert best_shift(old, old, 39, []) is None
    old, new = line("政府"), line("ab")
    assert best_shift(old, new, 39, list(spans(old, new))) is None


def test_spans_are_of_whole_characters() -> None:
    assert list(spans(line("政府信息"), line("政府信息"))) == []
    assert list(spans(line("政府信息"), line("政国信息"))) == [(2, 4)]
    assert list(spans(line("政府信息"), line("政ab信息"))) == [(2, 4)]
    far = "中" * 12
    assert list(spans(line("a" + far + "a"), line("b" + far + "b"))) == [(0, 1), (25, 26)]
    assert list(spans([*[None] * 40], line("政"))) == [(0, 40)]

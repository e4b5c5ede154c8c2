"""The prose editor on a terminal: after any keys it shows what a full repaint would."""

import random
from typing import Any

import pyte
import pytest
from textual.app import App, ComposeResult
from textual.containers import Horizontal

from tests.support.screen import Screen, on_screen
from tui.app.canvas import Line, blank, put
from tui.app.palette import PAPER
from tui.app.shifts import FARTHEST, best_shift, cost, shifted, spans
from tui.app.widgets.pane import Pane
from tui.app.widgets.prose import ProseEditor

SENTENCE = "2023年，我局认真贯彻《政府信息公开条例》，坚持“以公开为常态”，公开信息128条，受理5件。"
KEYS = ["中", "1", "，", "（", "backspace", "delete", "left", "right", "up", "down", "end", "home"]
KEYS += ["enter", "shift+left", "shift+down", "ctrl+left", "ctrl+z", "ctrl+y", "pagedown"]


class Words(Pane):
    """Something that stands beside the text."""

    def paint(self, columns: int, rows: int) -> list[Line]:
        return [line("旁边的字", columns)] * rows


class Beside(App[None]):
    """The editor with something on both sides: shifting its lines must not move that."""

    CSS = "Screen { layout: vertical; } Words { width: 9; } ProseEditor { width: 1fr; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self.editor = ProseEditor(text)

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Words()
            yield self.editor
            yield Words()


@pytest.mark.parametrize("seed", range(6))
def test_what_is_sent_leaves_what_a_full_repaint_leaves(seed: int) -> None:
    chance = random.Random(seed)
    app = Beside(SENTENCE * 12 if seed % 2 else "\n".join([SENTENCE * 3] * 4))

    async def work(screen: Screen) -> None:
        app.editor.focus()
        app.editor.select(*[chance.randrange(400)] * 2)
        for _ in range(12):
            await screen.do(*chance.choices(KEYS, k=chance.choice([1, 1, 2, 5])))
            partly = screen.cells()
            assert partly == screen.repainted()

    on_screen(app, work, (70, 16))


@pytest.mark.parametrize("sentence", [SENTENCE, "受理申请5件，全部办结。", "没有标点的一长段文字"])
@pytest.mark.parametrize(("at", "most"), [(0, 800), (500, 700), (-1, 130)])
def test_a_character_costs_few_bytes_wherever_it_is_typed(
    sentence: str, at: int, most: int
) -> None:
    """In one paragraph of 3 KB, the worst that there is; a TextArea sends 10,588.

    Also in a text that repeats itself, whose lines come to stand where others were.
    """
    text = (sentence * 100)[:1000]
    app = Beside(text)

    async def work(screen: Screen) -> None:
        app.editor.focus()
        app.editor.select(*[at % (len(text) + 1)] * 2)
        await screen.do()
        sent = await screen.each(*"中" * 8)
        assert min(sent) > 0
        assert max(sent) <= most

    on_screen(app, work, (120, 40))


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
        stream.feed(shift.sequence(0))
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

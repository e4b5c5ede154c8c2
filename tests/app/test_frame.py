"""What is sent leaves on the terminal exactly what a full repaint would, and is little."""

import random
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pyte
import pytest
from textual import events

from tests.app.dialogs import session_of
from tests.support.screen import Screen, look, on_screen
from tui.app.canvas import Line, blank, put
from tui.app.editor import Editor
from tui.app.frame import frame_of
from tui.app.ink import PLAIN, Ink, Look, change
from tui.app.palette import BAR, CURSOR, FAILING, LABEL, PAPER, SUSPECT
from tui.app.pieces import Piece, ordered
from tui.app.scrolls import Scroll, scrolls_between
from tui.app.shifts import spans
from tui.display import width

EXAMPLES = ["2020.toml", "broken/2023.toml"]
SIZES = [(80, 24), (120, 40)]
TERMINALS = {
    "true colour": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    "256 colours": {"TERM": "xterm-256color"},
    "16 colours": {"TERM": "xterm"},
    "no colour": {"TERM": "xterm-256color", "NO_COLOR": "1"},
}
Work = Callable[[Screen, Any], Awaitable[None]]


def edit(
    folder: Path, work: Work, example: str = EXAMPLES[0], size: tuple[int, int] = SIZES[0],
    terminal: str = "true colour",
) -> None:  # fmt: skip
    """Run the editor on an example."""
    app = Editor(session_of(folder, example))
    on_screen(app, lambda screen: work(screen, app.screen), size, TERMINALS[terminal])


# -- the picture ---------------------------------------------------------------------------

KEYS = ["left", "right", "up", "down", "pageup", "pagedown", "home", "end", "ctrl+home", "ctrl+end"]
KEYS += ["shift+down", "1", "7", "enter", "escape", "delete", "f3", "f4", "f8", "f9", "ctrl+z"]
KEYS += [
    "f5",
    "f7",
    "f10",
    "f1",
    "中",
    "，",
    "backspace",
    "tab",
    "f6",
    "ctrl+k",
    "ctrl+y",
    "ctrl+r",
]


@pytest.mark.parametrize("seed", range(6))
def test_after_any_keys_the_terminal_shows_what_a_repaint_shows(tmp_path: Path, seed: int) -> None:
    """Wide characters, scrolling, dialogs, running text, other sizes."""
    chance = random.Random(seed)

    async def work(screen: Screen, _: Any) -> None:
        for _ in range(25):
            await screen.do(*chance.choices(KEYS, k=chance.choice([1, 1, 2, 6])))
            if chance.random() < 0.1:
                await screen.resize(chance.choice([60, 80, 120]), chance.choice([16, 24, 40]))
            shown = screen.cells()
            assert shown == screen.repainted()
            assert all(map(is_whole, screen.lines()))

    edit(tmp_path, work, EXAMPLES[seed % 2], SIZES[seed % 2], [*TERMINALS][seed % 4])


def is_whole(line: Line) -> bool:
    """Whether every wide character, and nothing else, is followed by an empty cell."""
    pairs = zip(line, [*line[1:], ("!", PAPER)], strict=True)
    return all((width(char) == 2) == (after == "") for (char, _), (after, _) in pairs if char)


PIECES = [*"中文，。（）“”…ab1 .│✓", "公开", "①", "  "]
STYLES = [PAPER, LABEL, CURSOR, FAILING, SUSPECT, BAR]


def random_line(chance: random.Random, columns: int) -> Line:
    line = blank(columns, PAPER)
    x = 0
    while x < columns:
        x = max(x + 1, put(line, x, chance.choice(PIECES), chance.choice(STYLES)))
    return line


def mutated(chance: random.Random, line: Line) -> Line:
    """The line with some columns written anew, which may cut a character in half."""
    line = list(line)
    start = chance.randrange(len(line))
    part = random_line(chance, chance.randint(1, len(line) - start))
    if line[start][0] == "" and start:
        line[start - 1] = (" ", line[start - 1][1])
    end = start + len(part)
    if end < len(line) and line[end][0] == "":
        line[end] = (" ", line[end][1])
    line[start:end] = part
    return line


@pytest.mark.parametrize("terminal", TERMINALS)
def test_an_update_cropped_on_both_sides_never_cuts_a_character(terminal: str) -> None:
    chance = random.Random(terminal)
    ink = Ink(TERMINALS[terminal])
    for _ in range(200):
        old = [random_line(chance, 40) for _ in range(3)]
        ink.pen = PLAIN
        new = [mutated(chance, line) if chance.random() < 0.8 else line for line in old]
        partial, full = pyte.Screen(40, 3), pyte.Screen(40, 3)
        stream = pyte.Stream(partial)
        stream.feed(ink.written([(y, [(0, 40)]) for y in range(3)], old))
        found = [(y, list(spans(old[y], new[y]))) for y in range(3)]
        stream.feed(ink.written(found, new))
        other = Ink(TERMINALS[terminal])
        pyte.Stream(full).feed(other.written([(y, [(0, 40)]) for y in range(3)], new))
        assert look(partial) == look(full)


def test_a_change_of_look_is_as_short_as_it_can_be() -> None:
    bold = Look(frozenset("1"), "38;5;15", "48;5;1")
    assert change(PLAIN, bold) == "\x1b[1;38;5;15;48;5;1m"
    assert change(bold, bold._replace(attributes=frozenset())) == "\x1b[22m"
    assert change(bold, bold._replace(foreground="")) == "\x1b[39m"
    assert change(bold, PLAIN) == "\x1b[0m"


def test_a_scroll_does_on_a_terminal_what_it_says() -> None:
    for by in (-3, -1, 1, 2):
        screen = pyte.Screen(4, 10)
        stream = pyte.Stream(screen)
        old = [[(str(y), PAPER), *blank(3, PAPER)] for y in range(10)]
        stream.feed("\r\n".join(str(y) for y in range(10)))
        scroll = Scroll(2, 9, by)
        stream.feed(scroll.sequence())
        for y, line in enumerate(scroll.apply(old)):
            assert screen.display[y].strip() == (line[0][0] if line else "")


@pytest.mark.parametrize("terminal", TERMINALS)
def test_the_order_of_the_pieces_is_not_seen(terminal: str) -> None:
    """Whatever the pen, and wherever the cursor: all is written, and the cursor is left right."""
    chance = random.Random(terminal)
    ink = Ink(TERMINALS[terminal])
    screen = pyte.Screen(30, 4)
    stream = pyte.Stream(screen)
    lines = [random_line(chance, 30) for _ in range(4)]
    stream.feed(ink.written([(y, [(0, 30)]) for y in range(4)], lines))
    for _ in range(100):
        new = [mutated(chance, line) if chance.random() < 0.5 else line for line in lines]
        found = [(y, list(spans(lines[y], new[y]))) for y in range(4)]
        here = screen.cursor.y, chance.randrange(29)
        stream.feed(f"\x1b[{here[0] + 1};{here[1] + 1}H")
        goal = chance.randrange(4), chance.randrange(30)
        few = sum(len(spans) for _, spans in found)
        stream.feed(ink.written(found, new, here=here, goal=goal))
        assert not few or (screen.cursor.y, screen.cursor.x) == goal
        full = pyte.Screen(30, 4)
        pyte.Stream(full).feed(Ink(TERMINALS[terminal]).written(
            [(y, [(0, 30)]) for y in range(4)], new))  # fmt: skip
        assert look(screen) == look(full)
        lines = new


def test_pieces_of_one_look_follow_each_other() -> None:
    bold = Look(frozenset("1"), "", "")
    mixed = [Piece(0, x, x + 1, bold if x % 2 else PLAIN, "x") for x in range(8)]
    looks = [piece.look for piece in ordered(mixed, PLAIN, None, None, change)]
    assert looks == sorted(looks, key=lambda look: look == bold)
    assert sorted(ordered(mixed, bold, (0, 3), (0, 5), change)) == sorted(mixed)


def test_the_scroll_is_found_by_lines_that_moved() -> None:
    lines = [random_line(random.Random(y), 9) for y in range(12)]
    old, new = ([[(0, lines[y + first])] for y in range(8)] for first in (0, 2))
    assert Scroll(0, 8, 2) in scrolls_between(old, new)
    assert Scroll(0, 8, -2) in scrolls_between(new, old)
    assert scrolls_between(old, old) == []
    assert scrolls_between(old, [[(0, lines[0])]] * 8) == []


# -- when it is sent -------------------------------------------------------------------------


def test_the_first_screen_is_sent_once(tmp_path: Path) -> None:
    async def work(screen: Screen, _: Any) -> None:
        assert screen.sent.count("F10") == 1
        assert screen.cells() == screen.repainted()

    edit(tmp_path, work, size=SIZES[1])


def test_keys_that_wait_together_are_drawn_in_one_frame(tmp_path: Path) -> None:
    async def work(screen: Screen, main: Any) -> None:
        await screen.do("ctrl+home")
        one = len(await screen.do("down"))
        many = len(await screen.do(*["down", "right"] * 200))
        assert main.path == main.grid.moves.paths[-1]
        assert many < 40 * one

    edit(tmp_path, work)


def test_nothing_is_sent_to_a_terminal_that_takes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tui.app import textual_private

    async def work(screen: Screen, main: Any) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(textual_private, "is_stalled", lambda _: True)
            assert await screen.do("down", "down") == ""
        frame_of(screen.app).draw(main)
        await screen.do()
        assert screen.cells() == screen.repainted()

    edit(tmp_path, work)


def test_a_resize_to_the_same_size_draws_everything(tmp_path: Path) -> None:
    """The terminal cut its lines in between, and the program never heard of it."""

    async def work(screen: Screen, _: Any) -> None:
        size = screen.app.size
        assert len(await screen.do(events.Resize(size, size))) > 2000

    edit(tmp_path, work)


def test_a_dialog_that_closes_leaves_what_was_there(tmp_path: Path) -> None:
    async def work(screen: Screen, main: Any) -> None:
        before = screen.cells()
        await screen.do("f10")
        assert screen.cells() != before
        await screen.do("escape")
        assert screen.app.screen is main
        assert screen.cells() == before

    edit(tmp_path, work, EXAMPLES[1])

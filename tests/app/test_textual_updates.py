"""Left-cropped updates leave on the terminal exactly what a full repaint would."""

import asyncio
import io
import random
from collections.abc import Iterator
from typing import Any

import pyte
import pytest
from rich import cells
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual import _compositor
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.app import textual_private as private
from tui.app.cropping import cropped

STYLES = [Style(color="red"), Style(bgcolor="blue"), Style(bold=True), None]
PIECES = [*"中文，。（）“”…ab1 .│✓", "公开", "①"]


@pytest.fixture(autouse=True)
def _stock_update(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        for update in (ChopsUpdate, LayoutUpdate):
            patch.setattr(update, "render_segments", update.render_segments)
        yield


def random_strip(chance: random.Random, width: int) -> Strip:
    segments, used = [], 0
    while used < width:
        text = "".join(chance.choices(PIECES, k=chance.randint(1, 6)))
        text = cells.set_cell_size(text, min(cells.cell_len(text), width - used))
        segments.append(Segment(text, chance.choice(STYLES)))
        used += cells.cell_len(text)
    return Strip(segments, width)


class Picture:
    """A terminal that is sent what a compositor update renders to."""

    def __init__(self, columns: int, lines: int) -> None:
        self.screen = pyte.Screen(columns, lines)
        self.stream = pyte.Stream(self.screen)
        self.console = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor")

    def send(self, update: _compositor.CompositorUpdate) -> int:
        text = update.render_segments(self.console)
        self.stream.feed(text)
        return len(text)

    def cells(self) -> list[list[Any]]:
        screen = self.screen
        return [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]


def test_a_cropped_update_leaves_what_a_full_repaint_leaves() -> None:
    """Random rows of mixed widths, two widgets side by side, random regions."""
    private.send_only_what_changed()
    chance = random.Random(2020)
    for _ in range(300):
        columns, lines, edge = 40, 4, chance.randint(1, 39)
        old = [(random_strip(chance, edge), random_strip(chance, 40 - edge)) for _ in range(lines)]
        new = list(old)
        spans = []
        for y in range(lines):
            left, right = new[y]
            new[y] = (another(chance, left), another(chance, right))
            spans += [
                (y, start + x, end + x)
                for x, before, after in ((0, left, new[y][0]), (edge, right, new[y][1]))
                if (span := differing(before, after)) is not None
                for start, end in [span]
            ]
        # Regions that say more than what changed must do no harm.
        y, x = chance.randrange(lines), chance.randrange(columns)
        spans.append((y, x, min(columns, x + chance.randint(1, 9))))
        update = ChopsUpdate(
            [{0: left, edge: right} for left, right in new],
            sorted(spans),
            [[edge, columns] for _ in new],
        )
        partial, full = Picture(columns, lines), Picture(columns, lines)
        region = Region(0, 0, columns, lines)
        partial.send(LayoutUpdate([list(row) for row in old], region))
        partial.send(update)
        full.send(LayoutUpdate([list(row) for row in new], region))
        assert partial.cells() == full.cells()


def another(chance: random.Random, strip: Strip) -> Strip:
    """The strip with some columns in the middle written anew."""
    width = strip.cell_length
    start = chance.randint(0, width)
    end = chance.randint(start, width)
    middle = random_strip(chance, end - start) if end > start else Strip([])
    return Strip.join([strip.crop(0, start), middle, strip.crop(end, width)])


def differing(before: Strip, after: Strip) -> tuple[int, int] | None:
    """The columns that differ, cell by cell: it may well begin inside a wide character."""
    pairs = [in_cells(before), in_cells(after)]
    changed = [x for x, (a, b) in enumerate(zip(*pairs, strict=True)) if a != b]
    return (changed[0], changed[-1] + 1) if changed else None


def in_cells(strip: Strip) -> list[tuple[str, int, Style | None]]:
    return [
        (char, part, style)
        for text, style, _ in strip
        for char in text
        for part in range(cells.get_character_cell_size(char))
    ]


@pytest.mark.parametrize(
    ("start", "end", "first", "text"),
    [
        (1, 3, 0, "中文"),
        (0, 4, 0, "中文"),
        (2, 3, 2, "文"),
        (3, 5, 2, "文a"),
        (4, 5, 4, "a"),
        (5, 6, 5, "b"),
        (5, 7, 5, "b公"),
        (0, 8, 0, "中文ab公"),
        (-3, 99, 0, "中文ab公"),
    ],
)
def test_a_crop_never_cuts_a_character(start: int, end: int, first: int, text: str) -> None:
    strip = Strip([Segment("中"), Segment("文a"), Segment("b公")], 8)
    at, part = cropped(strip, start, end)
    assert (at, part.text) == (first, text)
    assert part.cell_length == cells.cell_len(text)


def test_a_mark_without_cells_stays_with_its_character() -> None:
    strip = Strip([Segment("ae\u0301b")], 3)
    assert cropped(strip, 1, 2)[1].text == "e\u0301"
    assert cropped(strip, 2, 3)[1].text == "b"


class Row(Widget):
    """One line of figures of which a digit changes."""

    digit = "1"

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        return Strip([Segment("一" * 30 + self.digit)], 61)


class RowApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Row()


def test_an_app_sends_the_same_bytes_in_any_column() -> None:
    private.send_only_what_changed()

    async def run() -> str:
        async with RowApp().run_test(size=(80, 4)) as pilot:
            row = pilot.app.query_one(Row)
            await pilot.pause()
            row.digit = "2"
            compositor = pilot.app.screen._compositor
            row.refresh(Region(60, 0, 1, 1))
            compositor.update_widgets({row})
            update = compositor.render_partial_update()
            assert isinstance(update, ChopsUpdate)
            console = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor")
            return update.render_segments(console)

    sent = asyncio.run(run())
    assert "2" in sent
    assert "一" not in sent
    assert len(sent) < 60

"""What the tests of the editor share: an app on a report, keys for it, what it shows."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from tests.support.program import EXAMPLES
from tests.support.reports import as_toml, catalogue, zero_report
from tui.app.editor import Editor
from tui.app.key_order import KeysInOrder
from tui.app.screens.main import MainScreen
from tui.app.session import Session
from tui.app.widgets.pane import Pane

BROKEN = (EXAMPLES / "broken/2023.toml").read_text("utf-8")
"""A report of the 2021 format with one slip: three errors."""

Steps = Callable[[Pilot[int], MainScreen], Awaitable[None]]


def drive(folder: Path, steps: Steps, text: str = "", size: tuple[int, int] = (120, 40)) -> Session:
    """Run some steps on the editor of a file (all zeros if no text is given); its session."""
    path = folder / "2023.toml"
    path.write_text(text or as_toml(zero_report()), "utf-8")
    session = Session(path, catalogue())
    asyncio.run(steered(session, steps, size))
    return session


async def steered(session: Session, steps: Steps, size: tuple[int, int]) -> None:
    """The same on a session that is there already."""
    app = Editor(session)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, MainScreen)
        await steps(pilot, app.screen)


async def keys(pilot: Pilot[int], *names: str) -> None:
    """Press keys one after another; one pause for all of them."""
    for name in names:
        character = name if len(name) == 1 else None
        pilot.app.post_message(events.Key(name, character))
    await settled(pilot)


async def settled(pilot: Pilot[int]) -> None:
    """Wait until everything that was typed has been answered."""
    await pilot.pause()
    app = pilot.app
    await until(pilot, lambda: not (isinstance(app, KeysInOrder) and app.still_waiting()))
    await until(pilot, lambda: _has_focus(app.screen))


def _has_focus(screen: Any) -> bool:
    """Whether a text that is shown has the focus: it comes after the keys for it."""
    prose = getattr(screen, "prose", None)
    return not (prose and screen.stop.path) or bool(prose.editor.has_focus)


async def until(pilot: Pilot[int], condition: Callable[[], bool]) -> None:
    """Wait for what must become true; a busy machine may take its time."""
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, shown(pilot.app.screen)
        await pilot.pause()


async def commit(pilot: Pilot[int], *texts: str) -> None:
    """What an input method sends: each text as one key."""
    for text in texts:
        pilot.app.post_message(events.Key("unknown", text))
    await settled(pilot)


async def paste(pilot: Pilot[int], text: str) -> None:
    """The terminal's own paste."""
    pilot.app.post_message(events.Paste(text))
    await settled(pilot)


def shown(screen: Screen[object]) -> str:
    """The screen as text, as wide and high as it is."""
    columns, rows = screen.size
    grid = [[" "] * columns for _ in range(rows)]
    for pane in screen.query(Pane):
        x, y, wide, _ = pane.region
        if not pane.display or not all(a.display for a in pane.ancestors_with_self):
            continue
        for line, drawn in enumerate(pane.drawn()[: max(0, rows - y)]):
            at = x
            for char, _ in drawn:
                cells = _cells(char)
                if cells and at < columns:
                    grid[y + line][at] = char
                    if cells == 2 and at + 1 < columns:
                        grid[y + line][at + 1] = ""
                at += cells
            assert at == x + wide, f"line {line} of {pane.id} has {at - x} columns, not {wide}"
    return "\n".join("".join(line).rstrip() for line in grid)


def _cells(char: str) -> int:
    from tui.display import width

    return width(char)

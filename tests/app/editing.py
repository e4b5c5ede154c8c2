"""What the tests of the editor's file share: an editor that is driven, and what it shows."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from tests.app.test_main import shown
from tests.support.reports import as_toml, catalogue, zero_report
from tui.app.editor import Editor
from tui.app.opening import open_session
from tui.app.screens.dialog import Box
from tui.app.screens.main import MainScreen
from tui.app.session import Session
from tui.report.journal import Journal

CELL = "applications.received.natural"
OTHER = "disclosure.licensing.decisions"
ZEROS = as_toml(zero_report())
Steps = Callable[[Pilot[int], MainScreen], Awaitable[None]]


def drive(report: Path, steps: Steps, size: tuple[int, int] = (120, 40)) -> Session:
    """Open a report as the command does, do some steps, and leave."""
    session = open_session(report, catalogue())

    async def run() -> None:
        app = Editor(session)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            screen = app.screen_stack[0]
            assert isinstance(screen, MainScreen)
            await steps(pilot, screen)

    asyncio.run(run())
    session.close()
    return session


async def until(pilot: Pilot[int], condition: Callable[[], bool]) -> None:
    """Wait for what must become true; a busy machine may take its time."""
    limit = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < limit, on_top(pilot) or shown(pilot.app.screen_stack[0])  # type: ignore[arg-type]
        await pilot.pause()


def on_top(pilot: Pilot[int]) -> str:
    """The text of the dialog that is open, if one is."""
    return next((box.text() for box in pilot.app.screen.query(Box)), "")


def set_cell(session: Session, path: str, value: int) -> None:
    session.set_cells({session.report.format.index[path]: value}, "填写")


def value(report: Path, path: str) -> object:
    return Session(report, catalogue()).report.value(path)


def killed(report: Path, *edits: tuple[str, int]) -> None:
    """An editor that was killed after some edits."""
    session = Session(report, catalogue())
    session.journal = Journal(report)
    for path, figure in edits:
        set_cell(session, path, figure)
    session.journal._close()

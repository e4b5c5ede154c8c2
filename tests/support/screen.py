"""The editor on a terminal inside the test process: every byte that it sends, and what shows."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pyte
from textual import events
from textual.app import App
from textual.drivers.headless_driver import HeadlessDriver
from textual.pilot import Pilot

from tui.app.frame import frame_of
from tui.app.ink import Ink


class RecordingDriver(HeadlessDriver):
    """A driver that keeps what it is told to write."""

    written: str
    is_headless = False  # type: ignore[assignment]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.written = ""

    def write(self, data: str) -> None:
        """Keep it."""
        self.written += data


class Screen:
    """One application, the keys that it is sent, and an independent terminal that shows it."""

    def __init__(self, app: App[Any], pilot: Pilot[Any], size: tuple[int, int]) -> None:
        self.app, self.pilot = app, pilot
        self.terminal = pyte.Screen(*size)
        self.stream = pyte.Stream(self.terminal)
        self._seen = 0

    @property
    def sent(self) -> str:
        """All that was written so far."""
        driver: Any = self.app._driver
        return str(driver.written)

    async def do(self, *keys: str | events.Event) -> str:
        """Press keys, all before the next frame; return what is sent for them."""
        for key in keys:
            if isinstance(key, str):
                key = events.Key(key, key if len(key) == 1 else None)
            self.app.post_message(key)
        await self.pilot.pause()
        new = self.sent[self._seen :]
        self._seen += len(new)
        self.stream.feed(new)
        return new

    async def each(self, *keys: str) -> list[int]:
        """Press keys one by one; the bytes that each of them costs."""
        return [len((await self.do(key)).encode()) for key in keys]

    async def resize(self, columns: int, rows: int) -> str:
        """Make the terminal another size."""
        self.terminal.resize(rows, columns)
        await self.pilot.resize_terminal(columns, rows)
        return await self.do()

    def cells(self) -> list[list[Any]]:
        """Every cell as it looks."""
        return look(self.terminal)

    def repainted(self) -> list[list[Any]]:
        """The cells of a terminal that is sent the whole screen at once."""
        frame = frame_of(self.app)
        pen = frame.ink.pen
        frame.forget()
        terminal = pyte.Screen(self.terminal.columns, self.terminal.lines)
        pyte.Stream(terminal).feed(frame.update(self.app.screen))
        frame.ink.pen = pen  # The terminal of the test was sent nothing of it.
        return look(terminal)

    def lines(self) -> list[Any]:
        """The lines as the panes drew them."""
        return list(frame_of(self.app)._lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the terminal's own cursor."""
        return self.terminal.cursor.x, self.terminal.cursor.y


def look(terminal: pyte.Screen) -> list[list[Any]]:
    """Every cell of a terminal as it looks: the colour of a blank is not seen."""
    rows = [[terminal.buffer[y][x] for x in range(terminal.columns)] for y in range(terminal.lines)]
    return [
        [
            cell._replace(fg="", bold=False)
            if cell.data == " " and not cell.underscore and not cell.reverse
            else cell
            for cell in row
        ]
        for row in rows
    ]


def on_screen(
    app: App[Any],
    work: Callable[[Screen], Awaitable[None]],
    size: tuple[int, int] = (120, 40),
    environ: Mapping[str, str] | None = None,
) -> None:
    """Run an application on a terminal with an environment; true colour without one."""
    environ = {"TERM": "xterm-256color", "COLORTERM": "truecolor"} if environ is None else environ
    app.driver_class = RecordingDriver
    frame_of(app).ink = Ink(environ)

    async def run() -> None:
        async with app.run_test(headless=False, size=size) as pilot:
            await pilot.pause()
            screen = Screen(app, pilot, size)
            await screen.do()
            await work(screen)

    asyncio.run(run())

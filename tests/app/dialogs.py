"""What the tests of the dialogs share: an app that shows one, and what stands on the screen."""

import asyncio
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from textual import events
from textual.app import App

from tests.support.program import EXAMPLES
from tests.support.reports import catalogue
from tui.app.screens.dialog import Box, Dialog
from tui.app.session import Session
from tui.display import width

SIZES = [(80, 24), (120, 40)]
NOTHING = object()
"""The result of a dialog that is still open."""

KEY_NAMES = {"Esc", "Tab", "Ctrl", "Shift", "PageUp", "PageDown", "Home", "End", "Delete"}
KEY_NAMES |= {"Backspace", "Markdown", "Word", "Excel", "CSV", "JSON", "Lines"}


class Shown(NamedTuple):
    """A dialog after some keys."""

    result: Any
    text: str
    caret: tuple[int, int]
    dialog: Any

    @property
    def lines(self) -> list[str]:
        """The lines of the screen."""
        return self.text.split("\n")

    def line(self, part: str) -> str:
        """The first line with something in it."""
        return next(line for line in self.lines if part in line)


class Stage(App[None]):
    """Nothing but a dialog."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, dialog: Dialog[Any]) -> None:
        super().__init__()
        self.dialog = dialog
        self.result: Any = NOTHING

    def on_mount(self) -> None:
        """Open it."""
        self.push_screen(self.dialog, self.answered)

    async def action_quit(self) -> None:
        """As in the editor, Ctrl+Q does not quit over a dialog."""

    def answered(self, result: Any) -> None:
        """It was closed."""
        self.result = result


def shown(
    dialog: Callable[[], Dialog[Any]],
    *keys: str,
    size: tuple[int, int] = (80, 24),
    resize: tuple[int, int] | None = None,
    text: Iterable[str] = (),
    paste: str = "",
    burst: Iterable[str] = (),
) -> Shown:
    """Open a dialog, type texts as an input method commits them, press keys.

    ``burst``: keys that come all at once.
    """

    async def play() -> Shown:
        app = Stage(dialog())
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            for committed in text:
                app.post_message(events.Key("unknown", committed))
            if paste:
                app.post_message(events.Paste(paste))
            await pilot.pause()
            for key in burst:
                app.post_message(events.Key(key, key if len(key) == 1 else None))
            await pilot.pause()
            if keys:
                await pilot.press(*keys)
            if resize:
                await pilot.resize_terminal(*resize)
                await pilot.pause()
            box = app.dialog.query_one(Box) if app.result is NOTHING else None
            columns, rows = resize or size
            if box:
                lines = box.drawn()
                assert len(lines) == rows
                assert all(len(line) == columns for line in lines)
                for line in lines:
                    assert width("".join(char for char, _ in line)) == columns
            x, y = app.cursor_position
            return Shown(app.result, box.text() if box else "", (x, y), app.dialog)

    return asyncio.run(play())


def session_of(folder: Path, example: str = "broken/2023.toml") -> Session:
    """An example, copied so that it can be changed."""
    path = folder / Path(example).name
    path.write_bytes((EXAMPLES / example).read_bytes())
    return Session(path, catalogue())


def latin_words(text: str, allowed: Iterable[str] = ()) -> set[str]:
    """Words of Latin letters that are neither keys nor data."""
    for data in allowed:
        text = text.replace(data, "")
    return set(re.findall(r"[A-Za-z]{2,}", text)) - KEY_NAMES

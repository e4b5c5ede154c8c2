"""The Textual application: one screen over one session."""

import asyncio

from textual.screen import Screen

from tui.app import textual_private
from tui.app.dying import Dying
from tui.app.frame import frame_of, want
from tui.app.key_order import KeysInOrder
from tui.app.screens.main import MainScreen
from tui.app.session import Session
from tui.app.textual_private_driver import mortal_driver


class Editor(KeysInOrder[int]):
    """The editor of one report. Its result is the exit status."""

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "tui.tcss"
    AUTO_FOCUS = None

    def __init__(self, session: Session, *, dying: Dying | None = None, typed: bytes = b"") -> None:
        """``dying``: the ways out on a real terminal. ``typed``: what was typed before."""
        super().__init__(driver_class=mortal_driver(dying) if dying else None)
        self.session = session
        self.dying = dying
        if dying:
            textual_private.take_faults(self, dying.crash)
        self.animation_level = "none"
        textual_private.without_toasts(self)
        self.type_ahead(textual_private.keys_of(typed.decode("utf-8", "replace")))
        self.frame = frame_of(self)
        self.frame.hold()

    def get_default_screen(self) -> Screen[None]:
        """The main screen itself: no empty screen under it."""
        return MainScreen(self.session)

    def on_load(self) -> None:
        """From here on the loop runs that a signal may ask to leave."""
        if self.dying:
            self.dying.watch(asyncio.get_running_loop())

    def on_mount(self) -> None:
        """A program that was stopped and goes on finds another screen."""
        self.app_resume_signal.subscribe(self, lambda _: self.draw_all())

    def on_resize(self) -> None:
        """The terminal may have moved or cut what it shows, whatever its size is now."""
        self.draw_all()

    def draw_all(self) -> None:
        """Send the whole screen anew."""
        self.frame.forget()
        want(self.screen)

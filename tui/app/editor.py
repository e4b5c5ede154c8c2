"""The Textual application: one screen over one session."""

import asyncio

from textual.app import App
from textual.screen import Screen

from tui.app import textual_private
from tui.app.dying import Dying
from tui.app.screens.main import MainScreen
from tui.app.session import Session
from tui.app.textual_private_driver import mortal_driver


# Textual's own bindings go: Ctrl+Q would leave at once, and before what was typed arrived.
class Editor(App[int], inherit_bindings=False):
    """The editor of one report. Its result is the exit status."""

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "tui.tcss"
    AUTO_FOCUS = None

    def __init__(self, session: Session, *, rule: str = "│", dying: Dying | None = None) -> None:
        """``dying``: the ways out on a real terminal."""
        super().__init__(driver_class=mortal_driver(dying) if dying else None)
        self.session = session
        self.rule = rule
        self.dying = dying
        if dying:
            textual_private.take_faults(self, dying.crash)
        self.animation_level = "none"
        textual_private.without_toasts(self)
        textual_private.hold_updates(self)

    def get_default_screen(self) -> Screen[None]:
        """The main screen itself: no empty screen under it."""
        return MainScreen(self.session, rule=self.rule)

    def on_load(self) -> None:
        """From here on the loop runs that a signal may ask to leave."""
        if self.dying:
            self.dying.watch(asyncio.get_running_loop())

    def action_help_quit(self) -> None:
        """Ctrl+C copies; Textual's own English notice must not show."""

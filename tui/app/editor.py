"""The Textual application: one screen over one session."""

from textual.app import App
from textual.screen import Screen

from tui.app import textual_private
from tui.app.screens.main import MainScreen
from tui.app.session import Session


# Textual's own bindings go: Ctrl+Q would leave at once, and before what was typed arrived.
class Editor(App[int], inherit_bindings=False):
    """The editor of one report. Its result is the exit status."""

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "tui.tcss"
    AUTO_FOCUS = None

    def __init__(self, session: Session, *, rule: str = "│") -> None:
        super().__init__()
        self.session = session
        self.rule = rule
        self.animation_level = "none"
        textual_private.without_toasts(self)
        textual_private.hold_updates(self)

    def get_default_screen(self) -> Screen[None]:
        """The main screen itself: no empty screen under it."""
        return MainScreen(self.session, rule=self.rule)

    def action_help_quit(self) -> None:
        """Ctrl+C copies; Textual's own English notice must not show."""

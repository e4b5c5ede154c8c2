"""The mouse, for those who ask for it (``--mouse``): whatever it does, a key does too.

So the wheel is arrow keys, and a click on a key of a footer is that key.
"""

from typing import Any

from textual import events
from textual.screen import Screen

from tui.app.key_order import KeysInOrder


def press(screen: Screen[Any], *keys: str) -> None:
    """Have keys answered as if they had been typed."""
    app = screen.app
    if isinstance(app, KeysInOrder):
        app.type_ahead([events.Key(key, None) for key in keys])
        app.take_waiting()


class Wheel(Screen[Any]):
    """A screen on which the wheel is the arrow keys up and down."""

    TURN = 1
    """Arrow keys for one turn of the wheel."""

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Up, or with Shift to the left."""
        event.stop()
        press(self, *["left" if event.shift else "up"] * self.TURN)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Down, or with Shift to the right."""
        event.stop()
        press(self, *["right" if event.shift else "down"] * self.TURN)

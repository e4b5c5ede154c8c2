"""Keys and pastes answered in the order they were typed, whatever had the focus then.

Textual forwards a key to the widget that has the focus, and an unhandled key climbs from
there, through one message queue after the other, until an action answers. What was typed
behind it overtakes it: after F8, 5 the digit would go into the old cell, after F7, Enter
the Enter. Over a slow line keys arrive in bursts, so this is no matter of fast fingers.
Here the application hands each key to the screen on top and has its answer before the
next one; what cannot be answered yet, because a screen is opening or closing, waits.
"""

from collections.abc import Iterable
from typing import Any, Protocol, TypeVar, runtime_checkable

from textual import events
from textual.app import App, ScreenStackError

from tui.app.key_names import named

Result = TypeVar("Result")
Typed = events.Key | events.Paste


@runtime_checkable
class TakesKeys(Protocol):
    """A screen that answers what is typed at once."""

    def ready(self) -> bool:
        """Whether it can: not before it is there, nor when it is about to go."""
        ...

    def take_typed(self, event: Typed) -> None:
        """Answer a key or a paste."""
        ...


class KeysInOrder(App[Result], inherit_bindings=False):
    """An application all of whose screens are :class:`TakesKeys`."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._waiting: list[Typed] = []
        self._answers_due = 0

    async def on_event(self, event: events.Event) -> None:
        """Take keys and pastes out of Textual's hands."""
        if isinstance(event, Typed) and not event.is_forwarded:
            self.type_ahead([event])
            self.take_waiting()
        else:
            await super().on_event(event)

    def type_ahead(self, typed: Iterable[Typed]) -> None:
        """Let keys and pastes wait until a screen takes them, each under its one name."""
        self._waiting += [named(e) if isinstance(e, events.Key) else e for e in typed]

    def still_waiting(self) -> bool:
        """Whether something that was typed has not been answered yet."""
        return bool(self._waiting)

    def take_waiting(self) -> None:
        """Answer what waits, as far as the screens are ready for it."""
        while self._waiting and (screen := self._taker()):
            screen.take_typed(self._waiting.pop(0))

    def _taker(self) -> TakesKeys | None:
        try:
            screen = self.screen
        except ScreenStackError:
            return None
        if not isinstance(screen, TakesKeys) or not screen.ready():
            return None
        # The dialog is gone, but what it was asked for has not been done yet.
        if self._answers_due >= len(self.screen_stack):
            return None
        return screen

    def push_screen(self, screen: Any, callback: Any = None, *args: Any, **options: Any) -> Any:
        """As Textual's, with keys held back until the answer has been dealt with."""
        self._answers_due += 1

        def answered(result: Any) -> None:
            try:
                if callback:
                    callback(result)
            finally:
                self._answers_due -= 1
                self.take_waiting()

        return super().push_screen(screen, answered, *args, **options)


def take_waiting(app: App[Any]) -> None:
    """Tell the application that a screen has become ready."""
    if isinstance(app, KeysInOrder):
        app.take_waiting()

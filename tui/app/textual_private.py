"""Every name of Textual and Rich that is not promised, in this one module (and those of

the driver beside it, in ``textual_private_driver``).

Each function says why it is there and what would tell that it broke. Textual is pinned
exactly; a function whose names are gone or changed their shape raises
:class:`PatchError`, and tests/app/test_textual_private.py calls each of them.
"""

import codecs
import inspect
import sys
from collections.abc import Callable
from typing import Any

from textual import _xterm_parser, constants, events
from textual.app import App
from textual.keys import Keys
from textual.screen import Screen
from textual.worker import WorkerFailed

if sys.platform != "win32":
    from textual.drivers import linux_driver


class PatchError(Exception):
    """A private name is gone or is not what it was; the message names it."""


def _require(holds: bool, name: str) -> None:
    if not holds:
        raise PatchError(f"{name} is not what this program patches")


def check_sources() -> None:
    """Look into the source of Textual for the calls that are redirected here.

    Reading source takes time: the tests do it, not every start.
    """
    used: dict[str, tuple[Any, ...]] = {
        "self._compositor_refresh()": (Screen._on_timer_update, Screen._refresh_layout),
        'getincrementaldecoder("utf-8")().decode': (linux_driver.LinuxDriver.run_input_thread,),
    }
    for call, functions in used.items():
        for function in functions:
            _require(call in inspect.getsource(function), function.__qualname__)


def _parameters(function: Any) -> list[str]:
    return list(inspect.signature(function).parameters) if callable(function) else []


# -- what is sent --------------------------------------------------------------------------


def draw_with(screen: Screen[Any], draw: Callable[[], None]) -> None:
    """Let our own function draw a screen instead of Textual's compositor.

    Why: Textual sends an updated region from the left edge of its widget (520 bytes for a
    digit in the tenth column, of which 55 are the digit's), a focused widget whole, and
    the whole screen when a dialog opens or closes. Broken: the bytes of a key grow with
    the column (tests/app/test_frame.py), or everything is sent twice.
    """
    stock = getattr(screen, "_compositor_refresh", None)
    _require(
        callable(stock) and not _parameters(stock), "textual.screen.Screen._compositor_refresh"
    )
    private: Any = screen
    private._compositor_refresh = draw


def want_frame(screen: Screen[Any]) -> None:
    """Have a screen drawn at the next tick of its frame timer, which else stands still.

    Why: the public way, a message from each widget, takes as long as the drawing.
    Broken: the screen does not follow the keys.
    """
    for name in ("_dirty_widgets", "_update_timer"):
        _require(hasattr(screen, name), f"textual.screen.Screen.{name}")
    screen._dirty_widgets.add(screen)
    screen._update_timer.resume()


SYNCHRONIZED = 2000
"""Bytes from which on a terminal is asked to show an update at once."""


def send(app: App[Any], sequence: str) -> None:
    """Write to the terminal. Nothing happens in a test without one.

    Why: Textual has no public way to write. Broken: the screen stays empty.
    """
    for name in ("_driver", "_sync_available"):
        _require(hasattr(app, name), f"textual.app.App.{name}")
    if app._driver is None or app.is_headless or not app._running:
        return
    if app._sync_available and len(sequence) > SYNCHRONIZED:
        sequence = f"\x1b[?2026h{sequence}\x1b[?2026l"
    app._driver.write(sequence)
    app._driver.flush()


def is_stalled(app: App[Any]) -> bool:
    """Whether what was written before is still waiting, because nobody takes it.

    Why: a queue of thirty writes that is full stops the event loop, and with it every
    signal handler. Broken: frames pile up on a slow line.
    """
    thread = getattr(app._driver, "_writer_thread", None)
    if thread is None:
        return False
    _require(hasattr(thread, "_queue"), "textual.drivers._writer_thread.WriterThread._queue")
    waiting: int = thread._queue.qsize()
    return waiting > MOST_WAITING


MOST_WAITING = 4


# -- what is received ----------------------------------------------------------------------


def take_any_bytes() -> None:
    """Let bytes that are no UTF-8 (a terminal set to GBK) not end the program.

    Why: Textual's input thread decodes strictly; it dies and the application with it
    (Textual issue 6456). Broken: a GBK byte ends the program with a traceback.
    """
    stock = getattr(linux_driver, "getincrementaldecoder", None)
    _require(callable(stock), "textual.drivers.linux_driver.getincrementaldecoder")

    class Decoder(codecs.getincrementaldecoder("utf-8")):  # type: ignore[misc]
        def decode(self, data: bytes, final: bool = False) -> str:
            if not data:
                raise EOFError  # The terminal is closed; see textual_private_driver.
            return str(super().decode(data, final))

    driver: Any = linux_driver
    driver.getincrementaldecoder = lambda _: lambda: Decoder("replace")


def keys_of(typed: str) -> list[events.Key | events.Paste]:
    """The keys that were typed before the driver could read them.

    Why: Textual has no public parser. Broken: what is typed while the editor starts is lost.
    """
    kind = getattr(_xterm_parser, "XTermParser", None)
    _require(callable(kind), "textual._xterm_parser.XTermParser")
    parser = _xterm_parser.XTermParser()
    found = parser.feed(typed) if typed else []
    return [key for key in found if isinstance(key, events.Key | events.Paste)]


LONGEST_SEQUENCE = 4096


def take_long_commits() -> None:
    """Let an input method commit any number of characters at once.

    Why: Textual gives up a key sequence after 32 characters, which is four Chinese
    characters in the Kitty protocol; the fifth arrives as garbage typed into the field.
    The protocol is switched off in :mod:`tui.app.environment`, but a terminal may have it
    on for good. Broken: a long commit shows as ``^[0;;20844:…``.
    """
    stock = getattr(_xterm_parser, "_MAX_SEQUENCE_SEARCH_THRESHOLD", None)
    _require(isinstance(stock, int), "textual._xterm_parser._MAX_SEQUENCE_SEARCH_THRESHOLD")
    _xterm_parser._MAX_SEQUENCE_SEARCH_THRESHOLD = LONGEST_SEQUENCE


MORE_KEYS = {
    "\x1bOb": Keys.ControlDown,  # rxvt; Textual takes it for Ctrl+Up
    "\x1b[7^": Keys.ControlHome,  # rxvt; these two are the wrong way round in Textual
    "\x1b[8^": Keys.ControlEnd,
    "\x1b[1;5~": Keys.ControlHome,  # PuTTY and others that send Home as CSI 1 ~
    "\x1b[4;5~": Keys.ControlEnd,
}


def know_more_keys() -> None:
    """Teach Textual sequences that it does not know, or takes for other keys.

    Why: its table has no public way in. Broken: the tests of tests/app/test_keys.py.
    """
    table: Any = getattr(_xterm_parser, "ANSI_SEQUENCES_KEYS", None)
    _require(isinstance(table, dict), "textual._xterm_parser.ANSI_SEQUENCES_KEYS")
    for sequence, key in MORE_KEYS.items():
        table[sequence] = (key,)


def kitty_protocol_is_off() -> bool:
    """Whether the environment was prepared before Textual was imported."""
    return constants.DISABLE_KITTY_KEY


# -- starting and ending --------------------------------------------------------------------


def without_toasts(app: App[Any]) -> None:
    """Leave out the widgets of notifications and tooltips.

    Why: nothing here uses them, and each widget costs time at the start. Broken: an empty
    rack of toasts is mounted on every screen.
    """
    for name in ("_disable_notifications", "_disable_tooltips"):
        _require(hasattr(app, name), f"textual.app.App.{name}")
        setattr(app, name, True)


def take_faults(app: App[Any], crash: Callable[[BaseException], None]) -> None:
    """Hand an error that nobody caught to ``crash``, which does not come back.

    Why: Textual shuts down through its threads, which may hang, and prints an English
    traceback with the report's text, as local variables. Broken: such a traceback appears.
    """
    _require(
        _parameters(getattr(app, "_handle_exception", None)) == ["error"],
        "textual.app.App._handle_exception",
    )

    def take(error: BaseException) -> None:
        crash(error.error if isinstance(error, WorkerFailed) else error)

    app._handle_exception = take  # type: ignore[method-assign]


def apply_all() -> None:
    """Every patch that every terminal needs."""
    take_any_bytes()
    take_long_commits()
    know_more_keys()

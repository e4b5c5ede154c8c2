"""Every name of Textual and Rich that is not promised, in this one module (and those of

the driver beside it, in ``textual_private_driver``).

Each function says why it is there and what would tell that it broke. Textual is pinned
exactly; a function whose names are gone or changed their shape raises
:class:`PatchError`, and tests/app/test_textual_private.py calls each of them.
"""

import codecs
import inspect
import sys
import unicodedata
from collections.abc import Callable
from itertools import chain
from typing import Any

from rich import cells, segment
from rich.color import ColorSystem
from rich.control import Control
from rich.segment import Segment
from textual import _compositor, _xterm_parser, constants
from textual.app import App
from textual.geometry import Offset
from textual.strip import Strip
from textual.worker import WorkerFailed

from tui.app.cropping import cropped

if sys.platform != "win32":
    from textual.drivers import linux_driver


class PatchError(Exception):
    """A private name is gone or is not what it was; the message names it."""


def _require(holds: bool, name: str) -> None:
    if not holds:
        raise PatchError(f"{name} is not what this program patches")


def _parameters(function: Any) -> list[str]:
    return list(inspect.signature(function).parameters) if callable(function) else []


# -- what is sent --------------------------------------------------------------------------


def send_only_what_changed() -> None:
    """Crop updates on the left as well as on the right.

    Why: stock Textual sends an updated region from the left edge of its widget, 520 bytes
    for a digit in the tenth column of which 55 are the digit's. Broken: the bytes of a key
    grow with the column (tests/bench), or half a wide character is left behind.
    """
    update = getattr(_compositor, "ChopsUpdate", None)
    _require(
        _parameters(getattr(update, "__init__", None)) == ["self", "chops", "spans", "chop_ends"],
        "textual._compositor.ChopsUpdate",
    )
    _require(
        _parameters(getattr(update, "render_segments", None)) == ["self", "console"],
        "textual._compositor.ChopsUpdate.render_segments",
    )
    _require(
        _parameters(getattr(_compositor.LayoutUpdate, "render_segments", None))
        == ["self", "console"],
        "textual._compositor.LayoutUpdate.render_segments",
    )
    _require(callable(getattr(Strip, "render_ansi", None)), "textual.strip.Strip.render_ansi")
    _compositor.ChopsUpdate.render_segments = _render_segments  # type: ignore[method-assign]
    _compositor.LayoutUpdate.render_segments = _render_full  # type: ignore[method-assign]


def _render_segments(self: Any, console: Any) -> str:
    """As ``ChopsUpdate.render_segments``, but for the columns of each span alone.

    A style is sent once for all the spans in a row that share it.
    """
    colours = console._color_system or ColorSystem.TRUECOLOR
    sequences, current = _first[:], ""
    _first.clear()
    for y, start, end in self.spans:
        for chop_end, (x, strip) in zip(self.chop_ends[y], self.chops[y].items(), strict=False):
            if strip is None or x >= end or chop_end <= start:
                continue
            left, part = cropped(strip, start - x, min(chop_end, end) - x)
            sequences.append(Control.move_to(x + left, y).segment.text)
            for text, style, _ in part:
                ansi = Strip.render_ansi(style, colours) if style else ""
                if ansi != current:
                    sequences.append(f"\x1b[{'0;' if current and ansi else ''}{ansi or 0}m")
                    current = ansi
                sequences.append(text)
    if current:
        sequences.append("\x1b[0m")
    return "".join(sequences)


_first: list[str] = []


def send_first(sequence: str) -> None:
    """Send a sequence in front of the next partial update, in one write with it.

    Why: a terminal can move the cells of a line itself (tui.app.shifts), and that must
    come before the cells that are then wrong. A full repaint makes it superfluous.
    Broken: half of a paragraph stands twice while one types into it.
    """
    _first.append(sequence)


def _render_full(self: Any, console: Any) -> str:
    _first.clear()
    return _stock_full(self, console)


_stock_full: Callable[[Any, Any], str] = _compositor.LayoutUpdate.render_segments


# -- what is received ----------------------------------------------------------------------


def take_any_bytes() -> None:
    """Let bytes that are no UTF-8 (a terminal set to GBK) not end the program.

    Why: Textual's input thread decodes strictly; it dies and the application with it
    (Textual issue 6456). Broken: a GBK byte ends the program with a traceback.
    """
    stock = getattr(linux_driver, "getincrementaldecoder", None)
    _require(callable(stock), "textual.drivers.linux_driver.getincrementaldecoder")
    _require(
        'getincrementaldecoder("utf-8")().decode'
        in inspect.getsource(linux_driver.LinuxDriver.run_input_thread),
        "textual.drivers.linux_driver.LinuxDriver.run_input_thread",
    )

    class Decoder(codecs.getincrementaldecoder("utf-8")):  # type: ignore[misc]
        def decode(self, data: bytes, final: bool = False) -> str:
            if not data:
                raise EOFError  # The terminal is closed; see textual_private_driver.
            return str(super().decode(data, final))

    driver: Any = linux_driver
    driver.getincrementaldecoder = lambda _: lambda: Decoder("replace")


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


def kitty_protocol_is_off() -> bool:
    """Whether the environment was prepared before Textual was imported."""
    return constants.DISABLE_KITTY_KEY


# -- the terminal's cursor -----------------------------------------------------------------


def place_cursor(app: App[Any], offset: Offset) -> None:
    """Put the terminal's own cursor somewhere, now and after every repaint.

    Why: an input method draws what is being composed at that cursor, and Textual moves it
    only together with a repaint: after a focus, resize or scroll that paints nothing new
    it stays where it was. Broken: the candidate window opens at the screen's corner.
    """
    if app.cursor_position == offset:
        return
    app.cursor_position = offset
    _write(app, Control.move_to(*app.screen.outer_size.clamp_offset(offset)).segment.text)


def show_cursor(app: App[Any], visible: bool) -> None:
    """Show or hide the terminal's own cursor; Textual hides it when it starts.

    Screen readers follow only a cursor that is shown. Broken: it does not appear.
    """
    _write(app, "\x1b[?25h" if visible else "\x1b[?25l")


def _write(app: App[Any], sequence: str) -> None:
    _require(hasattr(app, "_driver"), "textual.app.App._driver")
    if app._driver is not None and not app.is_headless:
        app._driver.write(sequence)
        app._driver.flush()


# -- widths --------------------------------------------------------------------------------


def use_wide_ambiguous() -> None:
    """Measure ambiguous characters (“ ” … ① ─) as two cells, as some terminals draw them.

    Why: Rich and Textual know one profile only, and each such character would shift the
    rest of its row. To be called before the first line is drawn: lines remember their
    width. Broken: ``rich.cells.cell_len("“")`` stays 1.
    """
    tables: Any = cells
    modules: list[Any] = [cells, segment]
    for module in modules:
        _require(
            callable(getattr(module, "_is_single_cell_widths", None)),
            f"{module.__name__}._is_single_cell_widths",
        )
    _require(
        _parameters(getattr(cells, "load_cell_table", None)) == ["unicode_version"],
        "rich.cells.load_cell_table",
    )
    caches: list[Any] = [cells.get_character_cell_size, cells.cached_cell_len, Segment._split_cells]
    for cache in caches:
        _require(hasattr(cache, "cache_clear"), f"rich: {cache} as a cached function")
    stock: Any = tables.load_cell_table("auto")
    _require(
        stock._fields == ("unicode_version", "widths", "narrow_to_wide"), "rich.cells.CellTable"
    )
    table = stock._replace(widths=_with_ambiguous(stock.widths))

    def load_cell_table(unicode_version: str = "auto") -> Any:  # noqa: ARG001
        return table

    tables.load_cell_table = load_cell_table
    for module in modules:
        # The shortcut for text of narrow characters counts some ambiguous ones among them.
        module._is_single_cell_widths = _is_printable_ascii
    for cache in caches:
        cache.cache_clear()


def _is_printable_ascii(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _with_ambiguous(widths: Any) -> list[tuple[int, int, int]]:
    """A width table, in which what is not listed is narrow, with the ambiguous as wide."""
    listed = {code for start, end, _ in widths for code in range(start, end + 1)}
    ambiguous = (
        code
        for code in chain(range(0xA1, 0x10000), range(0x1F100, 0x1F200))
        if unicodedata.east_asian_width(chr(code)) == "A" and code not in listed
    )
    return sorted([*widths, *((code, code, 2) for code in ambiguous)])


def hold_updates(app: App[Any]) -> None:
    """Send nothing until :func:`send_updates`.

    Why: while it starts, Textual lays out and sends the whole screen three times.
    Broken: the bytes of the start are three times those of the screen.
    """
    _require(isinstance(getattr(app, "_batch_count", None), int), "textual.app.App._batch_count")
    app._batch_count += 1


def send_updates(app: App[Any]) -> None:
    """Send what was held back."""
    _require(callable(getattr(app, "_end_batch", None)), "textual.app.App._end_batch")
    app._end_batch()


def without_toasts(app: App[Any]) -> None:
    """Leave out the widgets of notifications and tooltips.

    Why: nothing here uses them, and the first layout of the empty rack of toasts makes
    Textual send the whole screen once more. Broken: the bytes of the start grow by half.
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
    send_only_what_changed()
    take_any_bytes()
    take_long_commits()

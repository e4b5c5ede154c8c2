"""How the editor ends when nobody asked it to: a signal, a lost terminal, a fault of its own.

Every committed edit is on disk already (tui.report.journal), so nothing has to be rescued
here. What is left to do is small, and none of it may wait for something that is stuck: the
terminal may take nothing more, the event loop may hang in a write to it, a thread may spin.

1. A signal handler asks the event loop to leave as soon as the present callback is done,
   so that a save under way is finished. It is a plain handler: one of the loop's own never
   runs while the loop waits for the terminal.
2. ``PATIENCE`` seconds later SIGALRM leaves from wherever the main thread is.
3. At ``LAST_RESORT`` a thread written in C, which needs nothing of Python, ends the process.

Leaving means: put the terminal back, say one line, ``os._exit``. Textual's own way out
waits for its threads, and they wait for the terminal.
"""

import asyncio
import contextlib
import errno
import faulthandler
import os
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from types import FrameType
from typing import Any, Protocol

from tui.app.terminal_writes import Screen

try:
    import termios

    TerminalError = termios.error
except ImportError:  # Windows has no such terminals, see UNPROMISED.
    TerminalError = OSError  # type: ignore[assignment, misc]

PATIENCE = 1.5
"""Seconds for what is under way, such as a save, to come to its end."""

LAST_RESORT = 2.7
"""Seconds after which the process is gone, whatever it is doing."""

WRITING = 0.4
"""Seconds for the terminal to take the few bytes that put it back."""

FAULT = 2
"""Exit status after a fault of the program itself; after a signal it is 128 + its number."""

MORTAL = ("SIGHUP", "SIGTERM", "SIGINT", "SIGQUIT")
"""Signals that end the editor. Ctrl+C on the keyboard is a key and copies."""

UNPROMISED = (
    "提醒：在 Windows 上，关闭窗口或结束进程时编辑器不能先收尾，"
    "也不能防止两个人同时改一个文件；请常按 Ctrl+S 保存。"
)

_RESTORED = (
    "\x1b\\"  # ends a sequence that was cut off in the middle
    "\x1b[?2026l\x1b[0m\x1b[?2004l\x1b[?7h"
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l\x1b[?2048l\x1b[?1004l"
    "\x1b[<u\x1b[?1049l\x1b[?25h"
)

_SAID = {
    "SIGHUP": "与终端的连接断了，编辑器已经退出",
    "SIGTERM": "编辑器被要求结束，已经退出",
    "SIGINT": "编辑器被中断，已经退出",
    "SIGQUIT": "编辑器被要求结束，已经退出",
}


class Output(Protocol):
    """What draws on the terminal in a thread of its own."""

    def mute(self) -> None:
        """Take everything and write nothing more of it, so that nobody waits for it."""

    def silent(self, seconds: float) -> None:
        """Wait for what is being written, but so long at most."""


class Dying:
    """The ways out of one run of the editor on one terminal."""

    def __init__(
        self,
        unsaved: Callable[[], bool],
        close: Callable[[], object],
        before: list[Any] | None = None,
    ) -> None:
        """``unsaved``: whether there are edits that the file does not have yet.

        ``close`` gives back the lock on the file, where there is still time for it.
        ``before``: how the terminal was, where that has been changed already.
        """
        self.unsaved = unsaved
        self.close = close
        self.output: Output | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._number = 0
        self._fault: BaseException | None = None
        self._leaving = self._late = self._hurried = False
        self._input = self._descriptor(sys.__stdin__)
        self._screen = self._descriptor(sys.__stderr__)
        self._before = before
        self._handlers: dict[int, Any] = {}

    @staticmethod
    def _descriptor(stream: Any) -> int:
        return -1 if stream is None else stream.fileno()

    # -- watching ------------------------------------------------------------------------

    def __enter__(self) -> "Dying":
        if self._before is None:
            with contextlib.suppress(NameError, TerminalError):
                self._before = termios.tcgetattr(self._input)
        for name in MORTAL:
            self._handle(name, self._on_signal)
        self._handle("SIGALRM", self._on_alarm)
        # Stopped in the background it would be forgotten, with its lock on the file.
        self._handle("SIGTSTP", signal.SIG_IGN)
        threading.excepthook = lambda args: self.crash(args.exc_value)
        return self

    def _handle(self, name: str, handler: Any) -> None:
        number = getattr(signal, name, None)  # Windows lacks most
        if number is not None:
            self._handlers[number] = signal.signal(number, handler)

    def __exit__(self, kind: object, error: BaseException | None, _: object) -> None:
        if isinstance(error, Exception):
            self._fault = error
            self._leave()
        threading.excepthook = threading.__excepthook__
        for number, handler in self._handlers.items():
            signal.signal(number, handler)

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Leave at a safe point of this loop from now on, and on what its tasks leave behind."""
        self._loop = loop
        loop.set_exception_handler(self._on_loop_error)

    def _on_loop_error(self, _: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if error is not None:
            self.crash(error)

    def soon(self, callback: Callable[[], None]) -> None:
        """Call from the loop what a signal handler must not do itself."""
        if self._loop is not None and not self._number:
            with contextlib.suppress(RuntimeError):
                self._loop.call_soon_threadsafe(callback)

    # -- what happens --------------------------------------------------------------------

    def _on_signal(self, number: int, _: FrameType | None) -> None:
        if self._number:
            return
        self._number = number
        self._hurry()
        if self.output is not None:
            self.output.mute()
        try:
            if self._loop is not None:
                self._loop.call_soon_threadsafe(self._leave)
                return
        except RuntimeError:
            pass  # The loop has ended already.
        self._leave()

    def _hurry(self) -> None:
        self._hurried = True
        quiet = open(os.devnull, "w")  # noqa: SIM115 - the thread below has it until the end
        faulthandler.dump_traceback_later(LAST_RESORT, exit=True, file=quiet)
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, PATIENCE)

    def _on_alarm(self, *_: object) -> None:
        self._late = True
        self._leave()

    def lost(self) -> None:
        """The terminal is gone; may be called by any thread."""
        self._tell_main_thread("SIGHUP")

    def crash(self, error: BaseException | None) -> None:
        """The program itself failed; may be called by any thread."""
        if self._fault is None:
            self._fault = error or RuntimeError()
        if threading.current_thread() is threading.main_thread():
            self._leave()
        self._tell_main_thread("SIGTERM")

    @staticmethod
    def _tell_main_thread(name: str) -> None:
        # Only the main thread runs handlers, and a signal also ends a wait for a lock.
        os.kill(os.getpid(), getattr(signal, name, signal.SIGTERM))

    # -- leaving -------------------------------------------------------------------------

    def _leave(self) -> None:
        """Put the terminal back and end the process, now."""
        if self._fault is not None and not self._leaving and self._is_gone():
            # What fails because the terminal is gone is no fault, whoever notices it first.
            self._fault, self._number = None, signal.SIGHUP
        status = FAULT if self._fault is not None else 128 + self._number
        if self._leaving:  # An alarm while leaving: that hangs, too.
            os._exit(status)
        self._leaving = True
        try:
            if not self._hurried:
                self._hurry()
            if self.output is not None:
                self.output.mute()
                self.output.silent(WRITING)
            self._restore((_RESTORED + self._last_words()).encode())
            if not self._late:
                self.close()
        finally:
            os._exit(status)

    def _is_gone(self) -> bool:
        """Whether the terminal is there no more: then nothing about it can be asked."""
        try:
            termios.tcgetattr(self._screen)
        except NameError:
            pass  # Windows
        except (OSError, TerminalError) as error:
            return bool(error.args[0] == errno.EIO)
        return False

    def _last_words(self) -> str:
        if self._fault is not None:
            said = f"程序出了故障（{_place(self._fault)}），编辑器已经退出"
        else:
            said = _SAID[signal.Signals(self._number).name]
        kept = "。"
        if self.unsaved():
            kept = "；还没有保存的修改已经记下，再次打开这个文件时可以恢复。"
        words = f"{said}{kept}\n"
        if self._fault is not None and os.environ.get("DISCLOSURE_TUI_DEBUG"):
            # Without the message of the error, which may hold text of the report.
            words += "".join(traceback.format_tb(self._fault.__traceback__))
        return words

    def _restore(self, data: bytes) -> None:
        try:
            signal.signal(signal.SIGTTOU, signal.SIG_IGN)  # from the background, too
            if self._before is not None:
                termios.tcsetattr(self._input, termios.TCSANOW, self._before)
            screen = Screen(self._screen)
            if screen.write(data, lambda: False):
                # Nobody reads: what waits to be read is a screen that no longer counts.
                screen.discard()
                until = time.monotonic() + WRITING
                screen.write(data, lambda: time.monotonic() < until)
        except (NameError, AttributeError, OSError, TerminalError):
            pass  # The terminal is gone.


def _place(error: BaseException) -> str:
    """The kind of the error and the line of this program it happened in; not its message,

    which may hold text of the report.
    """
    frames = traceback.extract_tb(error.__traceback__)
    ours = [f for f in frames if f"{os.sep}tui{os.sep}" in f.filename] or frames
    if not ours:
        return type(error).__name__
    last = ours[-1]
    return f"{type(error).__name__}，{os.path.basename(last.filename)} 第 {last.lineno} 行"

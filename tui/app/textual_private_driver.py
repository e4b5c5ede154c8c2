"""Textual's driver for Unix terminals, with threads that neither hang nor spin nor talk.

The second part of :mod:`tui.app.textual_private`, under the same rules.

Why: after an error of the terminal Textual's writing thread is dead and the next writes
wait for it for ever; its reading thread spins on a terminal that is closed and shows what
it stumbles over, report and all; after a stop and a continuation from outside there are
two of it. Broken: tests/pty/test_dying.py hangs.
"""

import sys
import threading
from typing import IO

from textual.driver import Driver
from textual.drivers._writer_thread import WriterThread

from tui.app.dying import Dying
from tui.app.terminal_writes import Screen
from tui.app.textual_private import PatchError


def mortal_driver(dying: Dying) -> type[Driver] | None:
    """The driver of one run of the editor; None on Windows, for Textual's own."""
    if sys.platform == "win32":
        return None
    import termios

    from textual.drivers import linux_driver
    from textual.drivers.linux_driver import LinuxDriver

    for name in ("_run_input_thread", "_sigcont_application", "_sigtstp_application"):
        if not callable(getattr(LinuxDriver, name, None)):
            raise PatchError(f"LinuxDriver.{name} is not what this program patches")
    if getattr(linux_driver, "WriterThread", None) is None:
        raise PatchError("linux_driver.WriterThread is not what this program patches")

    class Writer(WriterThread):
        def __init__(self, file: IO[str]) -> None:
            super().__init__(file)
            self._screen = Screen(file.fileno())
            self._muted = False
            self._writing = threading.Lock()
            dying.output = self

        def run(self) -> None:
            text: str | None = ""
            while text is not None:
                text = self._queue.get()
                with self._writing:
                    if text and not self._muted:
                        try:
                            self._screen.write(
                                text.encode("utf-8", "backslashreplace"), lambda: not self._muted
                            )
                        except OSError:
                            self._muted = True
                            dying.lost()

        def mute(self) -> None:
            self._muted = True

        def silent(self, seconds: float) -> None:
            if self._writing.acquire(timeout=seconds):
                self._writing.release()

    class Mortal(LinuxDriver):
        def stop_application_mode(self) -> None:
            """A frame leaves the pen as it is: the shell gets the terminal's own."""
            self.write("\x1b[m")
            super().stop_application_mode()

        def _run_input_thread(self) -> None:
            try:
                self.run_input_thread()
            except (EOFError, OSError):
                dying.lost()
            except BaseException as error:
                dying.crash(error)

        def _sigtstp_application(self, *_: object) -> None:
            """Dying ignores the signal: the editor does not stop in the background."""

        def _sigcont_application(self, *_: object) -> None:
            dying.soon(self._draw_again)

        def _draw_again(self) -> None:
            """After a stop from outside: the shell has used the terminal meanwhile."""
            attributes = termios.tcgetattr(self.fileno)
            attributes[3] = self._patch_lflag(attributes[3])
            attributes[0] = self._patch_iflag(attributes[0])
            termios.tcsetattr(self.fileno, termios.TCSANOW, attributes)
            self.write("\x1b[?1049h\x1b[?25l\x1b[?1004h\x1b[?2004h\x1b[?7l")
            self._app.post_message(self.SignalResume())
            self._app.refresh(layout=True)

    linux_driver.WriterThread = Writer  # type: ignore[attr-defined]
    return Mortal

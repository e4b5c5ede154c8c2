"""A real terminal for the program: it can be read, typed on, left unread, and closed."""

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

import pyte

from tests.support.program import ROOT

READY = "保存".encode()
"""The last line of the editor's screen, which is drawn last, has it."""

DEADLINE = 60
"""Seconds after which a test gives up; a promise of the program has its own limit."""

# Sequences that pyte takes for text or for another one.
_FOREIGN = re.compile(
    rb"\x1b\[[<>=][0-9;]*[a-z]|\x1b\[\?[0-9;]*\$p|\x1b\[\?2026[hl]|\x1b\]22;\w*\x07"
)


class Terminal:
    """A process on a pseudo-terminal. Nothing is read but while something is waited for."""

    def __init__(
        self, *arguments: str | Path, size: tuple[int, int] = (80, 24), **environment: str
    ) -> None:
        self.master, slave = os.openpty()
        self.output = b""
        self.resize(*size)
        self.cooked = termios.tcgetattr(slave)
        outside = {
            k: v
            for k, v in os.environ.items()
            # pytest-xdist sets a size for its own terminal.
            if not k.startswith(("DISCLOSURE", "TEXTUAL")) and k not in ("COLUMNS", "LINES")
        }
        try:
            self.process = subprocess.Popen(
                [sys.executable, *map(str, arguments)],
                stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
                env={**outside, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT), **environment},
            )  # fmt: skip
        finally:
            os.close(slave)

    @classmethod
    def editor(cls, path: Path, *options: str, fault: str = "", **environment: str) -> "Terminal":
        """The editor on a report file, failing in a place if one is named."""
        built_in = ("--fault", fault) if fault else ()
        script = ("-m", "tests.support.on_terminal", *built_in)
        return cls(*script, "edit", path, *options, **environment)

    @classmethod
    def of(cls, *command: str) -> "Terminal":
        """Any program at all."""
        return cls("-c", "import os, sys; os.execvp(sys.argv[1], sys.argv[1:])", *command)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.close()

    # -- what it does --------------------------------------------------------------------

    def send(self, keys: str | bytes) -> None:
        """Type."""
        os.write(self.master, keys.encode() if isinstance(keys, str) else keys)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size; the program is told."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, number: int) -> None:
        """Send the process a signal."""
        self.process.send_signal(number)

    def close(self) -> None:
        """Hang up."""
        if self.master >= 0:
            os.close(self.master)
            self.master = -1

    def stall(self) -> None:
        """Read nothing and let the program draw, until the terminal takes no more."""
        waiting, still, number = -1, 0, 0
        while still < 30:
            number += 1
            self.resize(80 + number % 40, 24 + number % 20)
            time.sleep(0.005)
            before, waiting = waiting, self._waiting()
            still = still + 1 if waiting == before else 0

    def _waiting(self) -> int:
        """Bytes that were written and not read."""
        found = fcntl.ioctl(self.master, termios.FIONREAD, b"\0" * 4)
        return int.from_bytes(found, sys.byteorder)

    # -- what is seen --------------------------------------------------------------------

    def read(self, seconds: float = 0.0) -> bool:
        """Take what has been written, waiting so long for it. False when there is nothing."""
        if self.master < 0 or not select.select([self.master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:  # Nobody has the other end any more.
            return False
        self.output += data
        return bool(data)

    def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Read until something holds."""
        end = time.monotonic() + DEADLINE
        while not condition():
            assert time.monotonic() < end, f"waited in vain for {what}: {self.output[-2000:]!r}"
            if not self.read(0.02) and self.process.poll() is not None and not self.read():
                assert condition(), f"ended before {what}: {self.output[-2000:]!r}"

    def ready(self) -> "Terminal":
        """Wait for the first screen."""
        self.until(lambda: READY in self.output, "the first screen")
        return self

    def shows(self, *words: str) -> None:
        """Wait for words on the screen."""
        self.until(lambda: all(word in self.text() for word in words), " ".join(words))

    def ended(self, *, unread: bool = False, limit: float = DEADLINE) -> float:
        """Wait for the end, and return the seconds that it took. ``unread``: nobody reads."""
        start = time.monotonic()
        while self.process.poll() is None:
            assert time.monotonic() < start + limit, f"still there: {self.output[-2000:]!r}"
            if unread or not self.read(0.005):
                time.sleep(0.005)
        took = time.monotonic() - start
        while self.read():
            pass
        return took

    def screen(self) -> pyte.Screen:
        """What stands on the screen, by an independent terminal."""
        columns, rows = os.get_terminal_size(self.master)
        screen = pyte.Screen(columns, rows)
        pyte.ByteStream(screen).feed(_FOREIGN.sub(b"", self.output))
        return screen

    def text(self) -> str:
        """The characters on the screen."""
        return characters(self.screen())

    def modes(self) -> list[Any]:
        """How the terminal treats what is typed."""
        return termios.tcgetattr(self.master)

    def put_back(self) -> list[str]:
        """What of the terminal is not as it was before the program; empty when all is well."""
        left = self.output.rpartition(b"\x1b[?1049h")[2]
        wrong = [
            name
            for name in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?2004l", b"\x1b[?1004l", b"\x1b[?7h")
            if b"\x1b[?1049h" in self.output and name not in left
        ]
        found = [repr(name) for name in wrong]
        if self.master >= 0 and self.modes()[:4] != self.cooked[:4]:
            found.append("cooked mode")
        return found

    def after(self) -> str:
        """What was written to the terminal after the program gave it back."""
        return self.output.rpartition(b"\x1b[?1049l")[2].decode("utf-8", "replace")


def characters(screen: pyte.Screen) -> str:
    """What stands on a screen; pyte's own way fails where a wide character was half replaced."""
    rows, columns = range(screen.lines), range(screen.columns)
    return "\n".join("".join(screen.buffer[y][x].data for x in columns) for y in rows)


STOPPING = {name: getattr(signal, f"SIG{name}") for name in ("HUP", "TERM", "INT", "QUIT")}

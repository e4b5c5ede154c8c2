"""Writing to a terminal that perhaps nobody reads any more, without ever getting stuck in it."""

import contextlib
import os
import select
from collections.abc import Callable

with contextlib.suppress(ImportError):  # Windows, which has no such terminals
    import termios

LOOK = 0.05
"""Seconds after which a write that finds no room asks whether it is still wanted."""

CAREFUL = 256
"""Bytes for which there is room in a terminal that says it has any."""


class Screen:
    """A terminal, by a descriptor that never waits where one can be had.

    Not by switching the shell's own one over: it would be left so for whoever has it, too.
    """

    def __init__(self, shared: int) -> None:
        """``shared``: the descriptor that the program was started with."""
        self._descriptor, self._at_once = shared, CAREFUL
        with contextlib.suppress(OSError):  # Another user's terminal, after su.
            flags = os.O_WRONLY | os.O_NOCTTY | os.O_NONBLOCK | os.O_CLOEXEC
            self._descriptor, self._at_once = os.open(os.ttyname(shared), flags), 1 << 20

    def write(self, data: bytes, wanted: Callable[[], bool]) -> bytes:
        """Write while there is room, and wait for room while it is wanted; return the rest.

        Raises:
            OSError: the terminal is gone.
        """
        while data:
            # Not poll(), which macOS does not offer for terminals.
            if not select.select([], [self._descriptor], [], LOOK)[1]:
                if not wanted():
                    break
                continue
            with contextlib.suppress(BlockingIOError):
                data = data[os.write(self._descriptor, data[: self._at_once]) :]
        return data

    def discard(self) -> None:
        """Drop what was written and nobody has read."""
        with contextlib.suppress(termios.error, OSError):
            termios.tcflush(self._descriptor, termios.TCOFLUSH)

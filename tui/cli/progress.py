"""How far a long run is, on a terminal only, in a line that removes itself."""

import sys
import time

SHOW_AFTER = 0.5
INTERVAL = 0.1


class Progress:
    """Counts files on standard error; silent when that is no terminal or the run is short."""

    def __init__(self, doing: str = "正在检查") -> None:
        self._doing = doing
        self._on = sys.stderr is not None and sys.stderr.isatty()
        self._done = 0
        self._drawn = False
        self._next = time.monotonic() + SHOW_AFTER

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def step(self) -> None:
        """One more file is done."""
        self._done += 1
        if self._on and time.monotonic() >= self._next:
            self._next = time.monotonic() + INTERVAL
            self._drawn = True
            line = f"\r\x1b[K{self._doing}，已完成 {self._done} 份…"
            print(line, end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Remove the line before anything else is written."""
        if self._drawn:
            self._drawn = False
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

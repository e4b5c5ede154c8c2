"""Colour, where it helps and is wanted."""

import os
import sys
from typing import TextIO

from tui.display import visible


class Style:
    """Colours for one stream: plain text unless it is a terminal and NO_COLOR is unset."""

    def __init__(self, stream: TextIO | None) -> None:
        self.on = (
            stream is not None
            and not os.environ.get("NO_COLOR")
            and os.environ.get("TERM") != "dumb"
            and stream.isatty()
        )

    def _paint(self, code: int, text: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.on and text else text

    def red(self, text: str) -> str:
        """Errors."""
        return self._paint(31, text)

    def yellow(self, text: str) -> str:
        """Warnings."""
        return self._paint(33, text)

    def green(self, text: str) -> str:
        """What is in order."""
        return self._paint(32, text)

    def bold(self, text: str) -> str:
        """Headings."""
        return self._paint(1, text)

    def dim(self, text: str) -> str:
        """What matters less."""
        return self._paint(2, text)


def print_error(message: str) -> None:
    """One error on standard error; nothing in it can steer the terminal."""
    if sys.stderr is None:
        return  # print() would take standard output instead.
    print(Style(sys.stderr).red("错误：") + visible(message, keep="\n"), file=sys.stderr)


def print_warning(message: str) -> None:
    """One remark on standard error that stops nothing."""
    if sys.stderr is not None:
        print(Style(sys.stderr).yellow("提醒：") + visible(message, keep="\n"), file=sys.stderr)

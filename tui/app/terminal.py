"""What kind of terminal this is: found out before the editor takes it over.

Some things no variable tells: whether a terminal reads UTF-8 at all, and whether it draws
the ambiguous characters (“ ” … ① ─) in one cell or in two. So it is asked: two characters
are written, and where the cursor is then is the answer. The answer is fetched when the
editor has been imported, so that a terminal that never answers costs next to no time.
"""

import contextlib
import os
import re
import select
import time
from collections.abc import Mapping
from typing import Any, NamedTuple

with contextlib.suppress(ImportError):  # Windows has no such terminals.
    import termios

WAIT = 0.03
"""Seconds to wait for an answer that has not come while the editor was imported, a quarter of a

second: a silent terminal must not be waited for, and one that is so far away counts as usual."""

_AMBIGUOUS, _WIDE = "““", "中中"
"""Twice, so that a terminal for GBK, which takes two bytes for a character, stays in step."""

_QUESTION = f"\r{_AMBIGUOUS}\x1b[6n\r{_WIDE}\x1b[6n\r\x1b[K"
_ANSWER = re.compile(rb"\x1b\[\d+;(\d+)R")

_INSTEAD = (
    "也可以不用编辑器：disclosure-tui show 查看，disclosure-tui set 修改，disclosure-tui check 检查"
)

NOT_A_TERMINAL = f"编辑器要在终端里运行，这里没有终端。{_INSTEAD}"
DUMB = f"这个终端不能移动光标（TERM={{}}），显示不了编辑器。请换一个终端。{_INSTEAD}"
NOT_UTF8 = (
    "这个终端的字符编码是 GBK，编辑器要用 UTF-8，否则汉字会显示成乱码。\n"
    "请在终端软件的设置里把字符编码（Xshell：终端 › 编码；SecureCRT：外观 › 字符编码；"
    "PuTTY：Window › Translation）改为 UTF-8，并把环境变量 LANG 设为 zh_CN.UTF-8，再打开一次"
)


class Kind(NamedTuple):
    """What a terminal answered. ``typed`` was typed meanwhile and is for the editor.

    ``ambiguous`` is 1 or 2 cells, None when it did not say; ``gbk`` is None likewise.
    """

    ambiguous: int | None
    gbk: bool | None
    typed: bytes


def unfit(environ: Mapping[str, str], streams: tuple[Any, Any]) -> str:
    """Why the editor cannot run on standard input and standard error; empty when it can."""
    if not all(stream is not None and stream.isatty() for stream in streams):
        return NOT_A_TERMINAL
    term = environ.get("TERM", "")
    return DUMB.format(term or "未设置") if term in ("", "dumb", "unknown") else ""


def locale_is_gbk(environ: Mapping[str, str]) -> bool:
    """Whether the locale says that the terminal is set to GBK or one of its kin."""
    name = environ.get("LC_ALL") or environ.get("LC_CTYPE") or environ.get("LANG") or ""
    return bool(re.search(r"\.(gb|cp936|euc-?cn)", name.lower()))


class Probe:
    """One question to a terminal. While it is open nothing that is typed is echoed.

    It stays open until the editor has ended: an answer may come late. ``before`` is how
    the terminal treated what is typed.
    """

    def __init__(self, source: int, target: int) -> None:
        """``source`` and ``target``: where keys are read and where is drawn."""
        self._source, self._target = source, target
        self.before: list[Any] | None = None

    def __enter__(self) -> "Probe":
        try:
            self.before = termios.tcgetattr(self._source)
            quiet = termios.tcgetattr(self._source)
            quiet[3] &= ~(termios.ECHO | termios.ICANON)
            termios.tcsetattr(self._source, termios.TCSANOW, quiet)
        except (NameError, termios.error, OSError):
            return self
        # A terminal that takes nothing is not waited for either.
        if select.select([], [self._target], [], 0)[1]:
            os.write(self._target, _QUESTION.encode())
        return self

    def __exit__(self, *_: object) -> None:
        if self.before is not None:
            # Now, and not after a flush: what was typed ahead stays.
            with contextlib.suppress(termios.error, OSError):
                termios.tcsetattr(self._source, termios.TCSANOW, self.before)

    def answer(self, wait: float = WAIT) -> Kind:
        """What the terminal answered by now, or will in so many seconds."""
        until = time.monotonic() + wait
        data = b""
        while self.before is not None and len(_ANSWER.findall(data)) < 2:
            left = max(0.0, until - time.monotonic())
            if not select.select([self._source], [], [], left)[0]:
                break
            more = os.read(self._source, 4096)
            if not more:
                break
            data += more
        columns = [int(column) - 1 for column in _ANSWER.findall(data)]
        if len(columns) < 2:
            return Kind(None, None, _ANSWER.sub(b"", data))
        ambiguous, wide = columns[:2]
        return Kind(2 if ambiguous == 4 else 1, wide == 6, _ANSWER.sub(b"", data, count=2))

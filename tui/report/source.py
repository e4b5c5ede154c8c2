"""The bytes of a report file as text, and what must be kept when it is written again."""

import os
import stat
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from .problem import KeyPath

if TYPE_CHECKING:
    from .scan import Entry, Lines, Scan

MAX_BYTES = 20_000_000
STANDARD_INPUT = "-"


class UnreadableError(Exception):
    """A file that cannot be read at all; the message says why and what to do, in Chinese."""


class Source:
    """The text of one file, line ends made ``\\n``; places are found when asked for."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text

    @cached_property
    def scan(self) -> "Scan":
        """Where every key and value stands."""
        from .scan import Scan  # only files with findings are scanned

        return Scan(self.text)

    @cached_property
    def lines(self) -> "Lines":
        """Offsets as lines and columns."""
        from .scan import Lines

        return Lines(self.text)

    @cached_property
    def _entries(self) -> dict[KeyPath, "Entry"]:
        """What stands at each key path. The first one counts."""
        from .scan import Entry

        found: dict[KeyPath, Entry] = {}
        for path, at in self.scan.headers:
            found.setdefault(path, Entry(path, at, at, at, False))
            if isinstance(path[-1], int):  # [[other]]: the first one stands for all.
                found.setdefault(path[:-1], Entry(path[:-1], at, at, at, False))
        for entry in self.scan.entries:
            found.setdefault(entry.path, entry)
        return found

    def entry(self, path: KeyPath) -> "Entry | None":
        """What stands at a key path: where its key begins, and its value begins and ends."""
        found = self._entries.get(path)
        if found is None and path and isinstance(number := path[-1], int):
            row = self._entries.get(path[:-1])
            return self.scan.plain_item(row, number) if row else None
        return found

    def span(self, path: KeyPath) -> tuple[int, int] | None:
        """The span of a value, or of the nearest table or array around it that is there."""
        while path:
            if entry := self.entry(path):
                return entry.start, entry.end
            path = path[:-1]
        return None


def read_bytes(name: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``.

    Raises:
        UnreadableError: missing, a folder, not permitted, not a file, larger than 20 MB.
    """
    if name == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise UnreadableError(f"标准输入超过 {MAX_BYTES // 1_000_000} MB，不像一份年度报告")
        return data
    try:
        handle = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise UnreadableError(_reason(name, error)) from None
    except ValueError:
        raise UnreadableError("文件名中有不能使用的字符") from None
    try:
        _check_kind(os.fstat(handle))
        # Not opened as a file before: Python refuses folders in words of its own.
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read()
    except OSError as error:
        raise UnreadableError(_reason(name, error)) from None
    finally:
        os.close(handle)


def _check_kind(state: os.stat_result) -> None:
    """Refuse what cannot be a report whatever it holds."""
    if stat.S_ISDIR(state.st_mode):
        raise UnreadableError("这是文件夹，不是报告文件")
    if not stat.S_ISREG(state.st_mode):
        raise UnreadableError("这不是普通文件")
    if state.st_size > MAX_BYTES:
        size = f"{state.st_size / 1_000_000:.1f} MB"
        raise UnreadableError(
            f"文件有 {size}，超过 {MAX_BYTES // 1_000_000} MB 的上限，不像一份年度报告"
        )


def _reason(name: str, error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "文件不存在；请检查文件名和所在文件夹"
    if isinstance(error, PermissionError):
        return "没有读取这个文件的权限；请与文件的所有者或管理员联系"
    if isinstance(error, IsADirectoryError) or Path(name).is_dir():
        return "这是文件夹，不是报告文件"
    return f"无法读取（{error.strerror or type(error).__name__}）"

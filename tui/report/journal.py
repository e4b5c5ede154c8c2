"""What was edited and is not saved yet, written down beside the report, edit by edit.

``.2020.toml.journal`` begins with a line on the report as it was read, and every edit adds
a line: the new values by path. A line is ``checksum JSON``; one that the end of the process
or a full disk cut off is noticed and left out. Each edit is with the system before the
screen shows it, so the end of the process, however it comes, loses none; a thread makes the
disk follow at once, so a power cut loses the last moment at most. Saving removes the file.
"""

import contextlib
import json
import os
import sys
import threading
import zlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from .beside import journal_path, real, sync_folder
from .values import Value

FORMAT = 1
"""Of the journal itself: a later program may write another and must be able to tell."""

LONGEST_BASE = 2_000_000
"""Bytes of a report that are kept in its journal, to merge three ways. Real ones have 20,000."""


class Splice(NamedTuple):
    """A change within a text: what is typed into prose need not be written down whole."""

    start: int
    removed: int
    inserted: str
    length: int
    """Characters of the text before, by which a reader knows that it is the right one."""


Edits = Mapping[str, Value | Splice]
"""Path → new value, as in :data:`tui.report.write.Changes`."""


class Header(NamedTuple):
    """The report that a journal belongs to."""

    file: str
    sha256: str
    format: str
    user: str
    host: str
    since: float
    base: str | None
    """The text of the file as it was read, with its byte order mark and line ends."""
    journal: int = FORMAT


class Journal:
    """The journal of one report that is being edited."""

    def __init__(self, report: Path, *, beside: bool = True) -> None:
        """``beside``: False where a journal of somebody else is in the way."""
        self.target = real(report)
        self._beside = beside
        self.path: Path | None = None
        """Where it is; None while there is nothing to be written down."""
        self.problem = ""
        """Why edits are not written down at present, in Chinese; empty while they are."""
        self._handle = -1
        self._syncer: _Syncer | None = None

    @property
    def begun(self) -> bool:
        """Whether edits can be appended."""
        return self._handle >= 0 and not self.problem

    def begin(self, header: Header, edits: Edits) -> None:
        """Write it anew: the report it belongs to, and all that differs from it so far.

        What was there before is replaced in one step. Never raises: see :attr:`problem`.
        """
        data = _line(header._asdict()) + _line({"set": _plain(edits)})
        problem = ""
        for path in places(self.target)[0 if self._beside else 1 :]:
            try:
                if path.parent != self.target.parent:
                    _make_private(path.parent)
                if sys.platform == "win32":
                    self._close()  # an open file cannot be replaced there
                handle = _fresh(path, data)
            except OSError as error:
                problem = problem or _reason(error)
                continue
            self._close()
            if self.path not in (None, path):
                _unlink(self.path)
            self.path, self._handle, self.problem = path, handle, ""
            self._sync(new=True)
            return
        self.problem = problem

    def append(self, edits: Edits) -> None:
        """Write an edit down. Never raises: see :attr:`problem`."""
        line = _line({"set": _plain(edits)})
        try:
            written = os.write(self._handle, line)
        except OSError as error:
            self.problem = _reason(error)
            return
        if written != len(line):
            self.problem = "磁盘已满"
            return
        self._sync(new=False)

    def remove(self) -> None:
        """Everything is saved, or shall be forgotten."""
        self._close()
        if self.path:
            _unlink(self.path)
        self.path, self.problem = None, ""

    def close(self) -> None:
        """Leave it where it is, on the disk for certain."""
        if self._handle >= 0:
            with contextlib.suppress(OSError):
                os.fsync(self._handle)
        self._close()

    def _close(self) -> None:
        if self._syncer:
            self._syncer.stop()
            self._syncer = None
        if self._handle >= 0:
            with contextlib.suppress(OSError):
                os.close(self._handle)
        self._handle = -1

    def _sync(self, *, new: bool) -> None:
        if self._syncer is None:
            self._syncer = _Syncer(self._handle, self.path.parent if new and self.path else None)
        self._syncer.wake()


class _Syncer:
    """Makes the disk follow what was written, beside the work: a slow disk slows no key."""

    def __init__(self, handle: int, folder: Path | None) -> None:
        self._handle = handle
        self._folder = folder
        self._wanted = threading.Event()
        self._ending = False
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """There is something new."""
        self._wanted.set()

    def stop(self) -> None:
        """End, so that the handle can be closed; a stalled disk is not waited for."""
        self._ending = True
        self._wanted.set()
        self._thread.join(1)

    def _run(self) -> None:
        sync = getattr(os, "fdatasync", os.fsync)
        while True:
            self._wanted.wait()
            self._wanted.clear()
            if self._ending:
                return
            with contextlib.suppress(OSError):
                sync(self._handle)
            if self._folder:
                sync_folder(self._folder)
                self._folder = None


def splice(old: str, new: str) -> Splice:
    """The smallest stretch that turns one text into another."""
    start = _common(old, new)
    rest = min(len(old), len(new)) - start
    end = _common(old[len(old) - rest :][::-1], new[len(new) - rest :][::-1])
    return Splice(start, len(old) - start - end, new[start : len(new) - end], len(old))


def _common(a: str, b: str) -> int:
    """How many characters two texts begin with in common, by halving."""
    low, high = 0, min(len(a), len(b))
    while low < high:
        middle = (low + high + 1) // 2
        if a[low:middle] == b[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def places(target: Path) -> tuple[Path, Path]:
    """Where a journal may be: beside the report, or where its folder takes none, in the user's."""
    return journal_path(target), _state_path(target)


def _state_path(target: Path) -> Path:
    name = f"{zlib.crc32(os.fsencode(str(target))):08x}-{journal_path(target).name[1:]}"
    return _state_folder() / name


def _state_folder() -> Path:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser("~")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Application Support")
    else:
        base = os.environ.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return Path(base) / "disclosure-tui"


def _make_private(folder: Path) -> None:
    """The user's own folder, closed to others."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        folder.chmod(0o700)


def _fresh(path: Path, data: bytes) -> int:
    """A new file with these bytes in the place of an old one; open for adding to it."""
    number = 0
    while True:
        temporary = f"{path}.{os.getpid()}.{number}.tmp"
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
        flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
        try:
            handle = os.open(temporary, flags | getattr(os, "O_BINARY", 0), 0o600)
            break
        except FileExistsError:
            number += 1
            if number > 99:
                raise
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        if sys.platform == "win32":
            os.close(handle)
            os.replace(temporary, path)
            return os.open(path, os.O_WRONLY | os.O_APPEND | os.O_BINARY)
        os.replace(temporary, path)
    except OSError:
        os.close(handle)
        _unlink(Path(temporary))
        raise
    return handle


def _line(what: Mapping[str, object]) -> bytes:
    body = json.dumps(what, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )
    return b"%08x %s\n" % (zlib.crc32(body), body)


def _plain(edits: Edits) -> dict[str, Any]:
    """Edits as JSON has them: an exact decimal and a splice are marked as what they are."""
    return {path: _item(value) for path, value in edits.items()}


def _item(value: Value | Splice) -> object:
    if isinstance(value, Decimal):
        return {"decimal": format(value, "f")}
    if isinstance(value, Splice):
        return {"splice": list(value)}
    return value


def _unlink(path: Path) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)


def _reason(error: OSError) -> str:
    import errno

    if error.errno == errno.ENOSPC:
        return "磁盘已满"
    if error.errno == getattr(errno, "EDQUOT", -1):
        return "磁盘配额已用完"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "文件夹不能写入"
    return error.strerror or type(error).__name__

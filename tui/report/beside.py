"""The names of the files that stand beside a report for a while, and how they are made.

For ``2020.toml``: ``.2020.toml.lock`` and ``.2020.toml.journal`` while it is being edited,
``.2020.toml.<process>.<n>.tmp`` while it is written, ``2020.toml~`` as its one backup.
"""

import contextlib
import os
import re
from pathlib import Path

LONGEST = 255
"""Bytes that a file name may have on the usual file systems: 85 Chinese characters."""


def real(path: Path) -> Path:
    """The file itself: links are followed, so that every name of it has one lock."""
    return Path(os.path.realpath(path))


def lock_path(target: Path) -> Path:
    """Where it is written who edits a report."""
    return target.with_name(_name(target, ".lock"))


def journal_path(target: Path) -> Path:
    """Where the edits of a report are written down until they are saved."""
    return target.with_name(_name(target, ".journal"))


def backup_path(target: Path) -> Path:
    """Where the last version of a report is kept."""
    name = target.name + "~"
    return target.with_name(name if len(os.fsencode(name)) <= LONGEST else _cut(target.name) + "~")


def new_beside(target: Path) -> tuple[int, str]:
    """A new file in the folder of ``target``, which nobody else can open: handle and name.

    As ``tempfile.mkstemp`` does, without its imports, which a cold export would feel.
    """
    for number in range(100):
        path = str(target.with_name(_name(target, f".{os.getpid()}.{number}.tmp")))
        with contextlib.suppress(FileExistsError):
            flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
            flags |= getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
            return os.open(path, flags, 0o600), path
    raise FileExistsError(target.parent)


def remove_strays(target: Path) -> None:
    """Remove unfinished files of a process that was killed; to be called under the lock."""
    start = _name(target, "")
    stray = re.compile(re.escape(start) + r"(\.journal)?\.\d+\.\d{1,2}\.tmp")
    with contextlib.suppress(OSError):
        for entry in os.scandir(target.parent):
            if stray.fullmatch(entry.name):
                with contextlib.suppress(OSError):
                    os.unlink(entry.path)


def sync_folder(folder: Path) -> None:
    """Let a new name outlast a power cut."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _name(target: Path, end: str) -> str:
    name = f".{target.name}{end}"
    return name if len(os.fsencode(name)) <= LONGEST - 40 else f".{_cut(target.name)}{end}"


def _cut(name: str) -> str:
    """The beginning of a long name, with a checksum so that it stays a name of its own."""
    import zlib

    head = os.fsencode(name)[:120].decode("utf-8", "ignore")
    return f"{head}-{zlib.crc32(os.fsencode(name)):08x}"

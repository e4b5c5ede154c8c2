"""Commands that write a report do not write into one that somebody has open."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tui.report.lock import LockedError, acquire
from tui.report.save import SaveError

WAIT = 30
"""Seconds to wait for other commands on the same file; each takes a fraction of one."""


@contextmanager
def locked(file: Path, what: str) -> Iterator[None]:
    """Have a report for oneself, from reading it to writing it.

    Raises:
        SaveError: somebody has it open in the editor; the message says who.
    """
    if not file.is_file():
        yield  # reading will say what is wrong
        return
    try:
        lock = acquire(file, what, wait=WAIT)
    except LockedError as error:
        raise SaveError(f"没有写入：{error}") from None
    try:
        yield
    finally:
        lock.release()

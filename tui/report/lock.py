"""Who is editing a report: a file beside it that is locked and says so.

The lock itself is ``flock``: the system lets go of it when the process ends, however it
ends, so a lock that can be had is nobody's, whatever its file says. Where the system has
no such locks, and for other machines whose locks may not reach this one (some shared
folders), what the file says decides: the process and when it began, the machine, and
when the owner was last seen. The lock protects nobody's data: saving compares and merges.
"""

import contextlib
import json
import os
import sys
import time
from pathlib import Path
from typing import NamedTuple

from .beside import lock_path, new_beside, real, remove_strays

SILENT = 150
"""Seconds after which an owner on another machine, who signs every 30, is taken for gone."""

SIGN_EVERY = 30

_LONGEST = 4096


class Owner(NamedTuple):
    """Who holds a lock. ``what`` is ``edit`` for the editor or a command that will be done soon."""

    user: str
    host: str
    pid: int
    since: float
    started: str
    what: str

    @property
    def words(self) -> str:
        """张三（主机 srv1，09:30 起）, for messages."""
        begun = time.localtime(self.since)
        today = time.strftime("%Y%m%d", begun) == time.strftime("%Y%m%d")
        when = time.strftime("%H:%M" if today else "%Y-%m-%d %H:%M", begun)
        return f"{self.user}（主机 {self.host}，{when} 起）"


class LockedError(Exception):
    """Somebody else is editing the report."""

    def __init__(self, owner: Owner | None) -> None:
        who = owner.words if owner else "另一个程序"
        super().__init__(f"{who}正在编辑这个文件；请等他退出后再执行，或请他代为修改")
        self.owner = owner


class Lock:
    """A lock that is held. ``handle`` is -1 where the folder takes no new file: then nothing is."""

    def __init__(self, path: Path, handle: int, owner: Owner, *, stale: bool) -> None:
        self.path = path
        self.owner = owner
        self.stale = stale
        """Whether a lock was found whose owner had not ended in good order."""
        self._handle = handle
        self._signed = time.monotonic()

    @property
    def held(self) -> bool:
        """Whether others can see it."""
        return self._handle >= 0

    @property
    def lost(self) -> bool:
        """Whether somebody took it, who thought that we were gone."""
        return self.held and not _same(self._handle, self.path)

    def sign(self) -> None:
        """Let other machines see, twice a minute, that the owner is still there."""
        if self.held and time.monotonic() - self._signed >= SIGN_EVERY:
            self._signed = time.monotonic()
            with contextlib.suppress(OSError):
                os.utime(self.path if sys.platform == "win32" else self._handle)

    def release(self) -> None:
        """Let go of it; its file is gone afterwards."""
        handle, self._handle = self._handle, -1
        if handle < 0:
            return
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                os.close(handle)
                os.unlink(self.path)
                return
            if _same(handle, self.path):
                os.unlink(self.path)
        with contextlib.suppress(OSError):
            os.close(handle)


def acquire(report: Path, what: str = "edit", *, wait: float = 0) -> Lock:
    """Take the lock of a report.

    Args:
        wait: seconds to wait for another command, which will be done soon; nobody waits
            for an editor.

    Raises:
        LockedError: somebody else has it.
    """
    path = lock_path(real(report))
    me = myself(what)
    limit = time.monotonic() + max(wait, 0.2)
    stale, seen = False, 0
    while True:
        try:
            lock = _create(path, me, stale)
        except FileExistsError:
            lock = None
        except OSError:
            # A folder that takes no file: two writers will still notice each other on saving.
            return Lock(path, -1, me, stale=stale)
        if lock:
            if stale:
                remove_strays(real(report))
            return lock
        owner, alive = _look(path, remove=True)
        # More than once: somebody else may just be looking at a lock that is nobody's.
        seen += alive
        if seen > 3 and owner and (owner.what == "edit" or not wait):
            raise LockedError(owner)
        stale = stale or (owner is not None and not alive)
        if time.monotonic() > limit:
            if alive:
                raise LockedError(owner)
            return Lock(path, -1, me, stale=stale)  # a dead one's, in a folder that is not ours
        time.sleep(0.01)


def owner_of(report: Path) -> Owner | None:
    """Who is editing a report now, if anybody is."""
    owner, alive = _look(lock_path(real(report)), remove=False)
    return owner if alive else None


def _create(path: Path, me: Owner, stale: bool) -> Lock | None:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    handle = os.open(path, flags | getattr(os, "O_CLOEXEC", 0), 0o644)
    if _flock(handle) is False or not _same(handle, path):
        os.close(handle)  # somebody looked at it in this very moment: once more
        return None
    with contextlib.suppress(OSError):  # a full disk: locked all the same, only without a name
        os.write(handle, json.dumps(me._asdict(), ensure_ascii=False).encode())
    return Lock(path, handle, me, stale=stale)


def _look(path: Path, *, remove: bool) -> tuple[Owner | None, bool]:
    """Who a lock file names, and whether they are still there; a stale one can be removed."""
    try:
        handle = _open(path)
    except FileNotFoundError:
        return None, False
    except OSError:
        return None, True
    try:
        owner = _read(handle)
        free = _flock(handle, shared=not remove)
        if free is False:
            return owner, True
        if owner is not None and _may_live(owner, handle, path, locks_work=bool(free)):
            return owner, True
        if free is None and owner is None and time.time() - os.fstat(handle).st_mtime < 2:
            return None, True  # being written
        if remove and _same(handle, path):
            with contextlib.suppress(OSError):
                os.unlink(path)
        return owner, False
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
    flags |= getattr(os, "O_NONBLOCK", 0)
    try:
        return os.open(path, os.O_RDWR | flags)
    except PermissionError:
        return os.open(path, os.O_RDONLY | flags)


def _read(handle: int) -> Owner | None:
    try:
        found = json.loads(os.read(handle, _LONGEST))
        owner = Owner(**found)
        texts = (owner.user, owner.host, owner.started, owner.what)
        numbers = (owner.pid, owner.since)
        if all(isinstance(t, str) for t in texts) and all(type(n) in (int, float) for n in numbers):
            time.localtime(owner.since)
            return owner
    except (OSError, ValueError, TypeError, RecursionError, OverflowError):
        pass
    return None


def _may_live(owner: Owner, handle: int, path: Path, *, locks_work: bool) -> bool:
    """Whether the owner may be there although the lock is free for us."""
    if owner.host != _host():
        # A clock that was set back makes times of the future; they say nothing either.
        return abs(_time_there(path) - os.fstat(handle).st_mtime) < SILENT
    if locks_work:
        return False
    return process_lives(owner.pid, owner.started)


def _time_there(path: Path) -> float:
    """What time it is by the clock that stamps the files there: a server's may be another."""
    try:
        handle, name = new_beside(path)
    except OSError:
        return time.time()
    try:
        return os.fstat(handle).st_mtime
    finally:
        os.close(handle)
        with contextlib.suppress(OSError):
            os.unlink(name)


def process_lives(pid: int, started: str) -> bool:
    """Whether a process of this machine is there, and is the one that began then."""
    if sys.platform == "win32":
        return True  # until it has been silent for too long; a number may not be probed there
    if pid <= 0:
        return False
    try:
        os.kill(pid, 0)
    except PermissionError:
        pass
    except (OSError, OverflowError):
        return False
    now = _started(pid)
    return not now or not started or now == started


def _started(pid: int) -> str:
    """When a process began, in ticks since the system did; empty where that is not known."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
            return file.read().rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


def _flock(handle: int, *, shared: bool = False) -> bool | None:
    """True: locked. False: somebody else has it. None: there are no locks here."""
    try:
        import fcntl
    except ImportError:
        return None
    try:
        fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def _same(handle: int, path: Path) -> bool:
    """Whether the name still leads to the file that is open."""
    try:
        mine, there = os.fstat(handle), os.stat(path)
    except OSError:
        return False
    return (mine.st_dev, mine.st_ino) == (there.st_dev, there.st_ino)


def _host() -> str:
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


def myself(what: str) -> Owner:
    """This process as an owner."""
    return Owner(user_name(), _host(), os.getpid(), time.time(), _started(os.getpid()), what)


def user_name() -> str:
    """The name of whoever runs this."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return os.environ.get("USERNAME") or os.environ.get("USER") or "不知名的用户"

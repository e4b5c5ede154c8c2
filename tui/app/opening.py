"""Opening a report for editing: its lock, its journal, and what an earlier session left."""

import os
from pathlib import Path

from tui.report.beside import real
from tui.report.journal import Journal, places
from tui.report.lock import LockedError, acquire, owner_of
from tui.schema import Catalogue

from .session import Session

WAIT = 5
"""Seconds to wait for a command that writes the file just now; nobody waits for an editor."""


def open_session(path: Path, catalogue: Catalogue, *, backup: bool = True) -> Session:
    """Open a report; where somebody else is editing it, to be looked at only.

    Raises:
        UnreadableError, NotEditableError: as :class:`Session`.
    """
    if not path.is_file():
        return Session(path, catalogue)  # and say why that is not possible
    try:
        lock = acquire(path, wait=WAIT)
    except LockedError as error:
        session = Session(path, catalogue)
        session.read_only, session.owner = True, error.owner
        session.guarded, session.backup = True, backup
        return session
    try:
        session = Session(path, catalogue)
    except BaseException:
        lock.release()
        raise
    session.guarded, session.lock, session.backup = True, lock, backup
    _find_what_was_left(session)
    return session


def take_over(session: Session) -> None:
    """Edit a report that could only be looked at, now that its owner is gone.

    Raises:
        LockedError: somebody has it.
    """
    session.lock = acquire(session.path, wait=WAIT)
    session.reload()
    session.read_only, session.owner = False, None
    _find_what_was_left(session)


def owner_is_gone(session: Session) -> bool:
    """Whether nobody else has the report any more; keeps in mind who has it now."""
    owner = owner_of(session.path)
    session.owner = owner or session.owner
    return owner is None


def _find_what_was_left(session: Session) -> None:
    """Offer the edits of journals that are of use; move those that are not out of the way."""
    beside = True
    session.left, session.left_unusable = [], ""
    if not unsaved_edits_of(session.path):
        session.journal = Journal(session.path)
        return
    from tui.report.recovery import JournalError, journals, recover  # seldom needed

    for path in journals(session.path):
        try:
            recovery = recover(path, session.data, session.catalogue)
        except JournalError as error:
            session.left_unusable = f"有一份没有保存的改动的记录，但是{error}（{path.name}）"
            if not _aside(path):
                beside = False
            continue
        if recovery is None:
            path.unlink(missing_ok=True)
        else:
            session.left.append(recovery)
    session.journal = Journal(session.path, beside=beside)


def _aside(path: Path) -> bool:
    """Rename a journal so that it is in nobody's way. False for one of somebody else."""
    from tui.report.recovery import set_aside

    try:
        if hasattr(os, "getuid") and path.lstat().st_uid != os.getuid():
            return False
        os.replace(path, set_aside(path))
    except OSError:
        return False
    return True


def decline(session: Session) -> str:
    """Do not recover what was left; it stays under another name, which is returned."""
    from tui.report.recovery import set_aside

    name = ""
    for recovery in session.left:
        if _aside(recovery.path):
            name = set_aside(recovery.path).name
    session.left = []
    return name


def unsaved_edits_of(path: Path) -> bool:
    """Whether a journal of a report is there."""
    return any(os.path.lexists(place) for place in places(real(path)))

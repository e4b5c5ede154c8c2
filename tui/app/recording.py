"""Edits of a session in the form in which the journal writes them down."""

from collections.abc import Iterable
from pathlib import Path

from tui.report.beside import real
from tui.report.history import Change
from tui.report.journal import LONGEST_BASE, Edits, Header, splice
from tui.report.lock import myself
from tui.schema import Format


def header(path: Path, data: bytes, form: Format) -> Header:
    """Who edits which version of which report from now on."""
    from hashlib import sha256  # not for the first screen

    me = myself("edit")
    base = data.decode("utf-8") if _base_is_kept(data) else None
    digest = sha256(data).hexdigest()
    return Header(str(real(path)), digest, form.id, me.user, me.host, me.since, base)


def edits(changes: Iterable[Change], data: bytes, form: Format, *, undone: bool) -> Edits:
    """The new values of a step, or those that it is taken back to."""
    found: dict[str, object] = {}
    for (kind, what), old, new in changes:
        before, after = (new, old) if undone else (old, new)
        if kind == "cell":
            found[form.cells[int(what)].path] = after
        elif kind == "text":
            # Without the base nobody could tell what it was before.
            found[str(what)] = splice(before, after) if _base_is_kept(data) else after
        elif kind == "note":
            found[f"notes.{what}"] = after
        elif kind == "waivers":
            found["waivers"] = after
    return found  # type: ignore[return-value]


def _base_is_kept(data: bytes) -> bool:
    return len(data) <= LONGEST_BASE

"""Starting and ending the editor."""

import gc
import sys
from pathlib import Path

from tui.display import visible
from tui.report.source import UnreadableError
from tui.schema import Catalogue

from .confinement import EVERYWHERE, Confinement, OutsideError
from .dying import FAULT, UNPROMISED, Dying
from .environment import prepare_environment
from .opening import open_session, unsaved_edits_of
from .session import NotEditableError


class EditorError(Exception):
    """The editor cannot start; the message says why and what to do, in Chinese."""


def run_editor(
    path: Path,
    catalogue: Catalogue,
    *,
    mouse: bool = False,
    wide: bool = False,
    backup: bool = True,
    confinement: Confinement = EVERYWHERE,
) -> int:
    """Edit a report file on this terminal. Returns the exit status.

    Raises:
        EditorError: no terminal, or a file that cannot be edited.
    """
    import os

    if not (sys.stdin.isatty() and sys.__stderr__ and sys.__stderr__.isatty()):
        raise EditorError("编辑器要在终端里运行；脚本请用 disclosure-tui set")
    if os.environ.get("TERM", "dumb") in ("dumb", ""):
        raise EditorError(
            "这个终端不能显示编辑器（TERM=dumb）；请换一个终端，或用 disclosure-tui set"
        )
    if sys.platform == "win32":
        print(UNPROMISED, file=sys.stderr)
    try:
        confinement.enter()
        session = open_session(confinement.allowed(path), catalogue, backup=backup)
    except (UnreadableError, NotEditableError, OutsideError) as error:
        raise EditorError(f"{visible(str(path))}：{error}{_hint(path)}") from None
    session.confinement = confinement
    gc.enable()  # a session lasts; the command line runs without
    prepare_environment()
    from tui.app import textual_private
    from tui.app.editor import Editor

    textual_private.apply_all()
    if wide:
        textual_private.use_wide_ambiguous()
    with Dying(lambda: session.changed, session.close) as dying:
        status = Editor(session, rule="|" if wide else "│", dying=dying).run(mouse=mouse)
    session.close()
    return FAULT if status is None else status


def _hint(path: Path) -> str:
    """How edits that were not saved come back although the file cannot be opened."""
    if not unsaved_edits_of(path):
        return ""
    return f"\n有一份没有保存的改动的记录，请运行 disclosure-tui recover {visible(str(path))}"

"""Starting and ending the editor."""

import gc
import os
import sys
from contextlib import closing
from pathlib import Path

from tui.display import measure_ambiguous, visible
from tui.report.source import UnreadableError
from tui.schema import Catalogue

from .confinement import EVERYWHERE, Confinement, OutsideError
from .dying import FAULT, UNPROMISED, Dying
from .environment import prepare_environment
from .glyphs import use_twins
from .opening import open_session, unsaved_edits_of
from .session import NotEditableError
from .terminal import NOT_UTF8, Probe, locale_is_gbk, unfit


class EditorError(Exception):
    """The editor cannot start; the message says why and what to do, in Chinese."""


def run_editor(
    path: Path,
    catalogue: Catalogue,
    *,
    mouse: bool = False,
    ambiguous: str = "auto",
    backup: bool = True,
    confinement: Confinement = EVERYWHERE,
) -> int:
    """Edit a report file on this terminal. Returns the exit status.

    ``ambiguous``: how wide the terminal draws “ ” … ① ─: "narrow", "wide", or "auto" for
    what it says itself.

    Raises:
        EditorError: no terminal that would do, or a file that cannot be edited.
    """
    reason = unfit(os.environ, (sys.stdin, sys.__stderr__))
    if reason:
        raise EditorError(reason)
    if sys.platform == "win32":
        print(UNPROMISED, file=sys.stderr)
    try:
        confinement.enter()
        session = open_session(confinement.allowed(path), catalogue, backup=backup)
    except (UnreadableError, NotEditableError, OutsideError) as error:
        raise EditorError(f"{visible(str(path))}：{error}{_hint(path)}") from None
    session.confinement = confinement
    assert sys.__stderr__  # or the terminal would be unfit
    prepare_environment()
    streams = sys.stdin.fileno(), sys.__stderr__.fileno()
    with closing(session), Probe(*streams) as probe:
        from tui.app import textual_private
        from tui.app.editor import Editor

        textual_private.apply_all()
        # A session lasts, so garbage is collected, but what was imported stays: looking
        # through it again would take more time than a key.
        gc.freeze()
        gc.enable()
        kind = probe.answer()
        if kind.gbk or (kind.gbk is None and locale_is_gbk(os.environ)):
            # In the terminal's own encoding, or it could not be read.
            sys.stderr.reconfigure(encoding="gb18030", errors="replace")  # type: ignore[union-attr]
            raise EditorError(NOT_UTF8)
        wide = ambiguous == "wide" or (ambiguous == "auto" and kind.ambiguous == 2)
        use_twins(os.environ.get("TERM", ""), wide=wide)
        measure_ambiguous(2 if wide else 1)
        with Dying(lambda: session.changed, session.close, probe.before) as dying:
            status = Editor(session, dying=dying, typed=kind.typed).run(mouse=mouse)
    return FAULT if status is None else status


def _hint(path: Path) -> str:
    """How edits that were not saved come back although the file cannot be opened."""
    if not unsaved_edits_of(path):
        return ""
    return f"\n有一份没有保存的改动的记录，请运行 disclosure-tui recover {visible(str(path))}"

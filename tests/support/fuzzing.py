"""What every file, however broken, must survive: the commands that read, and the editor's model."""

import os
import random
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

from tests.support.hostile import hidden
from tests.support.reports import catalogue
from tui.app.session import NotEditableError, Session
from tui.checks.surroundings import Projects
from tui.cli import CommandError
from tui.cli.checking import Job, check_file
from tui.cli.fmt import formatted
from tui.cli.style import Style
from tui.export.markdown import to_markdown
from tui.export.text import to_text
from tui.report.model import Report
from tui.report.read import load_bytes
from tui.report.values import BLANK
from tui.report.write import WriteError, edited

SECONDS = 5
"""Processor time for one file; real ones take a thousandth."""

_WRITES = {"os.rename", "os.remove", "os.link", "os.symlink", "os.mkdir", "os.truncate",
           "os.chmod", "os.chown", "shutil.move", "os.rmdir"}  # fmt: skip

_watching = False


class WroteError(Exception):
    """Something was written that should only have been read."""


class HungError(Exception):
    """One file took longer than any file may."""


def _audit(event: str, arguments: tuple[Any, ...]) -> None:
    if not _watching:
        return
    writes = event == "open" and (
        any(c in (arguments[1] or "") for c in "wax+")
        or (arguments[2] or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    )
    if writes or event in _WRITES:
        raise WroteError(f"{event} {arguments}")


def _on_time(_: int, __: FrameType | None) -> None:
    raise HungError


@contextmanager
def read_only(seconds: float = SECONDS) -> Iterator[None]:
    """Nothing may be written, and nothing may take long."""
    global _watching
    if not getattr(sys, "_fuzzing", False):
        sys.addaudithook(_audit)
        sys._fuzzing = True  # type: ignore[attr-defined]
    before = signal.signal(signal.SIGPROF, _on_time)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    _watching = True
    try:
        yield
    finally:
        _watching = False
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


JOBS = [
    Job(name, None, catalogue(), Style(None), 80, Projects())
    for name in ("full", "concise", "json")
]


# The printed style takes ten times as long as the others: it has its turn less often.
EXPORTS: tuple[Callable[[Report], str], ...] = (
    *(to_markdown, lambda report: to_markdown(report, "html"), to_text) * 3,
    lambda report: to_text(report, "printed"),
    lambda report: to_text(report, "ascii"),
)


def survives_commands(data: bytes, path: Path, turn: int) -> None:
    """Check it, lay it out, export it; ``turn`` says in which of the formats.

    Raises whatever must not be raised.
    """
    path.write_bytes(data)
    with read_only():
        shown = check_file(JOBS[turn % len(JOBS)], str(path)).text
        with suppress(CommandError):
            new = formatted(str(path), data, catalogue())
            again = new if turn % 5 else formatted(str(path), new, catalogue())
            assert again == new, "fmt is not settled"
        report = load_bytes(str(path), data, catalogue()).report
        if report is not None:
            shown += EXPORTS[turn % len(EXPORTS)](report)
    assert hidden(shown) == [], hidden(shown)


def survives_editor(data: bytes, path: Path, chance: random.Random) -> None:
    """Open it as the editor does, edit, undo, and make what would be saved."""
    path.write_bytes(data)
    with read_only():
        try:
            session = Session(path, catalogue())
        except NotEditableError:
            return
        for section in session.report.format.sections:
            session.state_of(section)
        cells = session.report.format.cells
        before = list(session.report.values), dict(session.report.texts)
        session.set_cells({chance.choice(cells).index: chance.randrange(1000)}, "改")
        session.set_text(chance.choice(list(session.report.format.texts)), "一段新的文字\n第二段")
        session.set_note(chance.choice(cells).path, "一条备注")
        session.changes()
        with suppress(WriteError):
            new = edited(data, session.report.format, session.changes())
            again = load_bytes(str(path), new, catalogue()).report
            assert again is not None
            # A row that was missing or broken is written anew, its blanks as blanks.
            saved, meant = (
                [BLANK if v is None else v for v in report.values]
                for report in (again, session.report)
            )
            assert saved == meant, "other values would be saved"
        while session.undo():
            pass
        assert (session.report.values, session.report.texts) == before, "undo is not the inverse"
    assert path.read_bytes() == data

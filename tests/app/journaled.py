"""What the tests of the journal share: a session that is written down, and its end."""

from pathlib import Path
from typing import Any

from tests.support.reports import as_toml, catalogue, zero_report
from tui.app.session import Session
from tui.report.journal import Journal
from tui.report.recovery import Recovery, journals, recover

CELL = "applications.received.natural"
ZEROS = as_toml(zero_report())


def opened(folder: Path, text: str = ZEROS) -> Session:
    path = folder / "2023.toml"
    path.write_text(text, "utf-8")
    session = Session(path, catalogue())
    session.journal = Journal(path)
    return session


def put(session: Session, path: str, value: Any) -> None:
    session.set_cells({session.report.format.index[path]: value}, "填写")


def found(session: Session) -> Recovery | None:
    """What a later start finds."""
    (path,) = journals(session.path)
    data = session.path.read_bytes() if session.path.exists() else None
    return recover(path, data, catalogue())


def died(session: Session) -> None:
    """As after kill -9: nothing is tidied up."""
    assert session.journal
    session.journal._close()

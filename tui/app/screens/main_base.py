"""What every part of the main screen knows: the report, where we are, what may be done."""

from typing import TYPE_CHECKING

from textual.screen import Screen

from tui.app.actions import ACTIONS, BY_NAME, CHANGING, Where
from tui.app.session import Session
from tui.app.stops import Stop
from tui.app.widgets.grid import Grid
from tui.app.widgets.info import Info
from tui.checks.finding import Finding, Phrase, Suspect

if TYPE_CHECKING:
    from tui.app.widgets.prose_pane import ProsePane

WHERE_WORDS = {"table": "表格", "text": "文字"}


class MainBase(Screen[None]):
    """The base of the classes whose ``action_`` methods make up the main screen."""

    session: Session
    stops: list[Stop]
    at: int
    grid: Grid
    info: Info
    prose: "ProsePane | None"

    @property
    def stop(self) -> Stop:
        """The table or text that is shown."""
        return self.stops[self.at]

    @property
    def path(self) -> str:
        """The current cell or text."""
        return self.stop.path or self.grid.path

    @property
    def where(self) -> Where:
        """What is being worked on: "table" or "text"."""
        return "text" if self.stop.path else "table"

    def go_to_stop(self, number: int, path: str = "") -> None:
        """Show a table or text; a cell path chooses the cell."""
        raise NotImplementedError

    def go_to_path(self, path: str) -> None:
        """Show the cell, row, text or section that a path names."""
        raise NotImplementedError

    def refresh_panes(self) -> None:
        """Bring everything around the work area up to date."""
        raise NotImplementedError

    def show_report(self) -> None:
        """Show the report that is another one now, in every place."""
        raise NotImplementedError

    def settled(self) -> bool:
        """Store what is being typed first; False when it must be mended."""
        if self.stop.path:
            return True
        before = self.session.version
        refused = self.grid.commit()
        if refused:
            self.info.say(refused, error=True)
        elif self.session.version != before:
            self.info.message = ""
            self.refresh_panes()
        return not refused

    def told(self, message: str, *, error: bool = False) -> None:
        """Bring the screen up to date and say what was done, in one frame."""
        self.refresh_panes()
        self.info.say(message, error=error)

    def enabled(self) -> frozenset[str]:
        """The names of the actions that would do something now."""
        found = {a.name for a in ACTIONS if a.where in ("any", self.where)}
        session = self.session
        found -= CHANGING if session.read_only else {"take_over"}
        if not session.changed:
            found -= {"compare"}
        if not session.history.done:
            found -= {"undo"}
        if not session.history.undone:
            found -= {"redo"}
        if not session.findings:
            found -= {"next_problem", "previous_problem", "problems"}
        if not self.suspects() and not any(p.replacement for p in self.phrases()):
            found -= {"accept"}
        if not self.app.clipboard:
            found -= {"paste"}
        return frozenset(found)

    def suspects(self) -> list[Suspect]:
        """What may be wrong in the identities of the current cell, best first."""
        findings = self.session.by_path.get(self.path, ())
        return [suspect for finding in findings for suspect in finding.suspects]

    def phrases(self) -> list[Phrase]:
        """What the findings on the current text speak of, at the cursor first."""
        raise NotImplementedError

    def correct(self, finding: Finding) -> None:
        """Do what a finding at the current place offers."""
        raise NotImplementedError

    def refuse(self) -> None:
        """Say why nothing can be changed in a file that somebody else has."""
        raise NotImplementedError

    def warn_unrecorded(self) -> None:
        """Say that an edit is only in memory, where it could not be written down."""
        raise NotImplementedError

    def do(self, name: str) -> None:
        """Do an action of the registry; every key and every menu entry comes here."""
        action, before = BY_NAME[name], self.session.version
        if action.where not in ("any", self.where):
            self.info.say(f"“{action.title}”只用于{WHERE_WORDS[action.where]}")
        elif self.session.read_only and name in CHANGING:
            self.refuse()
        else:
            getattr(self, f"action_{name}")()
            if self.session.version != before:
                self.warn_unrecorded()

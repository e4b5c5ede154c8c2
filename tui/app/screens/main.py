"""The main screen: sections on the left, the table or text to fill in, what is known below."""

from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from tui.app.actions import ACTIONS, CHANGING
from tui.app.frame import frame_of
from tui.app.screens.main_actions import MainActions
from tui.app.session import Session
from tui.app.stops import Stop, stop_of, stops
from tui.app.widgets.bars import KeyBar, SectionList, TitleBar
from tui.app.widgets.grid import Grid
from tui.app.widgets.info import Info

if TYPE_CHECKING:
    from tui.app.widgets.prose_pane import ProsePane

WIDE = 100
"""From this many columns on the list of sections shows titles."""

TALL = 30


class MainScreen(MainActions):
    """One open report."""

    # Not with priority: keys that are typed fast must reach the cell before the action does.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(",".join(k for k in a.keys if k != "enter"), a.name, a.footer, show=False)
        for a in ACTIONS
        if a.keys
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.stops = stops(session.report.format)
        self.at = next((n for n, s in enumerate(self.stops) if s.section.table), 0)
        self.prose: ProsePane | None = None  # imported and made when a text is shown
        self._fitted = (0, 0)

    def compose(self) -> ComposeResult:
        """Few widgets: each one more costs time at the start and on every key."""
        self.title_bar = TitleBar(self.session)
        self.sections = SectionList(self.session)
        self.grid = Grid(self.session)
        self.info = Info(self.session)
        self.keys = KeyBar()
        # In the right size from the first layout on, or the screen would be drawn twice.
        self._fit(*self.app.size)
        yield self.title_bar
        with Horizontal(id="body"):
            yield self.sections
            yield self.grid
        yield self.info
        yield self.keys

    def on_mount(self) -> None:
        """Begin at the first table that is not in order, else at the first place."""
        suspect = next(iter(self.session.suspected), "")
        self.call_later(self.call_later, frame_of(self.app).release)
        self.go_to_stop(
            stop_of(self.session.report.format, suspect) if suspect else self.at, suspect
        )
        self.begin()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is changed in a file that somebody else has."""
        if self.session.read_only and action in CHANGING:
            self.refuse()
            return False
        return super().check_action(action, parameters)

    def on_resize(self, event: events.Resize) -> None:
        """Fold the list of sections where the terminal is narrow."""
        self._fit(event.size.width, event.size.height)

    def _fit(self, columns: int, rows: int) -> None:
        width = 18 if columns >= WIDE else SectionList.FOLDED
        height = 5 if rows >= TALL else 4
        if self._fitted != (width, height):
            self._fitted = width, height
            self.sections.styles.width = width
            self.info.styles.height = height

    # -- where we are ------------------------------------------------------------------

    def go_to_stop(self, number: int, path: str = "") -> None:
        """Show a table or text; a cell path chooses the cell."""
        self.at = number
        stop = self.stop
        self.sections.stop = stop
        if stop.path:
            self._show_prose(stop)
        else:
            if self.prose:
                self.prose.display = False
            self.grid.display = True
            self.grid.show(stop.section, path)
            self.grid.focus()
        self.info.message = ""
        self.refresh_panes()

    def _show_prose(self, stop: Stop) -> None:
        self.grid.display = False
        if self.prose is None:
            # Most sessions begin with a table: the text editor waits until it is wanted.
            from tui.app.widgets.prose_pane import ProsePane

            self.prose = ProsePane(self.session)
            self.query_one("#body").mount(self.prose)
        self.prose.display = True
        self.prose.show(stop.path)
        self.call_after_refresh(self.prose.take_focus)

    def show_report(self) -> None:
        """Show the report that is another one now, in the place where we are."""
        form = self.session.report.format
        if self.stops[0].section is not form.sections[0]:
            self.stops = stops(form)
            self.at = min(self.at, len(self.stops) - 1)
            self.grid.section = None
        path = self.path
        self.go_to_stop(self.at, path if path in form.index else "")

    def go_to_path(self, path: str) -> None:
        """Show the cell, row, text or section that a path names."""
        form = self.session.report.format
        if path not in form.index:
            path = next((c.path for c in form.cells if c.path.startswith(path + ".")), path)
        number = stop_of(form, path)
        if number == self.at and path in form.index:
            self.grid.go(path)
            self.info.message = ""
            self.refresh_panes()
        else:
            self.go_to_stop(number, path if path in form.index else "")

    def refresh_panes(self) -> None:
        """Bring everything around the work area up to date; only differences are sent."""
        self.info.path = self.path
        self.info.detail = self.prose.summary if self.stop.path and self.prose else ""
        self.keys.where = "text" if self.stop.path else "table"
        self.keys.enabled = self.enabled()
        for pane in (self.title_bar, self.sections, self.info, self.keys):
            pane.update()
        if not self.stop.path:
            self.grid.update()

    # -- news from the widgets -----------------------------------------------------------

    @on(Grid.Moved)
    def _moved(self) -> None:
        self.info.message = ""
        self.refresh_panes()
        self.warn_unrecorded()

    @on(Grid.Typed)
    def _typed(self) -> None:
        if self.info.message:
            self.info.say("")

    @on(Grid.Edited)
    def _edited(self) -> None:
        self.info.message = ""
        self.refresh_panes()
        self.warn_unrecorded()

    @on(Grid.Refused)
    def _refused(self, message: Grid.Refused) -> None:
        self._say_refused(message.reason)

    def on_prose_pane_refused(self, message: "ProsePane.Refused") -> None:
        """The text cannot be changed."""
        self._say_refused(message.reason)

    def _say_refused(self, reason: str) -> None:
        if self.session.read_only:
            self.refuse()
        else:
            self.info.say(reason, error=True)

    def on_prose_pane_edited(self) -> None:
        """The text was changed: its length, the section's state, the title."""
        self.refresh_panes()
        self.warn_unrecorded()

    def on_paste(self, event: events.Paste) -> None:
        """A spreadsheet's cells, pasted by the terminal."""
        if not self.stop.path:
            event.stop()
            self.paste_text(event.text)

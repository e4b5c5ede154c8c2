"""The main screen: sections on the left, the table or text to fill in, what is known below."""

from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal

from tui.app.actions import BY_KEY, BY_NAME
from tui.app.checked_report import load_the_rest
from tui.app.frame import frame_of
from tui.app.key_order import Typed, take_waiting
from tui.app.mouse import Wheel, press
from tui.app.screens.file_actions import FileActions
from tui.app.screens.main_clipboard import ClipboardActions
from tui.app.screens.main_editing import Editing
from tui.app.screens.main_import import Importing
from tui.app.screens.main_moving import Moving
from tui.app.screens.main_pages import Pages
from tui.app.session import Session
from tui.app.stops import Stop, stop_of, stops
from tui.app.widgets.bars import KeyBar, SectionList, TitleBar
from tui.app.widgets.grid import Grid, Took
from tui.app.widgets.info import Info

if TYPE_CHECKING:
    from tui.app.widgets.prose_pane import ProsePane

TALL = 30

SETTLED = 0.3
"""Seconds after which the first screen stands, and nobody has typed much yet."""

AROUND = 3
"""Lines that are neither the table's nor what is known of the cell."""


class MainScreen(Wheel, Moving, Editing, ClipboardActions, FileActions, Importing, Pages):
    """One open report."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.stops = stops(session.report.format)
        self.at = next((n for n, s in enumerate(self.stops) if s.section.table), 0)
        self.prose: ProsePane | None = None  # imported and made when a text is shown
        self._fitted: tuple[object, ...] = ()
        self._opening = True

    def compose(self) -> ComposeResult:
        """Few widgets: each one more costs time at the start and on every key."""
        self.title_bar = TitleBar(self.session)
        self.sections = SectionList(self.session)
        self.grid = Grid(self.session)
        self.info = Info(self.session)
        self.grid.tell_more = self.info.mark_more
        self.keys = KeyBar()
        self.body = Horizontal(id="body")
        # In the right size from the first layout on, or the screen would be drawn twice.
        self._fit(*self.app.size)
        yield self.title_bar
        with self.body:
            yield self.sections
            yield self.grid
        yield self.info
        yield self.keys

    def on_mount(self) -> None:
        """Begin at the first table that is not in order, else at the first place."""
        suspect = next(iter(self.session.suspected), "")
        self.call_later(self.call_later, frame_of(self.app).release)
        self.set_timer(SETTLED, load_the_rest)
        self._opening = False
        self.go_to_stop(
            stop_of(self.session.report.format, suspect) if suspect else self.at, suspect
        )
        self.begin()
        take_waiting(self.app)

    def on_resize(self, event: events.Resize) -> None:
        """Fold the list of sections where the terminal is narrow."""
        self._fit(event.size.width, event.size.height)

    def _fit(self, columns: int, rows: int) -> None:
        wide, height = columns >= SectionList.WIDE, Info.TALL if rows >= TALL else Info.LOW
        if not self.stop.path and self.grid.section:
            # A table that just fits gets a line of what would be said below it; one that
            # leaves room has all of that there in a low terminal too.
            spare = rows - AROUND - self.grid.least_lines(columns)
            if spare >= Info.TALL or Info.LEAST <= spare < height:
                height = min(spare, Info.TALL)
        if self._fitted != (wide, height):
            self._fitted = wide, height
            self.sections.fit(self.body, columns)
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
            self._fit(*self.app.size)
            self.grid.focus()
        self.info.message = ""
        self.refresh_panes()

    def _show_prose(self, stop: Stop) -> None:
        self.grid.display = False
        if self.prose is None:
            # Most sessions begin with a table: the text editor waits until it is wanted.
            from tui.app.widgets.prose_pane import ProsePane

            self.prose = ProsePane(self.session)
            self._opening = True
            self.body.mount(self.prose)
        self.prose.display = True
        self.prose.show(stop.path)
        self.call_after_refresh(self._prose_is_there)

    def _prose_is_there(self) -> None:
        self._opening = False
        if self.prose and self.stop.path:
            self.prose.take_focus()
        take_waiting(self.app)

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
        self._tell_of_text()
        self.keys.where = self.where
        self.keys.enabled = self.enabled()
        for pane in (self.title_bar, self.sections, self.info, self.keys):
            pane.update()
        if not self.stop.path:
            self.grid.update()

    # -- what is typed -------------------------------------------------------------------

    def ready(self) -> bool:
        """Whether the work area is there."""
        return not self._opening

    def take_typed(self, event: Typed) -> None:
        """A key is for the cell or the text first, then for an action."""
        if isinstance(event, events.Paste):
            self.paste_text(event.text)
            return
        if self.stop.path and self.prose:
            if not self.prose.take_typed(event):
                self._act(event.key)
            else:
                self._moved_in_text()
        elif took := self.grid.take_typed(event):
            self._show(took)
        else:
            self._act(event.key)

    def on_grid_clicked(self, message: Grid.Clicked) -> None:
        """Go there."""
        self._show(self.grid.click(message))

    def on_section_list_clicked(self, message: SectionList.Clicked) -> None:
        """Show it."""
        if self.settled():
            self.go_to_stop(stop_of(self.session.report.format, message.path))

    def on_key_bar_clicked(self, message: KeyBar.Clicked) -> None:
        """Do what the key does."""
        press(self, BY_NAME[message.name].keys[0])

    def _show(self, took: Took) -> None:
        if took.refused:
            self._say_refused(took.refused)
        elif took.all:
            self.info.message = ""
            self.refresh_panes()
            self.warn_unrecorded()
        else:
            self._typing()

    def _act(self, key: str) -> None:
        if key in BY_KEY:
            self.do(BY_KEY[key].name)

    def _typing(self) -> None:
        """A number is being typed: the report has not changed."""
        if self.info.message:
            self.info.say("")

    def _moved_in_text(self) -> None:
        """The cursor is at another character: what is known of that one."""
        self._tell_of_text()
        self.info.update()

    def _tell_of_text(self) -> None:
        prose = self.prose if self.stop.path else None
        self.info.detail = prose.summary if prose else ""
        self.info.choices = prose.completion if prose else None
        if prose:
            self.info.cursor = prose.editor.model.cursor

    # -- news from the text --------------------------------------------------------------

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

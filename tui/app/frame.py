"""What the terminal shows, and how little has to be sent to bring it up to date.

Textual lays out the panes and reads the keys; what is sent is decided here. A frame keeps
every cell that is on the terminal, asks the panes for their lines, and sends the cells
that differ, in one write that ends with the cursor where one types. However many keys
came in since the last frame, there is one frame for all of them.
"""

from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from textual.app import App
from textual.geometry import Offset
from textual.screen import Screen

from tui.app import textual_private
from tui.app.canvas import Cell, Line, blank
from tui.app.ink import PLAIN, Ink
from tui.app.palette import PAPER
from tui.app.pieces import Place, step
from tui.app.scrolls import Part, Scroll, scrolls_between
from tui.app.shifts import Shift, Span, best_shift, cost, spans

if TYPE_CHECKING:
    from tui.app.widgets.pane import Pane

Changes = dict[int, list[Span]]
"""The columns that differ, by row."""

_WORTH_SHIFTING = 500
"""An update of more bytes is tried with the terminal's own insertion of cells."""

_PATIENCE = 0.05
"""Seconds until the next attempt when the terminal does not take what was sent."""


class Frame:
    """The screen of one terminal."""

    def __init__(self, app: App[Any]) -> None:
        self.app = app
        self.ink = Ink()
        self._held = False
        self._panes: WeakKeyDictionary[Screen[Any], list[Pane]] = WeakKeyDictionary()
        self.forget()

    def add(self, pane: "Pane") -> None:
        """From now on the pane, and its screen, are drawn here."""
        screen = pane.screen
        if screen not in self._panes:
            self._panes[screen] = []
            textual_private.draw_with(screen, lambda: self.draw(screen))
        self._panes[screen].append(pane)

    def forget(self) -> None:
        """The terminal shows something unknown: the next frame sends everything."""
        self._size = (0, 0)
        self._parts: list[list[Part]] = []
        self._lines: list[Line] = []
        self._unknown = True
        self._cursor: Place | None = None
        self._cursor_shown: bool | None = None

    def hold(self) -> None:
        """Send nothing while the first screen comes into being."""
        self._held = True

    def release(self) -> None:
        """Send what was held back."""
        self._held = False
        self.draw(self.app.screen)

    def draw(self, screen: Screen[Any]) -> None:
        """Paint what is stale on a screen and send what differs, if it is the one on top."""
        if self._held or screen is not self.app.screen:
            return
        if textual_private.is_stalled(self.app):
            # Nobody takes what is sent: waiting for that would stop everything else too.
            self.app.set_timer(_PATIENCE, lambda: want(screen))
            return
        sequence = self.update(screen)
        if sequence:
            textual_private.send(self.app, sequence)

    # -- what differs ------------------------------------------------------------------------

    def update(self, screen: Screen[Any]) -> str:
        """The sequence that brings the terminal up to date; empty when it is."""
        columns, rows = self.app.size
        rows_of_parts, shifting = self._collect(screen, rows)
        if not any(rows_of_parts):
            return ""
        new = [_joined(parts, columns) for parts in rows_of_parts]
        if (columns, rows) != self._size:
            self._size, self._parts = (columns, rows), [[] for _ in range(rows)]
            self._lines = [[] for _ in range(rows)]
        plan = _Plan(None, self._lines, _changes(self._lines, new), {})
        if self.ink.can_shift and _price(plan.changes, new) > _WORTH_SHIFTING:
            plan = self._best_plan(plan, rows_of_parts, new, shifting)
        sequence, here = "", None
        if plan.scroll:
            sequence, here = plan.scroll.sequence(), (plan.scroll.at, 0)
        changes = plan.changes
        if self._unknown:
            self._unknown, self.ink.pen = False, PLAIN
            sequence = "\x1b[m" + sequence
        wanted = self._wanted_cursor(screen)
        goal = (wanted.place.y, wanted.place.x)
        if changes:
            sequence += self.ink.written(changes.items(), new, plan.moved, here, goal)
        elif sequence or self._cursor != goal:
            sequence += step(None if sequence else self._cursor, *goal)
        self._cursor = goal
        self._parts, self._lines = rows_of_parts, new
        if wanted.shown != self._cursor_shown:
            self._cursor_shown = wanted.shown
            sequence += "\x1b[?25h" if wanted.shown else "\x1b[?25l"
        return sequence

    def _best_plan(
        self,
        plain: "_Plan",
        rows_of_parts: list[list[Part]],
        new: list[Line],
        shifting: dict[int, int],
    ) -> "_Plan":
        """How the terminal is to move lines, or the cells of running text, by itself."""
        plans = [plain]
        for scroll in scrolls_between(self._parts, rows_of_parts):
            lines = scroll.apply(self._lines)
            plans.append(_Plan(scroll, lines, _changes(lines, new), {}))
        best = min(plans, key=lambda plan: plan.price(new))
        if not shifting:
            return best
        # What a scroll leaves to send is less, and yet it may be more than shifts leave.
        shifted = [plan.shifted(new, shifting) for plan in (plain, best)]
        return min(shifted, key=lambda plan: plan.price(new))

    def _collect(self, screen: Screen[Any], rows: int) -> tuple[list[list[Part]], dict[int, int]]:
        """What the panes show on every row; and the rows of running text with their end."""
        found: list[list[Part]] = [[] for _ in range(rows)]
        shifting = {}
        for pane in self._panes.get(screen, ()):
            x, top, columns, height = pane.region
            if not columns or not height:
                continue
            for y, line in enumerate(pane.drawn(), top):
                if 0 <= y < rows:
                    found[y].append((x, line))
                    if pane.SHIFTS:
                        shifting[y] = x + columns - 1
        return found, shifting

    def _wanted_cursor(self, screen: Screen[Any]) -> "TextCursor":
        """Where the cursor belongs: input methods open there."""
        wanted = text_cursor(screen)
        if wanted is not None:
            self.app.cursor_position = wanted.place
        place = self.app.screen.outer_size.clamp_offset(self.app.cursor_position)
        return TextCursor(place, wanted.shown if wanted else bool(self._cursor_shown))


class _Plan(NamedTuple):
    """An update: lines moved by the terminal, cells moved by it, and what is left to send."""

    scroll: Scroll | None
    lines: list[Line]
    changes: Changes
    moved: dict[int, Shift]

    def price(self, new: list[Line]) -> int:
        """About how many bytes it takes."""
        moves = [shift.sequence(y) for y, shift in self.moved.items()]
        moves += [self.scroll.sequence()] if self.scroll else []
        return _price(self.changes, new) + sum(map(len, moves))

    def shifted(self, new: list[Line], shifting: dict[int, int]) -> "_Plan":
        """The same with the cells of running text moved, if there is much of it to send."""
        rows = [y for y in self.changes if y in shifting and self.lines[y]]
        if sum(cost(self.changes[y], new[y]) for y in rows) <= _WORTH_SHIFTING:
            return self
        changes, moved = dict(self.changes), {}
        for y in rows:
            best = best_shift(self.lines[y], new[y], shifting[y], changes[y])
            if best:
                moved[y], changes[y] = best
        return self._replace(changes=changes, moved=moved)


class TextCursor(NamedTuple):
    """The cell of the screen where one types; ``shown`` when a text is being written there."""

    place: Offset
    shown: bool


def text_cursor(screen: Screen[Any]) -> TextCursor | None:
    """Where a screen wants the terminal's cursor: a dialog says it itself, else the focus."""
    asked: Any = screen if hasattr(screen, "text_cursor") else screen.focused
    return asked.text_cursor() if hasattr(asked, "text_cursor") else None


def _changes(old: list[Line], new: list[Line]) -> Changes:
    """The columns that differ, by row; the whole row where the old one is not known."""
    found = {}
    for y, (before, after) in enumerate(zip(old, new, strict=True)):
        if before is not after and before != after:
            found[y] = list(spans(before, after)) if before else [(0, len(after))]
    return found


def _price(changes: Changes, new: list[Line]) -> int:
    """About how many bytes it takes to send what differs."""
    return sum(cost(found, new[y]) for y, found in changes.items())


def _joined(parts: list[Part], columns: int) -> Line:
    """The parts of a row as one line."""
    if len(parts) == 1 and parts[0][0] == 0 and len(parts[0][1]) == columns:
        return parts[0][1]
    row: list[Cell] = []
    for x, line in sorted(parts, key=lambda part: part[0]):
        row += blank(x - len(row), PAPER)
        row += line
    row += blank(columns - len(row), PAPER)
    del row[columns:]
    return row


# -- one frame for each terminal ---------------------------------------------------------------

_frames: "WeakKeyDictionary[App[Any], Frame]" = WeakKeyDictionary()


def frame_of(app: App[Any]) -> Frame:
    """The frame of the terminal on which an application runs."""
    if app not in _frames:
        _frames[app] = Frame(app)
    return _frames[app]


def want(screen: Screen[Any]) -> None:
    """Draw a screen soon."""
    textual_private.want_frame(screen)

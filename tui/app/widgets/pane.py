"""A part of the screen that draws its own lines."""

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.app.canvas import Line, blank, strip
from tui.app.frame import TextCursor, frame_of, want
from tui.app.palette import PAPER


class Pane(Widget):
    """Subclasses say in :meth:`paint` what the pane looks like.

    After :meth:`update` it is painted with the next frame, however often it was called
    before; of what is painted :mod:`tui.app.frame` sends only what differs.
    """

    BACKGROUND: Style = PAPER

    SHIFTS = False
    """Whether it shows running text, of which one character moves all that follows."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Line] = []
        self._stale = True

    def paint(self, columns: int, rows: int) -> list[Line]:
        """The lines of the pane, at most ``rows``, each of exactly ``columns`` cells.

        A line that was painted once is not changed any more.
        """
        raise NotImplementedError

    def text_cursor(self) -> TextCursor | None:
        """Where the terminal's own cursor belongs while this pane has the focus."""
        return None

    def update(self) -> None:
        """Show what changed, with the next frame."""
        self._stale = True
        if self.is_attached:
            want(self.screen)

    def drawn(self) -> list[Line]:
        """The lines as they are now, in the present size."""
        columns, rows = self.size
        if not columns or not rows:
            self._lines = []
        elif self._stale or len(self._lines) != rows or len(self._lines[0]) != columns:
            self._stale = False
            lines = self.paint(columns, rows)[:rows]
            missing = rows - len(lines)
            self._lines = lines + [blank(columns, self.BACKGROUND) for _ in range(missing)]
        return self._lines

    def on_mount(self) -> None:
        """Be drawn by :mod:`tui.app.frame`."""
        frame_of(self.app).add(self)

    def on_resize(self) -> None:
        """Paint in the new size."""
        self.update()

    def render_line(self, y: int) -> Strip:
        """A line as Textual draws it."""
        lines = self.drawn()
        if y < len(lines):
            return strip(lines[y])
        return Strip.blank(self.size.width, self.BACKGROUND)

    def render_lines(self, crop: Region) -> list[Strip]:
        """What Textual asks for when it makes a picture of the screen: never an old line."""
        return [self.render_line(y).crop(crop.x, crop.right) for y in crop.line_range]

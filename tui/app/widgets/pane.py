"""A part of the screen that draws its own lines and sends only what changed."""

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.app.canvas import Line, blank, difference, strip
from tui.app.palette import PAPER


class Pane(Widget):
    """Subclasses say in :meth:`paint` what the pane looks like; :meth:`update` shows it.

    Painting is cheap and whole; the comparison with what is already on the terminal
    finds the columns that differ, and only those are refreshed.
    """

    BACKGROUND: Style = PAPER

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Line] = []

    def paint(self, columns: int, rows: int) -> list[Line]:
        """The lines of the pane, at most ``rows``, each of exactly ``columns`` cells."""
        raise NotImplementedError

    def update(self) -> None:
        """Paint anew and refresh what differs from before."""
        columns, rows = self.size
        if not columns or not rows:
            return
        if not self._fits():
            self._lines = []
            self.refresh()
            return
        new = self._painted(columns, rows)
        old, self._lines = self._lines, new
        regions = [
            Region(span[0], y, span[1] - span[0], 1)
            for y, (before, after) in enumerate(zip(old, new, strict=True))
            if before is not after and (span := difference(before, after))
        ]
        if regions:
            self.refresh(*regions)

    def _fits(self) -> bool:
        """Whether the lines at hand have the present size."""
        columns, rows = self.size
        return len(self._lines) == rows and (not rows or len(self._lines[0]) == columns)

    def _painted(self, columns: int, rows: int) -> list[Line]:
        lines = self.paint(columns, rows)[:rows]
        return lines + [blank(columns, self.BACKGROUND) for _ in range(rows - len(lines))]

    def on_resize(self) -> None:
        """Forget lines of another size; Textual asks for all of them anyway."""
        if not self._fits():
            self._lines = []

    def render_line(self, y: int) -> Strip:
        """What Textual asks for when it draws."""
        if not self._fits() and self.size.width:
            self._lines = self._painted(*self.size)
        if y < len(self._lines):
            return strip(self._lines[y])
        return Strip.blank(self.size.width, self.BACKGROUND)

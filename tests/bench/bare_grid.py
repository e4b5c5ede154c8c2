"""The least that a grid in Textual can be: the reference of tests/bench/editor.py.

One widget of 28 rows and 10 columns that draws its lines itself and refreshes the two
cells that a key changed. No report, no totals, no checks, nothing around it.
"""

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

ROWS, COLUMNS, CELL = 28, 10, 9
STEPS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}
PLAIN = Style(color="#d0d0d0", bgcolor="#1c1c1c")
HERE = Style(color="#000000", bgcolor="#d7af5f")


class BareGrid(Widget, can_focus=True):
    """Figures, a cursor, digits."""

    def __init__(self) -> None:
        super().__init__()
        self.figures = [["0"] * COLUMNS for _ in range(ROWS)]
        self.row = self.column = 0

    def render_line(self, y: int) -> Strip:
        """A row of figures; below them the sign that all is drawn."""
        if y == ROWS:
            return Strip([Segment("drawn".ljust(COLUMNS * CELL), PLAIN)], COLUMNS * CELL)
        if y > ROWS:
            return Strip.blank(self.size.width, PLAIN)
        cells = [
            Segment(figure.rjust(CELL), HERE if (y, x) == (self.row, self.column) else PLAIN)
            for x, figure in enumerate(self.figures[y])
        ]
        return Strip(cells, COLUMNS * CELL)

    def on_key(self, event: events.Key) -> None:
        """Move or type."""
        before = self.row, self.column
        if event.key in STEPS:
            down, right = STEPS[event.key]
            self.row, self.column = (self.row + down) % ROWS, (self.column + right) % COLUMNS
        elif event.character and event.character.isdigit():
            self.figures[self.row][self.column] += event.character
            self.figures[self.row][self.column] = self.figures[self.row][self.column][-6:]
        else:
            return
        event.stop()
        event.prevent_default()
        places = (before, (self.row, self.column))
        self.refresh(*[Region(x * CELL, y, CELL, 1) for y, x in places])


class Bare(App[None]):
    """Nothing else."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """The grid."""
        yield BareGrid()


if __name__ == "__main__":
    Bare().run()

"""Pages to read: help, preview and comparison."""

from tui.app import palette
from tui.app.canvas import Line, crop
from tui.app.screens.dialog import ESCAPE, Dialog, Keys

SIDEWAYS = 8


class Pager(Dialog[None]):
    """Scrolls up and down, and sideways where a line is wider than the page."""

    WIDEST = 100
    """Longer lines are hard to read."""

    TURN = 3

    def __init__(self) -> None:
        super().__init__()
        self._first = self._shift = 0
        self._pages: dict[int, list[Line]] = {}
        self._shown = (1, 1)

    def page(self, columns: int) -> list[Line]:
        """All lines, laid out for a width as far as they can be."""
        raise NotImplementedError

    def turn(self) -> None:
        """Begin at the top of another page."""
        self._pages.clear()
        self._first = self._shift = 0

    def wish(self, columns: int, rows: int) -> tuple[int, int]:
        """No more lines than there are."""
        wide = min(columns, self.WIDEST)
        high = min(rows, max(len(self._page(wide)), 3))
        self._shown = wide, high
        return wide, high

    def counter(self) -> str:
        """Which lines are seen."""
        columns, rows = self._shown
        total = len(self._page(columns))
        last = min(total, self._first + rows)
        return f"{self._first + 1}–{last} 行，共 {total} 行" if total > rows else ""

    def footer(self) -> list[Keys]:
        """Only the keys that move something."""
        columns, rows = self._shown
        keys = []
        if len(self._page(columns)) > rows:
            keys += [Keys("↑↓ PageUp PageDown", "翻看"), Keys("Home End", "首尾")]
        if self._widest() > columns:
            keys.append(Keys("←→", "左右"))
        return [*keys, ESCAPE]

    def press(self, key: str) -> bool:
        """Scroll; out of the page is not possible."""
        columns, rows = self._shown
        page = max(1, rows - 1)
        last = max(0, len(self._page(columns)) - rows)
        down = {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "home": -last, "end": last}
        if key in down:
            self._first = max(0, min(last, self._first + down[key]))
            if key in ("home", "end"):
                self._first = 0 if key == "home" else last
        elif key in ("left", "right"):
            step = SIDEWAYS if key == "right" else -SIDEWAYS
            self._shift = max(0, min(self._widest() - columns, self._shift + step))
        else:
            return False
        return True

    def body(self, columns: int, rows: int) -> list[Line]:
        """The part of the page that is seen, with … where a line goes on."""
        lines = self._page(columns)
        self._shown = columns, rows
        self._first = max(0, min(self._first, len(lines) - rows))
        self._shift = max(0, min(self._shift, self._widest() - columns))
        return [self._window(line, columns) for line in lines[self._first : self._first + rows]]

    def _window(self, line: Line, columns: int) -> Line:
        # What fits stays where it is: prose need not move with a wide table.
        shift = self._shift if len(line) > columns else 0
        window = crop(line, shift, columns, palette.PAPER)
        if len(line) > shift + columns:
            _cut(window, columns - 1)
        if shift:
            _cut(window, 0)
        return window

    def _page(self, columns: int) -> list[Line]:
        if columns not in self._pages:
            self._pages[columns] = self.page(columns)
        return self._pages[columns]

    def _widest(self) -> int:
        return max((len(line) for line in self._page(self._shown[0])), default=0)


def _cut(line: Line, at: int) -> None:
    """Put … over a cell; what is left of a wide character becomes a blank."""
    style = line[at][1]
    if line[at][0] == "" and at:
        line[at - 1] = (" ", style)
    elif at + 1 < len(line) and line[at + 1][0] == "":
        line[at + 1] = (" ", style)
    line[at] = ("…", style)

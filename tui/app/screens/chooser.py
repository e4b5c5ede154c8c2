"""A scrolling list with a cursor, a part of several dialogs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from rich.style import Style

from tui.app import palette
from tui.app.canvas import Line, blank, put
from tui.display import visible, width

Value = TypeVar("Value")

GAP = 2


@dataclass(frozen=True, slots=True)
class Item(Generic[Value]):
    """A line of the list. ``glyph`` may be a short word; one that is not enabled is skipped."""

    glyph: str
    style: Style
    text: str
    detail: str
    value: Value
    enabled: bool = True


class Chooser(Generic[Value]):
    """The items, the cursor, and the part of the list that is seen."""

    def __init__(self, items: Sequence[Item[Value]] = (), *, share: int = 60) -> None:
        """``share``: how many per cent of a line the texts may take before their details."""
        self.share = share
        self.rows = 1
        self.replace(items)

    def replace(self, items: Sequence[Item[Value]]) -> None:
        """Show other items, the cursor on the first one that can be chosen."""
        self.items = items
        self.first = 0
        self.at = next((i for i, item in enumerate(items) if item.enabled), 0)

    @property
    def current(self) -> Item[Value] | None:
        """The item under the cursor, if it can be chosen."""
        item = self.items[self.at] if self.items else None
        return item if item and item.enabled else None

    def counter(self) -> str:
        """Where the cursor is: 3/25."""
        return f"{self.at + 1}/{len(self.items)}" if self.items else ""

    def press(self, key: str) -> bool:
        """Move the cursor. False for a key that does not."""
        last = len(self.items) - 1
        page = max(1, self.rows - 1)
        targets = {
            "up": (self.at - 1, -1),
            "down": (self.at + 1, 1),
            "pageup": (max(0, self.at - page), -1),
            "pagedown": (min(last, self.at + page), 1),
            "home": (0, 1),
            "end": (last, -1),
        }
        if key not in targets:
            return False
        target, step = targets[key]
        if not self._move(target, step):
            self._move(target, -step)
        return True

    def keys_to(self, at: int) -> tuple[str, ...]:
        """The keys that lead to an item, or take it if it is the current one."""
        if not 0 <= at < len(self.items) or not self.items[at].enabled:
            return ()
        if at == self.at:
            return ("enter",)
        between = self.items[self.at + 1 : at + 1] if at > self.at else self.items[at : self.at]
        return ("down" if at > self.at else "up",) * sum(item.enabled for item in between)

    def _move(self, at: int, step: int) -> bool:
        """To the nearest enabled item in a direction, if there is one."""
        while 0 <= at < len(self.items):
            if self.items[at].enabled:
                self.at = at
                return True
            at += step
        return False

    def width(self) -> int:
        """The columns that show everything."""
        glyph, text = self._columns()
        detail = max((width(visible(i.detail)) for i in self.items), default=0)
        return 2 + glyph + text + (GAP + detail if detail else 0) + 2

    def caret(self) -> tuple[int, int]:
        """The place of the cursor in the lines last drawn."""
        return 0, self.at - self.first

    def lines(self, columns: int, rows: int) -> list[Line]:
        """The part of the list around the cursor; arrows say where there is more."""
        self.rows = rows
        self.first = max(min(self.first, self.at), self.at - rows + 1)
        self.first = max(0, min(self.first, len(self.items) - rows))
        if not any(item.enabled for item in self.items[: self.at]):
            self.first = max(0, self.at - rows + 1)
        shown = range(self.first, min(len(self.items), self.first + rows))
        glyph, text = self._columns()
        text = min(text, max(1, (columns - 4 - glyph) * self.share // 100))
        if not any(self.items[i].detail for i in shown):
            text = columns - 4 - glyph
        lines = [self._line(index, columns, glyph, text) for index in shown]
        if lines and self.first:
            _mark(lines[0], "↑")
        if lines and self.first + rows < len(self.items):
            _mark(lines[-1], "↓")
        return lines

    def _columns(self) -> tuple[int, int]:
        glyph = max((width(i.glyph) + 1 for i in self.items if i.glyph), default=0)
        return glyph, max((width(visible(i.text)) for i in self.items), default=0)

    def _line(self, index: int, columns: int, glyph: int, text: int) -> Line:
        item, here = self.items[index], index == self.at and self.items[index].enabled
        base = palette.CURRENT if here else palette.PAPER
        line = blank(columns, base)
        if here:
            put(line, 0, "▸", palette.BAR_KEY + Style(bgcolor=base.bgcolor))
        dim = palette.LABEL if item.enabled else palette.FAINT
        own = Style(color=item.style.color, bgcolor=base.bgcolor, bold=here)
        put(line, 2, item.glyph, own if item.enabled else dim, glyph)
        put(line, 2 + glyph, item.text, base if item.enabled else dim, text)
        start = 2 + glyph + text + GAP
        own = Style(color=dim.color, bgcolor=base.bgcolor)
        if start < columns - 2:
            put(line, start, item.detail, own, columns - 1 - start)
        return line


def _mark(line: Line, arrow: str) -> None:
    line[-1] = (arrow, palette.STRONG + Style(bgcolor=line[-1][1].bgcolor))

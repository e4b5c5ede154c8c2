"""A dialog around a list, with or without a text field above it."""

from collections.abc import Sequence
from typing import Generic, TypeVar

from tui.app import palette
from tui.app.canvas import Line, blank, put
from tui.app.screens.chooser import Chooser, Item
from tui.app.screens.dialog import ESCAPE, Answer, Dialog, Keys
from tui.app.screens.line_input import LineInput
from tui.display import width

Value = TypeVar("Value")


class ChooserDialog(Dialog[Answer], Generic[Answer, Value]):
    """Arrows move in the list, Enter takes the current item."""

    MOVE = Keys("↑↓", "选择")
    ENTER = Keys("回车", "确定")

    def __init__(self, items: Sequence[Item[Value]] = (), *, share: int = 60) -> None:
        super().__init__()
        self._top = 0
        self.chooser: Chooser[Value] = Chooser(items, share=share)

    def take(self, item: Item[Value]) -> None:
        """Enter was pressed on an item."""
        raise NotImplementedError

    def counter(self) -> str:
        """Which item of how many."""
        return self.chooser.counter()

    def footer(self) -> list[Keys]:
        """The keys of every list."""
        return [self.MOVE, self.ENTER, ESCAPE]

    def wish(self, columns: int, rows: int) -> tuple[int, int]:
        """What shows every item whole, with air above and below."""
        return min(columns, self.chooser.width()), min(rows, len(self.chooser.items) + 2)

    def body(self, columns: int, rows: int) -> list[Line]:
        """The list, a little below the title where there is room."""
        self._top = 1 if rows > len(self.chooser.items) else 0
        above = [blank(columns, palette.PAPER)] * self._top
        return above + self.chooser.lines(columns, rows - self._top)

    def caret(self) -> tuple[int, int]:
        """The current item."""
        x, y = self.chooser.caret()
        return x, self._top + y

    def click(self, column: int, line: int) -> tuple[str, ...]:  # noqa: ARG002
        """The first click chooses an item, one on the current item takes it."""
        line -= self._top
        seen = 0 <= line < self.chooser.rows
        return self.chooser.keys_to(self.chooser.first + line) if seen else ()

    def press(self, key: str) -> bool:
        """Move or take. Home and End belong to the text field where there is one."""
        if key == "enter":
            if self.chooser.current:
                self.take(self.chooser.current)
            return True
        if self.field and key in ("home", "end"):
            return False
        return self.chooser.press(key)


class SearchDialog(ChooserDialog[Answer, Value]):
    """A text field, and the list of what it finds, as one types."""

    HINT = ""
    NOTHING = "没有找到"
    EMPTY = ""
    """What stands under an empty field that finds nothing."""

    HEAD = 3
    """The line of the field between two blank ones."""

    LABEL = " 键入 "

    def __init__(self, *, share: int = 60) -> None:
        super().__init__(share=share)
        self.field: LineInput = LineInput(hint=self.HINT)
        self.typed()

    def search(self, text: str) -> Sequence[Item[Value]]:
        """What a text finds, best first."""
        raise NotImplementedError

    def typed(self) -> None:
        """Search anew."""
        self.chooser.replace(self.search(self.field.text))

    def wish(self, columns: int, rows: int) -> tuple[int, int]:
        """Always the same, so that nothing jumps while one types."""
        return min(columns, 100), min(rows, 32)

    def body(self, columns: int, rows: int) -> list[Line]:
        """The field, then the list or why there is none."""
        space = width(self.LABEL)
        label = blank(space, palette.PAPER)
        put(label, 0, self.LABEL, palette.LABEL)
        empty = blank(columns, palette.PAPER)
        self._top = self.HEAD
        lines = [empty, label + self.field.line(max(1, columns - space)), empty]
        lines += self.chooser.lines(columns, max(1, rows - self.HEAD))
        if not self.chooser.items:
            line = blank(columns, palette.PAPER)
            put(line, 2, self.NOTHING if self.field.text.strip() else self.EMPTY, palette.LABEL)
            lines.append(line)
        return lines

    def caret(self) -> tuple[int, int]:
        """The text cursor."""
        return width(self.LABEL) + self.field.column(), 1

"""What all dialogs share: a box with a title line, its content and the keys that work."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.screen import ModalScreen

from tui.app import palette
from tui.app.actions import BY_NAME
from tui.app.canvas import Line, blank, crop, put, put_right
from tui.app.frame import TextCursor
from tui.app.key_order import Typed, take_waiting
from tui.app.mouse import Wheel, press
from tui.app.widgets.pane import Pane
from tui.display import visible, width

if TYPE_CHECKING:
    from tui.app.screens.line_input import LineInput

Answer = TypeVar("Answer")

BACKDROP = Style(color="#808080", bgcolor="#121212")

ROOMY = (100, 30)
"""From this size on a dialog leaves a margin around itself."""


class Keys(NamedTuple):
    """An entry of the footer: what to press, and what it does in a few characters."""

    key: str
    does: str


ESCAPE = Keys("Esc", "关闭")

NAMES = {"Esc": "escape", "回车": "enter", "Tab": "tab", "F2": "f2"}
"""The names of the keys that a click on the footer presses."""


def line_of_keys(keys: Iterable[Keys], columns: int) -> tuple[Line, dict[int, str]]:
    """A footer, as many keys as there is room for; and the key that each column belongs to."""
    line = blank(columns, palette.BAR)
    shown: dict[int, str] = {}
    x = 1
    for key, does in keys:
        if x + width(key) + width(does) + 1 > columns:
            break
        start, x = x, put(line, x, key, palette.BAR_KEY)
        x = put(line, x + 1, does, palette.BAR) + 2
        shown.update(dict.fromkeys(range(start, x - 2), key))
    return line, shown


class Box(Pane):
    """The one widget of a dialog. It covers the screen and draws box and backdrop itself:

    so a dialog that grows or shrinks sends its differences and lays nothing out anew.
    """

    BACKGROUND = BACKDROP

    def __init__(self, dialog: "Dialog[Answer]") -> None:
        super().__init__(id="box")
        self.dialog = dialog

    def paint(self, columns: int, rows: int) -> list[Line]:
        """The dialog in the middle of an empty screen."""
        return self.dialog.paint(columns, rows)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """What was clicked is the dialog's to know."""
        event.stop()
        self.dialog.clicked_at(event.x, event.y)

    def text(self) -> str:
        """What stands on the screen, for tests."""
        return "\n".join("".join(char for char, _ in line).rstrip() for line in self.drawn())


class Dialog(Wheel, ModalScreen[Answer]):
    """Subclasses say what they are called, how much room they wish, and what they show.

    Escape closes with None, and so does the key that opened it. All keys go to the dialog;
    nothing of the screen below is redrawn while it is open.
    """

    DEFAULT_CSS = """
    Dialog { background: #121212; overflow: hidden; }
    Dialog > Box { width: 1fr; height: 1fr; }
    """
    AUTO_FOCUS = ""
    ACTION = ""
    """The action that opens it; its keys close it again."""

    PADDING = 2
    TIGHT = 1
    """The padding in a small terminal."""

    field: "LineInput | None" = None
    """The text field that takes what is typed and pasted."""

    # -- what a subclass says ------------------------------------------------------------

    def heading(self) -> str:
        """The title."""
        return BY_NAME[self.ACTION].title

    def counter(self) -> str:
        """What stands at the right end of the title line."""
        return ""

    def wish(self, columns: int, rows: int) -> tuple[int, int]:
        """The size the content would like; it gets what there is, at most."""
        return columns, rows

    def body(self, columns: int, rows: int) -> list[Line]:
        """The content, in exactly so many columns."""
        raise NotImplementedError

    def footer(self) -> list[Keys]:
        """The keys that work, the most useful first."""
        return [ESCAPE]

    def caret(self) -> tuple[int, int]:
        """Column and line of the content where the hardware cursor belongs."""
        return 0, 0

    def press(self, key: str) -> bool:  # noqa: ARG002
        """Do what a key says. False when it says nothing here."""
        return False

    def click(self, column: int, line: int) -> tuple[str, ...]:  # noqa: ARG002
        """The keys that do the same as a click into the content."""
        return ()

    def typed(self) -> None:
        """The text of the field was changed."""

    # -- opening and closing -------------------------------------------------------------

    def __init__(self) -> None:
        super().__init__()
        self._open = self._finished = False
        self._cursor = self._origin = Offset(0, 0)
        self._high = self._padding = 0
        self._shown_keys: dict[int, str] = {}
        """The keys of the footer by the columns of the box in which they stand."""

    def on_mount(self) -> None:
        """It is there: what was typed ahead is for it."""
        self._open = True
        take_waiting(self.app)

    def finish(self, answer: Answer | None) -> None:
        """Close, once: a second Enter may be under way already."""
        if not self._finished:
            self._finished = True
            self.dismiss(answer)

    # -- drawing -------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """One widget."""
        yield Box(self)

    def redraw(self) -> None:
        """Show what changed."""
        self.query_one(Box).update()

    def paint(self, columns: int, rows: int) -> list[Line]:
        """The whole screen: backdrop, title, content, footer."""
        roomy = columns >= ROOMY[0] and rows >= ROOMY[1]
        widest, highest = (columns - 4, rows - 2) if roomy else (columns, rows)
        padding = self.PADDING if roomy else self.TIGHT
        wide, high = self.wish(widest - 2 * padding, highest - 2)
        wide = max(wide, self._furniture() - 2 * padding)
        wide, high = min(wide, widest - 2 * padding), min(high, highest - 2)
        if wide < 1 or high < 1:
            return []
        content = self.body(wide, high)[:high]
        left, top = (columns - wide - 2 * padding) // 2, max(0, (rows - high - 2) // 2)
        lines = [self._title(wide + 2 * padding)]
        for line in content + [blank(wide, palette.PAPER)] * (high - len(content)):
            edge = [(" ", palette.PAPER)] * padding
            lines.append(edge + crop(line, 0, wide, palette.PAPER) + edge)
        footer, self._shown_keys = line_of_keys(self.footer(), wide + 2 * padding)
        lines.append(footer)
        before = [(" ", BACKDROP)] * left
        after = [(" ", BACKDROP)] * (columns - left - wide - 2 * padding)
        empty = blank(columns, BACKDROP)
        x, y = self.caret()
        x, y = max(0, min(x, wide - 1)), min(y, high - 1)
        self._origin = Offset(left + padding, top + 1)
        self._high, self._padding = high, padding
        self._cursor = self._origin + Offset(x, y)
        whole = [empty] * top + [before + line + after for line in lines]
        return whole + [empty] * (rows - len(whole))

    def text_cursor(self) -> TextCursor:
        """Input methods open their window at this cell; a screen reader follows it."""
        return TextCursor(self._cursor, shown=self.field is not None)

    def _furniture(self) -> int:
        """The columns that title and footer take."""
        title = width(visible(self.heading())) + width(self.counter()) + 4
        return max(title, sum(width(k.key) + width(k.does) + 3 for k in self.footer()) + 1)

    def _title(self, columns: int) -> Line:
        line = blank(columns, palette.BAR)
        counter = self.counter()
        put(line, 1, self.heading(), palette.BAR_STRONG, max(0, columns - width(counter) - 4))
        put_right(line, 0, columns - 1, counter, palette.BAR)
        return line

    def clicked_at(self, x: int, y: int) -> None:
        """A place of the screen was clicked: press the keys that do the same."""
        column, line = Offset(x, y) - self._origin
        if 0 <= line < self._high:
            press(self, *self.click(column, line))
        elif line == self._high and (key := self._shown_keys.get(column + self._padding)):
            press(self, *filter(None, [NAMES.get(key)]))

    # -- keys ----------------------------------------------------------------------------

    def ready(self) -> bool:
        """Whether it is open: what is typed ahead is for the screen below."""
        return self._open and not self._finished

    def take_typed(self, event: Typed) -> None:
        """A key ends here, so that none of Textual's own bindings ever answers."""
        if isinstance(event, events.Paste):
            # The terminal's paste: its first line goes into the field.
            if self.field:
                self._insert(event.text)
                self.redraw()
        else:
            self._take_key(event)

    def on_key(self, event: events.Key) -> None:
        """The same in an application that forwards keys."""
        event.stop()
        event.prevent_default()
        if self.ready():
            self.take_typed(event)

    def on_paste(self, event: events.Paste) -> None:
        """As for a key."""
        event.stop()
        if self.ready():
            self.take_typed(event)

    def _take_key(self, event: events.Key) -> None:
        field = self.field
        if event.key == "escape" or (self.ACTION and event.key in BY_NAME[self.ACTION].keys):
            self.finish(None)
            return
        if self.press(event.key):
            pass
        elif field and event.key == "ctrl+v":
            self._insert(self.app.clipboard)
        elif field and event.is_printable and event.character:
            self._insert(event.character)
        elif field and (done := field.press(event.key)):
            if done == "changed":
                self.typed()
        else:
            return
        if not self._finished:
            self.redraw()

    def _insert(self, text: str) -> None:
        if self.field and self.field.insert(text):
            self.typed()

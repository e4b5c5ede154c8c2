"""Ctrl+L in a text: the tables as printed, in which one goes to the cell that is meant.

Nothing is typed into the tables here. Below them stands the reference that Enter writes into
the text, with its figure; a few keys make a sum, a share or last year's figure of it.
"""

import unicodedata

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import ModalScreen

from tui.app.actions import BY_NAME
from tui.app.frame import TextCursor
from tui.app.key_order import Typed, take_waiting
from tui.app.screens.dialog import Keys
from tui.app.screens.picker_panes import Foot, Head, KeyLine, PickerGrid
from tui.app.screens.picking import Picking
from tui.app.screens.targets import matching, targets
from tui.app.session import Session
from tui.app.stops import Stop
from tui.app.widgets.bars import SectionList
from tui.app.widgets.grid import Grid
from tui.report.reference_draft import Operator
from tui.schema import Section

_OPERATORS: dict[str, Operator] = {"+": "+", "-": "-", "%": "/", "/": "/"}
_SECTIONS = {"f4": 1, "f3": -1}
_MATCHES = {"f8": 1, "ctrl+n": 1, "shift+f8": -1, "ctrl+p": -1}


class ReferencePicker(ModalScreen[str]):
    """Its result is a reference; None when the text is to stay as it is."""

    AUTO_FOCUS = ""
    DEFAULT_CSS = """
    ReferencePicker { layout: vertical; background: #1c1c1c; overflow: hidden; }
    ReferencePicker > Foot { height: 3; }
    """

    def __init__(self, session: Session, path: str = "", *, inside: bool = False) -> None:
        """``path``: the cell to begin with; the first one where there is none.

        ``inside``: it is for a reference that has its brackets already.
        """
        super().__init__()
        self.session = session
        self.sections = [s for s in session.report.format.sections if s.table]
        self.picking = Picking(session, path or session.report.format.cells[0].path)
        self.inside = inside
        self.found: list[str] = []
        """The rows that bear what is typed, the nearest first."""
        self.typed = ""
        self._targets = [t for t in targets(session.report.format) if t.kind == "行"]
        self._open = self._finished = False

    # -- opening and closing -------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The sections and a table as on the main screen, three lines below."""
        self.head = Head(self.picking)
        self.list = SectionList(self.session)
        self.grid = PickerGrid(self.session)
        self.foot = Foot(self.picking, brackets=not self.inside)
        self.bar = KeyLine()
        self.body = Horizontal(id="body")
        self.list.fit(self.body, self.app.size.width)
        yield self.head
        with self.body:
            yield self.list
            yield self.grid
        yield self.foot
        yield self.bar

    def on_mount(self) -> None:
        """Show the cell to begin with; what was typed ahead is for this screen."""
        self._go(self.picking.path)
        self._open = True
        take_waiting(self.app)

    def on_resize(self, event: events.Resize) -> None:
        """Fold the list of sections where the terminal is narrow."""
        self.list.fit(self.body, event.size.width)

    def ready(self) -> bool:
        """Whether it is open."""
        return self._open and not self._finished

    def finish(self, reference: str | None) -> None:
        """Close, once."""
        if not self._finished:
            self._finished = True
            self.dismiss(reference)

    def text_cursor(self) -> TextCursor | None:
        """A screen reader follows the current cell."""
        return self.grid.text_cursor()

    # -- keys ----------------------------------------------------------------------------

    def take_typed(self, event: Typed) -> None:
        """Move, choose, or look for a row by its name."""
        if isinstance(event, events.Paste):
            self._look_for(self.typed + " ".join(event.text.split()))
        elif event.key == "escape" or event.key in BY_NAME["reference"].keys:
            self.finish(None)
        elif event.key == "enter":
            self._take()
        elif not self._choose(event.key):
            character = unicodedata.normalize("NFKC", event.character or "")
            if self.picking.operate(_OPERATORS.get(character)) or self.picking.decide(character):
                self.typed, self.found = "", []
            elif character.isprintable() and (character.strip() or self.typed):
                self._look_for(self.typed + character)
                return
        self._show()

    def _choose(self, key: str) -> bool:
        """Go to another cell, table or year. False for a key that does not."""
        page = max(1, self.grid.size.height - self.grid.geometry.frozen_lines - 1)
        bare = key.removeprefix("shift+") if key != "shift+tab" else key
        if (target := self.grid.moves.target(self.grid.path, bare, page)) is not None:
            self._move(target)
        elif key in _SECTIONS:
            at = self.sections.index(self._section(self.grid.path)) + _SECTIONS[key]
            self.grid.show(self.sections[at % len(self.sections)])
            self._move(self.grid.path)
        elif key in _MATCHES and self.found:
            at = self.found.index(self._row(self.grid.path)) if self._on_match() else -1
            self._go_to_row(self.found[(at + _MATCHES[key]) % len(self.found)])
        elif key in BY_NAME["last_year"].keys:
            self.picking.change_year()
        elif key == "backspace" and self.typed:
            self._look_for(self.typed[:-1])
        elif key == "backspace":
            if cell := self.picking.back():
                self._go(cell)
        else:
            return False
        return True

    def on_grid_clicked(self, message: Grid.Clicked) -> None:
        """The cell that was clicked."""
        self._move(message.path)
        self._show()

    def _take(self) -> None:
        reference = self.picking.finished()
        if reference:
            self.finish(reference)

    # -- going about ---------------------------------------------------------------------

    def _section(self, path: str) -> Section:
        form = self.session.report.format
        return form.cells[form.index[path]].section

    def _row(self, path: str) -> str:
        return path.rpartition(".")[0]

    def _on_match(self) -> bool:
        return self._row(self.grid.path) in self.found

    def _move(self, path: str) -> None:
        """To a cell, by its place: what was typed to find one is done with."""
        self.typed, self.found = "", []
        self._go(path)

    def _go(self, path: str) -> None:
        section = self._section(path)
        if self.grid.section is section:
            self.grid.go(path)
        else:
            self.grid.show(section, path)
        self.picking.go(path)
        self._show()

    def _look_for(self, text: str) -> None:
        """Go to the first row that has a number or a name like what is typed."""
        self.typed = text
        found = matching(self._targets, text) if text else []
        self.found = [self._row(target.path) for target in found]
        if self.found:
            self._go_to_row(self.found[0])
        self._show()

    def _go_to_row(self, row: str) -> None:
        """The total of a row, which is meant most often, else the column where one is."""
        keys = [c.key for c in self.session.report.format.rows[row][0].columns]
        here = self.grid.path.rpartition(".")[2]
        key = next((k for k in ("total", here) if k in keys), keys[-1])
        self._go(f"{row}.{key}")

    # -- drawing -------------------------------------------------------------------------

    def _show(self) -> None:
        """Bring every part up to date; only what differs is sent."""
        self.list.stop = Stop(self._section(self.grid.path), "")
        self.grid.last_year = self.picking.last_report
        self.grid.operands = self.picking.marked
        self.foot.note = self._note()
        self.bar.keys = self._keys()
        for pane in (self.head, self.list, self.grid, self.foot, self.bar):
            pane.update()

    def _note(self) -> str:
        if not self.typed:
            return self.picking.note
        if not self.found:
            return f"没有叫“{self.typed}”的行"
        at = self.found.index(self._row(self.grid.path)) + 1 if self._on_match() else 0
        more = f"　{at}/{len(self.found)}，F8 下一个" if len(self.found) > 1 else ""
        return f"找“{self.typed}”{more}"

    def _keys(self) -> list[Keys]:
        picking = self.picking
        keys = [Keys("回车", "插入"), Keys("Esc", "返回"), Keys("+ -", "加减一格")]
        keys.append(Keys("0–6", "小数位数") if picking.draft.is_share else Keys("%", "占比"))
        if self.session.report.last_year is not None:
            keys.append(Keys("^U", "本年的数" if picking.last else "上年的数"))
        keys.append(Keys("F3 F4", "换表"))
        if picking.draft.chosen:
            keys.append(Keys("Backspace", "退回"))
        return [*keys, Keys("键入名称", "找行")]

"""A printed table to fill in: moving, numbers typed in place, what is refused."""

from dataclasses import dataclass
from typing import NamedTuple

from textual import events
from textual.message import Message

from tui.app.typing import NumberField, is_number_key, plain_character
from tui.app.widgets.grid_view import GridView
from tui.report.values import BLANK, TypedError, Value, parse_typed, printed

ONLY_FIGURES = "这里只能填数字、/（不适用）或 =12+3 这样的和"


class Took(NamedTuple):
    """What a key did: whether more than the cell itself looks different now, or why nothing."""

    all: bool = True
    refused: str = ""


class Grid(GridView, can_focus=True):
    """One table of the report; what is typed goes to the session."""

    @dataclass
    class Clicked(Message):
        """A cell was clicked, with Shift to select up to it."""

        path: str
        shift: bool

    def go(self, path: str) -> None:
        """Make a cell of this table the current one."""
        self._leave()
        self.path = self.corner = path
        self.operands = frozenset()
        self.follow()
        self.update()

    # -- keys --------------------------------------------------------------------------

    def take_typed(self, event: events.Key) -> Took | None:
        """Type and move. None for a key that says nothing here."""
        key, character, field = event.key, event.character, self.field
        if self.session.read_only and (
            key in ("enter", "f2", "delete", "backspace")
            or (character and is_number_key(character))
        ):
            return Took(refused="只读")
        if field and key in ("left", "right", "home", "end") and field.editing:
            field.move(key)
        elif field and key in ("backspace", "delete"):
            field.erase(key)
        elif field and key == "escape":
            self.field = None
        elif key in ("enter", "f2") and not field:
            self.start_editing()
        elif character and is_number_key(character):
            if field is None:
                self.field = field = NumberField("")
            field.insert(plain_character(character))
        elif key in ("delete", "backspace"):
            return Took(refused=self._clear())
        elif key == "escape":
            self.corner, self.operands = self.path, frozenset()
        elif (target := self.moves.target(self.path, key, self._page())) is not None:
            return self._move(target, keep=key.startswith("shift+") and key != "shift+tab")
        elif key == "enter":
            return self._move(self.moves.target(self.path, "down", 1) or self.path, keep=False)
        elif character and character.isprintable() and not character.isspace():
            return Took(refused=ONLY_FIGURES)
        else:
            return None
        self.update()
        return Took(all=False)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Tell which cell was clicked."""
        path = self.cell_at(event.x, event.y)
        if path:
            self.post_message(self.Clicked(path, event.shift))

    def click(self, message: "Grid.Clicked") -> Took:
        """Go to the cell that was clicked."""
        return self._move(message.path, keep=message.shift)

    def _page(self) -> int:
        return max(1, self.size.height - self.geometry.frozen_lines - 1)

    def start_editing(self) -> None:
        """Edit what stands in the cell."""
        index = self.session.report.format.index[self.path]
        self.field = NumberField(printed(self.session.report.values[index]), editing=True)
        self.update()

    def _move(self, target: str, *, keep: bool) -> Took:
        """Go to a cell; the screen draws the grid with everything around it, in one frame."""
        if refused := self._leave():
            return Took(refused=refused)
        self.path = target
        if not keep:
            self.corner = target
        self.operands = frozenset()
        self.follow()
        return Took()

    def _leave(self) -> str:
        """Store what is being typed, or say why it cannot be: then it stays, to be mended."""
        field = self.field
        if field is None:
            return ""
        cell = self.session.report.format.cells[self.session.report.format.index[self.path]]
        if not field.untouched:
            try:
                value = parse_typed(field.text, cell.column.kind)
            except TypedError as error:
                return f"{error}；请改正，或按 Esc 恢复原值"
            # Typing over a computed total makes it a control figure, even with the same value.
            self.session.set_cells({cell.index: value}, f"填写 {cell.label}")
        self.field = None
        return ""

    def commit(self) -> str:
        """Store what is being typed, for actions that need the report as it is.

        Returns why it cannot be stored, else nothing.
        """
        refused = self._leave()
        self.update()
        return refused

    def give_up(self) -> bool:
        """Drop what is being typed. False when nothing was."""
        typing, self.field = self.field is not None, None
        if typing:
            self.update()
        return typing

    def paste_into_field(self, text: str) -> bool:
        """Put pasted text into the number that is being typed. False where it is no such thing."""
        bare = "".join(text.split(" ")).strip()
        if self.field is None or not bare or not all(map(is_number_key, bare)):
            return False
        self.field.insert("".join(map(plain_character, bare)))
        self.update()
        return True

    def _clear(self) -> str:
        """Empty the selected cells; totals among them are computed again. Or why it is not done."""
        index = self.session.report.format.index
        cells: dict[int, Value] = {index[p]: BLANK for row in self.selected() for p in row}
        if not self.session.set_parts(cells, "清空") and self.session.computed.issuperset(cells):
            return "自动合计由各格相加得出，不用清空；要改可以直接键入"
        return ""

    def show_operands(self) -> str:
        """Mark the operands of an identity of the current cell; again for the next one.

        Returns what to tell of it.
        """
        form = self.session.report.format
        numbers = form.equations_of[form.index[self.path]]
        sets = [frozenset(form.cells[i].path for i in form.equations[n].operands) for n in numbers]
        at = sets.index(self.operands) + 1 if self.operands in sets else 0
        self.operands = sets[at] if at < len(sets) else frozenset()
        self.update()
        if not sets:
            return "这一格没有勾稽关系"
        if at == len(sets):
            return "不再标出勾稽关系"
        return f"勾稽 {at + 1}/{len(sets)}　{self.session.statement(numbers[at])}"

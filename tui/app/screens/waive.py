"""F2 in the list of problems: put on record why a finding is right as it is."""

from typing import NamedTuple

from tui.app import palette
from tui.app.canvas import Line, blank, put
from tui.app.screens.dialog import ESCAPE, Dialog, Keys
from tui.app.screens.line_input import LineInput
from tui.checks import Finding
from tui.display import visible, width, wrap

LABELS = ("理由  ", "姓名  ")


class Reason(NamedTuple):
    """What was typed, and by whom."""

    reason: str
    by: str


class Waive(Dialog[Reason]):
    """Asks for a reason and a name. Both are needed; Tab goes from one to the other."""

    def __init__(self, finding: Finding, by: str = "") -> None:
        super().__init__()
        self.finding = finding
        self.fields = [LineInput(hint="为什么没有错"), LineInput(by, hint="谁作的判断")]
        self.field = self.fields[0]
        self.message = ""
        self._tops = [0, 1]

    def heading(self) -> str:
        """What it does."""
        return "记下理由"

    def footer(self) -> list[Keys]:
        """Enter goes on to what is still missing."""
        return [Keys("回车", "记下"), Keys("Tab", "换一栏"), ESCAPE]

    def wish(self, columns: int, rows: int) -> tuple[int, int]:
        """Room for the finding, what a reason does, and the two fields."""
        wide = min(columns, 88)
        return wide, min(rows, len(self._about(wide)) + 6)

    def _about(self, columns: int) -> list[Line]:
        rule = self.finding.rule
        told = [
            (f"{rule.id} {self.finding.message}", palette.STRONG),
            ("理由写进年报文件，连同现在的值；值一改，问题就重新报告。", palette.LABEL),
        ]
        lines = []
        for text, style in told:
            for piece in wrap(visible(text), columns - 4):
                line = blank(columns, palette.PAPER)
                put(line, 2, piece, style)
                lines.append(line)
        return lines

    def body(self, columns: int, rows: int) -> list[Line]:
        """The finding, the fields, and what is missing. Fields matter most in a small terminal."""
        fields = []
        for label, field in zip(LABELS, self.fields, strict=True):
            head = blank(width(LABELS[0]) + 2, palette.PAPER)
            put(head, 2, label, palette.STRONG if field is self.field else palette.LABEL)
            fields.append(head + field.line(max(8, columns - len(head))))
        message = blank(columns, palette.PAPER)
        put(message, 2, f"✗ {self.message}" if self.message else "", palette.ERROR)
        empty = blank(columns, palette.PAPER)
        about = [empty, *self._about(columns), empty][: max(0, rows - len(fields) - 1)]
        self._tops = [len(about), len(about) + 1]
        return [line[:columns] for line in [*about, *fields, message]][:rows]

    def caret(self) -> tuple[int, int]:
        """The text cursor of the field that is typed into."""
        assert self.field
        top = self._tops[self.fields.index(self.field)]
        return width(LABELS[0]) + 2 + self.field.column(), top

    def typed(self) -> None:
        """What was missing may be there now."""
        self.message = ""

    def press(self, key: str) -> bool:
        """Tab, Enter and the arrows up and down."""
        reason, by = (field.text.strip() for field in self.fields)
        if key in ("tab", "shift+tab", "down", "up"):
            self.field = self.fields[self.field is self.fields[0]]
        elif key != "enter":
            return False
        elif reason and by:
            self.finish(Reason(reason, by))
        else:
            missing = 0 if not reason else 1
            self.field = self.fields[missing]
            self.message = "请写明理由" if not reason else "请写明姓名"
        return True

"""What has been chosen in the picker of references, without a screen."""

from tui.app.session import Session
from tui.report.model import Report
from tui.report.reference import Filled, references
from tui.report.reference_draft import Draft, Operand, Operator
from tui.report.reference_syntax import MAX_DECIMALS

_NEXT = {
    "+": "移到要加的格，再按回车",
    "-": "移到要减的格，再按回车",
    "/": "移到作分母的格，再按回车",
}


class Picking:
    """The draft, the current cell, and whether the cells are last year's."""

    def __init__(self, session: Session, path: str) -> None:
        self.session = session
        self.path = path
        self.draft = Draft()
        self.last = False
        self.note = ""
        """What to tell below the table."""
        self._awaits = False
        """An operator was given, and the next cell has not been chosen yet."""

    @property
    def report(self) -> Report:
        """The report whose figures are shown."""
        return self.last_report or self.session.report

    @property
    def last_report(self) -> Report | None:
        """Last year's report while its figures are shown."""
        return self.session.report.last_year if self.last else None

    @property
    def operand(self) -> Operand | None:
        """The current cell; None while an operator waits for the next one."""
        return None if self._awaits else Operand(self.path, self.last)

    @property
    def marked(self) -> frozenset[str]:
        """The cells of the year that is shown which were chosen already."""
        return frozenset(c.path for c, _ in self.draft.chosen if c.last == self.last)

    @property
    def reference(self) -> str:
        """What Enter would insert, … in the place of a cell that is still to be chosen."""
        return self.draft.written(self.session.report, self.operand)

    @property
    def filled(self) -> Filled | None:
        """The reference with its figure; None while it is not whole."""
        if self._awaits:
            return None
        return next(references(self.reference, self.session.report))

    # -- what the user does --------------------------------------------------------------

    def go(self, path: str) -> None:
        """Another cell is the current one."""
        if path != self.path:
            self.path, self._awaits, self.note = path, False, ""

    def change_year(self) -> None:
        """From this year's figures to last year's and back."""
        if self.session.report.last_year is None:
            self.note = self.session.why_no_last_year
            return
        self.last, self._awaits, self.note = not self.last, False, ""

    def operate(self, operator: Operator | None) -> bool:
        """Add, take off, or divide by the next cell. False where no operator was typed."""
        if operator is None:
            return False
        if operator == "/" and self.draft.is_share:
            self.note = "已经是占比：只能除一次"
            return True
        if self._awaits:  # Another operator in the place of the one before.
            self.draft, _ = self.draft.back()
        self.draft = self.draft.then(Operand(self.path, self.last), operator)
        # The growth over last year is divided by last year's figure, where the cursor is.
        self._awaits = operator != "/" or len(self.draft.chosen) == 1
        self.note = _NEXT[operator] if self._awaits else "以这一格作分母；也可以移到别的格"
        return True

    def decide(self, digit: str) -> bool:
        """So many decimals of a percentage. False where no digit was typed, or none is wanted."""
        if not (self.draft.is_share and digit in [*"0123456789"]):
            return False
        self.draft = self.draft.with_decimals(min(int(digit), MAX_DECIMALS))
        return True

    def back(self) -> str:
        """Take back the last operator; the path of the cell before it, empty if there is none."""
        self.draft, cell = self.draft.back()
        self._awaits, self.note = False, ""
        if cell is None:
            return ""
        self.last = cell.last
        return cell.path

    def finished(self) -> str:
        """The reference; empty, with the reason in ``note``, where it means nothing yet."""
        filled = self.filled
        if filled is None:
            return ""
        if filled.fault and filled.fault.kind != "value":
            self.note = filled.fault.message
            return ""
        return self.reference

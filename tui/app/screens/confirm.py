"""A question with two or three answers."""

from tui.app import palette
from tui.app.canvas import Line, blank, put
from tui.app.screens.chooser import Item
from tui.app.screens.chooser_dialog import ChooserDialog
from tui.app.session import Session
from tui.display import visible, width, wrap

WIDEST = 64


class Confirm(ChooserDialog[str, str]):
    """Asks. Its result is the value of the answer, None for Escape."""

    def __init__(self, title: str, question: str, choices: list[tuple[str, str, str]]) -> None:
        """``choices``: value, words, and what it means. The first is proposed."""
        super().__init__(
            [Item("", palette.PAPER, words, means, value) for value, words, means in choices]
        )
        self._title_text = title
        self.question = visible(question)

    def heading(self) -> str:
        """The title."""
        return self._title_text

    def counter(self) -> str:
        """Three answers need not be counted."""
        return ""

    def wish(self, columns: int, rows: int) -> tuple[int, int]:
        """The question, the answers, and air around them."""
        wide = max(self.chooser.width(), width(self.question))
        wide = min(columns, max(40, min(wide, WIDEST)))
        return wide, min(rows, len(wrap(self.question, wide)) + len(self.chooser.items) + 3)

    def body(self, columns: int, rows: int) -> list[Line]:
        """The question above the answers."""
        lines = [blank(columns, palette.PAPER)]
        for piece in wrap(self.question, columns):
            line = blank(columns, palette.PAPER)
            put(line, 0, piece, palette.STRONG)
            lines.append(line)
        lines.append(blank(columns, palette.PAPER))
        answers = self.chooser.lines(columns, len(self.chooser.items))
        # In a tiny terminal the answers matter more than the question.
        lines = lines[: max(0, rows - len(answers))]
        self._top = len(lines)
        return lines + answers

    def caret(self) -> tuple[int, int]:
        """The current answer."""
        x, y = self.chooser.caret()
        return x, self._top + y

    def press(self, key: str) -> bool:
        """Any direction moves."""
        twins = {"left": "up", "right": "down", "tab": "down", "shift+tab": "up"}
        return super().press(twins.get(key, key))

    def take(self, item: Item[str]) -> None:
        """Close with the answer."""
        self.finish(item.value)


def ask_to_quit(session: Session) -> Confirm:
    """What to do with changes when leaving: save, discard, stay."""
    count = len(session.difference())
    return Confirm(
        "退出",
        f"{session.path.name} 有 {count} 处改动还没有保存。",
        [
            ("save", "保存并退出", ""),
            ("discard", "不保存退出", f"放弃这 {count} 处改动"),
            ("stay", "留下", "继续编辑"),
        ],
    )

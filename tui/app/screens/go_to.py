"""F5: type the number or the name of a row, a text or a section."""

from collections.abc import Sequence

from tui.app import palette
from tui.app.screens.chooser import Item
from tui.app.screens.chooser_dialog import SearchDialog
from tui.app.screens.dialog import Keys
from tui.app.screens.targets import Target, matching, targets
from tui.app.session import Session


class GoTo(SearchDialog[str, str]):
    """Best matches first. Its result is the path of a cell, a text or a section."""

    ACTION = "go_to"
    HINT = "行的编号或名称，如：三（三）1　331　国家秘密"
    NOTHING = "没有这样的行；可以换一个词，或者用 Ctrl+F 在全文中查找"
    MOVE = Keys("↑↓ PageUp PageDown", "选择")
    ENTER = Keys("回车", "转到")

    def __init__(self, session: Session) -> None:
        self._targets = list(targets(session.report.format))
        super().__init__(share=50)

    def search(self, text: str) -> Sequence[Item[str]]:
        """All places for nothing; else those that match, the nearest first."""
        return [_item(t) for t in matching(self._targets, text)]

    def take(self, item: Item[str]) -> None:
        """Close with the path."""
        self.finish(item.value)


def _item(target: Target) -> Item[str]:
    style = palette.LABEL if target.kind == "行" else palette.BAR_KEY
    return Item(target.kind, style, target.name, target.detail, target.path)

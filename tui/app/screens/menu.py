"""F10: everything the editor can do."""

from collections.abc import Collection

from tui.app import palette
from tui.app.actions import ACTIONS, MENU_ORDER, Action, key_label
from tui.app.screens.chooser import Item
from tui.app.screens.chooser_dialog import ChooserDialog
from tui.display import pad, width

KEYS = max(width("、".join(map(key_label, a.keys))) for a in ACTIONS) + 2
TITLES = max(width(a.title) for a in ACTIONS) + 2


class Menu(ChooserDialog[str, str]):
    """The actions by group. Its result is the name of one."""

    ACTION = "menu"

    def __init__(self, enabled: Collection[str]) -> None:
        """``enabled``: the names of the actions that would do something now."""
        ordered = [a for menu in MENU_ORDER for a in ACTIONS if a.menu == menu]
        first = {menu: next(a for a in ordered if a.menu == menu) for menu in MENU_ORDER}
        super().__init__(
            [_item(a, a is first[a.menu], a.name in enabled) for a in ordered if a.name != "menu"]
        )

    def take(self, item: Item[str]) -> None:
        """Close with its name."""
        self.finish(item.value)


def _item(action: Action, first: bool, enabled: bool) -> Item[str]:
    keys = "、".join(map(key_label, action.keys))
    return Item(
        glyph=action.menu if first else " " * width(action.menu),
        style=palette.BAR_KEY,
        text=pad(action.title, TITLES) + pad(keys, KEYS),
        detail=action.help if enabled else "（现在用不上）",
        value=action.name,
        enabled=enabled,
    )

"""Write the table of keys in README.zh-CN.md: python docs/keys.py."""

from pathlib import Path

from tui.app.actions import ACTIONS, MENU_ORDER, MOVES, key_label

README = Path(__file__).parents[1] / "README.zh-CN.md"
HEADING = "## 编辑器的按键\n"


def key_table() -> str:
    """Every action of the editor in the order of its menu, then moving and typing."""
    rows = [
        ("、".join(map(key_label, action.keys)) or "菜单", action.title, action.help)
        for menu in MENU_ORDER
        for action in ACTIONS
        if action.menu == menu
    ]
    rows += [(keys, "", words) for keys, words in MOVES]
    lines = ["| 按键 | 操作 | 说明 |", "|---|---|---|"]
    lines += ["| " + " | ".join(row).replace("|  |", "| |") + " |" for row in rows]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    before, _ = README.read_text("utf-8").split(HEADING)
    README.write_text(f"{before}{HEADING}\n{key_table()}", "utf-8")

"""Every action of the editor: its key, its words in the footer, the help and the menu.

This is the one place. The keys, the footer, F1, the menu and the key table of
the documentation are all made from it, so they cannot disagree.
"""

from dataclasses import dataclass
from typing import Literal

Where = Literal["any", "table", "text"]


@dataclass(frozen=True, slots=True)
class Action:
    """``name`` is the method ``action_<name>`` of the screen. Keys are Textual's names.

    ``keys``: the first is shown; every F-key has a Ctrl key or the menu besides it. What is
    seldom done has none: it is chosen from the menu.
    ``footer``: two to four characters, empty when the footer never shows it.
    """

    name: str
    keys: tuple[str, ...]
    footer: str
    title: str
    help: str
    menu: str
    where: Where = "any"


ACTIONS: tuple[Action, ...] = (
    Action("help", ("f1",), "帮助", "帮助", "当前单元格的说明、依据、有关规则和按键", "帮助"),
    Action("edit", ("f2", "enter"), "编辑", "编辑单元格", "在原有数字上修改；直接键入数字则替换", "编辑", "table"),
    Action("previous_section", ("f3",), "上一部分", "上一部分", "转到上一个部分或上一段文字", "转到"),
    Action("next_section", ("f4",), "下一部分", "下一部分", "转到下一个部分或下一段文字", "转到"),
    Action("go_to", ("f5", "ctrl+g"), "转到", "转到某一行", "键入行的编号或名称，直接转到", "转到"),
    Action("accept", ("f6",), "采纳", "采纳建议", "把最可能填错的单元格改为应填的数；文字里把与表不符的数改为引用，写错的路径改对", "检查"),
    Action("problems", ("f7",), "问题", "问题列表", "列出全部问题，回车转到单元格，F6 采纳建议", "检查"),
    Action("next_problem", ("f8", "ctrl+n"), "下一处", "下一处问题", "转到下一个有问题的单元格", "检查"),
    Action("previous_problem", ("shift+f8", "ctrl+p"), "", "上一处问题", "转到上一个有问题的单元格", "检查"),
    Action("operands", ("f9",), "勾稽", "显示勾稽关系", "标出与当前单元格有勾稽关系的单元格，再按一次换下一条", "检查", "table"),
    Action("last_year", ("ctrl+u",), "上年", "上年的表", "原位显示上年的整张表，与本年不同的标 *；再按一次返回", "检查", "table"),
    Action("menu", ("f10", "ctrl+o"), "菜单", "菜单", "列出全部操作，用方向键选择", "帮助"),
    Action("save", ("ctrl+s",), "保存", "保存", "写回文件，注释和排列都不变", "文件"),
    Action("save_as", ("f12",), "", "另存为", "写到另一个文件，以后编辑那一个；磁盘已满、文件夹不能写时用它", "文件"),
    Action("take_over", (), "", "接管编辑", "别人正在编辑的文件，等他退出后由您编辑", "文件"),
    Action("undo", ("ctrl+z",), "撤销", "撤销", "撤销上一步，可以一直撤销到打开时", "编辑"),
    Action("redo", ("ctrl+y",), "", "重做", "重做刚才撤销的一步", "编辑"),
    Action("reference", ("ctrl+l",), "引用", "引用表中的数", "在原样的表上选一格写进文字，可以加减、求占比、用上年的数，键入 {{ 也可以；导出时换成表中的数，永远一致", "编辑", "text"),
    Action("find", ("ctrl+f",), "查找", "查找", "在名称、说明和文字中查找", "转到"),
    Action("fill_zero", ("ctrl+k",), "补 0", "空格补 0", "把本表所有空白单元格填上 0", "编辑", "table"),
    Action("no_data", ("ctrl+d",), "", "本部分无数据", "表格全部填 0；文字写明本年度没有此类情况", "编辑"),
    Action("give_back", ("ctrl+t",), "", "恢复自动合计", "让当前合计重新自动计算", "编辑", "table"),
    Action("copy", ("ctrl+c",), "", "复制", "复制选中的单元格或文字，可以粘贴到电子表格", "编辑"),
    Action("cut", ("ctrl+x",), "", "剪切", "复制后清空选中的单元格或文字", "编辑"),
    Action("paste", ("ctrl+v",), "", "粘贴", "粘贴本程序里复制的内容；终端自己的粘贴键也可以用", "编辑"),
    Action("preview", ("ctrl+r",), "预览", "预览", "看导出的全文是什么样子", "文件"),
    Action("import_report", (), "", "导入", "从已发布的网页、文档或文本读入数字和文字，一步可以撤销", "文件"),
    Action("export", ("ctrl+e",), "", "导出", "导出为公文、网页、工作簿、纯文本或数据", "文件"),
    Action("compare", ("ctrl+w",), "", "与已存的对照", "列出上次保存以来的全部改动", "文件"),
    Action("quit", ("ctrl+q",), "退出", "退出", "退出；有改动时先问要不要保存", "文件"),
)  # fmt: skip

MENU_ORDER = ("文件", "编辑", "转到", "检查", "帮助")

CHANGING = frozenset(
    ["edit", "accept", "save", "undo", "redo", "fill_zero", "no_data", "give_back", "cut", "paste",
     "import_report", "reference"]
)  # fmt: skip
"""Those that are refused while somebody else has the file."""

BY_NAME = {action.name: action for action in ACTIONS}
BY_KEY = {key: action for action in ACTIONS for key in action.keys}

MOVES = (
    ("方向键", "移到相邻的单元格；编辑时先存入"),
    ("Tab、Shift+Tab", "下一格、上一格，行末转到下一行"),
    ("Home、End", "本行第一格、最后一格"),
    ("Ctrl+方向键", "移到表的边上"),
    ("PageUp、PageDown", "上一屏、下一屏"),
    ("Shift+方向键", "选中一片单元格"),
    ("Delete、Backspace", "清空单元格"),
    ("Esc", "放弃正在键入的内容，恢复原值"),
    ("0–9、=、/", "直接键入数字；=12+3 求和；/ 表示不适用"),
)
"""Keys that are not actions: moving and typing, for the help and the documentation."""


def key_label(key: str) -> str:
    """A key as people write it: Ctrl+S, Shift+F8."""
    words = {"ctrl": "Ctrl", "shift": "Shift", "enter": "回车", "escape": "Esc"}
    parts = [words.get(p, p.upper() if len(p) <= 3 else p.title()) for p in key.split("+")]
    return "+".join(parts)


def short_key(key: str) -> str:
    """A key in the footer: ^S for Ctrl+S."""
    return "^" + key[5:].upper() if key.startswith("ctrl+") else key_label(key)

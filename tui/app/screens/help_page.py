"""F1: the current cell or text explained, the keys, and what the marks mean."""

from collections.abc import Iterator

from rich.style import Style

from tui.app import palette
from tui.app.actions import ACTIONS, MENU_ORDER, MOVES, key_label
from tui.app.canvas import Line
from tui.app.screens.pager import Pager
from tui.app.session import Session
from tui.app.styled_text import drawn, paragraph, title
from tui.checks import RULES
from tui.checks.explanation import explanation
from tui.display import width

INDENT = 12
KEYS = max(width(k) for k, _ in MOVES) + 4

MARKS: tuple[tuple[str, Style, str], ...] = (
    ("✗ 12", palette.SUSPECT, "最可能填错的单元格，F6 采纳建议的数"),
    ("! 12", palette.FAILING, "勾稽关系不成立的总计或结果，以及填得不合要求的单元格"),
    ("+ 12", palette.INVOLVED, "不成立的勾稽关系里不为 0 的各项"),
    ("* 12", palette.OPERAND, "按 F9 标出的、与当前单元格有勾稽关系的单元格"),
    ("= 12", palette.COMPUTED, "自动合计；键入数字后改为人工填写，并检查是否相符"),
    ("  12", palette.CURSOR, "当前单元格"),
    ("  12", palette.TYPING, "正在键入，还没有存入"),
    ("  12", palette.SELECTED, "选中的单元格"),
    ("✗ ？", palette.SUSPECT, "文件里的这一格读不懂，需要重填"),
    (" 12…", palette.FIGURE, "数字后面有备注，这里放不下；移到这一格可以看到全部"),
)


class HelpPage(Pager):
    """Everything about the place where the cursor is. Has no result."""

    ACTION = "help"
    WIDEST = 92

    def __init__(self, session: Session, path: str) -> None:
        super().__init__()
        self.session = session
        self.path = path

    def heading(self) -> str:
        """Whose help it is."""
        form = self.session.report.format
        if self.path in form.index:
            return f"帮助：{form.cells[form.index[self.path]].label}"
        if self.path in form.texts:
            section, text = form.texts[self.path]
            name = f"{text.number}{text.title}" if text.number else section.heading
            return f"帮助：{name}"
        return "帮助"

    def page(self, columns: int) -> list[Line]:
        """The place, then the keys, then the marks."""
        lines = [[], *self._place(columns)]
        if len(lines) > 1:
            lines.append([])
        lines += self._key_table(columns)
        lines += title("标记")
        for mark, style, words in MARKS:
            spans = [(f" {mark} ", style), (f"  {words}", palette.PAPER)]
            lines.append(drawn([("  ", palette.PAPER), *spans]))
        for state, sign in palette.STATE_GLYPHS.items():
            name = palette.STATE_WORDS[state]
            spans = [(f"   {sign}    ", palette.STATE_STYLES[state])]
            lines.append(drawn([*spans, (f"  这一部分{name}", palette.PAPER)]))
        return [*lines, []]

    def _place(self, columns: int) -> Iterator[Line]:
        form = self.session.report.format
        if self.path not in form.index and self.path not in form.texts:
            return
        before = ""
        for label, text in explanation(form, self.path):
            if label == "有关规则":
                rule = RULES.get(text.partition(" ")[0])
                statement = text.partition("：")[2]
                text = f"{rule.title}：{statement}" if rule else statement
            style = palette.STRONG if label == "位置" else palette.PAPER
            head = "" if label == before else label
            yield from paragraph(head, [(text, style)], columns, INDENT)
            before = label

    def _key_table(self, columns: int) -> Iterator[Line]:
        yield from title("在表格中移动和键入")[1:]
        for key, does in MOVES:
            yield from paragraph(f"  {key}", [(does, palette.PAPER)], columns, KEYS)
        for menu in MENU_ORDER:
            yield from title(menu)
            for action in ACTIONS:
                if action.menu == menu:
                    keys = "、".join(map(key_label, action.keys)) or "菜单"
                    words = f"{action.title}：{action.help}"
                    yield from paragraph(f"  {keys}", [(words, palette.PAPER)], columns, KEYS)

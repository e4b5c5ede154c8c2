"""Ctrl+L in a text: choose a cell of a table; a reference to it is written into the text."""

from collections.abc import Iterator, Sequence

from tui.app import palette
from tui.app.canvas import Line, blank, put
from tui.app.screens.chooser import Item
from tui.app.screens.chooser_dialog import SearchDialog
from tui.app.screens.dialog import ESCAPE, Keys
from tui.app.screens.matching import fold
from tui.app.session import Session
from tui.report.model import Report
from tui.report.reference import CLOSE, OPEN, PREVIOUS
from tui.schema.model import Block

USUAL = "total"
"""The column that is meant most often."""


class ReferencePicker(SearchDialog[str, str]):
    """Rows as one types, ← → for the column, Tab for last year. Its result is a reference."""

    ACTION = "reference"
    HINT = "行的编号或名称，如：新收　部分公开　行政许可"
    NOTHING = "没有这样的行，换一个词试试"
    MOVE = Keys("↑↓", "选行")
    HEAD = 4

    def __init__(self, session: Session) -> None:
        self.session = session
        self.last = False
        self.column = USUAL
        super().__init__(share=70)

    @property
    def report(self) -> Report:
        """The year that is shown."""
        last = self.session.report.last_year
        return last if self.last and last is not None else self.session.report

    def heading(self) -> str:
        """Whose figures these are."""
        return f"引用表中的数：{self.report.year or '本'} 年"

    def footer(self) -> list[Keys]:
        """Only what works."""
        keys = (
            [self.MOVE, Keys("←→", "选栏"), Keys("回车", "插入引用")] if self.chooser.items else []
        )
        if self.session.report.last_year is not None:
            keys.append(Keys("Tab", "本年" if self.last else "上年"))
        return [*keys, ESCAPE]

    def search(self, text: str) -> Sequence[Item[str]]:
        """The rows that hold every word: those whose short names do first."""
        words = fold(text).split()
        found = [(i, n) for i, n in self._rows() if all(word in fold(n) for word in words)]
        found.sort(key=lambda pair: not all(word in fold(pair[0].text) for word in words))
        return [item for item, _ in found]

    def _rows(self) -> Iterator[tuple[Item[str], str]]:
        for path, (block, row, _) in self.report.format.rows.items():
            value = self.report.printed(self._cell(path, block)) or "空"
            label = " ".join((block.banner, *row.under, row.label, *row.variants, path))
            yield Item("", palette.LABEL, row.short, value, path), f"{row.short} {label}"

    def _cell(self, path: str, block: Block) -> str:
        keys = [column.key for column in block.columns]
        return f"{path}.{self.column if self.column in keys else keys[-1]}"

    # -- drawing -------------------------------------------------------------------------

    def body(self, columns: int, rows: int) -> list[Line]:
        """The field, the columns of the row under the cursor, the rows with their values."""
        lines = super().body(columns, rows)
        lines.insert(2, self._columns(columns))
        return lines[:rows]

    def _columns(self, columns: int) -> Line:
        """The columns, the chosen one in corner brackets."""
        line = blank(columns, palette.PAPER)
        current = self.chooser.current
        if current is None:
            return line
        block, row, _ = self.report.format.rows[current.value]
        x = put(line, 1, f"{row.short}：", palette.LABEL)
        chosen = self._cell(current.value, block).rpartition(".")[2]
        for column in block.columns:
            here = column.key == chosen
            name = f"【{column.short}】" if here else f" {column.short} "
            x = put(line, x, name, palette.STRONG if here else palette.LABEL)
        return line

    # -- keys ----------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """Arrows choose the cell."""
        current = self.chooser.current
        if key in ("left", "right") and current:
            block = self.report.format.rows[current.value][0]
            keys = [column.key for column in block.columns]
            at = keys.index(self._cell(current.value, block).rpartition(".")[2])
            self.column = keys[(at + (1 if key == "right" else -1)) % len(keys)]
            self._again()
            return True
        if key in ("tab", "shift+tab") and self.session.report.last_year is not None:
            self.last = not self.last
            self._again()
            return True
        return super().press(key)

    def _again(self) -> None:
        """Show other values in the same place."""
        at, first = self.chooser.at, self.chooser.first
        self.typed()
        if at < len(self.chooser.items):
            self.chooser.at, self.chooser.first = at, first

    def take(self, item: Item[str]) -> None:
        """Close with the reference."""
        path = self._cell(item.value, self.report.format.rows[item.value][0])
        self.finish(f"{OPEN}{PREVIOUS if self.last else ''}{path}{CLOSE}")

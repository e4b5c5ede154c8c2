"""Copy, cut and paste: rectangles of cells as a spreadsheet takes them, stretches of prose."""

from tui.app.clipboard import PasteError, copied, pasted
from tui.app.screens.main_base import MainBase
from tui.report.values import BLANK


class ClipboardActions(MainBase):
    """The clipboard is the terminal's (OSC 52) and, where that is not allowed, our own."""

    def action_copy(self) -> None:
        if self.stop.path:
            text = self.prose.selected_text() if self.prose else ""
            what = f"{len(text)} 个字符"
        elif not self.settled():
            return
        else:
            rows = self.grid.selected()
            text, what = copied(self.session.report, rows), f"{sum(map(len, rows))} 格"
        if not text and self.stop.path:
            self.told("没有选中文字；按住 Shift 用方向键选择")
            return
        self.app.copy_to_clipboard(text)
        self.told(f"已复制 {what}")

    def action_cut(self) -> None:
        if self.stop.path:
            if self.prose and self.prose.selected_text():
                self.action_copy()
                self.prose.delete_selection()
                self.told("已剪切，Ctrl+Z 可以撤销")
            else:
                self.told("没有选中文字；按住 Shift 用方向键选择")
        elif self.settled():
            self.action_copy()
            index = self.session.report.format.index
            rows = self.grid.selected()
            cells = dict.fromkeys((index[p] for row in rows for p in row), BLANK)
            if self.session.set_parts(dict(cells), "剪切"):
                self.told(f"已剪切 {len(cells)} 格，Ctrl+Z 可以撤销")

    def action_paste(self) -> None:
        if self.app.clipboard:
            self.paste_text(self.app.clipboard)
        else:
            self.told("本程序的剪贴板是空的；从别处复制的内容，请用终端自己的粘贴键")

    def paste_text(self, text: str) -> None:
        """Paste a text at the cursor: a rectangle into a table, words into prose."""
        if self.session.read_only:
            self.refuse()
            return
        if self.stop.path:
            if self.prose:
                self.prose.insert(text)
            return
        if self.grid.paste_into_field(text) or not self.settled():
            return
        try:
            cells = pasted(self.session.report, self.grid.moves, self.grid.path, text)
        except PasteError as error:
            self.told(str(error), error=True)
            return
        if self.session.set_cells(cells, f"粘贴 {len(cells)} 格"):
            form = self.session.report.format
            if form.index[self.grid.path] not in cells:
                # The labels lead to other rows: there one sees what was pasted.
                self.grid.go(form.cells[min(cells)].path)
            self.told(f"已粘贴 {len(cells)} 格，Ctrl+Z 可以撤销")
        else:
            self.told("粘贴的内容与原来的一样，没有改动")

"""Ctrl+E: write the report as a document."""

from pathlib import Path

from tui.app import palette
from tui.app.canvas import Line, blank, put
from tui.app.screens.chooser import Item
from tui.app.screens.chooser_dialog import ChooserDialog
from tui.app.screens.dialog import ESCAPE, Keys
from tui.app.screens.line_input import LineInput
from tui.app.session import Session
from tui.display import for_a_document, visible, width, wrap
from tui.export.forms import FORMS, Form
from tui.report.save import SaveError, create, save


class Export(ChooserDialog[Path, Form]):
    """A format, a file name. Its result is the path of the file written."""

    ACTION = "export"
    ENTER = Keys("回车", "导出")
    field: LineInput

    def __init__(self, session: Session) -> None:
        super().__init__([Item("", palette.PAPER, f.name, f.about, f) for f in FORMS])
        self.session = session
        name = session.path.with_suffix(FORMS[0].suffix).name
        self.field = LineInput(name)
        self.suffix = FORMS[0].suffix
        self.message = ""
        self.is_error = False
        self._asked: Path | None = None
        self._field_at = 0

    # -- drawing -------------------------------------------------------------------------

    def counter(self) -> str:
        """So few formats need not be counted."""
        return ""

    def footer(self) -> list[Keys]:
        """Enter says what it will do."""
        enter = Keys("回车", "覆盖") if self._asked else self.ENTER
        return [Keys("↑↓", "选择格式"), Keys("直接键入", "改文件名"), enter, ESCAPE]

    def wish(self, columns: int, rows: int) -> tuple[int, int]:
        """Room for a long file name and for three lines of message."""
        return min(columns, max(72, self.chooser.width())), min(rows, len(FORMS) + 9)

    def body(self, columns: int, rows: int) -> list[Line]:
        """The formats, the name, the folder, what went wrong."""
        lines = [blank(columns, palette.PAPER)]
        self._top = len(lines)
        # Below it: the name, the folder, and a message between blank lines.
        lines += self.chooser.lines(columns, max(1, min(len(FORMS), rows - 8)))
        lines.append(blank(columns, palette.PAPER))
        self._field_at = len(lines)
        for label, line in (
            ("文件名  ", self.field.line(max(8, columns - 10))),
            ("文件夹  ", self._folder(max(8, columns - 10))),
        ):
            head = blank(columns - len(line), palette.PAPER)
            put(head, 2, label, palette.LABEL)
            lines.append(head + line)
        lines.append(blank(columns, palette.PAPER))
        style = palette.ERROR if self.is_error else palette.WARNING
        glyph = "✗ " if self.is_error else "! "
        for piece in wrap(visible(glyph + self.message), columns - 2) if self.message else ():
            line = blank(columns, palette.PAPER)
            put(line, 2, piece, style)
            lines.append(line)
        return lines[:rows]

    def _folder(self, columns: int) -> Line:
        """The end of the folder's name is what tells folders apart."""
        line = blank(columns, palette.PAPER)
        folder = visible(str(self.session.path.parent.absolute()))
        cut = folder
        while width(cut) > columns - 1:
            cut = cut[1:]
        put(line, 0, cut if cut == folder else f"…{cut}", palette.LABEL)
        return line

    def caret(self) -> tuple[int, int]:
        """The text cursor."""
        return 10 + self.field.column(), self._field_at

    # -- keys ----------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """Another format changes the suffix of the name."""
        if key != "enter":
            self._asked = None
            self.message = ""
        handled = super().press(key)
        item = self.chooser.current
        if handled and item and item.value.suffix != self.suffix:
            name = self.field.text
            if name.endswith(self.suffix):
                self.field.replace(name.removesuffix(self.suffix) + item.value.suffix)
            self.suffix = item.value.suffix
        return handled

    def typed(self) -> None:
        """Another name: what was said about the last one is no longer true."""
        self._asked = None
        self.message = ""

    def take(self, item: Item[Form]) -> None:
        """Write the file, asking once more where there is one already."""
        self.message = ""
        self.is_error = True
        try:
            target = self._target()
            if target.exists() and not target.is_dir() and self._asked != target:
                self._asked, self.is_error = target, False
                self.message = f"{target.name} 已经存在；再按一次回车覆盖它，或者改一个文件名"
                return
            with for_a_document():
                data = item.value.file(self.session.report)
            if self._asked == target:
                save(target, data)
            else:
                create(target, data)
        except SaveError as error:
            self._refuse(str(error))
        except (OSError, ValueError, RuntimeError):
            self._refuse("不能用这个文件名；请换一个")
        else:
            self.finish(target)

    def _target(self) -> Path:
        """Where to write.

        Raises:
            SaveError: for no name, and for the report itself.
        """
        name = self.field.text.strip()
        if not name:
            raise SaveError("请先写文件名")
        target = self.session.confinement.target(self.session.path, name)
        if target.exists() and target.samefile(self.session.path):
            raise SaveError("这是年报文件本身，不能用导出的内容覆盖；请换一个文件名")
        if target.is_dir():
            raise SaveError("这是文件夹，不是文件；请写明文件名")
        return target

    def _refuse(self, reason: str) -> None:
        self._asked = None
        self.message = f"没有导出：{reason}"

"""F12: write the report to another file and go on with that one."""

from pathlib import Path

from tui.app import palette
from tui.app.canvas import Line, blank, put
from tui.app.screens.dialog import ESCAPE, Dialog, Keys
from tui.app.screens.line_input import LineInput
from tui.app.session import Session
from tui.display import visible, width, wrap
from tui.report.save import SaveError
from tui.report.write import WriteError

LABEL = "文件  "


class SaveAs(Dialog[list[str]]):
    """Asks for a file name, with its folder if it is another. Its result: what to know besides."""

    ACTION = "save_as"
    field: LineInput

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        folder = session.path.absolute().parent
        self.field = LineInput(str(folder / session.path.name))
        self.message = ""
        self._asked: Path | None = None

    # -- drawing -------------------------------------------------------------------------

    def footer(self) -> list[Keys]:
        """Enter says what it will do."""
        return [Keys("回车", "覆盖" if self._asked else "另存"), ESCAPE]

    def wish(self, columns: int, rows: int) -> tuple[int, int]:
        """Room for a long path and for three lines of message."""
        return min(columns, 88), min(rows, 9)

    def body(self, columns: int, rows: int) -> list[Line]:
        """What it does, the path, what went wrong."""
        about = "写到另一个文件，以后就编辑那一个；原来的文件不变。"
        lines = [blank(columns, palette.PAPER), self._line(about, columns)]
        lines.append(blank(columns, palette.PAPER))
        head = blank(width(LABEL) + 2, palette.PAPER)
        put(head, 2, LABEL, palette.LABEL)
        lines.append(head + self.field.line(max(8, columns - len(head))))
        lines.append(blank(columns, palette.PAPER))
        style = palette.WARNING if self._asked else palette.ERROR
        glyph = "! " if self._asked else "✗ "
        for piece in wrap(visible(glyph + self.message), columns - 2) if self.message else ():
            line = blank(columns, palette.PAPER)
            put(line, 2, piece, style)
            lines.append(line)
        return lines[:rows]

    def _line(self, text: str, columns: int) -> Line:
        line = blank(columns, palette.PAPER)
        put(line, 2, text, palette.LABEL)
        return line

    def caret(self) -> tuple[int, int]:
        """The text cursor."""
        return width(LABEL) + 2 + self.field.column(), 3

    # -- keys ----------------------------------------------------------------------------

    def typed(self) -> None:
        """Another name: what was said about the last one is no longer true."""
        self._asked, self.message = None, ""

    def press(self, key: str) -> bool:
        """Enter writes, asking once more where there is a file already."""
        if key != "enter":
            return False
        try:
            target = self._target()
            if target.exists() and self._asked != target:
                self._asked = target
                self.message = f"{target.name} 已经存在；再按一次回车覆盖它，或者改一个文件名"
                return True
            self.finish(self.session.save_as(target, overwrite=self._asked == target))
        except (SaveError, WriteError) as error:
            self._refuse(str(error))
        except (OSError, ValueError, RuntimeError):
            self._refuse("不能用这个文件名；请换一个")
        return True

    def _target(self) -> Path:
        """Where to write.

        Raises:
            SaveError: for no name, a folder, and the file that is being edited.
        """
        name = self.field.text.strip()
        if not name:
            raise SaveError("请先写文件名")
        target = self.session.confinement.target(self.session.path, name)
        if target.is_dir():
            raise SaveError("这是文件夹，不是文件；请写明文件名")
        if target.exists() and self.session.path.exists() and target.samefile(self.session.path):
            raise SaveError("这就是正在编辑的文件；写回它请按 Ctrl+S")
        return target

    def _refuse(self, reason: str) -> None:
        self._asked = None
        self.message = f"没有另存：{reason}"

"""Fill the open report in from a published document."""

from collections.abc import Sequence
from pathlib import Path

from tui.app import palette
from tui.app.canvas import Line
from tui.app.screens.chooser import Item
from tui.app.screens.chooser_dialog import SearchDialog
from tui.app.screens.dialog import ESCAPE, Keys
from tui.app.screens.pager import Pager
from tui.app.session import Session
from tui.app.styled_text import drawn
from tui.display import visible, wrap
from tui.ingest.convert import KINDS
from tui.ingest.imported import Imported
from tui.ingest.open import ENDINGS
from tui.ingest.summary import Said, summary

MOST = 500


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _is_source(path: Path) -> bool:
    return path.name.lower().endswith(ENDINGS) and not path.name.startswith((".", "~$"))


class ChooseSource(SearchDialog[Path, Path]):
    """A document beside the report, or a path that is typed. Its result is the path."""

    ACTION = "import_report"
    ENTER = Keys("回车", "读入")
    HINT = "键入文件名或路径"
    NOTHING = "没有这个文件；可以键入完整的路径"
    EMPTY = "年报所在的文件夹里没有网页、.docx、.xlsx、.txt 或 .md 文件；可以键入路径"
    LABEL = " 原文件 "

    def __init__(self, session: Session) -> None:
        self.folder = session.path.parent.absolute()
        try:
            names = sorted(p.name for p in self.folder.iterdir() if _is_source(p))
        except OSError:
            names = []
        self.names = names[:MOST]
        super().__init__()

    def search(self, text: str) -> Sequence[Item[Path]]:
        """The file of exactly this path, then the files whose names hold the text."""
        wanted = text.strip()
        typed = self.folder / Path(wanted).expanduser() if wanted else None
        items = [
            self._item(self.folder / name)
            for name in self.names
            if wanted.casefold() in name.casefold()
        ]
        if typed is not None and _is_file(typed) and typed.name not in self.names[:MOST]:
            items.insert(0, self._item(typed))
        return items

    def _item(self, path: Path) -> Item[Path]:
        where = "" if path.parent == self.folder else str(path.parent)
        return Item("", palette.PAPER, visible(path.name), visible(where), path)

    def take(self, item: Item[Path]) -> None:
        """Enter on a file."""
        self.finish(item.value)


class ImportSummary(Pager):
    """What was found in a document; Enter takes it into the report."""

    ACTION = "import_report"

    def __init__(self, session: Session, path: Path, kind: str, imported: Imported) -> None:
        super().__init__()
        self.session = session
        self.path = path
        self.kind = kind
        self.imported = imported
        self.taken = False

    def heading(self) -> str:
        """The name of the document."""
        return f"导入：{visible(self.path.name)}（{KINDS[self.kind]}）"

    def footer(self) -> list[Keys]:
        """Enter fills in."""
        return [Keys("回车", "填入年报"), *super().footer()[:-1], ESCAPE]

    def press(self, key: str) -> bool:
        """Enter takes it; everything else scrolls."""
        if key == "enter":
            self.taken = True
            self.finish(None)
            return True
        return super().press(key)

    def page(self, columns: int) -> list[Line]:
        """Warnings first, then the summary."""
        styles = {
            "plain": palette.PAPER,
            "good": palette.CLEAN,
            "warning": palette.WARNING,
            "bad": palette.ERROR,
        }
        lines: list[Line] = [[]]
        for said in (*self._warnings(), *summary(self.imported)):
            indent = len(said.text) - len(said.text.lstrip(" "))
            for piece in wrap(said.text.strip(), max(8, columns - 4 - indent)):
                lines.append(drawn([("  " + " " * indent + piece, styles[said.tone])]))
        return [*lines, []]

    def _warnings(self) -> list[Said]:
        """What a clerk should know before the open report is filled in."""
        mine, theirs = self.session.report, self.imported.report
        found = []
        if theirs.year is not None and mine.year is not None and theirs.year != mine.year:
            found.append(
                Said(f"! 原文是 {theirs.year} 年度的年报，打开的是 {mine.year} 年度的", "warning")
            )
        if theirs.agency and mine.agency and theirs.agency != mine.agency:
            found.append(Said(f"! 原文的单位是{visible(theirs.agency)}", "warning"))
        lost = [p for p in self.imported.trace if not self._has_place(p)]
        if lost:
            found.append(
                Said(f"! 两份格式不同，有 {len(lost)} 格没有对应的格，不会填入", "warning")
            )
        return [*found, Said("")] if found else []

    def _has_place(self, path: str) -> bool:
        form = self.session.report.format
        return path in form.index or path in form.texts

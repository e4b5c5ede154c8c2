"""Ctrl+R: the whole report as it will be exported."""

from typing import Literal

from tui.app import palette
from tui.app.canvas import Line
from tui.app.screens.dialog import Keys
from tui.app.screens.pager import Pager
from tui.app.session import Session
from tui.app.styled_text import drawn
from tui.display import visible, width, wrap
from tui.export.markdown import to_markdown
from tui.export.text import TextStyle, to_text

_TABLE = frozenset("│|┌├└+")

PAGE = 80
"""The width of a printed table."""


class Preview(Pager):
    """Tab changes between the printed form and Markdown. Has no result."""

    ACTION = "preview"
    TIGHT = 0
    """A printed table is as wide as a small terminal."""

    def __init__(self, session: Session, *, style: TextStyle = "printed") -> None:
        """``style``: "ascii" for terminals that draw box characters wide."""
        super().__init__()
        self.session = session
        self.style_of_text: TextStyle = style
        self.form: Literal["text", "markdown"] = "text"
        self.WIDEST = PAGE
        self._texts: dict[str, str] = {}

    def heading(self) -> str:
        """Which form is shown."""
        return "预览：" + ("印制样式" if self.form == "text" else "Markdown")

    def footer(self) -> list[Keys]:
        """Tab besides the keys of a page."""
        other = "看 Markdown" if self.form == "text" else "看印制样式"
        keys = super().footer()
        return [*keys[:-1], Keys("Tab", other), keys[-1]]

    def press(self, key: str) -> bool:
        """Tab changes the form."""
        if key in ("tab", "shift+tab"):
            self.form = "markdown" if self.form == "text" else "text"
            self.WIDEST = PAGE if self.form == "text" else 1000
            self.turn()
            return True
        return super().press(key)

    def page(self, columns: int) -> list[Line]:
        """Tables as they are; prose wrapped, for a line of it is a whole paragraph."""
        report = self.session.report
        if self.form not in self._texts:
            text = self.form == "text"
            whole = to_text(report, self.style_of_text) if text else to_markdown(report)
            self._texts[self.form] = whole.rstrip("\n")
        headings = {report.title, *(s.heading for s in report.format.sections)}
        lines: list[Line] = []
        for line in self._texts[self.form].split("\n"):
            line = visible(line)
            table = line[:1] in _TABLE
            strong = line.startswith("# ") or line.lstrip("# ") in headings
            style = palette.STRONG if strong else palette.PAPER
            pieces = [line] if table or width(line) <= columns else wrap(line, columns)
            lines += [drawn([(piece, style)]) for piece in pieces]
        return lines

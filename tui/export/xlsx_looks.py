"""What a workbook looks like: formats of cells, heights of rows, the printed page."""

from collections.abc import Iterable
from math import ceil
from typing import Any

from tui.display import width

Format = Any
"""A format of the library, which has no types."""

_LINE = 16
_HIGHEST = 409

_BASE = {"font_name": "宋体", "font_size": 10.5, "valign": "vcenter", "text_wrap": True}
_CENTRED = _BASE | {"align": "center", "border": 1}
_LEFT = _BASE | {"align": "left", "border": 1}
_GREY = {"bg_color": "#F2F4F7"}

# What a spreadsheet would take for a formula if somebody edits the cell.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self.title = self.of(_BASE | {"align": "center", "bold": True, "font_size": 16})
        self.heading = self.of(_BASE | {"align": "center", "bold": True, "font_size": 13})
        self.banner = self.of(_LEFT | _GREY | {"bold": True})
        self.header = self.of(_CENTRED | _GREY)
        self.corner = self.of(_CENTRED | _GREY | {"font_name": "楷体"})
        self.stub = self.of(_LEFT | _GREY)
        self.label = self.of(_LEFT | _GREY)
        self.text = self.of(_LEFT | {"valign": "top", "num_format": "@"})
        self.number_left = self.of(_LEFT | {"num_format": "0"})
        self.help = self.of(_BASE | {"font_color": "#555555"})
        self.wrong = self.of({"bg_color": "#FFC7CE", "font_color": "#9C0006"})

    def of(self, properties: dict[str, object]) -> Format:
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def figure(self, number_format: str) -> Format:
        """A figure, shown in this number format."""
        return self.of(_CENTRED | {"num_format": number_format})

    def write_text(self, sheet: Any, row: int, column: int, text: str, look: Format) -> None:
        """Write a text that is never a formula, not even once somebody edits it."""
        if not text:
            sheet.write_blank(row, column, None, look)
            return
        if text.startswith(FORMULA_STARTS):
            look = self.of(_LEFT | {"valign": "top", "num_format": "@", "quote_prefix": True})
        sheet.write_string(row, column, text, look)


def page(sheet: Any) -> None:
    """A4 upright, one page wide, numbered."""
    sheet.set_paper(9)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.set_footer("&C— &P —")


def wrapped_height(cells: Iterable[tuple[str, float]], least: int = 1) -> float:
    """How high a row must be, in points, for texts in columns of so many characters.

    Excel does not work this out for merged cells, and other programs not at all.
    """
    lines = max(
        sum(max(ceil(width(line) / max(room - 1, 1)), 1) for line in text.split("\n"))
        for text, room in cells
    )
    return min(max(lines, least) * _LINE + 4, _HIGHEST)

"""The tables of an exported document as grids: every place with the text of its cell.

A merged cell stands in each of the places it covers, so grids of different formats can be
compared place by place.
"""

from collections.abc import Iterable
from typing import Any

import html5lib

from tui.export.prose import in_cell
from tui.report.model import Report
from tui.sheet import Sheet, build_sheet

Grid = list[list[str]]
Spanned = tuple[str, int, int]
"""Text, rows, columns."""


def sheets_of(report: Report) -> list[Sheet]:
    """The sheets of a report, in order."""
    return [build_sheet(s, report) for s in report.format.sections if s.table]


def grid_of(sheet: Sheet) -> Grid:
    """What a document made from a sheet must show."""
    return [[in_cell(cell.text) for cell in row] for row in sheet.places]


def expanded(rows: Iterable[Iterable[Spanned]]) -> Grid:
    """Rows of cells that begin in them, laid out as a browser does.

    Raises:
        AssertionError: where cells overlap or leave a place free.
    """
    places: dict[tuple[int, int], str] = {}
    count = 0
    for at, cells in enumerate(rows):
        count = at + 1
        column = 0
        for text, height, length in cells:
            while (at, column) in places:
                column += 1
            for row in range(at, at + height):
                for right in range(column, column + length):
                    assert (row, right) not in places, "cells overlap"
                    places[row, right] = text
            column += length
    columns = 1 + max(column for _, column in places)
    assert len(places) == count * columns, "the cells do not fill the table"
    return [[places[row, column] for column in range(columns)] for row in range(count)]


def parsed_html(text: str, *, fragment: bool = False) -> Any:
    """The tree of a page or a fragment; html5lib raises at the smallest fault in it."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parseFragment(text) if fragment else parser.parse(text)


def html_text(element: Any) -> str:
    """The text of an element, with its line breaks."""
    text = element.text or ""
    for child in element:
        text += ("\n" if child.tag == "br" else html_text(child)) + (child.tail or "")
    return text


def html_grids(tree: Any) -> list[Grid]:
    """Every table of a tree."""
    return [
        expanded(
            (
                (html_text(cell), int(cell.get("rowspan", 1)), int(cell.get("colspan", 1)))
                for cell in row
            )
            for row in table.iter("tr")
        )
        for table in tree.iter("table")
    ]

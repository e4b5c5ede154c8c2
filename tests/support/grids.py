"""The tables of an exported document as grids: every place with the text of its cell.

A merged cell stands in each of the places it covers, so grids of different formats can be
compared place by place.
"""

import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import docx
import html5lib
import openpyxl
from wcwidth import wcwidth

from tui.export.prose import in_cell
from tui.report.model import Report
from tui.sheet import Sheet, build_sheet

BORDERS = "│┌┐└┘├┤┬┴┼─"

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


def docx_grids(data: bytes) -> list[Grid]:
    """Every table of a Word document, as python-docx reads it."""
    return [expanded(_docx_rows(table)) for table in docx.Document(io.BytesIO(data)).tables]


def _docx_rows(table: Any) -> Iterator[list[Spanned]]:
    rows = [list(row._tr.tc_lst) for row in table.rows]
    for number, cells in enumerate(rows):
        made: list[Spanned] = []
        for cell in cells:
            if cell.vMerge == "continue":
                continue
            height = 1
            for below in rows[number + 1 :] if cell.vMerge == "restart" else ():
                (under,) = [c for c in below if c.grid_offset == cell.grid_offset]
                if under.vMerge != "continue":
                    break
                assert under.grid_span == cell.grid_span
                height += 1
            (paragraph,) = cell.p_lst
            made.append((paragraph.text, height, cell.grid_span))
        yield made


def xlsx_grids(data: bytes, top: int = 1) -> list[Grid]:
    """The tables of a workbook as they are shown, without a row of headings above each."""
    book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    found = []
    for sheet in book.worksheets[1:-1]:
        spans = {}
        for area in sheet.merged_cells.ranges:
            size = (area.max_row - area.min_row + 1, area.max_col - area.min_col + 1)
            spans[area.min_row, area.min_col] = size
        merged = {place for area in sheet.merged_cells.ranges for place in area.cells}
        found.append(
            expanded(
                [
                    (xlsx_text(cell), *spans.get((cell.row, cell.column), (1, 1)))
                    for cell in row
                    if (cell.row, cell.column) in spans or (cell.row, cell.column) not in merged
                ]
                for row in sheet.iter_rows(min_row=top + 1)
            )
        )
    return found


_NUMBER_FORMAT = re.compile(r'0(?:\.(0+))?(?:"([^"]*)"|((?:\\.)*))\Z')


def xlsx_text(cell: Any) -> str:
    """What a spreadsheet shows in a cell; its formats are whole numbers, decimals and remarks."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    shown = _NUMBER_FORMAT.match(cell.number_format)
    assert shown, cell.number_format
    remark = shown[2] or (shown[3] or "")[1::2]
    return f"{Decimal(repr(value)):.{len(shown[1] or '')}f}{remark}"


def drawn_grid(lines: list[str]) -> Grid:
    """A table drawn in box characters: what stands between its borders, without blanks."""
    rows = [[c for char in line for c in (char, *[""] * (wcwidth(char) - 1))] for line in lines]
    free = {
        (y, x) for y, row in enumerate(rows) for x, c in enumerate(row) if c not in BORDERS or not c
    }
    areas: list[set[tuple[int, int]]] = []
    while free:
        area, edge = set(), [min(free)]
        while edge:
            place = edge.pop()
            if place in free:
                free.discard(place)
                area.add(place)
                y, x = place
                edge += [(y - 1, x), (y + 1, x), (y, x - 1), (y, x + 1)]
        areas.append(area)
    tops = sorted({min(y for y, _ in area) for area in areas})
    lefts = sorted({min(x for _, x in area) for area in areas})
    at = {place: i for i, area in enumerate(areas) for place in area}
    texts = ["".join(rows[y][x] for y, x in sorted(area)) for area in areas]
    return [["".join(texts[at[y, x]].split()) for x in lefts] for y in tops]


def seen_grid(sheet: Sheet) -> Grid:
    """What a drawing of a sheet must show: columns that no border parts are one."""
    edges = sorted({cell.column for cell in sheet.cells})
    return [["".join(in_cell(row[x].text).split()) for x in edges] for row in sheet.places]


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

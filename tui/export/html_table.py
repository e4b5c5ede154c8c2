"""A sheet as an HTML table, merged cells and all."""

from collections.abc import Callable, Iterator

from tui.sheet import Sheet, SheetCell

from .markdown_escape import html
from .prose import in_cell

Attribute = tuple[str, object]


def _aligned(cell: SheetCell) -> Iterator[Attribute]:
    """Alignment as an attribute: the places that show Markdown throw styles away."""
    if cell.role in ("banner", "stub"):
        yield "align", "left"
    if cell.role == "figure":
        yield "align", "right"


def html_table(
    sheet: Sheet,
    looks: Callable[[SheetCell], Iterator[Attribute]] = _aligned,
    opening: str = "<table>",
) -> str:
    """A ``<table>`` in which every label says what it heads; no blank line in it.

    Markdown ends a block of HTML at a blank line. A block of a table that has several is a
    ``<tbody>`` of its own, which its banner heads.

    Args:
        looks: the attributes that say how a cell looks.
        opening: everything before the first row.
    """
    lines = [opening]
    ends = {sheet.row_count: "</tbody>"}
    starts = {sheet.header_rows: "<tbody>"}
    if sheet.header_rows:
        starts[0], ends[sheet.header_rows] = "<thead>", "</thead>"
    for cell in sheet.cells:
        if cell.role == "banner" and cell.row > sheet.header_rows:
            starts[cell.row], ends[cell.row] = "<tbody>", "</tbody>"
    for number, cells in enumerate(sheet.rows()):
        if number in starts:
            lines.append(starts[number])
        elements = (_element(sheet, cell, looks(cell)) for cell in cells)
        lines.append("<tr>" + "".join(elements) + "</tr>")
        if number + 1 in ends:
            lines.append(ends[number + 1])
    return "\n".join([*lines, "</table>"])


def _element(sheet: Sheet, cell: SheetCell, looks: Iterator[Attribute]) -> str:
    tag = "td" if cell.role in ("figure", "corner") else "th"
    attributes = "".join(
        f' {name}="{html(str(value))}"' for name, value in (*_attributes(sheet, cell), *looks)
    )
    return f"<{tag}{attributes}>{html(in_cell(cell.text))}</{tag}>"


def _attributes(sheet: Sheet, cell: SheetCell) -> Iterator[Attribute]:
    """What a cell spans and heads.

    ``row`` and ``col`` also where a label spans several: ``rowgroup`` would make it head
    the rest of the body, ``colgroup`` is only for columns grouped by ``<colgroup>``.
    """
    if cell.rowspan > 1:
        yield "rowspan", cell.rowspan
    if cell.colspan > 1:
        yield "colspan", cell.colspan
    match cell.role:
        case "header":
            yield "scope", "col"
        case "banner":
            yield "scope", "col" if cell.row < sheet.header_rows else "rowgroup"
        case "stub":
            yield "scope", "row"

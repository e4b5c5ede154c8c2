"""A sheet as an HTML table, merged cells and all."""

from collections.abc import Iterator

from tui.sheet import Sheet, SheetCell

from .markdown_escape import html
from .prose import in_cell


def html_table(sheet: Sheet) -> str:
    """A ``<table>`` in which every label says what it heads; no blank line in it.

    Markdown ends a block of HTML at a blank line. Alignment is an attribute, because
    the places that show Markdown throw styles away.
    """
    lines = ["<table>"]
    for number, cells in enumerate(sheet.rows()):
        if number in (0, sheet.header_rows):
            lines.append("<tbody>" if number == sheet.header_rows else "<thead>")
        lines.append("<tr>" + "".join(map(_element, cells)) + "</tr>")
        if number + 1 in (sheet.header_rows, sheet.row_count):
            lines.append("</thead>" if number + 1 == sheet.header_rows else "</tbody>")
    return "\n".join([*lines, "</table>"])


def _element(cell: SheetCell) -> str:
    tag = "td" if cell.role in ("figure", "corner") else "th"
    attributes = "".join(f' {name}="{value}"' for name, value in _attributes(cell))
    return f"<{tag}{attributes}>{html(in_cell(cell.text))}</{tag}>"


def _attributes(cell: SheetCell) -> Iterator[tuple[str, object]]:
    if cell.rowspan > 1:
        yield "rowspan", cell.rowspan
    if cell.colspan > 1:
        yield "colspan", cell.colspan
    match cell.role:
        case "header":
            yield "scope", "colgroup" if cell.colspan > 1 else "col"
        case "banner":
            yield "scope", "colgroup"
            yield "align", "left"
        case "stub":
            yield "scope", "rowgroup" if cell.rowspan > 1 else "row"
            yield "align", "left"
        case "figure":
            yield "align", "right"

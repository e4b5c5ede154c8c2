"""A sheet as a table of a Word document."""

from collections.abc import Iterator

from tui.display import width
from tui.sheet import Sheet, SheetCell

from .docx_parts import TEXT_WIDTH
from .packing import escaped
from .prose import in_cell

# Twips (twentieths of a point). Text in tables has 10 points: a digit takes half of it.
_DIGIT = 100
_MARGIN = 40
_OUTER = 720
_FIGURE = 685
_WIDEST_FIGURE = 900
_LEAST_LABEL = 1500
_ROW = 340

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def docx_table(sheet: Sheet, caption: str) -> str:
    """A ``w:tbl`` exactly as wide as the text, in which no row is torn apart.

    Header rows are repeated on every page; where there is room the table stays on one.
    """
    widths = grid_widths(sheet)
    grid = "".join(f'<w:gridCol w:w="{twips}"/>' for twips in widths)
    rows = "\n".join(_rows(sheet, widths))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="{_MARGIN}" w:type="dxa"/>'
        f'<w:right w:w="{_MARGIN}" w:type="dxa"/></w:tblCellMar>'
        f'<w:tblCaption w:val="{escaped(caption)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>\n{rows}\n</w:tbl>"
    )


def grid_widths(sheet: Sheet, total: int = TEXT_WIDTH) -> list[int]:
    """The width of each column of the grid in twips; together exactly ``total``."""
    stubs = sheet.stub_columns
    needs = [0.0] * (sheet.column_count - stubs)
    for cell in sheet.figures.values():
        need = (_longest(cell) * _DIGIT + 2 * _MARGIN) / cell.colspan
        for column in range(cell.column - stubs, cell.right - stubs):
            needs[column] = max(needs[column], need)
    if stubs > 1:
        # One width for all figures, for the labels what remains.
        outer = [_OUTER] * (stubs - 1)
        room = total - sum(outer)
        figure = int(max(_FIGURE, min(max(needs), _WIDEST_FIGURE)))
        figure = min(figure, (room - _LEAST_LABEL) // len(needs))
        label = room - figure * len(needs)
        return [*outer, label, *[figure] * len(needs)]
    labels = [total // 4] * stubs
    room = total - sum(labels)
    even = room / len(needs)
    # Equal columns, unless the figures of one of them need more than an equal share.
    shares = [max(even, need) for need in needs]
    return [*labels, *_whole([share * room / sum(shares) for share in shares], room)]


def _longest(cell: SheetCell) -> int:
    """The cells of the longest run of a figure that should stay on one line."""
    figure = in_cell(cell.text).partition("（")[0]
    return max(map(width, figure.split("\n")))


def _whole(shares: list[float], total: int) -> list[int]:
    """Whole numbers near the shares that add up to ``total``."""
    made, before = [], 0
    for end in range(1, len(shares) + 1):
        edge = total if end == len(shares) else round(sum(shares[:end]))
        made.append(edge - before)
        before = edge
    return made


def _rows(sheet: Sheet, widths: list[int]) -> Iterator[str]:
    for number, places in enumerate(sheet.places):
        head = "<w:tblHeader/>" if number < sheet.header_rows else ""
        cells, column = [], 0
        while column < len(places):
            cell = places[column]
            last = cell.bottom == sheet.row_count
            twips = sum(widths[cell.column : cell.right])
            cells.append(_cell(cell, twips, first=cell.row == number, last=last))
            column = cell.right
        yield (
            f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{_ROW}" w:hRule="atLeast"/>'
            f"{head}</w:trPr>{''.join(cells)}</w:tr>"
        )


def _cell(cell: SheetCell, twips: int, *, first: bool, last: bool) -> str:
    """One ``w:tc``: a cell, or its continuation in a further row."""
    span = f'<w:gridSpan w:val="{cell.colspan}"/>' if cell.colspan > 1 else ""
    merge = ""
    if cell.rowspan > 1:
        merge = '<w:vMerge w:val="restart"/>' if first else "<w:vMerge/>"
    style = "TableNote" if cell.role == "corner" else "TableText"
    keep = "" if last else "<w:keepNext/>"
    # A label beside several rows is narrow: it stands in the middle, its number on one line.
    beside = cell.role == "stub" and cell.rowspan == 1
    align = '<w:ind w:left="40"/><w:jc w:val="left"/>' if beside or cell.role == "banner" else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{twips}" w:type="dxa"/>{span}{merge}'
        f'<w:vAlign w:val="center"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{align}</w:pPr>'
        f"{_runs(in_cell(cell.text)) if first else ''}</w:p></w:tc>"
    )


def _runs(text: str) -> str:
    if not text:
        return ""
    lines = (f'<w:t xml:space="preserve">{escaped(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{'<w:br/>'.join(lines)}</w:r>"

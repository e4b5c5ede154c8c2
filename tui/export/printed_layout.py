"""How wide and how high the columns and rows of a printed table are drawn."""

from itertools import pairwise, product
from math import ceil
from typing import NamedTuple

from tui.display import width
from tui.sheet import Sheet, SheetCell

from .lines import cut, figure_need, label_need, line_count, ordinal_need
from .prose import in_cell

TARGET = 80

# Room on both sides of a text, and whether all columns of figures are equally wide: what
# is tried in turn until the table fits.
_COMFORT = ((1, True), (1, False), (0, True), (0, False))

# Widths to try for a column of merged labels, and what the column of labels should have.
_OUTER = (4, 6, 8)
_LABELS = 14


class Layout(NamedTuple):
    """Everything the pen needs. Widths and heights are without borders.

    ``places`` and ``widths`` leave out grid columns that no border separates. ``lines``
    holds the text of each cell, cut to its width.
    """

    places: list[list[SheetCell]]
    widths: list[int]
    heights: list[int]
    padding: int
    lines: dict[SheetCell, list[str]]


class _Grid(NamedTuple):
    """The sheet with its text made safe and its columns reduced to those that are seen."""

    cells: list[SheetCell]
    shares: list[int]
    stubs: int


def lay_out(sheet: Sheet, target: int = TARGET) -> Layout:
    """A layout of ``target`` cells: a few less where equal columns cannot fill them, more
    where the figures need more."""
    grid = _reduced(sheet)
    best: Layout | None = None
    for padding, equal in _COMFORT:
        figures = _figure_widths(grid, padding, equal)
        least = _least_stubs(grid, padding)
        # Every column has a border left of it, and the table one more.
        room = target - 1 - sum(figures) - len(figures) - bool(grid.stubs)
        last = (padding, equal) == _COMFORT[-1]
        if room < least and not (last and best is None):
            continue
        widths = _shared_out(grid, figures, max(room, least), padding, equal)
        tried = _finished(sheet, grid, widths, padding)
        if best is None or sum(tried.heights) < sum(best.heights):
            best = tried
        if grid.stubs < 2:
            # Only beside merged labels do narrower figures make the table less high.
            break
    assert best is not None
    return best


def _shared_out(grid: _Grid, figures: list[int], room: int, padding: int, equal: bool) -> list[int]:
    """All widths, where ``room`` is left for the columns of labels."""
    if grid.stubs > 1:
        return _best_stubs(grid, room, padding) + figures
    if not grid.stubs:
        return _widened(grid, figures, room) if equal else figures
    wanted = min(max(_natural(grid, padding), _least_stubs(grid, padding)), room)
    wider = _widened(grid, figures, room - wanted) if equal else figures
    return [room - (sum(wider) - sum(figures)), *wider]


def _reduced(sheet: Sheet) -> _Grid:
    edges = sorted({edge for cell in sheet.cells for edge in (cell.column, cell.right)})
    number = {edge: i for i, edge in enumerate(edges)}
    cells = [
        cell._replace(
            column=number[cell.column],
            colspan=number[cell.right] - number[cell.column],
            text=in_cell(cell.text),
        )
        for cell in sheet.cells
    ]
    shares = [right - left for left, right in pairwise(edges)]
    return _Grid(cells, shares[sheet.stub_columns :], sheet.stub_columns)


def _figure_widths(grid: _Grid, padding: int, equal: bool) -> list[int]:
    """The least widths of the columns of figures: for figures, then for the headers."""
    widths = [2] * len(grid.shares)
    cells = [cell for cell in grid.cells if cell.column >= grid.stubs and cell.text]
    for cell in sorted(cells, key=lambda cell: cell.colspan):
        figure = cell.role == "figure"
        need = (figure_need if figure else label_need)(cell.text) + 2 * padding
        first, last = cell.column - grid.stubs, cell.right - grid.stubs
        lack = need - sum(widths[first:last]) - (cell.colspan - 1)
        for place in range(first, last):
            widths[place] += max(ceil(lack / cell.colspan), 0)
    if equal:
        # With its left border each column takes a multiple of its share of the grid.
        unit = max(ceil((w + 1) / share) for w, share in zip(widths, grid.shares, strict=True))
        widths = [unit * share - 1 for share in grid.shares]
    return widths


def _widened(grid: _Grid, widths: list[int], spare: int) -> list[int]:
    """Equal columns made wider together as long as the spare cells suffice."""
    units = max(spare, 0) // sum(grid.shares)
    return [cells + units * share for cells, share in zip(widths, grid.shares, strict=True)]


def _labels(grid: _Grid) -> list[SheetCell]:
    """The cells of the columns of labels, without lines across the table."""
    return [cell for cell in grid.cells if cell.column < grid.stubs and cell.role != "banner"]


def _natural(grid: _Grid, padding: int) -> int:
    lines = (line for cell in _labels(grid) for line in cell.text.split("\n"))
    return max(map(width, lines)) + 2 * padding


def _least_stubs(grid: _Grid, padding: int) -> int:
    if not grid.stubs:
        return 0
    labels = min(_LABELS, _natural(grid, 0)) + 2 * padding
    return labels + (grid.stubs - 1) * (_OUTER[1] + 1)


def _best_stubs(grid: _Grid, room: int, padding: int) -> list[int]:
    """The widths of several columns of labels that make the table least high."""
    outer, cells = grid.stubs - 1, _labels(grid)
    tries = [
        _outer_widths([c.text for c in cells if (c.column, c.colspan) == (place, 1)], padding)
        for place in range(outer)
    ]
    if outer > 3:
        # So many would take long to try, and there is no room to choose from anyway.
        tries = [widths[:1] for widths in tries]
    best: tuple[int, int, list[int]] | None = None
    for widths in product(*tries):
        last = room - sum(widths) - outer
        if last < min(_LABELS, room // 2):
            continue
        stubs = [*widths, last]
        needs = {c: line_count(c.text, _text_room(c, stubs, padding)) for c in cells}
        # Where nothing else is gained, the merged labels have the fewest lines.
        merged = sum(lines for cell, lines in needs.items() if cell.right < grid.stubs)
        score = (sum(_row_heights(needs)), merged, stubs)
        if best is None or score < best:
            best = score
    if best is not None:
        return best[2]
    narrow = [widths[0] for widths in tries]
    return [*narrow, max(room - sum(narrow) - outer, _LABELS + 2 * padding)]


def _outer_widths(labels: list[str], padding: int) -> list[int]:
    least = max(map(ordinal_need, labels), default=0)
    return [w + 2 * padding for w in _OUTER if w >= least] or [least + 2 * padding]


def _text_room(cell: SheetCell, widths: list[int], padding: int) -> int:
    inner = sum(widths[cell.column : cell.right]) + cell.colspan - 1
    return max(inner - 2 * padding, 2)


def _row_heights(needs: dict[SheetCell, int]) -> list[int]:
    """How many lines each row needs. A merged cell also uses the lines of inner borders."""
    heights = [1] * max(cell.bottom for cell in needs)
    for cell, lines in sorted(needs.items(), key=lambda item: item[0].rowspan):
        lack = lines - sum(heights[cell.row : cell.bottom]) - (cell.rowspan - 1)
        for place in range(max(lack, 0)):
            heights[cell.row + place % cell.rowspan] += 1
    return heights


def _finished(sheet: Sheet, grid: _Grid, widths: list[int], padding: int) -> Layout:
    lines = {cell: cut(cell.text, _text_room(cell, widths, padding)) for cell in grid.cells}
    reduced = Sheet(grid.cells, sheet.header_rows, sheet.stub_columns)
    heights = _row_heights({cell: len(text) for cell, text in lines.items()})
    return Layout(reduced.places, widths, heights, padding, lines)

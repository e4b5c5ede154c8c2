"""From a table of a format to the sheet that is printed for it."""

from collections.abc import Iterator, Sequence
from math import lcm
from typing import NamedTuple

from tui.report.model import Report
from tui.schema.model import Block, Section, Table

from .sheet import Sheet, SheetCell

# A label and what tells it from an equal label beside it. Merged labels have no mark:
# neighbours with the same words are one cell. Each row and column has its own key.
Label = tuple[str, str]


class _Merged(NamedTuple):
    """A label of a header tree or a stub tree, in tree terms: level down, place along."""

    level: int
    levels: int
    place: int
    places: int
    text: str


def build_sheet(section: Section, report: Report | None = None) -> Sheet:
    """The printed form of a section's table, with the figures of ``report`` if there is one.

    Raises:
        ValueError: when the section is prose.
    """
    if section.table is None:
        raise ValueError(f"section {section.key} has no table")
    table, across = section.table, section.table.arrangement == "across"
    cells = _across(section.key, table) if across else _down(section.key, table)
    if report is not None:
        cells = [
            cell if cell.path is None else cell._replace(text=report.printed(cell.path))
            for cell in cells
        ]
    stubs = 0 if across else _stub_columns(table)
    heads = 0
    if across or len(table.blocks) == 1:
        heads = min(cell.row for cell in cells if cell.path is not None)
    return Sheet(cells, heads, stubs)


def _down(key: str, table: Table) -> list[SheetCell]:
    """Blocks one under another on a grid fine enough for the columns of each of them."""
    stubs = _stub_columns(table)
    grid = lcm(*(len(block.columns) for block in table.blocks))
    cells: list[SheetCell] = []
    top, note = 0, table.corner
    for block in table.blocks:
        if block.banner:
            cells.append(SheetCell(top, 0, 1, stubs + grid, block.banner, "banner"))
            top += 1
        columns = [(*_merging(c.under), (c.label, c.key)) for c in block.columns]
        rows = [(*_merging(r.under), (r.label, r.key)) for r in block.rows]
        step, heads = grid // len(block.columns), max(map(len, columns))
        corner = "\n".join(filter(None, (block.stub, note)))
        cells.append(SheetCell(top, 0, heads, stubs, corner, "corner" if note else "header"))
        note = ""  # The table has one note, in its first corner.
        for m in _tree(columns, heads):
            at = (top + m.level, stubs + m.place * step, m.levels, m.places * step)
            cells.append(SheetCell(*at, m.text, "header"))
        top += heads
        for m in _tree(rows, stubs):
            cells.append(SheetCell(top + m.place, m.level, m.places, m.levels, m.text, "stub"))
        cells.extend(_figures(key, block, top, stubs, step))
        top += len(rows)
    return cells


def _figures(key: str, block: Block, top: int, left: int, step: int) -> Iterator[SheetCell]:
    for i, row in enumerate(block.rows):
        for j, column in enumerate(block.columns):
            path = f"{key}.{row.key}.{column.key}"
            yield SheetCell(top + i, left + j * step, 1, step, "", "figure", path)


def _across(key: str, table: Table) -> list[SheetCell]:
    """One line of figures: every row becomes a group of columns."""
    (block,) = table.blocks
    pairs = [(row, column) for row in block.rows for column in block.columns]
    labels = [
        (
            *_merging(row.under),
            (row.label, row.key),
            # The groups of one row never merge with those of the next.
            *((text, row.key) for text in column.under),
            (column.label, f"{row.key}.{column.key}"),
        )
        for row, column in pairs
    ]
    # There is no corner here: whatever would stand in it goes above.
    above = [text for text in (block.banner, block.stub, table.corner) if text]
    cells = [SheetCell(i, 0, 1, len(pairs), text, "banner") for i, text in enumerate(above)]
    top, heads = len(above), max(map(len, labels))
    for m in _tree(labels, heads):
        cells.append(SheetCell(top + m.level, m.place, m.levels, m.places, m.text, "header"))
    for place, (row, column) in enumerate(pairs):
        path = f"{key}.{row.key}.{column.key}"
        cells.append(SheetCell(top + heads, place, 1, 1, "", "figure", path))
    return cells


def _stub_columns(table: Table) -> int:
    return max(len(row.under) + 1 for block in table.blocks for row in block.rows)


def _merging(under: tuple[str, ...]) -> list[Label]:
    return [(text, "") for text in under]


def _tree(paths: Sequence[tuple[Label, ...]], levels: int) -> Iterator[_Merged]:
    """The merged labels of neighbouring paths.

    Equal beginnings of neighbours become one cell; the last label of a path that is
    shorter than the others reaches over the levels that remain.
    """
    for level in range(levels):
        place = 0
        while place < len(paths):
            path, start = paths[place], place
            place += 1
            if level >= len(path):
                continue
            while place < len(paths) and paths[place][: level + 1] == path[: level + 1]:
                place += 1
            last = level == len(path) - 1
            yield _Merged(
                level, levels - level if last else 1, start, place - start, path[level][0]
            )

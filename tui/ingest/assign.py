"""Which cell of a row belongs to which column. What is not certain is not assigned."""

from collections.abc import Sequence
from typing import NamedTuple

from .document import Cell
from .figures import tidy
from .reading import Header, Leaf, RowReading


class Assigned(NamedTuple):
    """Column key → its cell, and the cells that belong to none."""

    cells: dict[str, Cell]
    rest: list[Cell]


def assign(reading: RowReading, keys: Sequence[str]) -> Assigned | None:
    """The cells of a row by column; None where it cannot be told which is which.

    ``keys``: the columns of the row in printed order.
    """
    cells = reading.cells
    if len(keys) == 1:
        return _single(cells, keys[0])
    if (part := _part_of_line(reading, keys)) is not None:
        return part
    leaves = _leaves(reading, keys)
    order = [leaf.key for leaf in leaves] if leaves else list(keys)
    by_count = dict(zip(order, cells, strict=True)) if len(cells) == len(order) else None
    if by_count is not None and reading.spans and order == list(keys):
        return _known(Assigned(by_count, []), keys)
    if leaves and reading.header and reading.header.placed and reading.placed:
        same_grid = reading.header.grid == reading.grid
        by_place = _by_place(cells, leaves) if same_grid else None
        if by_place is not None:
            whole = len(by_place.cells) == len(leaves) and not by_place.rest
            if whole or not reading.spans or by_count is None:
                return _known(by_place, keys)
    if order != list(keys):
        return None  # Another order is believed only where every cell stands under its header.
    if by_count is not None:
        return _known(Assigned(by_count, []), keys)
    # A row without a label comes right after the blanks that fill up the header's last line.
    trimmed = _trimmed(cells, len(order), reading.padded and bool(reading.row), not reading.row)
    if trimmed is not None:
        return _known(Assigned(dict(zip(order, trimmed, strict=True)), []), keys)
    return None


def _leaves(reading: RowReading, keys: Sequence[str]) -> list[Leaf] | None:
    """The header's leaves, if it names every column of the row."""
    header: Header | None = reading.header
    if header is None or not set(keys) <= {leaf.key for leaf in header.leaves}:
        return None
    # Two header lines that were flattened into one have lost their order.
    return list(header.leaves) if header.placed and reading.placed else None


def _part_of_line(reading: RowReading, keys: Sequence[str]) -> Assigned | None:
    """A table 四 that was cut in two: its header says which columns this half has."""
    header = reading.header
    if reading.row or header is None or not header.placed or not reading.placed:
        return None
    named = [leaf.key for leaf in header.leaves]
    if len(named) != len(reading.cells) or len(named) == len(keys) or not set(named) <= set(keys):
        return None
    return Assigned(dict(zip(named, reading.cells, strict=True)), [])


def _single(cells: list[Cell], key: str) -> Assigned | None:
    """The one figure of a row, which a merged cell may have left in several."""
    said = [c for c in cells if tidy(c.text)]
    if len({tidy(c.text) for c in said}) > 1:
        return None
    return Assigned({key: said[0] if said else cells[0]}, [])


def _by_place(cells: list[Cell], leaves: list[Leaf]) -> Assigned | None:
    """By the columns that cells and headers cover; None where a figure is under no header."""
    found: dict[str, Cell] = {}
    rest: list[Cell] = []
    for cell in cells:
        end = cell.column + max(1, cell.colspan)
        over = [leaf for leaf in leaves if leaf.start < end and cell.column < leaf.end]
        if not tidy(cell.text):
            for leaf in over:
                found.setdefault(leaf.key, cell)
            continue
        if len(over) != 1:
            return None
        before = found.get(over[0].key)
        if before is not None and tidy(before.text) not in ("", tidy(cell.text)):
            return None
        found[over[0].key] = cell
    return Assigned(found, rest)


def _trimmed(cells: list[Cell], wanted: int, padded: bool, unlabelled: bool) -> list[Cell] | None:
    """The row without the blanks that merged labels left around it, where that is certain."""
    surplus = len(cells) - wanted
    if surplus <= 0:
        return None
    if padded:
        return None if any(tidy(c.text) for c in cells[wanted:]) else cells[:wanted]
    if any(tidy(c.text) for c in cells[:surplus]):
        return None
    certain = unlabelled or all(tidy(c.text) for c in cells[surplus:])
    return cells[surplus:] if certain else None


def _known(assigned: Assigned, keys: Sequence[str]) -> Assigned:
    """Only the columns of the format; what stands in others is left over."""
    rest = [c for k, c in assigned.cells.items() if k not in keys and tidy(c.text)]
    return Assigned({k: c for k, c in assigned.cells.items() if k in keys}, assigned.rest + rest)

"""Merged cells put into their columns."""

from collections.abc import Iterable

from .document import Cell, Place

MAX_SPAN = 1000
"""Browsers cap columns there, too; a hostile page asks for a billion."""


def place_row(
    cells: Iterable[tuple[str, str | int | None, str | int | None]],
    taken: dict[int, int],
    table: int,
    row: int,
) -> list[Cell]:
    """The cells that begin in a row, with their columns.

    ``cells``: text, colspan and rowspan as the source has them. ``taken``: column → rows
    that a cell above still reaches down from this one; brought up to date.
    """
    made: list[Cell] = []
    column = 0
    begun: dict[int, int] = {}
    for text, across, down in cells:
        while taken.get(column, 0) > 0:
            column += 1
        colspan, rowspan = span(across), span(down)
        if down is not None and str(down).strip() == "0":
            rowspan = MAX_SPAN
        place = Place(table=table, row=row, column=len(made) + 1)
        made.append(Cell(text, place, column, colspan, rowspan))
        if rowspan > 1:
            for covered in range(column, column + colspan):
                begun[covered] = rowspan - 1
        column += colspan
    for covered in list(taken):
        taken[covered] -= 1
        if taken[covered] <= 0:
            del taken[covered]
    for covered, rows in begun.items():
        taken[covered] = max(rows, taken.get(covered, 0))
    return made


def span(said: str | int | None) -> int:
    """A span as written in the source: at least 1, at most :data:`MAX_SPAN`."""
    if said is None:
        return 1
    digits = "".join(c for c in str(said).strip()[:12] if c.isascii() and c.isdigit())
    return min(max(int(digits), 1), MAX_SPAN) if digits else 1

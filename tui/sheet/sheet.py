"""A table as a rectangle of cells, some of which span several rows or columns."""

from collections.abc import Iterable
from functools import cached_property
from typing import Literal, NamedTuple

Role = Literal["banner", "header", "corner", "stub", "figure"]
"""What a cell is for: a line across the table, a label above figures, the note where
headers and stubs meet, a label left of figures, or a figure."""


class SheetCell(NamedTuple):
    """One cell: its upper left place, how far it reaches, and what stands in it.

    ``path`` names the figure (``applications.received.natural``) and is None in every
    other cell. ``text`` is what the report says, not yet made safe for any output.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    text: str
    role: Role
    path: str | None = None

    @property
    def bottom(self) -> int:
        """The first row below the cell."""
        return self.row + self.rowspan

    @property
    def right(self) -> int:
        """The first column right of the cell."""
        return self.column + self.colspan


class Sheet:
    """A printed table. Its cells cover ``row_count`` × ``column_count`` exactly once.

    ``header_rows`` rows at the top head everything below them; it is 0 where several
    blocks stand one under another, each with a header of its own. ``stub_columns``
    columns at the left hold labels; it is 0 where the rows are printed side by side.
    """

    def __init__(self, cells: Iterable[SheetCell], header_rows: int, stub_columns: int) -> None:
        """``cells`` in any order."""
        self.cells = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
        self.row_count = max(cell.bottom for cell in self.cells)
        self.column_count = max(cell.right for cell in self.cells)
        self.header_rows = header_rows
        self.stub_columns = stub_columns

    @cached_property
    def figures(self) -> dict[str, SheetCell]:
        """Path → the cell with that figure, in reading order."""
        return {cell.path: cell for cell in self.cells if cell.path is not None}

    @cached_property
    def places(self) -> list[list[SheetCell]]:
        """``places[row][column]`` is the cell that covers this place."""
        empty: list[list[SheetCell | None]] = [
            [None] * self.column_count for _ in range(self.row_count)
        ]
        for cell in self.cells:
            for row in empty[cell.row : cell.bottom]:
                row[cell.column : cell.right] = [cell] * cell.colspan
        return empty  # type: ignore[return-value]  # the cells leave no place uncovered

    def labels(self, figure: SheetCell) -> list[SheetCell]:
        """The labels that head a figure, outermost first: banner, stubs, headers."""
        above: list[SheetCell] = []
        for row in range(figure.row - 1, -1, -1):
            cell = self.places[row][figure.column]
            if cell.role == "figure":
                if above:
                    break  # The block above has a header of its own.
                continue
            if cell not in above:
                above.append(cell)
        banners = [cell for cell in reversed(above) if cell.role == "banner"]
        headers = [cell for cell in reversed(above) if cell.role == "header"]
        left = dict.fromkeys(self.places[figure.row][: self.stub_columns])
        return [*banners, *left, *headers]

    def rows(self) -> list[list[SheetCell]]:
        """For each row, the cells that begin in it: what an HTML ``<tr>`` holds."""
        found: list[list[SheetCell]] = [[] for _ in range(self.row_count)]
        for cell in self.cells:
            found[cell.row].append(cell)
        return found

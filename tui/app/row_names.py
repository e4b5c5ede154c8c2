"""Which row of a table a label names, however it was written where it was copied."""

import re
import unicodedata

from tui.report.model import Report

from .grid_moves import Moves

CERTAIN = 4
"""So many characters of a longer label, or around a shorter one, tell a row too."""


class RowNames:
    """The rows of one table by their labels, short names and variants."""

    def __init__(self, report: Report, moves: Moves) -> None:
        self.labels: list[str] = []
        """As printed, by the number of the row."""
        self._columns: set[str] = set()
        self._names: list[set[str]] = []
        number = 0
        while target := moves.row(number):
            cells = [report.format.cells[report.format.index[path]] for path in target]
            row = cells[0].row
            for column in (cell.column for cell in cells):
                self._columns.update(map(_bare, (column.label, *column.under)))
            self.labels.append(row.label)
            self._names.append({_bare(name) for name in (row.label, row.short, *row.variants)})
            number += 1

    def rows(self, label: str) -> list[int]:
        """The numbers of the rows that a label may name; exact names go before partial ones."""
        bare = _bare(label)
        if not bare:
            return []
        exact = [n for n, names in enumerate(self._names) if bare in names]
        return exact or [n for n, names in enumerate(self._names) if _alike(bare, names)]

    def are_headings(self, labels: list[str]) -> bool:
        """Whether labels without a figure name no row, but perhaps columns."""
        columns = [label for label in labels if _bare(label) in self._columns]
        others = [label for label in labels if len(columns) < 2 or label not in columns]
        return not any(map(self.rows, others))


def _alike(bare: str, names: set[str]) -> bool:
    """Whether a label ends as a name does, or a name as the label: in front stands the group."""
    return any(
        min(len(bare), len(name)) >= CERTAIN and (bare.endswith(name) or name.endswith(bare))
        for name in names
    )


def _bare(text: str) -> str:
    """A label without its number, brackets, quotes and blanks, half-width."""
    text = "".join(unicodedata.normalize("NFKC", text).split())
    text = re.sub(r"^(\(?[一二三四五六七八九十\d]+\)?[、.．]?)+", "", text)
    return re.sub(r"[“”\"'‘’()（）,，、.:：]", "", text)

"""How the cursor moves from figure to figure, whatever the shape of the table."""

from tui.sheet import Sheet, SheetCell

from .grid_layout import GridLayout


class Moves:
    """The figures of a sheet as rows, and the neighbours of each."""

    def __init__(self, sheet: Sheet) -> None:
        rows: dict[int, list[SheetCell]] = {}
        for cell in sheet.figures.values():
            rows.setdefault(cell.row, []).append(cell)
        self._sheet = sheet
        self._rows = [sorted(rows[r], key=lambda c: c.column) for r in sorted(rows)]
        self._place = {
            c.path: (i, j) for i, row in enumerate(self._rows) for j, c in enumerate(row) if c.path
        }
        self.paths = list(self._place)
        self.first = self.paths[0]
        self._by_sheet_row = {row[0].row: [c.path or "" for c in row] for row in self._rows}

    def on_row_line(self, layout: GridLayout, y: int) -> list[str]:
        """The figures that stand on a line of the layout."""
        for sheet_row, paths in self._by_sheet_row.items():
            if layout.ys[sheet_row] == y:
                return paths
        return []

    def top_of(self, layout: GridLayout, path: str) -> int:
        """The line to scroll to for a cell: that of the banner, for the first row of a block."""
        i, _ = self._place[path]
        above = self._rows[i - 1][0].row + 1 if i else 0
        return layout.ys[above]

    def target(self, path: str, key: str, page: int) -> str | None:
        """Where a key leads; None when it is no moving key. At an edge the cursor stays."""
        i, j = self._place[path]
        bare = key.removeprefix("shift+") if key != "shift+tab" else key
        last = len(self._rows) - 1
        row = self._rows[i]
        if bare == "left":
            return self._at(i, max(0, j - 1))
        if bare == "right":
            return self._at(i, min(len(row) - 1, j + 1))
        if bare in ("up", "down", "pageup", "pagedown", "ctrl+up", "ctrl+down"):
            step = {"up": -1, "down": 1, "pageup": -page, "pagedown": page}.get(bare)
            goal = (0 if bare == "ctrl+up" else last) if step is None else i + step
            return self._under(path, max(0, min(last, goal)))
        if bare in ("home", "ctrl+left"):
            return self._at(i, 0)
        if bare in ("end", "ctrl+right"):
            return self._at(i, len(row) - 1)
        if bare == "ctrl+home":
            return self.first
        if bare == "ctrl+end":
            return self.paths[-1]
        if bare in ("tab", "shift+tab"):
            at = self.paths.index(path) + (1 if bare == "tab" else -1)
            return self.paths[max(0, min(len(self.paths) - 1, at))]
        return None

    def rectangle(self, a: str, b: str) -> list[list[str]]:
        """The rows of paths between two cells."""
        (i, j), (k, m) = self._place[a], self._place[b]
        rows = self._rows[min(i, k) : max(i, k) + 1]
        left, right = min(j, m), max(j, m)
        return [[c.path or "" for c in row[left : right + 1]] for row in rows]

    def place(self, path: str) -> tuple[int, int]:
        """Row and column of a cell among the figures."""
        return self._place[path]

    def row(self, number: int) -> list[str]:
        """The paths of a row of figures; empty below the last one."""
        return [c.path or "" for c in self._rows[number]] if number < len(self._rows) else []

    def _at(self, i: int, j: int) -> str:
        return self._rows[i][j].path or ""

    def _under(self, path: str, goal: int) -> str:
        """The cell of another row that stands under or over a cell."""
        i, j = self._place[path]
        column = self._rows[i][j].column
        row = self._rows[goal]
        found = next((c for c in row if c.column <= column < c.right), None)
        return (found or min(row, key=lambda c: abs(c.column - column))).path or ""

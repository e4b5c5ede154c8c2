"""Tables drawn in characters, with merged cells: what ``export --format text`` writes."""

from itertools import pairwise

from tui.display import width

from .document import Cell, Grid, Place

MAX_LINES = 1_000
MAX_WIDTH = 1_000
MAX_COLUMNS = 120

_LEVEL = frozenset("─━═-=┄┈╌")
_JOINTS = frozenset("┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋+╞╡╪╤╧╟╢╫╥╨")
_UPRIGHT = frozenset("│┃║|") | _JOINTS
_STROKES = _UPRIGHT | _LEVEL


def read_drawn(lines: list[str], first: int, table: int) -> Grid | None:
    """The grid of a drawn table; None where the lines are none.

    ``first``: the number of the first line in its file.
    """
    if len(lines) > MAX_LINES or any(len(line) > MAX_WIDTH for line in lines):
        return None
    canvas = [_columns(line) for line in lines]
    edges = _edges(canvas)
    rules = [i for i, row in enumerate(canvas) if _has_rule(row, edges)]
    if not 2 <= len(edges) <= MAX_COLUMNS or len(rules) < 2:
        return None
    return _Drawing(canvas, edges, rules).grid(first, table)


def _columns(line: str) -> list[str]:
    """One entry for each display column; the second of a wide character is empty."""
    row: list[str] = []
    for char in line:
        cells = 1 if char in _UPRIGHT or char in _LEVEL else width(char)
        if cells == 0 and row:
            row[-1] += char
            continue
        row += [char] + [""] * (cells - 1)
    return row


def _edges(canvas: list[list[str]]) -> list[int]:
    """The display columns where vertical borders may stand."""
    found: set[int] = set()
    for row in canvas:
        for i, char in enumerate(row):
            beside = (row[i - 1] if i else "") in _LEVEL or (
                i + 1 < len(row) and row[i + 1] in _LEVEL
            )
            if char in _JOINTS and beside and (char != "+" or _is_corner(row, i)):
                found.add(i)
    return sorted(found)


def _is_corner(row: list[str], at: int) -> bool:
    """A plus sign of a border has three strokes beside it, or a border's end."""
    right = "".join(row[at + 1 : at + 3])
    left = "".join(row[max(0, at - 2) : at])
    return (len(right) == 2 and set(right) <= _LEVEL) or (len(left) == 2 and set(left) <= _LEVEL)


def _has_rule(row: list[str], edges: list[int]) -> bool:
    return any(_is_level(row, a, b) for a, b in pairwise(edges))


def _is_level(row: list[str], left: int, right: int) -> bool:
    inner = row[left + 1 : right]
    if right >= len(row) or not inner or not _LEVEL.issuperset(inner):
        return False
    return row[left] in _STROKES and row[right] in _STROKES


class _Drawing:
    """The smallest rectangles between all borders, joined where no border parts them."""

    def __init__(self, canvas: list[list[str]], edges: list[int], rules: list[int]) -> None:
        self.canvas, self.edges, self.rules = canvas, edges, rules
        self.across = len(edges) - 1
        self.down = len(rules) - 1
        self.parent = list(range(self.across * self.down))

    def grid(self, first: int, table: int) -> Grid:
        self._join()
        groups: dict[int, list[tuple[int, int]]] = {}
        for row in range(self.down):
            for column in range(self.across):
                groups.setdefault(self._root(row * self.across + column), []).append((row, column))
        rows: list[list[Cell]] = [[] for _ in range(self.down)]
        for places in groups.values():
            top, left = min(places)
            bottom = max(r for r, _ in places)
            right = max(c for _, c in places)
            text = self._text(top, bottom, left, right)
            place = Place(first + self.rules[top] + 1, 0, table, top + 1, len(rows[top]) + 1)
            rows[top].append(Cell(text, place, left, right - left + 1, bottom - top + 1))
        for line in rows:
            line.sort(key=lambda cell: cell.column)
        return Grid(rows)

    def _join(self) -> None:
        for row in range(self.down):
            inside = self.canvas[self.rules[row] + 1 : self.rules[row + 1]]
            for column in range(self.across):
                at = row * self.across + column
                if row and not _is_level(
                    self.canvas[self.rules[row]], self.edges[column], self.edges[column + 1]
                ):
                    self._unite(at, at - self.across)
                edge = self.edges[column]
                if column and inside and not any(
                    edge < len(line) and line[edge] in _UPRIGHT for line in inside
                ):  # fmt: skip
                    self._unite(at, at - 1)

    def _text(self, top: int, bottom: int, left: int, right: int) -> str:
        lines = self.canvas[self.rules[top] + 1 : self.rules[bottom + 1]]
        parts = ("".join(row[self.edges[left] + 1 : self.edges[right + 1]]) for row in lines)
        return "\n".join(filter(None, (part.strip() for part in parts)))

    def _root(self, at: int) -> int:
        while self.parent[at] != at:
            self.parent[at] = self.parent[self.parent[at]]
            at = self.parent[at]
        return at

    def _unite(self, a: int, b: int) -> None:
        self.parent[self._root(a)] = self._root(b)

"""Simple tables in box characters, drawn by tabulate and laid out here."""

from tui.display import pad, width

from .flat import FlatRow, FlatTable
from .lines import cut, figure_need, longest_word
from .tabulating import tabulate_function

LIMIT = 100
INDENT = "\u3000"

# How wide a header may be before it is wrapped; the widest that leaves room for labels.
_HEADERS = (26, 12, 8, 6, 4)
_LABELS = 26
_LEAST_LABELS = 18


def grid_tables(tables: list[FlatTable], limit: int = LIMIT) -> list[str]:
    """The tables of one section, all equally wide, at most ``limit`` where figures allow."""
    wanted = max(_label_width(table) for table in tables)
    for most in _HEADERS:
        columns = [_columns(table, most) for table in tables]
        figures = max(map(_total, columns))
        # The label column, its two borders and its padding come on top.
        room = limit - figures - 5
        if room >= min(wanted, _LABELS):
            break
    labels = min(wanted, max(room, _LEAST_LABELS))
    return [
        _draw(table, labels, _stretched(widths, figures))
        for table, widths in zip(tables, columns, strict=True)
    ]


def _label_width(table: FlatTable) -> int:
    labels = [INDENT * row.depth + row.label for row in table.rows]
    return max(map(width, (*labels, *table.corner.split("\n"))))


def _columns(table: FlatTable, most: int) -> list[int]:
    found = []
    for place, path in enumerate(table.header):
        figures = [figure_need(row.figures[place]) for row in table.rows if row.figures]
        words = [max(min(width(part), most), longest_word(part)) for part in path]
        found.append(max(*figures, *words, 1))
    return found


def _total(widths: list[int]) -> int:
    return sum(widths) + 3 * (len(widths) - 1) + 2


def _stretched(widths: list[int], total: int) -> list[int]:
    each, rest = divmod(total - _total(widths), len(widths))
    return [cells + each + (place < rest) for place, cells in enumerate(widths)]


def _draw(table: FlatTable, labels: int, widths: list[int]) -> str:
    # tabulate costs a third of a cold start, and only these tables need it.
    tabulate = tabulate_function()

    def centred(parts: tuple[str, ...], cells: int) -> str:
        lines = [line for part in parts for line in cut(part, cells)]
        return "\n".join(pad(line, cells, "center") for line in lines)

    def figure(text: str, cells: int) -> str:
        return "\n".join(cut(text, cells))

    # tabulate makes a header two cells wider than it is; as the first row it stays.
    header = [centred((table.corner,), labels), *map(centred, table.header, widths)]
    rows = [
        [_label(row, labels), *map(figure, row.figures or [""] * len(widths), widths)]
        for row in table.rows
    ]
    return tabulate(
        [header, *rows],
        tablefmt="simple_grid",
        colalign=("left", *["right"] * len(widths)),
        rowalign=["center"] * (len(rows) + 1),
        # A figure is printed as it was written: 1.50 is not 1.5, 001 not 1.
        disable_numparse=True,
        preserve_whitespace=True,
    )


def _label(row: FlatRow, cells: int) -> str:
    lines = cut(row.label, cells - 2 * row.depth)
    first = pad(INDENT * row.depth + lines[0], cells)
    return "\n".join([first, *(INDENT * row.depth + line for line in lines[1:])])

"""Rectangles of cells as tab-separated text, to and from a spreadsheet.

Rows may also be pasted with their labels in front, as copied from a published page
(“三、本年度办理结果 （一）予以公开 0 0 0 …”): the last label says which row it is.
"""

from typing import NamedTuple

from tui.report.model import Report
from tui.report.values import TypedError, Value, parse_typed, printed

from .grid_moves import Moves
from .row_names import RowNames


class PasteError(ValueError):
    """The pasted text does not fit; nothing was changed. The message says why, in Chinese."""


def copied(report: Report, rows: list[list[str]]) -> str:
    """Cells as tab-separated lines, as a spreadsheet takes them."""
    return "\n".join("\t".join(printed(report.value(p)) for p in row) for row in rows)


def pasted(report: Report, moves: Moves, start: str, text: str) -> dict[int, Value]:
    """The cells that a pasted text changes, with their values.

    A line with the label of a row goes into that row, from its first cell on; one without
    goes where the cursor is, or below the line before it.

    Raises:
        PasteError: naming the first row or value that does not fit.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        raise PasteError("剪贴板里没有内容")
    names = RowNames(report, moves)
    row, column = moves.place(start)
    read = [_read(line, names, len(moves.row(row))) for line in lines]
    if any(names.rows(line.label) for line in read):
        # Above rows with labels, lines that have neither a figure nor a row's name are headings.
        while read[0].label and not read[0].values and names.are_headings(lines[0].split("\t")):
            del read[0], lines[0]
    changed: dict[int, Value] = {}
    for number, line in enumerate(read):
        if line.label:
            row, at = _row_of(line, names, row, moves), 0
        else:
            at = column
        target = moves.row(row)
        if not target:
            raise PasteError(f"粘贴的内容有 {len(read)} 行，从这里往下只有 {number} 行，没有粘贴")
        at = min(at, len(target))
        while line.label and len(line.values) > len(target) and not line.values[-1]:
            line.values.pop()  # A page may have an empty column behind the table.
        if len(line.values) > len(target) - at:
            room = f"从这一格往右只有 {len(target) - at} 格"
            raise PasteError(f"第 {number + 1} 行有 {len(line.values)} 个数，{room}，没有粘贴")
        for path, value in zip(target[at:], line.values, strict=False):
            cell = report.format.cells[report.format.index[path]]
            if line.label and cell.index in changed:
                raise PasteError(f"粘贴的内容里“{names.labels[row]}”有两行，没有粘贴")
            try:
                changed[cell.index] = parse_typed(value, cell.column.kind)
            except TypedError as error:
                raise PasteError(f"第 {number + 1} 行：{error}，没有粘贴") from None
        row += 1
    return changed


class _Line(NamedTuple):
    """A pasted line: the label in front of the figures, empty for none, and these."""

    label: str
    values: list[str]


def _row_of(line: _Line, names: RowNames, here: int, moves: Moves) -> int:
    """The row that a line belongs into; ``here`` is where it would go without a label."""
    found = names.rows(line.label)
    if not line.values:
        raise PasteError(f"“{line.label}”一行没有数，没有粘贴")
    if here in found or (not found and len(line.values) == len(moves.row(here))):
        return here
    if len(found) == 1:
        return found[0]
    reason = "是本表几行的名称，请先转到那一行" if found else "不是本表任何一行的名称"
    raise PasteError(f"“{line.label}”{reason}，没有粘贴")


def _read(line: str, names: RowNames, columns: int) -> _Line:
    """A pasted line as label and figures."""
    if "\t" in line:
        parts = [part.strip() for part in line.split("\t")]
        start = _first_figure(parts, names)
        return _Line(next((p for p in reversed(parts[:start]) if p), ""), parts[start:])
    words = line.split()
    start = len(words)
    while start and _is_figure(words[start - 1]):
        start -= 1
    # The groups that a row stands under may be in front of its own label.
    for first in range(start if start < len(words) else 0):
        if names.rows(label := "".join(words[first:start])):
            return _Line(label, words[start:])
    if 0 < start < len(words) and len(words) - start == columns:
        return _Line("".join(words[:start]), words[start:])
    # Spaces part the figures of a row, but not the digits of one (1 234).
    return _Line("", words if len(words) == columns else [line.strip()])


def _first_figure(parts: list[str], names: RowNames) -> int:
    """Where the labels end. A number among them is that of a row whose label comes after it."""
    start, figures = 0, False
    for place, part in enumerate(parts):
        if not part:
            continue
        if _is_figure(part):
            figures = True
        elif not figures or names.rows(part):
            start = place + 1
        else:
            break
    return start


def _is_figure(text: str) -> bool:
    """Whether a text is a number, also one that does not belong here, and no label."""
    try:
        parse_typed(text, "money")
    except TypedError:
        return text.strip() in ("/", "／") or not any(map(str.isalpha, text))
    return True

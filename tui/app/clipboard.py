"""Rectangles of cells as tab-separated text, to and from a spreadsheet.

A row may also be pasted with its label in front, as copied from a published page
(“1.属于国家秘密 0 0 0 …”): the label is recognised and left out.
"""

import re
import unicodedata

from tui.report.model import Report
from tui.report.values import TypedError, Value, parse_typed, printed

from .grid_moves import Moves


class PasteError(ValueError):
    """The pasted text does not fit; nothing was changed. The message says why, in Chinese."""


def copied(report: Report, rows: list[list[str]]) -> str:
    """Cells as tab-separated lines, as a spreadsheet takes them."""
    return "\n".join("\t".join(printed(report.value(p)) for p in row) for row in rows)


def pasted(report: Report, moves: Moves, start: str, text: str) -> dict[int, Value]:
    """The cells that a pasted text changes, with their values.

    Raises:
        PasteError: naming the first row or value that does not fit.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    if not lines:
        raise PasteError("剪贴板里没有内容")
    row, column = moves.place(start)
    changed: dict[int, Value] = {}
    for number, line in enumerate(lines):
        target = moves.row(row + number)
        if not target:
            raise PasteError(f"粘贴的内容有 {len(lines)} 行，从这里往下只有 {number} 行，没有粘贴")
        values, whole = _values(report, target, line)
        at = 0 if whole else min(column, len(target))
        if len(values) > len(target) - at:
            room = f"从这一格往右只有 {len(target) - at} 格"
            raise PasteError(f"第 {number + 1} 行有 {len(values)} 个数，{room}，没有粘贴")
        for path, value in zip(target[at:], values, strict=False):
            cell = report.format.cells[report.format.index[path]]
            try:
                changed[cell.index] = parse_typed(value, cell.column.kind)
            except TypedError as error:
                raise PasteError(f"第 {number + 1} 行：{error}，没有粘贴") from None
    return changed


def _values(report: Report, target: list[str], line: str) -> tuple[list[str], bool]:
    """The figures of a pasted line, and whether they are a whole row with its label."""
    if "\t" in line:
        parts = [part.strip() for part in line.split("\t")]
        labelled = bool(parts) and _is_label(report, target, parts[0])
        return (parts[1:], True) if labelled else (parts, False)
    words = line.split()
    if len(words) > 1 and not _is_figure(words[0]):
        count = 0
        while count < len(words) and _is_figure(words[-1 - count]):
            count += 1
        if count and _is_label(report, target, "".join(words[: len(words) - count])):
            return words[len(words) - count :], True
    # Spaces part the figures of a row, but not the digits of one (1 234).
    return (words if len(words) == len(target) else [line.strip()]), False


def _is_figure(text: str) -> bool:
    try:
        parse_typed(text, "money")
    except TypedError:
        return text.strip() in ("/", "／")
    return True


def _is_label(report: Report, target: list[str], text: str) -> bool:
    """Whether a text is the label of the row it is pasted into, however it is written."""
    if not text or _is_figure(text):
        return False
    row = report.format.cells[report.format.index[target[0]]].row
    known = {_bare(name) for name in (row.label, row.short, *row.variants)}
    bare = _bare(text)
    if bare in known:
        return True
    # A label of the table's other rows in this place is a shifted paste.
    others = (c.row.label for c in report.format.cells if c.section.key == target[0].split(".")[0])
    other = next((name for name in others if _bare(name) == bare), None)
    if other:
        raise PasteError(
            f"粘贴的是“{other}”一行，这里是“{row.label}”，没有粘贴；请转到那一行再粘贴"
        )
    return any(bare.endswith(name) or name.endswith(bare) for name in known if len(bare) > 3)


def _bare(text: str) -> str:
    """A label without its number, brackets, quotes and blanks, half-width."""
    text = "".join(unicodedata.normalize("NFKC", text).split())
    text = re.sub(r"^(\(?[一二三四五六七八九十\d]+\)?[、.．]?)+", "", text)
    return re.sub(r"[“”\"'‘’()（）,，、.:：]", "", text)

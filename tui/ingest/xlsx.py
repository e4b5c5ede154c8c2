"""Workbooks: every sheet a table, merged cells and computed totals included."""

import io
import re
from typing import Any

from .document import MAX_CELLS, Block, Cell, Document, Grid, IngestError, Paragraph, Place
from .docx import check_package

MAX_ROWS = 20_000
_SUM = re.compile(r"=\s*SUM\(([^()]*)\)|=\s*([A-Z]{1,3}\d+(?:\s*\+\s*[A-Z]{1,3}\d+)*)\s*\Z", re.I)
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?\Z", re.I)


def read_xlsx(data: bytes) -> Document:
    """The document of a workbook.

    A total that is a formula counts with the value that the spreadsheet program stored;
    a sum that was never computed is added up here.

    Raises:
        IngestError: openpyxl is missing, or the workbook is damaged or hostile.
    """
    check_package(data, ("xl/",))
    try:
        import openpyxl
    except ImportError:
        raise IngestError(
            "读工作簿需要另外安装 openpyxl；请运行 pip install 'disclosure-tui[import]'"
        ) from None
    try:
        formulas = openpyxl.load_workbook(io.BytesIO(data))
        values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        title = formulas.properties.title or ""
    except Exception as error:  # openpyxl raises whatever a damaged part makes it stumble on.
        raise IngestError(
            f"工作簿已损坏，打不开（{type(error).__name__}）；"
            "请用 WPS 或 Excel 打开后另存一份再导入"
        ) from None
    blocks: list[Block] = []
    for number, sheet in enumerate(formulas.worksheets, 1):
        if sheet.sheet_state == "visible":
            blocks += _Sheet(sheet, values[sheet.title], number).blocks()
    return Document("xlsx", blocks, [title] if title else [])


class _Sheet:
    def __init__(self, formulas: Any, values: Any, number: int) -> None:
        self.formulas, self.values, self.number = formulas, values, number
        if sheet_size(formulas) > MAX_CELLS * 5 or formulas.max_row > MAX_ROWS:
            raise IngestError(f"工作表“{formulas.title}”过大，不像一份年度报告")
        self.spans: dict[tuple[int, int], tuple[int, int]] = {}
        self.covered: set[tuple[int, int]] = set()
        for area in formulas.merged_cells.ranges:
            if area.size["rows"] * area.size["columns"] > MAX_CELLS:
                continue
            self.spans[area.min_row, area.min_col] = (area.size["columns"], area.size["rows"])
            for row, column in ((r, c) for r, c in _places(area)):
                self.covered.add((row, column))
            self.covered.discard((area.min_row, area.min_col))

    def blocks(self) -> list[Block]:
        """Rows of several cells as tables, rows of one as lines."""
        made: list[Block] = []
        rows: list[list[Cell]] = []
        for number in range(1, self.formulas.max_row + 1):
            row = self._row(number)
            said = [cell for cell in row if cell.text]
            if len(row) == 1 or (len(said) == 1 and self._is_wide(said[0], number)):
                if rows:
                    made.append(Grid(rows))
                    rows = []
                made += [
                    Paragraph(line, said[0].place) for line in said[0].text.split("\n") if line
                ] if said else []  # fmt: skip
            elif row and (said or rows):
                rows.append(row)
        if rows:
            made.append(Grid(rows))
        return made

    def _is_wide(self, cell: Cell, row: int) -> bool:
        """A line of text over the whole table: a title, a heading, prose."""
        reach = self.spans.get((row, cell.column + 1), (1, 1))[0]
        return cell.column == 0 and (reach >= 4 or self.formulas.max_column <= reach)

    def _row(self, number: int) -> list[Cell]:
        made = []
        for column in range(1, min(self.formulas.max_column, 200) + 1):
            if (number, column) in self.covered:
                continue
            across, down = self.spans.get((number, column), (1, 1))
            place = Place(table=self.number, row=number, column=column)
            made.append(Cell(self._text(number, column), place, column - 1, across, down))
        while made and not made[-1].text and made[-1].rowspan == 1 and len(made) > 1:
            if (number, made[-1].column + 1) in self.spans or self._has_border(number, made[-1]):
                break
            made.pop()
        return made

    def _has_border(self, row: int, cell: Cell) -> bool:
        """A blank cell inside of a table is a blank figure; outside of it nothing."""
        border = self.formulas.cell(row, cell.column + 1).border
        return any(getattr(border, side).style for side in ("left", "right", "top", "bottom"))

    def _text(self, row: int, column: int) -> str:
        formula = self.formulas.cell(row, column).value
        value = self.values.cell(row, column).value
        if value is None and isinstance(formula, str) and formula.startswith("="):
            value = self._sum(formula, 0)
            if value is None:
                return formula
        if isinstance(value, float):
            return repr(int(value)) if value.is_integer() else repr(value)
        return "" if value is None else str(value).strip()

    def _sum(self, formula: str, depth: int) -> int | float | None:
        """What a formula that only adds comes to; None for any other."""
        match = _SUM.fullmatch(formula.strip())
        if match is None or depth > 3:
            return None
        total: int | float = 0
        for part in re.split(r"[,+]", match[1] or match[2] or ""):
            at = _REFERENCE.fullmatch(part.strip())
            if at is None:
                return None
            for row, column in _area(at):
                held = self.values.cell(row, column).value
                if held is None:
                    held = self.formulas.cell(row, column).value
                if isinstance(held, str) and held.startswith("="):
                    held = self._sum(held, depth + 1)
                if isinstance(held, (int, float)):
                    total += held
        return total


def sheet_size(sheet: Any) -> int:
    """How many cells a sheet reaches over."""
    return int(sheet.max_row) * int(sheet.max_column)


def _places(area: Any) -> list[tuple[int, int]]:
    rows = range(area.min_row, area.max_row + 1)
    return [(r, c) for r in rows for c in range(area.min_col, area.max_col + 1)]


def _area(at: re.Match[str]) -> list[tuple[int, int]]:
    left, top = _column(at[1]), int(at[2])
    right, bottom = (_column(at[3]), int(at[4])) if at[3] else (left, top)
    if (bottom - top + 1) * (right - left + 1) > 10_000:
        return []
    return [(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)]


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number

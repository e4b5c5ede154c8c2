"""Workbooks: every sheet a table, merged cells and computed totals included."""

import io
import re
from decimal import Decimal
from typing import Any

from .document import MAX_CELLS, Block, Cell, Document, Grid, IngestError, Paragraph, Place
from .docx import check_package

MAX_ROWS = 20_000
MAX_SHEET = 15_000_000
"""Bytes of a sheet: openpyxl needs fifty times as much memory."""
_SUM = re.compile(
    r"=\s*SUM\(([^()]*)\)|=\s*([A-Z]{1,3}\d+(?:\s*\+\s*[A-Z]{1,3}\d+)*)"
    r"|=\s*IF\(COUNT\(([^()]*)\)>0,SUM\(\3\),.*",
    re.I,
)
_FORMAT = re.compile(r'(0(?:\.(0+))?)((?:"[^"]*"|\\.)*)')
_PATH = re.compile(r"[a-z_]+\.[a-z_]+(?:\.[a-z_]+)?")
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?\Z", re.I)


def read_xlsx(data: bytes) -> Document:
    """The document of a workbook.

    A total that is a formula counts with the value that the spreadsheet program stored;
    a sum that was never computed is added up here.

    Raises:
        IngestError: openpyxl is missing, or the workbook is damaged or hostile.
    """
    check_package(data, ("xl/",), MAX_SHEET)
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
    own = {name for name in formulas.defined_names if _PATH.fullmatch(name)}
    document = Document("xlsx", [], [title] if title else [])
    after: list[Block] = []
    for number, sheet in enumerate(formulas.worksheets, 1):
        if sheet.sheet_state != "visible":
            continue
        read = _Sheet(sheet, values[sheet.title], number)
        if not own:
            document.blocks += read.blocks()
        elif sheet.title == "备注":
            document.notes |= read.remarks()
        elif number == 1:
            front = read.front(formulas.defined_names)
            document.blocks += front[0]
            after = front[1]
        else:
            place = Place(table=number, row=1, column=1)
            document.blocks += [Paragraph(sheet.title, place), *read.blocks()]
    document.blocks += after
    return document


class _Sheet:
    def __init__(self, formulas: Any, values: Any, number: int) -> None:
        self.formulas, self.values, self.number = formulas, values, number
        if sheet_size(formulas) > MAX_CELLS * 5 or formulas.max_row > MAX_ROWS:
            raise IngestError(f"工作表“{formulas.title}”过大，不像一份年度报告")
        # openpyxl looks through every cell each time it is asked.
        self.rows, self.columns = int(formulas.max_row), int(formulas.max_column)
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
        for number in range(1, self.rows + 1):
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

    # -- a workbook that this program wrote: its cells have names -------------------------

    def front(self, names: Any) -> tuple[list[Block], list[Block]]:
        """The title and the prose: a label in the first column, the text in the second.

        Apart: what is printed before the tables, and what after them.
        """
        title = self._text(1, 1)
        made: list[Block] = [Paragraph(title, Place(table=self.number, row=1, column=1))]
        after: list[Block] = []
        current = made
        texts = {_first_row(names[n].attr_text) for n in names if n.count(".") == 1}
        for row in range(2, self.rows + 1):
            label, text = self._text(row, 1), self._text(row, 2)
            place = Place(table=self.number, row=row, column=2)
            if row not in texts and not label.endswith("（续）"):
                continue
            inner = re.match(r"[一二三四五六七八九十]+(（.*)", label)
            if inner and len(made) == 1:
                made.append(Paragraph("一、总体情况", place))
            current = made if inner else after
            if not label.endswith("（续）"):
                current.append(Paragraph(inner[1] if inner else label, place))
            current += [Paragraph(line, place) for line in text.split("\n") if line.strip()]
        return made, after

    def remarks(self) -> dict[str, str]:
        """Path → remark, as the sheet 备注 lists them."""
        rows = range(2, self.rows + 1)
        found = {self._text(row, 1): self._text(row, 3) for row in rows}
        return {path: note for path, note in found.items() if _PATH.fullmatch(path) and note}

    # -- any workbook ----------------------------------------------------------------------

    def _is_wide(self, cell: Cell, row: int) -> bool:
        """A line of text over the whole table: a title, a heading, prose."""
        reach = self.spans.get((row, cell.column + 1), (1, 1))[0]
        return cell.column == 0 and (reach >= 4 or self.columns <= reach)

    def _row(self, number: int) -> list[Cell]:
        made = []
        for column in range(1, min(self.columns, 200) + 1):
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
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return _shown(value, self.formulas.cell(row, column).number_format)
        return "" if value is None else str(value).strip()

    def _sum(self, formula: str, depth: int) -> int | float | str | None:
        """What a formula that only adds comes to; None for any other.

        Our own totals are blank while nothing is filled in, and ``/`` where all are.
        """
        match = _SUM.fullmatch(formula.strip())
        if match is None or depth > 3:
            return None
        total: int | float = 0
        others: list[object] = []
        counted = 0
        for part in re.split(r"[,+]", match[1] or match[2] or match[3] or ""):
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
                else:
                    others.append(held)
                counted += 1
        if match[3] and len(others) == counted:
            return "/" if set(others) == {"/"} else ""
        return total


def _shown(value: int | float, number_format: str) -> str:
    """A number as its cell shows it: decimals, and a remark that the format carries."""
    bare = repr(int(value)) if float(value).is_integer() else repr(value)
    match = _FORMAT.fullmatch(number_format or "")
    if match is None:
        return bare
    figure = f"{Decimal(bare):.{len(match[2] or '')}f}" if match[2] else bare
    remark = re.sub(r'"([^"]*)"|\\(.)', lambda m: m[1] or m[2] or "", match[3])
    return figure + remark


def _first_row(reference: str) -> int:
    """The row that a defined name points to."""
    found = re.search(r"\$(\d+)", reference)
    return int(found[1]) if found else 0


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

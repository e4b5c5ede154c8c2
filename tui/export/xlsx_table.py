"""One printed table on a worksheet: merged cells, sums, what turns red, what may be typed."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from tui.report.model import Report
from tui.report.totals import sum_of, totals_of
from tui.report.values import Figure, Value, printed
from tui.schema.model import Cell, Kind, Section
from tui.sheet import Sheet, SheetCell

from .prose import in_cell, one_line
from .xlsx_looks import Looks, page, wrapped_height

TOP = 1
"""The table begins under one row with the heading of its section."""

# Widths in characters: outer labels, labels, figures.
_OUTER, _LABEL, _FIGURE, _SMALL = 7, 36, 10, 8
_LONGEST_MESSAGE, _LONGEST_TITLE = 255, 32
_LONGEST_FORMAT = 200

_ALLOWED: dict[Kind, tuple[str, str]] = {
    "count": (
        '=OR({0}="/",AND(ISNUMBER({0}),{0}>=0,{0}=INT({0})))',
        "这里填 0 或正整数，不带单位；不适用填 /。",
    ),
    "change": (
        '=OR({0}="/",AND(ISNUMBER({0}),{0}=INT({0})))',
        "这里填整数，减少的填负数，不带单位；不适用填 /。",
    ),
    "money": (
        '=OR({0}="/",AND(ISNUMBER({0}),{0}>=0))',
        "这里填金额，可以有小数，不带单位；不适用填 /。",
    ),
}


class XlsxTable:
    """A sheet of the report being written to a worksheet."""

    def __init__(
        self, looks: Looks, worksheet: Any, sheet: Sheet, report: Report, section: Section
    ) -> None:
        self.looks = looks
        self.worksheet = worksheet
        self.sheet = sheet
        self.report = report
        self.heading = one_line(section.heading)
        self.cells = {c.index: c for c in report.format.cells if c.section.key == section.key}
        self.widths = self._widths()

    def names(self) -> Iterator[tuple[str, str]]:
        """The path of each figure and where it stands."""
        for path in self.sheet.figures:
            yield path, self._place(path, absolute=True)

    def write(self) -> None:
        """Everything on the worksheet."""
        self._page()
        totals = totals_of(self.report.format)
        for cell in self.sheet.cells:
            if cell.path is None:
                self._label(cell)
            else:
                index = self.report.format.index[cell.path]
                self._figure(cell, totals.get(index))
                self._validate(self.cells[index], totals.get(index))
        self._mark()

    def _page(self) -> None:
        sheet, worksheet = self.sheet, self.worksheet
        page(worksheet)
        for column, size in enumerate(self.widths):
            worksheet.set_column(column, column, size)
        last = sheet.column_count - 1
        worksheet.merge_range(0, 0, 0, last, "", self.looks.heading)
        worksheet.write_string(0, 0, self.heading, self.looks.heading)
        worksheet.set_row(0, 28)
        for row, cells in enumerate(sheet.rows()):
            texts = [
                (in_cell(c.text), sum(self.widths[c.column : c.right]))
                for c in cells
                if c.rowspan == 1
            ]
            worksheet.set_row(TOP + row, wrapped_height(texts or [("", 1)]))
        if sheet.header_rows:
            worksheet.repeat_rows(TOP, TOP + sheet.header_rows - 1)
            worksheet.freeze_panes(TOP + sheet.header_rows, sheet.stub_columns)

    def _widths(self) -> list[float]:
        stubs = self.sheet.stub_columns
        figures = self.sheet.column_count - stubs
        longest = max(len(self.report.printed(path)) for path in self.sheet.figures)
        figure = max(_FIGURE if stubs > 1 else _SMALL, min(longest + 2, 18))
        if stubs == 1:
            # Equal columns, of which a block may take several together.
            figure = 66 // figures
        outer = [_OUTER] * (stubs - 1)
        label = [_LABEL if stubs > 1 else 22] * bool(stubs)
        return [*outer, *label, *[figure] * figures]

    def _span(self, cell: SheetCell, look: Any) -> tuple[int, int]:
        """Merge what a cell covers; where its content goes."""
        row, column = TOP + cell.row, cell.column
        if cell.rowspan > 1 or cell.colspan > 1:
            self.worksheet.merge_range(row, column, TOP + cell.bottom - 1, cell.right - 1, "", look)
        return row, column

    def _label(self, cell: SheetCell) -> None:
        look = getattr(self.looks, cell.role)
        row, column = self._span(cell, look)
        text = in_cell(cell.text)
        if text:
            self.worksheet.write_string(row, column, text, look)
        else:
            self.worksheet.write_blank(row, column, None, look)

    def _figure(self, cell: SheetCell, parts: tuple[int, ...] | None) -> None:
        assert cell.path is not None
        value, text = self.report.value(cell.path), in_cell(cell.text)
        number, number_format = _as_number(value, text)
        look = self.looks.figure(number_format)
        row, column = self._span(cell, look)
        agrees = parts is not None and sum_of(self.report, parts) == (
            "" if value is None else value
        )
        if parts is not None and agrees and (number is not None or text in ("", "/")):
            cached = text if number is None else number
            self.worksheet.write_formula(row, column, self._sum(parts), look, cached)
        elif number is not None:
            self.worksheet.write_number(row, column, number, look)
        elif text:
            self.worksheet.write_string(row, column, text, look)
        else:
            self.worksheet.write_blank(row, column, None, look)

    def _sum(self, parts: tuple[int, ...]) -> str:
        """The sum as the editor computes it: blank until a figure is there, / where all are /."""
        where = self._ranges(parts)
        slashes = "+".join(f'COUNTIF({part},"/")' for part in where)
        refs = ",".join(where)
        return f'=IF(COUNT({refs})>0,SUM({refs}),IF({slashes}={len(parts)},"/",""))'

    def _validate(self, cell: Cell, parts: tuple[int, ...] | None) -> None:
        """What may be typed, and how to fill in the cell, shown while it is selected."""
        place = self._place(cell.path)
        formula, error = _ALLOWED[cell.column.kind]
        told = one_line(cell.row.instruction or cell.column.instruction)
        value = self.report.values[cell.index]
        if parts is not None and value not in (None, "", sum_of(self.report, parts)):
            told = (
                f"年报里填的是 {printed(value)}，各项之和是 {printed(sum_of(self.report, parts))}。"
            )
        elif parts is not None:
            told = "自动计算，一般不用填。"
        spot = self.sheet.figures[cell.path]
        self.worksheet.data_validation(
            TOP + spot.row,
            spot.column,
            TOP + spot.row,
            spot.column,
            {
                "validate": "custom",
                "value": formula.format(place),
                "ignore_blank": True,
                "input_title": one_line(cell.label)[:_LONGEST_TITLE],
                "input_message": told[:_LONGEST_MESSAGE],
                "error_title": "不能这样填",
                "error_message": error,
            },
        )

    def _mark(self) -> None:
        """What turns red: the total of a sum that fails, every term of a balance that fails."""
        for equation in self.report.format.equations:
            if equation.left[0] not in self.cells:
                continue
            left, right = self._ranges(equation.left), self._ranges(equation.right)
            both = zip((left, right), (len(equation.left), len(equation.right)), strict=True)
            filled = ",".join(f"COUNT({_absolute(refs)})={number}" for refs, number in both)
            differs = f"SUM({_absolute(left)})<>SUM({_absolute(right)})"
            marked = equation.right if len(equation.right) == 1 else equation.operands
            places = [self._place(self.cells[i].path) for i in marked]
            self.worksheet.conditional_format(
                places[0],
                {
                    "type": "formula",
                    "criteria": f"=AND({filled},{differs})",
                    "format": self.looks.wrong,
                    "multi_range": " ".join(places),
                },
            )

    def _place(self, path: str, *, absolute: bool = False) -> str:
        cell = self.sheet.figures[path]
        place: str = xl_rowcol_to_cell(
            TOP + cell.row, cell.column, row_abs=absolute, col_abs=absolute
        )
        return place

    def _ranges(self, indices: Iterable[int]) -> list[str]:
        """The cells as few ranges as possible, along rows or columns."""
        spots = [self.sheet.figures[self.cells[i].path] for i in indices]
        runs: list[list[SheetCell]] = []
        for spot in spots:
            run = runs[-1] if runs else []
            across = run and all(c.row == spot.row for c in run) and run[-1].right == spot.column
            down = (
                run
                and all((c.column, c.right) == (spot.column, spot.right) for c in run)
                and run[-1].bottom == spot.row
            )
            if across or down:
                run.append(spot)
            else:
                runs.append([spot])
        return [
            self._place(str(run[0].path))
            + (f":{self._place(str(run[-1].path))}" if len(run) > 1 else "")
            for run in runs
        ]


def _absolute(ranges: list[str]) -> str:
    """Ranges joined, and the same for every cell that a conditional format covers."""
    from xlsxwriter.utility import xl_cell_to_rowcol

    def fixed(place: str) -> str:
        made: str = xl_rowcol_to_cell(*xl_cell_to_rowcol(place), row_abs=True, col_abs=True)
        return made

    return ",".join(":".join(map(fixed, part.split(":"))) for part in ranges)


def _as_number(value: Value, text: str) -> tuple[float | int | None, str]:
    """A figure as the number that a workbook can hold, and the format that prints it whole.

    None where it must be text: it is none, a double cannot hold it, or its remark cannot be
    part of a number format.
    """
    if value is None or isinstance(value, str):
        return None, "0"
    shown = printed(value)
    digits = "0" * len(shown.partition(".")[2])
    number_format = f"0.{digits}" if digits else "0"
    remark = text[len(shown) :]
    if '"' in remark or ";" in remark:
        # openpyxl takes what follows one of them for a date, unless it is escaped.
        number_format += "".join(f"\\{char}" for char in remark)
    elif remark:
        number_format += f'"{remark}"'
    number = _double(value)
    fits = len(number_format) <= _LONGEST_FORMAT and "\n" not in remark
    return (number, number_format) if number is not None and fits else (None, "@")


def _double(value: Figure) -> float | int | None:
    """The value as Excel keeps it (16 digits), or None where that is another one."""
    kept = f"{float(value):.16G}"
    if Decimal(kept) != value:
        return None
    return value if isinstance(value, int) else float(value)

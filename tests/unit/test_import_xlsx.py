"""Workbooks that people made: merged cells, formulas, formats, sheets of other things."""

import io
from typing import Any

import openpyxl
import pytest

from tests.support.importing import differences, imported, published_report
from tests.support.pages import Page, Rows, page_of
from tests.support.reports import published
from tests.unit.test_import_hostile import refusal, repacked

CASES = [published_report(case) for case in published()]


def put(sheet: Any, rows: Rows, top: int) -> int:
    """Write a table from a row on; the row below it."""
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        x = 0
        for box in row:
            while (y, x) in taken:
                x += 1
            text = box.text
            cell = sheet.cell(top + y, x + 1)
            cell.value = float(text) if text.replace(".", "", 1).isdigit() else text or None
            if box.rowspan * box.colspan > 1:
                end = (top + y + box.rowspan - 1, x + box.colspan)
                sheet.merge_cells(None, top + y, x + 1, *end)
            taken |= {(y + i, x + j) for i in range(box.rowspan) for j in range(box.colspan)}
    return top + len(rows)


def workbook(page: Page, *, one_sheet: bool) -> bytes:
    """A report as a workbook, on one sheet or one sheet a section."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.cell(1, 1).value = page.title
    row = 2
    for heading, blocks in page.sections:
        if not one_sheet:
            sheet, row = book.create_sheet(heading[:31].replace("/", "")), 1
        sheet.cell(row, 1).value = heading
        sheet.merge_cells(None, row, 1, row, 10)
        row += 1
        for block in blocks:
            if isinstance(block, str):
                sheet.cell(row, 1).value = block
                sheet.merge_cells(None, row, 1, row, 10)
                row += 1
            else:
                row = put(sheet, block, row) + 1
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("one_sheet", [True, False])
def test_reports_on_one_sheet_and_on_several(one_sheet: bool) -> None:
    for report in CASES[1:4]:
        found = imported("a.xlsx", workbook(page_of(report), one_sheet=one_sheet))
        missed, invented = differences(report, found)
        assert (missed, invented) == ([], [])
        assert found.report.texts == report.texts
        assert found.report.agency == report.agency


def test_blank_cells_stay_blank() -> None:
    found = imported("a.xlsx", workbook(page_of(CASES[0]), one_sheet=True))
    assert differences(CASES[0], found)[1] == []
    assert found.report.value("applications.received.research") == ""
    assert found.report.value("applications.received.legal_service") == 2


def test_totals_that_are_formulas_and_figures_with_formats() -> None:
    report = CASES[1]
    book = openpyxl.load_workbook(io.BytesIO(workbook(page_of(report), one_sheet=True)))
    sheet: Any = book.active
    row = next(r for r in range(1, 90) if "本年新收" in str(sheet.cell(r, 1).value))
    sheet.cell(row, 10).value = f"=SUM(D{row}:I{row})"
    sheet.cell(row + 1, 10).value = f"=D{row + 1}+E{row + 1}"
    sheet.cell(row + 2, 10).value = "=NOW()"
    fee = next(r for r in range(1, 90) if sheet.cell(r, 1).value == "行政事业性收费")
    sheet.cell(fee, 2).number_format = '0.00"万元"'
    out = io.BytesIO()
    book.save(out)
    found = imported("a.xlsx", out.getvalue())
    assert found.report.value("applications.received.total") == 3119
    assert found.report.value("applications.carried_in.total") == 34
    assert found.report.value("applications.granted.total") == ""
    assert found.odd == [("applications.granted.total", "=NOW()")]
    assert found.report.printed("disclosure.fees.amount") == "96171.60万元"


def test_damaged_and_hostile_workbooks() -> None:
    data = workbook(page_of(CASES[1]), one_sheet=True)
    assert "损坏" in refusal("a.xlsx", data[: len(data) // 2])
    assert "实体" in refusal("a.xlsx", repacked(data, xl_workbook_xml=b"<!DOCTYPE x>"))
    assert "损坏" in refusal("a.xlsx", repacked(data, xl_workbook_xml=b"<workbook"))
    big = b"<worksheet>" + b" " * 16_000_000 + b"</worksheet>"
    assert "没有打开" in refusal("a.xlsx", repacked(data, xl_worksheets_sheet1_xml=big))

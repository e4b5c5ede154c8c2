"""The report as a workbook that a unit without this program can fill in.

The first sheet (年报) holds what is not a table: agency, year, format, prose. Each table has
a sheet of its own in its printed form, and 备注 the remarks. Nothing in it has to be guessed
when it is read back: every value has a defined name, which is its path
(``applications.received.natural``, ``overview.proactive``, ``agency``, ``year``, ``format``),
and 备注 has one remark a row: path, label, remark.

A figure stays a number also with a remark behind it, which is then part of its number format;
so the sums go on. Blank is an empty cell, not applicable a ``/``, zero a 0.
"""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook

from tui.report.model import Report
from tui.schema.model import Section
from tui.sheet import build_sheet

from .prose import one_line, passages
from .xlsx_looks import Looks, page, wrapped_height
from .xlsx_table import XlsxTable

HELP = (
    "怎样填写：在“二、”“三、”“四、”各表的白色格里填数。没有发生填 0，不适用填 /，还没有填的留空。",
    "合计自动计算；变红的格，勾稽关系不成立。与合计不符、没有改成公式的数，是年报里原来就填的。",
    "文字写在本表右栏，一行一段（格内换行按 Alt+回车）。备注写在“备注”表，第一栏写单元格的位置。",
)

# Excel takes no more in one cell.
_CELL_LIMIT = 32_000
_LABELS, _WORDS = 24, 84


def to_xlsx(report: Report) -> bytes:
    """The bytes of an ``.xlsx`` file: the same for the same report, and nothing private."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    # Without a date of its own the library would write today's.
    book.set_properties({"title": one_line(report.title), "created": datetime(1980, 1, 1)})
    looks = Looks(book)
    _front(book, looks, report)
    for section in report.format.sections:
        if section.table:
            sheet = book.add_worksheet(_sheet_name(section))
            table = XlsxTable(looks, sheet, build_sheet(section, report), report, section)
            table.write()
            for path, place in table.names():
                book.define_name(path, f"='{sheet.get_name()}'!{place}")
    _notes(book, looks, report)
    book.close()
    return out.getvalue()


def _sheet_name(section: Section) -> str:
    """The heading, as far as a sheet may be called so."""
    return "".join(" " if c in "[]:*?/\\'" else c for c in one_line(section.heading))[:31]


def _front(book: Any, looks: Looks, report: Report) -> None:
    sheet = book.add_worksheet("年报")
    page(sheet)
    sheet.set_column(0, 0, _LABELS)
    sheet.set_column(1, 1, _WORDS)
    sheet.merge_range(0, 0, 0, 1, "", looks.title)
    sheet.write_string(0, 0, one_line(report.title), looks.title)
    sheet.set_row(0, 36)
    row = 1
    head = (
        ("单位名称", "agency", one_line(report.agency or "")),
        ("年度", "year", report.year),
        ("格式", "format", report.format.id),
    )
    for label, name, value in head:
        sheet.write_string(row, 0, label, looks.label)
        if isinstance(value, int):
            sheet.write_number(row, 1, value, looks.number_left)
        else:
            looks.write_text(sheet, row, 1, value or "", looks.text)
        book.define_name(name, f"='年报'!$B${row + 1}")
        row += 1
    for path, heading, text in _texts(report):
        start = row
        for piece in _pieces(text):
            label = heading if row == start else f"{heading}（续）"
            sheet.write_string(row, 0, label, looks.label)
            looks.write_text(sheet, row, 1, piece, looks.text)
            sheet.set_row(row, wrapped_height([(piece, _WORDS), (label, _LABELS)], least=3))
            row += 1
        book.define_name(path, f"='年报'!$B${start + 1}:$B${row}".removesuffix(f":$B${start + 1}"))
    for line in HELP:
        sheet.merge_range(row, 0, row, 1, "", looks.help)
        sheet.write_string(row, 0, line, looks.help)
        sheet.set_row(row, wrapped_height([(line, _LABELS + _WORDS)]))
        row += 1


def _texts(report: Report) -> Iterator[tuple[str, str, str]]:
    """Path, heading and prose of each text."""
    for section in report.format.sections:
        for text, passage in zip(section.texts, passages(report, section), strict=True):
            heading = one_line(section.heading)
            if passage.heading:
                heading = f"{section.number}{passage.heading}"
            yield f"{section.key}.{text.key}", heading, "\n".join(passage.paragraphs)


def _pieces(text: str) -> list[str]:
    """The text in pieces that fit into a cell; a blank one is one piece too."""
    return [text[i : i + _CELL_LIMIT] for i in range(0, max(len(text), 1), _CELL_LIMIT)]


def _notes(book: Any, looks: Looks, report: Report) -> None:
    sheet = book.add_worksheet("备注")
    page(sheet)
    for column, (head, size) in enumerate((("位置", 44), ("单元格", 34), ("备注", 60))):
        sheet.set_column(column, column, size)
        sheet.write_string(0, column, head, looks.header)
    notes = [(path, note) for path, note in report.notes.items() if path in report.format.index]
    for row, (path, note) in enumerate(notes, start=1):
        label = report.format.cells[report.format.index[path]].label
        for column, text in enumerate((path, one_line(label), one_line(note))):
            looks.write_text(sheet, row, column, text, looks.text)

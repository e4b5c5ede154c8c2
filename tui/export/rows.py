"""A report as tidy rows, one a cell of its tables: what databases and notebooks read.

========  ====================================================================
agency    printed name of the organ
year      report year; empty where the file does not say it
format    id of the format, e.g. 2021
section   key of the section: disclosure, applications, remedies
row       key of the row
column    key of the column
path      the three joined: applications.received.natural
labels    every printed label on the way to the cell, outermost first
kind      count, change (may be negative) or money
unit      件, 项, 万元; empty where the form prints none
state     figure, blank (not filled in), not_applicable (``/``) or missing
value     the figure; empty in every other state
printed   what the table shows, remark included
note      the remark
========  ====================================================================

The prose is not in them: it is no measurement. ``--format json`` has it.
"""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from tui.display import visible
from tui.report.model import Report
from tui.report.values import BLANK, NOT_APPLICABLE, Figure, Value

from .json_text import json_object

_STATES = {BLANK: "blank", NOT_APPLICABLE: "not_applicable", None: "missing"}

# What a spreadsheet would take for the beginning of a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class CellRow(NamedTuple):
    """One row; the names of its fields are the names of the columns."""

    agency: str | None
    year: int | None
    format: str
    section: str
    row: str
    column: str
    path: str
    labels: str
    kind: str
    unit: str
    state: str
    value: Figure | None
    printed: str
    note: str


def rows(report: Report) -> Iterator[CellRow]:
    """Every cell of every table, in printed order."""
    for cell, value in zip(report.format.cells, report.values, strict=True):
        figure = value if isinstance(value, (int, Decimal)) else None
        yield CellRow(
            report.agency,
            report.year,
            report.format.id,
            cell.section.key,
            cell.row.key,
            cell.column.key,
            cell.path,
            cell.full_label,
            cell.column.kind,
            cell.column.unit,
            _state(value),
            figure,
            report.printed(cell.path),
            report.notes.get(cell.path, ""),
        )


def _state(value: Value) -> str:
    return _STATES[value] if value is None or isinstance(value, str) else "figure"


def to_jsonl(report: Report) -> str:
    """One JSON object a line; texts as they are, figures exact."""
    return "".join(json_object(row._asdict()) + "\n" for row in rows(report))


def csv_header() -> str:
    """The line with the names of the columns."""
    return ",".join(CellRow._fields) + "\n"


def to_csv(report: Report) -> str:
    """One line a cell, without the header line, lines ending in a single line feed.

    Hidden characters are shown as escapes, and a text that a spreadsheet would run as a
    formula begins with an apostrophe.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in rows(report):
        writer.writerow(map(_field, row))
    return out.getvalue()


def _field(value: str | Figure | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int):
        return str(value)
    text = visible(value)
    if not text.startswith(FORMULA_STARTS) or _is_number(text):
        return text
    return f"'{text}"


def _is_number(text: str) -> bool:
    """A negative figure as printed: -8 is no formula."""
    return text[0] == "-" and text[1:].isascii() and text[1:].replace(".", "", 1).isdigit()

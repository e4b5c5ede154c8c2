"""Which format each table is printed in, and its cells placed in that layout."""

from collections.abc import Sequence

from tui.report.model import Report
from tui.report.values import BLANK
from tui.schema.load import Catalogue
from tui.schema.model import Format, Section

from .assign import assign
from .document import Cell
from .figures import as_money, one_line, read_figure, tidy
from .imported import Imported, TableCount, Trace
from .reading import RowReading, Tables, Unplaced


def choose_layouts(tables: Tables, form: Format, formats: Sequence[Format]) -> dict[str, str]:
    """Section → id of the format whose table it is, where that is not the year's own."""
    chosen: dict[str, str] = {}
    for section in form.sections:
        if not section.table:
            continue
        rows = [r for r in tables.rows if r.section == section.key]
        named = tables.columns.get(section.key, set())
        scores = {f.id: _score(f, section.key, rows, named) for f in formats}
        best = max(scores.values())
        if scores.get(form.id, 0) < best:
            # Among equals the one that is nearest to the year's own format.
            alike = [f for f in formats if scores[f.id] == best]
            taken = min(alike, key=lambda f: abs(f.first_year - form.first_year))
            chosen[section.key] = taken.id
    return chosen


def _score(form: Format, key: str, rows: list[RowReading], named: set[str]) -> int:
    section = form.section.get(key)
    if section is None or section.table is None:
        return -1000
    known = {row.key for block in section.table.blocks for row in block.rows}
    columns = {c.key for block in section.table.blocks for c in block.columns}
    said = {r.row for r in rows if any(tidy(c.text) for c in r.cells)} - {""}
    blank = {r.row for r in rows} - {""} - said
    score = 4 * (len(said & known) - len(said - known)) + len(blank & known) - len(blank - known)
    return score + 2 * (len(named & columns) - len(named - columns))


def mixed(catalogue: Catalogue, form: Format, layout: dict[str, str]) -> Format:
    """The year's format with the tables of ``layout`` taken from others."""
    for section, ident in layout.items():
        other = catalogue.get(ident)
        assert other is not None
        form = catalogue.mixed(form, section, other)
    return form


def place_cells(tables: Tables, result: Imported) -> None:
    """Put every row's cells where they belong; count, and list what has no place."""
    report = result.report
    placed: dict[str, Cell] = {}
    for reading in tables.rows:
        _place_row(reading, report.format, placed, result)
    for path, cell in placed.items():
        _fill(report, path, cell, result)
    for section in report.format.sections:
        if section.table:
            result.counts.append(_count(report.format, section, placed))


def _place_row(
    reading: RowReading, form: Format, placed: dict[str, Cell], result: Imported
) -> None:
    section = form.section[reading.section]
    row_path = f"{reading.section}.{reading.row}"
    if reading.row and row_path not in form.rows:
        if any(tidy(c.text) for c in reading.cells):
            _leave(reading, reading.cells, "这张表的格式里没有这一行", result)
        return
    if reading.row:
        keys = [c.key for c in form.rows[row_path][0].columns]
        prefix = row_path
    else:
        keys = _all_columns(section)
        prefix = reading.section
    assigned = assign(reading, keys)
    if assigned is None:
        said = any(tidy(c.text) for c in reading.cells)
        if said:
            why = f"这一行应有 {len(keys)} 格，原文有 {len(reading.cells)} 格，分不清各是哪一格"
            _leave(reading, reading.cells, why, result)
        return
    if assigned.rest:
        _leave(reading, assigned.rest, "格式里没有这一列", result)
    for key, cell in assigned.cells.items():
        path = f"{prefix}.{key}"
        before = placed.get(path)
        if before is None or (not tidy(before.text) and tidy(cell.text)):
            placed[path] = cell
        elif tidy(cell.text) and one_line(cell.text) != one_line(before.text):
            why = f"与前面已读入的“{one_line(before.text)}”不同（{path}），保留前面的"
            result.unplaced.append(Unplaced(one_line(cell.text), cell.place, why, section.key))


def _all_columns(section: Section) -> list[str]:
    """``row.column`` of a table whose rows are printed side by side."""
    assert section.table
    (block,) = section.table.blocks
    return [f"{row.key}.{column.key}" for row in block.rows for column in block.columns]


def _leave(reading: RowReading, cells: list[Cell], why: str, result: Imported) -> None:
    label = ""
    if reading.row:
        section = result.report.format.section[reading.section]
        blocks = section.table.blocks if section.table else ()
        label = next((r.label for b in blocks for r in b.rows if r.key == reading.row), "")
    text = " | ".join([*filter(None, [label]), *(one_line(c.text) for c in cells)])
    result.unplaced.append(Unplaced(text, cells[0].place, why, reading.section))


def _fill(report: Report, path: str, cell: Cell, result: Imported) -> None:
    index = report.format.index[path]
    printed = read_figure(cell.text)
    money = report.format.cells[index].column.kind == "money"
    report.values[index] = as_money(printed.value) if money else printed.value
    if printed.note:
        report.notes[path] = printed.note
    if not printed.plain:
        result.odd.append((path, one_line(cell.text)))
    result.trace[path] = Trace(cell.place, one_line(cell.text))


def _count(form: Format, section: Section, placed: dict[str, Cell]) -> TableCount:
    cells = [c for c in form.cells if c.section.key == section.key]
    found = sum(c.path in placed for c in cells)
    rows: dict[str, list[bool]] = {}
    for cell in cells:
        rows.setdefault(cell.row.short, []).append(cell.path in placed)
    missing = tuple(name for name, have in rows.items() if not any(have))
    source = form.id
    return TableCount(section.key, section.heading, source, found, len(cells), missing)


def blank_values(form: Format) -> list[object]:
    """Every cell blank."""
    return [BLANK] * len(form.cells)

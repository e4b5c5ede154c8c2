"""Every document comes from one sheet: place by place they show the same.

Markdown, text, HTML, DOCX and XLSX are read back by readers that know nothing of the
program, their merged cells expanded, and held against the sheet and so against each other.
"""

from html import unescape
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.golden.export_reports import pingtan_2019, suqian_2023
from tests.support.grids import (
    BORDERS,
    Grid,
    docx_grids,
    drawn_grid,
    grid_of,
    html_grids,
    parsed_html,
    seen_grid,
    sheets_of,
    xlsx_grids,
)
from tests.support.reports import name_of, published, report_of
from tests.unit.test_export_markdown import RENDERER, words
from tests.unit.test_printed import reports
from tui.export.docx import to_docx
from tui.export.flat import flat_tables
from tui.export.html import to_html
from tui.export.markdown import to_markdown
from tui.export.prose import in_cell
from tui.export.text import to_text
from tui.export.xlsx import to_xlsx
from tui.report.model import Report


def markdown_grids(report: Report) -> list[Grid]:
    rendered = RENDERER.render(to_markdown(report, "html"))
    # Markdown aligns with attributes that HTML no longer has; the rest is as strict.
    return html_grids(parsed_html(rendered, fragment=True))


def drawn_grids(report: Report) -> list[Grid]:
    found: list[list[str]] = []
    for line in to_text(report, "printed").split("\n"):
        if line.startswith("┌"):
            found.append([])
        if line[:1] in tuple("┌│├└"):
            found[-1].append(line)
    return [drawn_grid(lines) for lines in found]


def assert_one(report: Report) -> None:
    sheets = sheets_of(report)
    expected = [grid_of(sheet) for sheet in sheets]
    assert html_grids(parsed_html(to_html(report))) == expected
    assert html_grids(parsed_html(to_html(report, True), fragment=True)) == expected
    assert docx_grids(to_docx(report)) == expected
    assert xlsx_grids(to_xlsx(report)) == expected
    assert markdown_grids(report) == expected
    assert drawn_grids(report) == [seen_grid(sheet) for sheet in sheets]


def assert_flat(report: Report) -> None:
    """The flattened tables have no merged cells, but the same figures in the same order."""
    read = iter(flat_figures(to_markdown(report)))
    for sheet, section in zip(
        sheets_of(report), (s for s in report.format.sections if s.table), strict=True
    ):
        rows = [row for table in flat_tables(report, section) for row in table.rows]
        figures = [figure for row in rows for figure in row.figures]
        assert figures == [in_cell(cell.text) for cell in sheet.figures.values()]
        for row in rows:
            written = next(read)
            assert written[0].lstrip("\u3000") == row.label
            assert [f.strip() for f in written[1:] if row.figures] == [
                f.strip() for f in row.figures
            ]
    assert next(read, None) is None


def flat_figures(markdown: str) -> list[list[str]]:
    tree: Any = parsed_html(RENDERER.render(markdown).replace("<br>", "&#10;"), fragment=True)
    return [
        [unescape(cell.text or "") for cell in row]
        for body in tree.iter("tbody")
        for row in body.iter("tr")
    ]


@pytest.mark.parametrize("make", [suqian_2023, pingtan_2019], ids=["2021", "2019"])
def test_the_golden_reports(make: Any) -> None:
    assert_one(make())
    assert_flat(make())


@pytest.mark.parametrize("case", published()[::6], ids=name_of)
def test_published_reports(case: dict[str, Any]) -> None:
    assert_one(report_of(case))


@settings(max_examples=6, phases=[Phase.generate])
@given(reports(), words)
def test_any_report(report: Report, note: str) -> None:
    # A remark that is drawn like a border cannot be told from one in a drawing.
    if not set(note) & set(BORDERS):
        report.notes[report.format.cells[3].path] = note
    assert_one(report)


@settings(max_examples=40)
@given(reports(), st.sampled_from(["a\\|b", "|", "", "<b>"]))
def test_any_flat_table(report: Report, note: str) -> None:
    report.notes[report.format.cells[3].path] = note
    assert_flat(report)

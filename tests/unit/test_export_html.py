"""The page and the fragment: valid, accessible, inert, and what the report says."""

import re
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.golden.export_reports import pingtan_2019, suqian_2023
from tests.support.grids import grid_of, html_grids, html_text, parsed_html, sheets_of
from tests.support.reports import zero_report
from tests.unit.test_export_markdown import lines_of, words
from tests.unit.test_printed import reports
from tui.display import visible
from tui.export.html import to_html
from tui.report.model import Report

REPORTS = {"suqian": suqian_2023, "pingtan": pingtan_2019}
both = pytest.mark.parametrize("fragment", [False, True], ids=["page", "fragment"])
ELEMENTS = {"h1", "h2", "h3", "p", "div", "table", "caption", "thead", "tbody", "tr", "th", "td"}
PAGE_ELEMENTS = ELEMENTS | {"html", "head", "meta", "title", "style", "body", "main", "col"}


def tree_of(report: Report, fragment: bool) -> Any:
    return parsed_html(to_html(report, fragment), fragment=fragment)


def elements(tree: Any) -> set[str]:
    return {e.tag for e in tree.iter() if e.tag not in ("br", "colgroup", "DOCUMENT_FRAGMENT")}


@both
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_is_valid_and_shows_the_sheets(report: Any, fragment: bool) -> None:
    tree = tree_of(report(), fragment)
    assert html_grids(tree) == [grid_of(sheet) for sheet in sheets_of(report())]
    assert elements(tree) == (ELEMENTS if fragment else PAGE_ELEMENTS)
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids)) > 0


@both
def test_needs_nothing_from_outside_and_runs_nothing(fragment: bool) -> None:
    text = to_html(suqian_2023(), fragment)
    for word in ("<script", "<link", "<img", "src=", "href=", "url(", "@import", "http:", "on"):
        assert not re.search(rf"[\s<(]{re.escape(word)}" if word != "on" else r"\son\w+=", text)
    assert "class=" not in to_html(suqian_2023(), fragment=True)
    assert "<style" not in to_html(suqian_2023(), fragment=True)


def test_the_page_says_what_it_is() -> None:
    tree = tree_of(suqian_2023(), False)
    assert tree.get("lang") == "zh-CN"
    assert tree.find("head/title").text == suqian_2023().title == tree.find(".//h1").text
    headings = [html_text(e) for e in tree.iter() if e.tag in ("h2", "h3")]
    assert headings[:2] == ["一、总体情况", "（一）主动公开"]
    assert headings[-1] == "六、其他需要报告的事项"
    for frame in tree.iter("div"):
        assert frame.get("role") == "region"
        assert frame.get("tabindex") == "0"
        assert frame.get("aria-label") == html_text(frame.find("table/caption"))


@both
@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)
def test_every_label_says_what_it_heads(report: Any, fragment: bool) -> None:
    """What a screen reader says before a figure is all that the table prints over it."""
    tree, form = tree_of(report(), fragment), report().format
    tables = list(tree.iter("table"))
    for section, table in zip((s for s in form.sections if s.table), tables, strict=True):
        figures = [c for c in form.cells if c.section is section]
        cells = list(table.iter("td"))
        if section.table.corner:
            assert html_text(cells.pop(0)) == section.table.corner
        for cell, figure in zip(cells, figures, strict=True):
            assert heads_of(table, cell) == figure.full_label.split(" › "), figure.path


def heads_of(table: Any, figure: Any) -> list[str]:
    """The headers of a figure, by ``headers`` or as the HTML standard finds them by ``scope``."""
    if figure.get("headers"):
        named = {e.get("id"): e for e in table.iter("th")}
        return [html_text(named[name]) for name in figure.get("headers").split()]
    places: dict[tuple[int, int], Any] = {}
    for at, row in enumerate(table.iter("tr")):
        column = 0
        for cell in row:
            while (at, column) in places:
                column += 1
            for down in range(int(cell.get("rowspan", 1))):
                for right in range(int(cell.get("colspan", 1))):
                    places[at + down, column + right] = cell
    row, column = next(place for place, cell in places.items() if cell is figure)
    left = [places[row, x] for x in range(column) if places[row, x].get("scope") == "row"]
    above = [places[y, column] for y in range(row) if places[y, column].get("scope") == "col"]
    return [html_text(cell) for cell in dict.fromkeys([*left, *above])]


@settings(max_examples=60)
@given(prose=words, agency=words, note=words, fragment=st.booleans())
@example(prose="</style><script>alert(1)</script>", agency='"><b', note="</td>", fragment=False)
@example(prose="]]>\x00\x08&amp;\n<!--", agency="'", note='"\n"', fragment=True)
def test_whatever_is_written_is_read_back(
    prose: str, agency: str, note: str, fragment: bool
) -> None:
    report = zero_report()
    report.agency = agency
    report.texts = dict.fromkeys(report.texts, "") | {"overview.management": prose}
    report.notes["disclosure.regulations.issued"] = note
    tree = tree_of(report, fragment)
    assert elements(tree) - {"p"} == (ELEMENTS if fragment else PAGE_ELEMENTS) - {"p"}
    assert [html_text(p).strip() for p in tree.iter("p")] == lines_of(prose)
    assert html_text(tree.find(".//h1")) == visible(report.title).strip()
    assert html_grids(tree) == [grid_of(sheet) for sheet in sheets_of(report)]


@settings(max_examples=15)
@given(reports())
def test_whatever_the_figures_are_the_page_shows_the_sheets(report: Report) -> None:
    for fragment in (False, True):
        tree = tree_of(report, fragment)
        assert html_grids(tree) == [grid_of(sheet) for sheet in sheets_of(report)]

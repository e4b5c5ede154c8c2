"""What the program exports, it imports again: the same report, from every format."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.support.importing import imported, published_report
from tests.support.reports import catalogue, published
from tests.support.strategies import cell_values
from tui.export.forms import FORMS
from tui.export.prose import paragraphs
from tui.ingest.convert import import_bytes, report_file
from tui.report.model import Report, blank_report
from tui.report.read import load_bytes

EXPORTS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    form.name: (f"年报{form.suffix}", form.make)
    for form in FORMS
    if form.suffix in (".docx", ".html", ".xlsx", ".md", ".txt")
}
WORDS = st.text(st.sampled_from("甲乙，、“”（）１２ab3#*_|<>&-+.件条"), min_size=1, max_size=20)
NOTES = st.sampled_from(["元", "万元", "件", "其中修订16件", "含自然失效29件", "另有2件"])


def sentence(words: str) -> str:
    """A paragraph that nobody takes for a heading or for furniture of a page."""
    return f"本年{words}完成。"


@st.composite
def reports(draw: DrawFn) -> Report:
    """A report in either form: figures, blanks, ``/``, remarks, prose in every aspect."""
    form = catalogue().get(draw(st.sampled_from(["2019", "2021"])))
    assert form
    if draw(st.booleans()):
        other = catalogue().get("2019" if form.id == "2021" else "2021")
        assert other
        form = catalogue().mixed(form, "applications", other)
    year = draw(st.integers(2021, 2026) if form.id == "2021" else st.sampled_from([2019, 2020]))
    report = blank_report(form, year, draw(st.sampled_from(["某某县司法局", "北山街道办事处"])))
    filled = draw(st.lists(st.sampled_from(form.cells), unique=True, max_size=30))
    for cell in form.cells:
        report.values[cell.index] = 0
    for cell in filled:
        report.values[cell.index] = draw(cell_values(cell))
        value = report.values[cell.index]
        if value not in ("", "/") and draw(st.integers(0, 5)) == 0:
            report.notes[cell.path] = draw(NOTES)
    for path in form.texts:
        lines = draw(st.lists(WORDS.map(sentence), max_size=3))
        report.texts[path] = "\n".join(lines)
    return report


def said(report: Report) -> dict[str, object]:
    """What a report says, with the blanks around paragraphs left out."""
    figures = {c.path: report.values[c.index] for c in report.format.cells}
    notes = {f"notes.{p}": n for p, n in report.notes.items()}
    texts = {p: [x.strip() for x in paragraphs(t)] for p, t in report.texts.items()}
    return {"year": report.year, "agency": report.agency, **figures, **notes, **texts}


def printed(report: Report) -> dict[str, object]:
    """The same, with figures as they are printed: 12.50 is not 12.5, but 5 and Decimal 5 are."""
    found = said(report)
    return {k: str(v) if k in report.format.index else v for k, v in found.items()}


@pytest.mark.parametrize("name", EXPORTS)
def test_published_reports_come_back(name: str) -> None:
    file, make = EXPORTS[name]
    for case in published():
        report = published_report(case)
        found = imported(file, make(report))
        assert printed(found.report) == printed(report)
        assert found.unplaced == []
        assert found.found == found.expected


@pytest.mark.parametrize("name", EXPORTS)
@settings(max_examples=6, deadline=None)
@given(report=reports())
def test_any_report_comes_back(name: str, report: Report) -> None:
    file, make = EXPORTS[name]
    found = imported(file, make(report))
    assert printed(found.report) == printed(report)
    assert found.unplaced == []


@settings(max_examples=10, deadline=None)
@given(report=reports())
def test_the_written_file_says_what_was_imported(report: Report) -> None:
    file, make = EXPORTS["网页"]
    document, found = import_bytes(file, make(report), catalogue())
    text = report_file(file, document, found)
    loaded = load_bytes("a.toml", text.encode("utf-8"), catalogue())
    assert loaded.report
    assert said(loaded.report) == said(found.report)
    assert {p.kind for p in loaded.problems} <= {"mixed-layout"}

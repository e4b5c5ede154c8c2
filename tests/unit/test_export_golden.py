"""Whole documents, byte for byte. ``UPDATE_GOLDEN=1 pytest`` writes them anew."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.golden.export_reports import pingtan_2019, suqian_2023
from tui.export.html import to_html
from tui.export.markdown import to_markdown
from tui.export.text import to_text
from tui.report.model import Report

FOLDER = Path(__file__).parents[1] / "golden" / "export"
REPORTS = {"suqian-2023": suqian_2023, "pingtan-2019": pingtan_2019}
DOCUMENTS: dict[str, Callable[[Report], str]] = {
    "flat.md": to_markdown,
    "html.md": lambda report: to_markdown(report, tables="html"),
    "page.html": to_html,
    "fragment.html": lambda report: to_html(report, fragment=True),
    "grid.txt": to_text,
    "printed.txt": lambda report: to_text(report, style="printed"),
    "ascii.txt": lambda report: to_text(report, style="ascii"),
}


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("report", REPORTS)
def test_document(report: str, document: str) -> None:
    made = DOCUMENTS[document](REPORTS[report]()).encode()
    golden = FOLDER / f"{report}-{document}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_bytes(made)
    assert made == golden.read_bytes()


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("report", REPORTS)
def test_the_same_report_gives_the_same_bytes(report: str, document: str) -> None:
    make = DOCUMENTS[document]
    made = make(REPORTS[report]())
    assert made == make(REPORTS[report]())
    assert made.endswith("\n")
    assert not made.endswith("\n\n")
    assert "\r" not in made

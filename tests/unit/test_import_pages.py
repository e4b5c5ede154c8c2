"""Reports published in many markups come back cell by cell, and nothing is invented."""

import pytest

from tests.support.importing import differences, imported, published_report
from tests.support.pages import LOSSY, markups, page_of
from tests.support.reports import catalogue, name_of, published
from tui.checks import check
from tui.ingest.convert import import_bytes, report_file
from tui.report.read import load_bytes
from tui.report.values import BLANK

MARKUPS = markups()


@pytest.mark.parametrize("markup", MARKUPS)
def test_every_published_report_comes_back_whole(markup: str) -> None:
    for case in published():
        report = published_report(case)
        name, data = MARKUPS[markup](page_of(report))
        found = imported(name, data)
        assert differences(report, found) == ([], []), name_of(case)
        assert found.unplaced == []
        assert found.complete
        assert found.report.texts == report.texts
        assert (found.report.agency, found.report.year) == (case["agency"], case["year"])
        own = found.form.id
        printed = {section: found.layout.get(section, own) for section in case["layout"]}
        assert printed == case["layout"]


@pytest.mark.parametrize("markup", LOSSY)
def test_what_a_markup_lost_is_listed_and_not_guessed(markup: str) -> None:
    ending, make = LOSSY[markup]
    for case in published():
        report = published_report(case)
        found = imported(f"年报{ending}", make(page_of(report)))
        missed, invented = differences(report, found)
        assert invented == [], name_of(case)
        if BLANK not in report.values:
            assert missed == []
            continue
        assert missed
        assert not found.complete
        listed = " ".join(u.text for u in found.unplaced)
        for path in missed:
            value = report.printed(path.partition(":")[0])
            assert value in listed


def test_a_report_that_does_not_add_up_fails_the_same_checks() -> None:
    assert any(case["broken"] for case in published())
    for case in published():
        report = published_report(case)
        name, data = MARKUPS["word"](page_of(report))
        document, found = import_bytes(name, data, catalogue())
        text = report_file(name, document, found)
        loaded = load_bytes("x.toml", text.encode("utf-8"), catalogue())
        broken = {f.rule.id for f in check(loaded).findings if f.rule.id.startswith("T")}
        assert broken == {rule for rule, _ in case["broken"]}, name_of(case)

"""RELIABILITY.md says what is tested and what was counted, and nothing else."""

from tests.bench.measured import records
from tests.bench.reliability import CHAPTERS, FILE, TITLES, document
from tests.support.program import ROOT


def test_the_document_is_made_from_the_records() -> None:
    assert FILE.read_text("utf-8") == document(), "python -m tests.bench.reliability --write"


def test_every_promise_has_tests_that_exist() -> None:
    for chapter in CHAPTERS:
        for promise in chapter.promises:
            assert promise.tests, promise.what
            for name in promise.tests:
                assert "def test_" in (ROOT / name).read_text("utf-8"), name


def test_nothing_that_was_counted_was_lost() -> None:
    for name, kept in records().items():
        assert name in TITLES
        assert kept["lost"] == 0, name
        assert 0 < kept["survived"] == kept["injected"], name

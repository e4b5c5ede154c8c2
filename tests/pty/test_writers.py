"""The editor, set and a text editor on one report: one round of python -m tests.bench.writers."""

import random
from pathlib import Path

from tests.support.writers import stress


def test_nothing_that_was_reported_as_saved_is_lost(tmp_path: Path) -> None:
    tallies, lost = stress(tmp_path, 6, random.Random(1))
    assert lost == []
    assert len(tallies["edit"].saved) == 4
    assert len(tallies["hand"].saved) == 6
    assert len(tallies["set"].saved) + tallies["set"].refused == 6

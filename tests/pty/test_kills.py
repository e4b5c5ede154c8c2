"""A few of the kills that python -m tests.bench.kills makes by the hundred."""

import random
from pathlib import Path

import pytest

from tests.support.kills import MODES, kill_once


@pytest.mark.parametrize("mode", MODES)
def test_what_was_shown_survives_kill_9(mode: str, tmp_path: Path) -> None:
    chance = random.Random(mode)
    shown = 0
    for number in range(4):
        folder = tmp_path / str(number)
        folder.mkdir()
        kill = kill_once(mode, folder, chance)
        assert not kill.damage
        assert not kill.lost
        shown += kill.shown
    assert shown, "nothing was shown before the end: this tests nothing"

"""A few hundred broken files; python -m tests.bench.fuzzing tries a hundred thousand."""

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.fuzzing import (
    HungError,
    WroteError,
    read_only,
    survives_commands,
    survives_editor,
)
from tests.support.mutations import EXAMPLE_FILES, mutated, mutated_files

SAME_FOLDER = [HealthCheck.function_scoped_fixture]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "2023.toml"


@settings(max_examples=150, suppress_health_check=SAME_FOLDER)
@given(data=mutated_files(), turn=st.integers(0, 329))
def test_commands_survive_any_file(data: bytes, turn: int, path: Path) -> None:
    survives_commands(data, path, turn)


@settings(max_examples=100, suppress_health_check=SAME_FOLDER)
@given(data=mutated_files(), seed=st.integers(0, 1000))
def test_the_editor_survives_any_file(data: bytes, seed: int, path: Path) -> None:
    survives_editor(data, path, random.Random(seed))


@pytest.mark.parametrize("seed", range(4))
def test_mutations_of_real_reports(seed: int, path: Path) -> None:
    chance = random.Random(seed)
    for number in range(40):
        survives_commands(mutated(chance, chance.choice(EXAMPLE_FILES)), path, number)


def _spin() -> None:
    while True:
        pass


def test_the_guard_notices_what_it_is_there_for(path: Path) -> None:
    with pytest.raises(WroteError), read_only():
        path.write_text("x")
    assert not path.exists()
    with pytest.raises(HungError), read_only(seconds=0.05):
        _spin()


@pytest.mark.parametrize(
    "text", ['a = "x\\', 'a = """x\\', 'a = "x\\\n', "a = 'x\\", 'a = """\\\n']
)
def test_a_backslash_where_a_string_breaks_off(text: str, path: Path) -> None:
    survives_commands(text.encode(), path, 0)

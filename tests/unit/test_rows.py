"""To take the rows of figures out is quicker, and never reads anything else than TOML says."""

import random
from collections.abc import Callable
from typing import Any

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.mutations import EXAMPLE_FILES, mutated, mutated_files
from tui.report.rows import tables
from tui.report.values import exact


def meaning(text: str) -> object:
    """What the standard parser says of a text: its tables with the types, or the error."""
    try:
        return repr(tomli.loads(text, parse_float=exact))
    except (ValueError, RecursionError) as error:
        return type(error)


def ours(text: str) -> object:
    try:
        return repr(tables(text))
    except (ValueError, RecursionError) as error:
        return type(error)


@pytest.mark.parametrize(
    "text",
    [
        "[a]\nx = [ 1, 2, 3 ]\ny = [0]\n",
        "x = [1, 2]\n",
        "[a]\nx = [1, 2] # [3]\ny = [4]\n",
        "[1]\nx = [2]\n",
        "[[1]]\nx = [2]\n",
        "[a]\nx = '[1]'\ny = [2]\n",
        '[a]\nx = "[1]"\n',
        '[a]\nx = """[1]"""\ny = [2]\n',
        "[a]\nx = '''\n[1]'''\n",
        '[a]\nx = """\ny = [1]\n"""\nz = [2]\n',
        '[a]\nx = "\\ue0000" # [1]\n',
        '[a]\nx = "\ue0000"\ny = [7]\n',
        '[a]\nx = "\\U0000e0000" # [1]\ny = [2]\n',
        '[a]\nx = ""[1]\ny = """b"""\n',
        "[a]\nx = [[1], [2]]\n",
        "[a]\nx = {y = [1]}\n",
        "[a]\nx = [1]\nx = [2]\n",
        "[a]\nx.y = [1]\nx.z = [2]\n",
        "[a]\nx = [1]\n[a.x]\n",
        "[a]\nx = [01]\n",
        "[a]\nx = [1,]\n",
        "[a]\nx = [1][2]\n",
        "[a]\n[1] = 2\n",
        "[a]\nx = [+1, -2, 1_000, 0x1f, 1.5]\n",
        f"[a]\nx = [{'9' * 5000}]\n",
        "[a]\nx = [ 1,\n 2 ]\n",
        "[a]\nx = [１]\n",
        "[[a]]\nx = [1]\n[[a]]\nx = [2]\n",
    ],
)
def test_strange_places_of_rows(text: str) -> None:
    assert ours(text) == meaning(text)


@given(mutated_files())
@settings(max_examples=150)
def test_broken_files(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    assert ours(text) == meaning(text)


@given(st.randoms(use_true_random=False))
@settings(max_examples=50)
def test_broken_examples(chance: random.Random) -> None:
    text = mutated(chance, chance.choice(EXAMPLE_FILES)).decode("utf-8", "replace")
    assert ours(text) == meaning(text)


_PIECES = st.sampled_from(
    [*"[]{}=,.#'\"\n 12\\", '"""', "'''", "[1]", "[ 1, 2 ]", "\n[a]\n", "\nx = ", "\ue000", "\\u"]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
@settings(max_examples=500)
def test_anything_made_of_brackets_and_quotes(text: str) -> None:
    assert ours(text) == meaning(text)


def test_the_parser_is_spared_the_rows_of_the_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    real = tomli.loads

    def loads(text: str, *, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
        parsed.append(text)
        return real(text, parse_float=parse_float)

    monkeypatch.setattr(tomli, "loads", loads)
    texts = [data.decode() for data in EXAMPLE_FILES]
    for text in texts:
        tables(text)
    assert len(parsed) == len(texts)
    assert all(len(short) < len(text) for short, text in zip(parsed, texts, strict=True))

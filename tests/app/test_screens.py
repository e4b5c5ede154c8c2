"""What every screen and dialog looks like, at both sizes: compared with what is kept.

``python -m tests.golden.screens --update`` writes them anew.
"""

import re
from pathlib import Path

import pytest

from tests.golden.screens import PICTURES, SCENES, SIZES, Scene, golden, picture, seen
from tui.display import width

IDS = [scene.name for scene in SCENES]
BY_NAME = {scene.name: scene for scene in SCENES}

KEYS = {"Ctrl", "Shift", "Tab", "Esc", "Home", "End", "PageUp", "PageDown", "Delete", "Backspace"}
NAMES = {"Markdown", "TOML", "HTML", "Word", "Excel"}
"""Formats that have no Chinese name."""

DATA = re.compile(
    r"\.(toml|md|txt|html|docx|xlsx)\b"  # endings of file names
    r"|“wrong”|\[?disclosure\]?(\.coercion)?|coercion|--schema"  # of the file and the command
    r"|\{\{[^}]*\}?\}?|\b(applications|granted|processed|carried_in|received)\b[.\w]*"  # references
    r"|QQ"  # in the text of examples/2020.toml
    r"|\bCSV\b|\bJSONL\b|\bJSON Lines\b|\bJSON\b"
)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("scene", SCENES, ids=IDS)
def test_screen(scene: Scene, size: tuple[int, int]) -> None:
    text = seen(scene, size).text
    lines = text.removesuffix("\n").split("\n")
    assert len(lines) == size[1]
    assert max(map(width, lines)) <= size[0]
    assert text == golden(scene, size).read_text("utf-8")


@pytest.mark.parametrize("scene", SCENES, ids=IDS)
def test_no_word_on_the_screen_is_english(scene: Scene) -> None:
    for size in SIZES:
        text = DATA.sub("", seen(scene, size).text)
        assert set(re.findall(r"[A-Za-z]{2,}", text)) <= KEYS | NAMES


@pytest.mark.parametrize(("name", "size"), PICTURES)
def test_picture(name: str, size: tuple[int, int]) -> None:
    assert seen(BY_NAME[name], size).picture == picture(name, size).read_text("utf-8")


def test_nothing_is_kept_that_is_not_made() -> None:
    names = [scene.name for scene in SCENES]
    assert len(set(names)) == len(names)
    assert len(PICTURES) <= 10
    made = {golden(s, size) for s in SCENES for size in SIZES} | {picture(*p) for p in PICTURES}
    folder: Path = golden(SCENES[0], SIZES[0]).parent
    assert set(folder.iterdir()) == made

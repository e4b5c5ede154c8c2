"""Nothing that a file, a file name or an argument says can steer the terminal or hide itself.

Every command, with every place of a file, with every kind of hostile text.
"""

import json
import os
from pathlib import Path

import pytest

from tests.support.hostile import (
    EVERYTHING,
    FORGING,
    GOOD,
    KINDS,
    PLACES,
    forged,
    hidden,
)
from tests.support.program import Outcome, run
from tui.cli.main import COMMANDS

FILE = "FILE"
OUTPUT = "OUTPUT"

COMMAND_LINES: dict[str, list[tuple[str, ...]]] = {
    "check": [
        ("check", FILE),
        ("check", FILE, "--format", "concise"),
        ("check", FILE, "--format", "json"),
        ("check", "FOLDER"),
    ],
    "set": [
        ("set", FILE, "disclosure.licensing=7", "--dry-run"),
        ("set", FILE, "agency=某局"),
        ("set", FILE, "other.text=一", "notes.disclosure.licensing.decisions=二"),
    ],
    "show": [
        ("show", FILE),
        ("show", FILE, "agency"),
        ("show", FILE, "disclosure"),
        ("show", FILE, "disclosure.licensing"),
        ("show", FILE, "other.text"),
        ("show", FILE, "notes.disclosure.licensing.decisions"),
    ],
    "fmt": [("fmt", FILE, "--diff"), ("fmt", FILE, "--check"), ("fmt", FILE)],
    "export": [
        ("export", FILE),
        ("export", FILE, "--tables", "html"),
        ("export", FILE, "--format", "text"),
        ("export", FILE, "--format", "text", "--style", "printed"),
        ("export", FILE, "--format", "text", "--style", "ascii"),
        ("export", FILE, "-o", OUTPUT),
        ("export", FILE, "--strict"),
    ],
    "edit": [("edit", FILE)],
    "new": [("new", FILE)],
}
"""A command that is not listed is run with the file alone: ``("import", FILE)``."""

WITHOUT_FILE = {"explain", "rules", "completion"}

LINES = [
    line
    for entry in COMMANDS
    if entry.name not in WITHOUT_FILE
    for line in COMMAND_LINES.get(entry.name, [(entry.name, FILE)])
]


def outcome(line: tuple[str, ...], path: Path) -> Outcome:
    places = {FILE: path, "FOLDER": path.parent, OUTPUT: path.parent / "out"}
    done = run(*(places.get(word, word) for word in line))
    written = path.parent / "out"
    return (*done[:2], done[2] + written.read_text("utf-8")) if written.exists() else done


def assert_inert(done: Outcome) -> None:
    _, out, err = done
    assert hidden(out) == []
    assert hidden(err) == []


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_no_place_of_a_file_reaches_the_terminal(line: tuple[str, ...], tmp_path: Path) -> None:
    for place, written in PLACES.items():
        folder = tmp_path / place
        folder.mkdir()
        path = folder / "2023.toml"
        path.write_text(written(EVERYTHING), "utf-8")
        assert_inert(outcome(line, path))
        path.write_text(written(FORGING), "utf-8")
        done = outcome(line, path)
        assert_inert(done)
        prose = place in ("text", "raw text") and line[0] in ("export", "show")
        assert prose or not forged(done[1] + done[2]), (place, done)


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_text_reaches_the_terminal(kind: str, tmp_path: Path) -> None:
    for place, written in PLACES.items():
        path = tmp_path / f"{place}.toml"
        path.write_text(written(KINDS[kind]), "utf-8")
        assert_inert(outcome(("check", FILE), path))


NAMES = {
    "steering": "\x1b[2J\x1b]0;x\x07\x9b31m\x7f\r\x1b]52;c;eA==\x07",
    "hiding": "12\u202e34\u200b\ufeff\u00ad\ufe0f\u3164\u2028\ue000",
    "forging": FORGING[:60],
    "not utf-8": "\udcff\udc9b\udcfe",
}
"""Names of files and folders; a byte that is no UTF-8 reaches Python as a surrogate."""


@pytest.mark.parametrize("line", LINES, ids=" ".join)
@pytest.mark.parametrize("name", NAMES)
def test_no_file_name_reaches_the_terminal(
    name: str, line: tuple[str, ...], tmp_path: Path
) -> None:
    folder = tmp_path / NAMES[name]
    folder.mkdir()
    path = folder / (folder.name + ".toml")
    for content in (GOOD.replace("3486 ]", "3487 ]"), "x"):
        path.write_text(content, "utf-8")
        done = outcome(line, path)
        assert_inert(done)
        assert not forged(done[1] + done[2]), done
    path.unlink()
    done = outcome(line, path)
    assert_inert(done)
    assert not forged(done[1] + done[2]), done


ARGUMENTS: list[tuple[str, ...]] = [
    ("X",),
    ("--X",),
    ("-X",),
    ("check", "X"),
    ("check", FILE, "--X"),
    ("check", FILE, "--select", "X"),
    ("check", FILE, "--ignore", "X"),
    ("check", FILE, "--format", "X"),
    ("check", FILE, "--fail-on", "X"),
    ("check", FILE, "--jobs", "X"),
    ("check", FILE, "--schema", "X"),
    ("show", FILE, "X"),
    ("show", FILE, "notes.X"),
    ("show", FILE, FILE, "X"),
    ("set", FILE, "X"),
    ("set", FILE, "X=X"),
    ("set", FILE, "disclosure.licensing=X"),
    ("set", FILE, "other.text=X"),
    ("set", FILE, "agency=X", "--dry-run"),
    ("set", FILE, "notes.disclosure.licensing.decisions=X"),
    ("fmt", FILE, "--X"),
    ("export", FILE, "--format", "X"),
    ("export", FILE, "-o", "X/X"),
    ("export", "X"),
    ("edit", "X"),
    ("edit", FILE, "--ambiguous", "X"),
    ("explain", "X"),
    ("explain", "disclosure", "--format-id", "X"),
    ("rules", "X"),
    ("completion", "X"),
    ("new", "X/X", "--year", "2023"),
    ("new", OUTPUT, "--year", "X"),
    ("new", OUTPUT, "--year", "2023", "--format", "X"),
    ("new", OUTPUT, "--year", "2023", "--agency", "X"),
    ("__complete", "bash", "X"),
    ("__complete", "fish", "show", FILE, "X"),
    ("__complete", "zsh", "check", "--schema", "X", "X"),
]


@pytest.mark.parametrize("line", ARGUMENTS, ids=" ".join)
def test_no_argument_reaches_the_terminal(line: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "2023.toml"
    for text in (EVERYTHING, FORGING, "\udcff\udc9b"):
        path.write_text(GOOD, "utf-8")
        done = outcome(tuple(word.replace("X", text) for word in line), path)
        assert_inert(done)
        assert not forged(done[1] + done[2]), done


@pytest.mark.parametrize("variable", ["DISCLOSURE_TUI_SCHEMAS"])
def test_no_variable_reaches_the_terminal(variable: str) -> None:
    done = run("check", "x.toml", env={variable: EVERYTHING})
    assert_inert(done)
    done = run("check", "x.toml", env={variable: FORGING})
    assert not forged(done[2])


def test_json_says_exactly_what_the_file_says(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"a\xff\x1b[31m.toml")
    path.write_text(PLACES["agency"](EVERYTHING), "utf-8")
    _, out, _ = run("check", path, "--format", "json")
    assert hidden(out) == []
    report = json.loads(out)["reports"][0]
    assert (report["agency"], report["file"]) == (EVERYTHING, str(path))


@pytest.mark.parametrize("place", ["agency", "text", "note", "raw key", "comment"])
@pytest.mark.parametrize("kind", ["bidi", "zero width", "variation", "fillers", "tags"])
def test_a_finding_names_hidden_characters(place: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "2023.toml"
    path.write_text(PLACES[place](KINDS[kind]), "utf-8")
    _, out, _ = run("check", path, "--select", "F010", "--format", "json")
    found = " ".join(f["message"] for f in json.loads(out)["reports"][0]["findings"])
    for char in KINDS[kind]:
        if hidden(char):
            code = ord(char)
            name = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
            assert (name if code < 0x10000 else f"\\U{code:08x}") in found

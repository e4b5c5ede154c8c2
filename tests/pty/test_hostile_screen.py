"""On a real terminal a hostile report moves nothing but what the program moves."""

import re
from pathlib import Path

import pytest

from tests.support.hostile import EVERYTHING, GOOD, PLACES, hidden
from tests.support.terminal import Terminal

COLOUR = re.compile(r"\x1b\[[0-9;]*m|\r\x1b\[K")
SEQUENCE = re.compile(r"\x1b\[[0-9;:?<>=]*\$?[@-~]|\x1b\\|\x1b\]22;default\x07")
"""What the editor sends: control sequences, never a title, a clipboard or another string."""

KEYS = {
    "sections": "\x1bOS" * 10,
    "problems": "\x1b[18~\x1b",
    "help": "\x1bOP\x1b",
    "menu": "\x1b[21~\x1b",
    "preview": "\x12\x1b[6~\x1b[6~\x1b",
    "export": "\x05\x1b",
    "find": "\x06\u202e\x1b",
    "compare": "7\r\x17\x1b",
    "quit": "\x11\x1b",
}


@pytest.mark.parametrize("place", ["agency", "text", "note", "comment", "layout", "key"])
def test_the_editor_shows_it_as_escapes(place: str, tmp_path: Path) -> None:
    path = tmp_path / "a\x1b]0;x\x07\u202e.toml"
    path.write_text(PLACES[place](EVERYTHING), "utf-8")
    with Terminal.editor(path).ready() as terminal:
        for keys in KEYS.values():
            terminal.send(keys)
            while terminal.read(0.15):
                pass
        screen = terminal.screen()
        assert (screen.title, screen.icon_name) == ("", "")
        shown = SEQUENCE.sub("", terminal.output.decode("utf-8")).replace("\r", "")
        assert hidden(shown) == []
        if place in ("agency", "text"):
            assert "\\x1b" in shown
        assert terminal.process.poll() is None


@pytest.mark.parametrize(
    "line",
    [
        ("check", "FILE"),
        ("check", "FILE", "--format", "concise"),
        ("fmt", "FILE", "--diff"),
        ("set", "FILE", "agency=某局", "--dry-run"),
        ("show", "FILE"),
        ("rules", "\x1b]0;x\x07"),
    ],
    ids=" ".join,
)
def test_coloured_messages_have_no_colours_of_the_file(
    line: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "a\x1b[31m\u202e.toml"
    path.write_text(PLACES["agency"](EVERYTHING).replace("[  ", "[").replace("3486", "3"), "utf-8")
    assert "3486" in GOOD
    words = [str(path) if word == "FILE" else word for word in line]
    with Terminal("-m", "tui", *words) as terminal:
        terminal.ended()
        output = terminal.output.decode("utf-8")
        assert hidden(COLOUR.sub("", output).replace("\r\n", "\n")) == []
        assert terminal.screen().title == ""

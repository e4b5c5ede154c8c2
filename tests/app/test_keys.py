"""Only keys that pass every terminal, under one name in every dialect."""

import string
from pathlib import Path
from typing import Any

import pytest
from textual import constants, events
from textual._xterm_parser import XTermParser

from tests.app.dialogs import session_of, shown
from tests.support.screen import Screen, on_screen
from tui.app import textual_private
from tui.app.actions import ACTIONS, MENU_ORDER
from tui.app.editor import Editor
from tui.app.key_names import named
from tui.app.screens.find import Find
from tui.app.screens.go_to import GoTo

# As letters they are other keys (h, i, j, m), or GNU screen (a) or tmux (b) takes them.
TAKEN = "hijm" + "ab"
SAFE = {f"f{n}" for n in (*range(1, 11), 12)} | {"enter", "shift+f8"}
SAFE |= {f"ctrl+{letter}" for letter in string.ascii_lowercase if letter not in TAKEN}

DIALECTS = {
    "home": ["\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~"],
    "end": ["\x1b[F", "\x1bOF", "\x1b[4~", "\x1b[8~"],
    "delete": ["\x1b[3~"],
    "backspace": ["\x7f", "\x08"],
    "shift+f8": ["\x1b[19;2~", "\x1b[32~", "\x1b[34~"],
    "ctrl+left": ["\x1b[1;5D", "\x1b[5D", "\x1bOd"],
    "ctrl+right": ["\x1b[1;5C", "\x1b[5C", "\x1bOc"],
    "ctrl+up": ["\x1b[1;5A", "\x1b[5A", "\x1bOa"],
    "ctrl+down": ["\x1b[1;5B", "\x1b[5B", "\x1bOb"],
    "ctrl+home": ["\x1b[1;5H", "\x1b[1;5~", "\x1b[7^"],
    "ctrl+end": ["\x1b[1;5F", "\x1b[4;5~", "\x1b[8^"],
    "shift+left": ["\x1b[1;2D", "\x1b[d"],
    "shift+right": ["\x1b[1;2C", "\x1b[c"],
    "shift+up": ["\x1b[1;2A", "\x1b[a"],
    "shift+down": ["\x1b[1;2B", "\x1b[b"],
    "shift+tab": ["\x1b[Z"],
    "pageup": ["\x1b[5~"],
    "pagedown": ["\x1b[6~"],
    "enter": ["\r", "\x1bOM"],
    "f1": ["\x1bOP", "\x1b[11~", "\x1b[[A"],
    "f2": ["\x1bOQ", "\x1b[12~", "\x1b[[B"],
    "f3": ["\x1bOR", "\x1b[13~", "\x1b[[C"],
    "f4": ["\x1bOS", "\x1b[14~", "\x1b[[D"],
    "f5": ["\x1b[15~", "\x1b[[E"],
    "f6": ["\x1b[17~"],
    "f7": ["\x1b[18~"],
    "f8": ["\x1b[19~"],
    "f9": ["\x1b[20~"],
    "f10": ["\x1b[21~"],
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda a: a.name)
def test_an_action_has_only_keys_that_pass_and_a_way_without_f_keys(action: Any) -> None:
    assert set(action.keys) <= SAFE
    assert any(key.startswith("ctrl+") for key in action.keys) or action.menu in MENU_ORDER


@pytest.mark.parametrize("key", DIALECTS)
def test_a_key_has_one_name_in_every_dialect(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "DISABLE_KITTY_KEY", True)  # as in the program
    textual_private.know_more_keys()
    for sequence in DIALECTS[key]:
        typed = [e for e in XTermParser().feed(sequence) if isinstance(e, events.Key)]
        assert [named(event).key for event in typed] == [key], sequence


def test_every_action_that_is_shown_works_by_its_key(tmp_path: Path) -> None:
    """The way back through the problems is the key that dialects differ most about."""

    async def work(screen: Screen) -> None:
        main: Any = screen.app.screen
        await screen.do("ctrl+home", events.Key("f20", None))
        places = main._problem_places()
        assert main.path == max(places)[2]

    on_screen(Editor(session_of(tmp_path)), work)


def test_full_width_characters_work_where_their_twins_do(tmp_path: Path) -> None:
    """As an input method sends them that was left in Chinese mode."""

    async def work(screen: Screen) -> None:
        main: Any = screen.app.screen
        report = main.session.report
        main.go_to_path("disclosure.licensing.decisions")
        for text, value in (("＝１２＋３", 15), ("１，２３４", 1234), ("／", "/"), ("、", "/")):
            await screen.do(*[events.Key("unknown", char) for char in text], "enter", "up")
            assert report.value("disclosure.licensing.decisions") == value
        main.go_to_path("disclosure.fees.amount")
        for text in ("１２．５", "１２。５"):
            await screen.do(*[events.Key("unknown", char) for char in text], "enter", "up")
            assert str(report.value("disclosure.fees.amount")) == "12.5"

    on_screen(Editor(session_of(tmp_path)), work)


@pytest.mark.parametrize(
    ("dialog", "text", "twin"),
    [
        (GoTo, "３３１", "331"),
        (GoTo, "三（三）１", "三(三)1"),
        (Find, "ＴＯＭＬ　公开", "toml 公开"),
        (Find, "（一）", "(一)"),
    ],
)
def test_dialogs_read_full_width_as_its_twin(
    tmp_path: Path, dialog: Any, text: str, twin: str
) -> None:
    session = session_of(tmp_path)
    found, same = (
        [item.value for item in shown(lambda: dialog(session), text=[typed]).dialog.chooser.items]
        for typed in (text, twin)
    )
    assert found == same

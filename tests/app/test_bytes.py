"""How many bytes a key costs on the line: counted, so the same on every machine."""

from pathlib import Path
from typing import Any

import pytest

from tests.app.dialogs import session_of
from tests.support.screen import Screen, on_screen
from tui.app.editor import Editor

REPORTS = ["2020.toml", "broken/2023.toml"]  # of both formats, the second with errors
SIZES = [(80, 24), (120, 40)]
TERMINALS = {
    "true": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    "256": {"TERM": "xterm-256color"},
    "16": {"TERM": "xterm"},
    "none": {"TERM": "xterm", "NO_COLOR": "1"},
}

FIRST = 25_000
DIGIT = 200
MOVE = 300
SCROLL = 400
COMMIT = 1_200
CHARACTER = 1_000
CHOICE = 1_600
"""A character behind {{, with the list of cells that may be meant."""
STEP = 400
"""A step in the picker of references: what would be inserted is told with it."""

every_kind = pytest.mark.parametrize(
    ("report", "size", "kind"),
    [(r, s, k) for r in REPORTS for s in SIZES for k in TERMINALS],
)


def editor(folder: Path, report: str, size: tuple[int, int], kind: str, work: Any) -> None:
    async def run(screen: Screen) -> None:
        await work(screen, screen.app.screen)

    on_screen(Editor(session_of(folder, report)), run, size, TERMINALS[kind])


@every_kind
def test_the_bytes_of_every_key(
    tmp_path: Path, report: str, size: tuple[int, int], kind: str
) -> None:
    async def work(screen: Screen, main: Any) -> None:
        assert len(screen.sent.encode()) <= FIRST
        for place in ("applications.granted.natural", "disclosure.licensing.decisions"):
            main.go_to_path(place)
            await screen.do()
            columns = len(main.grid.moves.row(main.grid.moves.place(place)[0]))
            await screen.do("home")
            for column in range(columns):
                # A new first digit may take a warning off the line below; the next does not.
                await screen.do("5")
                assert max(await screen.each("6", "7")) <= DIGIT, column
                assert max(await screen.each("escape")) <= COMMIT
                if column < columns - 1:
                    quiet = not findings(main)
                    sent = (await screen.each("right"))[0]
                    assert sent <= (MOVE if quiet and not findings(main) else COMMIT), column

    editor(tmp_path, report, size, kind, work)


def findings(main: Any) -> list[Any]:
    """What is said about the current cell: its text stands below the table."""
    return list(main.session.by_path.get(main.path, []))


@every_kind
def test_the_bytes_of_a_commit_that_breaks_and_mends_identities(
    tmp_path: Path, report: str, size: tuple[int, int], kind: str
) -> None:
    async def work(screen: Screen, main: Any) -> None:
        main.go_to_path("applications.received.business")
        await screen.do()
        for figure, key in ("9", "right"), ("8", "enter"), ("0", "down"), ("7", "tab"):
            await screen.do(figure)
            assert len((await screen.do(key)).encode()) <= COMMIT, (figure, key)

    editor(tmp_path, report, size, kind, work)


@every_kind
def test_the_bytes_of_a_character_in_prose(
    tmp_path: Path, report: str, size: tuple[int, int], kind: str
) -> None:
    async def work(screen: Screen, main: Any) -> None:
        main.session.set_text(
            "overview.proactive", "全年主动公开政府信息若干条，受理申请5件。" * 50
        )
        main.go_to_path("overview.proactive")
        await screen.do()
        await screen.do("ctrl+home")
        assert max(await screen.each(*"中文，a")) <= CHARACTER
        await screen.do("down", "end")
        assert max(await screen.each(*"中文，a")) <= CHARACTER
        await screen.do("ctrl+end")
        assert max(await screen.each(*"中文，a")) <= CHARACTER
        assert await screen.do() == ""

    editor(tmp_path, report, size, kind, work)


@every_kind
def test_the_bytes_of_a_reference(
    tmp_path: Path, report: str, size: tuple[int, int], kind: str
) -> None:
    async def work(screen: Screen, main: Any) -> None:
        main.go_to_path("overview.on_request")
        await screen.do()
        await screen.do("ctrl+end", "enter", *"{{")
        assert max(await screen.each(*"recei", "down", "up")) <= CHOICE
        await screen.do("tab", "enter", "ctrl+l", "ctrl+home")
        moves = ("down", "right", "down", "left", "up", "end", "+", "up", "tab")
        assert max(await screen.each(*moves)) <= STEP

    editor(tmp_path, report, size, kind, work)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("report", ["2020.toml", "suqian/2024.toml"])  # few figures, and many
@pytest.mark.parametrize("section", ["disclosure", "applications", "remedies"])
def test_the_bytes_of_a_step(
    tmp_path: Path, report: str, section: str, size: tuple[int, int]
) -> None:
    """Up and down through a table, and aside along some of its rows. One that scrolls the

    table brings a whole row into view, and all the others are moved by the terminal.
    """

    async def work(screen: Screen, main: Any) -> None:
        main.go_to_path(section)
        await screen.do("ctrl+home")
        rows = len({main.grid.moves.place(path)[0] for path in main.grid.moves.paths})
        aside = ["right"] * 16 + ["left"] * 16
        keys = ["down"] * rows + ["up"] * rows + aside + ["pagedown"] + aside
        for key in keys:
            window = main.grid._first, main.grid._shift
            quiet = not findings(main)
            sent = (await screen.each(key))[0]
            scrolled = window != (main.grid._first, main.grid._shift)
            if key != "pagedown" and quiet and not findings(main):
                assert sent <= (SCROLL if scrolled else MOVE), (key, main.path)

    editor(tmp_path, report, size, "true", work)

"""The main screen: typing, moving, totals, findings, undo, paste, saving, on a pilot."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from tests.support.reports import as_toml, catalogue, zero_report
from tui.app.actions import ACTIONS, key_label
from tui.app.editor import Editor
from tui.app.screens.main import MainScreen
from tui.app.session import Session
from tui.report import load_bytes

BROKEN = (Path(__file__).parents[2] / "examples/broken/2023.toml").read_text("utf-8")
Steps = Callable[[Pilot[int], MainScreen], Awaitable[None]]


def drive(
    tmp_path: Path, steps: Steps, text: str = "", size: tuple[int, int] = (120, 40)
) -> Session:
    """Run some steps on the editor of a file, and return its session."""
    path = tmp_path / "2023.toml"
    path.write_text(text or as_toml(zero_report()), "utf-8")
    session = Session(path, catalogue())

    async def run() -> None:
        app = Editor(session)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            assert isinstance(app.screen, MainScreen)
            await steps(pilot, app.screen)

    asyncio.run(run())
    return session


async def keys(pilot: Pilot[int], *names: str) -> None:
    """Press keys one after another; one pause for all of them."""
    for name in names:
        character = name if len(name) == 1 else None
        pilot.app.post_message(events.Key(name, character))
    await pilot.pause()


def shown(screen: MainScreen) -> str:
    """The text on the screen, pane by pane."""
    panes = (screen.title_bar, screen.sections, screen.grid, screen.info, screen.keys)
    return "\n".join("".join(c for c, _ in line) for pane in panes for line in pane.drawn())


def test_it_opens_at_the_suspect_and_says_what_is_wrong(tmp_path: Path) -> None:
    async def steps(_: Pilot[int], screen: MainScreen) -> None:
        assert screen.path == "applications.processed.natural"
        text = shown(screen)
        assert "临河县自然资源局 · 2023 年 · 2021 格式" in text
        assert "✗ 3 错误" in text
        assert "应为 21（现为 12" in text
        assert "F6采纳" in text

    drive(tmp_path, steps, BROKEN)


def test_the_fix_is_one_key_and_undoable(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await keys(pilot, "f6")
        assert screen.session.errors == 0
        assert "✗ 0 错误" in shown(screen)
        await keys(pilot, "ctrl+z")
        assert screen.session.errors == 3
        await keys(pilot, "ctrl+y")

    session = drive(tmp_path, steps, BROKEN)
    assert session.report.value("applications.processed.natural") == 21


def test_typing_replaces_arrows_store_escape_restores(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path("applications.granted.natural")
        await keys(pilot, "1", "2", "right", "3", "escape", "７", "down")
        await keys(pilot, "f2", "backspace", "5", "enter")

    report = drive(tmp_path, steps).report
    assert report.value("applications.granted.natural") == 12
    assert report.value("applications.granted.business") == 7
    assert report.value("applications.partly_granted.business") == 5
    assert report.value("applications.processed.natural") == 12
    assert report.value("applications.granted.total") == 19


def test_sums_slashes_and_what_cannot_stand_in_a_cell(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path("disclosure.licensing.decisions")
        await keys(pilot, "=", "1", "2", "+", "3", "enter")
        await keys(pilot, "/", "enter", "-", "5", "enter")
        assert "不能是负数" in shown(screen)
        assert screen.path == "disclosure.coercion.decisions"
        assert screen.grid.field is not None
        await keys(pilot, "escape")

    report = drive(tmp_path, steps).report
    assert report.value("disclosure.licensing.decisions") == 15
    assert report.value("disclosure.penalties.decisions") == "/"
    assert report.value("disclosure.coercion.decisions") == 0


def test_a_typed_total_becomes_a_control_figure_and_is_given_back(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path("remedies.reconsideration.total")
        await keys(pilot, "4", "left", "right")
        assert screen.session.errors == 1
        await keys(pilot, "ctrl+t")
        assert screen.session.errors == 0

    assert drive(tmp_path, steps).report.value("remedies.reconsideration.total") == 0


def test_fill_with_zero_and_no_data(tmp_path: Path) -> None:
    text = as_toml(zero_report()).replace("= [ 0, 0, 0, 0, 0 ]", '= [ "", "", 3, "", "" ]')

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path("remedies.reconsideration.upheld")
        await keys(pilot, "ctrl+k")
        assert "" not in screen.session.report.values
        assert screen.session.report.value("remedies.reconsideration.other") == 3
        await keys(pilot, "ctrl+z")
        assert screen.session.report.values.count("") == 12
        await keys(pilot, "ctrl+d")
        assert screen.session.report.value("remedies.reconsideration.other") == 0

    drive(tmp_path, steps, text)


def test_a_rectangle_is_pasted_or_refused_as_a_whole(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path("applications.received.natural")
        pilot.app.post_message(events.Paste("1,234\t２\r\n3\t4\r\n"))
        await pilot.pause()
        values = screen.session.report
        assert values.value("applications.received.natural") == 1234
        assert values.value("applications.carried_in.business") == 4
        before = list(values.values)
        pilot.app.post_message(events.Paste("1\t甲"))
        await pilot.pause()
        assert "没有粘贴" in shown(screen)
        assert values.values == before
        screen.go_to_path("applications.denied_state_secret.natural")
        pilot.app.post_message(events.Paste("1.属于国家秘密 5 0 0 0 0 0 5"))
        await pilot.pause()
        assert values.value("applications.denied_state_secret.total") == 5
        pilot.app.post_message(events.Paste("2.重复申请 4 0 0 0 0 0 4"))
        await pilot.pause()
        assert screen.path == "applications.refused_repeat.natural"
        assert values.value("applications.refused_repeat.total") == 4
        assert values.value("applications.denied_state_secret.total") == 5

    drive(tmp_path, steps)


def test_copy_gives_a_rectangle(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path("applications.processed.natural")
        await keys(pilot, "shift+right", "shift+down", "ctrl+c")
        assert pilot.app.clipboard == "12\t3\n2\t0"

    drive(tmp_path, steps, BROKEN)


def test_saving_and_quitting(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await keys(pilot, "f6", "ctrl+s")
        assert "已保存" in shown(screen)
        assert "✓ 已存" in shown(screen)
        await keys(pilot, "ctrl+q")
        assert pilot.app.return_value == 0

    session = drive(tmp_path, steps, BROKEN)
    saved = load_bytes("x", session.path.read_bytes(), catalogue()).report
    assert saved
    assert saved.values == session.report.values
    assert session.path.read_text("utf-8").count("#") == BROKEN.count("#")


def test_quitting_with_changes_asks(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await keys(pilot, "f6", "ctrl+q")
        assert pilot.app.screen is not screen
        await keys(pilot, "escape")
        assert pilot.app.screen is screen

    session = drive(tmp_path, steps, BROKEN)
    assert session.path.read_text("utf-8") == BROKEN


def test_problems_one_after_another(tmp_path: Path) -> None:
    text = BROKEN.replace("reconsideration                  = [    1", "reconsideration = [ 5", 1)

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        places = []
        for _ in range(3):
            await keys(pilot, "f8")
            places.append(screen.path)
        assert places[0] == places[2] != places[1]
        assert {p.split(".")[0] for p in places} == {"applications", "remedies"}

    drive(tmp_path, steps, text)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 16)])
def test_every_place_can_be_shown_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        for _ in screen.stops:
            await keys(pilot, "f4")
            if not screen.stop.path:
                await keys(pilot, "ctrl+end", "ctrl+home", "pagedown", "end")
            for pane in (screen.title_bar, screen.grid, screen.info, screen.keys):
                columns, rows = pane.size
                if rows:
                    assert len(pane.drawn()) == rows
                    assert all(len(line) == columns for line in pane.drawn())

    drive(tmp_path, steps, BROKEN, size)


def test_every_action_has_a_method_and_a_way_without_f_keys() -> None:
    names = [a.name for a in ACTIONS]
    assert len(set(names)) == len(names)
    taken = [k for a in ACTIONS for k in a.keys]
    assert len(set(taken)) == len(taken)
    for action in ACTIONS:
        assert callable(getattr(MainScreen, f"action_{action.name}"))
        assert all(key_label(key) for key in action.keys)
    menu = next(a for a in ACTIONS if a.name == "menu")
    assert any(k.startswith("ctrl+") for k in menu.keys)

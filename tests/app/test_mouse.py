"""With --mouse: a click and the wheel do what keys do, everywhere."""

from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot

from tests.app.driving import BROKEN, drive, keys, settled, shown
from tui.app.screens.main import MainScreen
from tui.app.screens.menu import Menu
from tui.app.screens.problems import Problems


def place(text: str, part: str) -> tuple[int, int]:
    """Where on the screen something stands."""
    from tui.display import width

    lines = text.split("\n")
    y = next(y for y, line in enumerate(lines) if part in line)
    return width(lines[y][: lines[y].index(part)]), y


async def click(pilot: Pilot[int], part: str) -> None:
    await pilot.click(offset=place(on_top(pilot), part))
    await settled(pilot)


def on_top(pilot: Pilot[int]) -> str:
    return shown(pilot.app.screen)


async def turn(pilot: Pilot[int], kind: type[events.MouseEvent], times: int = 1) -> None:
    """Turn the wheel."""
    for _ in range(times):
        event: Any = kind(None, 30, 10, 0, 0, 0, False, False, False, 30, 10)
        pilot.app.post_message(event)
    await settled(pilot)


def test_a_click_shows_a_section(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await click(pilot, "开行政复")
        assert screen.stop.section.key == "remedies"
        await click(pilot, "✓六")
        assert screen.stop.section.key == "other"

    drive(tmp_path, steps, BROKEN)


def test_a_click_shows_a_section_of_the_folded_list(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        for part, key in (("✓四", "remedies"), ("✗三", "applications")):
            await click(pilot, part)
            assert screen.stop.section.key == key
        await pilot.click(offset=(79, 1))
        await settled(pilot)
        assert screen.stop.section.key == "applications"

    drive(tmp_path, steps, BROKEN, (80, 24))


def test_a_click_shows_one_of_several_texts(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path("overview.proactive")
        await settled(pilot)
        await click(pilot, "（五）")
        assert screen.stop.path == "overview.oversight"

    drive(tmp_path, steps, BROKEN)


def test_what_is_typed_is_stored_before_another_section_is_shown(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        path = screen.path
        await keys(pilot, "4", "2")
        await click(pilot, "✓四")
        assert screen.session.report.value(path) == 42
        screen.go_to_path(path)
        await keys(pilot, "=")
        await click(pilot, "✓四")
        assert screen.path == path

    drive(tmp_path, steps, BROKEN)


def test_the_wheel_moves_the_cursor(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await keys(pilot, "ctrl+home")
        await turn(pilot, events.MouseScrollDown, 3)
        assert screen.path == screen.grid.moves.row(3)[0]
        await turn(pilot, events.MouseScrollUp)
        assert screen.path == screen.grid.moves.row(2)[0]

    drive(tmp_path, steps, BROKEN)


def test_a_click_on_a_key_is_the_key(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await click(pilot, "F7问题")
        assert isinstance(pilot.app.screen, Problems)
        await click(pilot, "Tab 筛选")
        assert "【错误 3】" in on_top(pilot)
        await click(pilot, "Esc 关闭")
        assert pilot.app.screen is screen

    drive(tmp_path, steps, BROKEN)


def test_a_click_chooses_an_item_and_a_second_one_takes_it(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], _: MainScreen) -> None:
        await keys(pilot, "f10")
        menu = pilot.app.screen
        assert isinstance(menu, Menu)
        await click(pilot, "上一处问题")
        assert menu.chooser.current
        assert menu.chooser.current.value == "previous_problem"
        await click(pilot, "（现在用不上）")
        assert menu.chooser.current.value == "previous_problem"
        await click(pilot, "问题列表")
        await click(pilot, "问题列表")
        assert isinstance(pilot.app.screen, Problems)
        at = pilot.app.screen.chooser.at
        await turn(pilot, events.MouseScrollDown)
        assert pilot.app.screen.chooser.at == at + 1
        await turn(pilot, events.MouseScrollUp, 2)
        assert pilot.app.screen.chooser.at == at

    drive(tmp_path, steps, BROKEN)


def test_the_wheel_turns_pages(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], _: MainScreen) -> None:
        await keys(pilot, "f1")
        before = on_top(pilot)
        await turn(pilot, events.MouseScrollDown)
        assert "4–" in on_top(pilot)
        await turn(pilot, events.MouseScrollUp)
        assert on_top(pilot) == before

    drive(tmp_path, steps, BROKEN)

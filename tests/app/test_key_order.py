"""Keys that arrive in one burst, as over a slow line, do what they would do one by one."""

from pathlib import Path

from textual.pilot import Pilot

from tests.app.driving import BROKEN, commit, drive, keys, shown
from tui.app.screens.main import MainScreen

SUSPECT = "applications.processed.natural"
RECEIVED = "applications.received.natural"


def test_what_is_typed_behind_an_action_waits_for_it(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path(RECEIVED)
        await keys(pilot, "f8", "2", "1", "down", "ctrl+c", "ctrl+home")
        assert pilot.app.clipboard == "2"

    report = drive(tmp_path, steps, BROKEN).report
    assert report.value(RECEIVED) == 21
    assert report.value(SUSPECT) == 21


def test_keys_for_a_dialog_and_for_what_it_leads_to(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path(RECEIVED)
        await keys(pilot, "f10", "escape", "f7", "down", "enter", "9", "enter")
        await keys(pilot, "f5", "3", "3", "1", "enter", "7", "right", "8", "enter", "ctrl+s")
        assert "已保存" in shown(screen)

    report = drive(tmp_path, steps, BROKEN).report
    assert report.value(RECEIVED) == 21
    assert report.value("applications.denied_state_secret.natural") == 7
    assert report.value("applications.denied_state_secret.business") == 8
    assert report.value(SUSPECT) == 9


def test_letters_behind_the_key_that_opens_a_text(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        before = list(screen.session.report.values)
        await keys(pilot, "f3", "7", "f4", "f3", "8", "f3", "9")
        await commit(pilot, "政府信息公开")
        assert screen.session.report.values == before
        texts = screen.session.report.texts
        assert texts["overview.oversight"].startswith("87")
        assert texts["overview.platform"].startswith("9政府信息公开")

    drive(tmp_path, steps)


def test_typing_a_letter_into_a_table_says_what_may_stand_there(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        for text in ("a", "件", "（"):
            await commit(pilot, text)
            assert "这里只能填数字" in shown(screen)
            await keys(pilot, "right")
            assert "这里只能填数字" not in shown(screen)

    assert not drive(tmp_path, steps).changed

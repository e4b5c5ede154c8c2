"""Two people and one file: a lock that says whose it is."""

import json
import os
from pathlib import Path

from textual.pilot import Pilot

from tests.app.editing import (
    CELL,
    ZEROS,
    drive,
    on_top,
    set_cell,
    until,
    value,
)
from tests.app.test_main import keys, shown
from tests.support.reports import catalogue
from tui.app.opening import open_session
from tui.app.screens.confirm import Confirm
from tui.app.screens.main import MainScreen
from tui.app.screens.merging import Merging
from tui.app.screens.save_as import SaveAs
from tui.report.beside import journal_path, lock_path
from tui.report.lock import myself


def test_the_second_sees_who_has_it_and_what_he_saves(report: Path) -> None:
    first = open_session(report, catalogue())
    me = myself("edit")

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await until(pilot, lambda: f"只读，{me.user} 在编辑" in shown(screen))
        await until(pilot, lambda: f"{me.user}（主机 {me.host}" in shown(screen))
        screen.go_to_path(CELL)
        for key in ("5", "f2", "enter", "delete", "ctrl+x", "ctrl+v", "ctrl+k", "ctrl+d", "ctrl+s"):
            await keys(pilot, key)
            await until(pilot, lambda: "只读：" in shown(screen))
            assert screen.grid.field is None
        screen.paste_text("1\t2")
        assert screen.session.report.value(CELL) == 0
        screen.go_to_path("other.text")
        await pilot.pause()
        await keys(pilot, "x")
        assert not screen.session.changed
        screen.go_to_path(CELL)
        before = shown(screen)
        screen._look()
        assert shown(screen) == before
        set_cell(first, CELL, 12)
        first.save()  # and two seconds later at most it is seen
        await until(pilot, lambda: screen.session.report.value(CELL) == 12)
        assert screen.session.report.value(CELL) == 12
        await until(pilot, lambda: "最新内容" in shown(screen))
        first.close()
        screen._look()
        await until(pilot, lambda: "F2" in shown(screen))
        await keys(pilot, "f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await keys(pilot, "enter")
        assert not screen.session.read_only
        await keys(pilot, "4", "enter", "ctrl+s")
        await until(pilot, lambda: "已保存" in shown(screen))

    drive(report, steps)
    assert value(report, CELL) == 4


def test_who_can_only_look_can_save_a_copy_and_edit_that(report: Path) -> None:
    first = open_session(report, catalogue())
    other = report.with_name("copy.toml")

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await keys(pilot, "f12")
        await until(pilot, lambda: isinstance(pilot.app.screen, SaveAs))
        assert isinstance(pilot.app.screen, SaveAs)
        pilot.app.screen.field.replace(str(other))
        await keys(pilot, "enter")
        await until(pilot, lambda: "已保存" in shown(screen))
        screen.go_to_path(CELL)
        await keys(pilot, "5", "enter")
        await until(pilot, lambda: screen.session.report.value(CELL) == 5)
        assert journal_path(other).exists()
        assert lock_path(other).exists()
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: "✓ 已存" in shown(screen))

    drive(report, steps)
    assert value(other, CELL) == 5
    assert value(report, CELL) == 0
    assert lock_path(report).exists()
    first.close()


def test_taking_over_after_a_crash_offers_what_was_lost(report: Path) -> None:
    first = open_session(report, catalogue())

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        set_cell(first, CELL, 12)
        assert first.journal
        assert first.lock
        first.journal._close()
        os.close(first.lock._handle)  # as the system does when a process is killed
        first.lock._handle = -1
        assert lock_path(report).exists()
        await keys(pilot, "f2")
        await until(pilot, lambda: "已经退出" in on_top(pilot))
        await keys(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Merging))
        await keys(pilot, "enter")
        assert screen.session.report.value(CELL) == 12

    drive(report, steps)


def test_a_lock_that_another_machine_took_is_noticed(report: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        lock_path(report).unlink()
        facts = {**myself("edit")._asdict(), "host": "another"}
        lock_path(report).write_text(json.dumps(facts))
        screen._look()
        await until(pilot, lambda: "别人已接管" in shown(screen))

    drive(report, steps)
    assert lock_path(report).exists()


def test_the_owner_is_told_that_the_file_changed(report: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        os.utime(report)
        screen._look()
        assert "别的程序" not in shown(screen)
        report.write_text(ZEROS + "\n", "utf-8")
        screen._look()
        await until(pilot, lambda: "别的程序改过" in shown(screen))

    drive(report, steps)

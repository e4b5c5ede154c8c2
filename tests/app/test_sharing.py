"""The editor and its file: locked, changed by others, recovered, saved elsewhere."""

import asyncio
import json
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.app.test_main import keys, shown
from tests.support.disk import fill, small_disk
from tests.support.reports import as_toml, catalogue, zero_report
from tui.app.editor import Editor
from tui.app.opening import open_session
from tui.app.screens.confirm import Confirm
from tui.app.screens.dialog import Box
from tui.app.screens.main import MainScreen
from tui.app.screens.merging import Merging
from tui.app.screens.save_as import SaveAs
from tui.app.session import Session
from tui.report.beside import journal_path, lock_path
from tui.report.journal import Journal
from tui.report.lock import acquire, myself

CELL = "applications.received.natural"
OTHER = "disclosure.licensing.decisions"
ZEROS = as_toml(zero_report())
Steps = Callable[[Pilot[int], MainScreen], Awaitable[None]]


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "reports/2023.toml"
    path.parent.mkdir()
    path.write_text(ZEROS, "utf-8")
    return path


def drive(report: Path, steps: Steps, size: tuple[int, int] = (120, 40)) -> Session:
    """Open a report as the command does, do some steps, and leave."""
    session = open_session(report, catalogue())

    async def run() -> None:
        app = Editor(session)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            screen = app.screen_stack[0]
            assert isinstance(screen, MainScreen)
            await steps(pilot, screen)

    asyncio.run(run())
    session.close()
    return session


async def until(pilot: Pilot[int], condition: Callable[[], bool]) -> None:
    """Wait for what must become true; a busy machine may take its time."""
    limit = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < limit, on_top(pilot) or shown(pilot.app.screen_stack[0])  # type: ignore[arg-type]
        await pilot.pause()


def on_top(pilot: Pilot[int]) -> str:
    """The text of the dialog that is open, if one is."""
    return next((box.text() for box in pilot.app.screen.query(Box)), "")


def set_cell(session: Session, path: str, value: int) -> None:
    session.set_cells({session.report.format.index[path]: value}, "填写")


def value(report: Path, path: str) -> object:
    return Session(report, catalogue()).report.value(path)


def killed(report: Path, *edits: tuple[str, int]) -> None:
    """An editor that was killed after some edits."""
    session = Session(report, catalogue())
    session.journal = Journal(report)
    for path, figure in edits:
        set_cell(session, path, figure)
    session.journal._close()


# -- somebody else changed the file --------------------------------------------------------


def test_what_does_not_conflict_is_merged_and_saved(report: Path) -> None:
    theirs = ZEROS.replace("licensing = 0", "licensing = 8  # 新的说明")

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path(CELL)
        await keys(pilot, "5", "enter")
        report.write_text(theirs, "utf-8")
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Merging))
        text = on_top(pilot)
        assert "没有冲突" in text
        assert "取对方" in text
        assert "取我的" in text
        assert report.read_text("utf-8") == theirs
        await keys(pilot, "enter")
        await until(pilot, lambda: "已与别人的改动合并" in shown(screen))
        await until(pilot, lambda: "✓ 已存" in shown(screen))
        await keys(pilot, "ctrl+z", "ctrl+z")
        assert screen.session.report.value(OTHER) == 0

    drive(report, steps)
    assert value(report, CELL) == 5
    assert value(report, OTHER) == 8
    assert "# 新的说明" in report.read_text("utf-8")


@pytest.mark.parametrize(
    ("presses", "expected"),
    [
        (("enter",), (5, 6, 5)),
        (("ctrl+right", "enter"), (7, 8, 7)),
        (("right", "down", "enter"), None),
        (("ctrl+right", "left", "enter"), None),
        (("escape",), None),
    ],
)
def test_conflicts_are_chosen_cell_by_cell(
    report: Path, presses: tuple[str, ...], expected: tuple[int, int, int] | None
) -> None:
    business = "applications.received.business"
    theirs = ZEROS.replace(
        "received = [ 0, 0, 0, 0, 0, 0, 0 ]", "received = [ 7, 8, 0, 0, 0, 0, 15 ]"
    )

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        set_cell(screen.session, CELL, 5)
        set_cell(screen.session, business, 6)
        report.write_text(theirs, "utf-8")
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Merging))
        await until(pilot, lambda: "2 处双方都改过" in on_top(pilot))
        assert {d.path for d in pilot.app.screen.rows if d.conflict} == {CELL, business}
        await keys(pilot, *presses)
        if presses == ("escape",):
            await until(pilot, lambda: "没有保存" in shown(screen))
            assert screen.session.changed

    session = drive(report, steps)
    figures = [session.report.value(p) for p in (CELL, business)]
    if presses == ("escape",):
        assert report.read_text("utf-8") == theirs
        assert figures == [5, 6]
        assert journal_path(report).exists()
        return
    if expected:
        assert figures == list(expected[:2])
    elif presses[0] == "right":
        assert figures == [7, 6]
    else:
        assert figures == [5, 8]
    assert value(report, CELL) == figures[0]
    assert value(report, "applications.received.total") == sum(figures)  # type: ignore[arg-type]


def test_new_comments_of_others_are_kept_without_asking(report: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        set_cell(screen.session, CELL, 5)
        report.write_text(ZEROS + "# 说明\n", "utf-8")
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: "已保存" in shown(screen))

    drive(report, steps)
    assert report.read_text("utf-8").endswith("# 说明\n")
    assert value(report, CELL) == 5


OLD_FORM = ZEROS.replace('"2021"', '"2019"', 1).replace("year = 2023", "year = 2020")


@pytest.mark.parametrize("theirs", ["year = [", None, OLD_FORM])
def test_what_cannot_be_merged_is_asked_and_kept(report: Path, theirs: str | None) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        set_cell(screen.session, CELL, 5)
        report.unlink() if theirs is None else report.write_text(theirs, "utf-8")
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
        await until(pilot, lambda: "不能合并" in on_top(pilot))
        await keys(pilot, "escape")
        await until(pilot, lambda: "没有保存" in shown(screen))
        assert screen.session.changed
        await keys(pilot, "ctrl+s")
        await keys(pilot, "down", "enter")
        await until(pilot, lambda: "已保存" in shown(screen))

    drive(report, steps)
    assert value(report, CELL) == 5
    backup = report.with_name("2023.toml~")
    assert (backup.read_text("utf-8") if backup.exists() else None) == theirs


# -- disks, folders, other places ----------------------------------------------------------


def test_save_as_goes_on_with_the_other_file(report: Path) -> None:
    other = report.with_name("副本.toml")

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        set_cell(screen.session, CELL, 5)
        await keys(pilot, "f12")
        dialog = pilot.app.screen
        assert isinstance(dialog, SaveAs)
        await keys(pilot, "enter")
        await until(pilot, lambda: "正在编辑的文件" in on_top(pilot))
        dialog.field.replace(other.name)
        await keys(pilot, "enter")
        await until(pilot, lambda: "以后编辑的是这个文件" in shown(screen))
        assert screen.session.path == other
        set_cell(screen.session, CELL, 6)
        assert journal_path(other).exists()
        assert lock_path(other).exists()
        assert not lock_path(report).exists()
        await keys(pilot, "ctrl+s")

    drive(report, steps)
    assert report.read_text("utf-8") == ZEROS
    assert value(other, CELL) == 6
    assert sorted(os.listdir(report.parent)) == sorted([report.name, other.name, other.name + "~"])


def test_save_as_asks_before_it_overwrites_and_respects_locks(report: Path) -> None:
    other = report.with_name("other.toml")
    other.write_text("x = 1\n")

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await keys(pilot, "f12")
        dialog = pilot.app.screen
        assert isinstance(dialog, SaveAs)
        dialog.field.replace(str(other))
        lock = acquire(other)
        await keys(pilot, "enter", "enter")
        await until(pilot, lambda: "正在编辑这个文件" in on_top(pilot))
        lock.release()
        await keys(pilot, "enter")
        await until(pilot, lambda: "再按一次回车" in on_top(pilot))
        assert other.read_text() == "x = 1\n"
        await keys(pilot, "enter")
        assert screen.session.path == other
        await keys(pilot, "f12")
        await until(pilot, lambda: isinstance(pilot.app.screen, SaveAs))
        for name in ("", "/nowhere/at/all.toml", str(report.parent), "\0"):
            pilot.app.screen.field.replace(name)
            await keys(pilot, "enter")
            await until(pilot, lambda: "没有另存" in on_top(pilot))

    drive(report, steps)
    assert other.read_text("utf-8") == ZEROS


def test_on_a_full_disk_the_edit_stays_and_saving_elsewhere_works(
    tmp_path: Path, report: Path
) -> None:
    with small_disk(tmp_path) as disk:
        full = disk / "2023.toml"
        full.write_text(ZEROS, "utf-8")
        elsewhere = report.with_name("elsewhere.toml")

        async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
            set_cell(screen.session, CELL, 5)
            fill(disk)
            screen.go_to_path(OTHER)
            await keys(pilot, "7", "enter", "ctrl+s")
            await until(pilot, lambda: "磁盘已满" in shown(screen))
            await until(pilot, lambda: "F12" in shown(screen))
            assert screen.session.changed
            assert not screen.session.unrecorded
            assert full.read_text("utf-8") == ZEROS
            await keys(pilot, "f12")
            await until(pilot, lambda: isinstance(pilot.app.screen, SaveAs))
            pilot.app.screen.field.replace(str(elsewhere))
            await keys(pilot, "enter")
            await until(pilot, lambda: "已保存" in shown(screen))

        drive(full, steps)
        assert full.read_text("utf-8") == ZEROS
    assert value(elsewhere, CELL) == 5
    assert value(elsewhere, OTHER) == 7


def test_where_nothing_can_be_written_down_that_is_said(report: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        assert screen.session.journal
        screen.session.journal.begin = lambda *_: None  # type: ignore[method-assign]
        screen.session.journal.problem = "磁盘已满"
        screen.go_to_path(OTHER)
        await keys(pilot, "7", "enter")
        await until(pilot, lambda: "没有能记下来（磁盘已满）" in shown(screen))

    drive(report, steps)


def test_a_renamed_folder_or_a_clock_set_back_lose_nothing(report: Path) -> None:
    moved = report.parent.with_name("moved")

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        set_cell(screen.session, CELL, 5)
        os.utime(report, (0, 0))
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: "已保存" in shown(screen))
        set_cell(screen.session, CELL, 6)
        report.parent.rename(moved)
        await keys(pilot, "ctrl+s")
        await until(pilot, lambda: "不存在" in shown(screen))
        await keys(pilot, "f12")
        await until(pilot, lambda: isinstance(pilot.app.screen, SaveAs))
        pilot.app.screen.field.replace(str(moved / "new.toml"))
        await keys(pilot, "enter")
        await until(pilot, lambda: "已保存" in shown(screen))

    drive(report, steps)
    assert value(moved / "new.toml", CELL) == 6
    assert value(moved / report.name, CELL) == 5


# -- recovery ------------------------------------------------------------------------------


def test_what_was_lost_is_offered_and_comes_back_as_one_step(report: Path) -> None:
    killed(report, (CELL, 5), (OTHER, 7))

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await until(pilot, lambda: isinstance(pilot.app.screen, Merging))
        text = on_top(pilot)
        assert "没有保存" in text
        assert myself("edit").user in text
        await keys(pilot, "enter")
        await until(pilot, lambda: "已恢复" in shown(screen))
        assert screen.session.report.value(CELL) == 5
        assert screen.session.report.value("applications.received.total") == 5
        await keys(pilot, "ctrl+z")
        assert screen.session.report.value(CELL) == 0
        await keys(pilot, "ctrl+y", "ctrl+s")

    drive(report, steps)
    assert value(report, CELL) == 5
    assert value(report, OTHER) == 7
    assert sorted(os.listdir(report.parent)) == ["2023.toml", "2023.toml~"]


def test_recovered_edits_survive_a_second_end(report: Path) -> None:
    killed(report, (CELL, 5))

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await keys(pilot, "enter")
        set_cell(screen.session, OTHER, 7)
        assert screen.session.journal
        screen.session.journal._close()
        screen.session.journal = None

    drive(report, steps)
    assert value(report, CELL) == 0
    session = open_session(report, catalogue())
    assert {d.path: d.mine for d in session.left[0].differences}.items() >= {
        CELL: 5,
        OTHER: 7,
    }.items()
    session.close()
    assert journal_path(report).exists()


def test_declined_edits_are_set_aside_and_escape_decides_nothing(report: Path) -> None:
    killed(report, (CELL, 5))

    async def later(pilot: Pilot[int], _: MainScreen) -> None:
        await keys(pilot, "escape")
        assert pilot.app.return_value == 0

    drive(report, later)
    assert journal_path(report).exists()

    async def decline(pilot: Pilot[int], screen: MainScreen) -> None:
        await keys(pilot, "delete")
        await until(pilot, lambda: ".2023.toml.journal~" in shown(screen))
        set_cell(screen.session, OTHER, 7)
        await keys(pilot, "ctrl+s")

    drive(report, decline)
    assert value(report, CELL) == 0
    assert sorted(os.listdir(report.parent)) == [".2023.toml.journal~", "2023.toml", "2023.toml~"]


def test_edits_on_another_version_are_merged_by_choice(report: Path) -> None:
    killed(report, (CELL, 5), (OTHER, 7))
    report.write_text(ZEROS.replace("licensing = 0", "licensing = 8"), "utf-8")

    async def steps(pilot: Pilot[int], _: MainScreen) -> None:
        await until(pilot, lambda: "另一个版本" in on_top(pilot))
        await keys(pilot, "right", "enter", "ctrl+s")

    drive(report, steps)
    assert value(report, CELL) == 5
    assert value(report, OTHER) == 8


def test_a_damaged_journal_is_moved_out_of_the_way_and_told(report: Path) -> None:
    journal_path(report).write_bytes(b"rubbish\n")

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await until(pilot, lambda: "损坏" in shown(screen))
        set_cell(screen.session, CELL, 5)

    drive(report, steps)
    assert report.with_name(".2023.toml.journal~").read_bytes() == b"rubbish\n"
    assert journal_path(report).exists()


# -- two people ----------------------------------------------------------------------------


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
        first.save()
        screen._look()
        await pilot.pause()
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

"""Somebody else changed the file; the disk is full; the report is saved elsewhere."""

import os
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.app.editing import CELL, OTHER, ZEROS, drive, on_top, set_cell, until, value
from tests.app.test_main import keys, shown
from tests.support.disk import fill, small_disk
from tui.app.screens.confirm import Confirm
from tui.app.screens.main import MainScreen
from tui.app.screens.merging import Merging
from tui.app.screens.save_as import SaveAs
from tui.report.beside import journal_path, lock_path
from tui.report.lock import acquire

# -- somebody else changed the file ----------------------------------------------------


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


# -- disks, folders, other places ------------------------------------------------------


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

"""What an earlier session did not save is offered."""

import os
from pathlib import Path

from textual.pilot import Pilot

from tests.app.editing import (
    CELL,
    OTHER,
    ZEROS,
    drive,
    killed,
    on_top,
    set_cell,
    until,
    value,
)
from tests.app.test_main import keys, shown
from tests.support.reports import catalogue
from tui.app.opening import open_session
from tui.app.screens.main import MainScreen
from tui.app.screens.merging import Merging
from tui.report.beside import journal_path
from tui.report.lock import myself


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

"""Figures in prose on the screen: marks, values, the picker, F6 and F8."""

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.app.driving import BROKEN, commit, drive, keys, shown
from tests.support.reports import as_toml, zero_report
from tui.app import palette
from tui.app.screens.main import MainScreen
from tui.app.screens.problems import Problems
from tui.app.screens.reference_picker import ReferencePicker

PATH = "overview.on_request"


def written(text: str, **cells: int) -> str:
    """A report file with a text and some totals of table 三."""
    report = zero_report()
    report.texts[PATH] = text
    for row, value in cells.items():
        report.values[report.format.index[f"applications.{row}.total"]] = value
        report.values[report.format.index[f"applications.{row}.natural"]] = value
    return as_toml(report)


async def to_text(pilot: Pilot[int], screen: MainScreen) -> None:
    """Show the text, with the cursor at its beginning."""
    screen.go_to_path(PATH)
    await pilot.pause()


def test_the_wrong_figure_is_marked_said_and_replaced_by_its_reference(tmp_path: Path) -> None:
    text = written("渠道畅通。全年收到申请26件。", received=25, processed=25, granted=25)

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        assert screen.prose
        marks = [(m.start, m.end, m.style) for m in screen.prose.editor.model.marks]
        assert marks == [(5, 14, "error")]
        assert "F6 改为引用" in shown(screen)
        await keys(pilot, "f6")
        assert screen.session.report.texts[PATH] == (
            "渠道畅通。全年收到申请{{applications.received.total}}件。"
        )
        assert [m.style for m in screen.prose.editor.model.marks] == ["reference"]
        assert not screen.session.by_path.get(PATH)
        await keys(pilot, "ctrl+z")
        assert screen.session.report.texts[PATH] == "渠道畅通。全年收到申请26件。"
        assert [m.style for m in screen.prose.editor.model.marks] == ["error"]

    drive(tmp_path, steps, text)


def test_the_value_of_the_reference_at_the_cursor_stands_below(tmp_path: Path) -> None:
    text = written(
        "{{received}}件，占{{granted / processed : %1}}", received=8, granted=1, processed=8
    )

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        assert "引用 = 8" in shown(screen)
        await keys(pilot, "end")
        assert "引用 = 12.5%" in shown(screen)
        await keys(pilot, *["left"] * 29)
        assert "引用" not in screen.info.detail

    drive(tmp_path, steps, text)


def picker(pilot: Pilot[int]) -> ReferencePicker:
    """The picker that is open."""
    assert isinstance(pilot.app.screen, ReferencePicker)
    return pilot.app.screen


def test_the_picker_begins_at_the_cell_that_the_words_speak_of(tmp_path: Path) -> None:
    text = written("新收件，上年结转件。渠道畅通。", received=8, processed=8, granted=8)

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        await keys(pilot, "right", "right", "ctrl+l")
        assert picker(pilot).grid.path == "applications.received.total"
        assert "= 8" in shown(pilot.app.screen)
        await keys(pilot, "enter", *["right"] * 6, "ctrl+l")
        assert picker(pilot).grid.path == "applications.carried_in.total"
        # Where nothing is said, at the cell that was chosen last.
        await keys(pilot, "left", "escape", "ctrl+end", "ctrl+l")
        assert picker(pilot).grid.path == "applications.carried_in.other"
        assert "申请人情况" in shown(pilot.app.screen)

    session = drive(tmp_path, steps, text)
    assert session.report.texts[PATH] == (
        "新收{{applications.received.total}}件，上年结转件。渠道畅通。"
    )


def test_escape_leaves_the_text_as_it_was(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        assert screen.prose
        await keys(pilot, "shift+right", "ctrl+l", "down", "+", "f4", *"新收", "escape")
        assert screen.prose.selected_text() == "新"
        await keys(pilot, "ctrl+l", "5", "ctrl+l")
        assert pilot.app.screen is screen

    session = drive(tmp_path, steps, written("新收件。"))
    assert session.report.texts[PATH] == "新收件。"
    assert not session.changed


def test_cells_are_added_taken_off_and_divided(tmp_path: Path) -> None:
    text = written("", received=8, processed=8, granted=6, partly_granted=1)

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        await keys(pilot, "ctrl+l", *"予以公开", "+")
        assert "{{granted + …}}" in shown(pilot.app.screen)
        await keys(pilot, "enter")  # The second cell is still to be chosen.
        assert "移到要加的格" in shown(pilot.app.screen)
        await keys(pilot, "down")
        assert "插入 {{granted + partly_granted}}" in shown(pilot.app.screen)
        assert "= 7" in shown(pilot.app.screen)
        assert re.search(r"\* +6 ", shown(pilot.app.screen))  # The cell that was marked.
        await keys(pilot, "％", *"总计", "2")
        expected = "{{(granted + partly_granted) / processed : %2}}"
        assert expected in shown(pilot.app.screen)
        assert "= 87.50%" in shown(pilot.app.screen)
        await keys(pilot, "backspace", "backspace", "-", "up", "enter")
        assert screen.session.report.texts[PATH] == "{{granted - carried_in}}"
        await keys(pilot, "left")
        assert "引用 = 6" in shown(screen)

    drive(tmp_path, steps, text)


def test_a_phrase_that_f8_selected_keeps_its_words(tmp_path: Path) -> None:
    text = written("收到申请26件，均已办结。", received=25, processed=20, granted=20, carried_out=5)

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        assert screen.prose
        await keys(pilot, "ctrl+end", "f8")
        while screen.prose.selected_text() != "收到申请26件":
            await keys(pilot, "f8")
        await keys(pilot, "ctrl+l", "enter")
        assert screen.session.report.texts[PATH].startswith(
            "收到申请{{applications.received.total}}件，均已办结"
        )

    drive(tmp_path, steps, text)


def test_inside_a_reference_only_the_path_is_written(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        await keys(pilot, "end")
        await keys(pilot, *["left"] * 3)
        await keys(pilot, "ctrl+l")
        for char in "部分公开":
            await keys(pilot, char)
        await keys(pilot, "enter")
        expected = "公开{{granted + applications.partly_granted.total}}件"
        assert screen.session.report.texts[PATH] == expected

    drive(tmp_path, steps, written("公开{{granted + }}件"))


def test_another_cell_is_chosen_for_a_reference_that_is_there(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        await keys(pilot, *["right"] * 5, "ctrl+l")
        assert picker(pilot).grid.path == "applications.granted.total"
        assert "插入 applications.granted.total" in shown(pilot.app.screen)
        await keys(pilot, "down", "+", "down", "enter")
        assert screen.session.report.texts[PATH] == ("{{partly_granted + denied_state_secret}}公开")

    drive(tmp_path, steps, written("{{granted}}公开"))


def test_a_cell_is_chosen_with_the_mouse(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        await keys(pilot, "ctrl+l", *"新收", "home")
        grid = picker(pilot).grid
        cursor = grid.text_cursor()
        assert cursor
        await keys(pilot, "down")
        await pilot.click(offset=cursor.place)
        await keys(pilot, "enter")
        assert screen.session.report.texts[PATH] == "{{applications.received.natural}}"

    drive(tmp_path, steps, written(""))


def test_f8_goes_from_phrase_to_phrase(tmp_path: Path) -> None:
    text = written("收到申请26件，均已办结。", received=25, processed=20, granted=20, carried_out=5)

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        assert screen.prose
        seen = []
        for _ in range(2):
            await keys(pilot, "f8")
            seen.append(screen.prose.selected_text())
        assert screen.path == PATH
        assert seen[1] != seen[0]
        assert {"均已办结"} <= set(seen)

    drive(tmp_path, steps, text)


def test_last_years_figures_are_offered_where_there_are_some(tmp_path: Path) -> None:
    last = zero_report(year=2022)
    for column in ("total", "natural"):
        last.values[last.format.index[f"applications.received.{column}"]] = 5
    (tmp_path / "2022.toml").write_text(as_toml(last), "utf-8")

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        await keys(pilot, "ctrl+l", *"新收", "ctrl+u")
        assert "引用上年的数：2022 年" in shown(pilot.app.screen)
        assert "本年 8  上年 5 件" in shown(pilot.app.screen)
        await keys(pilot, "enter")
        text = screen.session.report.texts[PATH]
        assert text.startswith("{{previous.applications.received.total}}")
        await keys(pilot, "left")
        assert "引用 = 5" in shown(screen)
        # The growth over last year: the cursor is at last year's figure already.
        await keys(pilot, "ctrl+home", "ctrl+l", *"新收", "-", "ctrl+u", "%")
        assert "= 60.0%" in shown(pilot.app.screen)
        await keys(pilot, "enter")
        text = screen.session.report.texts[PATH]
        assert text.startswith("{{(received - previous.received) / previous.received : %1}}")

    drive(tmp_path, steps, written("件", received=8, processed=8, granted=8))


def test_without_last_year_the_picker_says_so(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        await keys(pilot, "ctrl+l", "ctrl+u")
        assert "没有找到上年的报告" in shown(pilot.app.screen)
        assert "上年的数" not in shown(pilot.app.screen)

    drive(tmp_path, steps, written("件"))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10)])
def test_every_table_can_be_gone_through(tmp_path: Path, size: tuple[int, int]) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        await keys(pilot, "ctrl+l")
        seen = set()
        for _ in picker(pilot).sections:
            await keys(pilot, "f4", "ctrl+end", "ctrl+home", "pagedown", "tab", "shift+down")
            seen.add(picker(pilot).grid.path.partition(".")[0])
            shown(pilot.app.screen)
            assert picker(pilot).grid.path == picker(pilot).picking.path
        assert len(seen) == 3
        place = picker(pilot).grid.path
        await keys(pilot, "f3", "f4")
        assert picker(pilot).grid.path == place

    drive(tmp_path, steps, BROKEN, size)


def test_an_aspect_with_a_finding_is_marked_in_the_list_of_sections(tmp_path: Path) -> None:
    text = written("全年收到申请26件。", received=25, processed=25, granted=25)

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        def glyph() -> str:
            return next(x for x in shown(screen).split("\n") if "▸" in x)[1]

        await to_text(pilot, screen)
        assert glyph() == "!"
        await keys(pilot, "f6")
        assert glyph() == "✓"
        await keys(pilot, "ctrl+home", *"{{", "ctrl+home")
        assert glyph() == palette.STATE_GLYPHS["error"]
        await keys(pilot, "ctrl+a", "delete")
        assert glyph() == "·"

    drive(tmp_path, steps, text)


# -- completing what is typed ------------------------------------------------------------


async def typed(pilot: Pilot[int], screen: MainScreen, *names: str) -> str:
    """What the text is after some keys."""
    await keys(pilot, *names)
    return screen.session.report.texts[PATH]


def listed(screen: MainScreen) -> list[str]:
    """The names of the cells that are offered."""
    assert screen.prose
    completion = screen.prose.completion
    return [item.value.name for item in completion.chooser.items] if completion else []


def test_what_is_typed_as_a_reference_is_completed(tmp_path: Path) -> None:
    text = written("新收", received=8, processed=8, granted=8)

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        await keys(pilot, "end", *"{{")
        # First of all the cell that the words before speak of.
        assert listed(screen)[0] == "applications.received.total"
        assert "▸ 一、本年新收·总计" in shown(screen)
        assert "Tab 填入" in shown(screen)
        assert await typed(pilot, screen, "tab") == "新收{{applications.received.total}}"
        assert listed(screen) == []
        assert "引用 = 8" in shown(screen)
        # By the labels, as an input method commits them, and by the path.
        await keys(pilot, *"{{")
        await commit(pilot, "部分公开", " 自然")
        assert listed(screen) == ["applications.partly_granted.natural"]
        await keys(pilot, "backspace", "backspace", "backspace", "down", "enter")
        assert screen.session.report.texts[PATH].endswith("{{applications.partly_granted.natural}}")
        await keys(pilot, *"{{applications.rec")
        assert listed(screen)[0] == "applications.received.total"
        expected = "{{applications.received.total}}"
        assert (await typed(pilot, screen, "enter")).endswith(expected)
        # One step of undo each.
        await keys(pilot, "ctrl+z")
        assert screen.session.report.texts[PATH].endswith("{{applications.rec")

    drive(tmp_path, steps, text)


def test_sums_and_shares_are_completed_term_by_term(tmp_path: Path) -> None:
    text = written("", received=8, processed=8, granted=8)

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        await keys(pilot, *"{{granted / (rec", "enter")
        assert screen.session.report.texts[PATH] == "{{granted / (applications.received.total"
        await keys(pilot, *" + carr", "enter", *")}}")
        await keys(pilot, "ctrl+a", "delete", *"{{granted/proc", "enter")
        expected = "{{granted/applications.processed.total : %1}}"
        assert screen.session.report.texts[PATH] == expected
        # Inside of a reference that is whole only the path is written.
        await keys(pilot, "home", *["right"] * 2, "g", "r", "tab")
        assert "granted.total" in screen.session.report.texts[PATH]
        assert screen.session.report.texts[PATH].count("}}") == 1

    drive(tmp_path, steps, text)


def test_the_list_is_in_nobodys_way(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        await keys(pilot, *"{{rec", "escape")
        assert listed(screen) == []
        assert await typed(pilot, screen, "e", "enter") == "{{rece\n"
        await keys(pilot, "ctrl+a", "delete", *"{{rec", "left")
        assert listed(screen) == []
        await keys(pilot, "ctrl+a", "delete", *"{{{{rec")
        assert listed(screen) == []
        await keys(pilot, "ctrl+a", "delete", *"{{zzz")
        assert listed(screen) == []
        await keys(pilot, "ctrl+a", "delete", *"{{received}}")
        assert listed(screen) == []
        await keys(pilot, "ctrl+a", "delete", *"{{rec", "f4")
        assert "Tab 填入" not in shown(screen)
        await keys(pilot, "f3")
        assert listed(screen) == []

    drive(tmp_path, steps, written(""))


def test_the_brackets_of_an_input_method_are_brackets(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        await commit(pilot, "｛｛", "新收")
        assert listed(screen)[0] == "applications.received.total"
        await keys(pilot, *["backspace"] * 2)
        await commit(pilot, "received", "｝", "｝")
        assert screen.session.report.texts[PATH] == "{{received}}"
        await commit(pilot, "｛甲｝", "｝")
        assert screen.session.report.texts[PATH] == "{{received}}｛甲｝｝"

    drive(tmp_path, steps, written(""))


def test_last_years_cells_are_completed(tmp_path: Path) -> None:
    last = zero_report(year=2022)
    last.values[last.format.index["applications.received.total"]] = 5
    (tmp_path / "2022.toml").write_text(as_toml(last), "utf-8")

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        await keys(pilot, *"{{previous.rec")
        assert "上年一、本年新收·总计" in shown(screen)
        expected = "{{previous.applications.received.total}}"
        assert await typed(pilot, screen, "tab") == expected
        await keys(pilot, "ctrl+a", "delete", *"{{")
        await commit(pilot, "上年结转")
        assert listed(screen)[:1] == ["applications.carried_in.total"]
        await keys(pilot, *["backspace"] * 2)
        await commit(pilot, "新收")
        assert listed(screen)[0] == expected.strip("{}")

    drive(tmp_path, steps, written(""))


# -- from a finding to what it offers ----------------------------------------------------


def test_an_unknown_path_becomes_the_nearest_one(tmp_path: Path) -> None:
    text = written("新收{{recieved}}件。", received=8, processed=8, granted=8)

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        assert "是不是 applications.received.total？　F6 采纳" in shown(screen).replace("\n", "")
        await keys(pilot, "f6")
        assert screen.session.report.texts[PATH] == "新收{{applications.received.total}}件。"
        assert not screen.session.findings
        await keys(pilot, "ctrl+z")
        assert screen.session.report.texts[PATH] == "新收{{recieved}}件。"

    drive(tmp_path, steps, text)


def test_f6_in_the_list_of_problems_does_what_the_finding_offers(tmp_path: Path) -> None:
    text = written("收到申请26件，均已办结。", received=25, processed=20, granted=20, carried_out=5)

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        def current() -> str:
            problems = pilot.app.screen
            assert isinstance(problems, Problems)
            assert problems.chooser.current
            return problems.chooser.current.value.message

        await keys(pilot, "f7")
        while "写的是 26" not in current():
            await keys(pilot, "down")
        assert "F6 采纳" in shown(pilot.app.screen)
        await keys(pilot, "f6")
        assert screen.session.report.texts[PATH] == (
            "收到申请{{applications.received.total}}件，均已办结。"
        )
        assert "26 已改为引用" in shown(screen)
        assert screen.path == PATH
        await keys(pilot, "f7")
        while "均已办结" not in current():
            await keys(pilot, "down")
        assert "F6 采纳" not in shown(pilot.app.screen)
        await keys(pilot, "f6")
        assert "没有可以采纳的建议" in shown(pilot.app.screen)

    drive(tmp_path, steps, text)


def test_f6_in_the_list_of_problems_mends_a_cell(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await keys(pilot, "f7", "f6")
        assert screen.session.errors == 0
        assert screen.path == "applications.processed.natural"
        await keys(pilot, "ctrl+z")
        assert screen.session.errors == 3

    drive(tmp_path, steps, BROKEN)

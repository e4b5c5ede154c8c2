"""Figures in prose on the screen: marks, values, the picker, F6 and F8."""

from pathlib import Path

from textual.pilot import Pilot

from tests.app.test_main import drive, keys, shown
from tests.support.reports import as_toml, zero_report
from tui.app import palette
from tui.app.screens.main import MainScreen
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


def test_a_cell_is_chosen_in_the_picker(tmp_path: Path) -> None:
    text = written("新收件。", received=8, processed=8, granted=8)

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        await keys(pilot, "right", "right", "ctrl+l")
        assert isinstance(pilot.app.screen, ReferencePicker)
        await keys(pilot, "新", "收")
        assert pilot.app.screen.chooser.current
        assert pilot.app.screen.chooser.current.detail == "8"
        await keys(pilot, "enter")
        assert screen.session.report.texts[PATH] == "新收{{applications.received.total}}件。"
        await keys(pilot, "ctrl+z", "ctrl+l", "新", "收", "right", "enter")
        assert "{{applications.received.natural}}" in screen.session.report.texts[PATH]
        await keys(pilot, "ctrl+z", "ctrl+l", "escape")
        assert screen.session.report.texts[PATH] == "新收件。"

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
    last.values[last.format.index["applications.received.total"]] = 5
    (tmp_path / "2022.toml").write_text(as_toml(last), "utf-8")

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await to_text(pilot, screen)
        await keys(pilot, "ctrl+l", "tab", "新", "收", "enter")
        text = screen.session.report.texts[PATH]
        assert text.startswith("{{previous.applications.received.total}}")
        await keys(pilot, "left")
        assert "引用 = 5" in shown(screen)

    drive(tmp_path, steps, written("件"))


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

"""Last year's report and reasons on record, in the editor."""

import asyncio
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.app.dialogs import SIZES, shown
from tests.app.test_main import drive, keys
from tests.app.test_main import shown as text_of
from tests.support.program import EXAMPLES
from tests.support.reports import as_toml, catalogue, zero_report
from tui.app.editor import Editor
from tui.app.screens.compare import Compare
from tui.app.screens.main import MainScreen
from tui.app.screens.problems import Problems
from tui.app.screens.waive import Reason, Waive
from tui.app.session import NotEditableError, Session
from tui.report import load
from tui.report.merge import contents

CELL = "disclosure.licensing.decisions"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A report that jumped against last year's beside it."""
    last = zero_report("2021", 2022)
    last.values[last.format.index[CELL]] = 1000
    (tmp_path / "2022.toml").write_text(as_toml(last), "utf-8")
    path = tmp_path / "2023.toml"
    path.write_text(as_toml(zero_report()), "utf-8")
    return Session(path, catalogue())


def rules(session: Session) -> list[str]:
    return [f.rule.id for f in session.findings]


def test_last_year_is_found_and_held_against_this(session: Session) -> None:
    assert rules(session) == ["Y501"]
    index = session.report.format.index
    session.set_cells({index[CELL]: 900}, "")
    assert rules(session) == []
    session.set_cells({index["applications.carried_in.natural"]: 2}, "")
    assert {"Y301", "T303"} <= set(rules(session))
    session.undo()
    session.undo()
    assert rules(session) == ["Y501"]


def test_a_reason_is_an_edit_like_any_other(session: Session) -> None:
    (finding,) = session.findings
    assert session.waive(finding, "机构改革", "张三")
    assert (rules(session), [w.waiver.by for w in session.waived]) == ([], ["张三"])
    assert session.changed
    session.undo()
    assert rules(session) == ["Y501"]
    assert not session.changed
    session.redo()
    session.save()
    saved = load(str(session.path), catalogue()).report
    assert saved
    assert contents(saved) == contents(session.report)
    again = Session(session.path, catalogue())
    assert rules(again) == []
    again.unwaive(again.waived[0].waiver)
    again.save()
    assert b"waiver" not in session.path.read_bytes()


def test_a_reason_comes_back_when_the_value_changes(session: Session) -> None:
    session.waive(session.findings[0], "机构改革", "张三")
    session.set_cells({session.report.format.index[CELL]: 1}, "")
    assert sorted(rules(session)) == ["W102", "Y501"]


def test_a_project_file_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "disclosure.toml").write_text("levle = 1", "utf-8")
    path = tmp_path / "2023.toml"
    path.write_text(as_toml(zero_report()), "utf-8")
    with pytest.raises(NotEditableError, match="是不是 level"):
        Session(path, catalogue())


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_list_of_problems_waives_and_takes_back(
    session: Session, size: tuple[int, int]
) -> None:
    opened = shown(lambda: Problems(session), size=size)
    assert "F2 记下理由" in opened.text
    session.waive(session.findings[0], "机构改革", "张三")
    seen = shown(lambda: Problems(session), size=size)
    assert "已有理由 1" in seen.text
    assert "○ 行政许可" in seen.text
    assert "理由：机构改革（张三，" in seen.text
    assert "F2 删去理由" in seen.text
    shown(lambda: Problems(session), "f2", size=size)
    assert session.waived == []


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_reason_and_the_name_are_both_asked_for(
    session: Session, size: tuple[int, int]
) -> None:
    finding = session.findings[0]
    seen = shown(lambda: Waive(finding), "enter", size=size)
    assert "✗ 请写明理由" in seen.text
    seen = shown(lambda: Waive(finding), "enter", text=["机构改革"], size=size)
    assert "✗ 请写明姓名" in seen.text
    assert seen.caret[1] == next(i for i, x in enumerate(seen.lines) if "姓名" in x)
    seen = shown(lambda: Waive(finding, "张三"), "enter", text=["机构改革"], size=size)
    assert seen.result == Reason("机构改革", "张三")


def test_a_reason_is_shown_among_what_is_not_saved(session: Session) -> None:
    session.waive(session.findings[0], "机构改革", "张三")
    seen = shown(lambda: Compare(session))
    assert "记下的理由" in seen.text
    assert "机构改革" in seen.text


def test_the_examples_of_two_years_are_clean_against_each_other(tmp_path: Path) -> None:
    for name in ("2023.toml", "2024.toml"):
        (tmp_path / name).write_bytes((EXAMPLES / "suqian" / name).read_bytes())
    session = Session(tmp_path / "2024.toml", catalogue())
    assert session.context.previous
    assert rules(session) == []


def test_last_years_value_stands_beside_this_years_and_the_table_in_its_place(
    tmp_path: Path,
) -> None:
    for name in ("2023.toml", "2024.toml"):
        (tmp_path / name).write_bytes((EXAMPLES / "suqian" / name).read_bytes())
    session = Session(tmp_path / "2024.toml", catalogue())

    async def run() -> None:
        app = Editor(session)
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, MainScreen)
            screen.go_to_path("applications.received.natural")
            line = next(x for x in text_of(screen).splitlines() if "上年 3402" in x)
            assert line.endswith("3440 件 ")
            await keys(pilot, "ctrl+u")
            assert "*3402" in text_of(screen).replace(" ", "")
            assert "现在显示 2023 年的数" in text_of(screen)
            await keys(pilot, "ctrl+u")
            assert "*3402" not in text_of(screen).replace(" ", "")
            assert "3440" in text_of(screen)

    asyncio.run(run())


def test_without_last_year_the_key_says_how_to_give_one(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await keys(pilot, "ctrl+u")
        assert "没有找到上年的报告" in text_of(screen)

    drive(tmp_path, steps)

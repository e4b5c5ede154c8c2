"""The import dialog: choose a document, read what was found, fill the report in one step."""

import asyncio
from pathlib import Path

import pytest

from tests.app.dialogs import session_of, shown
from tests.support.importing import imported, published_report
from tests.support.pages import clean_html, page_of
from tests.support.reports import published, zero_report
from tui.app.editor import Editor
from tui.app.screens.import_report import ChooseSource, ImportSummary
from tui.app.screens.main import MainScreen
from tui.app.session import Session

SUQIAN = published_report(next(c for c in published() if c["agency"] == "宿迁市"))


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A report beside two documents and other files."""
    (tmp_path / "去年.html").write_text(clean_html(page_of(SUQIAN)), "utf-8")
    (tmp_path / "说明.txt").write_text("不是年报", "utf-8")
    (tmp_path / "图.png").write_bytes(b"\x89PNG")
    (tmp_path / "~$锁.docx").write_bytes(b"")
    return session_of(tmp_path)


def test_the_documents_beside_the_report_are_offered(session: Session) -> None:
    seen = shown(lambda: ChooseSource(session))
    assert "去年.html" in seen.text
    assert "说明.txt" in seen.text
    assert "图.png" not in seen.text
    assert "锁" not in seen.text
    assert shown(lambda: ChooseSource(session), "enter").result.name == "去年.html"
    assert shown(lambda: ChooseSource(session), "enter", text=["说明"]).result.name == "说明.txt"


def test_any_path_can_be_typed(session: Session, tmp_path: Path) -> None:
    other = tmp_path / "别处"
    other.mkdir()
    (other / "年报.docx").write_bytes(b"PK")
    seen = shown(lambda: ChooseSource(session), "enter", text=[str(other / "年报.docx")])
    assert seen.result == other / "年报.docx"
    assert "没有这个文件" in shown(lambda: ChooseSource(session), text=["没有.docx"]).text


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_the_summary_says_what_was_found_and_what_is_wrong(
    session: Session, size: tuple[int, int]
) -> None:
    page = page_of(zero_report("2019", 2020, "某某县教育局"))
    page.sections[2][1].append("注：本表另有说明。")
    found = imported("a.html", clean_html(page))
    seen = shown(lambda: ImportSummary(session, Path("去年.html"), "html", found), size=size)
    assert "161/161 格" in seen.text
    assert "原文是 2020 年度的年报，打开的是 2023 年度的" in seen.text
    assert "某某县教育局" in seen.text
    assert "没有对应的格" in seen.text
    seen = shown(lambda: ImportSummary(session, Path("去年.html"), "html", found), "end", size=size)
    assert "注：本表另有说明。" in seen.text


def test_filling_in_is_one_step_of_undo(session: Session) -> None:
    report = session.report
    before = list(report.values), dict(report.texts), dict(report.notes), set(session.computed)
    found = imported("a.html", clean_html(page_of(SUQIAN)))
    assert session.fill(found.contents(), "导入 去年.html") > 50
    assert report.values == SUQIAN.values
    assert dict(report.texts) == SUQIAN.texts
    assert report.year == 2023
    step = session.undo()
    assert step
    assert step.name == "导入 去年.html"
    assert (report.values, report.texts, report.notes, session.computed) == before
    assert session.undo() is None
    session.redo()
    assert report.values == SUQIAN.values
    assert session.fill(found.contents(), "") == 0


def test_a_printed_total_that_disagrees_stays_as_printed(session: Session) -> None:
    page = page_of(SUQIAN)
    for row in page.tables[1]:
        if "予以公开" in "".join(b.text for b in row):
            row[-1].text = "9999"
    session.fill(imported("a.html", clean_html(page)).contents(), "")
    assert session.report.value("applications.granted.total") == 9999
    assert any(f.rule.id == "T301" for f in session.findings)
    session.set_cells({session.report.format.index["applications.granted.natural"]: 1}, "")
    assert session.report.value("applications.granted.total") == 9999


def test_figures_that_no_cell_can_hold_are_left_out(session: Session) -> None:
    page = page_of(SUQIAN)
    next(b for b in page.tables[1][3] if b.figure).text = "-5"
    before = session.report.value("applications.received.natural")
    session.fill(imported("a.html", clean_html(page)).contents(), "")
    assert session.report.value("applications.received.natural") == before


def test_from_key_to_filled_report_and_back(session: Session) -> None:
    opened = list(session.report.values)

    async def play() -> None:
        app = Editor(session)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            main = app.screen
            assert isinstance(main, MainScreen)
            main.do("import_report")
            await pilot.pause()
            for key in ("enter",):
                await pilot.press(key)
                await pilot.pause()
            assert isinstance(app.screen, ImportSummary)
            await pilot.press("enter")
            await pilot.pause()
            assert "Ctrl+Z 可以撤销" in main.info.message
            assert session.report.values == SUQIAN.values
            await pilot.press("ctrl+z")
            await pilot.pause()
            assert session.report.values == opened

    asyncio.run(play())


def test_what_cannot_be_imported_is_said(session: Session) -> None:
    async def play() -> None:
        app = Editor(session)
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            main = app.screen
            assert isinstance(main, MainScreen)
            main.do("import_report")
            await pilot.pause()
            for key in ("down", "enter"):
                await pilot.press(key)
                await pilot.pause()
            assert app.screen is main
            assert "没有导入 说明.txt" in main.info.message

    asyncio.run(play())

"""Every key of a table: moving, selecting, typing, what stands where the cursor goes."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.app.driving import BROKEN, commit, drive, keys, paste, shown
from tests.support.reports import as_toml, zero_report
from tui.app.clipboard import pasted
from tui.app.grid_moves import Moves
from tui.app.screens.main import MainScreen
from tui.sheet import build_sheet

RECEIVED = "applications.received"
LONG = as_toml(zero_report()).replace('agency = "某某县司法局"', f'agency = "{"某某县司法局" * 9}"')


@pytest.mark.parametrize(
    ("start", "key", "end"),
    [
        ("received.business", "left", "received.natural"),
        ("received.natural", "left", "received.natural"),
        ("received.natural", "right", "received.business"),
        ("received.total", "right", "received.total"),
        ("carried_in.other", "up", "received.other"),
        ("received.other", "up", "received.other"),
        ("received.other", "down", "carried_in.other"),
        ("carried_out.other", "down", "carried_out.other"),
        ("granted.other", "home", "granted.natural"),
        ("granted.other", "end", "granted.total"),
        ("granted.other", "ctrl+left", "granted.natural"),
        ("granted.other", "ctrl+right", "granted.total"),
        ("granted.other", "ctrl+up", "received.other"),
        ("granted.other", "ctrl+down", "carried_out.other"),
        ("granted.other", "ctrl+home", "received.natural"),
        ("granted.other", "ctrl+end", "carried_out.total"),
        ("granted.other", "tab", "granted.total"),
        ("granted.total", "tab", "partly_granted.natural"),
        ("carried_out.total", "tab", "carried_out.total"),
        ("granted.other", "shift+tab", "granted.legal_service"),
        ("granted.natural", "shift+tab", "carried_in.total"),
        ("received.natural", "shift+tab", "received.natural"),
        ("received.natural", "pagedown", "denied_deliberative.natural"),
        ("carried_out.total", "pageup", "refused_petition.total"),
    ],
)
def test_a_key_leads(start: str, key: str, end: str, tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path(f"applications.{start}")
        await keys(pilot, key)
        assert screen.path == f"applications.{end}"
        assert screen.grid.selected() == [[screen.path]]

    drive(tmp_path, steps, size=(80, 24))


@pytest.mark.parametrize(
    ("presses", "rows", "columns"),
    [
        (["shift+right"], 1, 2),
        (["shift+down", "shift+down"], 3, 1),
        (["shift+left", "shift+up"], 2, 2),
        (["shift+home"], 1, 3),
        (["shift+end", "shift+up"], 2, 5),
        (["shift+right", "right"], 1, 1),
        (["shift+right", "escape"], 1, 1),
    ],
)
def test_keys_select(presses: list[str], rows: int, columns: int, tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path("applications.granted.research")
        await keys(pilot, *presses)
        selected = screen.grid.selected()
        assert (len(selected), len(selected[0])) == (rows, columns)

    drive(tmp_path, steps)


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (["1", "2", "enter"], 12),
        (["1", "2", "backspace", "5", "down"], 15),
        (["=", "1", "2", "+", "3", "enter"], 15),
        (["=", "9", "-", "3", "tab"], 6),
        (["/", "enter"], "/"),
        (["1", ",", "2", "3", "4", "enter"], 1234),
        (["f2", "1", "enter"], 21),
        (["f2", "home", "1", "enter"], 12),
        (["enter", "left", "1", "right", "3", "enter"], 123),
        (["f2", "home", "delete", "7", "enter"], 7),
        (["f2", "9", "escape"], 2),
        (["4", "escape"], 2),
        (["4", "f3", "f4"], 4),
        (["delete"], ""),
        (["backspace"], ""),
    ],
)
def test_typing_into_a_cell(typed: list[str], value: object, tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path("disclosure.penalties.decisions")
        await keys(pilot, "2", "enter", "up", *typed)
        assert screen.session.report.value("disclosure.penalties.decisions") == value

    drive(tmp_path, steps)


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (["１２"], 12),
        (["１", "，", "２３４"], 1234),
        (["＝", "１", "＋", "２"], 3),
        (["／"], "/"),
        (["、"], "/"),
    ],
)
def test_an_input_methods_twins_of_the_keys(
    texts: list[str], value: object, tmp_path: Path
) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path("disclosure.penalties.decisions")
        await commit(pilot, *texts)
        await keys(pilot, "enter")
        assert screen.session.report.value("disclosure.penalties.decisions") == value

    drive(tmp_path, steps)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("-5", "不能是负数"),
        ("1.5", "应当是整数"),
        ("==", "不是数字"),
        ("9999999999999999999", "数值过大"),
    ],
)
def test_what_cannot_stand_in_a_cell_stays_to_be_mended(
    typed: str, reason: str, tmp_path: Path
) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path("disclosure.penalties.decisions")
        for leaving in ("enter", "up", "f4", "f8", "ctrl+s", "f7", "ctrl+q"):
            await keys(pilot, *(typed if screen.grid.field is None else ()), leaving)
            assert reason in shown(screen)
            assert screen.path == "disclosure.penalties.decisions"
            assert pilot.app.screen is screen
        await keys(pilot, "escape")
        assert reason not in shown(screen)

    assert not drive(tmp_path, steps).changed


def test_emptying_a_rectangle_leaves_its_totals_to_the_computer(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path(f"{RECEIVED}.natural")
        await keys(pilot, "3", "down", "up", "shift+end", "delete")
        row = [screen.session.report.value(p) for p in screen.grid.moves.row(0)]
        assert row == [""] * 7
        await keys(pilot, "home", "4", "enter")
        assert screen.session.report.value(f"{RECEIVED}.total") == 4
        screen.go_to_path(f"{RECEIVED}.total")
        await keys(pilot, "delete")
        assert "自动合计由各格相加得出" in shown(screen)
        assert screen.session.report.value(f"{RECEIVED}.total") == 4

    drive(tmp_path, steps)


def test_a_long_sum_is_seen_while_it_is_typed(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path(f"{RECEIVED}.business")
        await keys(pilot, *"=1000+2000+3000")
        assert "=1000+2000+3000" in shown(screen)
        await keys(pilot, "escape")
        assert "=1000" not in shown(screen)

    drive(tmp_path, steps, size=(80, 24))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1\t2\t3", [1, 2, 3, 0]),
        ("1\r\n2\r\n", [1, 0, 0, 0]),
        ("1,234 \t２\t／", [1234, 2, "/", 0]),
        ("5", [5, 0, 0, 0]),
        ("一、本年新收政府信息公开申请数量\t1\t2\t3\t4\t5\t6\t21", [1, 2, 3, 4]),
        ("一、本年新收政府信息公开申请数量 1 2 3 4 5 6 21", [1, 2, 3, 4]),
    ],
)
def test_a_paste_that_fits(text: str, expected: list[object], tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path(f"{RECEIVED}.natural")
        await paste(pilot, text)
        assert [screen.session.report.value(p) for p in screen.grid.moves.row(0)][:4] == expected
        await keys(pilot, "ctrl+z")
        assert not screen.session.changed

    drive(tmp_path, steps)


@pytest.mark.parametrize(
    ("start", "text", "why"),
    [
        ("received.other", "1\t2\t3", "从这一格往右只有 2 格"),
        ("carried_out.natural", "1\n2\n3", "从这里往下只有 1 行"),
        ("received.natural", "1\t甲", "不是数字"),
        ("received.natural", "1\t-2", "不能是负数"),
        ("received.natural", "2.没有这一行\t1\t0", "不是本表任何一行的名称"),
        ("received.natural", "一、\t22（其中修订16件）\t3", "不是本表任何一行的名称"),
        ("received.natural", "2.重复申请\t1\n重复申请\t2", "有两行"),
        ("received.natural", "2.重复申请\t1\n3.其他\t-1", "不能是负数"),
        ("received.natural", "2.重复申请\t1\n3.要求提供公开出版物\t一件", "没有数"),
        ("received.natural", "2.重复申请\t一件\n3.要求提供公开出版物\t1", "没有数"),
        ("received.natural", "重复申请\t1\t2\t3\t4\t5\t6\t7\t8", "有 8 个数"),
        ("received.natural", "\n\n", "没有内容"),
    ],
)
def test_a_paste_that_does_not_fit_changes_nothing(
    start: str, text: str, why: str, tmp_path: Path
) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path(f"applications.{start}")
        await paste(pilot, text)
        assert why in shown(screen)

    assert not drive(tmp_path, steps).changed


PUBLISHED = """\
（本列数据的勾稽关系为：…）\t\t申请人情况\t法人或其他组织\t总计
三、本年度办理结果\t（一）予以公开\t3\t1\t0\t0\t0\t0\t4
\t（三）不予公开\t1.属于国家秘密\t1\t0\t0\t0\t0\t0\t1
\t\t2.其他法律行政法规禁止公开\t0\t2\t0\t0\t0\t0\t2\t
"""


def test_rows_copied_from_a_page_go_where_their_labels_say(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path("applications.carried_out.total")
        await paste(pilot, PUBLISHED)
        value = screen.session.report.value
        assert screen.path == "applications.granted.natural"
        assert [value(f"applications.granted.{c}") for c in ("natural", "business")] == [3, 1]
        assert value("applications.denied_state_secret.total") == 1
        assert value("applications.denied_prohibited_by_law.business") == 2
        assert value("applications.carried_out.total") == 0
        await keys(pilot, "ctrl+z")
        assert not screen.session.changed

    drive(tmp_path, steps)


@pytest.mark.parametrize("form", ["2019", "2021"])
def test_every_label_names_its_row_with_its_groups_before_it_or_without(form: str) -> None:
    report = zero_report(form)
    for section in report.format.sections:
        if not section.table:
            continue
        moves = Moves(build_sheet(section, report))
        start, number = moves.paths[-1], 0
        while target := moves.row(number):
            row = report.format.cells[report.format.index[target[0]]].row
            figures = [str(n) for n in range(1, len(target) + 1)]
            for before in ([], [*row.under], [str(number + 1)]):
                for gap in ("\t", " "):
                    cells = pasted(report, moves, start, gap.join([*before, row.label, *figures]))
                    assert cells == {
                        report.format.index[path]: n for n, path in enumerate(target, 1)
                    }, (row.label, before, gap)
            number += 1


def test_an_unknown_label_may_stand_before_a_whole_row(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path("applications.carried_in.research")
        await paste(pilot, "去年结余\t1\t0\t0\t0\t0\t0\t1")
        assert screen.session.report.value("applications.carried_in.natural") == 1

    drive(tmp_path, steps)


def test_a_paste_into_a_number_that_is_being_typed(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path(f"{RECEIVED}.natural")
        await keys(pilot, "1")
        await paste(pilot, "23\n")
        await keys(pilot, "4", "enter")
        assert screen.session.report.value(f"{RECEIVED}.natural") == 1234

    drive(tmp_path, steps)


@pytest.mark.parametrize("size", [(1, 1), (2, 3), (10, 3), (5, 40), (60, 16), (300, 90)], ids=str)
@pytest.mark.parametrize("text", [BROKEN, LONG], ids=["slip", "long name"])
def test_everything_can_be_shown_at_every_size(
    size: tuple[int, int], text: str, tmp_path: Path
) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        for _ in screen.stops:
            await keys(pilot, "f4", "ctrl+end", "ctrl+home", "pagedown", "end")
            shown(screen)  # and that every line is as wide as its pane
            if not screen.stop.path:
                await keys(pilot, *"=12+34", "escape")
        for opens in ("f1", "f5", "f7", "f10", "f12", "ctrl+e", "ctrl+f", "ctrl+r", "ctrl+w"):
            await keys(pilot, opens)
            shown(pilot.app.screen)
            await keys(pilot, "escape")

    assert not drive(tmp_path, steps, text, size).changed

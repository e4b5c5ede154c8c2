"""Every action of the registry does what its entry says, by its key, on the running editor."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.app.driving import BROKEN, Steps, commit, drive, keys, paste, settled, shown, until
from tests.support.reports import as_toml, zero_report
from tui.app.actions import ACTIONS, BY_NAME, MENU_ORDER, key_label
from tui.app.screens.compare import Compare
from tui.app.screens.confirm import Confirm
from tui.app.screens.export import Export
from tui.app.screens.find import Find
from tui.app.screens.go_to import GoTo
from tui.app.screens.help_page import HelpPage
from tui.app.screens.main import MainScreen
from tui.app.screens.menu import Menu
from tui.app.screens.preview import Preview
from tui.app.screens.problems import Problems
from tui.app.screens.save_as import SaveAs
from tui.app.session import Session
from tui.export.text import to_text

SUSPECT = "applications.processed.natural"
RECEIVED = "applications.received.natural"
UPHELD = "remedies.reconsideration.upheld"

PROOFS: dict[str, tuple[Steps, str]] = {}
"""For each action, what is done and asserted, on which report (zeros if empty)."""


def proof(name: str, text: str = "") -> Callable[[Steps], Steps]:
    """Enter a proof for an action."""

    def enter(steps: Steps) -> Steps:
        assert name not in PROOFS
        PROOFS[name] = (steps, text)
        return steps

    return enter


@pytest.mark.parametrize("name", [a.name for a in ACTIONS])
def test_action(name: str, tmp_path: Path) -> None:
    assert name in PROOFS, "an action without a proof"
    steps, text = PROOFS[name]
    drive(tmp_path, steps, text)


def value(screen: MainScreen, path: str) -> object:
    """A value of the report on the screen."""
    return screen.session.report.value(path)


async def press(pilot: Pilot[int], name: str) -> None:
    """The first key of an action; the menu's way where it has none."""
    if BY_NAME[name].keys:
        await keys(pilot, BY_NAME[name].keys[0])
    else:
        pilot.app.screen.do(name)  # type: ignore[attr-defined]
        await settled(pilot)


# -- getting about ---------------------------------------------------------------------------


@proof("next_section")
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    seen = []
    for _ in screen.stops:
        seen.append(screen.stop)
        await press(pilot, "next_section")
    assert seen == [*screen.stops[screen.at :], *screen.stops[: screen.at]]
    assert screen.stop == seen[0]


@proof("previous_section")
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    before = screen.at
    await keys(pilot, "7")
    await press(pilot, "previous_section")
    assert screen.at == before - 1
    await press(pilot, "next_section")
    assert value(screen, screen.path) == 7  # what was typed was stored first


@proof(
    "next_problem",
    BROKEN.replace("reconsideration                  = [    1", "reconsideration = [ 5"),
)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    places = []
    for _ in range(3):
        await press(pilot, "next_problem")
        places.append(screen.path)
    assert places[0] == places[2] != places[1]
    assert {p.split(".")[0] for p in places} == {"applications", "remedies"}
    screen.go_to_path("overview.proactive")
    await press(pilot, "next_problem")  # from anywhere, also from a text
    assert screen.path == SUSPECT


@proof("previous_problem", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    screen.go_to_path("other.text")
    await press(pilot, "previous_problem")
    assert screen.path == SUSPECT
    assert "应为 21" in shown(screen)
    await press(pilot, "previous_problem")
    assert "只有这一处问题" in shown(screen)
    await keys(pilot, "f6")
    await press(pilot, "previous_problem")
    assert "没有发现问题" in shown(screen)


@proof("problems", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    screen.go_to_path("overview.proactive")
    await press(pilot, "problems")
    assert isinstance(pilot.app.screen, Problems)
    await keys(pilot, "down", "enter")
    assert pilot.app.screen is screen
    assert screen.path == SUSPECT


@proof("find")
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    screen.session.set_text("overview.platform", "第一段。\n网站改版一次，另有２个专栏。")
    await press(pilot, "find")
    assert isinstance(pilot.app.screen, Find)
    await commit(pilot, "改版")
    await keys(pilot, "enter")
    assert screen.path == "overview.platform"
    assert screen.prose
    assert screen.prose.selected_text() == "改版"
    await press(pilot, "find")
    await commit(pilot, "2个")
    await keys(pilot, "enter")
    assert screen.prose.selected_text() == "２个"
    await press(pilot, "find")
    await commit(pilot, "国家秘密")
    await keys(pilot, "enter")
    assert screen.path == "applications.denied_state_secret.natural"


@proof("go_to")
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    await press(pilot, "go_to")
    assert isinstance(pilot.app.screen, GoTo)
    await commit(pilot, "三（三）", "1")
    await keys(pilot, "enter")
    assert screen.path == "applications.denied_state_secret.natural"
    await press(pilot, "go_to")
    await commit(pilot, "监督保障")
    await keys(pilot, "enter")
    assert screen.path == "overview.oversight"
    await press(pilot, "go_to")
    await keys(pilot, "escape")
    assert screen.path == "overview.oversight"


# -- editing ---------------------------------------------------------------------------------


@proof("edit", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    for key in BY_NAME["edit"].keys:
        await keys(pilot, key, "home", "delete", "9", "enter")
        assert value(screen, SUSPECT) == 92
        await keys(pilot, "ctrl+z")
        assert value(screen, SUSPECT) == 12
    await keys(pilot, "f2", "f2", "backspace", "escape")
    assert value(screen, SUSPECT) == 12


@proof("accept", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    screen.go_to_path("applications.processed.total")  # an operand, not the suspect itself
    await press(pilot, "accept")
    assert (screen.path, value(screen, SUSPECT)) == (SUSPECT, 21)
    assert screen.session.errors == 0
    assert "已改为 21，Ctrl+Z 可以撤销" in shown(screen)
    await press(pilot, "accept")
    assert "没有可以采纳的建议" in shown(screen)
    await keys(pilot, "ctrl+z")
    assert (value(screen, SUSPECT), screen.session.errors) == (12, 3)


@proof("undo")
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    before = list(screen.session.report.values)
    screen.go_to_path(RECEIVED)
    await keys(pilot, *"1234"[:2], "right", "3", "right", "ctrl+k", "ctrl+d")
    await keys(pilot, "f3", "x", "f4", "5")
    await press(pilot, "undo")  # first what is only being typed
    assert "已放弃键入的内容" in shown(screen)
    assert screen.grid.field is None
    for _ in range(9):
        await press(pilot, "undo")
    assert screen.session.report.values == before
    assert not screen.session.changed
    assert "没有可以撤销的了" in shown(screen)


@proof("redo")
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    screen.go_to_path(RECEIVED)
    await keys(pilot, "8", "right", "ctrl+z", "f4")
    assert value(screen, RECEIVED) == 0
    await press(pilot, "redo")
    assert value(screen, RECEIVED) == value(screen, "applications.received.total") == 8
    assert screen.path == RECEIVED  # where it was done
    assert "已重做：填写" in shown(screen)
    await press(pilot, "redo")
    assert "没有可以重做的了" in shown(screen)


BLANK_REMEDIES = as_toml(zero_report()).replace("= [ 0, 0, 0, 0, 0 ]", '= [ "", 3, "", "", "" ]', 1)


@proof("fill_zero", BLANK_REMEDIES)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    screen.go_to_path(UPHELD)
    await press(pilot, "fill_zero")
    assert "已把本表 3 个空格补上 0" in shown(screen)
    row = screen.session.report.values[screen.session.report.format.index[UPHELD] :][:5]
    assert row == [0, 3, 0, 0, 3]  # the total is the sum, not 0
    assert screen.session.errors == 0
    await keys(pilot, "ctrl+z", "ctrl+y", "9", "enter")
    assert value(screen, "remedies.reconsideration.total") == 12  # still computed
    await keys(pilot, "ctrl+z", "ctrl+z")
    assert value(screen, UPHELD) == ""
    await keys(pilot, "ctrl+y")
    await press(pilot, "fill_zero")
    assert "本表没有空格" in shown(screen)


@proof("no_data", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    before = list(screen.session.report.values)
    await press(pilot, "no_data")
    cells = [c for c in screen.session.report.format.cells if c.section.key == "applications"]
    assert {screen.session.report.values[c.index] for c in cells} == {0}
    assert screen.session.errors == 0
    await keys(pilot, "ctrl+z")  # one step
    assert screen.session.report.values == before
    screen.go_to_path("other.text")
    text = screen.session.report.texts["other.text"]
    await press(pilot, "no_data")
    assert screen.session.report.texts["other.text"] == "本年度没有其他需要报告的事项。"
    assert "已写明没有此类情况" in shown(screen)
    await keys(pilot, "ctrl+z")
    assert screen.session.report.texts["other.text"] == text


@proof("give_back")
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    total = "remedies.reconsideration.total"
    screen.go_to_path(total)
    await keys(pilot, "4", "left", "right")
    assert screen.session.errors == 1
    assert "自动合计" not in shown(screen)
    await press(pilot, "give_back")
    assert (value(screen, total), screen.session.errors) == (0, 0)
    assert "自动合计" in shown(screen)
    await keys(pilot, "ctrl+z")
    assert value(screen, total) == 4
    await keys(pilot, "left")
    await press(pilot, "give_back")
    assert "这一格不是合计" in shown(screen)


@proof("operands", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    seen = []
    for number in range(1, 4):
        await press(pilot, "operands")
        assert f"勾稽 {number}/3" in shown(screen)
        seen.append(screen.grid.operands)
    assert len(set(seen)) == 3
    assert all(SUSPECT in operands for operands in seen)
    assert shown(screen).count("*") == len(seen[2])  # each is marked, the zeros too
    await press(pilot, "operands")
    assert screen.grid.operands == frozenset()
    screen.go_to_path("applications.received.business")
    await press(pilot, "operands")
    assert "21＋3＋1＝25，成立" in shown(screen)
    screen.go_to_path("disclosure.licensing.decisions")
    await press(pilot, "operands")
    assert "没有勾稽关系" in shown(screen)


# -- clipboard -------------------------------------------------------------------------------


@proof("copy", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    await keys(pilot, "shift+right", "shift+down")
    await press(pilot, "copy")
    assert pilot.app.clipboard == "12\t3\n2\t0"
    assert "已复制 4 格" in shown(screen)
    screen.go_to_path("overview.proactive")
    await pilot.pause()
    await press(pilot, "copy")
    assert "没有选中文字" in shown(screen)
    await keys(pilot, "shift+right", "shift+right")
    await press(pilot, "copy")
    assert pilot.app.clipboard == screen.session.report.texts["overview.proactive"][:2]


@proof("cut", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    screen.go_to_path(RECEIVED)
    await keys(pilot, "shift+end")
    await press(pilot, "cut")
    assert pilot.app.clipboard == "21\t3\t0\t0\t1\t0\t25"
    assert value(screen, RECEIVED) == ""
    assert value(screen, "applications.received.total") == ""
    assert "已剪切 7 格" in shown(screen)
    screen.go_to_path("overview.proactive")
    await pilot.pause()
    text = screen.session.report.texts["overview.proactive"]
    await keys(pilot, "shift+right", "shift+right")
    await press(pilot, "cut")
    assert screen.session.report.texts["overview.proactive"] == text[2:]
    await keys(pilot, "ctrl+z")
    assert screen.session.report.texts["overview.proactive"] == text


@proof("paste")
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    screen.go_to_path(UPHELD)
    await press(pilot, "paste")
    assert "剪贴板是空的" in shown(screen)
    await keys(pilot, "6", "enter", "shift+left")
    screen.go_to_path(UPHELD)
    await keys(pilot, "ctrl+c", "right")
    await press(pilot, "paste")
    assert value(screen, "remedies.reconsideration.corrected") == 6
    assert "已粘贴 1 格" in shown(screen)
    screen.go_to_path("overview.proactive")
    await pilot.pause()
    await press(pilot, "paste")
    assert screen.session.report.texts["overview.proactive"].startswith("6")


# -- the file --------------------------------------------------------------------------------


@proof("save", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    await keys(pilot, "2", "2")  # still being typed
    await press(pilot, "save")
    saved = screen.session.path.read_text("utf-8")
    assert saved == BROKEN.replace("[     12,        3", "[     22,        3")  # nothing else moved
    assert "已保存到 2023.toml" in shown(screen)
    assert "✓ 已存" in shown(screen)
    screen.session.path.write_text(saved + "# 别人加的\n", "utf-8")
    await keys(pilot, "3", "enter")
    await press(pilot, "save")
    assert "别人改过的注释和排列也保留了" in shown(screen)
    assert screen.session.path.read_text("utf-8").endswith("# 别人加的\n")


@proof("save_as", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    await keys(pilot, "2", "2")
    await press(pilot, "save_as")
    dialog = pilot.app.screen
    assert isinstance(dialog, SaveAs)
    assert dialog.field
    dialog.field.replace("另一份.toml")
    before = screen.session.path
    await keys(pilot, "enter")
    await until(pilot, lambda: pilot.app.screen is screen)
    assert screen.session.path.name == "另一份.toml"
    assert "[     22,        3" in screen.session.path.read_text("utf-8")
    assert before.read_text("utf-8") == BROKEN


@proof("take_over", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    await press(pilot, "take_over")
    assert pilot.app.screen is screen  # the file is ours already
    screen.session.read_only = True
    await keys(pilot, "5")
    question = pilot.app.screen
    assert isinstance(question, Confirm)  # nobody has it: a key that changes asks
    await keys(pilot, "escape")
    await press(pilot, "take_over")
    assert "已经退出。现在由您编辑这个文件吗？" in shown(pilot.app.screen)
    await keys(pilot, "escape")
    assert value(screen, SUSPECT) == 12


@proof("quit", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    await keys(pilot, "f6")
    for answer in (("escape",), ("down", "down", "enter")):
        await press(pilot, "quit")
        assert isinstance(pilot.app.screen, Confirm)
        await keys(pilot, *answer)
        assert pilot.app.screen is screen
    assert screen.session.path.read_text("utf-8") == BROKEN
    await press(pilot, "quit")
    await keys(pilot, "enter")
    assert pilot.app.return_value == 0
    assert "[     21,        3" in screen.session.path.read_text("utf-8")


@proof("preview", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    await keys(pilot, "3", "3")
    await press(pilot, "preview")
    assert isinstance(pilot.app.screen, Preview)
    assert value(screen, SUSPECT) == 33  # what was typed is in it
    await press(pilot, "preview")
    assert pilot.app.screen is screen


@proof("export")
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    await press(pilot, "export")
    assert isinstance(pilot.app.screen, Export)
    pilot.app.screen.field.replace("导出的.md")
    before = set(screen.session.path.parent.iterdir())
    await keys(pilot, "enter")
    await pilot.pause()
    assert pilot.app.screen is screen
    assert [p.name for p in {*screen.session.path.parent.iterdir()} - before] == ["导出的.md"]
    assert "已导出到" in shown(screen)


@proof("import_report", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    before = list(screen.session.report.values)
    other = zero_report("2021", 2022)
    other.values[other.format.index[RECEIVED]] = 7
    source = screen.session.path.with_name("去年.txt")
    source.write_text(to_text(other, "printed"), "utf-8")
    await press(pilot, "import_report")
    await keys(pilot, "enter", "enter")
    await until(pilot, lambda: pilot.app.screen is screen and "已填入" in shown(screen))
    assert value(screen, RECEIVED) == 7
    await keys(pilot, "ctrl+z")  # one step
    assert screen.session.report.values == before


@proof("compare", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    await keys(pilot, "f6")
    await press(pilot, "compare")
    dialog = pilot.app.screen
    assert isinstance(dialog, Compare)
    assert "12 → 21" in shown(dialog)
    await keys(pilot, "escape")
    assert pilot.app.screen is screen


@proof("help", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    await keys(pilot, "9")
    await press(pilot, "help")
    assert isinstance(pilot.app.screen, HelpPage)
    assert "帮助：三（七）总计·自然人" in shown(pilot.app.screen)
    await press(pilot, "help")
    assert screen.grid.field is not None  # it does not disturb what is being typed
    screen.go_to_path("overview.oversight")
    await press(pilot, "help")
    assert "填写说明" in shown(pilot.app.screen)


@proof("menu", BROKEN)
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    await press(pilot, "menu")
    menu = pilot.app.screen
    assert isinstance(menu, Menu)
    at = next(n for n, item in enumerate(menu.chooser.items) if item.value == "accept")
    while menu.chooser.at < at:
        await keys(pilot, "down")
    await keys(pilot, "enter")
    assert value(screen, SUSPECT) == 21


# -- the registry itself ---------------------------------------------------------------------


def test_every_entry_of_the_registry_is_whole() -> None:
    taken = [key for action in ACTIONS for key in action.keys]
    assert len(set(taken)) == len(taken)
    for action in ACTIONS:
        assert callable(getattr(MainScreen, f"action_{action.name}"))
        assert action.menu in MENU_ORDER
        assert all(map(key_label, action.keys))
    # An F-key has a Ctrl key besides it, or the menu, which itself has one.
    assert any(key.startswith("ctrl+") for key in BY_NAME["menu"].keys)


def test_no_key_is_one_that_terminals_lose() -> None:
    """Enter, Tab, Backspace and Escape in disguise; what tmux and screen keep; flow control."""
    lost = {"ctrl+m", "ctrl+i", "ctrl+h", "ctrl+j", "ctrl+b", "ctrl+a", "ctrl+@", "ctrl+space"}
    for action in ACTIONS:
        assert not lost & set(action.keys)
        for key in action.keys:
            assert len(key) > 1, "a bare letter would take what is typed"
            assert not key.startswith(("ctrl+shift+", "ctrl+f", "alt+")) or key == "ctrl+f"
            assert not key.startswith("f1") or key in ("f1", "f10", "f12")  # F11: full screen


def test_every_key_reaches_its_action(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    monkeypatch.setattr(MainScreen, "do", lambda _, name: done.append(name))
    expected = [(key, a.name) for a in ACTIONS if a.name != "edit" for key in a.keys]

    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        await keys(pilot, *(key for key, _ in expected))
        screen.go_to_path("overview.proactive")
        await pilot.pause()
        await keys(pilot, *(key for key, _ in expected))

    session = drive(tmp_path, steps)
    assert done == [name for _, name in expected] * 2
    assert not session.changed


def test_what_belongs_to_tables_says_so_in_a_text(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path("overview.proactive")
        await pilot.pause()
        for action in ACTIONS:
            if action.where == "table" and action.name != "edit":
                await press(pilot, action.name)
                assert f"“{action.title}”只用于表格" in shown(screen)

    assert not drive(tmp_path, steps).changed


def test_a_paste_is_not_an_action_but_reaches_both(tmp_path: Path) -> None:
    async def steps(pilot: Pilot[int], screen: MainScreen) -> None:
        screen.go_to_path(RECEIVED)
        await paste(pilot, "5")
        screen.go_to_path("overview.proactive")
        await pilot.pause()
        await paste(pilot, "甲\r\n乙")
        assert screen.session.report.texts["overview.proactive"].startswith("甲\n乙")

    session: Session = drive(tmp_path, steps)
    assert session.report.value(RECEIVED) == 5


@proof("last_year")
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    last = zero_report("2021", 2022)
    last.values[last.format.index[RECEIVED]] = 7
    screen.go_to_path(RECEIVED)
    await press(pilot, "last_year")
    assert "没有找到上年的报告" in shown(screen)
    screen.session.context = screen.session.context._replace(previous=last)
    await press(pilot, "last_year")
    assert "现在显示 2022 年的数" in shown(screen)
    assert "上年 7" in shown(screen)
    await press(pilot, "last_year")
    assert "现在显示本年的数" in shown(screen)


@proof("reference")
async def _(pilot: Pilot[int], screen: MainScreen) -> None:
    await press(pilot, "reference")
    assert "只用于" in shown(screen)  # there is nothing to refer from in a table
    screen.session.set_text("overview.platform", "")
    screen.go_to_path("overview.platform")
    await pilot.pause()
    await press(pilot, "reference")
    await commit(pilot, "行政许可")
    await keys(pilot, "enter")
    text = screen.session.report.texts["overview.platform"]
    assert text == "{{disclosure.licensing.decisions}}"
    assert "已插入引用" in shown(screen)

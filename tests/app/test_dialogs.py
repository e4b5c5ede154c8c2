"""The dialogs of the editor: what they show at both sizes, and what they answer."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.app.dialogs import NOTHING, SIZES, Shown, latin_words, session_of, shown
from tests.support.reports import catalogue
from tui.app.actions import ACTIONS
from tui.app.screens.compare import Compare
from tui.app.screens.confirm import ask_to_quit
from tui.app.screens.dialog import Dialog
from tui.app.screens.export import FORMS, Export
from tui.app.screens.find import Find
from tui.app.screens.go_to import GoTo
from tui.app.screens.help_page import HelpPage
from tui.app.screens.import_report import ChooseSource
from tui.app.screens.line_input import LineInput
from tui.app.screens.menu import Menu
from tui.app.screens.preview import Preview
from tui.app.screens.problems import Problems
from tui.app.session import Session
from tui.display import width

ALL = {a.name for a in ACTIONS}
CELL = "applications.processed.natural"

Make = Callable[[Session], Dialog[Any]]

DIALOGS: dict[str, Make] = {
    "menu": lambda _: Menu(ALL - {"save", "undo"}),
    "help": lambda s: HelpPage(s, CELL),
    "help-text": lambda s: HelpPage(s, "overview.proactive"),
    "problems": Problems,
    "find": Find,
    "go-to": GoTo,
    "preview": Preview,
    "export": Export,
    "compare": Compare,
    "import": ChooseSource,
    "confirm": ask_to_quit,
}


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """A report with three errors."""
    return session_of(tmp_path)


def changed(session: Session) -> Session:
    """The same with a figure, a total and a text that differ from the file."""
    index = session.report.format.index
    session.set_cells({index["applications.granted.natural"]: 15}, "")
    session.set_text("overview.proactive", "全年公开规范性文件3件。\n新加的一段。")
    return session


# -- every dialog ----------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", DIALOGS)
def test_fits_and_speaks_chinese(name: str, size: tuple[int, int], session: Session) -> None:
    seen = shown(lambda: DIALOGS[name](changed(session)), size=size)
    assert "Esc 关闭" in seen.text
    told = [line for line in seen.lines if "文件夹" not in line]
    assert not latin_words("\n".join(told), ["2023.toml", "2023.docx"])


@pytest.mark.parametrize("name", DIALOGS)
def test_escape_closes_without_an_answer(name: str, session: Session) -> None:
    assert shown(lambda: DIALOGS[name](changed(session)), "escape").result is None


@pytest.mark.parametrize("name", DIALOGS)
def test_keys_typed_ahead_do_no_harm(name: str, session: Session) -> None:
    keys = ["escape", "escape", "enter", "a", "escape"]
    assert shown(lambda: DIALOGS[name](changed(session)), burst=keys).result is None
    assert shown(lambda: Menu(ALL), burst=["enter", "enter"]).result == "save"


@pytest.mark.parametrize("name", DIALOGS)
def test_resizes_and_survives_a_tiny_terminal(name: str, session: Session) -> None:
    seen = shown(lambda: DIALOGS[name](changed(session)), resize=(120, 40))
    assert seen.text == shown(lambda: DIALOGS[name](session), size=(120, 40)).text
    shown(lambda: DIALOGS[name](session), "down", "end", size=(80, 24), resize=(12, 4))


@pytest.mark.parametrize("name", DIALOGS)
def test_no_key_of_the_framework_answers(name: str, session: Session) -> None:
    keys = ("tab", "shift+tab", "ctrl+q", "ctrl+c", "ctrl+p", "f12", "x", "alt+x", "insert")
    seen = shown(lambda: DIALOGS[name](changed(session)), *keys)
    assert seen.result is NOTHING
    assert "Esc 关闭" in seen.text


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", ["menu", "problems", "go-to"])
def test_lists_cut_with_a_mark(name: str, size: tuple[int, int], session: Session) -> None:
    seen = shown(lambda: DIALOGS[name](session), size=size)
    items = seen.dialog.chooser.items[: seen.dialog.chooser.rows]
    first = seen.lines.index(seen.line("▸")) - seen.dialog.chooser.at
    for item, line in zip(items, seen.lines[first:], strict=False):
        assert "…" in line or (item.text.rstrip() in line and item.detail in line)


# -- menu and confirm ------------------------------------------------------------------------


def test_menu_answers_the_name_and_skips_what_does_not_apply() -> None:
    assert shown(lambda: Menu(ALL), "enter").result == "save"
    assert shown(lambda: Menu(ALL - {"save"}), "enter").result == "save_as"
    assert shown(lambda: Menu(ALL - {"save_as"}), "down", "enter").result == "take_over"
    assert shown(lambda: Menu(ALL), "end", "enter").result == "help"
    assert shown(lambda: Menu(ALL), "f10").result is None
    assert "现在用不上" in shown(lambda: Menu(ALL - {"save"})).line("Ctrl+S")


def test_menu_shows_its_first_and_last_item() -> None:
    assert "帮助" in shown(lambda: Menu(ALL), "end").lines[22]
    assert "保存" in shown(lambda: Menu(ALL), "end", "home").lines[1]
    assert shown(lambda: Menu(set()), "down", "enter").result is NOTHING


def test_quitting_asks(session: Session) -> None:
    def ask() -> Dialog[Any]:
        return ask_to_quit(changed(session))

    assert shown(ask, "enter").result == "save"
    assert shown(ask, "right", "enter").result == "discard"
    assert shown(ask, "tab", "down", "down", "enter").result == "stay"
    assert "3 处改动还没有保存" in shown(ask).text


# -- problems --------------------------------------------------------------------------------


def test_problems_lead_to_the_suspect(session: Session) -> None:
    seen = shown(lambda: Problems(session))
    assert "【全部 3】" in seen.text
    assert "最可能：三（七）总计·自然人 应为 21" in seen.text
    assert "怎么办：" in seen.text
    assert shown(lambda: Problems(session), "down", "enter").result == CELL


def test_problems_filter(tmp_path: Path) -> None:
    session = session_of(tmp_path, "2020.toml")
    assert "没有错误" in shown(lambda: Problems(session), "tab").text
    seen = shown(lambda: Problems(session), "shift+tab")
    assert "【提醒 1】" in seen.text
    assert shown(lambda: Problems(session), "enter").result == "overview.management"


def test_no_problems_are_said(tmp_path: Path) -> None:
    session = session_of(tmp_path, "suqian/2023.toml")
    seen = shown(lambda: Problems(session), "enter", "tab")
    assert "✓ 没有发现问题" in seen.text
    assert seen.result is NOTHING


def test_a_problem_of_the_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "2023.toml"
    text = (session_of(tmp_path).path).read_text("utf-8")
    path.write_text(text + "\n[wrong]\nx = 1\n", "utf-8")
    session = Session(path, catalogue())
    seen = shown(lambda: Problems(session), "end", "enter")
    assert seen.result is NOTHING
    assert "请用文本编辑器改" in seen.text


# -- find and go to --------------------------------------------------------------------------


def found(dialog: Any) -> list[str]:
    """The results, kind and name."""
    return [f"{item.glyph} {item.text}" for item in dialog.chooser.items]


def searched(dialog: Any, text: str) -> Any:
    """A dialog into which something was typed."""
    dialog.field.replace(text)
    dialog.typed()
    return dialog


def test_find_names_texts_and_definitions(session: Session) -> None:
    results = found(searched(Find(session), "国家秘密"))
    assert results[0] == "行 三（三）1.国家秘密"
    assert "说明 三（三）2.法律法规禁止" in results
    assert found(searched(Find(session), "科研机构"))[0].startswith("栏 三、科研机构")
    assert "段落 一（二）依申请公开" in found(searched(Find(session), "依申请公开情况"))
    assert found(searched(Find(session), "没有这个词")) == []
    assert found(searched(Find(session), "  ")) == []


def test_find_folds_width_and_case(session: Session) -> None:
    session.set_text("other.text", "接入ＡＩ问答，共１２件。")
    for text in ("ai", "ＡＩ", "Ai 12"):
        item = searched(Find(session), text).chooser.current
        assert (item.value, item.value.offset) == ("other.text", 2)


def test_find_leads_to_the_character(session: Session) -> None:
    session.set_text("other.text", "甲乙丙\n丁独一无二戊独一无二")
    seen = shown(lambda: Find(session), "down", "enter", text=["独一无二"])
    assert (seen.result, seen.result.offset) == ("other.text", 10)
    seen = shown(lambda: Find(session), paste="独一无二\n第二行")
    assert "键入 独一无二" in seen.lines[2]
    assert seen.caret == (15, 2)


def test_find_says_that_there_is_nothing(session: Session) -> None:
    assert "没有找到" in shown(lambda: Find(session), "enter", text=["龘龘"]).text


@pytest.mark.parametrize(
    ("text", "best"),
    [
        ("三（三）1", "applications.denied_state_secret.natural"),
        ("（三）1", "applications.denied_state_secret.natural"),
        ("三3.1", "applications.denied_state_secret.natural"),
        ("３３１", "applications.denied_state_secret.natural"),
        ("三(三)1.国家", "applications.denied_state_secret.natural"),
        ("国家秘密", "applications.denied_state_secret.natural"),
        ("国秘", "applications.denied_state_secret.natural"),
        ("received", "applications.received.natural"),
        ("carried_in", "applications.carried_in.natural"),
        ("新收", "applications.received.natural"),
        ("三（一）", "applications.granted.natural"),
        ("3", "applications"),
        ("四", "remedies"),
        ("（三）", "overview.management"),
        ("三（三）", "applications.denied_state_secret"),
        ("一（二）", "overview.on_request"),
        ("12", "overview.on_request"),
        ("监督保障", "overview.oversight"),
        ("存在问题", "improvement"),
        ("行政强制", "disclosure.coercion.decisions"),
        ("三（七）", "applications.processed.natural"),
    ],
)
def test_go_to_understands(text: str, best: str, session: Session) -> None:
    dialog = searched(GoTo(session), text)
    assert dialog.chooser.current.value.split(".")[:2] == best.split(".")[:2]


def test_go_to_lists_everything_for_nothing(session: Session) -> None:
    form = session.report.format
    results = GoTo(session).chooser.items
    texts = sum(bool(text.number) for _, text in form.texts.values())
    assert len(results) == len(form.sections) + len(form.rows) + texts
    assert {i.value for i in results} <= {*form.section, *form.index, *form.texts}
    assert shown(lambda: GoTo(session), "enter", text=["331"]).result in form.index
    assert "没有这样的行" in shown(lambda: GoTo(session), text=["龘"]).text


# -- pages -----------------------------------------------------------------------------------


def test_help_explains_the_cell(session: Session) -> None:
    seen = shown(lambda: HelpPage(session, CELL), size=(120, 90))
    for part in (
        "三（七）总计·自然人",
        "行的说明",
        "列的说明",
        "依据",
        "有关规则",
        "标记",
        "F8、Ctrl+N",
    ):
        assert part in seen.text
    seen = shown(lambda: HelpPage(session, "improvement.text"), size=(120, 90))
    assert "填写说明" in seen.text


def test_pages_scroll_to_their_ends(session: Session) -> None:
    def top(*keys: str) -> Shown:
        return shown(lambda: HelpPage(session, CELL), *keys)

    total = len(top().dialog.page(78))
    assert f"1–22 行，共 {total} 行" in top().text
    assert f"{total - 21}–{total} 行" in top("end").text
    assert f"{total - 21}–{total} 行" in top("end", "down", "pagedown").text
    assert "1–22 行" in top("pagedown", "up", "home", "up").text
    assert "22–43 行" in top("pagedown").text


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_preview_shows_both_forms(size: tuple[int, int], session: Session) -> None:
    seen = shown(lambda: Preview(session), size=size)
    assert "预览：印制样式" in seen.text
    assert session.report.title in seen.text
    assert "…" not in shown(lambda: Preview(session), "pagedown", "pagedown", size=size).text
    dialog = shown(lambda: Preview(session), "tab", "right", size=size).dialog
    lines: list[str] = []
    for _ in range(10):
        page = dialog.body(size[0] - 4, size[1] - 4)
        lines += ["".join(char for char, _ in line) for line in page]
        dialog.press("pagedown")
    assert any(line[0] == line[-1] == "…" and line.count("|") > 1 for line in lines)
    assert "## 一、总体情况" in "\n".join(lines)  # what fits does not move


def test_compare_shows_every_change(session: Session) -> None:
    assert "没有改动" in shown(lambda: Compare(session)).text
    seen = shown(lambda: Compare(changed(session)))
    assert "12 → 15" in seen.line("三（一）予以公开·自然人")
    assert "自动合计" in seen.line("三（一）予以公开·总计")
    assert "＋  全年公开规范性文件3件。".replace("  ", " ") in seen.text.replace("  ", " ")
    assert "新加的一段。" in seen.text


# -- export ----------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(len(FORMS)))
def test_export_writes_each_format(number: int, session: Session) -> None:
    result = shown(lambda: Export(session), *["down"] * number, "enter").result
    assert result == session.path.with_suffix(FORMS[number].suffix)
    assert result.read_bytes() == FORMS[number].file(session.report)


def test_export_asks_before_it_overwrites(session: Session) -> None:
    target = session.path.with_suffix(FORMS[0].suffix)
    target.write_text("旧的")
    seen = shown(lambda: Export(session), "enter")
    assert "再按一次回车覆盖" in seen.text
    assert target.read_text() == "旧的"
    assert "已经存在" in shown(lambda: Export(session), "enter", "down", "up", "enter").text
    assert target.read_text() == "旧的"
    assert shown(lambda: Export(session), "enter", "enter").result == target
    assert target.read_bytes() != "旧的".encode()


def test_export_takes_another_name(session: Session) -> None:
    keys = ("home", "delete", "delete", "delete", "delete")
    seen = shown(lambda: Export(session), *keys, "enter")
    assert seen.result == session.path.parent / ".docx"
    seen = shown(lambda: Export(session), *["backspace"] * 9, paste="稿\n")
    assert "文件名  稿" not in seen.text  # a paste comes before the keys here
    seen = shown(lambda: Export(session), "enter", text=["稿"])
    assert seen.result == session.path.parent / "2023.docx稿"


def test_export_never_loses_an_error(session: Session) -> None:
    def exported(name: str) -> Shown:
        def make() -> Dialog[Any]:
            dialog = Export(session)
            dialog.field.replace(name)
            return dialog

        return shown(make, "enter")

    before = session.path.read_bytes()
    for name, reason in [
        ("", "请先写文件名"),
        ("2023.toml", "年报文件本身"),
        ("没有/这里.md", "不存在"),
        (".", "文件夹"),
        ("长" * 200, "文件名"),
        ("~没有这个人/x", "没有导出"),
    ]:
        seen = exported(name)
        assert seen.result is NOTHING, name
        # Where a long path is wrapped depends on where the tests run.
        assert reason in "".join(seen.text.split()), name
    assert session.path.read_bytes() == before


# -- the text field --------------------------------------------------------------------------


def drawn(field: LineInput, columns: int) -> str:
    """How a field looks."""
    return "".join(char for char, _ in field.line(columns))


def test_field_edits_around_the_cursor() -> None:
    field = LineInput()
    assert field.insert("年度报告工作")
    for key in ("home", "right", "delete"):
        field.press(key)
    assert (field.text, field.at) == ("年报告工作", 1)
    assert field.press("backspace") == "changed"
    assert field.press("backspace") == "moved"
    field.press("end")
    field.insert("a\tb\r\n第二行")
    assert field.text == "报告工作a b"
    assert field.press("f5") == ""
    assert not field.insert("\x1b\n")


@pytest.mark.parametrize("columns", [6, 7, 12, 20])
def test_field_scrolls_with_its_cursor(columns: int) -> None:
    field = LineInput("甲乙丙丁a戊己b庚辛壬癸")
    for key in [*["left"] * 13, *["right"] * 13, "home", "end", "home"]:
        field.press(key)
        text = drawn(field, columns)
        line = field.line(columns)
        assert width(text) == columns
        under = field.text[field.at : field.at + 1] or " "
        assert line[field.column()][0] == under
        shown_part = text.strip().strip("…")
        assert shown_part in field.text
        assert (shown_part != field.text) == ("…" in text)

"""The prose model: against a plain string, and its lines against the rules of printing."""

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tui.app.prose_layout import NARROWEST, Glyphs, Paragraph
from tui.app.prose_model import Mark, Prose, Step, clean
from tui.display import _NOT_FIRST, _NOT_LAST, width

texts = st.text(
    st.sampled_from([*"一二三政府（）“”，。、；…%！《》 abc-1.\n\t", "\u202e", "\u0301", "\u3000"]),
    max_size=90,
)
widths = st.integers(NARROWEST, 30)


def lines(prose: Prose) -> list[str]:
    return [prose.text[slice(*prose.line(row))] for row in range(prose.rows)]


def cells(text: str) -> int:
    glyphs = Glyphs()
    return sum(glyphs[char].cells for char in text)


@given(texts, widths)
def test_the_lines_are_the_whole_text_and_fit(text: str, size: int) -> None:
    prose = Prose(text, size)
    for row, line in enumerate(lines(prose)):
        assert cells(line.rstrip(" ")) <= size
        assert prose.place(prose.line(row)[0])[0] == row
    ends = [prose.line(row) for row in range(prose.rows)]
    for (_, end), (start, _) in pairwise(ends):
        assert start == end or text[end:start] == "\n"
    assert (ends[0][0], ends[-1][1]) == (0, len(text))


@given(texts, widths)
def test_no_line_begins_or_ends_with_what_may_not(text: str, size: int) -> None:
    """Unless a run without any place to break is as wide as the line."""
    glyphs = Glyphs()
    for part in text.split("\n"):
        paragraph = Paragraph(part, size, glyphs)
        for line in range(1, len(paragraph.ends)):
            at = paragraph.start(line)
            before, behind = part[at - 1], part[at]
            if behind in _NOT_FIRST and before != " ":
                assert breakless(part[paragraph.start(line - 1) : at + 1])
            if before in _NOT_LAST:
                assert breakless(part[paragraph.start(line - 1) : at + 1])


def breakless(line: str) -> bool:
    glyphs = Glyphs()
    for before, behind in pairwise(line):
        joined = glyphs[before].joins and glyphs[behind].joins
        if before == " " != behind:
            return False
        if glyphs[before].last and glyphs[behind].first and not joined:
            return False
    return True


@given(texts.map(lambda t: t.replace("\n", "")), texts, st.data(), widths)
def test_a_paragraph_broken_anew_in_part_is_as_one_broken_whole(
    text: str, new: str, data: st.DataObject, size: int
) -> None:
    new = new.replace("\n", "")
    glyphs = Glyphs()
    paragraph = Paragraph(text, size, glyphs)
    for _ in range(3):
        start = data.draw(st.integers(0, len(paragraph.text)))
        end = data.draw(st.integers(start, min(len(paragraph.text), start + 5)))
        part = new[: data.draw(st.integers(0, len(new)))]
        paragraph.replace(start, end, part, size, glyphs)
        assert paragraph.ends == Paragraph(paragraph.text, size, glyphs).ends


class Editing(RuleBasedStateMachine):
    """Any edits, against a string and a list of its earlier states."""

    @initialize(text=texts, size=widths)
    def begin(self, text: str, size: int) -> None:
        self.now = 0.0
        self.prose = Prose(text, size, clock=lambda: self.now)
        self.text = text
        self.first = text

    @rule(at=st.integers(0, 200), far=st.integers(0, 6))
    def select(self, at: int, far: int) -> None:
        self.prose.go(at)
        self.prose.go(self.prose.cursor + far, select=True)

    @rule(
        step=st.sampled_from(get_args(Step)),
        select=st.booleans(),
    )
    def move(self, step: str, select: bool) -> None:
        self.prose.move(step, select=select, page=3)  # type: ignore[arg-type]
        assert 0 <= self.prose.cursor <= len(self.text)

    @rule(text=texts, pause=st.sampled_from([0.0, 3.0]))
    def insert(self, text: str, pause: float) -> None:
        self.now += pause
        start, end = self.prose.selection
        self.prose.insert(text)
        self.text = self.text[:start] + text + self.text[end:]
        assert self.prose.cursor == start + len(text) or self.prose.selected == text

    @rule(step=st.sampled_from(["back", "delete"]))
    def erase(self, step: str) -> None:
        start, end = self.prose.selection
        if start == end:
            start, end = (start - 1, end) if step == "back" else (start, end + 1)
        self.prose.erase(step)  # type: ignore[arg-type]
        self.text = self.text[: max(0, start)] + self.text[end:]

    @rule()
    def undo_and_redo(self) -> None:
        if self.prose.undo():
            assert self.prose.can_redo()
            self.prose.redo()

    @rule()
    def undo_everything_and_redo_it(self) -> None:
        steps = 0
        while self.prose.undo():
            steps += 1
        assert self.prose.text == self.first
        for _ in range(steps):
            assert self.prose.redo()
        assert not self.prose.can_redo() or not steps

    @rule(size=widths)
    def resize(self, size: int) -> None:
        self.prose.resize(size)

    @invariant()
    def agrees(self) -> None:
        if hasattr(self, "prose"):
            fresh = Prose(self.text, self.prose.cells)
            assert self.prose.text == self.text
            assert lines(self.prose) == lines(fresh)
            assert self.prose.characters == fresh.characters
            row, column = self.prose.caret
            assert 0 <= row < self.prose.rows
            assert 0 <= column <= self.prose.cells


TestEditing = Editing.TestCase


def typed(prose: Prose, text: str) -> None:
    for char in text:
        prose.insert(char)


def test_typing_is_undone_by_the_clause_and_by_the_pause() -> None:
    now = 0.0
    prose = Prose(clock=lambda: now)
    typed(prose, "本年度，公开")
    now = 5.0
    typed(prose, "信息")
    states = []
    while prose.undo():
        states.append(prose.text)
    assert states == ["本年度，公开", "本年度，", ""]
    while prose.redo():
        pass
    assert prose.text == "本年度，公开信息"


def test_deleting_is_undone_as_one_and_the_selection_comes_back() -> None:
    prose = Prose("政府信息公开")
    prose.go(6)
    for _ in range(3):
        prose.erase("back")
    prose.go(0)
    prose.erase("delete")
    prose.erase("delete")
    assert prose.text == "信"
    prose.undo()
    assert prose.text == "政府信"
    prose.undo()
    assert (prose.text, prose.cursor) == ("政府信息公开", 6)
    prose.select_all()
    prose.insert("新")
    prose.undo()
    assert prose.selected == "政府信息公开"


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n"])
def test_line_breaks_of_every_kind_are_one(ends: str) -> None:
    prose = Prose(f"一{ends}二")
    prose.move("last")
    prose.insert(f"{ends}三")
    assert prose.text == "一\n二\n三" == clean(prose.text)


def test_ctrl_arrows_cross_a_clause() -> None:
    text = "共受理12.5万件，办结“全部”申请。\n（一）主动 公开"
    prose = Prose(text)
    stops = []
    while prose.cursor < len(text):
        prose.move("clause_right")
        stops.append(prose.cursor)
    parts = [text[a:b] for a, b in pairwise([0, *stops])]
    assert parts == [
        "共受理12.5万件，",
        "办结",
        "“全部”",
        "申请。",
        "\n",
        "（一）",
        "主动 ",
        "公开",
    ]
    back = []
    while prose.cursor:
        prose.move("clause_left")
        back.append(prose.cursor)
    assert back[::-1] == [0, *stops[:-1]]


def test_the_end_of_a_wrapped_line_is_on_that_line() -> None:
    prose = Prose("政府信息公开工作年度报告", 12)
    assert lines(prose) == ["政府信息公开", "工作年度报告"]
    prose.move("end")
    assert prose.caret == (0, 12)
    prose.move("down")
    assert prose.caret == (1, 12)
    prose.move("up")
    assert prose.caret == (0, 12)
    prose.move("home")
    assert prose.caret == (0, 0)
    prose.go(6)
    assert prose.caret == (1, 0)


def test_up_and_down_remember_the_column() -> None:
    prose = Prose("政府信息公开\n一\n工作年度报告")
    prose.go(4)
    prose.move("down")
    assert prose.caret == (1, 2)
    prose.move("down")
    assert prose.caret == (2, 8)


def test_marks_move_along_with_the_text() -> None:
    prose = Prose("受理5件，办结4件")
    prose.marks = [Mark(2, 4, "error"), Mark(7, 9, "error")]
    prose.go(0)
    prose.insert("共")
    assert [prose.text[m.start : m.end] for m in prose.marks] == ["5件", "4件"]
    prose.go(3)
    prose.erase("delete")
    prose.erase("delete")
    assert [prose.text[m.start : m.end] for m in prose.marks] == ["4件"]


def test_every_character_has_a_column_of_its_own() -> None:
    glyphs = Glyphs()
    for char in "\u202e\u0301\x1b\ufe0f\u200d\t\U000e0100\ud800":
        assert glyphs[char].cells == width(glyphs[char].shown) > 0
        assert glyphs[char].shown.isascii()


def test_characters_are_counted_without_blanks() -> None:
    prose = Prose("政府 信息\n\u3000公开1")
    assert prose.characters == 7
    prose.insert(" 一")
    assert prose.characters == 8

"""Widths, hidden characters and line breaks."""

import subprocess
import sys
from itertools import pairwise

import pytest
import wcwidth
from hypothesis import given
from hypothesis import strategies as st

from tui import display
from tui.display import clip, hidden_characters, pad, visible, width, wrap

CHINESE = "一、本年新收政府信息公开申请数量（2023年度），共计 120 件；“依申请公开”……办理 100％。"
texts = st.text(
    st.sampled_from([*"一二三（）“”，。；…%！《》 abc-1.", "\u0301", "\U00020000"]), max_size=60
)


def test_every_character_measured_here_is_as_wide_as_wcwidth_says() -> None:
    for first, last, cells in display._KNOWN:
        for code in range(first, last + 1):
            # Unassigned ideographs are wide to a terminal and to us; wcwidth follows it.
            assert wcwidth.wcwidth(chr(code)) == cells, hex(code)


def test_the_known_ranges_do_not_overlap() -> None:
    ranges = sorted(display._KNOWN)
    assert all(a[1] < b[0] for a, b in pairwise(ranges))


@given(st.text())
def test_width_is_wcwidths(text: str) -> None:
    expected = wcwidth.wcswidth(text)
    if not text.isascii() and expected >= 0:
        assert width(text) == expected


@pytest.mark.parametrize(
    ("text", "cells"),
    [("", 0), ("abc", 3), ("中文", 4), ("（a）", 5), ("e\u0301", 1), ("👨‍👩‍👧", 2), ("中\x1b", 2)],
)
def test_width(text: str, cells: int) -> None:
    assert width(text) == cells


def test_chinese_is_measured_without_wcwidth() -> None:
    code = (
        f"import sys, tui.display; tui.display.width({CHINESE!r}); print('wcwidth' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@pytest.mark.parametrize(
    "text", [CHINESE, "", "全角　空格", "a\u00a0b", "\U0002ebf0\U0003134a", "é①—·"]
)
def test_clean_text_is_the_same_object(text: str) -> None:
    assert visible(text) is text
    assert hidden_characters(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x00", r"\x00"),
        ("\x1b[31m", r"\x1b[31m"),
        ("\n\t\r", r"\n\t\r"),
        ("\x7f", r"\x7f"),
        ("\x9b2J", r"\x9b2J"),
        ("1\u202e2", r"1\u202e2"),
        ("\u2066\u200e\u061c", r"\u2066\u200e\u061c"),
        ("甲\u200b乙\ufeff", r"甲\u200b乙\ufeff"),
        ("\u2060\u00ad", r"\u2060\xad"),
        ("\u2028\u2029", r"\u2028\u2029"),
        ("\ud800", r"\ud800"),
        ("\ue000", r"\ue000"),
        ("\u0378", r"\u0378"),
        ("\U000e0041", r"\U000e0041"),
        ("\U0002fffe", r"\U0002fffe"),
        ("\u3164\u115f\u1160\uffa0", r"\u3164\u115f\u1160\uffa0"),
    ],
)
def test_what_cannot_be_seen_is_shown_as_an_escape(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_only_the_characters_named_are_kept() -> None:
    assert visible("a\n\tb\r", keep="\n\t") == "a\n\tb\\r"
    text = "a\nb"
    assert visible(text, keep="\n") is text


def test_hidden_characters_are_found_where_they_are() -> None:
    assert hidden_characters("甲\n\u200b乙\x07") == [(2, r"\u200b"), (4, r"\x07")]


@given(st.text(st.characters()))
def test_nothing_hidden_is_left(text: str) -> None:
    shown = visible(text)
    assert visible(shown) is shown
    assert hidden_characters(shown) == []
    assert bool(hidden_characters(text, keep="")) == (shown != text)


def test_pad() -> None:
    assert pad("中", 5) == "中   "
    assert pad("中", 5, "right") == "   中"
    assert pad("中", 5, "center") == " 中  "
    assert pad("中文字", 4) == "中文字"


@pytest.mark.parametrize(
    ("text", "cells", "cut"),
    [
        ("中文", 4, "中文"),
        ("中文字", 5, "中文…"),
        ("中文字", 4, "中…"),
        ("abc", 2, "a…"),
        ("中", 1, "…"),
        ("中", 0, ""),
    ],
)
def test_clip(text: str, cells: int, cut: str) -> None:
    assert clip(text, cells) == cut


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("", 10, [""]),
        ("甲乙丙丁", 4, ["甲乙", "丙丁"]),
        ("甲乙丙，丁", 6, ["甲乙", "丙，丁"]),
        ("甲（乙丙）", 5, ["甲", "（乙", "丙）"]),
        ("甲 typer 乙", 6, ["甲", "typer", "乙"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("甲\n\n乙", 4, ["甲", "", "乙"]),
        ("  甲乙丙", 6, ["  甲乙", "丙"]),
        ("甲50%乙", 5, ["甲50%", "乙"]),
        ("甲50%乙", 4, ["甲", "50%", "乙"]),
    ],
)
def test_wrap(text: str, cells: int, lines: list[str]) -> None:
    assert wrap(text, cells) == lines


@given(texts, st.integers(2, 30))
def test_wrapping_loses_nothing_but_spaces_and_always_fits(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= cells for line in lines)


@given(st.text(st.sampled_from("甲乙丙a"), min_size=2, max_size=12))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str) -> None:
    marked = "".join(f"（{char}），" for char in text)
    for line in wrap(marked, 12):
        assert line[0] not in "，）"
        assert line[-1] not in "（"

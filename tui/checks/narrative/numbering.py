"""N208: ordinals that skip, begin in the middle, or change their style."""

from collections.abc import Iterator
from typing import NamedTuple

from tui.report.model import Report

from ..finding import Finding, Phrase
from .numbers import chinese_value
from .rules import RULE

_CHINESE = frozenset("一二三四五六七八九十")
_PAUSES = frozenset("，。；：:、！）) \t\u3000\n")
_CLOSES = {"（": "）)", "(": "）)"}


class _Item(NamedTuple):
    """An ordinal: its style, its value, and where it stands."""

    style: str
    value: int
    start: int
    end: int


MOST = 30
"""Higher than this no list counts: 2023. begins a date."""


def numbering_findings(report: Report, path: str, text: str) -> Iterator[Finding]:
    """The first fault of each text: the others follow from it."""
    _, own = report.format.texts[path]
    fault = _lines(text, own.number + own.title) if _has_items(text) else None
    if fault is None and "是" in text and ("二是" in text or "三是" in text):
        fault = _inline(text)
    if fault:
        start, end, message = fault
        rule = RULE["N208"]
        yield Finding(
            rule, message, tuple(path.split(".")), (path,), remedy=rule.remedy,
            phrase=Phrase(path, start, end),
        )  # fmt: skip


def _has_items(text: str) -> bool:
    if "\n" not in text:
        return _item(text.lstrip()) is not None
    return "（" in text or "(" in text or "、" in text or "." in text or "．" in text


def _lines(text: str, heading: str) -> tuple[int, int, str] | None:
    """Ordinals at the beginning of lines; a style that comes back goes on counting."""
    seen: dict[str, tuple[int, str]] = {}
    levels: list[str] = []
    for style, value, start, end in _items(text):
        shown = text[start:end]
        line = text[start : (text.find("\n", start) + 1 or len(text) + 1) - 1].strip()
        if line.startswith(heading) or (not seen and heading.startswith(shown)):
            continue  # The heading of the text itself, typed once more.
        if style in seen:
            last, word = seen[style]
            if value == last + 1:
                levels = levels[: levels.index(style) + 1] if style in levels else [*levels, style]
                for closed in [s for s in seen if s not in levels]:
                    del seen[closed]
            elif value != 1:
                return start, end, f"“{word}”后面是“{shown}”，序号不连续"
        elif value != 1:
            other = next(((n, w) for n, w in seen.values() if n == value - 1), None)
            if other:
                return start, end, f"“{other[1]}”后面是“{shown}”，同一层用了两种写法"
            return start, end, f"序号从“{shown}”开始，前面没有相应的一项"
        else:
            levels.append(style)
        seen[style] = value, shown
    return None


def _items(text: str) -> Iterator[_Item]:
    """The ordinals at the beginning of lines."""
    at = 0
    for line in text.split("\n"):
        bare = line.lstrip(" \t\u3000")
        start = at + len(line) - len(bare)
        at += len(line) + 1
        item = _item(bare)
        if item:
            yield item._replace(start=start, end=start + item.end)


def _item(line: str) -> _Item | None:
    """（一）, (1), 一、 or 1. at the beginning of a line."""
    bracket = line[:1] in _CLOSES
    first = int(bracket)
    kind = _CHINESE if line[first : first + 1] in _CHINESE else frozenset("0123456789")
    end = first
    while end < len(line) and end < first + 3 and line[end] in kind:
        end += 1
    figure, after = line[first:end], line[end : end + 1]
    value = (
        int(figure) if figure.isascii() and figure else chinese_value(figure) if figure else None
    )
    if value is None or not after or value > MOST:
        return None
    if bracket:
        style = "(1)" if figure.isascii() else "(一)"
        return _Item(style, value, 0, end + 1) if after in "）)" else None
    if kind is _CHINESE:
        return _Item("一、", value, 0, end + 1) if after == "、" else None
    decimal = line[end + 1 : end + 2].isdigit()
    return _Item("1.", value, 0, end + 1) if after in ".．、" and not decimal else None


def _inline(text: str) -> tuple[int, int, str] | None:
    """一是…二是…四是."""
    last, at = 0, text.find("是")
    while at >= 0:
        start = at
        while start and text[start - 1] in _CHINESE and at - start < 2:
            start -= 1
        word = text[start:at]
        value = chinese_value(word) if word else None
        if value and (not start or text[start - 1] in _PAUSES):
            if value not in (1, last + 1):
                before = f"“{_numeral(last)}是”后面是" if last else "没有“一是”，先有"
                return start, at + 1, f"{before}“{word}是”，序号不连续"
            last = value
        at = text.find("是", at + 1)
    return None


def _numeral(value: int) -> str:
    return "零一二三四五六七八九十"[value] if value <= 10 else str(value)

"""N208: ordinals that skip, begin in the middle, or change their style."""

import re
from collections.abc import Iterator

from tui.report.model import Report

from ..finding import Finding, Phrase
from .numbers import chinese_value
from .rules import RULE

_CHINESE = "一二三四五六七八九十"
_ITEM = re.compile(
    rf"^[ \t\u3000]*(?:[（(]([{_CHINESE}]{{1,3}}|\d{{1,2}})[）)]"
    rf"|([{_CHINESE}]{{1,3}})、|(\d{{1,2}})[.．、](?!\d))",
    re.M,
)
_INLINE = re.compile(rf"(?:^|[，。；：:、！\s）])([{_CHINESE}]{{1,2}})是(?=[^{_CHINESE}])", re.M)


def numbering_findings(report: Report, path: str, text: str) -> Iterator[Finding]:
    """The first fault of each text: the others follow from it."""
    _, own = report.format.texts[path]
    fault = _lines(text, own.number + own.title) if _has_items(text) else None
    if fault is None and ("二是" in text or "三是" in text):
        fault = _inline(text)
    if fault:
        start, end, message = fault
        rule = RULE["N208"]
        yield Finding(
            rule, message, tuple(path.split(".")), (path,), remedy=rule.remedy,
            phrase=Phrase(path, start, end),
        )  # fmt: skip


def _has_items(text: str) -> bool:
    return "（" in text or "(" in text or "、" in text or "." in text or "．" in text


def _lines(text: str, heading: str) -> tuple[int, int, str] | None:
    """Ordinals at the beginning of lines; a style that comes back goes on counting."""
    seen: dict[str, tuple[int, str]] = {}
    levels: list[str] = []
    for found in _ITEM.finditer(text):
        style, value = _style(found)
        if value is None:
            continue
        shown = found[0].strip()
        start, end = found.end() - len(shown), found.end()
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


def _style(found: re.Match[str]) -> tuple[str, int | None]:
    if inner := found[1]:
        return ("(1)", int(inner)) if inner.isdigit() else ("(一)", chinese_value(inner))
    if found[2]:
        return "一、", chinese_value(found[2])
    return "1.", int(found[3])


def _inline(text: str) -> tuple[int, int, str] | None:
    """一是…二是…四是."""
    last = 0
    for found in _INLINE.finditer(text):
        value = chinese_value(found[1])
        if value is None:
            continue
        if value not in (1, last + 1):
            start, end = found.start(1), found.end(1) + 1
            before = f"“{_numeral(last)}是”后面是" if last else "没有“一是”，先有"
            return start, end, f"{before}“{found[1]}是”，序号不连续"
        last = value
    return None


def _numeral(value: int) -> str:
    return "零一二三四五六七八九十"[value] if value <= 10 else str(value)

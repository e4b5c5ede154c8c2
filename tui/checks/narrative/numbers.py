"""Numbers as clerks write them: Arabic, full-width, with separators, Chinese, with 万 and 亿.

A number is only one with its unit (件, 条, 元, %, 年 …) or without any behind 为 and the
like; a note may stand between the two: ``25（其中网上20）件``.
"""

from decimal import Decimal
from typing import NamedTuple

from .lexicon import words

FULL_WIDTH = str.maketrans("０１２３４５６７８９％．()", "0123456789%.（）")
"""Length is kept, so that offsets hold."""

MAX_DIGITS = 20
MAX_NOTE = 26
"""Characters of a note between figure and unit, with its brackets."""

_UNITS = words(
    """
    件（次） 件次 人次 场次 件 份 宗 起 例 条 则 篇 期 封 部 万元 亿元 元 % 个百分点 年度 年 月份 月
    日 号 天 个工作日 工作日 小时 分钟 个 项 次 批 家 人 名 户 场 位 类 种 处 本 册 页 字 台 张 群
    所 级 届 章 款 课时 平方米 公里 倍 成 点 季度 幅 套 支 辆 只 间 亩 吨 段 轮 座
    """
)
_UNITS_OF: dict[str, list[str]] = {}
for _unit in sorted(_UNITS, key=len, reverse=True):
    _UNITS_OF.setdefault(_unit[0], []).append(_unit)

_ASCII = frozenset("0123456789")
_CHINESE = frozenset("零〇一二两三四五六七八九十百千万亿")
_AFTER = ("左右", "以上", "以下", "以内", "之多")
_DIGITS = {c: i % 10 for i, c in enumerate("零一二三四五六七八九〇")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": 10**4, "亿": 10**8}
_VAGUE_BEFORE = ("近", "约", "超", "逾", "过", "不足", "至少", "多达", "接近", "突破")
_BOUNDS = ("超", "过", "逾", "不足", "至少", "多达", "突破")
SIZED = 100
"""From here on 约 and 近 tell the size of a number."""

_VAGUE_CHINESE = frozenset("数几上好成")
"""数十件, 上百件, 几十件: before a numeral that begins with 十, 百, 千 or 万."""

_NO_COUNT = frozenset("第〔[﹝-/._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
_NO_CHINESE_COUNT = frozenset("第每某同首任各逐这那哪上下另唯单统万专")


_COUNTED_ONE = frozenset(("件", "份", "宗", "例", "条", "封", "部", "项", "篇", "场"))
_BEHIND_ONE = frozenset(("", *"，。；、（）：,;!！"))


class Number(NamedTuple):
    """A number with its unit. Offsets are those of the scanned text.

    ``end`` is behind the figure (and 万), ``stop`` behind unit and all. ``step`` is the
    value of the last digit written: 1.2万 is 12000 to the nearest 1000.
    """

    start: int
    end: int
    stop: int
    value: Decimal
    step: Decimal
    unit: str
    exact: bool
    rough: bool = False
    """约, 近 or 余: it need not be the value, but has its size."""

    def agrees(self, value: Decimal | int) -> bool:
        """Whether it is the value, as exactly as it is written; cut off or rounded."""
        return abs(self.value - value) < self.step if self.step > 1 else self.value == value


def number_at(text: str, at: int) -> Number | None:
    """The number that begins at an offset, or None. ``text`` has half-width digits."""
    if text.startswith("百分之", at):
        return _percent(text, at)
    previous = text[at - 1] if at else ""
    if previous in _NO_COUNT:
        return None
    vague, spelt = False, text[at] not in _ASCII
    if spelt:
        end = _run(text, at, _CHINESE)
        figure = chinese_value(text[at:end])
        if figure is None or previous in _NO_CHINESE_COUNT:
            return None
        value, step = Decimal(figure), Decimal(1)
        vague = text[at] in "十百千万" and previous in _VAGUE_CHINESE
    else:
        end, plain = _arabic(text, at)
        scale = _SCALES.get(text[end : end + 1], 1)
        end += scale > 1
        value, step = plain * scale, _step(plain) * scale
    stop = end
    if text[stop : stop + 1] in ("余", "多", "来", "几"):
        vague, stop = True, stop + 1
    unit, stop = _unit_at(text, stop)
    if not unit and spelt and not (text[at] == "零" and previous in ("为", "是")):
        return None  # 一是, 一方面 and the like are no numbers.
    if text[at] == "一" and end == at + 1 and not _is_one(text, stop, unit):
        return None
    vague |= text.startswith(_AFTER, stop) or text.endswith(_VAGUE_BEFORE, max(0, at - 2), at)
    ranged = _range(text, at, stop)
    rough = vague and not ranged and not spelt and value >= SIZED and not _bounded(text, at, stop)
    return Number(at, end, stop, value, step, unit, not vague and not ranged, rough)


def _bounded(text: str, start: int, stop: int) -> bool:
    """不足100件, 至少3件, 10件以上: may be far from the value."""
    return text.startswith(_AFTER[1:], stop) or text.endswith(_BOUNDS, max(0, start - 2), start)


def _is_one(text: str, stop: int, unit: str) -> bool:
    """Whether 一件 counts: at the end of its clause, not in 一件一档, 一次性, 一起."""
    return unit in _COUNTED_ONE and text[stop : stop + 1] in _BEHIND_ONE


def _run(text: str, at: int, kind: frozenset[str]) -> int:
    """Where a run of characters of one kind ends."""
    while text[at : at + 1] in kind and at < len(text):
        at += 1
    return at


def _arabic(text: str, at: int) -> tuple[int, Decimal]:
    """Digits with thousands separators or decimals: where they end, and their value."""
    end = _run(text, at, _ASCII)
    digits = text[at:end]
    while len(digits) <= MAX_DIGITS and text[end : end + 1] in (",", "，"):
        group = _run(text, end + 1, _ASCII)
        if group - end != 4 or not _grouped(digits):
            break
        digits, end = digits + "," + text[end + 1 : group], group
    if "," not in digits and text[end : end + 1] == "." and text[end + 1 : end + 2] in _ASCII:
        stop = _run(text, end + 1, _ASCII)
        digits, end = f"{digits}.{text[end + 1 : stop]}", stop
    return end, Decimal(digits.replace(",", "") or 0)


def _grouped(digits: str) -> bool:
    """Whether a group of three may follow: 1 and 1,234 but not 1234."""
    return len(digits.partition(",")[0]) <= 3


def _unit_at(text: str, at: int) -> tuple[str, int]:
    """The unit at an offset and where it ends; a short note may stand before it."""
    start = at
    if text[at : at + 1] == "（":
        close = text.find("）", at, at + MAX_NOTE)
        if close > 0:
            start = close + 1
    for place in (at, start):
        for unit in _UNITS_OF.get(text[place : place + 1], ()):
            if text.startswith(unit, place):
                return unit, place + len(unit)
    return "", at


def _percent(text: str, at: int) -> Number | None:
    """百分之三十五点二."""
    end = _run(text, at + 3, _CHINESE)
    whole = chinese_value(text[at + 3 : end]) if end > at + 3 else None
    if whole is None:
        return None
    value = Decimal(whole)
    stop = _run(text, end + 1, _CHINESE) if text.startswith("点", end) else end
    decimals = text[end + 1 : stop]
    if decimals and all(c in _DIGITS for c in decimals):
        value += Decimal("0." + "".join(str(_DIGITS[c]) for c in decimals))
        end = stop
    exact = not text.endswith(_VAGUE_BEFORE, max(0, at - 2), at)
    return Number(at, end, end, value, _step(value), "%", exact)


def chinese_value(text: str) -> int | None:
    """三千五百二十五 → 3525, 二〇二三 → 2023; None for what is no numeral (万一, 百百)."""
    if len(text) > 1 and all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    seen = False
    for char in text:
        if char in _DIGITS:
            digit, seen = _DIGITS[char], True
        elif char in _TENS:
            if not digit and seen and char != "十":
                return None
            section += (digit or 1) * _TENS[char]
            digit, seen = 0, True
        else:
            if not seen:
                return None
            total = (total + section + digit) * _SCALES[char]
            section = digit = 0
    return total + section + digit


def _step(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)


def _range(text: str, start: int, end: int) -> bool:
    """Whether it is one end of a range: 5-10件, 三至五件."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return before in tuple("-–~～/至") or (
        after in tuple("-–~～/") and text[end + 1 : end + 2].isdigit()
    )

"""N102: a total in the prose that is not the sum of the parts it names."""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from ..finding import Finding
from .lexicon import words
from .meanings import senses
from .part_list import NO_PART, OPEN_ENDED, Fault, PartList, add_part, is_slip, judged, unit_of
from .reading import Token
from .rules import RULE
from .said import FLOWS, Said
from .statement import Statement, said_as

_OPENERS = words(
    """
    其中 包括 包含 其中包括 分为 具体为 具体包括 其中包含 按类型分 分类为 具体是 构成 组成
    分别为 分别是 分别有
    """
)
_TOTALS = words(
    """
    合计 共计 总计 合计为 总计为 一共 总共 合共
    """
)
_SUMMED = ("plain", "stop", "topic", "number")
"""What may stand before 合计: 、三类信息合计."""

_TWICE = words("""
    分别统计 重复统计 重复计算 重复计 交叉 同一信息 同一条信息 多个渠道发布 多渠道发布
    分别计算 分别计入 均计入 兼有 同时通过
    """)
"""The parts overlap: they may be more than the total."""


def part_findings(statement: Statement) -> Iterator[Finding]:
    """Totals before their parts (25件，其中…20件、…4件) and behind them (…，合计25件)."""
    if len(statement.numbers) > 1:
        twice = any(word in statement.sentence.text for word in _TWICE)
        for total, parts, found in _faults(statement.sentence.tokens, statement.numbers):
            assert total.token.number
            if twice and found > total.token.number.value:
                continue
            if all(_is_tabled(statement, each) for each in (total, *parts)):
                continue  # The table itself has parts that are not named.
            yield _finding(statement, total, parts, found)


@lru_cache(maxsize=1024)
def _faults(tokens: tuple[Token, ...], numbers: tuple[Said, ...]) -> tuple[Fault, ...]:
    return (*_before(tokens, numbers), *_behind(tokens, numbers))


def _before(tokens: tuple[Token, ...], numbers: tuple[Said, ...]) -> Iterator[Fault]:
    place = {t.start: i for i, t in enumerate(tokens)}
    current: PartList | None = None
    outer: list[PartList] = []
    before: list[Said | None] = []
    previous: Said | None = None
    last = -1
    for number in numbers:
        at = place[number.token.start]
        between = tokens[last + 1 : at]
        closes = any(t.kind == "close" for t in between)
        opens = any(t.kind == "open" for t in between)
        for token in between:
            # 25件（含上年结转2件），其中…: what follows the brackets divides the 25.
            if token.kind == "open":
                before.append(previous)
            elif token.kind == "close" and before:
                previous = before.pop()
        if closes and current and current.noted:
            yield from judged(numbers, current)
            current = outer.pop() if outer else None
        if current and _ends(between, number, current):
            yield from judged(numbers, current)
            current = None
        opener, first = _opener(between, opens), number.token.start
        if not opener and not current and previous and _divides(between):
            # …25件，按渠道划分，网上…: divides the only number there is before.
            opener = (
                sum(unit_of(n) == unit_of(previous) for n in numbers if n.token.start < first) == 1
            )
        if previous and opener and previous.quiet not in ("inexact", "rough", "compare"):
            if opens and not closes and current:
                outer.append(current)
            elif current:
                yield from judged(numbers, current)
            restart = any(t.tag == "." for t in between) and current is not None
            # 办结25件，包括上年结转2件。其中…: what follows divides the 25.
            total = current.total if restart and current else previous
            current = PartList(total, opens and not closes)
            current.far = any(t.kind == "stop" and t.tag in ";." for t in between)
            current.divided = not _opener(between, opens)
            current.colon = any(t.kind == "stop" and t.tag == ":" for t in between)
        if current and not current.parts and unit_of(number) != unit_of(current.total):
            current = outer.pop() if current.noted and outer else None
        if current:
            named = tokens[at + 1 : at + 2] and tokens[at + 1].kind not in ("stop", "close")
            add_part(current, number, between, bool(named))
        previous, last = number, at
    rest = tokens[last + 1 :]
    if current and any(t.tag in OPEN_ENDED for t in rest[:2]):
        current.open_ended = True
    for listed in (current, *outer):
        yield from judged(numbers, listed)


def _opener(between: tuple[Token, ...], opens: bool) -> bool:
    """Whether what stands between two numbers makes the first the total of what follows."""
    words = [t for t in between if t.kind not in ("text", "plain")]
    for at, token in enumerate(between):
        if token.kind == "among" and token.tag in _OPENERS:
            # 对其中3件 tells of a few, and divides nothing.
            return not (at and between[at - 1].tag in ("对", "将", "就", "把"))
    first = words[0] if words else None
    return first is not None and (
        (first.kind == "open" and opens) or (first.kind == "stop" and first.tag == ":")
    )


def _divides(between: tuple[Token, ...]) -> bool:
    """按申请渠道划分, 从申请方式看."""
    if any(t.kind == "stop" and t.tag in ";." for t in between):
        return False
    by = next((i for i, t in enumerate(between) if t.tag in ("按", "按照", "从")), None)
    if by is None:
        return False
    stop = next((i for i in range(by, len(between)) if between[i].kind == "stop"), 0)
    return stop > by + 1 and between[stop - 1].tag.endswith(("分", "看", "计", "类"))


def _ends(between: tuple[Token, ...], number: Said, current: PartList) -> bool:
    """Whether a number no longer belongs to the list."""
    if any(t.kind == "stop" and t.tag == ";" for t in between):
        # 其中：A 3件；B 2件 goes on where the parts are told apart by semicolons.
        return not (current.semicolon or (current.colon and len(current.parts) == 1))
    if any(t.kind == "sum" and t.tag in _TOTALS for t in between):
        return True
    if current.parts and any(t.kind == "now" for t in between):
        return True  # …，全年召开会议3次: another matter.
    flows = set(number.roles) & FLOWS
    return bool(flows) and not (flows & set(current.parts[0].roles if current.parts else ()))


def _is_tabled(statement: Statement, told: Said) -> bool:
    """Whether a number is what the tables say."""
    number = told.token.number
    if told.quiet or number is None:
        return False
    values = [sense.value(statement.report) for sense in senses(told, statement.report.format)]
    return any(v is not None and number.agrees(v) for v in values)


def _behind(tokens: tuple[Token, ...], numbers: tuple[Said, ...]) -> Iterator[Fault]:
    place = {t.start: i for i, t in enumerate(tokens)}
    for at, number in enumerate(numbers):
        if at < 2 or number.quiet in ("inexact", "rough", "compare"):
            continue
        last = next((n for n in reversed(numbers[:at]) if unit_of(n) == unit_of(number)), None)
        if last is None:
            continue
        between = tokens[place[last.token.start] + 1 : place[number.token.start]]
        if any(not (t.kind in _SUMMED or t.tag in _TOTALS) for t in between):
            continue
        if any(t.kind == "number" and t.tag not in ("类", "项", "种") for t in between):
            continue
        if not any(t.tag in _TOTALS for t in between):
            continue
        parts = [n for n in numbers[:at] if unit_of(n) == unit_of(number)]
        if len(parts) < 2 or any(p.quiet in NO_PART for p in parts):
            continue
        figures = [p.token.number.value for p in parts if p.token.number]
        assert number.token.number
        suffixes = [sum(figures[i:], Decimal(0)) for i in range(len(figures) - 1)]
        total = number.token.number.value
        near = [i for i, found in enumerate(suffixes) if is_slip(total, found, far=True)]
        if near and total not in suffixes:
            yield number, tuple(parts[near[0] :]), suffixes[near[0]]


def _finding(statement: Statement, total: Said, parts: tuple[Said, ...], found: Decimal) -> Finding:
    assert total.token.number
    first = min(total.start, parts[0].start)
    last = max(total.token.end, parts[-1].token.end)
    quote = statement.quote(total.start, total.token.end)
    figures = [said_as(p.token.number.value) for p in parts if p.token.number]
    sum_ = "＋".join(figures) if len(figures) < 9 else f"{'＋'.join(figures[:8])}＋…"
    whole = said_as(total.token.number.value)
    how = f"{sum_}＝{said_as(found)}" if len(figures) > 1 else f"其中的一项就有 {figures[0]}"
    difference = said_as(abs(found - total.token.number.value))
    return statement.finding(
        RULE["N102"],
        f"“{quote}”与所列的各项对不上：{how}，而总数写的是 {whole}，差 {difference}",
        first,
        last,
    )

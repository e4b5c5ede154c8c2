"""N103: claims such as 全部办结 and 办结率100% against the cases that were carried over."""

from collections.abc import Iterator

from ..finding import Finding
from .lexicon import words
from .meanings import COUNTED
from .reading import Token
from .rules import RULE
from .statement import Statement

_DONE = words(
    """
    办结 办理完毕 办理完结 办理完成 处理完毕 已办结 答复完毕 已办理完毕 结办 办结答复 答复办结
    办复
    """
)
_ANSWERED = words(
    """
    答复 已答复 回复 予以答复 作出答复 办理答复
    """
)
_ON_TIME = words(
    """
    按时 按期 期限 时限 及时 如期 法定期限内 规定时限内 法定时限内 规定期限内 在法定期限内
    在规定时限内 法定时间内 依法 期限内 规范 法定 规定
    """
)
_ACTS = words("""
    登记 审批 督办 检查 评估 考核 回应 清单 制度 方案 办法 目录 指南 档案 通报 宣传
    """)
"""Topics of other texts that say, beside 申请, what is done with it; none is ever 办结."""

_RATES = ("办结率", "办复率", "完结率")
_QUALIFIED = ("按时", "按期", "及时", "如期", "限时", "限内", "应")


def claim_findings(statement: Statement) -> Iterator[Finding]:
    """All applications are said to be done, and some were carried over."""
    if "every" not in statement.sentence.kinds and "率" not in statement.sentence.text:
        return
    report, tokens = statement.report, statement.sentence.tokens
    index = report.format.index.get("applications.carried_out.total")
    left = report.values[index] if index is not None else None
    if not isinstance(left, int) or left <= 0:
        return
    found = _done_claim(statement)
    if found is None or not _is_about_applications(statement, found[0]):
        return
    start, end = tokens[found[0]].start, tokens[found[1]].end
    if any(statement.quiet.get(t.start) for t in tokens[found[0] : found[1] + 1]):
        return
    quote = statement.quote(start, end)
    path = "applications.carried_out.total"
    assert index is not None
    label = report.format.cells[index].label
    yield statement.finding(
        RULE["N103"],
        f"“{quote}”，而表中“{label}”是 {left}，还有 {left} 件没有办结",
        start,
        end,
        (path,),
        "核对台账：确有结转的，写明办结多少件、结转多少件；都已办结的，改表。",
    )


def _done_claim(statement: Statement) -> tuple[int, int] | None:
    """The tokens between which all applications are said to be done."""
    text, tokens = statement.sentence.text, statement.sentence.tokens
    for at, token in enumerate(tokens):
        if token.kind == "every" and token.tag != "100%":
            end = _done_behind(text, tokens, at)
            if end is not None:
                return at, end
        if token.kind == "number" and token.tag == "%" and token.number:
            rate = _rate_before(text, tokens, at)
            if token.number.value == 100 and rate is not None:
                return rate, at
        if token.kind == "every" and token.tag == "100%":
            rate = _rate_before(text, tokens, at)
            if rate is not None:
                return rate, at
    return None


def _done_behind(text: str, tokens: tuple[Token, ...], at: int) -> int | None:
    on_time = False
    for place in range(at + 1, min(at + 8, len(tokens))):
        token = tokens[place]
        word = text[token.start : token.end]
        if token.kind == "role":
            on_time |= word.startswith("依法")
            if word.endswith(tuple(_DONE)):
                behind = text[token.end : token.end + 1]
                return None if behind == "率" else place
            if word.endswith(tuple(_ANSWERED)) and not on_time:
                return None if text[token.end : token.end + 1] in ("率", "意") else place
            return None
        if token.kind == "topic" and token.tag in ("applications", "some_application", "items"):
            continue
        if token.kind not in ("plain", "every", "now", "own"):
            return None
        on_time |= word in _ON_TIME
    return None


def _rate_before(text: str, tokens: tuple[Token, ...], at: int) -> int | None:
    """办结率 straight before a percentage; 按时办结率 says only that nothing was late."""
    start = tokens[at].start
    head = text[max(0, start - 10) : start]
    rate = next((r for r in _RATES if r in head), None)
    if rate is None:
        return None
    place = max(0, start - 10) + head.rindex(rate)
    tail = text[place + len(rate) : start]
    if tail.strip("均为达到了是：:") or text[max(0, place - 4) : place].endswith(
        ("按时", "按期", "及时", "如期", "限时", "期限内", "限内", "应")
    ):
        return None
    return next((i for i, t in enumerate(tokens) if t.start <= place < t.end), None)


def _is_about_applications(statement: Statement, at: int) -> bool:
    before = _without_notes(statement.sentence.tokens[:at])
    topic = _topic_before(statement, before)
    begin = max((i for i, t in enumerate(before) if t.kind == "stop" and t.tag == ";"), default=-1)
    clause = before[begin + 1 :]
    if topic != "applications" or any(t.kind in ("except",) for t in clause):
        return False
    near = _clause(before)
    roles = {t.tag for t in near if t.kind == "role"}
    whole = "received" in roles or any(_joins(statement, t) for t in near)
    if roles & {"carried_in", "carried", "carried_out"} and not whole:
        return False
    if any(t.kind == "column" for t in near):
        return False
    if not _is_said_of_all(statement, at, near):
        return False
    return not any(silences(statement, t) for t in near) and not any(
        silences(statement, t) for t in clause if t.tag != "channel"
    )


_SOME = frozenset(("subset", "unknown", "each", "elsewhere", "others", "bare", "period", "channel"))


def _is_said_of_all(statement: Statement, at: int, near: tuple[Token, ...]) -> bool:
    """Whether the numbers before a claim leave it to all applications.

    收到25件，均已办结 is said of all, 经延期的22件均已办结 and 涉及征地的11件，均已办结 are not.
    """
    tokens = statement.sentence.tokens
    begin = max((t.end for t in tokens[:at] if t.tag == ";"), default=0)
    if not any(t.kind == "topic" and begin <= t.start for t in tokens[:at]):
        begin = 0
    before = [
        n
        for n in statement.numbers
        if begin <= n.token.start < tokens[at].start and n.token.tag in COUNTED
    ]
    if not before:
        return True
    last = before[-1]
    flows = {"received", "handled", "carried_in"}
    whole = [n for n in before if n.roles and set(n.roles) <= flows and n.quiet not in _SOME]
    if near and near[0].start <= last.token.start:
        return last in whole
    if last.quiet in _SOME:
        # 网上16件、信函9件，均已办结: each by its channel, and so all of them.
        return len([n for n in before if n.quiet == "channel"]) > 1
    return bool(whole) or len(before) > 1


def _joins(statement: Statement, token: Token) -> bool:
    """全年新收25件，连同上年结转的2件，全部办结: all of them after all."""
    return statement.sentence.text[token.start : token.end] in ("连同", "加上", "加之", "及", "和")


def _without_notes(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens outside brackets."""
    kept, depth = [], 0
    for token in tokens:
        depth += (token.kind == "open") - (token.kind == "close" and depth > 0)
        if not depth and token.kind != "close":
            kept.append(token)
    return tuple(kept)


def _topic_before(statement: Statement, before: tuple[Token, ...]) -> str:
    """What the sentence speaks of when it comes to the claim."""
    topic, tokens = statement.topic, statement.sentence.tokens
    named = [t for t in before if t.kind == "topic"]
    if not topic and not named:
        ours = any(t.kind == "topic" and t.tag == "applications" for t in tokens)
        return "applications" if ours else ""
    for token in named:
        if statement.sentence.text[token.start : token.end] in _ACTS:
            continue
        if token.tag == "items":
            topic = "applications"
        elif token.tag == "some_application":
            known = bool(statement.topic) or "公开" in statement.sentence.text
            topic = "applications" if known else "other"
        else:
            topic = token.tag
    return topic


def _clause(before: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of the clause a claim stands in, or of the one before if it begins it."""
    stops = [i for i, t in enumerate(before) if t.kind == "stop" and t.tag != "、"]
    if stops and stops[-1] == len(before) - 1:
        stops.pop()
    return before[stops[-1] + 1 if stops else 0 :]


def silences(statement: Statement, token: Token) -> bool:
    """Whether a word takes a claim away from this year, this body or the facts."""
    year = statement.report.year
    if token.kind == "year":
        return year is not None and int(token.tag) != year
    return token.kind == "guard" and token.tag in (
        "plan",
        "period",
        "ever",
        "was",
        "channel",
    )

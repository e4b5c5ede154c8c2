"""Whose reconsideration and litigation: those about the body's own disclosure, or the cases
that a government's legal office decides and a court hears, which no table here counts.
"""

from collections.abc import Sequence

from .reading import Token

_DISCLOSURE = ("信息公开", "依申请公开", "政务公开")
_PASSIVE = ("被", "引发", "引起", "提起", "发生")
_OFFICE = (
    "应诉案件",
    "应诉数",
    "应诉量",
    "审理",
    "受理",
    "办理",
    "收到",
    "化解",
    "调解",
    "承办",
    "司法",
    "研究",
)
"""Where these stand, cases may be those that a body decides about for others."""

_BARE = frozenset(("topic", "plain", "now", "sum", "stop", "every"))


FOREIGN = "foreign"
"""Nothing says whether a case is the body's own."""


def not_own(
    text: str, tokens: Sequence[Token], at: int, near: Sequence[Token], agency: str, topic: str
) -> str:
    """Why a case is not to be compared: ``FOREIGN`` or "elsewhere"; empty for the body's own.

    ``at``: the place of the number, ``near``: the words before it in its clause, ``topic``:
    what the whole text is about.
    """
    number = tokens[at].number
    if number and not number.value:
        return ""  # No case at all is none of its own.
    first, last = part_of(tokens, at)
    part = text[tokens[first].start : tokens[last - 1].end].replace("未审结", "")
    clause = text[near[0].start : tokens[at].start].replace("未审结", "") if near else ""
    if any(t.kind == "court" and not t.tag for t in near):
        return "elsewhere"  # 市司法局
    if any(word in clause for word in _OFFICE):
        # 办理行政复议案件86件 is what a 司法局 does, 办理因信息公开引发的 is not.
        about = any(word in clause for word in _DISCLOSURE)
        own = about or ("审理" not in clause and (bool(topic) or _is_passive(clause)))
        return "" if own else "elsewhere"
    about = any(word in text[tokens[first].start : tokens[at].start] for word in _DISCLOSURE)
    if all(t.kind in _BARE for t in near) and not any(word in part for word in _OFFICE):
        # 行政诉讼6件: as the table calls them.
        return "" if about or "司法" not in agency else FOREIGN
    direct = any(t.kind == "role" and t.tag in ("direct", "after") for t in tokens[first:last])
    return "" if about or topic or direct or _is_passive(part) else FOREIGN


def _is_passive(text: str) -> bool:
    return any(word in text for word in _PASSIVE)


def part_of(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The part of a sentence between semicolons that a token stands in."""
    stops = [i for i, t in enumerate(tokens) if t.kind == "stop" and t.tag in ";."]
    start = max((i + 1 for i in stops if i < at), default=0)
    return start, min((i for i in stops if i > at), default=len(tokens))

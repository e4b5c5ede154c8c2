"""Whose reconsideration and litigation: those about the body's own disclosure, or the cases
that a government's legal office decides and a court hears, which no table here counts.
"""

from collections.abc import Sequence

from .reading import Token

_DISCLOSURE = ("信息公开", "依申请公开", "政务公开")
_PASSIVE = ("被", "引发", "引起", "提起", "发生")
_OFFICE = (
    "应诉案件",
    "审理",
    "受理",
    "办理",
    "审结",
    "收到",
    "化解",
    "调解",
    "承办",
    "司法",
    "研究",
)
"""Where these stand, cases may be those that a body decides about for others."""

_BARE = frozenset(("topic", "plain", "now", "sum", "stop", "every"))


def is_own_case(
    text: str, tokens: Sequence[Token], at: int, near: Sequence[Token], agency: str, topic: str
) -> bool:
    """Whether a case is the body's own. ``at``: the place of the number, ``near``: the words
    before it in its clause, ``topic``: what the whole text is about.
    """
    number = tokens[at].number
    if number and not number.value:
        return True  # No case at all is none of its own.
    first, last = part_of(tokens, at)
    part = text[tokens[first].start : tokens[last - 1].end]
    before = text[tokens[first].start : tokens[at].start]
    about = any(word in before for word in _DISCLOSURE)
    if "审理" in before and not about:
        return False
    if all(t.kind in _BARE for t in near) and not any(word in part for word in _OFFICE):
        return "司法" not in agency or about  # 行政诉讼6件: as the table calls them.
    return (
        about
        or bool(topic)
        or any(word in part for word in _PASSIVE)
        or any(t.kind == "role" and t.tag in ("direct", "after") for t in tokens[first:last])
    )


def part_of(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """The part of a sentence between semicolons that a token stands in."""
    stops = [i for i, t in enumerate(tokens) if t.kind == "stop" and t.tag in ";."]
    start = max((i + 1 for i in stops if i < at), default=0)
    return start, min((i for i in stops if i > at), default=len(tokens))

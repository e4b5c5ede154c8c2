"""What the words around a number say of it: those of its clause, and those right behind it."""

from collections.abc import Sequence

from .reading import Token
from .scope import REASON_WORDS

RELEVANT = ("topic", "role", "column")
MAX_UNKNOWN = 8
"""Characters of unknown text between two words that speak of one number."""

Words = tuple[str, ...]


def roles_of(tokens: Sequence[Token], year: int | None) -> tuple[Words, Words]:
    """The roles and the columns that some words name."""
    roles = tuple(dict.fromkeys(t.tag for t in tokens if t.kind == "role"))
    columns = tuple(dict.fromkeys(t.tag for t in tokens if t.kind == "column"))
    if "carried" in roles:
        roles = tuple(_carried(tokens, year) if r == "carried" else r for r in roles)
    return roles, columns


def _carried(tokens: Sequence[Token], year: int | None) -> str:
    """结转 beside a year: from the last one, or into the next."""
    years = [int(t.tag) for t in tokens if t.kind == "year"]
    if year and years:
        return "carried_in" if years[-1] < year else "carried_out"
    return "carried"


def words_behind(text: str, tokens: Sequence[Token], at: int) -> list[Token]:
    """The words right behind a number, up to the end of its clause."""
    found: list[Token] = []
    by = reason = False
    for token in tokens[at + 1 :]:
        word = text[token.start : token.end]
        if token.kind == "guard" and (word in REASON_WORDS or word == "由"):
            by, reason = word == "由", word != "由"
            continue
        if (by and token.kind != "column") or (reason and token.kind == "column"):
            break
        by = False
        if token.kind in ("number", "stop", "open", "close", "now", "guard", "time"):
            break
        if token.kind == "text":
            break
        if token.kind == "role" and any(t.kind == "role" and t.tag != "decided" for t in found):
            break
        found.append(token)
    return found


def put_off(text: str, tokens: Sequence[Token], at: int) -> list[Token]:
    """3件因需征求第三方意见结转下年度: why they are carried over is of no matter."""
    found: list[Token] = []
    first = tokens[at + 1] if at + 1 < len(tokens) else None
    if first is None or text[first.start : first.end] not in ("因", "由于"):
        return []
    for token in tokens[at + 2 :]:
        stops = token.kind == "stop" and token.tag != "、"
        if stops or token.kind in ("number", "open", "close"):
            break
        if token.kind == "year" or (token.kind == "role" and token.tag.startswith("carried")):
            found.append(token)
    return found


def shares(tokens: Sequence[Token], at: int, near: Sequence[Token]) -> list[list[Token]]:
    """予以公开、部分公开分别为57件、20件: what each of the numbers behind 分别 is told of; none
    if the numbers are not as many.
    """
    items: list[list[Token]] = [[]]
    for token in near:
        if token.tag in ("、", "和", "与", "及", "以及"):
            items.append([])
        else:
            items[-1].append(token)
    named = [item for item in items if any(t.kind in RELEVANT for t in item)]
    count = 0
    for token in tokens[at + 1 :]:
        if token.kind == "stop" and token.tag != "、":
            break
        count += token.kind == "number" and token.tag != "%"
    return named if len(named) == count > 1 else []


def is_unknown(near: Sequence[Token], agency: str) -> bool:
    """Whether text that nobody knows stands where it might change the sense."""
    relevant = [i for i, t in enumerate(near) if t.kind in RELEVANT]
    if not relevant:
        return any(t.kind == "text" for t in near)
    first = relevant[0]
    doer = near[first - 1] if first and near[first].kind == "role" else None
    if doer and doer.kind == "text" and doer.tag not in agency:
        return True  # Somebody who is not known did it.
    inside = near[first : relevant[-1]]
    if sum(len(t.tag) for t in inside if t.kind == "text") > MAX_UNKNOWN:
        return True
    return any(t.kind in ("text", "title") for t in near[relevant[-1] :])


def is_figure_alone(tokens: Sequence[Token], at: int) -> bool:
    """Whether all there is between brackets is a figure, which what precedes is told by."""
    start = at if tokens[at].kind == "open" else at - 2
    return [t.kind for t in tokens[max(start, 0) : start + 3]] == ["open", "number", "close"]


def joins(tokens: Sequence[Token], at: int) -> bool:
    """A colon straight before a number says no more than 为."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return tokens[at].tag == ":" and after is not None and after.kind == "number"


def opens(near: Sequence[Token]) -> bool:
    """其中: what follows are parts."""
    return any(t.kind == "among" for t in near)


def is_of_them(near: Sequence[Token]) -> bool:
    """其中1件被责令重作, 另有3件在审: some of them, and nobody knows which."""
    return not any(t.kind in RELEVANT for t in near) and any(
        t.kind == "among" or t.tag in ("另有", "还有", "尚有", "仍有", "另") for t in near
    )


def is_timed(tokens: Sequence[Token], at: int) -> bool:
    """2860件在20个工作日内作出: those that were quick."""
    for token in tokens[at + 1 :]:
        if token.kind in ("stop", "number", "open", "close"):
            return False
        if token.kind == "time":
            return True
    return False


def goes_on(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause says more behind its number: that is what the number is told of."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return after is not None and after.kind not in ("stop", "open", "close")


def is_rest(text: str, near: Sequence[Token]) -> bool:
    """其余6件结转下年度: all that were left."""
    rest = ("其余", "剩余", "余下", "剩下")
    return not any(
        t.kind == "guard" or (t.kind == "except" and text[t.start : t.end] not in rest)
        for t in near
    )


def is_all(tokens: Sequence[Token], at: int, near: Sequence[Token]) -> bool:
    """365件申请均实现线上登记, at the beginning: it is hardly of some that so much is said."""
    behind = tokens[at + 1 : at + 3]
    if len(behind) < 2 or any(t.kind not in _BEFORE_ALL for t in near):
        return False
    topic = behind[0].kind == "topic" and behind[0].tag in ("applications", "some_application")
    return topic and (behind[1].kind == "every" or behind[1].tag == "中")


_BEFORE_ALL = ("now", "own", "whole", "year", "sum")


def in_passing(tokens: Sequence[Token], at: int, near: Sequence[Token]) -> bool:
    """收到1件申请中…: spoken of again, not counted."""
    behind = tokens[at + 1 : at + 3]
    if behind and behind[0].tag == "中":
        return not any(t.kind in RELEVANT for t in near)
    again = len(behind) == 2 and behind[0].kind == "topic" and behind[1].tag == "中"
    return again and not any(t.tag == "的" for t in near)


def is_total(near: Sequence[Token]) -> bool:
    """依申请公开共26件: a topic of one's own and 共, without any verb."""
    last = [t for t in near if t.kind in RELEVANT]
    counted = any(t.kind == "sum" or t.tag in ("数量", "件数") for t in near)
    return bool(last) and last[-1].tag == "applications" and counted

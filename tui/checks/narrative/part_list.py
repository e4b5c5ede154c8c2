"""A total and the parts that are listed behind it: whether they make it up."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from .reading import Token
from .said import BARE, FLOWS, OUTCOMES, Said

LISTED = Decimal("0.9")
"""Parts that reach so much of the total claim to be all of them: what falls short is a slip."""

NEAR = (Decimal("0.65"), Decimal("1.35"))
"""How far a wrong total is from the sum of its parts, at most."""

FEW = 3
"""A difference that is small whatever the total is."""

TWO_LISTED = Decimal("0.94")
"""Two parts claim it less readily than three."""

OPEN_ENDED = ("等", "等等", "主要", "其中主要", "重点", "大部分", "多数", "以上")
NO_PART = ("inexact", "rough", "compare", "was", "each")
_SAME_UNIT = dict.fromkeys(("件次", "件（次）", "份", "宗", "起", "例"), "件") | {
    "场次": "场",
    "期次": "期",
    "人": "人次",
    "名": "人次",
}
_EXHAUSTIVE = ("其他", "其它")


class PartList:
    """A total and the parts that follow it."""

    def __init__(self, total: Said, noted: bool = False) -> None:
        self.total = total
        self.noted = noted
        """It stands in brackets and ends with them."""
        self.parts: list[Said] = []
        self.comma = self.semicolon = False
        """Its parts are told apart by commas, by semicolons."""
        self.divided = False
        """It begins with 按…划分."""
        self.far = False
        """It stands in another part of the sentence than its total."""
        self.colon = False
        """It begins with a colon."""
        self.sure: int | None = None
        """How many parts surely belong to it, where the later ones may be another matter."""
        self.does = False
        """Its parts are told with a verb of their own: 发布动态100条."""
        self.gap = False
        """A number without a unit, which may be a part."""
        self.open_ended = False
        self.exhaustive = False
        self.doubtful = False


Fault = tuple[Said, tuple[Said, ...], Decimal]
"""A total, its parts and their sum."""


def add_part(current: PartList, number: Said, between: tuple[Token, ...], named: bool) -> None:
    """Takes a number into a list, if it is a part.

    ``named``: the number is that of a hotline or the like and counts nothing.
    """
    if unit_of(number) != unit_of(current.total):
        current.gap |= not number.token.tag and not named
        return
    current.doubtful |= current.gap and current.sure is None
    if number.quiet in NO_PART:
        current.doubtful |= number.quiet in ("inexact", "rough", "each")
        return
    current.open_ended |= number.quiet == "period"
    current.open_ended |= any(t.tag in OPEN_ENDED for t in between)
    current.exhaustive |= any(
        t.tag.startswith(_EXHAUSTIVE) or t.tag == "other_bare" for t in between
    )
    current.exhaustive |= any(t.kind == "column" and t.tag == "legal" for t in between) and any(
        "natural" in p.columns for p in current.parts
    )
    comma = any(t.kind == "stop" and t.tag in ",;" for t in between)
    if len(current.parts) == 1:
        current.comma = comma
        current.semicolon = any(t.kind == "stop" and t.tag == ";" for t in between)
    if current.parts and current.sure is None:
        aside = sum(t.kind == "stop" and t.tag == "," for t in between) > 1
        does = any(t.kind == "role" and t.tag == "elsewhere" for t in between)
        if (comma and not current.comma) or aside or (comma and does and not current.does):
            current.sure = len(current.parts)  # …，公示许可信息2300条: another matter, perhaps.
    current.does |= any(t.kind == "role" and t.tag == "elsewhere" for t in between)
    current.parts.append(number)


def unit_of(number: Said) -> str:
    """The unit a number is counted in: 件次 and 份 are 件, 场次 is 场."""
    return _SAME_UNIT.get(number.token.tag, number.token.tag)


def judged(numbers: Sequence[Said], listed: PartList | None) -> Iterator[Fault]:
    """The fault of a list, if its parts are not its total."""
    if listed is None or not listed.parts or listed.doubtful:
        return
    assert listed.total.token.number
    total = listed.total.token.number.value
    figures = [p.token.number.value for p in listed.parts if p.token.number]
    steps = [p.token.number.step for p in (listed.total, *listed.parts) if p.token.number]
    if any(step > 1 for step in steps):
        return  # 1.2万 is rounded.
    running, sums = Decimal(0), []
    for figure in figures:
        running += figure
        sums.append(running)
    if any(running == value for value in _earlier(numbers, listed)):
        return
    if total in sums or (total and any(running == total * n for n in (2, 3))):
        return  # Told again by another division: 自然人 … 法人 …, 网上 … 信函 ….
    if not is_slip(total, running, listed.far) or (listed.divided and len(figures) < 2):
        return  # It divides something else.
    if len({kind for part in listed.parts if (kind := _kind(part)) is not None}) > 1:
        return  # A list of one kind would be one division.
    flows = FLOWS.intersection(listed.total.roles) - {"received", "handled"}
    if flows and any(FLOWS.intersection(p.roles).difference(flows) for p in listed.parts):
        return  # 办结25件，其中市本级收到11件
    if listed.sure and sums[listed.sure - 1] <= total < running:
        return  # The list may have ended before.
    if running < total:
        running = sums[listed.sure - 1] if listed.sure else running
        listed_all = LISTED if len(figures) > 2 else TWO_LISTED
        enough = listed.exhaustive or (len(figures) > 1 and running >= total * listed_all)
        if listed.open_ended or not enough or len(figures) < 2:
            return
    yield listed.total, tuple(listed.parts), sums[-1]


def _kind(part: Said) -> str | None:
    """What a part is of: outcomes, bodies, flows; None where it may be of any."""
    if OUTCOMES.intersection(part.roles):
        return "outcome"
    if BARE.intersection(part.roles):
        return None
    if part.columns == ("unknown",):
        return None
    return "body" if part.columns else "flow" if FLOWS.intersection(part.roles) else ""


def is_slip(total: Decimal, found: Decimal, far: bool) -> bool:
    """Whether a total can be a slip of the pen for the sum of its parts: it nearly is the sum,
    or has its digits in another order, one other digit, or one more or less.
    """
    if total * NEAR[0] <= found <= total * NEAR[1] or abs(total - found) <= FEW:
        return True
    if far:
        return False
    one, two = sorted((str(total), str(found)), key=len)
    if len(one) == len(two):
        other = sum(a != b for a, b in zip(one, two, strict=True))
        return other == 1 or sorted(one) == sorted(two)
    return len(two) > 2 and any(two[:i] + two[i + 1 :] == one for i in range(len(two)))


def _earlier(numbers: Sequence[Said], listed: PartList) -> Iterator[Decimal]:
    """The numbers of the sentence, in the unit of the list, that stand before its parts."""
    first = listed.parts[0].token.start
    for number in numbers:
        token = number.token
        if token.number and token.start < first and unit_of(number) == unit_of(listed.total):
            yield token.number.value

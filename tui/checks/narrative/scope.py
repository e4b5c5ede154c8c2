"""Whose figures a sentence gives at a place, and of when: another body's or another year's
are not to be compared. Words that say so hold until the sentence says otherwise.
"""

from collections.abc import Sequence

from .lexicon import words
from .reading import Token
from .said import OUTCOMES

_ORGANS = words(
    """
    局 委 厅 办 县 区 镇 乡 部门 中心 单位 公司 街道 委员会 大队 支队 医院 法院 学校 院 站 所
    办公室 市
    """
)
_OFFICES = ("办公室", "办公厅", "办", "机关")
"""What may follow one's own name: 区政府办公室."""

_REASONS = ("denied_", "unavailable_", "refused_", "other_not", "other_fee")
REASON_WORDS = ("因", "属于", "属", "涉及")
_YEAR_ENDS = ("12月31日", "12月底", "12月末", "至12月", "到12月", "-12月", "—12月")
_YEARS = ("近", "历", "三年", "五年", "十", "连续", "任期", "换届")
_LASTING = ("was", "others", "period", "ever")
"""What is said of these goes on behind a semicolon: 2022年收到22件；办结20件."""

_HANDLED = ("received", "handled", "processed")
_FOLLOW = {
    "由": ("column",),
    "来自": ("column",),
    "来源于": ("column",),
    "涉及": ("own",),
    "涉": ("own",),
    "针对": ("own",),
}
_BODIES = ("单位", "部门", "乡镇", "镇", "街道", "县", "区", "科室", "处室", "机关", "市")
"""What is counted by 个 and 家: 26个单位."""


class Scope:
    """The period and the body that the words at hand speak of."""

    def __init__(self, text: str, tokens: Sequence[Token], year: int | None, agency: str) -> None:
        self.text = text
        self.tokens = tokens
        self.year = year
        self.agency = agency
        self.sticky = ""
        """Why nothing can be said, until a word says otherwise."""
        self.now = False
        self.whole = False
        self.counted = False
        """A number was told in this clause."""
        self.bodies = False
        """So many of the bodies were named, not all of them."""
        self.street = "街道" if _core(agency).endswith("街道") else ""
        """What a street's own offices are called by."""

    def enter(self, token: Token, near: list[Token]) -> None:
        """Takes a word in; ``near`` are those before it in its clause."""
        if token.kind == "now":
            self._speaks_of_now(near)
        elif token.kind == "year":
            if self.year is not None and int(token.tag) == self.year:
                self._speaks_of_now(near)
        elif token.kind == "month" and not self._whole_year():
            self.sticky = "period" if self.sticky in ("", "others") else self.sticky
        elif token.kind == "guard" and token.tag in ("period", "ever"):
            if not (self.now and self._goes_on(token)):
                self.sticky = token.tag
        elif token.kind == "guard" and token.tag == "plan":
            self.sticky = "plan"
        elif token.kind == "guard" and token.tag == "others":
            if not self._is_all_of_us(token):
                self.sticky = "others"
        elif token.kind == "whole":
            # The office of a government reports on itself alone, as far as one can tell.
            office = self.agency.endswith(_OFFICES)
            ours = not office and _core(self.agency).endswith(self.text[token.end - 1])
            self.sticky = "" if ours and self.sticky == "others" else self.sticky
            self.sticky = self.sticky if ours else "others"
            self.whole, self.bodies = ours, False
        elif token.kind == "among":
            self.whole = False  # 全市…，其中市本级…
        elif token.kind == "own":
            if any(t.kind == "among" for t in near):
                self.sticky = "others"  # 其中市政府办公室承办349件，答复341件
            elif self.sticky in ("others", "was"):
                self.sticky = ""
        elif token.kind == "role":
            if token.tag in _HANDLED and any(t.kind == "court" for t in near):
                self.sticky = "elsewhere"
            elif self.names_another(near) or self._is_office(near):
                self.sticky = self.sticky or "others"

    def count(self, at: int) -> None:
        """Takes a number in: 26个单位 are not all of them."""
        self.counted = True
        token = self.tokens[at]
        before = self.text[max(0, token.start - 4) : token.start]
        behind = self.text[token.end : token.end + 3]
        bodies = token.tag == "家" or (token.tag == "个" and behind.startswith(_BODIES))
        if bodies and (token.tag == "家" or not self.whole or "有" in before):
            self.sticky, self.bodies = "others", True

    def _goes_on(self, token: Token) -> bool:
        """全年累计 is this year's, 近三年 never is."""
        word = self.text[token.start : token.end]
        return token.tag == "ever" and not word.startswith(_YEARS) and not word.endswith("以来")

    def _speaks_of_now(self, near: list[Token]) -> None:
        self.now = True
        others = self.sticky == "others" and any(t.tag == "others" for t in near)
        if not self.bodies and not others:
            self.sticky = ""

    def pause(self, clause: list[Token]) -> None:
        """At a comma."""
        self.leave(clause)
        if self.counted:
            self.whole = False  # 全市收到136件，市本级收到41件
        self.counted = False

    def end(self) -> None:
        """At the end of a part of the sentence."""
        if self.sticky not in _LASTING:
            self.sticky = ""
        self.now = self.whole = self.counted = False

    def leave(self, clause: list[Token]) -> None:
        """At the end of a clause: does it put what follows into another year?"""
        was = any(t.kind == "guard" and t.tag == "was" for t in clause) or any(
            t.kind == "year" and self.year and int(t.tag) < self.year for t in clause
        )
        will = any(t.kind == "year" and self.year and int(t.tag) > self.year for t in clause)
        compares = any(t.kind == "guard" and t.tag == "compare" for t in clause)
        if was and not compares and not carries(clause):
            self.sticky = self.sticky or "was"
        elif will and not carries(clause):
            self.sticky = "plan"

    def quiet(self, near: list[Token], counts: bool) -> str:
        """Why nothing can be said of what stands behind the words of a clause.

        ``counts``: whether 对 before the number only begins what is counted.
        """
        if self.sticky:
            return self.sticky
        many = names_many_channels(near)
        last = next((t for t in reversed(near) if t.kind not in ("own", "whole")), None)
        for word in near:
            if word.kind == "guard" and not (
                (word.tag == "channel" and many)
                or (self.now and self._goes_on(word))
                or (word.tag == "others" and self._is_all_of_us(word))
                or (word.tag == "subset" and self._is_no_part(word, near))
            ):
                shared = self.text.startswith("分别", word.start)
                return "shared" if shared else word.tag
            foreign = word.kind == "year" and self.year and int(word.tag) != self.year
            if foreign and not carries(near):
                return "was"
            if word.kind == "none" or (word.kind == "except" and word.tag != "除"):
                return word.kind
            if word is last and word.tag in ("对", "就", "将") and not counts:
                return "subset"
            if word.kind == "month" and not self._whole_year():
                return "period"
            if word.kind == "time":
                return "subset"  # 在20个工作日内答复的
        return ""

    def has_others(self, near: list[Token]) -> bool:
        """Whether a clause names bodies below this one."""
        return any(t.kind == "guard" and t.tag == "others" and not self._is_street(t) for t in near)

    def names_another(self, near: list[Token]) -> bool:
        """Whether unknown text before a verb names another body."""
        texts = [t.tag for t in near if t.kind == "text"]
        if not texts:
            return False
        name = texts[-1]
        if name in _OFFICES or name in self.agency or self.agency in name:
            return False
        if not name.endswith(tuple(_ORGANS)):
            return False
        rest = iter(self.agency)
        return not all(char in rest for char in name)  # 区政府办 is short for the whole name.

    def _whole_year(self) -> bool:
        """1月1日至12月31日, 1-12月, 截至12月底."""
        values = [t.number.value for t in self.tokens if t.kind == "month" and t.number]
        ends = any(word in self.text for word in _YEAR_ENDS) and "自12月" not in self.text
        return ends and all(value in (1, 12, 31) for value in values)

    def _is_office(self, near: list[Token]) -> bool:
        """市政府办公室收到的, or 制发的, are some of those of a 市人民政府."""
        governs = self.agency.endswith("政府")
        return governs and any(t.kind == "text" and t.tag in _OFFICES for t in near)

    def _is_all_of_us(self, token: Token) -> bool:
        """全市各部门 are all of a city's bodies, 市本级 never is."""
        level = self.text.endswith("本级", token.start, token.end)
        return (self.whole and not level) or self._is_street(token)

    def _is_street(self, token: Token) -> bool:
        """街道执法队 is the street's own where a street reports."""
        return bool(self.street) and self.text[token.start : token.end] == self.street

    def _is_no_part(self, word: Token, near: list[Token]) -> bool:
        """Words of a part that take none here: 因 and 属于 before a reason that table 三 has a
        row for, 由 before a body that it has a column for, 涉及我局, 过程性信息类.
        """
        text = self.text[word.start : word.end]
        at = near.index(word)
        before, after = near[at - 1] if at else None, near[at + 1] if at + 1 < len(near) else None
        if text == "主要":  # 主要有重复申请78件: all of that kind
            return any(t.kind == "role" and t.tag in OUTCOMES for t in near[at + 1 :])
        if text == "类":
            return before is not None and before.kind in ("role", "column")
        if after is not None and after.kind in _FOLLOW.get(text, ()):
            return after.tag != "unknown"
        return text in REASON_WORDS and any(
            t.kind == "role" and (t.tag in ("absent", "not_ours") or t.tag.startswith(_REASONS))
            for t in near
        )


def carries(clause: Sequence[Token]) -> bool:
    """Whether a clause speaks of what was carried from one year into the next."""
    return any(t.kind == "role" and t.tag.startswith("carried") for t in clause)


def decides(behind: list[Token]) -> bool:
    """对52件申请作出不予处理决定: counts the decisions."""
    return (
        len(behind) > 1
        and behind[0].kind == "topic"
        and any(t.kind == "role" and t.tag in OUTCOMES for t in behind[1:])
    )


def names_many_channels(tokens: Sequence[Token]) -> bool:
    """通过网络、信函等渠道: all of them, and so none in particular."""
    return any(t.tag in ("等", "等方式", "等渠道", "等形式", "等途径", "各种渠道") for t in tokens)


def _core(agency: str) -> str:
    """The place that a government governs: 临河县白沙镇人民政府 → 临河县白沙镇."""
    for tail in ("办公室", "人民政府", "政府", "管理委员会", "管委会", "办事处"):
        agency = agency.removesuffix(tail)
    return agency

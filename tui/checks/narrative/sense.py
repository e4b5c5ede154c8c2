"""What each number of a sentence speaks of: topic, role, column, or why nothing can be said.

Read from left to right, clause by clause. A number takes the words of its own clause,
else those right behind it, else those of the clause before; a topic holds until another
comes. Unknown text between a role and its number silences the number.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from .clause import (
    RELEVANT,
    Words,
    goes_on,
    in_passing,
    is_all,
    is_figure_alone,
    is_of_them,
    is_rest,
    is_timed,
    is_total,
    is_unknown,
    joins,
    put_off,
    roles_of,
    shares,
    words_behind,
)
from .division import Division
from .own_cases import not_own
from .reading import Token, tokens_of
from .said import BARE, DECISIONS, DOCUMENTS, FLOWS, OUTCOMES, REMEDIES, Said
from .scope import Scope, decides

LIKELY = "likely"
"""What a number says is a guess, good enough where it nearly is the figure."""


class _Reader:
    """Reads one sentence."""

    def __init__(
        self, text: str, tokens: tuple[Token, ...], topic: str, year: int | None, agency: str
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.year = year
        self.scope = Scope(text, tokens, year, agency)
        self.quiet: dict[int, str] = {}
        """Why nothing can be said at a denial, a claim or a number; by offset."""
        self.division = Division()
        self.default = topic
        self.topics: Words = (topic,) if topic else ()
        self.said_topic = False
        self.shared_out = False
        """分别: the numbers that follow belong to what was named before, one each."""
        self.shares: list[list[Token]] = []
        """What 分别 gives to the numbers that follow."""
        self.about_disclosure = "公开" in text

    def read(self) -> Iterator[Said]:
        near: list[Token] = []
        far: list[Token] = []
        outside: list[list[Token]] = []
        for at, token in enumerate(self.tokens):
            kind = token.kind
            if kind in ("open", "close") and is_figure_alone(self.tokens, at):
                continue  # 商业企业（28件）
            if kind == "open":
                outside.append(near)
                near, far, self.division.noted = [], [], True
                continue
            if kind == "close":
                # 收到申请（含上年结转2件）27件: the words before the brackets still hold.
                near, far = (outside.pop() if outside else []), []
                self.division.noted = bool(outside)
                continue
            if kind == "number":
                self.scope.count(at)
                self.quiet[token.start] = self.scope.sticky
                shared = self.shares.pop(0) if self.shares else []
                yield self.said(at, token, [*shared, *near], far)
                near, far = [], []
                continue
            if kind == "stop" and token.tag != "、" and not joins(self.tokens, at):
                self.scope.pause(near)
                if token.tag in ";.":
                    self.scope.end()
                    self.division.end()
                    self.shared_out = False
                self.shares = []
                far, near = (near or far) if token.tag not in ";." else [], []
                continue
            self.scope.enter(token, near)
            if token.kind in ("none", "every"):
                self.quiet[token.start] = self.scope.sticky or self._another(near)
            if self.text.startswith("分别", token.start):
                # 发布信息4211条，分别为动态2106条、…: only a list.
                self.shared_out = any(t.kind not in ("plain", "stop", "sum") for t in near)
                self.shares = shares(self.tokens, at, near)
                if self.shares:
                    near = []
                    continue
            near.append(token)

    def _another(self, near: list[Token]) -> str:
        return "others" if self.scope.names_another(near) or self.scope.has_others(near) else ""

    # -- one number ----------------------------------------------------------------------

    def said(self, at: int, token: Token, near: list[Token], far: list[Token]) -> Said:
        """What one number is said of: words ``near`` it in its clause, and in the one before."""
        division, tokens, agency = self.division, self.tokens, self.scope.agency
        start = (near or [token])[0].start
        behind = words_behind(self.text, tokens, at)
        topics, said_topic = self._topics(near, far, behind)
        self.topics, self.said_topic = topics, said_topic or self.said_topic
        quiet = self.scope.quiet(near, decides(behind))
        roles, columns = roles_of(near, self.year)
        unknown = is_unknown(near, agency)
        if not roles and not columns:
            if self.shared_out and not self.shares:
                quiet = quiet or "shared"
            later_roles, later_columns = roles_of(behind, self.year)
            if (later_roles or later_columns) and not unknown:
                roles, columns = later_roles, later_columns
            elif division.continues(tokens, at, near):
                roles, quiet = division.roles, quiet or ("subset" if division.some else "")
            elif not near and (later_roles := self._put_off(at)):
                roles, topics = later_roles, self._sure_topics(("other",), later_roles, [], [])
            elif division.at < 0 and is_all(tokens, at, near):
                roles, quiet = ("handled",), quiet or LIKELY
            elif is_of_them(near) or is_timed(tokens, at):
                quiet = quiet or "subset"
            elif not unknown and not any(t.kind in RELEVANT for t in near):
                roles, columns = roles_of(far, self.year)
                quiet = quiet or ("subset" if roles and goes_on(tokens, at) else "")
                quiet = quiet or self.scope.quiet(far, decides(behind))
                unknown = is_unknown(far, agency)
                start = far[0].start if far else start
        if roles == ("other_bare",) and not columns:
            roles, columns = division.others(topics)
        columns, within = division.columns_of(near, roles, columns)
        if quiet == "except" and "carried_out" in roles and is_rest(self.text, near):
            quiet = ""
        topics = self._sure_topics(topics, roles, near, behind)
        if not topics and {"direct", "after"}.intersection(roles):
            topics = ("litigation",)
        quiet = quiet or within or division.quiet(near, roles) or ("unknown" if unknown else "")
        quiet = quiet or self._doubt(at, near, topics, roles, columns, said_topic)
        if not roles and not columns and not quiet and is_total(near):
            roles = ("handled",)
        assert token.number
        if not token.number.exact:
            quiet = "rough" if token.number.rough and not quiet else "inexact"
        self.scope.leave(near)
        division.tell(at, topics, roles, columns, quiet, near)
        return Said(token, topics, roles, columns, quiet, start, self.said_topic)

    def _put_off(self, at: int) -> Words:
        return roles_of(put_off(self.text, self.tokens, at), self.year)[0]

    def _doubt(
        self, at: int, near: list[Token], topics: Words, roles: Words, columns: Words, named: bool
    ) -> str:
        """Why a number that seems to be understood is not to be compared all the same.

        ``named``: the topic stands by the number and was not only spoken of before.
        """
        if not named and not roles and not columns and set(topics) - {"applications"}:
            return "subset"  # 全年合计530条, long after 行政处罚
        if topics and set(topics) <= REMEDIES:
            around = (*near, *words_behind(self.text, self.tokens, at))
            beside = any(t.kind in ("topic", "court") for t in around)
            if not beside and FLOWS.intersection(roles):
                return "subset"  # 办结25件, behind a word on 行政复议
            agency = self.scope.agency
            why = not_own(self.text, self.tokens, at, near, agency, self.default)
            if why == "elsewhere":
                self.scope.sticky = why  # 审理行政复议案件320件，审结305件
            if why:
                return why
        if {"received", "processed"} <= set(roles):
            return "subset"  # 当年新收并办结的130件
        if BARE.intersection(roles) and not self.division.has_outcomes(self.tokens, at, roles):
            return "bare"
        return "subset" if in_passing(self.tokens, at, near) else ""

    def _sure_topics(
        self,
        topics: Words,
        roles: Words,
        near: list[Token],
        behind: list[Token],
    ) -> Words:
        """What only applications can be: refused, or carried into the next year."""
        named = any(t.kind == "topic" for t in (*near, *behind))
        if topics != ("other",) or named or self.default != "applications":
            return topics
        own = roles and all(r in OUTCOMES or r.startswith("carried_") for r in roles)
        return ("applications",) if own else topics

    def _topics(
        self, near: list[Token], far: list[Token], behind: list[Token]
    ) -> tuple[Words, bool]:
        for group in (near, behind, far):
            named = [self._topic(group, i) for i, t in enumerate(group) if t.kind == "topic"]
            if named:
                last = named[-1]
                family = next((f for f in (REMEDIES, DOCUMENTS, DECISIONS) if last in f), None)
                if family and group is near:
                    return tuple(dict.fromkeys(n for n in named if n in family)), True
                return (last,), True
            court = next((t.tag for t in reversed(group) if t.kind == "court" and t.tag), "")
            if court and group is near:
                return (court,), False
        if self.default and any(self._counts_applications(t) for t in near):
            return (self.default,), False
        return self.topics, False

    def _counts_applications(self, token: Token) -> bool:
        """收件量, 申请总数: a role that no other topic has."""
        word = self.text[token.start : token.end]
        return token.kind == "role" and word.startswith(("收件", "申请", "新收"))

    def _topic(self, group: list[Token], at: int) -> str:
        tag = group[at].tag
        if tag != "some_application":
            return tag
        ours = self.default == "applications" or self.about_disclosure
        before = group[at - 1] if at else None
        if before and (before.kind == "text" or (before.kind == "topic" and before.tag == "other")):
            return "other"
        return "applications" if ours else "other"


class Heard(NamedTuple):
    """What a sentence says in numbers."""

    numbers: tuple[Said, ...]
    quiet: Mapping[int, str]
    """Why nothing can be said at a denial, a claim or a number; by its offset."""


@lru_cache(maxsize=2048)
def said(sentence: str, topic: str, year: int | None, agency: str) -> Heard:
    """Every number of a sentence; ``topic`` is what the text is about where nothing is said.

    The same words say the same: while one types, only the sentence at hand is read.
    """
    reader = _Reader(sentence, tokens_of(sentence), topic, year, agency)
    return Heard(tuple(reader.read()), reader.quiet)

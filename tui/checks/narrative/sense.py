"""What each number of a sentence speaks of: topic, role, column, or why nothing can be said.

Read from left to right, clause by clause. A number takes the words of its own clause,
else those right behind it, else those of the clause before; a topic holds until another
comes. Unknown text between a role and its number silences the number.
"""

from collections.abc import Iterator
from typing import NamedTuple

from .reading import Sentence, Token

FLOWS = frozenset(("received", "handled", "processed", "carried_in", "carried_out", "carried"))
"""Roles of applications that are no outcomes."""

REMEDIES = frozenset(("reconsideration", "litigation", "remedies"))
REMEDY_ROLES = frozenset(("upheld", "corrected", "remedy_other", "pending", "direct", "after"))
DOCUMENTS = frozenset(("regulations", "normative_documents"))
DOCUMENT_ROLES = frozenset(("issued", "repealed", "in_force"))
DECISIONS = frozenset(("licensing", "penalties", "coercion"))
OUTCOMES = frozenset(
    """granted partly_granted denied unavailable refused other absent not_ours
    denied_state_secret denied_prohibited_by_law denied_safety_and_stability
    denied_third_party_rights denied_internal_affairs denied_deliberative
    denied_enforcement_file denied_registry_inquiry unavailable_not_held
    unavailable_needs_creation unavailable_still_unclear refused_petition refused_repeat
    refused_published refused_excessive refused_reconfirmation other_not_supplemented
    other_fee_unpaid""".split()
)
BARE = frozenset(("granted_bare", "other_bare"))
"""公开 and 其他 say an outcome only beside another one."""

_OWN_ORGANS = ("局", "委", "厅", "办", "县", "区", "镇", "乡", "部门", "中心", "单位", "公司",
               "街道", "委员会", "大队", "支队", "医院", "法院", "学校", "院", "站", "所", "办公室", "市")  # fmt: skip
_RELEVANT = ("topic", "role", "column")
MAX_UNKNOWN = 8
"""Characters of unknown text between two words that speak of one number."""


class Said(NamedTuple):
    """One number and what it is said of. ``quiet`` says why it is not to be compared."""

    token: Token
    topics: tuple[str, ...]
    roles: tuple[str, ...]
    columns: tuple[str, ...]
    quiet: str
    start: int
    """Where its clause begins."""
    said_topic: bool
    """The topic stands in the sentence, not only in the heading of the text."""


class _Reader:
    """Reads one sentence."""

    def __init__(self, sentence: Sentence, topic: str, year: int | None, agency: str) -> None:
        self.tokens = sentence.tokens
        self.year = year
        self.agency = agency
        self.topics: tuple[str, ...] = (topic,) if topic else ()
        self.said_topic = False
        self.sticky = ""
        self.now = False
        self.last_roles: tuple[str, ...] = ()
        self.last_at = -1
        self.outcomes = any(t.kind == "role" and t.tag in OUTCOMES for t in self.tokens)
        self.about_disclosure = "公开" in sentence.text

    def read(self) -> Iterator[Said]:
        near: list[Token] = []
        far: list[Token] = []
        for at, token in enumerate(self.tokens):
            kind = token.kind
            if kind == "number":
                yield self.said(at, token, near, far)
                near, far = [], []
                continue
            if (kind == "stop" and token.tag != "、" and not self._joins(at)) or kind in (
                "open",
                "close",
            ):
                self._leave(near)
                if token.tag == ";":
                    self.sticky, self.now = "", False
                far, near = (near or far) if kind == "stop" and token.tag != ";" else [], []
                continue
            self._note(at, token, near)
            near.append(token)

    def _joins(self, at: int) -> bool:
        """A colon straight before a number says no more than 为."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return self.tokens[at].tag == ":" and after is not None and after.kind == "number"

    def _note(self, at: int, token: Token, near: list[Token]) -> None:
        if token.kind == "now":
            self.sticky, self.now = "", True
        elif token.kind == "year":
            if self.year is not None and int(token.tag) == self.year:
                self.sticky, self.now = "", True
        elif token.kind == "month" and not self._whole_year(at):
            self.sticky = self.sticky or "period"
        elif token.kind == "guard" and token.tag in ("period", "ever"):
            if not (token.tag == "ever" and self.now):
                self.sticky = token.tag
        elif token.kind == "guard" and token.tag == "plan":
            self.sticky = "plan"
        elif token.kind == "guard" and token.tag == "others":
            self.sticky = "others"
        elif token.kind in ("own",):
            if self.sticky in ("others", "was"):
                self.sticky = ""
        elif token.kind == "role" and self._other_organ(near):
            self.sticky = self.sticky or "others"

    def _whole_year(self, at: int) -> bool:
        """1月1日至12月31日, 1-12月, 截至12月底."""
        months = [t for t in self.tokens if t.kind == "month" and t.number]
        values = [int(t.number.value) for t in months if t.number and t.tag.startswith("月")]
        return bool(values) and (12 in values) and (values == [12] or 1 in values)

    def _other_organ(self, near: list[Token]) -> bool:
        """Whether unknown text before a verb names another body."""
        texts = [t.tag for t in near if t.kind == "text"]
        if not texts:
            return False
        name = texts[-1]
        if not name.endswith(_OWN_ORGANS) or name in self.agency or self.agency in name:
            return False
        rest = iter(self.agency)
        return not all(char in rest for char in name)  # 区政府办 is short for the whole name.

    def _leave(self, clause: list[Token]) -> None:
        """At the end of a clause: does it put what follows into another year?"""
        kinds = {(t.kind, t.tag) for t in clause}
        was = any(t.kind == "guard" and t.tag == "was" for t in clause) or any(
            t.kind == "year" and self.year and int(t.tag) < self.year for t in clause
        )
        will = any(t.kind == "year" and self.year and int(t.tag) > self.year for t in clause)
        if was and ("guard", "compare") not in kinds and not self._carries(clause):
            self.sticky = self.sticky or "was"
        elif will and not self._carries(clause):
            self.sticky = "plan"

    def _carries(self, clause: list[Token]) -> bool:
        return any(t.kind == "role" and t.tag.startswith("carried") for t in clause)

    # -- one number ----------------------------------------------------------------------

    def said(self, at: int, token: Token, near: list[Token], far: list[Token]) -> Said:
        start = (near or [token])[0].start
        behind = self._behind(at)
        topics, said_topic = self._topics(near, far, behind)
        self.topics, self.said_topic = topics, said_topic or self.said_topic
        quiet = self._quiet(token, near)
        roles, columns = self._roles_of(near)
        unknown = self._unknown(near)
        if not roles and not columns:
            later_roles, later_columns = self._roles_of(behind)
            if (later_roles or later_columns) and not unknown:
                roles, columns = later_roles, later_columns
            elif self._continues(at, near):
                roles = self.last_roles
            elif not unknown and not any(t.kind in _RELEVANT for t in near):
                roles, columns = self._roles_of(far)
                quiet = quiet or self._quiet(token, far)
                unknown = self._unknown(far)
                start = far[0].start if far else start
        if unknown and not quiet:
            quiet = "unknown"
        if not quiet and not self.outcomes:
            roles = tuple(r for r in roles if r not in BARE)
        self._leave(near)
        self.last_roles, self.last_at = roles, at
        return Said(token, topics, roles, columns, quiet, start, self.said_topic)

    def _behind(self, at: int) -> list[Token]:
        """The words right behind a number, up to the end of its clause."""
        found: list[Token] = []
        for token in self.tokens[at + 1 :]:
            if token.kind in ("number", "stop", "open", "close", "now", "guard"):
                break
            if token.kind == "text" and (len(token.tag) > 2 or not found):
                break
            if token.kind == "role" and any(t.kind == "role" for t in found):
                break
            found.append(token)
        return found

    def _topics(
        self, near: list[Token], far: list[Token], behind: list[Token]
    ) -> tuple[tuple[str, ...], bool]:
        for group in (near, behind, far):
            named = [t.tag for t in group if t.kind == "topic"]
            if named:
                last = named[-1]
                family = next((f for f in (REMEDIES, DOCUMENTS, DECISIONS) if last in f), None)
                if family and group is near:
                    return tuple(dict.fromkeys(n for n in named if n in family)), True
                return (last,), True
        return self.topics, False

    def _roles_of(self, tokens: list[Token]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        roles = tuple(dict.fromkeys(t.tag for t in tokens if t.kind == "role"))
        columns = tuple(dict.fromkeys(t.tag for t in tokens if t.kind == "column"))
        if "carried" in roles:
            roles = tuple(self._carried(tokens) if r == "carried" else r for r in roles)
        return roles, columns

    def _carried(self, tokens: list[Token]) -> str:
        """结转 beside a year: from the last one, or into the next."""
        years = [int(t.tag) for t in tokens if t.kind == "year"]
        if self.year and years:
            return "carried_in" if years[-1] < self.year else "carried_out"
        return "carried"

    def _continues(self, at: int, near: list[Token]) -> bool:
        """、行政规范性文件50件 behind 制发规章2件."""
        joined = near and (near[0].tag == "、" or near[0].tag in ("和", "及", "以及", "与"))
        between = self.tokens[self.last_at + 1 : at] if self.last_at >= 0 else ()
        return bool(joined and self.last_roles) and all(
            t.kind in ("stop", "plain", "topic", "sum") for t in between
        )

    def _unknown(self, near: list[Token]) -> bool:
        """Whether text that nobody knows stands where it might change the sense."""
        relevant = [i for i, t in enumerate(near) if t.kind in _RELEVANT]
        if not relevant:
            return any(t.kind == "text" for t in near)
        inside = near[relevant[0] : relevant[-1]]
        if sum(len(t.tag) for t in inside if t.kind == "text") > MAX_UNKNOWN:
            return True
        return any(t.kind in ("text", "title") for t in near[relevant[-1] :])

    def _quiet(self, token: Token, near: list[Token]) -> str:
        assert token.number
        if not token.number.exact:
            return "inexact"
        if self.sticky:
            return self.sticky
        many = any(t.tag in ("等方式", "等渠道", "等形式", "等途径", "各种渠道") for t in near) or (
            any(t.tag == "等" for t in near)
        )
        for word in near:
            if word.kind == "guard" and not (
                (word.tag == "channel" and many) or (word.tag == "ever" and self.now)
            ):
                return word.tag
            if word.kind == "year" and self.year and int(word.tag) != self.year:
                if not self._carries(near):
                    return "was"
            if word.kind == "none" or (word.kind == "except" and word.tag != "除"):
                return word.kind
            if word.kind == "month" and not self._whole_year(0):
                return "period"
        return ""


def said(sentence: Sentence, topic: str, year: int | None, agency: str) -> Iterator[Said]:
    """Every number of a sentence; ``topic`` is what the text is about where nothing is said."""
    return _Reader(sentence, topic, year, agency).read()

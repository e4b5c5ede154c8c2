"""What each number of a sentence speaks of: topic, role, column, or why nothing can be said.

Read from left to right, clause by clause. A number takes the words of its own clause,
else those right behind it, else those of the clause before; a topic holds until another
comes. Unknown text between a role and its number silences the number.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from .own_cases import FOREIGN, not_own, part_of
from .reading import Token, tokens_of
from .said import BARE, BODIES, DECISIONS, DOCUMENTS, FLOWS, OUTCOMES, REMEDIES, REMEDY_ROLES, Said
from .scope import REASON_WORDS, Scope, decides

LIKELY = "likely"
"""What a number says is a guess, good enough where it nearly is the figure."""

_RELEVANT = ("topic", "role", "column")
MAX_UNKNOWN = 8
"""Characters of unknown text between two words that speak of one number."""


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
        self.default = topic
        self.topics: tuple[str, ...] = (topic,) if topic else ()
        self.said_topic = False
        self.shared_out = False
        """分别: the numbers that follow belong to what was named before, one each."""
        self.last_roles: tuple[str, ...] = ()
        self.last_columns: tuple[str, ...] = ()
        self.last_quiet = ""
        self.last_at = -1
        self.divided = ""
        """Why the last whole number is not to be compared, and neither are its parts."""
        self.within = False
        """Its parts are being told."""
        self.aside = False
        """The sentence turns to some documents or cases: 对280件规范性文件开展清理，…"""
        self.named: tuple[str, ...] = ()
        """The bodies that the list at hand has named; 其他 are the others."""
        self.shares: list[list[Token]] = []
        """What 分别 gives to the numbers that follow, one each."""
        self.noted = False
        """Within brackets: what is said there is said of the number before them."""
        self.about_disclosure = "公开" in text

    def read(self) -> Iterator[Said]:
        near: list[Token] = []
        far: list[Token] = []
        outside: list[list[Token]] = []
        for at, token in enumerate(self.tokens):
            kind = token.kind
            if kind in ("open", "close") and self._is_figure_alone(at, kind):
                continue  # 商业企业（28件）
            if kind == "open":
                outside.append(near)
                near, far, self.noted = [], [], True
                continue
            if kind == "close":
                # 收到申请（含上年结转2件）27件: the words before the brackets still hold.
                near, far = (outside.pop() if outside else []), []
                self.noted = bool(outside)
                continue
            if kind == "number":
                self.scope.count(at)
                self.quiet[token.start] = self.scope.sticky
                shared = self.shares.pop(0) if self.shares else []
                yield self.said(at, token, [*shared, *near], far)
                near, far = [], []
                continue
            if kind == "stop" and token.tag != "、" and not self._joins(at):
                self.scope.pause(near)
                if token.tag in ";.":
                    self.scope.end()
                    self.within = self.aside = self.shared_out = False
                    self.named = ()
                    self.topics = (self.default,) if self.default else self.topics
                self.shares = []
                far, near = (near or far) if token.tag not in ";." else [], []
                continue
            self.scope.enter(token, near)
            if token.kind in ("none", "every"):
                self.quiet[token.start] = self.scope.sticky or self._another(near)
            if self.text.startswith("分别", token.start):
                # 发布信息4211条，分别为动态2106条、…: only a list.
                self.shared_out = any(t.kind not in ("plain", "stop", "sum") for t in near)
                self.shares = self._shares(at, near)
                if self.shares:
                    near = []
                    continue
            near.append(token)

    def _is_figure_alone(self, at: int, kind: str) -> bool:
        """Whether all there is between brackets is a figure, which what precedes is told by."""
        start = at if kind == "open" else at - 2
        kinds = [t.kind for t in self.tokens[max(start, 0) : start + 3]]
        return kinds == ["open", "number", "close"]

    def _shares(self, at: int, near: list[Token]) -> list[list[Token]]:
        """予以公开、部分公开分别为57件、20件: what each of the numbers is told of; none if the
        numbers are not as many.
        """
        items: list[list[Token]] = [[]]
        for token in near:
            if token.tag in ("、", "和", "与", "及", "以及"):
                items.append([])
            else:
                items[-1].append(token)
        named = [item for item in items if any(t.kind in _RELEVANT for t in item)]
        count = 0
        for token in self.tokens[at + 1 :]:
            if token.kind == "stop" and token.tag != "、":
                break
            count += token.kind == "number" and token.tag != "%"
        return named if len(named) == count > 1 else []

    def _another(self, near: list[Token]) -> str:
        return "others" if self.scope.names_another(near) or self.scope.has_others(near) else ""

    def _joins(self, at: int) -> bool:
        """A colon straight before a number says no more than 为."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return self.tokens[at].tag == ":" and after is not None and after.kind == "number"

    # -- one number ----------------------------------------------------------------------

    def said(self, at: int, token: Token, near: list[Token], far: list[Token]) -> Said:
        start = (near or [token])[0].start
        behind = self._behind(at)
        topics, said_topic = self._topics(near, far, behind)
        self.topics, self.said_topic = topics, said_topic or self.said_topic
        quiet = self.scope.quiet(near, decides(behind))
        roles, columns = self._roles_of(near)
        unknown = self._unknown(near)
        if self.shared_out and not self.shares and not roles and not columns:
            quiet = quiet or "shared"
        if not roles and not columns:
            later_roles, later_columns = self._roles_of(behind)
            if (later_roles or later_columns) and not unknown:
                roles, columns = later_roles, later_columns
            elif self._continues(at, near):
                roles, quiet = self.last_roles, quiet or self.last_quiet
            elif not near and (later_roles := self._roles_of(self._put_off(at))[0]):
                roles, topics = later_roles, self._sure_topics(("other",), later_roles, [], [])
            elif self._is_all(at, near):
                roles, quiet = ("handled",), quiet or LIKELY
            elif self._is_of_them(near) or self._is_timed(at):
                quiet = quiet or "subset"
            elif not unknown and not any(t.kind in _RELEVANT for t in near):
                roles, columns = self._roles_of(far)
                quiet = quiet or self.scope.quiet(far, decides(behind))
                unknown = self._unknown(far)
                start = far[0].start if far else start
        if roles == ("other_bare",) and not columns:
            roles, columns = self._others(topics)
        columns, within = self._within(near, roles, columns)
        self.named = (*self.named, *columns)
        if quiet == "except" and "carried_out" in roles and self._is_rest(near):
            quiet = ""
        topics = self._sure_topics(topics, roles, near, behind)
        quiet = quiet or within
        quiet = quiet or self._of_others(near)
        if unknown and not quiet:
            quiet = "unknown"
        if not (said_topic or roles or columns or quiet) and not set(topics) <= {"applications"}:
            quiet = "subset"  # 全年合计530条, long after 行政处罚
        if not topics and {"direct", "after"}.intersection(roles):
            topics = ("litigation",)
        if not quiet and topics and set(topics) <= REMEDIES:
            quiet = not_own(self.text, self.tokens, at, near, self.scope.agency, self.default)
            if quiet == "elsewhere":
                self.scope.sticky = quiet  # 审理行政复议案件320件，审结305件
        if not quiet and BARE.intersection(roles) and not self._is_outcome(at, roles):
            quiet = "bare"
        if not quiet and self._in_passing(at, near):
            quiet = "subset"
        if not roles and not columns and not quiet and self._is_total(near):
            roles = ("handled",)
        assert token.number
        if not token.number.exact:
            quiet = "rough" if token.number.rough and not quiet else "inexact"
        self.scope.leave(near)
        self._divides(topics, quiet, near)
        self.last_roles, self.last_columns, self.last_at = roles, columns, at
        self.last_quiet = "subset" if quiet == "subset" else ""
        return Said(token, topics, roles, columns, quiet, start, self.said_topic)

    def _divides(self, topics: tuple[str, ...], quiet: str, near: list[Token]) -> None:
        """Remembers a number that others may divide, if those say nothing of a table."""
        if self.noted or self._opens(near):
            return  # It is a part itself.
        self.divided = "subset" if topics == ("other",) else quiet
        if self.divided in ("compare", "inexact", "rough", "bare", "each", FOREIGN):
            self.divided = ""
        # 对280件规范性文件开展清理，废止24件: what follows is of these.
        aside = bool(near) and near[-1].tag in ("对", "就", "将")
        self.aside = self.aside or (aside and quiet == "subset")

    def _opens(self, near: list[Token]) -> bool:
        return any(t.kind == "among" for t in near)

    def _of_others(self, near: list[Token]) -> str:
        """Why a part of a number is not to be compared: the number itself is not."""
        if self._opens(near):
            self.within = True
        elif any(t.kind == "now" or (t.kind == "role" and t.tag in FLOWS) for t in near):
            self.within = False
        if self.aside and not any(t.kind == "topic" for t in near):
            return "subset"
        return self.divided if self.within or self.noted else ""

    def _is_all(self, at: int, near: list[Token]) -> bool:
        """365件申请均实现线上登记: it is hardly of some that so much is said."""
        behind = self.tokens[at + 1 : at + 3]
        return (
            self.last_at < 0
            and all(t.kind in ("now", "own", "whole", "year", "sum") for t in near)
            and len(behind) == 2
            and (behind[1].kind == "every" or behind[1].tag == "中")
            and behind[0].kind == "topic"
            and behind[0].tag in ("applications", "some_application")
        )

    def _others(self, topics: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What 其他 at the end of a list is: roles and columns."""
        if topics and set(topics) <= REMEDIES and set(self.last_roles) & REMEDY_ROLES:
            return ("remedy_other",), ()
        if len(self.named) > 1 and not OUTCOMES.intersection(self.last_roles):
            return (), tuple(k for k in BODIES if k not in self.named)
        return ("other_bare",), ()

    def _is_rest(self, near: list[Token]) -> bool:
        """其余6件结转下年度: all that were left."""
        rest = ("其余", "剩余", "余下", "剩下")
        return all(
            self.text[t.start : t.end] in rest for t in near if t.kind == "except"
        ) and not any(t.kind == "guard" for t in near)

    def _is_timed(self, at: int) -> bool:
        """2860件在20个工作日内作出: those that were quick."""
        for token in self.tokens[at + 1 :]:
            if token.kind in ("stop", "number", "open", "close"):
                return False
            if token.kind == "time":
                return True
        return False

    def _is_of_them(self, near: list[Token]) -> bool:
        """其中1件被责令重作, 另有3件在审: some of them, and nobody knows which."""
        return not any(t.kind in _RELEVANT for t in near) and any(
            t.kind == "among" or t.tag in ("另有", "还有", "尚有", "仍有", "另") for t in near
        )

    def _within(
        self, near: list[Token], roles: tuple[str, ...], columns: tuple[str, ...]
    ) -> tuple[tuple[str, ...], str]:
        """自然人申请41件（含上年结转3件）: the columns that hold, and why none is sure."""
        among = any(t.kind == "among" for t in near)
        if self.last_at < 0 or not (among or self.noted):
            # 自然人申请予以公开49件、部分公开17件
            beside = near and near[0].kind == "stop" and self.last_columns and not columns
            outcomes = OUTCOMES.intersection(roles) and OUTCOMES.intersection(self.last_roles)
            return (self.last_columns, "") if beside and outcomes else (columns, "")
        if "carried_in" in roles and set(self.last_roles) & OUTCOMES:
            return columns, "subset"
        flows = FLOWS.intersection(self.last_roles)
        if flows.intersection(roles) or ("received" in roles and "processed" in flows):
            # 办结138件，其中本年新收130件、上年结转8件; 办结138件，其中答复130件
            return columns, "subset"
        if not columns and self.last_columns and roles:
            return (self.last_columns, "") if self.noted else (columns, "subset")
        return columns, ""

    def _sure_topics(
        self,
        topics: tuple[str, ...],
        roles: tuple[str, ...],
        near: list[Token],
        behind: list[Token],
    ) -> tuple[str, ...]:
        """What only applications can be: refused, or carried into the next year."""
        named = any(t.kind == "topic" for t in (*near, *behind))
        if topics != ("other",) or named or self.default != "applications":
            return topics
        own = roles and all(r in OUTCOMES or r.startswith("carried_") for r in roles)
        return ("applications",) if own else topics

    def _is_outcome(self, at: int, roles: tuple[str, ...]) -> bool:
        """公开 and 其他 say an outcome beside another one; 其他 ends a list of bodies, too."""
        if self.last_columns and not OUTCOMES.intersection(self.last_roles):
            return "granted_bare" in roles
        start, end = part_of(self.tokens, at)
        near = self.tokens[start:end]
        return bool(
            OUTCOMES.intersection((*self.last_roles, *(t.tag for t in near if t.kind == "role")))
        )

    def _in_passing(self, at: int, near: list[Token]) -> bool:
        """收到1件申请中…: spoken of again, not counted."""
        behind = self.tokens[at + 1 : at + 3]
        if behind and behind[0].tag == "中":
            return not any(t.kind in _RELEVANT for t in near)
        again = len(behind) == 2 and behind[0].kind == "topic" and behind[1].tag == "中"
        return again and not any(t.tag == "的" for t in near)

    def _is_total(self, near: list[Token]) -> bool:
        """依申请公开共26件: a topic of one's own and 共, without any verb."""
        last = [t for t in near if t.kind in _RELEVANT]
        counted = any(t.kind == "sum" or t.tag in ("数量", "件数") for t in near)
        return bool(last) and last[-1].tag == "applications" and counted

    def _behind(self, at: int) -> list[Token]:
        """The words right behind a number, up to the end of its clause."""
        found: list[Token] = []
        by = False
        for token in self.tokens[at + 1 :]:
            word = self.text[token.start : token.end]
            if token.kind == "guard" and (word in REASON_WORDS or word == "由"):
                by = word == "由"
                continue
            if by and token.kind != "column":
                break
            by = False
            if token.kind in ("number", "stop", "open", "close", "now", "guard", "time"):
                break
            if token.kind == "text" and (len(token.tag) > 2 or not found):
                break
            if token.kind == "role" and any(t.kind == "role" and t.tag != "decided" for t in found):
                break
            found.append(token)
        return found

    def _topics(
        self, near: list[Token], far: list[Token], behind: list[Token]
    ) -> tuple[tuple[str, ...], bool]:
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
        first = relevant[0]
        doer = near[first - 1] if first and near[first].kind == "role" else None
        if doer and doer.kind == "text" and doer.tag not in self.scope.agency:
            return True  # Somebody who is not known did it.
        inside = near[first : relevant[-1]]
        if sum(len(t.tag) for t in inside if t.kind == "text") > MAX_UNKNOWN:
            return True
        return any(t.kind in ("text", "title") for t in near[relevant[-1] :])

    def _put_off(self, at: int) -> list[Token]:
        """3件因需征求第三方意见结转下年度: why they are carried over is of no matter."""
        found: list[Token] = []
        first = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if first is None or self.text[first.start : first.end] not in ("因", "由于"):
            return []
        for token in self.tokens[at + 2 :]:
            if token.kind in ("number", "open", "close") or (
                token.kind == "stop" and token.tag != "、"
            ):
                break
            if token.kind == "year" or (token.kind == "role" and token.tag.startswith("carried")):
                found.append(token)
        return found


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

"""A number and its parts: what the parts inherit of it, and why they may say nothing."""

from collections.abc import Sequence

from .clause import Words, opens
from .own_cases import FOREIGN, part_of
from .reading import Token
from .said import BODIES, FLOWS, OUTCOMES, REMEDIES, REMEDY_ROLES

_NO_MATTER = ("compare", "inexact", "rough", "bare", "each", FOREIGN)
"""Of a number that is quiet for these the parts may well be compared."""


_ALONE = ("except", "shared", "channel")
"""A reason that holds for the one number only."""


class Division:
    """What was told so far, as far as it bears on what follows."""

    def __init__(self) -> None:
        self.roles: Words = ()
        self.columns: Words = ()
        """Those of the last number."""
        self.at = -1
        """Its place."""
        self.some = False
        """It counted only some."""
        self.noted = False
        """Within brackets: what is said there is said of the number before them."""
        self._whole = ""
        """Why the last whole number is not to be compared, and neither are its parts."""
        self._within = False
        """Its parts are being told."""
        self._aside = False
        """The sentence turns to some documents or cases: 对280件规范性文件开展清理，…"""
        self._others = False
        """The last outcome was not one of all applications."""
        self._named: Words = ()
        """The bodies that the list at hand has named; 其他 are the others."""

    def end(self) -> None:
        """At the end of a part of the sentence."""
        self._within = self._aside = self._others = False
        self._named = ()

    def tell(
        self, at: int, topics: Words, roles: Words, columns: Words, quiet: str, near: list[Token]
    ) -> None:
        """Takes a number in."""
        if not self.noted and not opens(near):
            whole = "subset" if topics == ("other",) else quiet
            self._whole = "" if whole in _NO_MATTER else whole
            aside = bool(near) and near[-1].tag in ("对", "就", "将")
            self._aside = self._aside or (aside and quiet == "subset")
        self._named = (*self._named, *columns)
        if OUTCOMES.intersection(roles):
            # 会商后予以公开6件，不予公开4件: after the one the other is not of all, either.
            doubtful = quiet not in ("", *_NO_MATTER) and quiet not in _ALONE
            self._others = doubtful or "elsewhere" in roles
        self.roles, self.columns, self.at = roles, columns, at
        self.some = quiet == "subset"

    def quiet(self, near: Sequence[Token], roles: Words) -> str:
        """Why a part is not to be compared: the number it is of is not."""
        if opens(near):
            self._within = True
        elif any(t.kind == "now" or (t.kind == "role" and t.tag in FLOWS) for t in near):
            self._within = False
        if self._aside and not any(t.kind == "topic" for t in near):
            return "subset"
        named = any(t.kind in ("topic", "now", "own", "whole") for t in near)
        if self._others and not named and OUTCOMES.intersection(roles):
            return "subset"
        return self._whole if self._within or self.noted else ""

    def columns_of(self, near: Sequence[Token], roles: Words, columns: Words) -> tuple[Words, str]:
        """自然人申请41件（含上年结转3件）: the columns that hold, and why none is sure."""
        if self.at < 0 or not (opens(near) or self.noted):
            # 自然人申请予以公开49件、部分公开17件
            beside = near and near[0].kind == "stop" and self.columns and not columns
            outcomes = OUTCOMES.intersection(roles) and OUTCOMES.intersection(self.roles)
            return (self.columns if beside and outcomes else columns), ""
        if "carried_in" in roles and OUTCOMES.intersection(self.roles):
            return columns, "subset"
        flows = FLOWS.intersection(self.roles)
        if flows.intersection(roles) or ("received" in roles and "processed" in flows):
            # 办结138件，其中本年新收130件、上年结转8件; 办结138件，其中答复130件
            return columns, "subset"
        if not columns and self.columns and roles:
            return (self.columns, "") if self.noted else (columns, "subset")
        return columns, ""

    def others(self, topics: Words) -> tuple[Words, Words]:
        """What 其他 at the end of a list is: roles and columns."""
        if topics and set(topics) <= REMEDIES and REMEDY_ROLES.intersection(self.roles):
            return ("remedy_other",), ()
        if len(self._named) > 1 and not OUTCOMES.intersection(self.roles):
            return (), tuple(k for k in BODIES if k not in self._named)
        return ("other_bare",), ()

    def has_outcomes(self, tokens: Sequence[Token], at: int, roles: Words) -> bool:
        """公开 and 其他 say an outcome beside another one; 其他 ends a list of bodies, too."""
        if self.columns and not OUTCOMES.intersection(self.roles):
            return "granted_bare" in roles
        start, end = part_of(tokens, at)
        near = [t.tag for t in tokens[start:end] if t.kind == "role"]
        return bool(OUTCOMES.intersection(near) or OUTCOMES.intersection(self.roles))

    def continues(self, tokens: Sequence[Token], at: int, near: Sequence[Token]) -> bool:
        """、行政规范性文件50件 behind 制发规章2件."""
        joined = near and near[0].tag in ("、", "和", "及", "以及", "与")
        between = tokens[self.at + 1 : at] if self.at >= 0 else ()
        return bool(joined and self.roles) and all(
            t.kind in ("stop", "plain", "topic", "sum") for t in between
        )

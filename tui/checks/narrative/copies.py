"""N209: prose that is last year's with other figures.

The measure: of all runs of four characters in this year's text, without figures, blanks
and punctuation, the part that stands in last year's text of the same place. 1 is a copy.
"""

from collections.abc import Iterator
from functools import lru_cache

from tui.report.model import Report

from ..context import Context
from ..finding import Finding, Phrase
from .rules import RULE

RUN = 4
SHORTEST = 40
"""Characters: what is shorter cannot be told otherwise each year."""
SHORTEST_ON_REQUEST = 120
"""The figures of 依申请公开 are told in the same words every year."""
MAX_PASSAGES = 2


def copy_findings(report: Report, context: Context) -> Iterator[Finding]:
    """One finding for each text that is too similar, with passages that are the same."""
    last = context.previous
    if last is None:
        return
    rule = RULE["N209"]
    for path, text in report.texts.items():
        before = last.texts.get(path, "")
        least = SHORTEST_ON_REQUEST if path == "overview.on_request" else SHORTEST
        if not before or len(text) < least:
            continue
        share = similarity(text, before, least)
        if share < context.settings.similarity:
            continue
        same = passages(text, before)
        section, described = report.format.texts[path]
        name = f"{described.number}{described.title}" if described.number else section.heading
        at = tuple(path.split("."))
        message = f"“{name}”与上年的文字相同的占 {share:.0%}"
        if same:
            message += "，如" + "；".join(f"“{_short(p)}”" for p in same[:MAX_PASSAGES])
        start = text.find(same[0]) if same else -1
        phrase = Phrase(path, start, start + len(same[0])) if start >= 0 else None
        yield Finding(
            rule,
            message,
            at,
            (path,),
            remedy=rule.remedy,
            marks=() if phrase else (at,),
            previous=(path,),
            phrase=phrase,
        )


def similarity(text: str, before: str, least: int = SHORTEST) -> float:
    """How much of a text is an earlier one's, from 0 to 1; 0 where it is too short to tell."""
    size, runs = _runs(text)
    if size < least or not runs:
        return 0.0
    return len(runs & _runs(before)[1]) / len(runs)


def passages(text: str, before: str) -> list[str]:
    """The sentences that stand in both but for their figures, the longest first."""
    old = {_plain(s) for s in _clauses(before)}
    same = [s for s in _clauses(text) if len(s) > 8 and _plain(s) in old]
    same.sort(key=len, reverse=True)
    return same


def _short(passage: str) -> str:
    return passage if len(passage) <= 30 else passage[:29] + "…"


def _clauses(text: str) -> list[str]:
    return [
        s.strip() for s in text.replace("；", "。").replace("\n", "。").split("。") if s.strip()
    ]


_FIGURES = frozenset("0123456789０１２３４５６７８９零〇一二两三四五六七八九十百千万亿")


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isalpha() and c not in _FIGURES)


@lru_cache(maxsize=64)
def _runs(text: str) -> tuple[int, frozenset[str]]:
    plain = _plain(text)
    return len(plain), frozenset(plain[i : i + RUN] for i in range(len(plain) - RUN + 1))

"""A text as sentences, and a sentence as tokens: words of the lexicon, numbers, unknown text.

Nothing is understood here. Blanks and line breaks inside a sentence are passed over, full-width
digits read as digits, references as their figures; every token knows its characters in
the text as it is written.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple

from tui.report.model import Report

from .lexicon import LENGTHS, LEXICON, words
from .numbers import FULL_WIDTH, Number, number_at

ENDS = "。！？!?"
_HARD = frozenset("。！？!?；;：:")
_BLANK = frozenset(" \t\u3000\u00a0\n\r")
_NUMERALS = frozenset("0123456789零〇一二两三四五六七八九十百千万")
_STOPS = {"，": ",", ",": ",", "；": ";", ";": ";", "：": ":", ":": ":", "、": "、"}
_TIMES = words("个工作日 工作日 天 小时 分钟 点 倍 成 号 级 款 届")

# Where a sentence holds a number or a denial. To look for these is all that most sentences
# cost: a report has thirty of them and a handful that tell something. The pattern begins with
# a set of characters because the engine then skips all others at once. It has no other set of
# Chinese characters that a few comparisons could stand for: each takes a fifth of a
# millisecond to compile.
_SPELT = "零〇一二两三四五六七八九十百千"
_TELLS = re.compile(
    rf"[0-9０-９{_SPELT}未无没](?:"
    r"(?<=[0-9０-９])|[件条份宗起篇期万次部]|分之"
    r"|(?:(?<=未)|(?<=无)|(?<=没))[^。，-；]{0,27}"
    r"(?:申请|复议|诉讼|结转|规章|规范性|许可|处罚|强制))"
).finditer
_CLAIMS = (
    "结率", "复率", "理率", "不存在因", "为零", "是零",
    "零申请", "零复议", "零诉讼", "零行政", "零结转",
)  # fmt: skip
_DONE = ("办结", "办复", "理完", "答复")
_ALL = frozenset("均全都皆悉一")
"""One of these not far before a word of ``_DONE`` makes a claim of it."""
FAR = 16
LONGEST = 3000
"""Characters: what is longer is no sentence, and to weigh each of its numbers takes forever."""


class Token(NamedTuple):
    """A piece of a sentence. ``kind`` is that of the lexicon, or number, year, month, time,
    stop, open, close, title or text; ``tag`` says more."""

    kind: str
    tag: str
    start: int
    end: int
    number: Number | None = None


class Sentence(NamedTuple):
    """A sentence without its blanks; ``places`` are the offsets of its characters."""

    text: str
    places: Sequence[int]

    @property
    def tokens(self) -> tuple[Token, ...]:
        """Its tokens."""
        return tokens_of(self.text)

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of its tokens."""
        return _kinds(self.text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text of what stands between two offsets of the sentence."""
        return self.places[start], self.places[end - 1] + 1


class Reading:
    """A text of a report, read. ``given`` are the spans of its references.

    ``shown`` is the text as it will be printed, ``places`` where its characters are written.
    """

    def __init__(self, path: str, text: str, report: Report) -> None:
        self.path = path
        self.text = text
        self.shown = text
        self.places: Sequence[int] | None = None
        self.given: tuple[tuple[int, int], ...] = ()
        if "{{" in text:
            self._fill(report)

    def _fill(self, report: Report) -> None:
        from tui.report.reference import references

        parts: list[str] = []
        places: list[int] = []
        given = []
        at = 0
        for found in references(self.text, report):
            parts += self.text[at : found.start], found.shown
            places += range(at, found.start)
            size = len(found.shown)
            places += [found.start] * (size - 1) + [found.end - 1] * (size > 0)
            given.append((found.start, found.end))
            at = found.end
        parts.append(self.text[at:])
        places += range(at, len(self.text))
        self.shown, self.places, self.given = "".join(parts), places, tuple(given)

    @cached_property
    def tells(self) -> list[int]:
        """Where numbers and claims begin, in order. Most texts hold none."""
        text = self.shown
        places = [found.start() for found in _TELLS(text)]
        # Looking for one character is far quicker than for two.
        if any(map(text.__contains__, "率零因")):
            for word in _CLAIMS:
                places += _places(text, word)
        if any(map(text.__contains__, "结复答完")):
            places += (
                at
                for word in _DONE
                for at in _places(text, word)
                if not _ALL.isdisjoint(text[max(0, at - FAR) : at].rpartition("。")[2])
            )
        places.sort()
        return places

    def telling(self) -> Iterator[Sentence]:
        """The sentences that hold a number or a claim, in order."""
        end = 0
        for place in self.tells:
            if place >= end:
                start, end = self._around(place)
                if end - start <= LONGEST:
                    yield self._sentence(start, end)

    def around(self, at: int) -> Sentence:
        """The sentence that a character of ``shown`` stands in."""
        return self._sentence(*self._around(at))

    def _around(self, at: int) -> tuple[int, int]:
        text = self.shown
        start, end = at, at
        while start and not _is_end(text, start - 1):
            start = 1 + max(text.rfind(mark, 0, start - 1) for mark in _MARKS)
        while end < len(text) and not _is_end(text, end):
            after = [found for mark in _MARKS if (found := text.find(mark, end + 1)) >= 0]
            end = min(after, default=len(text))
        return start, min(end + 1, len(text))

    def _sentence(self, start: int, end: int) -> Sentence:
        whole = self.shown[start:end].translate(FULL_WIDTH)
        stripped = whole.strip(" \t\u3000\u00a0\n\r")
        start += len(whole) - len(whole.lstrip(" \t\u3000\u00a0\n\r"))
        places: Sequence[int] = range(start, start + len(stripped))
        if not _BLANK.isdisjoint(stripped):
            kept = [i for i, char in enumerate(stripped) if char not in _BLANK]
            places = [start + i for i in kept]
            stripped = "".join(stripped[i] for i in kept)
        if self.places is not None:
            places = [self.places[i] for i in places]
        return Sentence(stripped, places)

    def quote(self, sentence: Sentence, start: int, end: int) -> str:
        """What is written between two offsets of a sentence, on one line."""
        first, last = sentence.span(start, end)
        return "".join(self.text[first:last].split())

    def is_given(self, sentence: Sentence, token: Token) -> bool:
        """Whether a number comes from a reference."""
        first, last = sentence.span(token.start, token.end)
        return any(start < last and first < end for start, end in self.given)


def _places(text: str, word: str) -> list[int]:
    """Every offset of a word."""
    found = []
    at = text.find(word)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + 1)
    return found


_MARKS = (*ENDS, "\n")


def _is_end(text: str, at: int) -> bool:
    """Whether a sentence ends with a character."""
    char = text[at]
    return (char in ENDS and not _goes_on(text, at)) or (char == "\n" and _is_end_of_line(text, at))


def _goes_on(text: str, at: int) -> bool:
    """…共25件。其中，…: the full stop parts what belongs together."""
    return text[at + 1 : at + 12].lstrip(" \t\u3000\n").startswith("其中")


def _is_end_of_line(text: str, at: int) -> bool:
    """Whether a line break ends a sentence, or only a line of one that goes on.

    A heading without a number is read on into its text, which does no harm.
    """
    before, after = text[:at].rstrip()[-1:], text[at + 1 : at + 40].lstrip(" \t\u3000")
    if not before or before in _HARD or not after or after[0] == "\n":
        return True
    if after[0] in "（(0123456789一二三四五六七八九十第●■◆▪-—*#" and before not in "，,、（":
        # A list, or a heading; a wrapped line seldom begins so but behind a comma.
        return not after[:1].isdigit() or after[1:2] in ".、．)）" or before.isdigit()
    return False


@lru_cache(maxsize=2048)
def tokens_of(text: str) -> tuple[Token, ...]:
    """A sentence cut by the longest words of the lexicon."""
    found: list[Token] = []
    at, size, unknown = 0, len(text), 0
    while at < size:
        token = _token(text, at)
        if token is None:
            at += 1
            unknown += 1
            continue
        if unknown:
            found.append(Token("text", text[at - unknown : at], at - unknown, at))
            unknown = 0
        found.append(token)
        at = token.end
    if unknown:
        found.append(Token("text", text[at - unknown : at], at - unknown, at))
    return tuple(found)


@lru_cache(maxsize=2048)
def _kinds(text: str) -> frozenset[str]:
    return frozenset(token.kind for token in tokens_of(text))


def _token(text: str, at: int) -> Token | None:
    char = text[at]
    if char == "一" and (one := number_at(text, at)):
        return _numeral(text, at, one)  # The word 一 says nothing, 一件 counts.
    for length in LENGTHS.get(char, ()):
        word = LEXICON.get(text[at : at + length])
        if word and len(text) - at >= length:
            return Token(word.kind, word.tag or text[at : at + length], at, at + length)
    if char in _NUMERALS:
        number = number_at(text, at)
        return _numeral(text, at, number) if number else None
    if char in _STOPS:
        return Token("stop", _STOPS[char], at, at + 1)
    if char in ENDS:
        return Token("stop", ".", at, at + 1)
    if char in "（）":
        return Token("open" if char == "（" else "close", char, at, at + 1)
    if char == "《":
        close = text.find("》", at)
        return Token("title", "", at, close + 1) if close > 0 else None
    if char in '“”"‘’〔〕【】—…·．.~～-*#':
        return Token("plain", char, at, at + 1)
    return None


def _numeral(text: str, at: int, number: Number) -> Token:
    unit = number.unit
    if unit in ("年", "年度") and 1900 < number.value < 2200:
        return Token("year", str(int(number.value)), at, number.stop, number)
    if unit == "年" and text[at - 1 : at] != "第":
        return Token("time", unit, at, number.stop, number)
    if unit in ("月", "月份", "日", "季度"):
        return Token("month", unit, at, number.stop, number)
    if unit in _TIMES:
        return Token("time", unit, at, number.stop, number)
    if text[number.stop : number.stop + 1] == "月" and not unit:
        return Token("month", "月", at, number.stop + 1, number)
    return Token("number", unit, at, number.stop, number)

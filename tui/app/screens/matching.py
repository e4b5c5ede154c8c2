"""How search understands what is typed: folded text, and the numbers of rows."""

import re
import unicodedata
from typing import NamedTuple

NUMERALS = "零一二三四五六七八九十"
_FOLD = re.compile(r"[\s、，,。.．·:：()（）\[\]“”\"'‘’－—-]+")
_LEADING = re.compile(rf"([{NUMERALS}])?、?(?:[（(]([{NUMERALS}])[)）])?(?:(\d+)\.)?")
_ONLY_NUMBERS = re.compile(rf"[\d{NUMERALS}()、.,\s-]+")


class Folded(NamedTuple):
    """A text without full width and case, and where each of its characters came from."""

    text: str
    origin: list[int]


def fold(text: str) -> str:
    """NFKC, case folded: Ａ, a and A are one, and （ is (."""
    return "".join(map(_folded, text))


def folded(text: str) -> Folded:
    """The same with the way back to the original."""
    chars, origin = [], []
    for index, char in enumerate(text):
        for part in _folded(char):
            chars.append(part)
            origin.append(index)
    return Folded("".join(chars), origin)


def squashed(text: str) -> str:
    """Folded, without blanks and punctuation."""
    return _FOLD.sub("", fold(text))


class Number(NamedTuple):
    """One of the numbers of a row: （三） is 3 in brackets."""

    value: int
    bracketed: bool = False


Numbers = tuple[Number, ...]


def numbers_of(label: str) -> Numbers:
    """The numbers a label begins with: 三（三）1.国家秘密 has three."""
    match = _LEADING.match(label)
    if match is None or (match[0] in NUMERALS and len(label) > 1):
        # 三安全一稳定 begins with a numeral that is none.
        return ()
    return tuple(Number(_number(g), i == 1) for i, g in enumerate(match.groups()) if g)


def typed_numbers(text: str) -> Numbers:
    """What somebody types for numbers: 三（三）1, 三3.1 and 331 are the same three."""
    text = fold(text)
    if not _ONLY_NUMBERS.fullmatch(text):
        return ()
    return tuple(
        Number(_number(char), text[index - 1 : index] == "(")
        for index, char in enumerate(text)
        if char.isdecimal() or char in NUMERALS
    )


def nearness(typed: Numbers, own: Numbers) -> int | None:
    """0 where all numbers are typed, 1 for the first ones, 2 for the last, 3 for some between.

    Brackets need not be typed; those that are must be there.
    """

    def fits(start: int) -> bool:
        part = own[start : start + len(typed)]
        return len(part) == len(typed) and all(
            t.value == o.value and (o.bracketed or not t.bracketed)
            for t, o in zip(typed, part, strict=True)
        )

    places = [start for start in range(len(own)) if fits(start)]
    if not places:
        return None
    if 0 in places:
        return 0 if len(own) == len(typed) else 1
    return 2 if places[-1] + len(typed) == len(own) else 3


def snippet(text: str, at: int, length: int, around: int = 12) -> str:
    """The line of a text with a match in it, cut before it where it stands far in."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at + length)
    line = text[start : len(text) if end < 0 else end]
    cut = max(0, at - start - around)
    return ("…" if cut else "") + line[cut:].strip("\r")


def _folded(char: str) -> str:
    return char if "\u4e00" <= char <= "\u9fff" else unicodedata.normalize("NFKC", char).casefold()


def _number(text: str) -> int:
    return NUMERALS.index(text) if text in NUMERALS else int(text)

"""Printed labels made comparable, and matched tolerantly without confusing two of them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

# Characters of the statutory labels in their traditional form, for mirrored pages.
_TRADITIONAL = str.maketrans(
    "規範機構組織總計業會務結維糾復複審訴訟經後採購項額無國屬類過詢補內請舉報開與當據關係為確認獲現廢"
    "止發單萬強處罰費轉繼續辦數許對體況問題進獨個門執條準節監檢決減製檔設區級稱穩權護沒繳納點該實際議協",
    "规范机构组织总计业会务结维纠复复审诉讼经后采购项额无国属类过询补内请举报开与当据关系为确认获现废"
    "止发单万强处罚费转继续办数许对体况问题进独个门执条准节监检决减制档设区级称稳权护没缴纳点该实际议协",
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffc]")
_NUMBERING = re.compile(
    r"(?:[(〔\[【](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)〕\]】][、.,:]?"
    r"|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)、.,:。]"
    r"|[①-⑳])"
)
_WORDS = re.compile(r"[\W_]+")
_DIGIT = re.compile(r"[0-9]")
_REMARK = re.compile(r"\([^()]*\)\Z")

MISPRINTS = (
    ("钩稽", "勾稽"),
    ("勾嵇", "勾稽"),
    ("行政法复议", "行政复议"),
    ("先行有效", "现行有效"),
    ("废纸", "废止"),
    ("合计", "总计"),
    ("规范性档案", "规范性文件"),
)
"""Misprints seen in published reports, a word that stands for 总计 in some, and what a
mirror in traditional characters makes of 文件."""


def visible_text(text: str) -> str:
    """The text without characters that no reader sees."""
    return _INVISIBLE.sub("", text)


@lru_cache(maxsize=8192)
def squeezed(text: str) -> str:
    """Half-width, simplified, without any space: what a heading or a label is compared by."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return "".join(text.split()).translate(_TRADITIONAL)


@lru_cache(maxsize=8192)
def core(text: str) -> str:
    """What tells a label from others: no numbering, brackets, quotes, spaces, known misprints."""
    bare = squeezed(text)
    while match := _NUMBERING.match(bare):
        if match.end() == len(bare):
            break
        bare = bare[match.end() :]
    bare = _WORDS.sub("", bare)
    for wrong, right in MISPRINTS:
        if wrong in bare:
            bare = bare.replace(wrong, right)
    return bare


def is_numbered(text: str) -> bool:
    """Whether a label begins with a number: （七）, 3., 一、."""
    return _NUMBERING.match(squeezed(text)) is not None


def distance(a: str, b: str, most: int) -> int:
    """The number of characters inserted, lost or replaced between two texts, up to ``most`` + 1."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[-1] + 1, before[j - 1] + (x != y)))
        if min(row) > most:
            return most + 1
        before = row
    return min(before[-1], most + 1)


class LabelIndex(Generic[T]):
    """Labels and what each stands for. A text that could be two of them is neither."""

    def __init__(self, labels: Iterable[tuple[str, T]]) -> None:
        self._exact: dict[str, T] = {}
        for label, meaning in labels:
            self._exact.setdefault(core(label), meaning)
        self._by_length: dict[int, list[str]] = {}
        for known in self._exact:
            self._by_length.setdefault(len(known), []).append(known)
        self._asked: dict[str, T | None] = {}

    @property
    def exact(self) -> Mapping[str, T]:
        """Core of each label → its meaning."""
        return self._exact

    def exactly(self, text: str) -> T | None:
        """The meaning of a label that agrees but for width, spaces, brackets and numbering."""
        return self._exact.get(core(text))

    def find(self, text: str) -> T | None:
        """The meaning of a label, also when some of its characters are lost or wrong."""
        if len(text) > 400:
            return None
        bare = core(text)
        found = self._exact.get(bare)
        if found is None and (plain := _REMARK.sub("", squeezed(text))):
            found = self._exact.get(core(plain))
        # Digits are figures that ran into the label, no misprint of it.
        if found is not None or len(bare) < 3 or _DIGIT.search(bare):
            return found
        if bare not in self._asked:
            if len(self._asked) > 20_000:
                self._asked.clear()
            self._asked[bare] = self._near(bare)
        return self._asked[bare]

    def _near(self, bare: str) -> T | None:
        # The beginning of one label only: the rest was cut off or went to the next line.
        if len(bare) >= 5:
            longer = {self._exact[known] for known in self._exact if known.startswith(bare)}
            if len(longer) == 1:
                return longer.pop()
        allowed = _allowed(len(bare))
        best: dict[T, int] = {}
        letters = set(bare)
        for length in range(len(bare) - allowed - 1, len(bare) + allowed + 2):
            for known in self._by_length.get(length, ()):
                if len(letters & set(known)) * 2 < len(set(known)):
                    continue
                edits = distance(bare, known, allowed + 2)
                meaning = self._exact[known]
                best[meaning] = min(edits, best.get(meaning, edits))
        ranked = sorted(best.items(), key=lambda item: item[1])
        if not ranked or ranked[0][1] > allowed:
            return None
        if len(ranked) > 1 and ranked[1][1] < ranked[0][1] + (1 if len(bare) < 8 else 2):
            return None
        return ranked[0][0]


def _allowed(length: int) -> int:
    """How many characters of a label of this length may be wrong."""
    return 1 if length < 8 else min(length // 5 + 1, 6)

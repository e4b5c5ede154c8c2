"""Headings of sections and of the aspects of section 一, in all the wordings they have."""

import re
from typing import NamedTuple

from tui.schema.model import Format

from .labels import core, squeezed

_CHINESE = "一二三四五六七八九十"
_SECTION_NUMBER = re.compile(
    rf"(?:第?([{_CHINESE}]{{1,2}})(?:部分)?[、.,:，．]|([1-9])[、.．](?!\d))"
)
_ITEM_NUMBER = re.compile(
    rf"(?:[(〔\[【](?:[{_CHINESE}]{{1,2}}|\d{{1,2}})[)〕\]】][、.,:]?"
    rf"|(?:[{_CHINESE}]{{1,2}}|\d{{1,2}})[、.．]|[①-⑩]|[{_CHINESE}]是)"
)
_END = re.compile(r"[。:：;；]|[.](?!\d)")
LONGEST = 40
_BEFORE_HEADING = re.compile(r"(?:^|[\s。）)!！])([一二三四五六]\s*[、.．]\s*[\u4e00-\u9fff])")

# What a section is about, where its heading is not one of the known wordings.
_SECTION_WORDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "overview": (("总体", "情况"), ("概述",), ("概况",), ("基本情况",), ("总体概述",)),
    "disclosure": (("主动公开", "情况"), ("主动公开", "信息")),
    "applications": (("收到和处理",), ("申请", "处理"), ("依申请公开", "情况"), ("申请", "办理")),
    "remedies": (("复议",), ("诉讼", "情况")),
    "improvement": (("问题", "改进"), ("问题", "整改"), ("问题", "措施"), ("不足", "改进"),
                    ("问题", "打算"), ("存在", "问题"), ("问题", "安排")),
    "other": (("其他", "报告"), ("其他", "事项"), ("其它", "事项"), ("其他", "说明"),
              ("其它", "报告"), ("需要报告",), ("需要说明",)),
}  # fmt: skip

_ASPECT_WORDS = (
    ("on_request", ("依申请",)),
    ("platform", ("平台",)),
    ("oversight", ("监督", "保障")),
    ("management", ("信息管理", "资源管理", "规范化管理", "信息资源")),
    ("proactive", ("主动公开",)),
)
"""Words of the aspects' headings; where several fit, the first."""


class Heading(NamedTuple):
    """A heading that was recognised: what it heads, and how much of the text it is.

    ``rest`` is what stands behind it on the same line. ``standard``: its words are those
    of the format or a known variant, so that the printed form says the same without them.
    """

    key: str
    rest: str
    standard: bool
    number: int = 0


class Headings:
    """The headings of one format."""

    def __init__(self, form: Format) -> None:
        self.form = form
        self.order = [section.key for section in form.sections]
        self._sections = {
            core(name): section.key
            for section in form.sections
            for name in (section.title, *section.variants)
        }
        first = next((s for s in form.sections if len(s.texts) > 1), None)
        self.overview = first.key if first else ""
        self._aspects = {
            core(name): text.key
            for text in (first.texts if first else ())
            for name in _wordings(text.title, text.variants)
        }

    def section(self, text: str) -> Heading | None:
        """The section that a line heads, or None.

        A numbered line is understood by its words, one without a number (a CMS numbers
        by itself) only where it is exactly a known title.
        """
        if len(text) > 4 * LONGEST:
            return self._run_in(text)
        bare = squeezed(text)
        match = _SECTION_NUMBER.match(bare)
        number = _number(match) if match else 0
        if len(bare) > LONGEST + 8 or "。" in bare[:-1]:
            return self._run_in(text)
        known = self._sections.get(core(bare))
        if known is not None and (match or not _ITEM_NUMBER.match(bare)):
            return Heading(known, "", True, number)
        if match is None:
            return None
        if (found := self._run_in(text)) is not None:
            return found
        if bare.endswith(("。", "；", ";", "，", ",")) or "政府信息公开申请数量" in bare:
            return None
        words = bare[match.end() :]
        for key, alternatives in _SECTION_WORDS.items():
            if key in self.order and any(all(w in words for w in ws) for ws in alternatives):
                return Heading(key, "", False, number)
        return None

    def _run_in(self, text: str) -> Heading | None:
        """A numbered known title with the text going on behind it on the same line."""
        head = text[: LONGEST + 10].lstrip()
        at = re.match(rf"第?([{_CHINESE}])(?:部分)?\s*[、.．]\s*", head)
        if at is None:
            return None
        for end in range(at.end() + 4, min(len(head), at.end() + LONGEST)):
            if head[end] not in " \u3000\xa0。：:（(\t" or len(squeezed(head[:end])) < 5:
                continue
            known = self._sections.get(core(head[:end]))
            if known is not None:
                rest = text.lstrip()[end:].lstrip(" \u3000\xa0。：:\t")
                return Heading(known, rest, True, _CHINESE.index(at[1]) + 1)
        return None

    def parted(self, text: str) -> str:
        """A text that lost its line ends, with one before every numbered known heading."""
        if len(text) > 200_000:
            return text
        found = [m.start(1) for m in _BEFORE_HEADING.finditer(text)]
        cuts = [at for at in found if (h := self._run_in(text[at : at + 60])) and h.standard]
        if len(cuts) < 2:
            return text
        for at in reversed(cuts):
            text = text[:at].rstrip(" \u3000\xa0") + "\n" + text[at:]
        return text

    def extra(self, text: str) -> int:
        """The number of a heading behind the last section (七、…), or 0."""
        bare = squeezed(text)
        match = _SECTION_NUMBER.match(bare)
        if match is None or not match[1] or len(bare) > LONGEST or bare[-1] in "。；;，,":
            return 0
        number = _number(match)
        return number if number > len(self.order) else 0

    def aspect(self, text: str) -> Heading | None:
        """The aspect of section 一 that a line begins, or None."""
        line = text.lstrip()
        head, rest = _split(line)
        bare = squeezed(head)
        match = _ITEM_NUMBER.match(bare)
        words = bare[match.end() :] if match else bare
        if not words or len(words) > 32:
            return None
        known = self._aspects.get(core(words))
        if known is not None and (match or not rest):
            return Heading(known, rest, True)
        # A numbered line of its own is a heading; before a text only a few words are.
        if match is None or (rest and (len(words) > 16 or "，" in words or "," in words)):
            return None
        if not rest and line.rstrip()[-1:] in "。；;，,":
            return None
        for key, alternatives in _ASPECT_WORDS:
            if key in self._aspects.values() and any(word in words for word in alternatives):
                return Heading(key, text, False)
        return None


def _wordings(title: str, variants: tuple[str, ...]) -> set[str]:
    """A title with the words that units put behind it."""
    found = {title, *variants}
    for name in tuple(found):
        bare = name.removesuffix("情况")
        found |= {bare, *(bare + tail for tail in ("情况", "方面", "工作", "工作情况", "信息情况"))}
        found |= {bare + tail for tail in ("政府信息", "政府信息情况", "办理情况")}
    return found


def _split(line: str) -> tuple[str, str]:
    """The heading at the beginning of a line, and the rest."""
    match = _END.search(line, 2, LONGEST)
    if match:
        return line[: match.start()], line[match.end() :].lstrip(" \u3000\xa0")
    if len(line) <= LONGEST:
        return line, ""
    # “（一）主动公开 本年…”: the heading ends at a blank.
    for blank in re.finditer(r"[ \u3000\xa0\t]+", line[:LONGEST]):
        if blank.start() > 4 and re.search(r"[^\W\d_]{2}", line[: blank.start()]):
            return line[: blank.start()], line[blank.end() :]
    return line[:LONGEST], line[LONGEST:]


def _number(match: re.Match[str]) -> int:
    if match[2]:
        return int(match[2])
    word = match[1]
    if len(word) == 1:
        return _CHINESE.index(word) + 1
    return 10 + (_CHINESE.index(word[-1]) + 1) if word[0] == "十" else 99

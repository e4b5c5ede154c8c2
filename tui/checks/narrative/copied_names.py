"""N206 and N207: another year, or another body, left over from a copied text."""

from collections.abc import Iterator
from functools import lru_cache

from tui.report.model import Report

from ..finding import Finding, Phrase
from .lexicon import words
from .reading import Reading, Sentence, Token
from .rules import RULE

_TELLING = frozenset(("own", "sum", "role", "number", "now", "every", "none"))
"""Kinds of words behind a year that make it the year of the report."""

_ELSEWHEN = words(
    """
    以来 至今 上年 去年 上一年 往年 起， 起施行 之前 以前 比 较 同期 结转 历年 历史 遗留 开始 曾
    当时 回顾 连续 首次 指出
    """
)
_SPEAKING = tuple(
    words(
        """
        高度重视 认真贯彻 严格按照 坚持以 始终 全年 共收到 共主动公开 主动公开 未收到 深入贯彻
        切实加强 扎实推进 收到 积极推进 严格落实 全面贯彻 进一步
        """
    )
)
_BODIES = ("局", "街道办事处", "街道", "镇人民政府", "乡人民政府", "镇", "乡", "厅", "委员会")
SHORTEST_NAME = 4
"""Characters: 县财政局 names a body, 财政局 may be anything."""
_KINDS = {
    "局": ("我局", "本局"),
    "镇": ("我镇", "本镇"),
    "乡": ("我乡", "本乡"),
    "街道": ("我街道", "本街道", "我街"),
    "厅": ("我厅", "本厅"),
    "委": ("我委", "本委"),
}
_TAILS = {"局": "局", "街道": "街道", "镇": "镇", "乡": "乡", "厅": "厅", "委员会": "委"}
"""How the name of a body ends, and what it is."""
_NAMING = "局镇乡厅街委"
"""One of these is in every name and every word for oneself that is looked for."""
_OWN = ("我", "本", "全", "各", "该", "县委", "市委", "区委")
_OPENING = frozenset("（）()一二三四五六七八九十0123456789.、．是 ")


def year_findings(report: Report, reading: Reading) -> Iterator[Finding]:
    """Sentences that report of a year gone by as if it were this one."""
    year = report.year
    if year is None:
        return
    for old in (year - 1, year - 2):
        at = reading.shown.find(f"{old}")
        while at >= 0:
            sentence = reading.around(at)
            token = _foreign_year(sentence, year)
            if token and token.tag == str(old):
                start, end = sentence.span(token.start, token.end)
                quote = reading.quote(
                    sentence, token.start, min(len(sentence.text), token.end + 12)
                )
                message = f"“{quote}…”写的是 {token.tag} 年，而这是 {year} 年的报告"
                yield _finding("N206", reading.path, message, start, end)
                break
            at = reading.shown.find(f"{old}", at + 4)


def _foreign_year(sentence: Sentence, year: int) -> Token | None:
    tokens = sentence.tokens
    years = [t for t in tokens if t.kind == "year"]
    if not years or any(int(t.tag) >= year for t in years):
        return None
    if any(word in sentence.text for word in _ELSEWHEN) or any(t.kind == "title" for t in tokens):
        return None
    first = years[0]
    if int(first.tag) < year - 2:
        return None
    at = tokens.index(first)
    if "12月31日" in sentence.text and "统计" in sentence.text:
        return first
    head = sentence.text[: first.start].rstrip("，：:")
    if head not in ("", "截至", "截止") and not set(head) <= _OPENING:
        return None
    behind = tokens[at + 1 : at + 5]
    if behind and behind[0].kind == "month":
        return first if head and "12" in sentence.text[behind[0].start : behind[0].end] else None
    if behind and behind[0].kind == "plain" and behind[0].tag == "的":
        return None
    tells = any(t.kind in _TELLING for t in behind) or _speaks(sentence, first.end)
    return first if tells else None


def _speaks(sentence: Sentence, at: int) -> bool:
    return any(word in sentence.text[at : at + 16] for word in (*_SPEAKING, "公开", "政府信息"))


def agency_findings(report: Report, reading: Reading) -> Iterator[Finding]:
    """我局 in the report of a township, or another bureau's name where one speaks of oneself."""
    if not any(map(reading.text.__contains__, _NAMING)):
        return
    agency = report.agency or ""
    kind = _kind(agency)
    if kind:
        for other, words in _KINDS.items():
            if other == kind or (other == "街道" and kind in ("镇", "乡")):
                continue
            for word in words:
                at = reading.text.find(word)
                if at >= 0 and not _inside_another_word(reading.text, at, word):
                    message = f"“{word}”不是“{agency}”的自称"
                    yield _finding("N207", reading.path, message, at, at + len(word))
                    break
        yield from _named(reading, agency)


def _inside_another_word(text: str, at: int, word: str) -> bool:
    """本局部, 我街坊 and the like; 日本乡村."""
    after, before = text[at + len(word) : at + len(word) + 1], text[max(0, at - 1) : at]
    longer = {"局": "部限面", "乡": "村土域", "镇": "村街区域"}.get(word[-1], "")
    return before in ("自", "日", "基") or (bool(after) and after in longer)


@lru_cache(maxsize=1)
def _kind(agency: str) -> str:
    """What a body is by its name; asked for each text of its report."""
    name = agency.removesuffix("人民政府").removesuffix("办事处").removesuffix("党政办公室")
    for tail, kind in _TAILS.items():
        if name.endswith(tail):
            return "" if name.endswith("管理委员会") else kind
    return ""


def _named(reading: Reading, agency: str) -> Iterator[Finding]:
    """<another bureau>高度重视…: only where one speaks so of oneself."""
    text = reading.text
    for body in _BODIES:
        at = text.find(body)
        while at >= 0:
            end = at + len(body)
            if text.startswith(_SPEAKING, end):
                start = 1 + max(text.rfind(mark, 0, at) for mark in "。，；年、：）\n ")
                name = text[start:end]
                if len(name) >= SHORTEST_NAME and not _is_own(name, agency):
                    message = f"“{name}”不是本单位（{agency}）"
                    yield _finding("N207", reading.path, message, start, end)
                    return
            at = text.find(body, end)


def _is_own(name: str, agency: str) -> bool:
    if name in agency or agency in name or name.startswith(_OWN):
        return True
    rest = iter(agency)
    return all(char in rest for char in name)


def _finding(rule_id: str, path: str, message: str, start: int, end: int) -> Finding:
    rule = RULE[rule_id]
    phrase = Phrase(path, start, end)
    return Finding(
        rule, message, tuple(path.split(".")), (path,), remedy=rule.remedy, phrase=phrase
    )

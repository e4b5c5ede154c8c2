"""Agency and year, from the title and from what else a document says of itself."""

import re
from itertools import pairwise
from typing import NamedTuple

from .document import Document, Grid, Paragraph
from .figures import one_line, tidy
from .labels import squeezed

LONGEST = 80
_TAIL = re.compile(
    r"(?:开展)?(?:政府|政务)?信息公开(?:工作)?(?:情况)?的?.{0,8}?报告?|信息公开(?:工作)?年报"
)
_YEAR = re.compile(r"(20[0-4]\d)\s*年?\s*度?")
_PERIOD = re.compile(
    r"(20[0-4]\d)年(?:1|01)月(?:1|01)日起?(?:至|到|[-—~－–]+)+(?:(20[0-4]\d)年)?12月31日"
)
_FIRST_YEAR = re.compile(r"(20[0-4]\d)年(?!\d{0,2}月)度?")
_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_CHINESE_YEAR = re.compile(r"二[〇零○][一二三四][〇零○一二三四五六七八九](?=年)")
_SOURCE = re.compile(
    r"(?:发布机构|发布单位|发文机关|公开(?:责任)?部门|信息来源|来源|编制单位|发布者)[:：|\s]*"
    r"([\u4e00-\u9fff（）()]{3,40}?)(?=[\s|:：]|发布|时间|$)"
)
_NO_AGENCY = re.compile(
    r"^(?:本级|本网|本站|本机关|网站|首页|无|原创|互联网|政府信息公开.*|.*(?:网|平台|编辑部))$"
)


class Title(NamedTuple):
    """What a title says; empty and None where it does not."""

    agency: str
    year: int | None
    text: str


def is_title(text: str) -> bool:
    """Whether a line may be the title of a report, or the end of one."""
    bare = squeezed(text)
    if not 6 <= len(bare) <= LONGEST or bare[-1] in "。，；、：:":
        return False
    found = _TAIL.search(bare)
    if found is None or "报" not in found[0]:
        return False
    behind = bare[found.end() :]
    return len(behind) <= 12 and not re.search(r"[。，；]|根据|按照|编制|要求|现将", bare)


def parse_title(text: str) -> Title:
    """Agency and year of a title in any of its orders."""
    bare = _joined(text).translate(_FULL_WIDTH)
    bare = _CHINESE_YEAR.sub(lambda m: m[0].translate(_DIGITS), bare)
    simple = squeezed(bare)
    bare = bare if len(bare) == len(simple) else simple
    found = _TAIL.search(simple)
    before = bare[: found.start()] if found else bare
    year = _YEAR.search(bare)
    agency = _YEAR.sub("", before)
    agency = re.sub(r"^[《“\"]+|[》”\"]+$", "", agency)
    agency = re.sub(r"^(?:年度|关于印发|关于|附件\d?[:：]?)+|(?:的|关于|年度|年)+$", "", agency)
    if len(agency) < 2 or re.search(r"[：:|_>〉]", agency):
        agency = re.split(r"[：:|_>〉]", agency)[-1] if len(agency) >= 2 else ""
    return Title(agency, int(year[1]) if year else None, one_line(text))


def find_title(document: Document, lines: list[Paragraph]) -> tuple[Title, int]:
    """The title and the number of lines of ``lines`` that end with it (0: not among them).

    ``lines``: everything before the first section.
    """
    best: tuple[Title, int] | None = None
    for end in range(len(lines), 0, -1):
        title = _ending_at(lines, end)
        if title is not None and (best is None or _worth(title) > _worth(best[0])):
            best = (title, best[1] if best else end)
    title, at = best or (Title("", None, ""), 0)
    for said in document.titles:
        other = parse_title(said.split("_")[0].split("-")[0] if is_title(said) else said)
        if not (_TAIL.search(squeezed(said))):
            continue
        title = Title(title.agency or other.agency, title.year or other.year, title.text or said)
    return title, at


def _ending_at(lines: list[Paragraph], end: int) -> Title | None:
    """The title whose last line is number ``end``; it is often broken into two or three."""
    found: Title | None = None
    for start in range(end - 1, max(-1, end - 4), -1):
        part = lines[start:end]
        if start < end - 1 and (len(part[0].text) > 40 or "。" in part[0].text):
            break
        joined = "".join(p.text.strip() for p in part)
        if not is_title(joined):
            continue
        title = parse_title(joined)
        if found is None or _worth(title) > _worth(found):
            found = title
        if _worth(found) == 2:
            break
    return found


def source_agency(document: Document) -> str:
    """The agency that an index table or a source line names, or nothing."""
    for block in document.blocks[:400]:
        if isinstance(block, Grid):
            texts = [tidy(c.text) for row in block.rows[:12] for c in row]
            lines = [f"{a}：{b}" for a, b in pairwise(texts)]
        else:
            lines = [block.text]
        for line in lines:
            found = _SOURCE.search(line[:200])
            if found and not _NO_AGENCY.match(found[1]):
                return found[1]
    return ""


def year_of_prose(text: str) -> int | None:
    """The year that the statistics cover, or that the report begins by naming."""
    bare = squeezed(text[:4000])
    found = _PERIOD.search(bare)
    if found:
        return int(found[2] or found[1])
    first = _FIRST_YEAR.search(bare[:600])
    return int(first[1]) if first else None


def _worth(title: Title) -> int:
    return bool(title.agency) + bool(title.year)


def _joined(text: str) -> str:
    return "".join(text.split())

"""N203 and N210: text of the template, or of another program, that was left standing."""

import re
from collections.abc import Iterator

from tui.report.model import Report

from ..finding import Finding, Phrase
from .rules import RULE

_TEMPLATE = (
    "文字描述", "该部分以表格形式报告", "此处填写", "请填写", "请在此", "在此处填写", "在此处报告",
    "填写说明", "（此处", "[此处", "【此处",
    "[bookmark", "示例：", "（示例）", "（单位名称）", "（年份）",
    "20XX", "20××", "202X", "202×", "（略）", "待补充", "待填写", "（数字）", "此处省略",
)  # fmt: skip
_CONVERTED = (
    "&nbsp", "&amp;", "&lt;", "&gt;", "&quot;", "&ldquo;", "&rdquo;", "&mdash;", "&middot;", "&#",
    "<br", "<p>", "<p ", "</", "<span", "<div", "<td", "<img", "<font", "HYPERLINK", "PAGEREF",
    "MERGEFORMAT", "_Toc", "_GoBack", "FORMTEXT", "EMBED ", "mso-", "javascript:",
    "\ufffd", "锟斤拷",
    "烫烫烫", "ï»¿", "â€", "{{{{NUMPAGES", "\\par", "?xml", "undefined",
    "#REF!", "#VALUE!", "#N/A", "NaN",
)  # fmt: skip
_SIGN = re.compile(
    "[ \u3000A-Za-z&<_×Ｘ○＿#{\\[\\\\\ufffd锟烫ïâ文格此填请某示（待](?:"
    "(?<=[!-ÿ])|(?<=[■-◿])|(?<=[Ａ-\ufffd])|(?<=锟)|(?<=烫)"
    "|(?<=[ \u3000])(?:(?=条)|(?=件)|(?=份)|(?=篇))"
    "|字描述|形式报|处|写|在此|某|例|单位名|年份|略|补充|数字)"
)
"""How a leftover begins: one of these is in each, and hardly ever in anything else."""
_MARKS = "XＸ×○"
_GAP = (
    r"(?:信息|申请|文件|件数|共计|合计|收到|公开|发布|办结)[ \u3000_＿]{1,12}余?[条件份篇]"
    r"|[_＿]{2,}"
)
"""Compiled only for a text with a blank where a number belongs."""


def leftover_findings(report: Report) -> Iterator[Finding]:
    """Every leftover once, with its characters."""
    whole = "\n".join(report.texts.values())
    if not _SIGN.search(whole):
        return  # Nearly always: one look at everything at once.
    for path, text in report.texts.items():
        taken: list[tuple[int, int]] = []
        for start, end in (*_found(text, _TEMPLATE), *_crosses(text, report), *_gaps(text)):
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                yield _finding("N203", path, text, start, end)
        for start, end in _found(text, _CONVERTED):
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                yield _finding("N210", path, text, start, end)


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _found(text: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for word in words:
        at = text.find(word)
        if at >= 0:
            end = at + len(word)
            if word.startswith(("[", "&")):
                close = text.find("]" if word[0] == "[" else ";", end, end + 40)
                end = close + 1 if close > 0 else end
            if word in ("文字描述",) and text[max(0, at - 1) : at] in ("（", "("):
                close = next(
                    (i for i in range(end, min(len(text), end + 60)) if text[i] in "）)"), 0
                )
                at, end = at - 1, (close + 1 if close else end)
            yield at, end


def _crosses(text: str, report: Report) -> Iterator[tuple[int, int]]:
    """XX, ×× and ○○ where a name or a number should stand; 某某 where it is no name."""
    for sign in (*_MARKS, "x"):
        at = text.find(sign * 2)
        if at >= 0:
            end = at + 2
            while text[end : end + 1] == sign:
                end += 1
            latin = sign in "Xx" and (
                _is_latin(text[max(0, at - 1) : at]) or _is_latin(text[end : end + 1])
            )
            if not latin or text[max(0, at - 2) : at] == "20":
                yield at, end
    at = text.find("某某")
    if at >= 0 and "某" not in (report.agency or ""):
        yield at, at + 2


def _gaps(text: str) -> Iterator[tuple[int, int]]:
    """公开信息 条: the number was never put in."""
    if (
        "_" in text
        or "＿" in text
        or any(unit in text for unit in (" 条", " 件", " 份", "\u3000条", "\u3000件", " 篇"))
    ):
        for found in re.finditer(_GAP, text):
            yield found.start(), found.end()
            return


def _finding(rule_id: str, path: str, text: str, start: int, end: int) -> Finding:
    rule = RULE[rule_id]
    what = "遗留的模板文字" if rule_id == "N203" else "转换格式留下的痕迹"
    quote = " ".join(text[start:end].split()) or "　"
    before = text[max(0, start - 6) : start].rpartition("\n")[2]
    return Finding(
        rule,
        f"{what}：“{before}{quote}”",
        tuple(path.split(".")),
        (path,),
        remedy=rule.remedy,
        phrase=Phrase(path, start, end),
    )

"""N201, N202 and N204: what is not said at all, or hardly."""

from collections.abc import Iterator

from tui.report.model import Report

from ..blank_check import is_missing_aspect
from ..finding import Finding
from .lexicon import words
from .rules import RULE

EMPTY = words(
    """
    无 没有 略 暂无 不涉及 无内容 正常 同上 见附件 见上年 无特殊情况 无此项 无相关情况
    无此类情况 工作正常 运行正常 按规定执行 情况良好
    """
)
"""Texts that say nothing."""

SHORTEST = {"improvement": 10, "overview": 6}
"""Characters below which a text of a section says nothing."""

NO_PROBLEM = 30
"""Below so many characters “没有问题” is all that section 五 says."""

FEE_YEAR = 2021
"""Since this format section 六 must speak of 信息处理费."""


def aspect_findings(report: Report) -> Iterator[Finding]:
    """Missing aspects, empty words, and a section 六 without a word on fees."""
    for path, (section, text) in report.format.texts.items():
        if path not in report.texts:
            continue  # It could not be read: told as a fault of the file.
        prose = report.texts[path].strip()
        if not prose:
            if is_missing_aspect(report, path):
                name = f"{text.number}{text.title}"
                yield _finding("N201", path, f"“{section.heading}”缺少“{name}”这一方面")
            continue
        if reason := _perfunctory(section.key, path, prose):
            yield _finding("N202", path, reason)
        elif path == "other.text" and _owes_fees(report, prose):
            yield _finding("N204", path, f"“{section.heading}”没有提到信息处理费")


def _finding(rule_id: str, path: str, message: str) -> Finding:
    rule, at = RULE[rule_id], tuple(path.split("."))
    return Finding(rule, message, at, (path,), remedy=rule.remedy, marks=(at,))


def _perfunctory(section: str, path: str, prose: str) -> str:
    """Why a text is no report; empty where it is one."""
    if len(prose) > 2 * NO_PROBLEM:
        return ""
    bare = "".join(c for c in prose if c.isalnum())
    shown = prose if len(prose) <= 20 else prose[:19] + "…"
    if bare in EMPTY or not bare:
        if path == "other.text" and bare:
            return ""  # 六 may be 无 but for the fees, which have a rule of their own.
        return f"只写了“{shown}”"
    if path == "overview.on_request" or section not in SHORTEST:
        return ""  # 未收到申请 is all there is to say where none came.
    if len(bare) < SHORTEST[section]:
        return f"只有 {len(bare)} 个字：“{shown}”"
    if section == "improvement" and len(bare) < NO_PROBLEM:
        nothing = any(word in bare for word in ("没有", "无", "不存在", "未发现"))
        if (
            nothing
            and "问题" in bare
            and not any(w in bare for w in ("改", "加强", "完善", "下一步"))
        ):
            return f"只说没有问题：“{shown}”"
    return ""


def _owes_fees(report: Report, prose: str) -> bool:
    says = "处理费" in prose or (
        "费" in prose and any(word in prose for word in ("收取", "收费", "费用"))
    )
    return report.format.first_year >= FEE_YEAR and not says

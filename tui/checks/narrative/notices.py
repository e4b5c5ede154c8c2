"""N205: the notice of the other format."""

from collections.abc import Iterator

from tui.report.model import Report

from ..finding import Finding, Phrase
from .rules import RULE

NOTICES = {2019: ("2019", "60"), 2021: ("2021", "30")}
"""First year of a format → year and number of its notice, 国办公开办函."""

_CONTEXT = ("公开办函", "年度报告", "年报")
_BEFORE = 24


def notice_findings(report: Report) -> Iterator[Finding]:
    """A notice number that belongs to the reports of other years."""
    if report.year is None:
        return
    whole = "\n".join(report.texts.values())
    if "号" not in whole and "试行" not in whole:
        return
    right = max((first for first in NOTICES if first <= report.year), default=None)
    for first, (year, number) in NOTICES.items():
        if first == right or right is None:
            continue
        for path, text in report.texts.items():
            place = _place(text, year, number)
            if place is None and first < right:
                place = _trial(text)
            if place:
                yield _finding(report, path, text, place, NOTICES[right])


def _place(text: str, year: str, number: str) -> tuple[int, int] | None:
    at = text.find(f"{number}号")
    while at >= 0:
        head = text[max(0, at - 6) : at].replace(" ", "")
        if head[:-1].endswith(year) and head[-1:] in tuple("〕]】)）﹞"):
            start = max(text.rfind("国办", max(0, at - _BEFORE), at), 0)
            around = text[max(0, at - 3 * _BEFORE) : at + _BEFORE]
            if any(word in around for word in _CONTEXT):
                return start if start else max(0, at - 6), at + len(number) + 1
        at = text.find(f"{number}号", at + 1)
    return None


def _trial(text: str) -> tuple[int, int] | None:
    """《…年度报告格式（试行）》 is the format of 2019."""
    for word in ("年度报告格式（试行）", "年度报告格式(试行)"):
        at = text.find(word)
        if at >= 0:
            return at, at + len(word)
    return None


def _finding(
    report: Report, path: str, text: str, place: tuple[int, int], right: tuple[str, str]
) -> Finding:
    rule, (start, end) = RULE["N205"], place
    quote = "".join(text[start:end].split())
    message = (
        f"“{quote}”不是 {report.year} 年度报告的依据，应当是国办公开办函〔{right[0]}〕{right[1]}号"
    )
    return Finding(
        rule, message, tuple(path.split(".")), (path,), remedy=rule.remedy,
        phrase=Phrase(path, start, end),
    )  # fmt: skip

"""What has not been filled in yet: one finding for a row, a text, or a whole empty table."""

from collections.abc import Iterator
from itertools import groupby

from tui.report.model import Report
from tui.report.places import key_path
from tui.report.values import BLANK
from tui.schema import Cell, Section

from .file_rules import FILE_RULES
from .finding import Finding

_RULE = next(rule for rule in FILE_RULES if rule.name == "blank-cell")
_TEXT_REMEDY = "请写上内容；没有这方面的情况，也要写一句说明。"


def blank_findings(report: Report) -> Iterator[Finding]:
    """Every blank cell and text of a report, gathered so that nobody has to read them singly."""
    for path, prose in report.texts.items():
        if not prose.strip() and not is_missing_aspect(report, path):
            section, text = report.format.texts[path]
            name = f"{section.heading} › {text.number}{text.title}"
            name = name if text.number else section.heading
            at = tuple(path.split("."))
            yield Finding(_RULE, f"“{name}”尚未填写", at, (path,), remedy=_TEXT_REMEDY, marks=(at,))
    if BLANK not in report.values:
        return
    for section in report.format.sections:
        cells = [c for c in report.format.cells if c.section is section]
        blank = [c for c in cells if report.values[c.index] == BLANK]
        if blank and len(blank) == len(cells):
            yield _whole_table(section, blank)
        else:
            for _, group in groupby(blank, key=lambda cell: cell.row.key):
                yield _row(report, list(group))


def is_missing_aspect(report: Report, path: str) -> bool:
    """Whether an empty text is one of several of its section of which others are written.

    That is told by N201, which says more than that something is blank.
    """
    section = report.format.texts[path][0]
    return len(section.texts) > 1 and any(
        report.texts.get(f"{section.key}.{t.key}", "").strip() for t in section.texts
    )


def _whole_table(section: Section, blank: list[Cell]) -> Finding:
    message = f"“{section.heading}”整张表（{len(blank)} 格）尚未填写"
    paths = tuple(c.path for c in blank)
    at = (section.key,)
    return Finding(_RULE, message, at, paths, remedy=_RULE.remedy, marks=(at,))


def _row(report: Report, blank: list[Cell]) -> Finding:
    first = blank[0]
    paths = tuple(c.path for c in blank)
    if len(blank) == 1:
        message = f"{first.label}尚未填写"
    elif len(blank) == len(first.block.columns):
        message = f"“{first.row.short}”整行尚未填写"
    else:
        columns = "、".join(c.column.short for c in blank)
        message = f"“{first.row.short}”有 {len(blank)} 格尚未填写：{columns}"
    marks = tuple(key_path(report.format, path) for path in paths)
    return Finding(_RULE, message, marks[0], paths, remedy=_RULE.remedy, marks=marks)

"""Checks on the texts and remarks themselves: hidden characters, remarks against figures."""

import re
from collections.abc import Iterator
from functools import cache

from tui.display import hidden_characters
from tui.report.model import Report
from tui.report.places import key_path
from tui.report.problem import KeyPath
from tui.report.read import Loaded
from tui.report.values import printed
from tui.schema.model import Format, Row

from .file_rules import FILE_RULES
from .finding import Finding
from .rule import Rule

_RULE: dict[str, Rule] = {rule.name: rule for rule in FILE_RULES}
MOST = 1000
"""Hidden characters that are counted in one place, and in the rest of a file."""

MOST_NAMED = 20

_FIGURE = r"\s*(-?\d+(?:\.\d+)?)"


def text_findings(loaded: Loaded, *, as_read: bool = False) -> Iterator[Finding]:
    """Hidden characters anywhere, then remarks that repeat another figure than their cell's.

    ``as_read``: the report is what the file says, no edited one.
    """
    report = loaded.report
    if report is None:
        return
    text = loaded.source.text
    elsewhere = hidden_characters(text, most=MOST)
    # A value can hold one that its file does not: written as an escape, or put in by an edit.
    if elsewhere or not as_read or "\\" in text:
        yield from _hidden(loaded, report, elsewhere)
    yield from _note_figures(report)
    yield from _items_below_zero(report)


def _hidden(loaded: Loaded, report: Report, elsewhere: list[tuple[int, str]]) -> Iterator[Finding]:
    """One finding for each value with hidden characters, and for each other line with some."""
    places: list[tuple[KeyPath, str, str]] = [(("agency",), "", report.agency or "")]
    places += [(tuple(path.split(".")), path, text) for path, text in report.texts.items()]
    places += [(("notes", path), path, note) for path, note in report.notes.items()]
    hidden = [
        (at, path, found)
        for at, path, text in places
        if (found := hidden_characters(text, most=MOST))
    ]
    if not hidden and not elsewhere:
        return
    rule = _RULE["hidden-characters"]
    lines = loaded.source.lines
    # A character that the parser stumbled over is told as that.
    written = [p.offset for p in loaded.problems if p.kind == "syntax" and p.offset is not None]
    told = {lines.place(offset)[0] for offset in written}
    for at, path, found in hidden:
        what = path or "单位名称"
        if span := loaded.source.span(at):
            told.update(range(lines.place(span[0])[0], lines.place(span[1])[0] + 1))
        message = f"{what} 里有 {_named(found)}"
        cells = (path,) if path else ()
        yield Finding(rule, message, at, cells, remedy=rule.remedy, marks=(at,))
    # In comments or keys they fool whoever reads the file.
    by_line: dict[int, list[tuple[int, str]]] = {}
    for offset, name in elsewhere:
        line = lines.place(offset)[0]
        if line not in told:
            by_line.setdefault(line, []).append((offset, name))
    for found in by_line.values():
        message = f"这一行有 {_named(found)}"
        yield Finding(rule, message, remedy=rule.remedy, offset=found[0][0])


def _named(found: list[tuple[int, str]]) -> str:
    names = list(dict.fromkeys(name for _, name in found))
    count = f"{len(found)} 个" if len(found) < MOST else f"至少 {MOST} 个"
    more = "等" if len(names) > MOST_NAMED else ""
    return f"{count}隐藏字符：{'、'.join(names[:MOST_NAMED])}{more}"


def _note_figures(report: Report) -> Iterator[Finding]:
    rule = _RULE["note-figure"]
    for path, note in report.notes.items():
        value = report.value(path)
        figure = re.match(_FIGURE, note)
        if not figure or value is None or isinstance(value, str):
            continue
        rest = note[figure.end() :].lstrip()
        repeats = rest[:1] in ("（", "(") or note.strip() == figure[1]
        if repeats and figure[1] != printed(value):
            label = report.format.cells[report.format.index[path]].label
            yield Finding(
                rule,
                f"{label}：备注写的是 {figure[1]}，单元格里是 {printed(value)}",
                ("notes", path),
                (path,),
                remedy=rule.remedy,
                marks=(("notes", path), key_path(report.format, path)),
            )


@cache
def _changes(form: Format) -> list[tuple[Row, int, int]]:
    """Rows that print last year's items and this year's change, with the indices of both."""
    found = []
    for block, row, start in form.rows.values():
        keys = [c.key for c in block.columns]
        if "previous_items" in keys and "change" in keys:
            found.append((row, start + keys.index("previous_items"), start + keys.index("change")))
    return found


def _items_below_zero(report: Report) -> Iterator[Finding]:
    rule = _RULE["items-below-zero"]
    for row, *at in _changes(report.format):
        before, change = (report.values[i] for i in at)
        if type(before) is int and type(change) is int and before + change < 0:
            paths = tuple(report.format.cells[i].path for i in at)
            yield Finding(
                rule,
                f"{row.short}：上一年 {before} 项，本年增减 {change}，得 {before + change}",
                key_path(report.format, paths[1]),
                paths,
                remedy=rule.remedy,
                marks=tuple(key_path(report.format, p) for p in paths),
            )

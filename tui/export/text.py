"""The whole report as plain text for a fixed-width font."""

from collections.abc import Callable
from typing import Literal

from tui.display import width
from tui.report.model import Report
from tui.schema.model import Section
from tui.sheet import build_sheet

from .flat import flat_tables
from .grid import grid_tables
from .prose import one_line, passages

TextStyle = Literal["grid", "printed", "ascii"]
"""Simple tables with flattened headers, or the printed tables with their merged cells, in
box characters or without."""

INDENT = "\u3000\u3000"
PAGE = 80


def to_text(report: Report, style: TextStyle = "grid") -> str:
    """The report from its title to its last section. Lines of prose are not wrapped."""
    tables = {
        section.key: _STYLES[style](report, section)
        for section in report.format.sections
        if section.table
    }
    lines = (line for drawn in tables.values() for line in drawn.split("\n"))
    page = max(map(width, lines), default=PAGE) if style != "grid" else PAGE
    parts = [_centred(one_line(report.title), max(page, PAGE))]
    for section in report.format.sections:
        parts.append(one_line(section.heading))
        parts.append(tables[section.key] if section.table else _prose(report, section))
    return "\n\n".join(filter(None, parts)) + "\n"


def _prose(report: Report, section: Section) -> str:
    parts = []
    for passage in passages(report, section):
        # An indent typed by hand would come on top of ours.
        lines = [INDENT + line.lstrip() for line in passage.paragraphs]
        parts.append("\n".join(filter(None, [passage.heading, *lines])))
    return "\n\n".join(filter(None, parts))


def _grid(report: Report, section: Section) -> str:
    parts = []
    tables = flat_tables(report, section)
    for table, drawn in zip(tables, grid_tables(tables), strict=True):
        parts.append("\n".join(filter(None, [table.note, table.banner, drawn])))
    return "\n\n".join(parts)


def _printed(report: Report, section: Section) -> str:
    from .printed import BOX, draw

    return draw(build_sheet(section, report), BOX)


def _ascii(report: Report, section: Section) -> str:
    from .printed import ASCII, draw

    return draw(build_sheet(section, report), ASCII)


_STYLES: dict[TextStyle, Callable[[Report, Section], str]] = {
    "grid": _grid,
    "printed": _printed,
    "ascii": _ascii,
}


def _centred(title: str, cells: int) -> str:
    return " " * max((cells - width(title)) // 2, 0) + title

"""The whole report as Markdown."""

from collections.abc import Iterator
from typing import Literal

from tui.report.model import Report
from tui.schema.model import Section
from tui.sheet import build_sheet

from .flat import JOINT, FlatTable, flat_tables
from .html_table import html_table
from .markdown_escape import cell, heading, inline, paragraph
from .prose import one_line, passages
from .tabulating import tabulate_function

TableForm = Literal["flat", "html"]
"""Simple pipe tables, or HTML tables with the merged cells of the printed form."""

INDENT = "\u3000"


def to_markdown(report: Report, tables: TableForm = "flat") -> str:
    """The report from its title to its last section.

    Prose that is not written yet leaves its heading with nothing under it.
    """
    parts = [f"# {heading(one_line(report.title))}"]
    for section in report.format.sections:
        parts.append(f"## {heading(one_line(section.heading))}")
        if section.table is None:
            parts.extend(_prose(report, section))
        elif tables == "html":
            parts.append(html_table(build_sheet(section, report)))
        else:
            parts.extend(part for flat in flat_tables(report, section) for part in _flat(flat))
    return "\n\n".join(parts) + "\n"


def _prose(report: Report, section: Section) -> Iterator[str]:
    for passage in passages(report, section):
        if passage.heading:
            yield f"### {heading(passage.heading)}"
        yield from map(paragraph, passage.paragraphs)


def _flat(flat: FlatTable) -> Iterator[str]:
    # tabulate costs a third of a cold start, and only these tables need it.
    tabulate = tabulate_function()

    if flat.note:
        yield "\n\n".join(map(paragraph, flat.note.split("\n")))
    if flat.banner:
        yield f"**{inline(flat.banner)}**"
    columns = len(flat.header)
    rows = [
        [INDENT * row.depth + cell(row.label), *map(cell, row.figures or [""] * columns)]
        for row in flat.rows
    ]
    yield tabulate(
        rows,
        headers=[cell(flat.corner), *(cell(JOINT.join(path)) for path in flat.header)],
        tablefmt="pipe",
        colalign=("left", *["right"] * columns),
        # A figure is printed as it was written: 1.50 is not 1.5, 001 not 1.
        disable_numparse=True,
        preserve_whitespace=True,
    )

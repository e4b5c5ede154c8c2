"""Tables without merged cells, for forms that know none: tabulate's grids, Markdown's pipes.

Merged headers are joined in front of the headers below them; merged stubs become
lines of their own with the rows under them indented, as an outline.
"""

from typing import NamedTuple

from tui.report.model import Report
from tui.schema.model import Block, Section, Table

from .prose import in_cell, one_line

JOINT = "·"


class FlatRow(NamedTuple):
    """One line: how deep it is indented, its label, and its figures (none in a group line)."""

    depth: int
    label: str
    figures: list[str]


class FlatTable(NamedTuple):
    """One simple table. ``note`` and ``banner`` belong above it; ``header[0]`` heads the labels.

    A header of a figure column is what the table prints over it, outermost first.
    """

    note: str
    banner: str
    corner: str
    header: list[tuple[str, ...]]
    rows: list[FlatRow]


def flat_tables(report: Report, section: Section) -> list[FlatTable]:
    """The table of a section as simple tables, one for each block."""
    table = section.table
    if table is None:
        return []
    return [
        FlatTable(
            note=in_cell(table.corner) if block is table.blocks[0] else "",
            banner=one_line(block.banner),
            corner=in_cell(block.stub),
            header=_header(block),
            rows=_rows(report, section, table, block),
        )
        for block in table.blocks
    ]


def _header(block: Block) -> list[tuple[str, ...]]:
    paths = [(*column.under, column.label) for column in block.columns]
    # What stands over every column tells none of them apart.
    shared = 0
    if len(paths) > 1:
        while all(len(p) > shared + 1 and p[: shared + 1] == paths[0][: shared + 1] for p in paths):
            shared += 1
    return [tuple(map(one_line, path[shared:])) for path in paths]


def _rows(report: Report, section: Section, table: Table, block: Block) -> list[FlatRow]:
    found: list[FlatRow] = []
    groups: tuple[str, ...] = ()
    for row in block.rows:
        paths = (f"{section.key}.{row.key}.{column.key}" for column in block.columns)
        figures = [in_cell(report.printed(path)) for path in paths]
        if table.arrangement == "across":
            # Printed side by side these are headers, not an outline.
            label = JOINT.join(map(one_line, (*row.under, row.label)))
            found.append(FlatRow(0, label, figures))
            continue
        for depth, label in enumerate(row.under):
            if groups[: depth + 1] != row.under[: depth + 1]:
                found.append(FlatRow(depth, one_line(label), []))
                groups = row.under[: depth + 1]
        groups = row.under
        found.append(FlatRow(len(row.under), one_line(row.label), figures))
    return found

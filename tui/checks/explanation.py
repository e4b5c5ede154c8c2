"""What a place of a report means: its labels, definition, legal source and rules, as data."""

from collections.abc import Iterator
from typing import NamedTuple

from tui.schema import Cell, Format, Section

from .table_rules import rule_of


class Entry(NamedTuple):
    """A heading and what it says."""

    label: str
    text: str


def explanation(form: Format, path: str) -> Iterator[Entry]:
    """All that is known of a cell, row, text or section; ``path`` must name one."""
    if path in form.texts:
        section, text = form.texts[path]
        yield Entry("位置", f"{section.heading} › {text.number}{text.title}")
        yield Entry("填写说明", text.instruction)
        yield Entry("依据", text.basis)
    elif path in form.section:
        yield from _section(form.section[path])
    else:
        cells = [c for c in form.cells if c.path == path or c.path.startswith(f"{path}.")]
        yield from _cells(form, cells, one=len(cells) == 1)


def _cells(form: Format, cells: list[Cell], *, one: bool) -> Iterator[Entry]:
    cell, row = cells[0], cells[0].row
    place = cell.full_label if one else " › ".join((cell.block.banner, *row.under, row.label))
    yield Entry("位置", f"{cell.section.heading} › {place.removeprefix(' › ')}")
    yield Entry("行的说明", row.instruction)
    yield Entry("依据", row.basis)
    if one:
        column = cell.column
        yield Entry("列的说明", column.instruction)
        yield Entry("依据", column.basis)
        yield Entry("数值", _kind(column.kind, column.unit))
    else:
        columns = "、".join(f"{c.path.rpartition('.')[2]}（{c.column.label}）" for c in cells)
        yield Entry("各列", columns)
    equations = {form.equations[n] for c in cells for n in form.equations_of[c.index]}
    identities = {e.identity.rule: e.identity for e in sorted(equations, key=lambda e: e.left)}
    for rule_id, identity in sorted(identities.items()):
        rule = rule_of(identity)
        yield Entry("有关规则", f"{rule_id} {rule.name}：{identity.statement}")


def _section(section: Section) -> Iterator[Entry]:
    yield Entry("标题", section.heading)
    if section.variants:
        yield Entry("也可写", "、".join(section.variants))
    yield Entry("填写说明", section.instruction)
    yield Entry("依据", section.basis)
    for text in section.texts:
        yield Entry("其中", f"{section.key}.{text.key}：{text.number}{text.title}")
    for block in section.table.blocks if section.table else ():
        for row in block.rows:
            yield Entry("其中", f"{section.key}.{row.key}：{row.short}")


def _kind(kind: str, unit: str) -> str:
    what = {
        "count": "不小于 0 的整数",
        "change": "整数，减少写负数",
        "money": "不小于 0 的金额，可以有小数，按填写的位数原样保存",
    }[kind]
    return f"{what}，单位：{unit}" if unit else what

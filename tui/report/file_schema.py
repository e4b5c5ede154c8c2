"""A format as a JSON Schema of its report files, for editors that complete and check TOML.

Draft 7, which taplo (Even Better TOML) understands. What a schema can say is said: keys, the
number of cells of a row, what a cell may hold. Sums it cannot: that is what ``check`` is for.
A file with ``[layout]`` follows two formats and is only checked by ``check``.
"""

from typing import Any

from tui.schema.model import Block, Cell, Format, Kind, Row, Section

from .read import FIRST_YEAR, HEAD_KEYS, LAST_YEAR, OTHER_KEYS
from .values import BLANK, MAX_FIGURE, NOT_APPLICABLE

DRAFT = "http://json-schema.org/draft-07/schema#"

Schema = dict[str, Any]


def file_schema(form: Format) -> Schema:
    """The JSON Schema of a report file in this format."""
    properties: Schema = {
        "format": {
            "description": f"格式：{form.name}（{form.notice}）。不写则按年份决定。",
            "enum": [form.id, *([int(form.id)] if form.id.isdecimal() else [])],
        },
        "year": year(),
        "agency": {"type": "string", "minLength": 1, "description": "单位名称，照印在标题里。"},
    }
    assert set(properties) == set(HEAD_KEYS)
    for section in form.sections:
        properties[section.key] = _section(section)
    known: Schema = {"notes": _notes(form), "layout": _layout(form)}
    # Those that belong to checks alone are left to them.
    properties |= {key: known.get(key, {}) for key in OTHER_KEYS}
    return {
        "$schema": DRAFT,
        "title": f"{form.name}（{form.id}）",
        "description": f"政府信息公开工作年度报告的文件，格式依据：{form.notice}。",
        "type": "object",
        "properties": properties,
        "required": ["year", "agency", *(s.key for s in form.sections if s.table)],
        "additionalProperties": False,
    }


def year() -> Schema:
    """The report year."""
    return {
        "type": "integer",
        "minimum": FIRST_YEAR,
        "maximum": LAST_YEAR,
        "description": "报告年度；统计期为当年 1 月 1 日至 12 月 31 日。",
    }


def value(kind: Kind) -> Schema:
    """What a cell may hold."""
    figure: Schema = {"type": "number" if kind == "money" else "integer", "maximum": MAX_FIGURE}
    figure["minimum"] = -MAX_FIGURE if kind == "change" else 0
    return {"anyOf": [figure, {"enum": [BLANK, NOT_APPLICABLE]}]}


def described(cell: Cell) -> str:
    """What stands in a cell, for the eyes of whoever writes the file."""
    return f"{cell.full_label}。{cell.row.instruction or cell.column.instruction}"


def _section(section: Section) -> Schema:
    made: Schema = {
        "type": "object",
        "description": f"{section.heading}。{section.instruction}",
        "additionalProperties": False,
    }
    if section.table is None:
        made["properties"] = {
            text.key: {
                "type": "string",
                "description": f"{text.number}{text.title}。{text.instruction}",
            }
            for text in section.texts
        }
        return made
    rows = [(block, row) for block in section.table.blocks for row in block.rows]
    made["properties"] = {row.key: _row(block, row) for block, row in rows}
    made["required"] = [row.key for _, row in rows]
    return made


def _row(block: Block, row: Row) -> Schema:
    labels = " › ".join(filter(None, (block.banner, *row.under, row.label)))
    columns = "、".join(column.short for column in block.columns)
    unit = block.columns[0].unit
    cells: Schema = {
        "type": "array",
        "items": [
            value(column.kind) | {"description": f"{row.short}·{column.short}"}
            for column in block.columns
        ],
        "minItems": len(block.columns),
        "maxItems": len(block.columns),
    }
    told = f"{labels}：{columns}{f'（{unit}）' if unit else ''}。{row.instruction}"
    if len(block.columns) > 1:
        return cells | {"description": told}
    # A row of one column is written as a bare number.
    return {"anyOf": [*value(block.columns[0].kind)["anyOf"], cells], "description": told}


def _notes(form: Format) -> Schema:
    """Notes by path, quoted, or as dotted keys."""
    properties: Schema = {
        cell.path: {"type": "string", "description": cell.full_label} for cell in form.cells
    }
    properties |= {section.key: {"type": "object"} for section in form.sections if section.table}
    return {
        "type": "object",
        "description": "照印在数字后面的备注或单位，按单元格的位置写。",
        "properties": properties,
        "additionalProperties": False,
    }


def _layout(form: Format) -> Schema:
    return {
        "type": "object",
        "description": "转录旧报告时，哪一张表印成了另一种格式。",
        "properties": {s.key: {"type": "string"} for s in form.sections if s.table},
        "additionalProperties": False,
    }

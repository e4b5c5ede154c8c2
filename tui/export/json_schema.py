"""The JSON Schema of ``export --format json``."""

from tui.report.file_schema import DRAFT, Schema, described, value, year
from tui.schema.model import Format

from .json_report import VERSION


def json_schema(form: Format) -> Schema:
    """The JSON Schema of a report in this format, exported as JSON."""
    cells: Schema = {
        cell.path: {
            "anyOf": [*value(cell.column.kind)["anyOf"], {"type": "null"}],
            "description": described(cell),
        }
        for cell in form.cells
    }
    texts: Schema = {
        path: {"type": "string", "description": f"{section.heading}：{text.number}{text.title}"}
        for path, (section, text) in form.texts.items()
    }
    properties: Schema = {
        "version": {"const": VERSION, "description": "这份约定的版本；含义改变时才改。"},
        "title": {"type": "string", "description": "标题，照印。"},
        "agency": {"type": ["string", "null"], "description": "单位名称；没有写明时为 null。"},
        "year": year() | {"type": ["integer", "null"]},
        "format": {"const": form.id, "description": f"格式：{form.name}（{form.notice}）。"},
        "texts": _all(texts, "各段文字，按位置；没有写的是空文本。"),
        "cells": _all(
            cells, '各单元格，按位置：数字；"" 尚未填写；"/" 不适用；null 文件里缺少或写错。'
        ),
        "notes": {
            "type": "object",
            "description": "照印的备注或单位，按单元格的位置。",
            "propertyNames": {"enum": [cell.path for cell in form.cells]},
            "additionalProperties": {"type": "string"},
        },
    }
    return {"$schema": DRAFT, "title": f"{form.name}（{form.id}），JSON 导出"} | _all(
        properties, "disclosure-tui export --format json 的输出。"
    )


def _all(properties: Schema, description: str) -> Schema:
    """An object with all of these properties and no other."""
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }

"""The whole report as JSON, for scripts. Its schema: ``disclosure-tui schema --of json``."""

from collections.abc import Mapping

from tui.report.model import Report

from .json_text import Json, json_value

VERSION = 1


def to_json(report: Report) -> str:
    """One object: head, texts, cells and notes, each by path.

    A cell is a number, ``""`` (blank), ``"/"`` (not applicable) or null (missing). Money
    has exactly the digits of the report.
    """
    cells = {c.path: v for c, v in zip(report.format.cells, report.values, strict=True)}
    texts = {path: report.texts.get(path, "") for path in report.format.texts}
    head: dict[str, Json] = {
        "version": VERSION,
        "title": report.title,
        "agency": report.agency,
        "year": report.year,
        "format": report.format.id,
    }
    parts = [f"{json_value(name)}: {json_value(value)}" for name, value in head.items()]
    groups: dict[str, Mapping[str, Json]] = {"texts": texts, "cells": cells, "notes": report.notes}
    parts += [f"{json_value(name)}: {_lines(group)}" for name, group in groups.items()]
    return "{\n  " + ",\n  ".join(parts) + "\n}\n"


def _lines(fields: Mapping[str, Json]) -> str:
    if not fields:
        return "{}"
    lines = (f"    {json_value(name)}: {json_value(value)}" for name, value in fields.items())
    return "{\n" + ",\n".join(lines) + "\n  }"

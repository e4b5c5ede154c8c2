"""Reasons on record: a finding that was looked at and found to be right as it is.

    [[waiver]]
    rule     = "Y201"
    cells    = ["disclosure.normative_documents.in_force", …]
    values   = [9, 2, 1]          # what stood in the cells at that time
    previous = [8]                # what stood in the operands of last year's report
    reason   = "含自然失效 2 件。"
    by       = "张三"
    date     = 2024-01-15

A waiver holds as long as the values are those. Of a text the first characters of its
SHA-256 stand in place of a value.
"""

import datetime
import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import tomli

from .model import Report
from .problem import KeyPath, Problem
from .values import Value, printed

Recorded = int | Decimal | str
KEYS = ("rule", "cells", "values", "previous", "reason", "by", "date")
_REQUIRED = ("rule", "cells", "values", "reason", "by", "date")
DIGEST = 12


class Waiver(NamedTuple):
    """One ``[[waiver]]``; ``at`` is where it stands in the file, empty for a new one."""

    rule: str
    cells: tuple[str, ...]
    values: tuple[Recorded, ...]
    previous: tuple[Recorded, ...]
    reason: str
    by: str
    date: datetime.date
    at: KeyPath


def recorded(report: Report | None, paths: Sequence[str]) -> tuple[Recorded, ...]:
    """What stands at some paths, as a waiver records it."""
    return tuple(_recorded(report, path) for path in paths)


def _recorded(report: Report | None, path: str) -> Recorded:
    if report is None:
        return ""
    if path in report.format.index:
        value: Value = report.value(path)
        return "" if value is None else value
    from hashlib import sha256  # A seventh of a cold check, and hardly any report needs it.

    text = report.texts.get(path, "")
    return "sha256:" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST]


def read_waivers(held: object) -> tuple[tuple[Waiver, ...], list[Problem]]:
    """The waivers of a report file, and a problem for each that is not one."""
    if not isinstance(held, list):
        return (), [Problem("waiver", ("waiver",), facts={"what": "array"})]
    waivers: list[Waiver] = []
    problems: list[Problem] = []
    for number, entry in enumerate(held):
        at: KeyPath = ("waiver", number)
        what = _fault(entry)
        if what:
            problems.append(Problem("waiver", at, facts={"what": what}))
        else:
            waivers.append(_waiver(entry, at))
    return tuple(waivers), problems


def _fault(entry: object) -> str:
    """What is wrong with a waiver, in Chinese; empty for a good one."""
    if not isinstance(entry, dict):
        return "应当写成 [[waiver]] 段落"
    for key in entry:
        if key not in KEYS:
            return f"不认识“{key}”；可写 {'、'.join(KEYS)}"
    for key in _REQUIRED:
        if key not in entry:
            return f"缺少 {key}"
    for key in ("rule", "reason", "by"):
        if not isinstance(entry[key], str) or not entry[key].strip():
            return f"{key} 应当是带引号的文字，不能空着"
    for key in ("cells", "values", "previous"):
        if not isinstance(entry.get(key, []), list):
            return f"{key} 应当是一组方括号"
    if not all(isinstance(cell, str) for cell in entry["cells"]):
        return "cells 里应当是带引号的位置"
    if len(entry["values"]) != len(entry["cells"]):
        return "values 与 cells 的个数应当相同"
    if not isinstance(entry["date"], datetime.date):
        return "date 应当是不带引号的日期，如 2024-01-15"
    return ""


def _waiver(entry: dict[str, Any], at: KeyPath) -> Waiver:
    date = entry["date"]
    return Waiver(
        entry["rule"].strip().upper(),
        tuple(entry["cells"]),
        tuple(entry["values"]),
        tuple(entry.get("previous", ())),
        entry["reason"],
        entry["by"],
        date.date() if isinstance(date, datetime.datetime) else date,
        at,
    )


def as_text(waivers: Sequence[Waiver]) -> str:
    """Waivers as one text, for whatever keeps a report by path and value; see :func:`from_text`."""
    return "\n".join(as_block(waiver, "\n") for waiver in waivers)


def from_text(text: str) -> tuple[Waiver, ...]:
    """The waivers of such a text; those that are none are left out."""
    try:
        held = tomli.loads(text, parse_float=Decimal).get("waiver", [])
    except (tomli.TOMLDecodeError, RecursionError, ValueError):
        return ()
    return tuple(waiver._replace(at=()) for waiver in read_waivers(held)[0])


def as_block(waiver: Waiver, newline: str) -> str:
    """A waiver as it stands in a file."""
    pairs = {
        "rule": json.dumps(waiver.rule),
        "cells": _array([json.dumps(cell) for cell in waiver.cells]),
        "values": _array([_literal(value) for value in waiver.values]),
        "previous": _array([_literal(value) for value in waiver.previous]),
        "reason": json.dumps(waiver.reason, ensure_ascii=False).replace("\x7f", "\\u007f"),
        "by": json.dumps(waiver.by, ensure_ascii=False).replace("\x7f", "\\u007f"),
        "date": waiver.date.isoformat(),
    }
    if not waiver.previous:
        del pairs["previous"]
    wide = max(map(len, pairs))
    lines = ["[[waiver]]", *(f"{key.ljust(wide)} = {value}" for key, value in pairs.items())]
    return newline.join(lines) + newline


def _array(items: list[str]) -> str:
    return f"[ {', '.join(items)} ]" if items else "[]"


def _literal(value: Recorded) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else printed(value)

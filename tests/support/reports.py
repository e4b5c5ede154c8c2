"""Reports built from the figures of real published ones."""

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from tui.report.model import Report, blank_report
from tui.report.values import meaning
from tui.schema import Catalogue, Format

PUBLISHED = Path(__file__).parent / "published.toml"


@cache
def catalogue() -> Catalogue:
    """The national formats."""
    return Catalogue()


@cache
def published() -> tuple[dict[str, Any], ...]:
    """The transcribed reports."""
    return tuple(tomli.loads(PUBLISHED.read_text("utf-8"))["report"])


def name_of(case: dict[str, Any]) -> str:
    """How a test names a published report."""
    return f"{case['agency']}{case['year']}"


def layout_of(case: dict[str, Any]) -> Format:
    """The layout a report was printed in; table 三 may be of another format."""
    layout = case["layout"]
    form = catalogue().get(layout["disclosure"])
    assert form
    if layout["applications"] != layout["disclosure"]:
        other = catalogue().get(layout["applications"])
        assert other
        form = catalogue().mixed(form, "applications", other)
    return form


def report_of(case: dict[str, Any]) -> Report:
    """A published report as a report in memory."""
    form = layout_of(case)
    report = blank_report(form, case["year"], case["agency"])
    for section in ("disclosure", "applications", "remedies"):
        for row, held in case[section].items():
            block, _, start = form.rows[f"{section}.{row}"]
            items = held if isinstance(held, list) else [held]
            assert len(items) == len(block.columns)
            for offset, item in enumerate(items):
                value = meaning(item) if isinstance(item, str) and item else item
                money = block.columns[offset].kind == "money" and value != ""
                report.values[start + offset] = Decimal(value) if money else value
    return report


def zero_report(format_id: str = "2021", year: int = 2023, agency: str = "某某县司法局") -> Report:
    """A report in which nothing happened: every cell 0, every text written."""
    form = catalogue().get(format_id)
    assert form
    report = blank_report(form, year, agency)
    for cell in form.cells:
        report.values[cell.index] = Decimal(0) if cell.column.kind == "money" else 0
    for path, (section, text) in form.texts.items():
        report.texts[path] = f"本年度{text.title}的情况（{section.number}）。"
    report.texts["other.text"] += "本年度未收取信息处理费。"
    return report


def as_toml(report: Report) -> str:
    """A report as an unaligned report file, for reading back."""
    import json

    lines = [f'format = "{report.format.id}"']
    if report.year is not None:
        lines.append(f"year = {report.year}")
    if report.agency is not None:
        lines.append(f"agency = {json.dumps(report.agency, ensure_ascii=False)}")
    for section in report.format.sections:
        lines += ["", f"[{section.key}]"]
        for text in section.texts:
            prose = report.texts.get(f"{section.key}.{text.key}", "")
            lines.append(f"{text.key} = {json.dumps(prose, ensure_ascii=False)}")
        for block in section.table.blocks if section.table else ():
            for row in block.rows:
                start = report.format.rows[f"{section.key}.{row.key}"][2]
                values = report.values[start : start + len(block.columns)]
                shown = [f'"{v}"' if isinstance(v, str) else str(v) for v in values]
                value = shown[0] if len(shown) == 1 else f"[ {', '.join(shown)} ]"
                lines.append(f"{row.key} = {value}")
    if report.notes:
        lines += ["", "[notes]"]
        lines += [
            f'"{path}" = {json.dumps(note, ensure_ascii=False)}'
            for path, note in report.notes.items()
        ]
    return "\n".join(lines) + "\n"

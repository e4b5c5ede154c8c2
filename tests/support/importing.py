"""Reports to publish and read back, and what a test compares."""

from typing import Any

from tests.support.reports import catalogue, report_of
from tui.ingest.convert import import_bytes
from tui.ingest.imported import Imported
from tui.report.model import Report


def published_report(case: dict[str, Any]) -> Report:
    """A published report with the units printed in its cells, and prose of our own."""
    report = report_of(case)
    for row, held in case["disclosure"].items():
        block, _, start = report.format.rows[f"disclosure.{row}"]
        items = held if isinstance(held, list) else [held]
        for offset, item in enumerate(items[: len(block.columns)]):
            if isinstance(item, str) and item.endswith("元"):
                path = report.format.cells[start + offset].path
                report.notes[path] = "万元" if item.endswith("万元") else "元"
    for path, (_, text) in report.format.texts.items():
        report.texts[path] = f"本年度{text.title}的情况，材料共3页。"
    report.texts["other.text"] += "未收取信息处理费。"
    return report


def imported(name: str, data: str | bytes, **options: Any) -> Imported:
    """What an import of a file gives."""
    raw = data.encode("utf-8") if isinstance(data, str) else data
    return import_bytes(name, raw, catalogue(), **options)[1]


def differences(report: Report, found: Imported) -> tuple[list[str], list[str]]:
    """Cells that were missed, and cells that hold what nobody printed."""
    missed: list[str] = []
    invented: list[str] = []
    for cell in report.format.cells:
        wanted = report.values[cell.index], report.notes.get(cell.path)
        index = found.report.format.index.get(cell.path)
        if index is None or cell.path not in found.trace:
            missed.append(cell.path)
            continue
        got = found.report.values[index], found.report.notes.get(cell.path)
        if got != wanted:
            (invented if got[0] != "" else missed).append(f"{cell.path}: {got} for {wanted}")
    stray = set(found.report.format.index) - set(report.format.index)
    invented += [path for path in stray if found.report.value(path) != ""]
    return missed, invented

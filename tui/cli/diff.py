"""``diff``: two reports against each other, cells and prose."""

import json
import sys
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from tui.cli import CommandError
from tui.cli.options import SchemaOption, catalogue_of, loaded_file
from tui.cli.style import Style
from tui.compare import CellChange, Comparison, TextChange, compared
from tui.display import pad, visible, width, wrap
from tui.report.model import Report
from tui.report.values import Figure, Value, printed

EXAMPLES = """\
disclosure-tui diff 2023.toml 2024.toml
disclosure-tui diff 2024.toml                 # 与上次保存之前的一份（2024.toml~）对照
disclosure-tui diff 草稿.toml 定稿.toml --format json"""

BACKUP = "~"
TEXT_WIDTH = 76


def command(
    first: Annotated[str, typer.Argument(metavar="文件一", help="年报文件")],
    second: Annotated[
        str | None,
        typer.Argument(metavar="文件二", help="另一份；不写则与文件一上次保存之前的一份对照"),
    ] = None,
    format: Annotated[
        Literal["text", "json"],
        typer.Option("--format", help="输出格式：text 供人看，json 供脚本使用"),
    ] = "text",
    schema: SchemaOption = None,
) -> int:
    """对照两份年报，列出不同的单元格和文字

    可以是两个文件、两个年度，或一个文件与它上次保存之前的样子。
    结束状态：0 相同，1 有不同，2 无法对照。
    """
    catalogue = catalogue_of(schema)
    if second is None:
        backup = first + BACKUP
        if not Path(backup).is_file():
            raise CommandError(f"没有 {visible(backup)}：{visible(first)} 没有保存过的前一份")
        first, second = backup, first
    reports = []
    for name in (first, second):
        loaded = loaded_file(name, catalogue)
        if loaded.report is None or not loaded.is_whole:
            raise CommandError(f"{visible(name)}：文件写法有误，先用 check 查出并改正")
        reports.append(loaded.report)
    found = compared(*reports)
    if format == "json":
        print(_json(first, second, reports, found))
    else:
        print("\n".join(_text(first, second, found, Style(sys.stdout))))
    return 1 if found else 0


def _text(first: str, second: str, found: Comparison, style: Style) -> list[str]:
    lines = [f"{style.bold('一')}  {visible(first)}", f"{style.bold('二')}  {visible(second)}"]
    if not found:
        return [*lines, "", "两份没有不同。"]
    for change in found.head:
        lines += ["", f"{change.label}：{visible(change.first)} → {visible(change.second)}"]
    if found.cells:
        lines += ["", *_cell_lines(found.cells, style)]
    for change in found.notes:
        was, now = visible(change.first) or "（无）", visible(change.second) or "（无）"
        lines += ["", f"备注 {change.label}：{was} → {now}"]
    for change in found.texts:
        lines += ["", *_passage_lines(change, style)]
    counts = (
        f"{len(found.cells)} 格数字" if found.cells else "",
        f"{len(found.texts)} 段文字" if found.texts else "",
        f"{len(found.notes)} 条备注" if found.notes else "",
    )
    told = "、".join(filter(None, counts)) or "文件开头"
    return [*lines, "", f"不同之处：{told}。"]


def _cell_lines(cells: tuple[CellChange, ...], style: Style) -> list[str]:
    rows = [
        (
            visible(cell.label),
            _shown(cell.first, missing=cell.only_in == 2),
            _shown(cell.second, missing=cell.only_in == 1),
            _signed(cell.change),
        )
        for cell in cells
    ]
    head = ("单元格", "一", "二", "增减")
    wide = [max(map(width, column)) for column in zip(head, *rows, strict=True)]
    lines = [style.dim(_line(head, wide))]
    return lines + [_line(row, wide) for row in rows]


def _line(row: tuple[str, ...], wide: list[int]) -> str:
    label, *figures = row
    cells = [pad(label, wide[0])]
    cells += [pad(text, w, "right") for text, w in zip(figures, wide[1:], strict=True)]
    return "  ".join(cells).rstrip()


def _shown(value: Value, *, missing: bool) -> str:
    if missing:
        return "没有这一格"
    return printed(value) if value not in ("", None) else "空白"


def _signed(change: Figure | None) -> str:
    return "" if not change else ("+" if change > 0 else "") + printed(change)


def _passage_lines(change: TextChange, style: Style) -> list[str]:
    lines = [style.bold(change.label)]
    for passage in change.passages:
        text = passage.text.strip("\n")
        if passage.kind == "same" or not text.strip():
            continue
        mark, paint = ("－", style.red) if passage.kind == "removed" else ("＋", style.green)
        for part in text.split("\n"):
            for number, line in enumerate(wrap(visible(part), TEXT_WIDTH - 4)):
                lines.append(paint(f"{mark if number == 0 else '　'} {line}"))
    return lines


def _json(first: str, second: str, reports: list[Report], found: Comparison) -> str:
    def head(name: str, report: Report) -> dict[str, Any]:
        return {
            "file": name,
            "format": report.format.id,
            "year": report.year,
            "agency": report.agency,
        }

    data = {
        "version": 1,
        "first": head(first, reports[0]),
        "second": head(second, reports[1]),
        "cells": [
            {
                "path": c.path,
                "label": c.label,
                "first": _plain(c.first),
                "second": _plain(c.second),
                "change": _plain(c.change),
            }
            for c in found.cells
        ],
        "texts": [
            {
                "path": t.path,
                "label": t.label,
                "passages": [{"kind": p.kind, "text": p.text} for p in t.passages],
            }
            for t in found.texts
        ],
        "notes": [
            {"path": t.path, "label": t.label, "first": t.first, "second": t.second}
            for t in found.notes
        ],
    }
    from tui.display import json_safe

    return json_safe(json.dumps(data, ensure_ascii=False, indent=1), keep="\n")


def _plain(value: Value) -> Any:
    return float(value) if isinstance(value, Decimal) else value

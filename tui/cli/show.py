"""``show``: the data of a report, for eyes and for scripts."""

from typing import Annotated

import typer

from tui.cli import CommandError
from tui.cli.completion import complete_paths
from tui.cli.options import SchemaOption, catalogue_of, loaded_file
from tui.cli.places import cells_at, known_paths, unknown
from tui.cli.style import print_error
from tui.display import pad, visible, width
from tui.report.model import Report
from tui.report.values import printed
from tui.schema import Section

EXAMPLES = """\
disclosure-tui show 2020.toml
disclosure-tui show 2020.toml applications.received
disclosure-tui show 2020.toml applications.received.total
disclosure-tui show 2020.toml overview.proactive"""


def command(
    file: Annotated[str, typer.Argument(metavar="文件", help="年报文件；- 读标准输入")],
    path: Annotated[
        str | None,
        typer.Argument(
            metavar="位置",
            help="一个单元格、一行、一部分或一段文字；不写则显示全部",
            autocompletion=complete_paths,
        ),
    ] = None,
    schema: SchemaOption = None,
) -> None:
    """查看年报中的数据

    位置是单元格时只输出它的值，便于脚本使用；是行或部分时每格一行：路径、值、名称。
    空白显示为 ""，不适用显示为 /，缺少或写错的显示为 ?。
    """
    catalogue = catalogue_of(schema)
    loaded = loaded_file(file, catalogue)
    report = loaded.report
    if not loaded.is_whole:
        print_error(f"{visible(file)}：文件写法有误，只能显示读得出来的部分；请先运行 check")
    if report is None:
        raise typer.Exit(2)
    if path is None:
        _whole(report)
    elif path in report.format.texts:
        print(visible(report.texts.get(path, ""), keep="\n").rstrip("\n"))
    elif path in ("year", "agency", "format"):
        head = {"year": report.year, "agency": report.agency, "format": report.format.id}
        print("" if head[path] is None else visible(str(head[path])))
    elif path == "notes":
        for cell, note in report.notes.items():
            print(f"{cell}  {visible(note)}")
    elif path.startswith("notes."):
        print(visible(report.notes.get(path.removeprefix("notes."), "")))
    elif path in report.format.index:
        if report.value(path) is None:
            raise CommandError(f"{path} 没有可用的值：缺少或写错了；请先运行 check")
        print(_value(report, path))
    elif cells_at(report.format, path):
        _rows(report, path)
    elif path in report.format.section:
        _texts(report, report.format.section[path])
    else:
        raise unknown(path, known_paths(report.format))


def _value(report: Report, path: str) -> str:
    value = report.value(path)
    if value is None:
        return "?"
    return '""' if value == "" else printed(value)


def _whole(report: Report) -> None:
    print(visible(report.title))
    for section in report.format.sections:
        print(f"\n{section.heading}  [{section.key}]")
        if section.table:
            _rows(report, section.key)
        else:
            _texts(report, section)


def _texts(report: Report, section: Section) -> None:
    for text in section.texts:
        path = f"{section.key}.{text.key}"
        prose = report.texts.get(path, "").strip()
        first = visible(prose.splitlines()[0]) if prose else '""'
        shown = first if width(first) <= 60 else f"{_head(first, 58)}…"
        print(f"{path:<22}  {len(prose):>5} 字  {shown}")


def _head(text: str, room: int) -> str:
    while width(text) > room:
        text = text[:-1]
    return text


def _rows(report: Report, path: str) -> None:
    cells = cells_at(report.format, path)
    rows = [(cell.path, _value(report, cell.path), cell.label) for cell in cells]
    wide = [max(width(row[i]) for row in rows) for i in (0, 1)]
    for cell_path, value, label in rows:
        note = report.notes.get(cell_path, "")
        remark = f"  （备注：{visible(note)}）" if note else ""
        print(f"{pad(cell_path, wide[0])}  {pad(value, wide[1], 'right')}  {label}{remark}")

"""``set``: change values of a report from scripts, or without a screen."""

import difflib
import sys
from pathlib import Path
from typing import Annotated

import typer

from tui.cli import CommandError
from tui.cli.completion import complete_assignments
from tui.cli.locking import locked
from tui.cli.options import BackupOption, SchemaOption, catalogue_of
from tui.cli.places import unknown
from tui.cli.style import Style
from tui.display import visible
from tui.report.model import Report
from tui.report.read import FIRST_YEAR, LAST_YEAR, load_bytes
from tui.report.save import SaveError, save
from tui.report.source import UnreadableError, read_bytes
from tui.report.values import TypedError, Value, parse_typed, printed
from tui.report.write import WriteError, edited
from tui.schema import Catalogue

EXAMPLES = """\
disclosure-tui set 2020.toml applications.received.natural=5
disclosure-tui set 2020.toml disclosure.licensing=120 disclosure.penalties=14
disclosure-tui set 2020.toml other.text=本年度未收取信息处理费。
disclosure-tui set 2020.toml applications.received.total==3+2 --dry-run"""

MAX_SHOWN = 24


def command(
    file: Annotated[Path, typer.Argument(metavar="文件", help="要修改的年报文件")],
    assignments: Annotated[
        list[str],
        typer.Argument(
            metavar="位置=值",
            help="单元格或文字的位置和新值；值可写 /（不适用）、空（未填）或简单的和 =3+2",
            autocompletion=complete_assignments,
        ),
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示会怎样改动，不写文件")] = False,
    backup: BackupOption = True,
    schema: SchemaOption = None,
) -> None:
    """修改年报中的数据或文字

    只改写到的值，文件里的注释、顺序和排列都不动。有一项不合要求，就全部不改。
    合计不会自动计算；改完请运行 check。有人正在用 edit 编辑这个文件时不写入，并说明是谁。
    """
    catalogue = catalogue_of(schema)
    if dry_run:
        _set(file, assignments, catalogue, backup=None)
        return
    try:
        with locked(file, "set"):
            _set(file, assignments, catalogue, backup=backup)
    except SaveError as error:
        raise CommandError(f"{visible(str(file))}：{error}") from None


def _set(file: Path, assignments: list[str], catalogue: Catalogue, backup: bool | None) -> None:
    """``backup``: None for a preview, which writes nothing."""
    dry_run = backup is None
    try:
        data = read_bytes(str(file))
    except UnreadableError as error:
        raise CommandError(f"{visible(str(file))}：{error}") from None
    loaded = load_bytes(str(file), data, catalogue)
    report = loaded.report
    if report is None:
        raise CommandError(
            f"{visible(str(file))}：文件写法有误，先用 disclosure-tui check 查出并改正"
        )
    changes: dict[str, Value] = {}
    problems: list[str] = []
    for assignment in assignments:
        try:
            path, value = _parsed(report, assignment)
            if changes.get(path, value) != value:
                raise CommandError("同一个位置写了两个不同的值")
            if value != "" or not path.startswith("notes.") or path[6:] in report.notes:
                changes[path] = value
        except (CommandError, TypedError) as error:
            problems.append(f"{visible(assignment)}：{error}")
    if problems:
        raise CommandError("；\n      ".join(problems) + "\n没有作任何改动。")
    try:
        new = edited(data, report.format, changes)
        notes = save(file, new, expected=data, backup=backup) if backup is not None else []
    except WriteError as error:
        raise CommandError(f"{visible(str(file))}：{error}") from None
    _report_changes(report, changes, dry_run)
    for note in notes:
        print(f"注意：{note}", file=sys.stderr)
    if dry_run:
        _show_diff(data, new)


def _parsed(report: Report, assignment: str) -> tuple[str, Value]:
    path, equals, typed = assignment.partition("=")
    path = path.strip()
    if not equals:
        raise CommandError("应当写成 位置=值")
    if any("\ud800" <= char <= "\udfff" for char in typed):
        raise CommandError("值里有不是 UTF-8 的字节，请检查终端的编码")
    form = report.format
    if path == "format":
        raise CommandError("换格式时表格的行列不同，不能这样改；请用 new --format 新建")
    if path == "year":
        year = parse_typed(typed, "count")
        if not isinstance(year, int) or not FIRST_YEAR <= year <= LAST_YEAR:
            raise CommandError("年份应当是四位数字")
        return path, year
    if path == "agency":
        if not typed.strip():
            raise CommandError("单位名称不能为空")
        return path, typed
    if path in form.texts or (path.startswith("notes.") and path[6:] in form.index):
        return path, typed
    row = form.rows.get(path)
    if row and len(row[0].columns) == 1:
        path = form.cells[row[2]].path
    if path not in form.index:
        if row:
            keys = "、".join(c.key for c in row[0].columns)
            raise CommandError(
                f"这是一行，请写明列，如 {path}.{row[0].columns[0].key}；列有 {keys}"
            )
        raise unknown(path, ["year", "agency", *form.rows, *form.index, *form.texts])
    return path, parse_typed(typed, form.cells[form.index[path]].column.kind)


def _report_changes(report: Report, changes: dict[str, Value], dry_run: bool) -> None:
    for path, value in changes.items():
        old: object
        if path in report.format.index:
            old = report.value(path)
        elif path.startswith("notes."):
            old = report.notes.get(path[6:], "")
        else:
            old = report.texts.get(path, getattr(report, path, ""))
        before, after = _short(old), _short(value)
        print(f"{path}：{before} → {after}" if before != after else f"{path}：{after}（没有变化）")
    if dry_run:
        print("（只是预览，没有写入）")


def _short(value: object) -> str:
    if value is None or value == "":
        return '""'
    text = str(value) if isinstance(value, str) else printed(value)  # type: ignore[arg-type]
    text = visible(text)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


def _show_diff(old: bytes, new: bytes) -> None:
    style = Style(sys.stdout)
    before, after = (d.decode("utf-8-sig").splitlines() for d in (old, new))
    for line in list(difflib.unified_diff(before, after, lineterm="", n=0))[2:]:
        if not line.startswith("@@"):
            shown = visible(line)
            print(style.green(shown) if line.startswith("+") else style.red(shown))

"""``recover``: what a session that ended without saving had written down."""

import os
from pathlib import Path
from typing import Annotated

import typer

from tui.cli import CommandError
from tui.cli.locking import locked
from tui.cli.options import BackupOption, SchemaOption, catalogue_of
from tui.cli.style import print_error
from tui.display import visible
from tui.report.merge import Difference, common_beginning
from tui.report.recovery import JournalError, Recovery, journals, recover, recovered
from tui.report.save import SaveError, create, save
from tui.report.source import UnreadableError, read_bytes
from tui.report.values import Value, printed
from tui.schema import Catalogue

EXAMPLES = """\
disclosure-tui recover 2020.toml
disclosure-tui recover 2020.toml --apply
disclosure-tui recover 2020.toml --apply --take file
disclosure-tui recover 2020.toml --discard"""

MAX_SHOWN = 60


def command(
    file: Annotated[Path, typer.Argument(metavar="文件", help="年报文件")],
    apply: Annotated[bool, typer.Option("--apply", help="把这些改动写进年报文件")] = False,
    discard: Annotated[bool, typer.Option("--discard", help="删除记录，放弃这些改动")] = False,
    take: Annotated[
        str,
        typer.Option(
            "--take",
            metavar="journal|file",
            help="记录和文件都改过的地方取哪一边：journal 取记录，file 取文件里现在的",
        ),
    ] = "",
    backup: BackupOption = True,
    schema: SchemaOption = None,
) -> int:
    """查看或恢复上次没有保存的改动

    编辑器意外结束（断线、断电、被终止）后，没有保存的改动留在年报旁边的记录里
    （.2020.toml.journal）。不带选项只列出来；有改动可恢复时以状态 1 结束。
    """
    if apply and discard:
        raise CommandError("--apply 和 --discard 只能写一个")
    if take not in ("", "journal", "file"):
        raise CommandError("--take 只能是 journal 或 file")
    catalogue = catalogue_of(schema)
    found = failed = 0
    try:
        with locked(file, "recover"):
            for path in journals(file, declined=True):
                try:
                    recovery = recover(path, _data(file), catalogue)
                    if recovery is None:
                        path.unlink(missing_ok=True)
                        continue
                    found += 1
                    _show(recovery, file)
                    if apply:
                        _apply(recovery, file, catalogue, take, backup)
                except JournalError as error:
                    failed += not discard
                    print_error(f"{visible(str(file))}：{error}\n记录在 {visible(str(path))}")
                if discard:
                    _discard(path)
    except (SaveError, UnreadableError) as error:
        raise CommandError(f"{visible(str(file))}：{error}") from None
    if failed:
        return 2
    if not found:
        print(f"{visible(str(file))}：没有需要恢复的改动。")
    elif not apply and not discard:
        print("写进文件请加 --apply，放弃请加 --discard。")
        return 1
    return 0


def _data(file: Path) -> bytes | None:
    return read_bytes(str(file)) if os.path.lexists(file) else None


def _show(recovery: Recovery, file: Path) -> None:
    print(f"{visible(str(file))}：{visible(recovery.explanation)}")
    for difference in recovery.differences:
        print("  " + visible(_line(difference)))


def _line(difference: Difference) -> str:
    path, base, mine, theirs, conflict = difference
    # Of long texts what is shown begins a little before they differ.
    start = max(0, common_beginning((mine, theirs)) - 10)
    new, old = _short(mine, start), _short(theirs, start)
    if not conflict:
        return f"{path}：{old} → {new}"
    before = f"原来是 {_short(base, start)}，" if base is not None else ""
    return f"{path}：{before}记录改成 {new}，文件现在是 {old}（要选择）"


def _short(value: Value, start: int) -> str:
    if value is None or value == "":
        return '""'
    text = printed(value)
    if len(text) <= MAX_SHOWN:
        return text
    cut = text[start : start + MAX_SHOWN]
    behind = "…" if start + MAX_SHOWN < len(text) else ""
    return f"{'…' if start else ''}{cut}{behind}（共 {len(text)} 字）"


def _apply(recovery: Recovery, file: Path, catalogue: Catalogue, take: str, backup: bool) -> None:
    if recovery.conflicts and not take:
        raise CommandError(
            f"{file}：有 {len(recovery.conflicts)} 处记录和文件都改过；请加 --take journal 或"
            " --take file，或者用 disclosure-tui edit 打开，逐项选择"
        )
    theirs = frozenset(d.path for d in recovery.conflicts if take == "file")
    data = _data(file)
    new = recovered(recovery, data, catalogue, theirs)
    if data is None:
        create(file, new)
    else:
        save(file, new, expected=data, backup=backup or recovery.whole)
    recovery.path.unlink(missing_ok=True)
    print(f"已写入 {visible(str(file))}，记录已删除。")


def _discard(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise CommandError(f"{visible(str(path))}：无法删除（{error.strerror}）") from None
    print("记录已删除。")

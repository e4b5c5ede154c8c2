"""``fmt``: the aligned layout for report files."""

import difflib
import sys
from pathlib import Path
from typing import Annotated

import tomli
import typer

from tui.cli import CommandError
from tui.cli.locking import locked
from tui.cli.options import BackupOption, SchemaOption, catalogue_of
from tui.cli.style import Style, print_error
from tui.display import visible
from tui.report.decode import BOM
from tui.report.layout import LayoutError, laid_out
from tui.report.read import load_bytes
from tui.report.save import SaveError, save
from tui.report.source import UnreadableError, read_bytes
from tui.schema import Catalogue

EXAMPLES = """\
disclosure-tui fmt 2020.toml
disclosure-tui fmt *.toml --check
disclosure-tui fmt 2020.toml --diff"""


def command(
    files: Annotated[list[Path], typer.Argument(metavar="文件", help="要整理的年报文件")],
    check: Annotated[
        bool, typer.Option("--check", help="只检查是否整齐，不写文件；有不整齐的以状态 1 结束")
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="只显示会怎样改动，不写文件；有改动的以状态 1 结束")
    ] = False,
    backup: BackupOption = True,
    schema: SchemaOption = None,
) -> int:
    """把年报文件排列整齐，数据不变

    数字按列对齐，列名写在上面。只移动空格：注释、顺序和每个数的写法都保留；
    整理后的数据若与原来有任何不同，就不写入。有人正在用 edit 编辑的文件不整理，并说明是谁。
    """
    catalogue = catalogue_of(schema)
    changed = failed = 0
    for file in files:
        try:
            if check or diff:
                old, new = _both(file, catalogue)
                changed += old != new
                if old != new:
                    _show(file, old, new, diff)
            else:
                _write(file, catalogue, backup)
        except (UnreadableError, SaveError, CommandError) as error:
            failed += 1
            print_error(f"{visible(str(file))}：{error}")
    if failed:
        return 2
    return 1 if changed else 0


def _both(file: Path, catalogue: Catalogue) -> tuple[bytes, bytes]:
    old = read_bytes(str(file))
    return old, formatted(str(file), old, catalogue)


def _show(file: Path, old: bytes, new: bytes, diff: bool) -> None:
    name = visible(str(file))
    if diff:
        _show_diff(name, old, new)
    else:
        print(f"需要整理：{name}")


def _write(file: Path, catalogue: Catalogue, backup: bool) -> None:
    with locked(file, "fmt"):
        old, new = _both(file, catalogue)
        if old != new:
            for note in save(file, new, expected=old, backup=backup):
                print(f"注意：{note}", file=sys.stderr)
            print(f"已整理：{visible(str(file))}")


def formatted(name: str, data: bytes, catalogue: Catalogue) -> bytes:
    """The bytes of a report file in the aligned layout, line ends and mark kept.

    Raises:
        CommandError: when the file cannot be read completely, or would not stay the same.
    """
    loaded = load_bytes(name, data, catalogue)
    unread = next(
        (p for p in loaded.problems if p.kind in ("syntax", "unquoted", "encoding")), None
    )
    if unread or loaded.report is None or not _is_toml(loaded.source.text):
        raise CommandError("文件写法有误，没有整理；先用 disclosure-tui check 查出并改正")
    try:
        text = laid_out(loaded.source.text, loaded.report.format)
    except (LayoutError, ValueError):
        raise CommandError("整理后的数据会与原来不同，没有整理；请报告这个问题") from None
    if b"\r\n" in data:
        text = text.replace("\n", "\r\n")
    return (BOM if data.startswith(BOM) else b"") + text.encode("utf-8")


def _is_toml(text: str) -> bool:
    """Whether the standard parser reads it; what a person meant by １２ is not enough here."""
    try:
        tomli.loads(text)
    except ValueError:
        return False
    return True


def _show_diff(name: str, old: bytes, new: bytes) -> None:
    style = Style(sys.stdout)
    before, after = (d.decode("utf-8-sig").splitlines() for d in (old, new))
    lines = difflib.unified_diff(before, after, f"{name}（原来）", f"{name}（整理后）", lineterm="")
    for line in lines:
        shown = visible(line)
        colour = {"+": style.green, "-": style.red, "@": style.dim}.get(line[:1])
        print(colour(shown) if colour else shown)

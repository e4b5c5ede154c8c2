"""``edit``: the form on the screen."""

import os
from pathlib import Path
from typing import Annotated

import typer

from tui.cli import CommandError
from tui.cli.options import BackupOption, SchemaOption, catalogue_of
from tui.display import visible

EXAMPLES = """\
disclosure-tui edit 2020.toml
disclosure-tui edit 2020.toml --ambiguous wide
disclosure-tui edit --root /srv/年报 2020.toml"""


def command(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="文件", help="要编辑的年报文件；只有写了 --root 才可以不写"),
    ] = None,
    mouse: Annotated[
        bool, typer.Option("--mouse", help="使用鼠标（终端自己的选择和复制会失效）")
    ] = False,
    ambiguous: Annotated[
        str,
        typer.Option(
            "--ambiguous",
            metavar="auto|narrow|wide",
            help="终端把引号、省略号、制表符显示成一格还是两格宽；auto 为自动识别",
        ),
    ] = "auto",
    root: Annotated[
        Path | None,
        typer.Option(
            "--root",
            metavar="文件夹",
            help="只许读写这个文件夹里的文件，不许运行别的程序（供 SSH 的 ForceCommand 使用）",
        ),
    ] = None,
    backup: BackupOption = True,
    schema: SchemaOption = None,
) -> int:
    """在屏幕上填写年报

    用键盘填写各部分的表格和文字，合计自动计算，勾稽不符随时指出。
    F1 帮助，F10 菜单，Ctrl+S 保存，Ctrl+Q 退出。
    """
    if ambiguous not in ("auto", "narrow", "wide"):
        raise CommandError("--ambiguous 只能是 auto、narrow 或 wide")
    # Textual takes a third of a second to import: only this command pays for it.
    from tui.app.confinement import Confinement, OutsideError
    from tui.app.run import EditorError, run_editor

    try:
        return run_editor(
            _file(file, root),
            catalogue_of(schema),
            mouse=mouse,
            ambiguous=ambiguous,
            backup=backup,
            confinement=Confinement(root),
        )
    except (EditorError, OutsideError) as error:
        raise CommandError(str(error)) from None


def _file(file: Path | None, root: Path | None) -> Path:
    """The file to edit; with ``--root`` a path in that folder.

    As an SSH ForceCommand, what the user typed behind the host stands in a variable of
    sshd's (``ssh -t host 2020.toml``). It is taken as a name and never run.
    """
    if root is None:
        if file is None:
            raise CommandError("请写明要编辑的年报文件，如 disclosure-tui edit 2020.toml")
        return file
    asked = os.environ.get("SSH_ORIGINAL_COMMAND", "").strip()
    if file is None and asked:
        file = Path(asked)
    if file is not None:
        return root.absolute() / file
    names = sorted(p.name for p in root.glob("*.toml") if p.is_file())
    if len(names) == 1:
        return root.absolute() / names[0]
    there = f"文件夹里有：{visible('、'.join(names))}" if names else "文件夹里还没有年报"
    raise CommandError(f"请写明要编辑的年报，如 ssh -t 主机 2020.toml；{there}")

"""``edit``: the form on the screen."""

from pathlib import Path
from typing import Annotated

import typer

from tui.cli import CommandError
from tui.cli.options import BackupOption, SchemaOption, catalogue_of

EXAMPLES = """\
disclosure-tui edit 2020.toml
disclosure-tui edit 2020.toml --ambiguous wide"""


def command(
    file: Annotated[Path, typer.Argument(metavar="文件", help="要编辑的年报文件")],
    mouse: Annotated[
        bool, typer.Option("--mouse", help="使用鼠标（终端自己的选择和复制会失效）")
    ] = False,
    ambiguous: Annotated[
        str,
        typer.Option("--ambiguous", metavar="narrow|wide", help="终端把制表符、引号等显示成几格宽"),
    ] = "narrow",
    backup: BackupOption = True,
    schema: SchemaOption = None,
) -> int:
    """在屏幕上填写年报

    用键盘填写各部分的表格和文字，合计自动计算，勾稽不符随时指出。
    F1 帮助，F10 菜单，Ctrl+S 保存，Ctrl+Q 退出。
    """
    if ambiguous not in ("narrow", "wide"):
        raise CommandError("--ambiguous 只能是 narrow 或 wide")
    # Textual takes a third of a second to import: only this command pays for it.
    from tui.app.run import EditorError, run_editor

    try:
        return run_editor(
            file, catalogue_of(schema), mouse=mouse, wide=ambiguous == "wide", backup=backup
        )
    except EditorError as error:
        raise CommandError(str(error)) from None

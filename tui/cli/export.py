"""``export``: the whole report as Markdown or text."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from tui.checks import check
from tui.cli import CommandError
from tui.cli.options import SchemaOption, catalogue_of, loaded_file
from tui.cli.style import print_error
from tui.display import visible
from tui.report.save import SaveError, save

EXAMPLES = """\
disclosure-tui export 2020.toml --format markdown -o 2020.md
disclosure-tui export 2020.toml --format markdown --tables html
disclosure-tui export 2020.toml --format text --style printed | less"""


def command(
    file: Annotated[str, typer.Argument(metavar="文件", help="年报文件；- 读标准输入")],
    format: Annotated[
        Literal["markdown", "text"],
        typer.Option("--format", "-f", help="输出格式：markdown 或纯文本 text"),
    ] = "markdown",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="文件", help="写入文件；不写则输出到屏幕"),
    ] = None,
    tables: Annotated[
        Literal["flat", "html"],
        typer.Option("--tables", help="markdown 的表格：flat 展平，html 保留合并单元格"),
    ] = "flat",
    style: Annotated[
        Literal["grid", "printed", "ascii"],
        typer.Option(
            "--style", help="text 的表格：grid 展平，printed 如印制的表，ascii 不用制表符"
        ),
    ] = "grid",
    strict: Annotated[
        bool, typer.Option("--strict", help="年报有错误时不导出，以状态 1 结束")
    ] = False,
    schema: SchemaOption = None,
) -> int:
    """导出年报全文

    从标题到第六部分，表格附在各部分中。年报有错误时照样导出，并在标准错误上提示。
    同样的年报每次导出的内容完全相同。
    """
    if tables != "flat" and format != "markdown":
        raise CommandError("--tables 只用于 --format markdown")
    if style != "grid" and format != "text":
        raise CommandError("--style 只用于 --format text")
    loaded = loaded_file(file, catalogue_of(schema))
    checked = check(loaded)
    report, errors = loaded.report, checked.count("error")
    if report is None:
        finding = checked.findings[0]
        raise CommandError(f"{file}：{finding.message}。{finding.remedy}")
    if errors:
        name = visible(file)
        print_error(f"{name} 有 {errors} 处错误；详见：disclosure-tui check {name}")
        if strict:
            print_error("按 --strict 的要求，没有导出。")
            return 1
    if format == "markdown":
        from tui.export.markdown import to_markdown

        text = to_markdown(report, tables)
    else:
        from tui.export.text import to_text

        text = to_text(report, style)
    if output is None:
        sys.stdout.write(text)
        return 0
    try:
        save(output, text.encode("utf-8"))
    except SaveError as error:
        raise CommandError(f"{output}：{error}") from None
    return 0

"""``export``: the whole report as a document."""

import os
import sys
from pathlib import Path
from typing import Annotated, Literal, cast

import typer

from tui.checks import check
from tui.checks.settings import Project, ProjectError
from tui.checks.surroundings import Projects, context_of
from tui.cli import CommandError
from tui.cli.options import SchemaOption, catalogue_of, loaded_file
from tui.cli.style import print_error
from tui.display import visible
from tui.export.forms import SUFFIXES, Form, FormatName, form_of
from tui.report.save import SaveError, save

EXAMPLES = """\
disclosure-tui export 2020.toml -o 2020.html
disclosure-tui export 2020.toml -o 2020.docx
disclosure-tui export 2020.toml --fragment -o 粘贴用.html
disclosure-tui export 2020.toml --format markdown --tables html
disclosure-tui export 2020.toml --format json | jq '.cells["applications.received.total"]'
disclosure-tui export 2020.toml --format text --style printed | less
disclosure-tui export 各单位年报/ --format csv -o 全部.csv"""


def command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="文件或文件夹",
            help="年报文件；文件夹导出其中所有 .toml；- 读标准输入",
        ),
    ],
    format: Annotated[
        FormatName | None,
        typer.Option(
            "--format",
            "-f",
            help="markdown、纯文本 text、网页 html、Word 文档 docx、Excel 工作簿 xlsx；"
            "csv 和 jsonl 每格一行，json 是全文，供程序读取",
            show_default="按 -o 的文件名，否则 markdown",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="文件", help="写入文件；不写或写 - 则输出到屏幕"),
    ] = None,
    fragment: Annotated[
        bool,
        typer.Option(
            "--fragment", help="html 只要内容，粘贴进网站后台；首行是标题，后台另有标题栏的删去即可"
        ),
    ] = False,
    tables: Annotated[
        Literal["flat", "html"] | None,
        typer.Option(
            "--tables",
            help="markdown 的表格：flat 展平，html 保留合并单元格",
            show_default="flat",
        ),
    ] = None,
    style: Annotated[
        Literal["grid", "printed", "ascii"] | None,
        typer.Option(
            "--style",
            help="text 的表格：grid 展平，printed 如印制的表，ascii 不用制表符",
            show_default="grid",
        ),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="年报有错误时不导出，以状态 1 结束")
    ] = False,
    schema: SchemaOption = None,
) -> int:
    """导出年报全文

    从标题到第六部分，表格附在各部分中。年报有错误时照样导出，并在标准错误上提示。
    同样的年报每次导出的内容完全相同，也不含用户名、文件夹和时间。

    多份年报：csv 和 jsonl 写进同一个文件；其他格式每份一个文件，用 -o 写明已有的文件夹。

    csv 和 jsonl 只有各表的单元格，没有文字；csv 写入文件时带 Excel 需要的 BOM，会被
    当作公式的文字前加撇号。json 的结构见 disclosure-tui schema --of json。
    """
    file, catalogue, projects = files[0], catalogue_of(schema), Projects()
    try:
        project = projects.at(file if Path(file).is_dir() else os.path.dirname(file))
    except ProjectError as error:
        raise CommandError(str(error)) from None
    form = _form(_usual(project, format, output, fragment), output, tables, style, fragment)
    form = _as_the_project_says(form, project, tables or style)
    if len(files) > 1 or Path(file).is_dir():
        from tui.cli.export_many import export_many

        return export_many(files, form, output, catalogue, projects, strict=strict)
    if form.binary and output is None and sys.stdout.isatty():
        name = f"{Path(file).stem if file != '-' else '年报'}{form.suffix}"
        raise CommandError(f"{form.format} 不是文本，不能显示在屏幕上；请写入文件：-o {name}")
    loaded = loaded_file(file, catalogue)
    checked = check(loaded, context=context_of(loaded, project, catalogue), only_errors=True)
    report, errors = loaded.report, checked.count("error")
    if report is None:
        finding = checked.findings[0]
        raise CommandError(f"{visible(file)}：{finding.message}。{finding.remedy}")
    if errors:
        name = visible(file)
        print_error(f"{name} 有 {errors} 处错误；详见：disclosure-tui check {name}")
        if strict:
            print_error("按 --strict 的要求，没有导出。")
            return 1
    if output is None or str(output) == "-":
        _print(form, form.make(report))
        return 0
    try:
        save(output, form.file(report))
    except SaveError as error:
        raise CommandError(f"{visible(str(output))}：{error}") from None
    return 0


def _print(form: Form, data: bytes) -> None:
    if form.binary:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
    else:
        sys.stdout.write(data.decode("utf-8"))


def _usual(
    project: Project, format: FormatName | None, output: Path | None, fragment: bool
) -> FormatName | None:
    """The format asked for, else the project's where nothing else tells."""
    named = project.export.get("format", "")
    asked = format or fragment or (output and not output.is_dir() and output.suffix)
    if asked or not named:
        return format
    if named not in SUFFIXES.values():
        known = "、".join(dict.fromkeys(SUFFIXES.values()))
        raise CommandError(f"项目文件 {project.file}：export.format：只能是 {known} 之一")
    return cast(FormatName, named)


def _as_the_project_says(form: Form, project: Project, asked: str | None) -> Form:
    """The form with the project's way of drawing tables, unless one was asked for."""
    option = {"text": "style", "markdown": "tables"}.get(form.format, "")
    way = project.export.get(option, "")
    if asked or not way:
        return form
    try:
        return form_of(form.format, way)
    except StopIteration:
        raise CommandError(f"项目文件 {project.file}：export.{option}：没有“{way}”") from None


def _form(
    format: FormatName | None,
    output: Path | None,
    tables: str | None,
    style: str | None,
    fragment: bool,
) -> Form:
    """The form that the options ask for.

    Raises:
        CommandError: for options that do not go together, or a file name that asks for a
            form that there is not.
    """
    if format is None:
        format = _format_of(output, "text" if style else "html" if fragment else "markdown")
    for option, value, owner in (
        ("--tables", tables, "markdown"),
        ("--style", style, "text"),
        ("--fragment", fragment, "html"),
    ):
        if value and format != owner:
            raise CommandError(f"{option} 只用于 --format {owner}")
    return form_of(format, tables or style or ("fragment" if fragment else None))


def _format_of(output: Path | None, usual: FormatName) -> FormatName:
    """The format that a file name asks for by its ending, or the usual one without any."""
    suffix = output.suffix.lower() if output and not output.is_dir() else ""
    if not suffix:
        return usual
    if suffix not in SUFFIXES:
        known = "、".join(SUFFIXES)
        raise CommandError(
            f"{output}：从文件名看不出要导出什么格式。用这些结尾：{known}；或者写明 --format"
        )
    return SUFFIXES[suffix]

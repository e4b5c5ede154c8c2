"""``schema``: a JSON Schema, by which editors complete and check a report file."""

import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from tui.cli import CommandError
from tui.cli.options import SchemaOption, catalogue_of, format_of
from tui.report.save import SaveError, save

EXAMPLES = """\
disclosure-tui schema -o 2021.schema.json         # 年报文件首行写 #:schema 2021.schema.json
disclosure-tui schema --format 2019
disclosure-tui schema --of json                   # export --format json 的结构"""


def command(
    format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", metavar="格式", help="哪一种格式，如 2019", show_default="现行格式"
        ),
    ] = None,
    of: Annotated[
        Literal["toml", "json"],
        typer.Option("--of", help="toml 年报文件的结构，json 是 export --format json 的结构"),
    ] = "toml",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="文件", help="写入文件；不写则输出到屏幕"),
    ] = None,
    schema: SchemaOption = None,
) -> None:
    """输出年报文件的 JSON Schema

    装有 taplo（Even Better TOML）的编辑器按它补全键名、提示每一格填什么、指出写错的地方：在年报
    文件的第一行写 #:schema 和文件名。勾稽关系不在其中，仍用 check 检查。
    """
    catalogue = catalogue_of(schema)
    form = format_of(catalogue, format) if format else catalogue.latest()
    if of == "toml":
        from tui.report.file_schema import file_schema

        made = file_schema(form)
    else:
        from tui.export.json_schema import json_schema

        made = json_schema(form)
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    if output is None:
        sys.stdout.write(text)
        return
    try:
        save(output, text.encode("utf-8"))
    except SaveError as error:
        raise CommandError(f"{output}：{error}") from None

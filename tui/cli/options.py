"""Parameters that several commands share, and the formats they lead to."""

from pathlib import Path
from typing import Annotated

import typer

from tui.cli import CommandError
from tui.cli.completion import complete_formats
from tui.display import visible
from tui.report.read import Loaded, load
from tui.report.source import UnreadableError
from tui.schema import Catalogue, Format, SchemaError

SchemaOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--schema",
        metavar="文件",
        help="另加一个格式文件（如本省增加了行的格式），可以重复写",
    ),
]

PreviousOption = Annotated[
    Path | None,
    typer.Option(
        "--previous",
        metavar="文件",
        help="上年的报告文件或所在文件夹；不写则用报告里写明的，或同一文件夹里上年的文件",
    ),
]

BackupOption = Annotated[
    bool,
    typer.Option(
        "--backup/--no-backup",
        envvar="DISCLOSURE_TUI_BACKUP",
        help="写入时把原来的文件留作备份，名字后面加 ~（2020.toml~）",
    ),
]

FormatIdOption = Annotated[
    str | None,
    typer.Option(
        "--format-id",
        metavar="格式",
        help="按哪一种格式解释，如 2019；不写则用现行格式",
        autocompletion=complete_formats,
    ),
]


def catalogue_of(schemas: list[Path] | None) -> Catalogue:
    """The formats of this run; a wrong schema file ends it with exit status 2."""
    try:
        return Catalogue(schemas or ())
    except SchemaError as error:
        raise CommandError(str(error)) from None


def format_of(catalogue: Catalogue, ident: str) -> Format:
    """The format with this id; an unknown one ends the run."""
    form = catalogue.get(ident)
    if form is None:
        raise CommandError(
            f"没有名为“{visible(ident)}”的格式；已有的格式：{'、'.join(catalogue.ids)}"
        )
    return form


def loaded_file(name: str, catalogue: Catalogue) -> Loaded:
    """Read a report file; one that cannot be opened ends the run."""
    try:
        return load(name, catalogue)
    except UnreadableError as error:
        raise CommandError(f"{visible(name)}：{error}") from None
    except SchemaError as error:
        raise CommandError(str(error)) from None

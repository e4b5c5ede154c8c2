"""``new``: a complete, commented, aligned report file with every cell blank."""

import datetime
import sys
from pathlib import Path
from typing import Annotated

import typer

from tui.cli import CommandError
from tui.cli.completion import complete_formats
from tui.cli.options import SchemaOption, catalogue_of, format_of
from tui.cli.style import print_warning
from tui.display import hidden_characters, visible
from tui.report.read import FIRST_YEAR, LAST_YEAR
from tui.report.save import SaveError, create
from tui.report.source import STANDARD_INPUT
from tui.report.template import new_text
from tui.schema import Catalogue, Format

EXAMPLES = """\
disclosure-tui new 2024.toml --year 2024 --agency 某某县司法局
disclosure-tui new --from 2023.toml
disclosure-tui new 2020.toml --year 2020 --agency 某某县司法局 --format 2019"""


def command(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="文件", help="新文件的名字；不写则用“年份.toml”，- 则输出到屏幕"),
    ] = None,
    year: Annotated[
        int | None,
        typer.Option("--year", metavar="年份", help="报告年度；不写则为上一年"),
    ] = None,
    agency: Annotated[
        str, typer.Option("--agency", metavar="单位", help="单位全称，印在标题里")
    ] = "",
    format: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="格式",
            help="格式编号，如 2021；不写则由年份决定",
            autocompletion=complete_formats,
        ),
    ] = None,
    last: Annotated[
        Path | None,
        typer.Option(
            "--from", metavar="上年文件", help="从上年的年报开始：带入单位、上年结转和待改写的文字"
        ),
    ] = None,
    schema: SchemaOption = None,
) -> None:
    """新建一份带说明的空白年报

    文件里有格式规定的全部部分、行和列，附填写说明，每一格都是空白。
    已有的文件不会被覆盖。
    """
    catalogue = catalogue_of(schema)
    if last is not None:
        from tui.cli.new_from import new_from

        new_from(last, file, year, agency.strip(), format, catalogue)
        return
    # The report of a year is written in January of the next.
    year = datetime.date.today().year - 1 if year is None else year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CommandError(f"年份 {year} 不对，应当在 {FIRST_YEAR} 到 {LAST_YEAR} 之间")
    form = format_of(catalogue, format) if format else catalogue.for_year(year)
    agency = agency.strip()
    check_agency(agency)
    text = new_text(form, year, agency)
    say_format(catalogue, form, year)
    if str(file) == STANDARD_INPUT:
        sys.stdout.write(text)
        return
    target = file or Path(f"{year}.toml")
    write_new(target, text)
    name = visible(str(target))
    print(f"已新建 {name}（{form.id} 格式，{len(form.cells)} 格）。")
    if not agency:
        print('还没有写单位名称：请在文件开头的 agency = "" 中填上。')
    print(f"填好后检查：disclosure-tui check {name}")


def check_agency(agency: str) -> None:
    """Refuse a name that hides something."""
    if hidden := hidden_characters(agency, keep=""):
        raise CommandError(f"单位名称里有隐藏字符：{hidden[0][1]}；请重新输入")


def write_new(target: Path, text: str) -> None:
    """Write a new file; one that exists is never touched."""
    try:
        create(target, text.encode("utf-8"))
    except SaveError as error:
        raise CommandError(f"{visible(str(target))}：{error}") from None


def say_format(catalogue: Catalogue, form: Format, year: int) -> None:
    """Tell when the format asked for is not the one of the year."""
    if not form.covers(year):
        right = catalogue.for_year(year)
        print_warning(f"{year} 年的报告应当用 {right.id} 格式，这里用的是 {form.id} 格式")

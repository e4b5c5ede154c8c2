"""``check``: every finding of one or many reports, in one run."""

import shutil
import sys
from typing import Annotated, Literal

import typer

from tui.checks import RULES, Selection, UnknownRuleError, selection
from tui.checks.surroundings import Projects
from tui.checks.table_rules import rules_of
from tui.cli import CommandError
from tui.cli.checking import Job, Tally, results
from tui.cli.completion import complete_rules
from tui.cli.options import PreviousOption, SchemaOption, catalogue_of
from tui.cli.progress import Progress
from tui.cli.style import Style, print_error
from tui.display import visible
from tui.schema import Catalogue

EXAMPLES = """\
disclosure-tui check 2020.toml
disclosure-tui check 各单位年报/ --format concise
disclosure-tui check 2020.toml --select T --fail-on warning
cat 2020.toml | disclosure-tui check - --format json"""


def command(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="文件或文件夹", help="年报文件；文件夹查其中所有 .toml；- 读标准输入"
        ),
    ],
    format: Annotated[
        Literal["full", "concise", "json"],
        typer.Option("--format", help="输出格式：full 详细，concise 一处一行，json 供脚本使用"),
    ] = "full",
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="规则",
            help="只查这些规则：编号、编号开头（如 T3）或名称",
            autocompletion=complete_rules,
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(
            "--ignore", metavar="规则", help="不查这些规则", autocompletion=complete_rules
        ),
    ] = None,
    fail_on: Annotated[
        Literal["error", "warning"] | None,
        typer.Option("--fail-on", help="有错误（error）还是有提醒（warning）时以状态 1 结束"),
    ] = None,
    previous: PreviousOption = None,
    schema: SchemaOption = None,
    jobs: Annotated[
        int,
        typer.Option("--jobs", "-j", metavar="数", min=0, help="同时使用几个处理器；0 为全部"),
    ] = 0,
) -> int:
    """检查年报，一次列出全部问题

    检查文件写法、表内勾稽关系等全部规则，并指出最可能填错的单元格和应填的数。
    同一文件夹里有上年的报告（2020.toml 旁边的 2019.toml），就一并对照。
    结束状态：0 没有问题，1 有问题，2 无法检查。
    """
    catalogue = catalogue_of(schema)
    style = Style(sys.stdout)
    room = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    chosen = _selection(catalogue, select, ignore)
    job = Job(
        format, chosen, catalogue, style, room, Projects(), fail_on or "", str(previous or "")
    )
    tally = Tally()
    with Progress() as progress:
        _write(job, files, jobs, tally, progress)
    if format != "json":
        sentence = verdict(tally, Style(sys.stdout))
        print(sentence, file=sys.stdout if format == "full" else sys.stderr)
    if tally.unreadable:
        return 2
    return 1 if tally.failed else 0


def _write(job: Job, files: list[str], jobs: int, tally: Tally, progress: Progress) -> None:
    """Write each report's part as soon as it is there: memory does not grow with their number."""
    json_parts = 0
    if job.format == "json":
        from tui.cli.finding_json import HEAD, TAIL

        print(HEAD, end="")
    for result in results(job, files, jobs):
        tally.add(result)
        if result.unreadable:
            progress.clear()
            print_error(result.unreadable)
        elif result.text:
            progress.clear()
            if job.format == "json":
                print(",\n  " if json_parts else "\n  ", end="")
                json_parts += 1
                print(result.text, end="")
            else:
                print(result.text)
        progress.step()
    if job.format == "json":
        print(TAIL)


def _selection(
    catalogue: Catalogue, select: list[str] | None, ignore: list[str] | None
) -> Selection | None:
    if not select and not ignore:
        return None
    own = [rule for form in catalogue.all() for rule in rules_of(form)]
    try:
        return selection(select or (), ignore or (), [*RULES.values(), *own])
    except UnknownRuleError as error:
        raise CommandError(
            f"没有“{visible(str(error))}”这条规则；disclosure-tui rules 列出全部规则"
        ) from None


def verdict(tally: Tally, style: Style) -> str:
    """The outcome in one plain sentence."""
    counts = [
        f"{number} 处{word}"
        for number, word in (
            (tally.errors, "错误"),
            (tally.warnings, "提醒"),
            (tally.infos, "提示"),
        )
        if number
    ]
    reports = f"{tally.reports} 份年报"
    open_ = f"；另有 {tally.not_assessable} 处勾稽关系因有空格或错误未能核对"
    open_ = open_ if tally.not_assessable else ""
    if tally.waived:
        open_ += f"；{tally.waived} 处已记下理由"
    if counts:
        colour = style.red if tally.errors else style.yellow
        faulty = f"（{tally.faulty} 份有问题）" if tally.reports > 1 else ""
        return colour(f"检查了 {reports}{faulty}，发现 {'、'.join(counts)}{open_}。")
    if tally.unreadable and not tally.reports:
        return style.red("没有能够检查的年报。")
    return style.green(f"检查了 {reports}，没有发现问题{open_}。")

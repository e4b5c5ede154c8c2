"""``waive``: put a reason for a finding on record, or take it off."""

import datetime
from pathlib import Path
from typing import Annotated

import typer

from tui.checks import Checked, Finding, check, find_rule
from tui.checks.settings import ProjectError
from tui.checks.surroundings import context_of, project_of
from tui.checks.waiving import can_be_waived, new_waiver
from tui.cli import CommandError
from tui.cli.completion import complete_rules
from tui.cli.locking import locked
from tui.cli.options import BackupOption, PreviousOption, SchemaOption, catalogue_of
from tui.display import hidden_characters, visible
from tui.report.model import Report
from tui.report.read import load_bytes
from tui.report.save import SaveError, save
from tui.report.source import UnreadableError, read_bytes
from tui.report.waiver import Waiver
from tui.report.waiver_text import with_waivers
from tui.report.write import WriteError

EXAMPLES = """\
disclosure-tui waive 2024.toml Y201 --reason 含自然失效3件 --by 张三
disclosure-tui waive 2024.toml jump disclosure.licensing.decisions --reason 下放审批权 --by 张三
disclosure-tui waive 2024.toml
disclosure-tui waive 2024.toml Y201 --remove"""


def command(
    file: Annotated[Path, typer.Argument(metavar="文件", help="年报文件")],
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar="规则",
            help="规则的编号或名称；不写则列出已记下的理由",
            autocompletion=complete_rules,
        ),
    ] = None,
    cells: Annotated[
        list[str] | None,
        typer.Argument(metavar="位置", help="只记这些单元格或文字的问题；不写则记这条规则的全部"),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", metavar="理由", help="为什么没有错")] = "",
    by: Annotated[str, typer.Option("--by", metavar="姓名", help="谁作的判断")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="删去已记下的理由")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只显示，不写文件")] = False,
    previous: PreviousOption = None,
    backup: BackupOption = True,
    schema: SchemaOption = None,
) -> None:
    """记下一处问题为什么没有错

    理由写进年报文件，连同当时的值；值一改，问题就重新报告。
    表内勾稽关系和文件写法的错误只能改正，不能记理由。
    """
    catalogue = catalogue_of(schema)
    try:
        data = read_bytes(str(file))
        loaded = load_bytes(str(file), data, catalogue)
        context = context_of(loaded, project_of(str(file.parent)), catalogue, str(previous or ""))
    except (UnreadableError, ProjectError) as error:
        raise CommandError(f"{visible(str(file))}：{error}") from None
    report = loaded.report
    if report is None or not loaded.is_whole:
        raise CommandError(
            f"{visible(str(file))}：文件写法有误，先用 disclosure-tui check 查出并改正"
        )
    if rule is None:
        _list(report)
        return
    known = find_rule(rule)
    if known is None:
        raise CommandError(f"没有“{visible(rule)}”这条规则；disclosure-tui rules 列出全部规则")
    if remove:
        waivers, told = _less(report, known.id, known.name, cells or [])
    else:
        if not can_be_waived(known):
            raise CommandError(f"{known.id}（{known.title}）只能改正，不能用理由销去")
        _require(reason, "--reason", "理由")
        _require(by, "--by", "姓名")
        checked = check(loaded, context=context)
        found = _found(checked, known.id, cells or [])
        today = datetime.date.today()
        new = [new_waiver(f, report, context, reason.strip(), by.strip(), today) for f in found]
        waivers = (*report.waivers, *new)
        told = [f"已记下：{f.message}" for f in found]
    try:
        made = with_waivers(data, waivers)
        if not dry_run:
            with locked(file, "waive"):
                notes = save(file, made, expected=data, backup=backup)
            told += [f"注意：{note}" for note in notes]
    except (WriteError, SaveError) as error:
        raise CommandError(f"{visible(str(file))}：{error}") from None
    for line in told:
        print(visible(line))
    if dry_run:
        print("（只是预览，没有写入）")


def _require(value: str, option: str, what: str) -> None:
    if not value.strip():
        raise CommandError(f"请用 {option} 写明{what}")
    if hidden := hidden_characters(value, keep=""):
        raise CommandError(f"{what}里有隐藏字符：{hidden[0][1]}；请重新输入")


def _found(checked: Checked, rule: str, cells: list[str]) -> list[Finding]:
    """The findings that are meant; each must be there, or a slip would pass for a record."""
    found = [f for f in checked.findings if f.rule.id == rule]
    if cells:
        found = [f for f in found if set(cells) <= set(f.cells)]
    if not found:
        where = f"（{'、'.join(map(visible, cells))}）" if cells else ""
        raise CommandError(f"没有 {rule}{where} 的问题，不用记理由")
    return found


def _less(
    report: Report, rule: str, name: str, cells: list[str]
) -> tuple[tuple[Waiver, ...], list[str]]:
    gone = [
        w for w in report.waivers if w.rule in (rule, name.upper()) and set(cells) <= set(w.cells)
    ]
    if not gone:
        raise CommandError(f"没有为 {rule} 记下的理由")
    kept = tuple(w for w in report.waivers if w not in gone)
    return kept, [f"已删去：{w.rule} {w.reason}" for w in gone]


def _list(report: Report) -> None:
    for waiver in report.waivers:
        line = f"{waiver.rule}  {waiver.reason}（{waiver.by}，{waiver.date}）"
        print(visible(line))
        for cell in waiver.cells:
            print(f"    {visible(cell)}")
    if not report.waivers:
        print("还没有记下理由。")

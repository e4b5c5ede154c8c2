"""The outer shell of the command line: errors and help in Chinese, exits, completion."""

import sys
import types
from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

import pytest
import typer

from tui.cli import CommandError, main
from tui.display import width

Run = Callable[..., tuple[int, str, str]]


def _command(
    files: Annotated[list[Path], typer.Argument(metavar="文件", help="年报文件。")],
    style: Annotated[
        Literal["full", "json"], typer.Option("--format", "-f", help="样式。")
    ] = "full",
    year: Annotated[int, typer.Option(min=2008, max=2100, help="年度。")] = 2024,
    least: Annotated[int, typer.Option(min=1)] = 1,
    number: Annotated[int | None, typer.Option()] = None,
    real: Annotated[float | None, typer.Option()] = None,
    day: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"])] = None,
    token: Annotated[UUID | None, typer.Option()] = None,
    pair: Annotated[tuple[int, int] | None, typer.Option()] = None,
    yes: Annotated[bool, typer.Option("--yes/--no", help="一个" + "很长的" * 20 + "说明。")] = True,
    there: Annotated[Path | None, typer.Option(exists=True, dir_okay=False)] = None,
    folder: Annotated[Path | None, typer.Option(file_okay=False)] = None,
    stream: Annotated[typer.FileText | None, typer.Option()] = None,
) -> int:
    """试一试

    说明的第一行，
    与第二行相连。
    """
    name = files[0].name
    if name == "command":
        raise CommandError("“\x1b[2J”不存在", 3)
    if name == "abort":
        raise typer.Abort
    if name == "bad":
        raise typer.BadParameter("不行")
    if name == "exit":
        raise typer.Exit(1)
    print(style, year, number, real, day, token, pair, yes, there, folder, stream, least)
    return 1 if name == "findings" else 0


def _assign(
    file: Annotated[str, typer.Argument(metavar="文件")],
    value: Annotated[str, typer.Argument(metavar="路径=值")],
) -> None:
    """修改"""
    print(file, value)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command line against a table of two stand-in commands."""
    for name, command in (("check", _command), ("set", _assign)):
        module = types.ModuleType(f"stand_in_{name}")
        module.__dict__.update(command=command, EXAMPLES=f"disclosure-tui {name} 甲.toml   # 例")
        monkeypatch.setitem(sys.modules, module.__name__, module)
    table = (
        main.Entry("check", "stand_in_check", "试一试", "检查"),
        main.Entry("set", "stand_in_set", "修改", "填报"),
        main.Entry("later", "no_such_module", "以后才有", "填报"),
    )
    monkeypatch.setattr(main, "COMMANDS", table)

    def run(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as end:
            main.app(list(words))
        assert isinstance(end.value.code, int)
        return end.value.code, *capsys.readouterr()

    return run


EXISTING = [entry for entry in main.COMMANDS if find_spec(entry.module)]


@pytest.mark.parametrize("entry", EXISTING, ids=lambda entry: entry.name)
def test_the_table_says_what_the_command_says(entry: main.Entry) -> None:
    module = import_module(entry.module)
    assert (module.command.__doc__ or "").partition("\n")[0] == entry.summary
    assert f"disclosure-tui {entry.name}" in module.EXAMPLES
    assert main.build(entry).name == entry.name


def test_help_lists_commands_without_importing_them(run: Run) -> None:
    status, out, err = run("--help")
    assert (status, err) == (0, "")
    assert out.startswith("用法：disclosure-tui [选项] 命令 [参数]…\n")
    assert "\n填报：\n  set    修改\n  later  以后才有\n" in out
    assert "\n检查：\n  check  试一试\n" in out
    assert "  -h, --help  显示这份说明并退出" in out
    assert run() == run("-h") == (0, out, "")


def test_version(run: Run) -> None:
    assert run("--version") == (0, "disclosure-tui 0.1.0\n", "")


def test_help_of_a_command(run: Run) -> None:
    status, out, err = run("check", "--help")
    assert (status, err) == (0, "")
    assert out.startswith("用法：disclosure-tui check [选项] 文件…\n\n试一试\n\n")
    assert "\n说明的第一行，与第二行相连。\n" in out
    assert "\n参数：\n  文件…  年报文件。  [必填]\n" in out
    assert "[可选：full、json]  [默认：full]" in out
    assert "[2008～2100]  [默认：2024]" in out
    assert "[≥ 1]" in out
    assert out.endswith("\n示例：\n  disclosure-tui check 甲.toml   # 例\n")
    assert max(map(width, out.splitlines())) <= 80


def test_descriptions_line_up_by_display_width(run: Run) -> None:
    options = run("check", "--help")[1].partition("选项：\n")[2].partition("\n\n")[0].splitlines()
    starts = {
        width(line[: line.index(word)])
        for line in options
        for word in ("样式。", "年度。", "一个很", "显示这份")
        if word in line
    }
    assert len(starts) == 1


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("chek", "没有“chek”这个命令。您是不是想输入 check？"),
        ("zzz", "没有“zzz”这个命令。"),
        ("a.toml", "没有“a.toml”这个命令。要检查这份年报，请运行 disclosure-tui check a.toml"),
        ("--bogus", "没有“--bogus”这个选项。"),
        ("-- --x", "没有“--x”这个命令。"),
        ("--", "缺少命令。"),
        ("--version=1", "选项 --version 不带值。"),
        ("check", "缺少参数“文件…”。"),
        ("check a --fromat x", "没有“--fromat”这个选项。您是不是想输入 --format？"),
        ("check a -q", "没有“-q”这个选项。"),
        ("check a --format", "选项 --format 后面缺少值。"),
        ("check a --pair 1", "选项 --pair 后面应有 2 个值。"),
        ("check a --pair 1 x", "选项 --pair 的值有误：“x”不是整数。"),
        ("check a --yes=1", "选项 --yes 不带值。"),
        (
            "check a -f xml",
            "选项 --format 的值有误：“xml”不在可选的值之内。可选：full、json。",
        ),
        ("check a --year 1", "选项 --year 的值有误：应在 2008 到 2100 之间，给的是 1。"),
        ("check a --least 0", "选项 --least 的值有误：应不小于 1，给的是 0。"),
        ("check a --number 二", "选项 --number 的值有误：“二”不是整数。"),
        ("check a --real x", "选项 --real 的值有误：“x”不是数。"),
        ("check a --token x", "选项 --token 的值有误：“x”不是UUID。"),
        ("check a --day x", "选项 --day 的值有误：“x”不是这样的日期：%Y-%m-%d。"),
        ("check a --there no", "选项 --there 的值有误：文件“no”不存在。"),
        ("check a --there .", "选项 --there 的值有误：“.”是文件夹，这里要文件。"),
        ("check a --folder f", "选项 --folder 的值有误：“f”是文件，这里要文件夹。"),
        ("check a --stream no", "选项 --stream 的值有误：“no”打不开：文件不存在。"),
        ("check a --stream .", "选项 --stream 的值有误：“.”打不开：它是文件夹。"),
        ("check bad", "不行"),
        ("set a b c", "多出了参数：c。"),
        ("completion", "没有“completion”这个命令。"),
        ("check a --number \x1b[2J", r"选项 --number 的值有误：“\x1b[2J”不是整数。"),
        ("\u202ex", r"没有“\u202ex”这个命令。"),
    ],
)
def test_usage_errors_are_chinese(
    run: Run,
    words: str,
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "f").touch()
    status, out, err = run(*words.split(" "))
    lines = err.splitlines()
    assert (status, out, lines[0]) == (2, "", f"错误：{message}")
    assert lines[1].startswith("用法：disclosure-tui")
    assert lines[2].startswith("运行 disclosure-tui")
    assert lines[2].endswith(" --help 查看说明。")


def test_statuses(run: Run) -> None:
    assert run("check", "fine")[0] == 0
    assert run("check", "findings")[0] == 1
    assert run("check", "exit")[0] == 1
    assert run("check", "command") == (3, "", "错误：“\\x1b[2J”不存在\n")
    assert run("check", "abort") == (130, "", "错误：已中止。\n")
    assert run("set", "a") == (
        2,
        "",
        "错误：缺少参数“路径=值”。\n用法：disclosure-tui set [选项] 文件 路径=值\n"
        "运行 disclosure-tui set --help 查看说明。\n",
    )

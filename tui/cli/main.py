"""The program: a table of commands, of which only the one that runs is imported."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command_from_info
from typer.models import CommandInfo

from tui import __version__
from tui.cli import CommandError

if TYPE_CHECKING:
    from typer._click.shell_completion import CompletionItem

    from tui.cli.chinese import Command, Context

PROGRAM = "disclosure-tui"


class Entry(NamedTuple):
    """A command as the list of commands shows it, and the module that has it.

    The module exposes ``command``, a plain function with annotated parameters whose
    docstring begins with this very summary, and ``EXAMPLES``, lines to type.
    """

    name: str
    module: str
    summary: str
    heading: str


COMMANDS = (
    Entry("edit", "tui.cli.edit", "在屏幕上填写年报", "填报"),
    Entry("new", "tui.cli.new", "新建一份带说明的空白年报", "填报"),
    Entry("import", "tui.cli.import_", "把已发布的年报读入，成为年报文件", "填报"),
    Entry("fmt", "tui.cli.fmt", "把年报文件排列整齐，数据不变", "填报"),
    Entry("set", "tui.cli.set_", "修改年报中的数据或文字", "填报"),
    Entry("recover", "tui.cli.recover", "查看或恢复上次没有保存的改动", "填报"),
    Entry("check", "tui.cli.check", "检查年报，一次列出全部问题", "检查"),
    Entry("diff", "tui.cli.diff", "对照两份年报，列出不同的单元格和文字", "检查"),
    Entry("waive", "tui.cli.waive", "记下一处问题为什么没有错", "检查"),
    Entry("explain", "tui.cli.explain", "解释一条规则或一个单元格", "检查"),
    Entry("rules", "tui.cli.rules", "列出全部检查规则", "检查"),
    Entry("show", "tui.cli.show", "查看年报中的数据", "输出"),
    Entry("export", "tui.cli.export", "导出年报全文", "输出"),
    Entry("schema", "tui.cli.schema", "输出年报文件的 JSON Schema", "其他"),
    Entry("completion", "tui.cli.completion", "输出命令行自动补全脚本", "其他"),
)

EXAMPLES = """\
disclosure-tui new 2024.toml --year 2024 --agency 某某县司法局
disclosure-tui check 2024.toml
disclosure-tui export 2024.toml --format markdown -o 2024.md"""


def _help_option(option: TyperOption | None) -> TyperOption | None:
    """click's own --help, described in Chinese, its names in an order that does not change."""
    if option is not None:
        option.help = "显示这份说明并退出"
        option.opts.sort()
    return option


@contextmanager
def _context_of_errors(ctx: "Context") -> Iterator[None]:
    """Give the errors of click's parser the context that it leaves out of some."""
    try:
        yield
    except typer.TyperException as error:
        if getattr(error, "ctx", ctx) is None:
            error.ctx = ctx  # type: ignore[attr-defined]
        raise


class LazyCommand(TyperCommand):
    """One command, with its help in Chinese."""

    def get_help(self, ctx: "Context") -> str:
        """The help page, laid out by display width."""
        from tui.cli.help import command_page

        return command_page(ctx)

    def get_help_option(self, ctx: "Context") -> TyperOption | None:
        """The help option, described in Chinese."""
        return _help_option(super().get_help_option(ctx))

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Parse, with every error knowing whose usage to show."""
        with _context_of_errors(ctx):
            return super().parse_args(ctx, args)


class Program(TyperGroup):
    """All commands; it knows their names and summaries without importing them."""

    def list_commands(self, ctx: "Context") -> list[str]:  # noqa: ARG002
        """Names in the order of the table."""
        return [entry.name for entry in COMMANDS]

    def get_command(self, ctx: "Context", cmd_name: str) -> "Command | None":  # noqa: ARG002
        """Import and build the one command that is asked for."""
        if cmd_name not in self.commands:
            entry = next((entry for entry in COMMANDS if entry.name == cmd_name), None)
            if entry is None:
                return None
            self.commands[cmd_name] = build(entry)
        return self.commands[cmd_name]

    def get_help(self, ctx: "Context") -> str:
        """The commands under their headings, from the table alone."""
        from tui.cli.help import Row, program_page

        groups: dict[str, list[Row]] = {}
        for entry in COMMANDS:
            groups.setdefault(entry.heading, []).append((entry.name, (entry.summary,)))
        return program_page(ctx, groups.items(), EXAMPLES)

    def get_help_option(self, ctx: "Context") -> TyperOption | None:
        """The help option, described in Chinese."""
        return _help_option(super().get_help_option(ctx))

    def shell_complete(self, ctx: "Context", incomplete: str) -> "list[CompletionItem]":
        """Commands, from the table alone, and the program's own options."""
        from typer._click.shell_completion import CompletionItem

        names = [entry for entry in COMMANDS if entry.name.startswith(incomplete)]
        items = [CompletionItem(entry.name, help=entry.summary) for entry in names]
        # Past TyperGroup, which would import every command for its summary.
        return items + super(TyperGroup, self).shell_complete(ctx, incomplete)

    def parse_args(self, ctx: "Context", args: list[str]) -> list[str]:
        """Without any argument show the help: the user asked for nothing wrong."""
        if not args and not ctx.resilient_parsing:
            print(self.get_help(ctx))
            ctx.exit(0)
        with _context_of_errors(ctx):
            return super().parse_args(ctx, args)

    def resolve_command(
        self, ctx: "Context", args: list[str]
    ) -> "tuple[str | None, Command | None, list[str]]":
        """The command of that name, or an error that names the nearest ones."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None and not ctx.resilient_parsing:
            from difflib import get_close_matches

            from tui.cli.chinese import UsageError
            from tui.display import visible

            near = "、".join(get_close_matches(name, [entry.name for entry in COMMANDS]))
            hint = f"您是不是想输入 {near}？" if near else ""
            if name.endswith(".toml"):
                hint = f"要检查这份年报，请运行 {PROGRAM} check {visible(name)}"
            raise UsageError(f"没有“{visible(name)}”这个命令。{hint}", ctx)
        return (name if command else None), command, args[1:]

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,  # noqa: ARG002 - always our own name
        complete_var: str | None = None,  # noqa: ARG002 - completion has its own way in
        standalone_mode: bool = True,  # noqa: ARG002
        windows_expand_args: bool = True,  # noqa: ARG002
        **extra: Any,
    ) -> NoReturn:
        """Run one command line and exit with its status.

        A command returns its status or None for 0, or raises CommandError or typer.Exit.
        """
        words = list(sys.argv[1:] if args is None else args)
        if words[:1] == ["__complete"]:
            from tui.cli.completion import answer

            answer(self, words[1:])
            sys.exit(0)
        sys.exit(self._run(words, extra))

    def _run(self, words: list[str], extra: dict[str, Any]) -> int:
        try:
            with self.make_context(PROGRAM, words, **extra) as ctx:
                status = self.invoke(ctx)
            return status if isinstance(status, int) else 0
        except typer.Exit as end:
            return end.exit_code
        except (CommandError, typer.Abort, typer.TyperException) as error:
            # Imported only now: a run that succeeds has no use for these words.
            from tui.cli.chinese import show

            return show(error)


def build(entry: Entry) -> "Command":
    """Import a command's module and make a command of its function."""
    module = import_module(entry.module)
    info = CommandInfo(
        name=entry.name, cls=LazyCommand, callback=module.command, epilog=module.EXAMPLES
    )
    return get_command_from_info(info, pretty_exceptions_short=False, rich_markup_mode=None)


app = typer.Typer(
    cls=Program,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(ctx: typer.Context, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        print(f"{PROGRAM} {__version__}")
        raise typer.Exit


@app.callback()
def program(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_print_version, is_eager=True, help="显示版本并退出"),
    ] = False,
) -> None:
    """填写、检查、导出政府信息公开工作年度报告。"""

"""Help pages in Chinese, laid out by display width.

click lays out by the number of characters, so its columns do not line up where the
text is Chinese; these pages are written from the same parameters instead. Nothing
here is imported before somebody asks for help or mistypes a command.
"""

import inspect
import shutil
import sys
from collections.abc import Iterable, Sequence

from typer.core import TyperGroup

from tui.cli.chinese import Context, TyperArgument, TyperOption, choices, default, number_range
from tui.cli.style import Style
from tui.display import pad, width, wrap

INDENT = "  "

# The first column is as wide as it needs to be, but never takes half a narrow page.
WIDEST_NAME = 30

_METAVARS = {
    "str": "文字",
    "int": "整数",
    "int range": "整数",
    "float": "数",
    "float range": "数",
    "boolean": "是否",
    "datetime": "日期",
    "path": "路径",
    "file": "文件",
    "directory": "文件夹",
    "filename": "文件",
    "choice": "取值",
}

# A name, and what is said of it: a text, then remarks in brackets that are not torn apart.
Row = tuple[str, Sequence[str]]


def page_width() -> int:
    """Columns for a help page: the terminal's up to 100, or 80 where there is none."""
    if not sys.stdout or not sys.stdout.isatty():
        return 80
    return max(40, min(100, shutil.get_terminal_size((80, 24)).columns))


def command_page(ctx: Context) -> str:
    """The help page of one command."""
    command = ctx.command
    arguments, options = _parameters(ctx)
    examples = inspect.cleandoc(command.epilog or "").strip("\n")
    return "\n\n".join(
        block
        for block in (
            usage(ctx),
            paragraphs(command.help or ""),
            table("参数", arguments),
            table("选项", options),
            verbatim("示例", examples),
        )
        if block
    )


def program_page(ctx: Context, groups: Iterable[tuple[str, Sequence[Row]]], examples: str) -> str:
    """The help page of the whole program, its commands under their headings."""
    groups = list(groups)
    _, options = _parameters(ctx)
    first = _first_column(row for _, rows in groups for row in rows)
    more = f"运行 {ctx.command_path} 命令 --help 查看一个命令的说明和示例。"
    return "\n\n".join(
        (
            usage(ctx),
            paragraphs(ctx.command.help or ""),
            *(table(heading, rows, first) for heading, rows in groups),
            table("选项", options),
            verbatim("示例", examples),
            more,
        )
    )


def usage(ctx: Context) -> str:
    """The usage line, its continuation lines indented under the first argument."""
    arguments = [p for p in ctx.command.params if isinstance(p, TyperArgument) and not p.hidden]
    pieces = ["[选项]", *(argument_name(p, usage=True) for p in arguments)]
    if isinstance(ctx.command, TyperGroup):
        pieces.append("命令 [参数]…")
    start = f"用法：{ctx.command_path} "
    room = page_width() - width(start)
    if room < 20:
        return start + " ".join(pieces)
    return start + f"\n{' ' * width(start)}".join(wrap(" ".join(pieces), room))


def argument_name(argument: TyperArgument, *, usage: bool = False) -> str:
    """How help and errors call an argument: ``文件…``, in the usage ``[文件…]``."""
    name = argument.metavar or (argument.name or "").upper()
    if argument.nargs != 1 and not name.endswith("…"):
        name += "…"
    return f"[{name}]" if usage and not argument.required else name


def option_name(option: TyperOption) -> str:
    """Short names first, then long ones, then what the option takes."""
    names = ", ".join(sorted(option.opts, key=lambda name: (name.startswith("--"), name)))
    if option.secondary_opts:
        names += " / " + ", ".join(option.secondary_opts)
    if option.is_flag or option.count:
        return names
    return f"{names} {option.metavar or _METAVARS.get(option.type.name, '值')}"


def _parameters(ctx: Context) -> tuple[list[Row], list[Row]]:
    arguments: list[Row] = []
    options: list[Row] = []
    for parameter in ctx.command.get_params(ctx):
        if isinstance(parameter, TyperArgument) and not parameter.hidden:
            arguments.append((argument_name(parameter), _description(ctx, parameter)))
        elif isinstance(parameter, TyperOption) and not parameter.hidden:
            options.append((option_name(parameter), _description(ctx, parameter)))
    return arguments, options


def _description(ctx: Context, parameter: TyperArgument | TyperOption) -> list[str]:
    extras = []
    if parameter.show_choices and (values := choices(parameter)):
        extras.append(f"可选：{'、'.join(values)}")
    if bounds := number_range(parameter):
        low, high = ("" if bound is None else str(bound) for bound in bounds)
        extras.append(f"{low}～{high}" if low and high else f"≥ {low}" if low else f"≤ {high}")
    if value := _default(ctx, parameter):
        extras.append(f"默认：{value}")
    if parameter.show_envvar and parameter.envvar:
        names = [parameter.envvar] if isinstance(parameter.envvar, str) else parameter.envvar
        extras.append(f"环境变量：{'、'.join(names)}")
    if parameter.required:
        extras.append("必填")
    return [parameter.help or "", *(f"[{extra}]" for extra in extras)]


def _default(ctx: Context, parameter: TyperArgument | TyperOption) -> str:
    if isinstance(parameter.show_default, str):
        return parameter.show_default
    value = default(ctx, parameter)
    flag = isinstance(parameter, TyperOption) and parameter.is_flag
    if not parameter.show_default or value is None or flag or callable(value):
        return ""
    if isinstance(value, (list, tuple)):
        return "、".join(map(str, value))
    return str(getattr(value, "value", value))


def table(heading: str, rows: Sequence[Row], first: int | None = None) -> str:
    """Names and descriptions in two aligned columns under a heading; empty without rows."""
    if not rows:
        return ""
    first = first if first is not None else _first_column(rows)
    hang = INDENT + " " * (first + 2)
    lines = [Style(sys.stdout).bold(f"{heading}：")]
    for name, texts in rows:
        wrapped = _flow(texts, page_width() - width(hang))
        if width(name) > first or not wrapped:
            lines.append(INDENT + name)
        else:
            lines.append(f"{INDENT}{pad(name, first)}  {wrapped.pop(0)}")
        lines += [hang + line for line in wrapped]
    return "\n".join(lines)


def _flow(texts: Sequence[str], cells: int) -> list[str]:
    lines: list[str] = []
    for text in filter(None, texts):
        if lines and width(lines[-1]) + 2 + width(text) <= cells:
            lines[-1] += f"  {text}"
        else:
            lines += wrap(text, cells)
    return lines


def _first_column(rows: Iterable[Row]) -> int:
    return max((w for name, _ in rows if (w := width(name)) <= WIDEST_NAME), default=8)


def verbatim(heading: str, text: str) -> str:
    """Lines that are kept as they are, because they are to be typed."""
    if not text:
        return ""
    lines = [f"{INDENT}{line}" if line else "" for line in text.splitlines()]
    return "\n".join([Style(sys.stdout).bold(f"{heading}："), *lines])


def paragraphs(text: str) -> str:
    """A docstring as paragraphs of full lines; lines that are indented or in a list stay."""
    blocks = []
    for block in inspect.cleandoc(text).split("\n\n"):
        joined: list[str] = []
        for line in block.splitlines():
            if not joined or line.startswith((" ", "- ", "· ")):
                joined.append(line)
            else:
                joined[-1] = _join(joined[-1], line)
        blocks += ["\n".join(part for line in joined for part in wrap(line, page_width()))]
    return "\n\n".join(block for block in blocks if block)


def _join(before: str, after: str) -> str:
    """Chinese lines join without a space, others with one."""
    both_wide = before and after and (width(before[-1]) == 2 or width(after[0]) == 2)
    return before + after if both_wide else f"{before} {after}"

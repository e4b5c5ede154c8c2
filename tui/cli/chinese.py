"""typer's words in Chinese.

typer 0.28 carries its own copy of click and writes its messages as plain English
strings. They are translated here, when they are shown: by the class of the error where
it says enough, by the wording where it does not. A wording that is not known is shown
as it is. Only this module and ``completion`` name what typer does not promise, so a
newer typer is adapted here; tests/unit/test_cli_shell.py provokes the messages.
"""

import errno
import os
import re
from collections.abc import Sequence
from typing import Any

from typer import Abort
from typer._click import Command, Context, Parameter
from typer._click.exceptions import (
    BadParameter,
    FileError,
    MissingParameter,
    NoSuchOption,
    UsageError,
)
from typer.core import TyperArgument, TyperOption

from tui.cli import CommandError
from tui.cli.style import print_error
from tui.display import visible

__all__ = [
    "Command",
    "Context",
    "Parameter",
    "TyperArgument",
    "TyperOption",
    "UsageError",
    "choices",
    "default",
    "message",
    "number_range",
    "reason",
    "show",
]

_KINDS = {
    "int": "整数",
    "int range": "整数",
    "float": "数",
    "float range": "数",
    "uuid": "UUID",
    "UUID": "UUID",
    "File": "文件",
    "Directory": "文件夹",
    "Path": "路径",
    ">=": "不小于",
    ">": "大于",
    "<=": "不大于",
    "<": "小于",
}

# Plain strings: they are compiled only when there is an error to translate. Groups
# called "kind" and "op" go through _KINDS, "list" is a comma-separated list, "why" an
# operating system's reason; every other group is something that the user typed.
_WORDINGS = (
    (r"Missing command\.", "缺少命令。"),
    (r"Got unexpected extra argument\(s\) \((?P<x>.*)\)", "多出了参数：{x}。"),
    (r"Option (?P<x>.+) requires an argument\.", "选项 {x} 后面缺少值。"),
    (r"Option (?P<x>.+) requires (?P<n>\d+) arguments\.", "选项 {x} 后面应有 {n} 个值。"),
    (r"Option (?P<x>.+) does not take a value\.", "选项 {x} 不带值。"),
    (r"Argument (?P<x>.+) takes (?P<n>\d+) values\.", "参数 {x} 应有 {n} 个值。"),
    (r"Takes (?P<n>\d+) values but (?P<m>\d+) given\.", "应有 {n} 个值，给了 {m} 个。"),
    (r"(?P<n>\d+) values are required, but (?P<m>\d+) given\.", "应有 {n} 个值，给了 {m} 个。"),
    (r"Value must be an iterable\.", "应为一组值。"),
    (
        r"(?P<x>.+) is not a valid boolean\. Recognized values: .+",
        "“{x}”应为 true 或 false。",
    ),
    (r"(?P<x>.+) is not a valid (?P<kind>[\w ]+)\.", "“{x}”不是{kind}。"),
    (
        r"(?P<x>.+) is not in the range (?P<low>[^<>=]+)<=x<=(?P<high>[^<>=]+)\.",
        "应在 {low} 到 {high} 之间，给的是 {x}。",
    ),
    (r"(?P<x>.+) is not in the range x(?P<op>[<>]=?)(?P<n>.+)\.", "应{op} {n}，给的是 {x}。"),
    (r"(?P<x>.+) is not one of (?P<list>.+)\.", "“{x}”不在可选的值之内。可选：{list}。"),
    (r"(?P<x>.+) does not match the formats (?P<list>.+)\.", "“{x}”不是这样的日期：{list}。"),
    (r"(?P<kind>File|Directory|Path) (?P<x>.+) does not exist\.", "{kind}“{x}”不存在。"),
    (r"(?P<kind>File|Directory|Path) (?P<x>.+) is a file\.", "“{x}”是文件，这里要文件夹。"),
    (r"(?P<kind>File|Directory|Path) (?P<x>.+) is a directory\.", "“{x}”是文件夹，这里要文件。"),
    (r"(?P<kind>File|Directory|Path) (?P<x>.+) is not readable\.", "没有读取“{x}”的权限。"),
    (r"(?P<kind>File|Directory|Path) (?P<x>.+) is not writable\.", "没有写入“{x}”的权限。"),
    (r"(?P<x>'.+'): (?P<why>[A-Z][\w ,]+)", "“{x}”打不开：{why}。"),
)

_REASONS = {
    errno.ENOENT: "文件不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "它是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经存在",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接循环",
    errno.EMFILE: "打开的文件太多",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EROFS: "文件系统只读",
    errno.EIO: "设备读写出错",
}


def reason(error: OSError) -> str:
    """Why the operating system refused, in Chinese where we know the word for it."""
    known = _REASONS.get(error.errno or 0)
    return known or visible(error.strerror or str(error)) or "原因不明"


def show(error: Exception) -> int:
    """Print an error that ends the program, and return the exit status."""
    if isinstance(error, CommandError):
        print_error(error.message)
        return error.status
    if isinstance(error, Abort):
        print_error("已中止。")
        return 130
    lines = [message(error)]
    context = error.ctx if isinstance(error, UsageError) else None
    if context is not None:
        from tui.cli.help import usage

        lines += [usage(context), f"运行 {context.command_path} --help 查看说明。"]
    print_error("\n".join(lines))
    # click has 1 for some of them, which here means that a report has findings.
    return 2


def message(error: Exception) -> str:
    """An error of click's in Chinese, without a lead-in."""
    if isinstance(error, NoSuchOption):
        near = "、".join(visible(name) for name in sorted(error.possibilities or ()))
        ask = f"您是不是想输入 {near}？" if near else ""
        return f"没有“{visible(error.option_name)}”这个选项。{ask}"
    if isinstance(error, MissingParameter):
        return _missing(error)
    if isinstance(error, BadParameter):
        name = _name(error)
        return f"{name}的值有误：{_translate(error.message)}" if name else _translate(error.message)
    if isinstance(error, FileError):
        return f"“{visible(error.ui_filename)}”打不开：{_spoken('why', error.message)}。"
    return _translate(str(error))


def _missing(error: MissingParameter) -> str:
    name = _name(error) or "参数"
    values = choices(error.param) if error.param else ()
    offer = f"可选：{'、'.join(values)}。" if values else ""
    return f"缺少{name.rstrip()}。{_translate(error.message) if error.message else offer}"


def _name(error: BadParameter) -> str:
    if error.param_hint is not None:
        hint: str | Sequence[str] = error.param_hint
        return f" {visible(hint if isinstance(hint, str) else ' / '.join(hint))} "
    if isinstance(error.param, TyperArgument):
        from tui.cli.help import argument_name

        return f"参数“{argument_name(error.param)}”"
    if isinstance(error.param, TyperOption):
        return f"选项 {max(error.param.opts, key=len)} "
    return ""


def _translate(text: str) -> str:
    for pattern, words in _WORDINGS:
        if found := re.fullmatch(pattern, text, re.DOTALL):
            groups = found.groupdict()
            return words.format(**{name: _spoken(name, groups[name]) for name in groups})
    return visible(text, keep="\n")


def _spoken(name: str, value: str) -> str:
    if name in ("kind", "op"):
        return _KINDS.get(value, value)
    if name == "why":
        known = {os.strerror(code): words for code, words in _REASONS.items()}
        return known.get(value, "原因不明" if value == "unknown error" else visible(value))
    if name == "list":
        return "、".join(_spoken("", item) for item in value.split(", "))
    return visible(_unquoted(value))


def _unquoted(text: str) -> str:
    """The value itself where click shows Python's repr of it."""
    if len(text) < 2 or text[0] not in "'\"" or text[-1] != text[0]:
        return text
    import ast

    try:
        return str(ast.literal_eval(text))
    except (ValueError, SyntaxError):
        return text[1:-1]


def choices(parameter: Parameter) -> tuple[str, ...]:
    """The values that a parameter may take; none where anything goes."""
    mapping = getattr(parameter.type, "_normalized_mapping", None)
    return tuple(mapping().values()) if mapping else ()


def number_range(parameter: Parameter) -> tuple[float | None, float | None] | None:
    """The smallest and largest number that a parameter may be, if it has bounds."""
    if not hasattr(parameter.type, "_describe_range"):
        return None
    return getattr(parameter.type, "min", None), getattr(parameter.type, "max", None)


def default(ctx: Context, parameter: TyperArgument | TyperOption) -> Any:
    """What a parameter is when it is not given, without calling anything."""
    return parameter._extract_default_help_str(ctx=ctx)

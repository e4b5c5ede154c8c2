"""From the problems found while reading a file to findings of family F."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from difflib import get_close_matches

from tui.display import visible
from tui.report.problem import Problem
from tui.report.read import MOST_ALIKE
from tui.report.values import Figure, fits, meaning, misfit, plain, printed

from .file_rules import FILE_RULES
from .finding import Finding, Suspect
from .rule import Rule
from .syntax_messages import syntax_message

_RULE = {rule.name: rule for rule in FILE_RULES}
_RULE |= {
    "unquoted": _RULE["syntax"],
    "format": _RULE["unknown-format"],
}
_REMEDIES = {
    "binary": "请换成 disclosure-tui 的 .toml 年报文件。",
    "utf-16": "用编辑器另存为 UTF-8，或执行：iconv -f UTF-16 -t UTF-8 旧文件 > 新文件",
    "cr": "用编辑器把换行符改为 LF 或 CRLF 后保存。",
    "twice": "留下正确的一处，删去另一处。",
    "empty": "用 disclosure-tui new 新建一份年报。",
    "several": "在两个数字之间写英文逗号。",
    "unquoted": "文字两边加英文引号；数字用半角，不加逗号和空格。",
    "row": "一行数字写成 [ 1, 2, 3 ] 的样子：英文的方括号，数字之间用英文逗号。",
    "no-value": '填入数字；没有发生的填 0，还没有填写的写 ""。',
}
_SEVERAL = re.compile(r"\d+(?:[\s，、；;]+\d+)+\Z")
_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?:,\d{3})+(?!\d)")
"""Figures with separators of thousands: to TOML each is two cells or more."""

MOST_DIGITS = 40
_CHINESE_QUOTES = tuple("“”＂‘’")
_DASHES = {"-", "--", "—", "——", "－", "无", "没有", "n/a", "na", "none", "null"}


def finding_of(problem: Problem) -> Finding:
    """The finding that reports a problem."""
    rule = _RULE[problem.kind]
    if problem.facts.get("rest"):
        message = f"这样的问题不止 {MOST_ALIKE} 处，从这里起不再逐一列出"
        return Finding(rule, message, problem.at, remedy=rule.remedy)
    if problem.kind == "not-a-number":
        return _not_a_number(rule, problem)
    if problem.kind == "out-of-range":
        return _out_of_range(rule, problem)
    message = _MESSAGES[problem.kind](problem)
    kind = str(problem.facts.get("found") or problem.facts.get("what") or problem.kind)
    if problem.kind == "unquoted":
        kind = _kind_of_unquoted(str(problem.facts["raw"]))
    remedy = _REMEDIES.get(kind) or _REMEDIES.get(problem.kind, rule.remedy)
    place = None
    if problem.kind == "encoding" and "line" in problem.facts:
        place = problem.facts["line"], problem.facts["column"]
    return Finding(
        rule,
        message,
        problem.at,
        problem.cells,
        remedy=remedy,
        marks=(problem.at,) if problem.at and kind != "no-value" else (),
        offset=problem.offset,
        place=place,
        at_key=problem.kind in ("unknown-key", "note-path"),
    )


def _kind_of_unquoted(raw: str) -> str:
    if not raw:
        return "no-value"
    if any(c in raw for c in "[]【】［］"):
        return "row"
    return "several" if _SEVERAL.match(raw) else "unquoted"


def nearest(word: str, known: Iterable[str]) -> str:
    """“，您是不是想写 …？” for a misspelt word, or nothing."""
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"，是不是 {close[0]}？" if close else ""


def _shown(value: object) -> str:
    """A wrong value in a message: short, and with nothing hidden."""
    text = str(value)
    if isinstance(value, Decimal):
        # Written out 1e999999999 would be a gigabyte.
        short = value.is_finite() and abs(value.adjusted()) <= MOST_DIGITS
        text = printed(value) if short else text.lower().replace("infinity", "inf")
    if isinstance(value, bool):
        text = "true" if value else "false"
    text = visible(text)
    return text if len(text) <= 40 else text[:39] + "…"


def _encoding(problem: Problem) -> str:
    found = problem.facts["found"]
    if found == "gb18030":
        return "文件不是 UTF-8 编码，看来是 GBK（GB18030）编码"
    if found == "cr":
        return "文件用的是早已不用的换行符（CR），整个文件成了一行"
    if found == "utf-16":
        return "文件是 UTF-16（“Unicode 文本”）编码，不是 UTF-8"
    if found == "binary":
        return "文件不是文本（可能是 Word、Excel 或图片），不能作为报告读取"
    return "文件不是 UTF-8 编码"


def _unquoted(problem: Problem) -> str:
    raw = str(problem.facts["raw"])
    if raw[:1] in _CHINESE_QUOTES:
        return f'{_shown(raw)} 用了中文引号；请改成英文引号 "'
    if not raw:
        return "等号后面没有写值"
    if raw[:1] in ("【", "［"):
        return "用了全角的方括号；请改成英文的 [ 和 ]"
    if raw[-1:] == "]":
        return "这一行数字缺少左方括号 ["
    if _SEVERAL.match(raw):
        return f"“{_shown(raw)}”：格与格之间要用英文逗号 ,"
    if raw in ("/", "／"):
        return '“/”要加英文引号，写成 "/"'
    return f"“{_shown(raw)}”要加英文引号"


def _unknown_key(problem: Problem) -> str:
    *tables, key = map(str, problem.at)
    where = f"[{'.'.join(tables)}] 中" if tables else ""
    return f"{where}不认识“{visible(key)}”{nearest(key, problem.facts['known'])}"


def _missing_row(problem: Problem) -> str:
    section, rows = problem.facts["section"], problem.facts["rows"]
    if not rows:
        return f"缺少 [{section.key}]，即“{section.heading}”整张表"
    path = problem.cells[0].split(".")[1]
    return f"[{section.key}] 缺少 {path}，即“{rows[0].short}”一行"


def _cell_count(problem: Problem) -> str:
    columns, items = problem.facts["want"], problem.facts["items"]
    want, got = len(columns), len(items)
    message = f"应有 {want} 格（{'、'.join(c.short for c in columns)}），现有 {got} 格"
    grouped = _GROUPED.findall(str(problem.facts.get("raw", "")))
    if got > want and sum(g.count(",") for g in grouped) == got - want:
        meant = "、".join(f"“{g}”应写成 {g.replace(',', '')}" for g in grouped)
        return f"{message}；{meant}"
    return message


def _not_a_number(rule: Rule, problem: Problem) -> Finding:
    value, cell = problem.facts["value"], problem.facts["cell"]
    shown = _shown(value)
    message = f"{cell.label}：“{shown}”不是数字"
    remedy, suspects = rule.remedy, ()
    meant = meaning(value) if isinstance(value, str) else None
    if isinstance(meant, int) and cell.column.kind == "money":
        meant = Decimal(meant)
    if isinstance(value, str) and meant is not None and fits(meant, cell.column.kind):
        message = f"{cell.label}：“{shown}”应写成数字 {printed(meant)}"
        rest = _remark(value, meant)
        if rest == "元" and cell.column.unit == "万元":
            meant = Decimal(meant).scaleb(-4).normalize()
            message = (
                f"{cell.label}：“{shown}”合 {printed(meant)} 万元，应写成数字 {printed(meant)}"
            )
            remedy = f"这一格的单位是万元：改成 {printed(meant)}。"
        elif rest and rest != cell.column.unit:
            remedy = f'数字写 {printed(meant)}，备注写进 [notes]："{cell.path}" = "{visible(rest)}"'
        else:
            remedy = f"改成 {printed(meant)}，不加引号、逗号和空格。"
        return Finding(
            rule, message, problem.at, problem.cells, (Suspect(cell.path, shown, meant),),
            remedy=remedy, marks=(problem.at,),
        )  # fmt: skip
    if isinstance(value, str) and plain(value).lower() in _DASHES:
        message += '；没有发生填 0，不适用填 "/"，尚未填写填 ""'
    elif isinstance(value, str) and "，" in value:
        message += "；格与格之间要用英文逗号 ,"
    elif isinstance(value, list):
        message = f"{cell.label}：这里应当是一个数字，现为一组方括号"
    return Finding(
        rule, message, problem.at, problem.cells, suspects, remedy=remedy, marks=(problem.at,)
    )


def _remark(text: str, meant: Figure) -> str:
    """What stands behind the figure in a text such as 22（其中修订16件）."""
    bare = plain(text).replace(",", "")
    rest = bare.removeprefix(str(meant)).strip()
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1]
    return rest if rest and not rest[0].isdigit() and rest != bare else ""


def _out_of_range(rule: Rule, problem: Problem) -> Finding:
    value, cell = problem.facts["value"], problem.facts["cell"]
    message = f"{cell.label}：{_shown(value)} {misfit(value, cell.column.kind)}"
    suspects: tuple[Suspect, ...] = ()
    remedy = rule.remedy
    written = isinstance(value, Decimal) and abs(value.adjusted()) <= MOST_DIGITS
    if written and value == value.to_integral_value():
        whole = int(value)
        if fits(whole, cell.column.kind):
            message = f"{cell.label}：{_shown(value)} 应写成整数 {whole}"
            suspects = (Suspect(cell.path, value, whole),)
            remedy = f"改成 {whole}。"
    return Finding(
        rule, message, problem.at, problem.cells, suspects, remedy=remedy, marks=(problem.at,)
    )


def _format_year(problem: Problem) -> str:
    year, form, right = (problem.facts[k] for k in ("year", "form", "right"))
    span = f"{form.first_year} 年起" if form.last_year is None else (
        f"{form.first_year} 至 {form.last_year} 年"
    )  # fmt: skip
    message = (
        f"{year} 年的报告用了 {form.id} 格式（{form.notice}，适用 {span}），"
        f"应当用 {right.id} 格式（{right.notice}）"
    )
    if problem.facts["only_named"]:
        message += f"；各表已是 {right.id} 格式的行列，只需改 format"
    return message


def _year(problem: Problem) -> str:
    value = problem.facts["value"]
    if value is None:
        return "没有写明年份"
    meant = meaning(value.strip().removesuffix("年")) if isinstance(value, str) else None
    if meant is not None:
        return f"年份“{_shown(value)}”应写成数字 {meant}"
    return f"年份“{_shown(value)}”不对，应当是四位数字，如 2023"


def _agency(problem: Problem) -> str:
    value = problem.facts["value"]
    if value is None:
        return "没有写明单位名称"
    return "单位名称是空的" if isinstance(value, str) else "单位名称应当是带引号的文字"


def _format(problem: Problem) -> str:
    value, known = problem.facts["value"], problem.facts["known"]
    if isinstance(value, str) and value[:1] in _CHINESE_QUOTES:
        return f'{_shown(value)} 用了中文引号；请改成英文引号 "'
    return f"没有名为“{_shown(value)}”的格式；已有的格式：{'、'.join(known)}"


def _wrong_type(problem: Problem) -> str:
    name = ".".join(map(str, problem.at))
    if problem.facts["want"] == "table":
        return f"“{visible(name)}”应当是一个段落，写成 [{visible(name)}]"
    return f"“{visible(name)}”应当是带引号的文字"


def _note_path(problem: Problem) -> str:
    path = str(problem.facts["path"])
    hint = nearest(path, problem.facts["known"])
    return f"没有“{visible(path)}”这个单元格{hint}"


def _mixed(problem: Problem) -> str:
    section, form, other = (problem.facts[k] for k in ("section", "form", "other"))
    return f"“{section.heading}”用的是 {other.id} 格式的表，报告其余部分用 {form.id} 格式"


_MESSAGES: dict[str, Callable[[Problem], str]] = {
    "syntax": lambda p: syntax_message(p.facts),
    "unquoted": _unquoted,
    "unknown-key": _unknown_key,
    "missing-row": _missing_row,
    "cell-count": _cell_count,
    "encoding": _encoding,
    "format-year": _format_year,
    "year": _year,
    "agency": _agency,
    "format": _format,
    "wrong-type": _wrong_type,
    "note-path": _note_path,
    "mixed-layout": _mixed,
}

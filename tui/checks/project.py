"""``disclosure.toml``: what a unit, or an office for all its units, decides once.

Which file counts is for :mod:`tui.checks.surroundings` to say.
"""

import os
from collections.abc import Mapping
from typing import Any, NoReturn

import tomli

from .rule import SEVERITIES, Severity
from .rules import RULES, UnknownRuleError, find_rule, selection
from .settings import LEVELS, Project, ProjectError, Settings

MAX_BYTES = 1_000_000
EXAMPLE = """\
level  = "部门"              # 国务院部门、省级政府、设区的市政府、县级政府、乡镇街道、部门

[check]
select  = ["F", "T", "Y"]    # 只查这些规则；不写则全部
ignore  = ["jump"]           # 不查这些规则
fail_on = "warning"          # 有错误（error）还是有提醒（warning）时以状态 1 结束

[severity]
in-force = "error"           # 规则的编号或名称 = error、warning 或 info

[thresholds]
jump_factor = 5              # 与上年相差几倍以上算悬殊
jump_floor  = 20             # 低于这个数的不比
similarity  = 0.9            # 文字与上年相同到什么程度算雷同

[previous]
folder = "../{year}"         # 上年报告所在的文件夹，相对于本文件；{year} 是上年的年份

[export]
format = "text"              # 导出的默认格式
style  = "printed"           # 纯文本表格的默认样式
tables = "html"              # Markdown 表格的默认写法
"""


def load_project(path: str) -> Project:
    """Read a project file.

    Raises:
        ProjectError: it cannot be read, or has a key or value that nobody knows.
    """
    return _Reader(path).project()


class _Reader:
    def __init__(self, path: str) -> None:
        self.path = path
        try:
            with open(path, "rb") as file:
                data = file.read(MAX_BYTES + 1)
            if len(data) > MAX_BYTES:
                self.fail("", "文件过大")
            self.tables: dict[str, Any] = tomli.loads(data.decode("utf-8-sig"))
        except OSError as error:
            self.fail("", f"无法读取（{error.strerror or type(error).__name__}）")
        except UnicodeDecodeError:
            self.fail("", "不是 UTF-8 编码，请另存为 UTF-8")
        except tomli.TOMLDecodeError as error:
            self.fail(f"第 {error.lineno} 行第 {error.colno} 列", "写法有误")
        except (RecursionError, ValueError):
            self.fail("", "嵌套过深或数字过长")

    def fail(self, key: str, problem: str) -> NoReturn:
        where = f"{key}：" if key else ""
        raise ProjectError(f"项目文件 {self.path}：{where}{problem}")

    def project(self) -> Project:
        known = ("level", "check", "severity", "thresholds", "previous", "export")
        self.only(self.tables, known, "")
        check = self.table("check", ("select", "ignore", "fail_on"))
        thresholds = self.table("thresholds", ("jump_factor", "jump_floor", "similarity"))
        previous = self.table("previous", ("folder",))
        export = self.table("export", ("format", "style", "tables"))
        words = self.words(check, "select"), self.words(check, "ignore")
        try:
            selection(*words)
        except UnknownRuleError as error:
            self.fail("check", f"没有“{error}”这条规则{self.near(str(error), _rule_words())}")
        folder = self.text(previous, "previous", "folder")
        settings = Settings(
            level=self.choice(self.tables, "", "level", tuple(LEVELS)),
            severities=self.severities(),
            jump_factor=self.number(thresholds, "jump_factor", 2, 1000, Settings().jump_factor),
            jump_floor=self.number(thresholds, "jump_floor", 0, 10**9, Settings().jump_floor),
            similarity=self.number(thresholds, "similarity", 0.5, 1, Settings().similarity),
        )
        return Project(
            self.path,
            settings,
            *words,
            self.choice(check, "check", "fail_on", ("error", "warning")),
            os.path.join(os.path.dirname(self.path), folder) if folder else "",
            {key: self.text(export, "export", key) for key in export},
        )

    def severities(self) -> Mapping[str, Severity]:
        found: dict[str, Severity] = {}
        for word, severity in self.table("severity", None).items():
            rule = find_rule(word)
            if rule is None:
                hint = self.near(word, _rule_words())
                self.fail(f"severity.{word}", f"没有这条规则{hint}")
            if severity not in SEVERITIES:
                self.fail(f"severity.{word}", f"只能是 {'、'.join(SEVERITIES)} 之一")
            found[rule.id] = severity
        return found

    def table(self, key: str, known: tuple[str, ...] | None) -> dict[str, Any]:
        held = self.tables.get(key, {})
        if not isinstance(held, dict):
            self.fail(key, f"应当写成 [{key}] 段落")
        if known is not None:
            self.only(held, known, key)
        return held

    def only(self, table: dict[str, Any], known: tuple[str, ...], where: str) -> None:
        for key in table:
            if key not in known:
                name = f"{where}.{key}" if where else key
                hint = self.near(key, known) or f"；可写 {'、'.join(known)}"
                self.fail(name, f"不认识这个键{hint}")

    def near(self, word: str, known: tuple[str, ...]) -> str:
        from difflib import get_close_matches

        close = get_close_matches(word, known, n=1, cutoff=0.5)
        return f"，是不是 {close[0]}？" if close else ""

    def text(self, table: dict[str, Any], where: str, key: str) -> str:
        value = table.get(key, "")
        if not isinstance(value, str):
            self.fail(f"{where}.{key}".strip("."), "应当是带引号的文字")
        return value

    def choice(self, table: dict[str, Any], where: str, key: str, allowed: tuple[str, ...]) -> str:
        value = self.text(table, where, key)
        if value and value not in allowed:
            self.fail(f"{where}.{key}".strip("."), f"只能是 {'、'.join(allowed)} 之一")
        return value

    def words(self, table: dict[str, Any], key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.fail(f"check.{key}", '应当是一列带引号的文字，如 ["T", "Y301"]')
        return tuple(value)

    def number(
        self, table: dict[str, Any], key: str, least: float, most: float, default: Any
    ) -> Any:
        value = table.get(key, default)
        whole = isinstance(default, int)
        fits = type(value) is int or (not whole and isinstance(value, float))
        if not fits or not least <= value <= most:
            kind = "整数" if whole else "数字"
            self.fail(f"thresholds.{key}", f"应当是 {least} 到 {most} 之间的{kind}")
        return value


def _rule_words() -> tuple[str, ...]:
    return (*RULES, *(rule.name for rule in RULES.values()))

"""Typed access to the parsed tables of a schema file.

A :class:`Fields` hands out the values of one table and remembers which keys were
asked for, so that a misspelt key is refused instead of being silently ignored.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from tui.display import clip, hidden_characters, visible

from .errors import SchemaError

MAX_TEXT = 2000
MAX_ENTRIES = 500
MAX_SHOWN = 40
KEY = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")


class Fields:
    """One table of a schema file: ``at`` is how messages name it, e.g. section[3].table."""

    def __init__(self, file: str, at: str, values: object) -> None:
        self.file = file
        self.at = at
        if not isinstance(values, Mapping):
            self.fail("", "这里应当是一个表（[方括号] 段落）")
        self._values: Mapping[str, Any] = values
        self._asked: set[str] = set()

    def fail(self, key: str, problem: str) -> NoReturn:
        """Refuse the file because of ``key``."""
        raise SchemaError(self.file, ".".join(p for p in (self.at, key) if p), problem)

    def __contains__(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._values

    def _get(self, key: str) -> Any:
        self._asked.add(key)
        return self._values.get(key)

    def text(self, key: str, default: str | None = None, *, lines: bool = False) -> str:
        """A string of bounded length; required unless there is a default.

        ``lines``: it may have several lines. A label may not: it is printed into a cell
        and into the comments of report files.
        """
        value = self._get(key)
        if value is None:
            if default is None:
                self.fail(key, "缺少这一项")
            return default
        if not isinstance(value, str):
            self.fail(key, f"应当是带引号的文字，现为 {shown(value)}")
        self._check_text(key, value, lines=lines)
        if default is None and not value.strip():
            self.fail(key, "不能为空")
        return value.strip() if lines else value

    def _check_text(self, key: str, value: str, *, lines: bool = False) -> None:
        if len(value) > MAX_TEXT:
            self.fail(key, f"文字过长（{len(value)} 字，上限 {MAX_TEXT} 字）")
        if "\n" in value and not lines:
            self.fail(key, "要写在一行里，不能换行")
        if not value.isprintable() and (hidden := hidden_characters(value)):
            self.fail(key, f"有看不见的字符 {hidden[0][1]}")

    def key(self, name: str = "key") -> str:
        """An identifier: lower-case ASCII letters, digits and underscores."""
        value = self.text(name)
        if not KEY.match(value):
            self.fail(
                name, f"键名只能用小写英文字母、数字和下划线，且以字母开头，现为 {shown(value)}"
            )
        return value

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of a few words."""
        value = self.text(key, default)
        if value not in allowed:
            self.fail(key, f"只能是 {'、'.join(allowed)} 之一，现为 {shown(value)}")
        return value

    def words(self, key: str) -> tuple[str, ...]:
        """A list of strings; empty when left out."""
        value = self._get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            self.fail(key, '应当是一列带引号的文字，如 ["甲", "乙"]')
        if len(value) > MAX_ENTRIES:
            self.fail(key, f"内容过多（{len(value)} 项，上限 {MAX_ENTRIES} 项）")
        for word in value:
            self._check_text(key, word)
            if not word.strip():
                self.fail(key, "其中有一项是空的")
        return tuple(value)

    def years(self, key: str) -> tuple[int, int | None]:
        """``[first]`` or ``[first, last]``."""
        value = self._get(key)
        if (
            not isinstance(value, list)
            or len(value) not in (1, 2)
            or not all(type(v) is int and 1900 <= v <= 9999 for v in value)
            or value != sorted(value)
        ):
            self.fail(key, "应当是 [起始年份] 或 [起始年份, 截止年份]，如 [2019, 2020]")
        return value[0], value[1] if len(value) == 2 else None

    def entries(self, key: str) -> Iterator["Fields"]:
        """The tables of an array of tables, each as its own :class:`Fields`."""
        value = self._get(key)
        if value is None:
            return
        if not isinstance(value, list) or len(value) > MAX_ENTRIES:
            self.fail(key, f"应当写成 [[{key}]]，且不超过 {MAX_ENTRIES} 个")
        for number, entry in enumerate(value, 1):
            yield Fields(self.file, f"{self.at}.{key}[{number}]".lstrip("."), entry)

    def table(self, key: str) -> "Fields | None":
        """A nested table, or None when it is left out."""
        value = self._get(key)
        return None if value is None else Fields(self.file, f"{self.at}.{key}".lstrip("."), value)

    def finish(self) -> None:
        """Refuse keys that nobody asked for."""
        for key in self._values:
            if key not in self._asked:
                self.fail(key, f"不认识的键；这里可用的键：{'、'.join(sorted(self._asked))}")


def shown(value: object) -> str:
    """A wrong value in a message, as it is written in the file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        value = f'"{value}"'
    elif isinstance(value, list):
        return "一组方括号"
    elif isinstance(value, Mapping):
        return "一个表"
    return visible(clip(str(value), MAX_SHOWN))

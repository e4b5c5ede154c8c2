"""What is wrong with the writing of a file, in Chinese: the parser's own words are English."""

import re
from collections.abc import Mapping
from typing import Any

from tui.display import hidden_characters

_FULL_WIDTH = {
    "＝": "=", "，": ",", "［": "[", "］": "]", "【": "[", "】": "]", "“": '"', "”": '"',
    "＂": '"', "＃": "#", "。": ".", "．": ".", "；": "#", "：": "=",
}  # fmt: skip

_MESSAGES = (
    (r"Expected '=' after a key", "这一行应当是“键 = 值”，缺少等号"),
    (r"Invalid statement", "这一行不是“键 = 值”，也不是 [段落]"),
    (r"Expected '\]' at the end of a table", "段落标题缺少右方括号 ]"),
    (r"Expected newline or end of document", "值的后面有多余的内容"),
    (r"Expected ']'|Unclosed array", "方括号没有闭合，或两个数字之间缺少英文逗号"),
    (r"Unclosed inline", "花括号没有闭合"),
    (r"Unterminated string|Expected '\"\"\"'", "引号没有闭合"),
    (r"Illegal character '\\n'|Illegal character '\\r'", "引号没有闭合，文字在这一行中断；"
     '多行文字要用三个引号 """'),
    (r"Illegal character", "这里有不允许的控制字符"),
    (r"Unescaped '\\'|Invalid hex|Escaped character", "文字里的反斜线 \\ 要写成 \\\\"),
    (r"Invalid initial character for a key", "键名应当由英文字母、数字、下划线组成"),
    (r"Invalid date or datetime", "日期写法有误"),
    (r"Duplicate inline|already|verwrite|twice|mutate", "与前面的内容重复或冲突"),
    (r"Invalid value", "等号后面的值写法有误"),
)  # fmt: skip


def syntax_message(facts: Mapping[str, Any]) -> str:
    """The message for a syntax problem, from the facts that the reader noted."""
    what = facts["what"]
    if what == "empty":
        return "文件是空的，没有任何内容"
    if what == "depth":
        return "方括号或花括号嵌套过深，无法读取"
    if what == "long-number":
        return "这里的数字有几千位长，不是一个数量"
    if what == "twice":
        return f"“{facts['key']}”写了两次，第 {facts['first']} 行已经写过；只采用前面的一处"
    if what == "open":
        raw = facts["raw"]
        if raw.startswith(('"""', "'''")):
            return f"从这里开始的三个引号 {raw[:3]} 没有闭合，其后的内容都读不出来"
        if raw.startswith(('"', "'")):
            return f"引号没有闭合，或值的后面有多余的内容{_hint(facts)}"
        if raw.startswith("["):
            return f"方括号没有闭合，或值的后面有多余的内容{_hint(facts)}"
        return f"等号后面的值写法有误{_hint(facts)}"
    message = str(facts.get("message", ""))
    if hidden := hidden_characters(str(facts.get("line", ""))):
        return f"这一行有看不见的字符 {hidden[0][1]}，请删去"
    line = str(facts.get("line", "")).strip()
    if "Invalid statement" in message and "=" in line and line[:1].isalpha():
        message = "Invalid initial character for a key"
    known = next((zh for pattern, zh in _MESSAGES if re.search(pattern, message)), "写法有误")
    return known + _hint(facts)


def _hint(facts: Mapping[str, Any]) -> str:
    code = str(facts.get("line", "")).partition("#")[0]
    wide = next((c for c in code if c in _FULL_WIDTH and not _quoted(code, c)), None)
    return f"；这一行有全角的“{wide}”，应改成英文的 {_FULL_WIDTH[wide]}" if wide else ""


def _quoted(line: str, char: str) -> bool:
    return line[: line.index(char)].count('"') % 2 == 1

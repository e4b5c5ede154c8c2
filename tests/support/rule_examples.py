"""The examples of the rules as report files."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.reports import as_toml, zero_report
from tui.checks import Rule

KEY = re.compile(r'("[^"]*"|[\w-]+)\s*=')


def laid_over(example: str, *, is_2019: bool, years_ago: int = 0) -> bytes:
    """The file an example stands for: its lines over an otherwise complete report of zeros."""
    form, year = ("2019", 2020) if is_2019 else ("2021", 2023)
    base = as_toml(zero_report(form, year - years_ago))
    sections: dict[str, dict[str, str]] = {}
    for head, key, line in (*_statements(base), *_statements(example)):
        lines = sections.setdefault(head, {})
        if line.startswith("# 删去 "):
            del lines[line.removeprefix("# 删去 ")]
        elif key:
            lines[key] = line
    text = "\n".join(line for head in sections for line in (head, *sections[head].values()))
    return text.encode("gbk" if "# 以 GBK 编码保存" in example else "utf-8")


def _statements(text: str) -> Iterator[tuple[str, str, str]]:
    """Section heading, key and text of every line; what comes first is the head of the file."""
    head = ""
    for line in text.splitlines():
        if line.startswith("["):
            head = line
        found = KEY.match(line)
        yield head, found[1] if found else "", line


def written(rule: Rule, example: str, folder: Path) -> Path:
    """The file of an example, with last year's beside it where the rule has one."""
    is_2019 = "# 2019 格式" in example
    year = 2020 if is_2019 else 2023
    before = laid_over(rule.before, is_2019=is_2019, years_ago=1)
    (folder / "上年.toml").write_bytes(before)
    if rule.before:
        (folder / f"{year - 1}.toml").write_bytes(before)
    file = folder / f"{year}.toml"
    file.write_bytes(laid_over(example, is_2019=is_2019))
    return file

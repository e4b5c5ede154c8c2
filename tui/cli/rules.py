"""``rules``: every rule the program checks."""

import json
from typing import Annotated

import typer

from tui.checks import FAMILIES, RULES, SEVERITY_WORDS
from tui.display import pad, width

EXAMPLES = """\
disclosure-tui rules
disclosure-tui rules --json"""


def command(
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出，供脚本使用")] = False,
) -> None:
    """列出全部检查规则

    每条规则有编号和名称，两者都可以用在 check 的 --select、--ignore 和 explain 中。
    """
    if as_json:
        found = [rule._asdict() for rule in RULES.values()]
        print(json.dumps({"version": 1, "rules": found}, ensure_ascii=False, indent=1))
        return
    wide = max(width(rule.name) for rule in RULES.values())
    for family, meaning in FAMILIES.items():
        print(f"{family}  {meaning}")
        for rule in RULES.values():
            if rule.id.startswith(family):
                word = SEVERITY_WORDS[rule.severity]
                print(f"  {rule.id}  {pad(rule.name, wide)}  {word}  {rule.title}")
    print("\n某一条的含义、依据和例子：disclosure-tui explain 编号")

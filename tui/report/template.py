"""A new report file: complete, commented, every cell blank."""

import json

from tui.display import wrap
from tui.schema.model import Format, Section

from .layout import laid_out

COMMENT_WIDTH = 88


def new_text(form: Format, year: int, agency: str) -> str:
    """The text of a new report file in the aligned layout, with filling instructions."""
    parts = [_head(form, year, agency), *(_section(section) for section in form.sections)]
    return laid_out("\n".join(parts), form)


def _comment(text: str) -> str:
    return "\n".join(f"# {line}" for line in wrap(text, COMMENT_WIDTH))


def _head(form: Format, year: int, agency: str) -> str:
    lines = [
        "# 政府信息公开工作年度报告",
        "#",
        _comment(f"格式依据：{form.notice}。统计时间：{year}年1月1日至12月31日。"),
        "#",
        '# 填写方法：把 "" 换成数字。没有发生填 0，不适用填 "/"，还没有填的留着 ""。',
        '# 文字写在三个引号 """ 之间，一行一段。# 后面是注释，不会印出来。',
        "# 某一格、某一行怎么填：disclosure-tui explain applications.received",
        "# 填完后检查：disclosure-tui check 本文件",
        "",
        f"format = {json.dumps(form.id)}",
        f"year = {year}",
        f"agency = {json.dumps(agency, ensure_ascii=False)}",
        "",
    ]
    return "\n".join(lines)


def _section(section: Section) -> str:
    lines = [f"[{section.key}]", _comment(section.instruction)]
    for text in section.texts:
        if len(section.texts) > 1:
            lines += ["", f"# {text.number}{text.title}", _comment(text.instruction)]
        lines.append(f'{text.key} = """\n"""')
    for block in section.table.blocks if section.table else ():
        if block.banner:
            lines += ["", f"# {block.banner}"]
        blank = ", ".join('""' for _ in block.columns)
        for row in block.rows:
            value = f"[ {blank} ]" if len(block.columns) > 1 else blank
            lines.append(f"{row.key} = {value}")
    return "\n".join([*lines, ""])

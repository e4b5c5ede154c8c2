"""The file of a report that is already known: complete, aligned, every row named."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

from tui.display import visible, wrap
from tui.schema.model import Section

from .layout import LayoutError, laid_out
from .model import Report
from .values import Value

COMMENT_WIDTH = 88


def transcript(
    report: Report,
    form: str,
    layout: Mapping[str, str],
    *,
    head: Iterable[str] = (),
    tail: Iterable[str] = (),
) -> str:
    """The text of a report file.

    Args:
        form: the id for ``format``; ``report.format`` may be a mixture of several.
        layout: section → id of the format that its table is printed in.
        head: lines of comment at the top; ``tail``: at the end.
    """
    lines = ["# 政府信息公开工作年度报告", "#", *_comments(head), ""]
    lines.append(f"format = {json.dumps(form, ensure_ascii=False)}")
    if report.year is None:
        lines.append("# year =                             没有找到年份，请补上")
    else:
        lines.append(f"year = {report.year}")
    lines.append(f"agency = {_string(report.agency or '')}")
    if layout:
        lines += ["", "# 下面的表是按另一种格式印的，照原样转录"]
        lines += ["[layout]", *(f"{key} = {json.dumps(ident)}" for key, ident in layout.items())]
    for section in report.format.sections:
        lines += ["", *_section(report, section)]
    notes = {path: note for path, note in report.notes.items() if note}
    if notes:
        lines += ["", "[notes]"]
        lines += [f'"{path}" = {_string(note)}' for path, note in notes.items()]
    ending = list(_comments(tail))
    if ending:
        lines += ["", *ending]
    text = "\n".join(lines) + "\n"
    try:
        return laid_out(text, report.format)
    except LayoutError:  # It reads as well, if not as nicely.
        return text


def _section(report: Report, section: Section) -> list[str]:
    lines = [f"[{section.key}]"]
    for text in section.texts:
        if len(section.texts) > 1:
            lines += ["", f"# {text.number}{text.title}"]
        lines.append(f"{text.key} = {_prose(report.texts.get(f'{section.key}.{text.key}', ''))}")
    for block in section.table.blocks if section.table else ():
        if block.banner:
            lines += ["", f"# {block.banner}"]
        for row in block.rows:
            start = report.format.rows[f"{section.key}.{row.key}"][2]
            values = [_value(v) for v in report.values[start : start + len(block.columns)]]
            shown = f"[ {', '.join(values)} ]" if len(values) > 1 else values[0]
            lines.append(f"{row.key} = {shown}")
    return lines


def _value(value: Value) -> str:
    if value is None:
        return '""'
    if isinstance(value, Decimal):
        return format(value, "f")
    return _string(value) if isinstance(value, str) else str(value)


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _prose(text: str) -> str:
    if not text:
        return '""'
    lines = (_string(line)[1:-1].replace('\\"', '"') for line in text.split("\n"))
    body = "\n".join(line.replace('"""', '""\\"') for line in lines)
    if body.endswith('"') and not body.endswith('\\"'):
        body = body[:-1] + '\\"'
    return f'"""\n{body}"""'


def _comments(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        shown = visible(line.replace("\n", " "))
        yield from (f"# {part}".rstrip() for part in wrap(shown, COMMENT_WIDTH))

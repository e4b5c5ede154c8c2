"""``explain``: a rule with its examples, or a cell with its definition and legal source."""

from collections.abc import Iterator
from typing import Annotated

import typer

from tui.checks import RULES, SEVERITY_WORDS, Rule, find_rule
from tui.checks.explanation import explanation
from tui.cli import CommandError
from tui.cli.completion import complete_rules_or_paths
from tui.cli.options import FormatIdOption, SchemaOption, catalogue_of, format_of
from tui.cli.places import known_paths, unknown
from tui.display import visible, wrap
from tui.schema import Format

EXAMPLES = """\
disclosure-tui explain T303
disclosure-tui explain balance
disclosure-tui explain applications.granted
disclosure-tui explain disclosure.other_services --format-id 2019"""

WIDTH = 76


def command(
    what: Annotated[
        str,
        typer.Argument(
            metavar="规则或位置",
            help="规则的编号或名称，或单元格、行、部分的路径",
            autocompletion=complete_rules_or_paths,
        ),
    ],
    format_id: FormatIdOption = None,
    schema: SchemaOption = None,
) -> None:
    """解释一条规则或一个单元格

    规则：含义、依据、怎么改、对错各一例。单元格：表上的名称、填什么不填什么、法律依据、有关规则。
    """
    rule = find_rule(what)
    if rule:
        print("\n".join(_rule(rule)))
        return
    catalogue = catalogue_of(schema)
    forms = [format_of(catalogue, format_id)] if format_id else [*catalogue.all()][::-1]
    for form in forms:
        if what in known_paths(form):
            print("\n".join(_place(form, what)))
            return
    if named := [path for path, name in _names(forms[0]) if what and what in name]:
        raise CommandError(f"请写位置；名称里有“{visible(what)}”的是：{'、'.join(named[:8])}")
    known = [*RULES, *(r.name for r in RULES.values()), *known_paths(forms[0])]
    raise unknown(what, known)


def _names(form: Format) -> Iterator[tuple[str, str]]:
    """Each section, text and row with its printed name, for who knows only that."""
    yield from ((section.key, section.heading) for section in form.sections)
    yield from ((path, text.title) for path, (_, text) in form.texts.items() if text.number)
    yield from ((path, row.label) for path, (_, row, _) in form.rows.items())


def _paragraph(label: str, text: str) -> Iterator[str]:
    """A label and a text beside it, wrapped by display width."""
    lines = wrap(text, WIDTH - 10)
    yield f"{label}  {lines[0]}"
    for line in lines[1:]:
        yield f"{'':10}{line}"


def _rule(rule: Rule) -> Iterator[str]:
    yield f"{rule.id} {rule.name}（{SEVERITY_WORDS[rule.severity]}）：{rule.title}"
    yield ""
    yield from _paragraph("含　　义", rule.meaning)
    yield from _paragraph("依　　据", rule.basis)
    yield from _paragraph("怎 么 办", rule.remedy)
    for label, example in (
        ("上年的报告", rule.before),
        ("正确的例子", rule.passing),
        ("有误的例子", rule.failing),
    ):
        if example:
            yield ""
            yield f"{label}："
            for line in example.rstrip().split("\n"):
                yield f"    {line}"


def _place(form: Format, path: str) -> Iterator[str]:
    yield f"{path}（{form.id} 格式）"
    yield ""
    for label, text in explanation(form, path):
        yield from _paragraph(_justified(label), text)


def _justified(label: str) -> str:
    """Two to four characters spread over the width of four."""
    gaps = {2: "　　", 3: " "}
    return gaps.get(len(label), "").join(label)

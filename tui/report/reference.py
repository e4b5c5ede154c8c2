"""Figure references in prose: ``{{applications.received.total}}`` stands for a figure.

A reference is a path, a sum of paths in ``+``, ``-`` and brackets, or the share of one in
another as a percentage with stated decimals::

    {{applications.granted.total}}                  a cell
    {{granted + partly_granted}}                    section and total column may be left out
    {{denied}}                                      a group: the sum of its rows
    {{(received - previous.received) / previous.received : %1}}     25.0%
    {{previous.carried_out}}                        last year's figure
    {{year}}, {{year - 1}}                          the year of the report

The language is total: no loops, no names but paths, bounded in length and depth, and
every reference has a text to show, if only a mark that says why there is no figure.
``{{{{`` writes ``{{`` itself.
"""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

from tui.schema.model import Format

from .model import Report
from .reference_syntax import Expression, Fault, FaultyReference, Term, parse
from .values import BLANK, NOT_APPLICABLE, Figure, printed

OPEN, CLOSE = "{{", "}}"
LITERAL = OPEN + OPEN
"""How ``{{`` itself is written."""


class Filled(NamedTuple):
    """A reference of a text, what is shown for it, and the cells of this year it speaks of."""

    start: int
    end: int
    shown: str
    cells: tuple[str, ...] = ()
    fault: Fault | None = None


def filled(text: str, report: Report) -> str:
    """The text with every reference replaced by its figure, or by a mark where it has none."""
    if OPEN not in text:
        return text
    parts: list[str] = []
    at = 0
    for reference in references(text, report):
        parts += text[at : reference.start], reference.shown
        at = reference.end
    return "".join(parts) + text[at:]


def references(text: str, report: Report) -> Iterator[Filled]:
    """Every reference of a text in order; never raises."""
    at = 0
    while (start := text.find(OPEN, at)) >= 0:
        if text.startswith(LITERAL, start):
            at = start + len(LITERAL)
            yield Filled(start, at, OPEN)
            continue
        end = text.find(CLOSE, start)
        inner = text.find(OPEN, start + 2)
        if end < 0 or 0 <= inner < end:
            at = start + 2
            message = "{{ 没有对应的 }}；要写出 {{ 本身，请写 {{{{"
            fault = Fault("syntax", start, at, message)
            yield Filled(start, at, fault.mark, (), fault)
            continue
        at = end + 2
        yield _reference(text, start, at, report)


def _reference(text: str, start: int, end: int, report: Report) -> Filled:
    cells: tuple[str, ...] = ()
    try:
        expression = parse(text, start + 2, end - 2)
        cells = tuple(dict.fromkeys(_cells(expression, report.format)))
        return Filled(start, end, _evaluated(expression, report, start, end), cells)
    except FaultyReference as error:
        return Filled(start, end, error.fault.mark, cells, error.fault)


# -- from an expression to a figure ---------------------------------------------------------

PREVIOUS = "previous."


def resolve(form: Format, name: str) -> tuple[str, ...]:
    """The cells that a name means, in full or without its section or total column.

    A row that only heads others (``denied``, ``litigation``) is their sum. Empty where
    the name means nothing.
    """
    for path in (name, *(f"{section.key}.{name}" for section in form.sections)):
        if path in form.index:
            return (path,)
        if path in form.rows:
            block, _, start = form.rows[path]
            keys = [column.key for column in block.columns]
            if len(keys) == 1 or "total" in keys:
                return (form.cells[start + (keys.index("total") if "total" in keys else 0)].path,)
        if group := _group(form, path):
            return group
    return ()


def _group(form: Format, path: str) -> tuple[str, ...]:
    """The cells of the rows that a group heads: ``applications.denied[.natural]``."""
    section, _, rest = path.partition(".")
    row, _, column = rest.partition(".")
    head = f"{section}.{row}_"
    rows = [r for r in form.rows if r.startswith(head)] if row else []
    cells = tuple(f"{r}.{column or 'total'}" for r in rows)
    return cells if len(rows) > 1 and all(c in form.index for c in cells) else ()


def reference_to(form: Format, paths: tuple[str, ...]) -> str:
    """The reference that stands for the sum of some cells, as short as it reads well."""
    if len(paths) == 1:
        return f"{OPEN}{paths[0]}{CLOSE}"
    names: list[str] = []
    rest = list(paths)
    for group in dict.fromkeys(p.split(".")[1].partition("_")[0] for p in paths):
        cells = resolve(form, group)
        if len(cells) > 1 and set(cells) <= set(rest):
            names.append(group)
            rest = [p for p in rest if p not in cells]
    names += [short_name(form, path) for path in rest]
    return f"{OPEN}{' + '.join(names)}{CLOSE}"


def short_name(form: Format, path: str) -> str:
    """The shortest name that means a cell."""
    section, row, column = path.split(".")
    tries = (row, f"{row}.{column}", f"{section}.{row}")
    return next((name for name in tries if resolve(form, name) == (path,)), path)


def _cells(expression: Expression, form: Format) -> Iterator[str]:
    for term in (*expression.terms, *expression.divisor):
        if not term.name.startswith(PREVIOUS):
            yield from resolve(form, term.name)


def _evaluated(expression: Expression, report: Report, start: int, end: int) -> str:
    total = _total(expression.terms, report)
    if not expression.divisor:
        return printed(total)
    base = _total(expression.divisor, report)
    if not base:
        message = "分母是 0，算不出百分比"
        raise FaultyReference(Fault("value", start, end, message, "【分母为0】"))
    with localcontext() as context:
        context.prec = 60
        share = Decimal(total) * 100 / Decimal(base)
        places = Decimal(1).scaleb(-expression.decimals)
        return f"{share.quantize(places, ROUND_HALF_UP):f}%"


def _total(terms: tuple[Term, ...], report: Report) -> Figure:
    return sum((term.sign * _figure(term, report) for term in terms), start=0)


def _figure(term: Term, report: Report) -> Figure:
    if term.name.isdigit():
        return int(term.name)
    name, last = term.name.removeprefix(PREVIOUS), term.name.startswith(PREVIOUS)
    source = report.last_year if last else report
    if last and source is None:
        # The name is checked against this year's form, so that a slip is told at once.
        if name != "year" and not resolve(report.format, name):
            raise _unknown(term, report.format)
        message = "没有上年的报告可以引用"
        raise FaultyReference(Fault("value", term.start, term.end, message, "【缺上年数】"))
    assert source is not None
    if name == "year":
        if source.year is None:
            fault = Fault("value", term.start, term.end, "年报没有写明年份", "【缺年份】")
            raise FaultyReference(fault)
        return source.year
    paths = resolve(source.format, name)
    if not paths:
        raise _unknown(term, source.format)
    values = [source.value(path) for path in paths]
    for path, value in zip(paths, values, strict=True):
        if value is None or isinstance(value, str):
            raise _missing(term, source.format, path, value, last=last)
    return sum(value for value in values if value is not None and not isinstance(value, str))


def _missing(
    term: Term, form: Format, path: str, value: str | None, *, last: bool
) -> FaultyReference:
    label = ("上年的" if last else "") + form.cells[form.index[path]].label
    what, mark = {
        BLANK: ("尚未填写", "【未填】"),
        NOT_APPLICABLE: ("填的是 /（不适用）", "【不适用】"),
    }.get(value if value is not None else "?", ("没有可用的数", "【缺数】"))
    message = f"引用的“{label}”{what}"
    cells = () if last else (path,)
    return FaultyReference(Fault("value", term.start, term.end, message, mark, term.name, cells))


def _unknown(term: Term, form: Format) -> FaultyReference:
    name = term.name.removeprefix(PREVIOUS)
    rows = [path for path in form.rows if path == name or path.endswith(f".{name}")]
    nearest = ""
    if rows:
        columns = "、".join(c.key for c in form.rows[rows[0]][0].columns)
        message = f"“{term.name}”是一行，要写明哪一栏：{columns}"
    else:
        message = f"没有“{term.name}”这个单元格"
        if found := _nearest(name, form):
            nearest = term.name.removesuffix(name) + found
            message += f"，是不是 {nearest}？"
    fault = Fault("path", term.start, term.end, message, name=term.name, nearest=nearest)
    return FaultyReference(fault)


def _nearest(name: str, form: Format) -> str:
    from difflib import get_close_matches

    spellings: dict[str, str] = {}
    for path in form.index:
        section, row, column = path.split(".")
        for spelling in (path, f"{section}.{row}", row, f"{row}.{column}"):
            if found := resolve(form, spelling):
                spellings[spelling] = found[0]
    close = get_close_matches(name, spellings, n=1, cutoff=0.55)
    return spellings[close[0]] if close else ""

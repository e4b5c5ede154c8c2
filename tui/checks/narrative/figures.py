"""N101: a number in the prose against the cells it speaks of."""

from collections.abc import Iterator
from decimal import Decimal

from tui.report.model import Report
from tui.report.values import Figure

from ..finding import Finding
from .meanings import Sense, senses, table_value
from .numbers import Number
from .own_cases import FOREIGN
from .reading import Token
from .rules import RULE
from .said import Said
from .sense import LIKELY
from .statement import Statement, said_as

_BEFORE_BARE = frozenset("为是达：:")
"""Behind these a number needs no unit."""

MAX_NAMED = 3


def figure_findings(statement: Statement) -> Iterator[Finding]:
    """Numbers that agree with none of the cells they may speak of."""
    report = statement.report
    for told in statement.numbers:
        number = told.token.number
        if told.quiet == FOREIGN and _is_own(statement, told):
            told = told._replace(quiet="")
        if (
            told.quiet not in ("", "rough", LIKELY)
            or number is None
            or (not number.unit and not _counts(statement, told.token))
        ):
            continue
        possible = senses(told, report.format)
        values = [table_value(sense, report) for sense in possible]
        plain = values[0] if values else None
        if plain is None or any(v is None or _agrees(number, told.quiet, v) for v in values):
            continue
        if statement.reading.is_given(statement.sentence, told.token):
            continue
        yield _finding(statement, told, possible[0], plain)


def _is_own(statement: Statement, told: Said) -> bool:
    """行政复议案件68件，其中纠正19件: the cases are the body's if their total is the table's."""
    for other in statement.numbers:
        number = other.token.number
        known = other.quiet in ("", FOREIGN) and other.topics == told.topics
        if not known or other.token.start >= told.token.start or not number or not number.value:
            continue
        plain = senses(other, statement.report.format)[:1]
        if plain and plain[0].value(statement.report) == number.value:
            return True
    return False


def _agrees(number: Number, quiet: str, value: Decimal | int) -> bool:
    """Whether a number is a cell's; 约, 近 and 余 leave it a fifth, or a unit of its last digit."""
    if quiet == LIKELY and abs(number.value - value) * 3 > value:
        return True  # It tells something else.
    if quiet != "rough":
        return number.agrees(value)
    last = Decimal(10) ** (len(figure := str(int(number.value))) - len(figure.rstrip("0")))
    return abs(number.value - value) <= max(last, number.value / 5)


def _counts(statement: Statement, token: Token) -> bool:
    tokens = statement.sentence.tokens
    at = tokens.index(token)
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    ends = after is None or after.kind in ("stop", "close") or after.tag[:1] in "。！"
    word = statement.sentence.text[before.start : before.end] if before else ""
    return ends and (word in _BEFORE_BARE or word.endswith(("数", "量", "数量")))


def _finding(statement: Statement, told: Said, sense: Sense, value: Figure) -> Finding:
    report, number = statement.report, told.token.number
    assert number
    money = told.token.tag == "元"
    unit = "万元" if money else ""
    written = number.value / 10_000 if money else number.value
    table = Decimal(value) / 10_000 if money else value
    paths = sense.paths(report.format)
    quote = statement.quote(told.start, number.stop)
    message = (
        f"“{quote}”写的是 {said_as(written)}{unit}，"
        f"表中{_named(report, sense)}是 {said_as(table)}{unit}"
    )
    reference = "" if money else _reference(report, sense)
    remedy = f"核对台账：表对，就把文中改成 {said_as(table)}{unit}"
    if reference:
        remedy += f"，或者写成 {reference}，从此与表一致"
    return statement.finding(
        RULE["N101"],
        message,
        told.start,
        number.stop,
        paths,
        f"{remedy}；文字对，就改表。",
        reference,
        (number.start, number.end),
    )


def _reference(report: Report, sense: Sense) -> str:
    if any(sign < 0 for sign, _ in sense.terms):
        return ""
    from tui.report.reference import reference_to  # only where something is found

    return reference_to(report.format, sense.paths(report.format))


def _named(report: Report, sense: Sense) -> str:
    """The cells as a message calls them: “一、本年新收·总计”, “甲＋乙”之和."""
    cells = [report.format.cells[index] for _, index in sense.terms]
    labels = "＋".join(cell.label for cell in cells[:MAX_NAMED])
    if len(cells) == 1:
        return f"“{labels}”"
    return f"“{labels}”" + (f"等 {len(cells)} 格之和" if len(cells) > MAX_NAMED else "之和")

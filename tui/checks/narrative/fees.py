"""N105: an amount of 信息处理费 that the tariff cannot make."""

from collections.abc import Iterator

from ..finding import Finding
from .rules import RULE
from .statement import Statement, said_as

UNIT = 10
"""元: by 国办函〔2020〕109号 every fee is a multiple of it."""


def fee_findings(statement: Statement) -> Iterator[Finding]:
    """Amounts of 信息处理费 in 元."""
    if "处理费" not in statement.sentence.text and "公开费用" not in statement.sentence.text:
        return
    for told in statement.numbers:
        number = told.token.number
        if number is None or told.token.tag != "元" or not number.exact or told.quiet == "compare":
            continue
        if told.topics == ("processing_fees",) and number.step < UNIT and number.value % UNIT:
            quote = statement.quote(told.start, number.stop)
            amount = said_as(number.value)
            message = f"“{quote}”：按标准收取的信息处理费是 {UNIT} 元的整数倍，{amount} 元不是"
            yield statement.finding(RULE["N105"], message, told.start, number.stop)

"""N104: shares above 100%, parts that do not make 100%, and shares that the figures refute."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from tui.report.values import Figure

from ..finding import Finding
from .lexicon import words
from .meanings import senses
from .reading import Token
from .rules import RULE
from .said import BARE, FLOWS, OUTCOMES, Said
from .statement import Statement, said_as

_SHARES = words(
    """
    占比 占 办结率 答复率 公开率 满意率 满意度 及时率 比例 比重 覆盖率 知晓率 合格率 准确率 按时率
    办理率 纠错率 维持率 回复率 办复率
    """
)
_GROWTH = words(
    """
    增长 增加 上升 提高 提升 增幅 同比 环比 下降 减少 降低 降幅 较 比上 比去 翻 超额 完成率 增至 倍
    """
)
ALL = Decimal(100)


def percentage_findings(statement: Statement) -> Iterator[Finding]:
    """The percentages of a sentence, one by one and together."""
    if "%" not in statement.sentence.text and "百分之" not in statement.sentence.text:
        return
    tokens = statement.sentence.tokens
    shares = [t for t in tokens if t.kind == "number" and t.tag == "%" and t.number]
    if not shares:
        return
    told: list[Token] = []
    for before, token in zip([None, *shares], shares, strict=False):
        chained = before in told and before is not None and _is_chained(statement, before, token)
        if chained or _is_noted(statement, token) or _is_share(statement, token):
            told.append(token)
    for token in told:
        assert token.number
        if token.number.value > ALL:
            yield _above(statement, token)
    yield from _not_whole(statement, told)
    yield from _refuted(statement, told)


def _head(statement: Statement, token: Token) -> str:
    """The words of the clause before a percentage."""
    head = statement.sentence.text[max(0, token.start - 14) : token.start]
    for stop in "，。；、（）,;%":
        head = head.rpartition(stop)[2]
    return head


def _is_chained(statement: Statement, first: Token, second: Token) -> bool:
    """分别占52.2%、35.3%和12.5%."""
    return statement.sentence.text[first.end : second.start] in (
        "、",
        "和",
        "及",
        "以及",
        "与",
        "，",
    )


def _is_noted(statement: Statement, token: Token) -> bool:
    """予以公开57件（41.3%）: a share alone in brackets behind a figure."""
    tokens = statement.sentence.tokens
    at = tokens.index(token)
    kinds = [t.kind for t in tokens[max(at - 2, 0) : at + 2]]
    return kinds == ["number", "open", "number", "close"] and tokens[at - 2].tag != "%"


def _is_share(statement: Statement, token: Token) -> bool:
    assert token.number
    head = _head(statement, token)
    tail = statement.sentence.text[token.end : token.end + 1]
    return (
        token.number.exact
        and tail not in ("点", "以")
        and any(word in head for word in _SHARES)
        and not any(word in head for word in _GROWTH)
    )


def _above(statement: Statement, token: Token) -> Finding:
    assert token.number
    start = token.start - len(_head(statement, token))
    quote = statement.quote(start, token.end)
    message = f"“{quote}”：占比和比率不会超过 100%"
    return statement.finding(RULE["N104"], message, start, token.end)


def _not_whole(statement: Statement, told: list[Token]) -> Iterator[Finding]:
    """Shares of one whole, told one behind another: 占60%、占30%、占20%."""
    group: list[Token] = []
    for token in (*told, None):
        joined = token is not None and (not group or _joined(statement, group[-1], token))
        if token is not None and joined:
            group.append(token)
            continue
        yield from _sum(statement, group)
        group = [] if token is None else [token]


def _joined(statement: Statement, first: Token, second: Token) -> bool:
    if _is_chained(statement, first, second):
        return True
    heads = _head(statement, first), _head(statement, second)
    if "占" not in heads[0] or "占" not in heads[1]:
        return False
    whole, again = (head.rpartition("占")[2].strip("比为约达了") for head in heads)
    if again not in ("", whole) or _divides(statement, first) != _divides(statement, second):
        return False
    between = statement.sentence.text[first.end : second.start]
    return len(between) < 40 and not any(word in between for word in ("；", "其中", "%"))


def _divides(statement: Statement, token: Token) -> str:
    """Whether a share is of what became of applications, or of who made them."""
    at = next((i for i, n in enumerate(statement.numbers) if n.token is token), None)
    if at is None:
        return ""
    part = statement.numbers[at - 1] if at else None
    told = part if part and _is_part(statement, part, token) else statement.numbers[at]
    if OUTCOMES.intersection(told.roles):
        return "outcome"
    return "body" if set(told.columns) - {"unknown"} else ""


def _sum(statement: Statement, group: list[Token]) -> Iterator[Finding]:
    figures = [t.number.value for t in group if t.number]
    if len(figures) < 2 or any(f > ALL for f in figures):
        return
    step = max(t.number.step for t in group if t.number)
    slack = max(Decimal("0.5"), step * len(figures) / 2)
    total = sum(figures, Decimal(0))
    short = len(figures) > 2 and Decimal(95) <= total < ALL - slack
    prefixes = [sum(figures[:n], Decimal(0)) for n in range(2, len(figures))]
    if any(abs(p - ALL) <= slack for p in prefixes):
        return
    open_ended = any(
        t.tag in ("等", "主要") for t in statement.sentence.tokens if t.start >= group[0].start
    )
    if total > ALL + slack or (short and not open_ended):
        start = group[0].start - len(_head(statement, group[0]))
        shown = "＋".join(f"{said_as(f)}%" for f in figures)
        message = f"各项占比之和不是 100%：{shown}＝{said_as(total)}%"
        yield statement.finding(RULE["N104"], message, start, group[-1].end)


def _refuted(statement: Statement, told: list[Token]) -> Iterator[Finding]:
    """予以公开1431件，占40.6%: against what table 三 says of the same outcome or body."""
    shares = [
        t
        for t in told
        if _is_noted(statement, t)
        or ("占" in _head(statement, t) and _is_of_a_known_whole(statement, t))
    ]
    if not shares:
        return
    numbers = statement.numbers
    place = {n.token.start: i for i, n in enumerate(numbers)}
    for token in shares:
        at = place.get(token.start)
        if at is None:
            continue
        part = numbers[at - 1] if at else None
        if part and _is_part(statement, part, token):
            yield from _against_figure(statement, part, token)
        elif _is_told(numbers[at]):
            yield from _against_table(statement, numbers[at])


def _is_of_a_known_whole(statement: Statement, token: Token) -> bool:
    """占%, 占办结总数的%: nothing that no table knows stands between 占 and the figure."""
    start = statement.sentence.text.rindex("占", 0, token.start)
    between = [t for t in statement.sentence.tokens if start < t.start < token.start]
    return all(
        t.kind in ("plain", "sum", "now", "every")
        or (t.kind == "role" and t.tag in FLOWS)
        or (t.kind == "topic" and t.tag in ("applications", "some_application"))
        for t in between
    )


def _is_part(statement: Statement, part: Said, token: Token) -> bool:
    """Whether a share is told of the figure before it: 12件，占…%."""
    between = statement.sentence.text[part.token.end : token.start].lstrip("，（、,")
    if _is_noted(statement, token):
        return True
    return part.token.tag != "%" and between.startswith(("占", "约占"))


def _is_told(number: Said) -> bool:
    """Whether it is an outcome or a body of table 三 that a number speaks of."""
    known = set(number.roles) & (OUTCOMES | BARE) or number.columns
    return bool(known) and not number.quiet and number.topics == ("applications",)


def _against_figure(statement: Statement, part: Said, token: Token) -> Iterator[Finding]:
    report = statement.report
    bases = _bases(statement)
    if not part.token.number or not token.number or not _is_told(part) or not bases:
        return
    possible = senses(part, report.format)
    if not possible:
        return
    written = [
        n.token.number.value for n in statement.numbers if n.token.number and n.token.tag != "%"
    ]
    figure = part.token.number.value
    wholes = [b for b in (*bases, *written) if b >= figure]
    tabled = [v for sense in possible if (v := sense.value(report)) is not None]
    if wholes and not _is_share_of(token, (figure, *tabled), wholes):
        yield _wrong_share(statement, part, token, figure)


def _against_table(statement: Statement, told: Said) -> Iterator[Finding]:
    """予以公开占43.3%, with no figure beside it."""
    report, token, bases = statement.report, told.token, _bases(statement)
    counted = told._replace(token=token._replace(tag="件"))
    values = [sense.value(report) for sense in senses(counted, report.format)]
    if not values or not bases or None in values or not any(values):
        return
    wholes = [
        *bases,
        *(n.token.number.value for n in statement.numbers if n.token.number and n.token.tag != "%"),
    ]
    figures = [v for v in values if v is not None]
    if not _is_share_of(token, figures, wholes):
        yield _wrong_share(statement, told, token, Decimal(figures[0]))


def _is_share_of(token: Token, figures: Iterable[Figure], wholes: Iterable[Figure]) -> bool:
    assert token.number
    share, step = token.number.value, token.number.step
    wholes = [w for w in wholes if w]
    return any(abs(Decimal(f) * 100 / w - share) <= step for f in figures for w in wholes)


def _bases(statement: Statement) -> list[Decimal]:
    """What shares of table 三 are of."""
    rows = (("processed",), ("received",), ("received", "carried_in"))
    sums = [_sum_of(statement, each) for each in rows]
    return [Decimal(base) for base in sums if base]


def _sum_of(statement: Statement, rows: tuple[str, ...]) -> int | None:
    report = statement.report
    values = [report.values[report.format.index[f"applications.{r}.total"]] for r in rows]
    return sum(v for v in values if isinstance(v, int)) if all(
        isinstance(v, int) for v in values
    ) else None  # fmt: skip


def _wrong_share(statement: Statement, part: Said, token: Token, figure: Decimal) -> Finding:
    assert token.number
    report = statement.report
    quote = statement.quote(part.start, token.end)
    places = -(token.number.value.as_tuple().exponent or 0)  # type: ignore[operator]
    # Outcomes are of what was handled, applicants of what came in.
    row = "processed" if OUTCOMES.intersection(part.roles) or not part.columns else "received"
    base = _sum_of(statement, (row,))
    path = f"applications.{row}.total"
    label = report.format.cells[report.format.index[path]].label
    share = f"{figure * 100 / base:.{places}f}" if base else "?"
    message = f"“{quote}”：{said_as(figure)} 占表中“{label}”{said_as(base or 0)} 的 {share}%"
    return statement.finding(RULE["N104"], message, part.start, token.end, (path,))

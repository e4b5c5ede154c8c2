"""N103: denials such as 未收到申请 and 未发生行政复议 against cells that are not zero."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tui.report.values import Figure, printed

from ..finding import Finding
from .claims import silences
from .meanings import Sense, senses
from .numbers import Number
from .reading import Token
from .rules import RULE
from .said import REMEDIES, Said
from .scope import names_many_channels
from .statement import Statement


def denial_findings(statement: Statement) -> Iterator[Finding]:
    """未收到申请, 未发生行政复议、行政诉讼: read as a number of zero."""
    if "none" not in statement.sentence.kinds:
        return
    report, tokens = statement.report, statement.sentence.tokens
    for at, token in enumerate(tokens):
        if token.kind != "none" or statement.quiet.get(token.start):
            continue
        word = statement.sentence.text[token.start : token.end]
        if word in _NOTHING:
            yield from _nothing_of(statement, at, *_NOTHING[word])
            continue
        objects = _objects(statement, at)
        if not objects:
            continue
        end = tokens[objects[-1]].end
        for said_ in _denied(statement, at, objects):
            possible = senses(said_, report.format)
            values = [sense.value(report) for sense in possible]
            if values and values[0] is not None and all(values):
                yield _contradicted(statement, token.start, end, possible[0], values[0])
                break


_NOTHING = {
    "零申请": ("applications", "received"),
    "零结转": ("applications", "carried_out"),
    "零复议": ("reconsideration", ""),
    "零行政复议": ("reconsideration", ""),
    "零诉讼": ("litigation", ""),
    "零行政诉讼": ("litigation", ""),
}
"""Denials that need no object → topic and role."""


def _nothing_of(statement: Statement, at: int, topic: str, role: str) -> Iterator[Finding]:
    """零申请 and the like."""
    token = statement.sentence.tokens[at]
    if not statement.topic and "公开" not in statement.sentence.text:
        return
    zero = Said(_zero(token), (topic,), (role,) if role else (), (), "", 0, True)
    possible = senses(zero, statement.report.format)
    values = [sense.value(statement.report) for sense in possible]
    if values and values[0] and all(values):
        yield _contradicted(statement, token.start, token.end, possible[0], values[0])


_VERBS = {
    "received": ("收", "接", "受理", "办理", "新"),
    "issued": ("制发", "制定", "出台", "印发"),
    "repealed": ("废止",),
    "decided": ("作出", "实施"),
}
"""What a denial denies, by the verb in it."""


def _objects(statement: Statement, at: int) -> list[int]:
    """The tokens that a denial speaks of, up to the end of its clause; none if in doubt."""
    tokens = statement.sentence.tokens
    before = tokens[:at]
    begin = max((i for i, t in enumerate(before) if t.kind == "stop" and t.tag == ";"), default=-1)
    clauses = list(_clauses(before[begin + 1 :]))
    for clause in clauses:
        many = clause is not clauses[-1] and names_many_channels(clause)
        if any(
            (silences(statement, t) and not (many and t.tag == "channel")) or t.kind == "except"
            for t in clause
        ):
            return []
    found: list[int] = []
    for place in range(at + 1, len(tokens)):
        token = tokens[place]
        court = token.kind == "court" and token.tag
        if (
            token.kind in ("topic", "role")
            or court
            or (token.kind == "column" and token.tag != "unknown")
        ):
            found.append(place)
        elif (
            (token.kind == "stop" and token.tag == "、" and found)
            or token.kind in ("plain", "own", "now")
            or (token.kind == "year" and statement.report.year == int(token.tag))
        ):
            continue
        else:
            ends = token.kind in ("stop", "open", "close") or token.tag[:1] in "。！"
            return found if ends else []
    return found


def _clauses(tokens: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """Tokens parted at commas and colons."""
    start = 0
    for at, token in enumerate(tokens):
        if token.kind == "stop" and token.tag != "、":
            yield tokens[start:at]
            start = at + 1
    yield tokens[start:]


def _denied(statement: Statement, at: int, objects: list[int]) -> Iterator[Said]:
    """One statement for each topic that is denied."""
    text, tokens = statement.sentence.text, statement.sentence.tokens
    word = text[tokens[at].start : tokens[at].end]
    roles = [tokens[i].tag for i in objects if tokens[i].kind == "role"]
    topics = [tokens[i].tag for i in objects if tokens[i].kind in ("topic", "court")]
    ours = statement.topic == "applications" or "公开" in text
    topics = ["applications" if t == "some_application" and ours else t for t in topics]
    columns = tuple(dict.fromkeys(tokens[i].tag for i in objects if tokens[i].kind == "column"))
    number = _zero(tokens[at])
    verb = next((role for role, verbs in _VERBS.items() if any(v in word for v in verbs)), "")
    carried = [r for r in roles if r in ("carried_in", "carried_out", "carried")]
    aside = {"handled", "processed", "received"}
    if (
        carried
        and not columns
        and set(topics) <= {"applications"}
        and not set(roles) - set(carried) - aside
    ):
        if statement.topic or topics:
            yield Said(number, ("applications",), (carried[0],), (), "", 0, True)
        return
    named = [t for t in topics if t in REMEDIES]
    for topic in dict.fromkeys(topics):
        if topic in REMEDIES:
            if columns or not set(roles) <= {"corrected", "upheld", "received", "handled"}:
                continue
            wanted = tuple(r for r in roles if r in ("corrected", "upheld"))
            yield Said(number, (topic,), wanted, (), "", 0, True)
        elif topic == "applications" and not named:
            if roles and set(roles) - {"received", "handled"}:
                continue
            if verb in ("", "received"):
                yield Said(number, (topic,), ("received",), columns, "", 0, True)
        elif columns:
            continue
        elif topic in ("regulations", "normative_documents"):
            named_role = roles[0] if len(roles) == 1 else ""
            role = verb if verb in ("issued", "repealed") else named_role
            yield Said(number, (topic,), (role,), (), "", 0, True)
        elif (
            topic in ("licensing", "penalties", "coercion")
            and not roles
            and verb in ("", "decided")
        ):
            yield Said(number, (topic,), (), (), "", 0, True)


def _zero(token: Token) -> Token:
    """A denial as a number of 0件."""
    zero = Number(token.start, token.end, token.end, Decimal(0), Decimal(1), "件", True)
    return Token("number", "件", token.start, token.end, zero)


def _contradicted(
    statement: Statement, start: int, end: int, sense: Sense, value: Figure
) -> Finding:
    report = statement.report
    paths = sense.paths(report.format)
    labels = "＋".join(report.format.cells[report.format.index[p]].label for p in paths[:3])
    quote = statement.quote(start, end)
    return statement.finding(
        RULE["N103"],
        f"“{quote}”，而表中“{labels}”是 {printed(value)}",
        start,
        end,
        paths,
        "核对台账：确实没有的，改表；有的，写明件数。",
    )

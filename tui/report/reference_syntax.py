"""What stands between ``{{`` and ``}}``: from characters to a sum, or to a share of one.

The grammar is in :mod:`tui.report.reference`. Full-width brackets and signs mean the same
as their ASCII twins: an input method is left on easily.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

MAX_LENGTH = 400
"""Characters between the brackets."""
MAX_DEPTH = 10
MAX_DECIMALS = 6

FaultKind = Literal["syntax", "path", "value"]

_TOKEN = re.compile(
    r"\s*(?:([A-Za-z_][A-Za-z0-9_.]*)|([0-9]{1,15})|(%[0-9]*)|([-+()/:])|([^\sA-Za-z0-9_+\-()/:%]+))"
)
_WIDE = str.maketrans("＋－—–（）／÷：％０１２３４５６７８９．", "+---()//:%0123456789.")


class Fault(NamedTuple):
    """Why a reference has no figure. ``start`` and ``end`` are offsets in the text.

    ``mark`` is what stands in its place in the export, ``name`` the path that is meant,
    ``cells`` the paths without a figure, ``nearest`` the path that was probably meant.
    """

    kind: FaultKind
    start: int
    end: int
    message: str
    mark: str = "【引用有误】"
    name: str = ""
    cells: tuple[str, ...] = ()
    nearest: str = ""


class Term(NamedTuple):
    """One path or number of a sum, and where it stands in the text."""

    sign: int
    name: str
    start: int
    end: int


class Expression(NamedTuple):
    """A sum, or the share of one sum in another as a percentage."""

    terms: tuple[Term, ...]
    divisor: tuple[Term, ...] = ()
    decimals: int = 0


class FaultyReference(Exception):  # noqa: N818 - it is a value on its way, never shown
    """A reference without a figure; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def narrowed(text: str) -> str:
    """A text with the signs of an input method as their ASCII twins, in the same places."""
    return text.translate(_WIDE)


def parse(text: str, start: int, end: int) -> Expression:
    """The expression between two offsets of a text.

    Raises:
        FaultyReference: with the fault and its characters; caught by :func:`references`.
    """
    if end - start > MAX_LENGTH:
        raise FaultyReference(Fault("syntax", start, end, f"引用太长，最多 {MAX_LENGTH} 个字符"))
    return _Parser(text, start, end).expression()


class _Parser:
    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.end = end
        self.tokens = [
            (m.start(m.lastindex or 0), m.end(), m[m.lastindex or 0])
            for m in _TOKEN.finditer(narrowed(text), start, end)
        ]
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at][2] if self.at < len(self.tokens) else ""

    def fault(self, message: str) -> FaultyReference:
        if self.at < len(self.tokens):
            start, end, _ = self.tokens[self.at]
        else:
            start, end = self.end, self.end + 2  # The closing brackets.
        return FaultyReference(Fault("syntax", start, end, message))

    def expression(self) -> Expression:
        terms, plain = self.sum(0)
        if self.peek() == "/":
            if not plain:
                raise self.fault("分子是几项之和时要加括号，如 (a + b) / c : %1")
            self.at += 1
            divisor, plain = self.sum(0)
            if not plain:
                raise self.fault("分母是几项之和时要加括号，如 a / (b + c) : %1")
            if self.peek() != ":":
                raise self.fault("除法只用于百分比：末尾写 : %1（一位小数）")
            self.at += 1
            return Expression(terms, divisor, self.decimals())
        if self.peek() == ":":
            raise self.fault("百分比要写明占什么的百分之几，如 a / b : %1")
        self.finished()
        return Expression(terms)

    def decimals(self) -> int:
        form = self.peek()
        if not form.startswith("%") or int(form[1:] or 0) > MAX_DECIMALS:
            raise self.fault(f"冒号后面写 % 和小数位数，如 %1；最多 {MAX_DECIMALS} 位")
        self.at += 1
        self.finished()
        return int(form[1:] or 0)

    def finished(self) -> None:
        if self.at < len(self.tokens):
            raise self.fault(f"“{self.peek()}”写在这里看不懂，两项之间用 + 或 - 连接")

    def sum(self, depth: int) -> tuple[tuple[Term, ...], bool]:
        """The terms of a sum, and whether it is a single term or stands in brackets."""
        first = self.at
        sign = -1 if self.peek() == "-" else 1
        self.at += self.peek() in ("-", "+") if self.peek() else 0
        found = [*self.term(sign, depth)]
        count = 1
        while self.peek() in ("+", "-"):
            sign = 1 if self.peek() == "+" else -1
            self.at += 1
            found += self.term(sign, depth)
            count += 1
        return tuple(found), count == 1 and self.tokens[first][2] not in "+-"

    def term(self, sign: int, depth: int) -> Iterator[Term]:
        word = self.peek()
        if word == "(":
            if depth >= MAX_DEPTH:
                raise self.fault(f"括号最多套 {MAX_DEPTH} 层")
            self.at += 1
            inner, _ = self.sum(depth + 1)
            if self.peek() != ")":
                raise self.fault("括号没有配对，缺少 )")
            self.at += 1
            return (t._replace(sign=sign * t.sign) for t in inner)
        if not word:
            raise self.fault("引用是空的，或者没有写完")
        if not word[0].isascii() or not (word[0].isalnum() or word[0] == "_"):
            raise self.fault(f"“{word}”不能写在这里：这里应当是单元格的路径")
        start, end, _ = self.tokens[self.at]
        self.at += 1
        return iter((Term(sign, word, start, end),))

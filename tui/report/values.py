"""The four things a cell can hold, and what a clerk may type to mean them.

======================  ===========================================================
``int`` / ``Decimal``   a figure; ``Decimal`` for money and only for money
``""``                  blank: not filled in yet
``"/"``                 not applicable, as printed
``None``                nothing usable: the row is missing, or what stands there is wrong
======================  ===========================================================

Blank, zero and ``/`` are three different things everywhere.
"""

import re
from decimal import Decimal
from typing import Final

from tui.display import visible
from tui.schema.model import Kind

Figure = int | Decimal
Value = Figure | str | None

BLANK: Final = ""
NOT_APPLICABLE: Final = "/"

MAX_FIGURE: Final = 10**15
"""No body handles a quadrillion of anything: more is a slip of the keyboard."""

MAX_DECIMALS: Final = 12

_SLASHES = {"/", "／", "∕", "⁄"}
# Not compiled here: only what a person typed needs them, and every run imports this file.
_NUMBER = r"[+-]?\d+(\.\d+)?\Z"
_GROUPED = r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?\Z"
_UNIT = r"(?<=\d)(件|条|项|个|次|宗|元|万元)\Z"
_REMARK = r"(?s)\A([^()]*\d)\s*\((.*)\)\Z"


def exact(literal: str) -> Decimal | str:
    """A TOML float as an exact decimal; its text where it is beyond anything, as 1e99…99 is."""
    try:
        return Decimal(literal)
    except ArithmeticError:
        return literal


class TypedError(ValueError):
    """What was typed cannot be a value of the cell; the message says why, in Chinese."""


def plain(text: str) -> str:
    """Typed text with full-width forms made half-width and every kind of space removed."""
    import unicodedata  # only for what a person typed

    return "".join(unicodedata.normalize("NFKC", text).split()).replace("−", "-")


def meaning(text: str) -> Figure | None:
    """The figure that a text evidently stands for, or None.

    Understands full-width digits, thousands separators, stray spaces, a unit or a
    remark after the figure: “１，２３４” is 1234, “22（其中修订16件）” is 22.
    """
    bare = plain(text)
    remark = re.match(_REMARK, bare)
    bare = re.sub(_UNIT, "", remark[1] if remark else bare)
    if re.match(_GROUPED, bare):
        bare = bare.replace(",", "")
    if not bare.isascii() or not re.match(_NUMBER, bare) or len(bare) > 24:
        return None
    return Decimal(bare) if "." in bare else int(bare)


def fits(value: Figure, kind: Kind) -> bool:
    """Whether a figure may stand in a cell of this kind."""
    # copy_abs and not abs: that would round to a context, and 1e999999999 overflows it.
    if Decimal(value).copy_abs() > MAX_FIGURE:
        return False
    if kind == "money":
        exponent = Decimal(value).as_tuple().exponent
        # 0e999999999 is zero, and takes a gigabyte to print.
        written = isinstance(exponent, int) and -MAX_DECIMALS <= exponent <= MAX_DECIMALS
        return value >= 0 and written
    return isinstance(value, int) and (kind == "change" or value >= 0)


def misfit(value: Figure, kind: Kind) -> str:
    """Why a figure may not stand in a cell of this kind, in Chinese."""
    if Decimal(value).copy_abs() > MAX_FIGURE:
        return "数值过大"
    if kind != "money" and isinstance(value, Decimal):
        return "应当是整数，不能有小数"
    if value < 0:
        return "不能是负数"
    return "应当写成普通的数字" if value == 0 else f"小数最多 {MAX_DECIMALS} 位"


def parse_typed(text: str, kind: Kind) -> Value:
    """The value that a person typed into a cell: a figure, a simple sum, ``/`` or nothing.

    Raises:
        TypedError: when it cannot be a value of this kind.
    """
    bare = plain(text)
    if bare in ("", '""'):
        return BLANK
    if bare in _SLASHES:
        return NOT_APPLICABLE
    if kind == "money" and bare.endswith("元"):
        # 3940元 in a column of 万元 would be ten thousand times too much.
        raise TypedError(f"“{text}”带有单位；请换算成表上的单位，只写数字")
    value = _sum(bare[1:]) if bare.startswith("=") else meaning(text)
    if value is None:
        raise TypedError(f"“{visible(text)}”不是数字")
    if kind == "money":
        value = Decimal(value)
    elif isinstance(value, Decimal) and value == value.to_integral_value():
        value = int(value)
    if not fits(value, kind):
        raise TypedError(misfit(value, kind))
    return value


def _sum(expression: str) -> Figure | None:
    """A sum such as ``12+3-1``; None when it is anything else."""
    if len(expression) > 200 or not re.fullmatch(r"[+-]?[\d.,]+([+-][\d.,]+)*", expression):
        return None
    total: Figure = 0
    for term in re.findall(r"[+-]?[\d.,]+", expression):
        value = meaning(term)
        if value is None:
            return None
        total += value
    return total


def printed(value: Value) -> str:
    """A value as it stands in the printed table; nothing usable prints as blank."""
    if value is None:
        return ""
    return format(value, "f") if isinstance(value, Decimal) else str(value)

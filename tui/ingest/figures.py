"""One printed cell: the figure in it and what is printed besides."""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from tui.report.model import UNITS, with_note
from tui.report.values import BLANK, NOT_APPLICABLE, Value, meaning, printed

from .labels import visible_text

_DASHES = frozenset("-－—–―─﹣‐‑‒")
_SLASHES = frozenset("/／∕⁄\\＼")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[,，]\d{3})+|\d+)(?:\.\d+)?")
_BROKEN = re.compile(r"\d\s*\n\s*[\d.,]")
_SPACES = re.compile(r"[^\S\n]+")


class Printed(NamedTuple):
    """What a cell says: its value, and the remark or unit that goes to ``[notes]``.

    ``plain``: whether the whole cell is understood as a blank, a figure or a ``/``.
    """

    value: Value
    note: str
    plain: bool


@lru_cache(maxsize=4096)
def read_figure(text: str) -> Printed:
    """The value and remark of a printed cell. Nothing is guessed.

    A dash is kept as the remark of a blank cell; so is whatever is no figure at all.
    """
    text = tidy(text)
    if not text:
        return Printed(BLANK, "", True)
    if all(c in _SLASHES for c in text) and len(text) <= 2:
        return Printed(NOT_APPLICABLE, "", True)
    if all(c in _DASHES for c in text) and len(text) <= 4:
        return Printed(BLANK, text, True)
    bare = _bare(text)
    match = _NUMBER.match(bare)
    if match is None or _BROKEN.search(text):
        return Printed(BLANK, one_line(text), False)
    value = meaning(match[0].replace("，", ","))
    if value is None:
        return Printed(BLANK, one_line(text), False)
    rest = bare[match.end() :]
    if not rest:
        return Printed(value, "", True)
    note = _note(text, printed(value), rest)
    if not note:
        return Printed(BLANK, one_line(text), False)
    return Printed(value, note, True)


def _bare(text: str) -> str:
    """Half-width and without spaces, brackets of remarks as they are."""
    kept = "".join(c if c in "（），" else unicodedata.normalize("NFKC", c) for c in text)
    return "".join(kept.split()).replace("−", "-")


def _note(text: str, figure: str, rest: str) -> str:
    """The remark behind a figure, so that it prints as it was; empty where it is none."""
    if rest in UNITS:
        return rest
    if rest[0] in "（(":
        raw = one_line(text)
        note = raw[min(i for i in map(raw.find, "（(") if i >= 0) :]
        inner = note[1:-1]
        whole = note[0] == "（" and note[-1] == "）" and not set("（）") & set(inner)
        # Brackets that the printed form adds anyway are not kept.
        bare = whole and inner and inner == inner.strip()
        return inner if bare and with_note(figure, inner) == f"{figure}{note}" else note
    # A unit with a remark behind it, or words: the whole as it is printed.
    return "" if rest[0].isdigit() or rest[0] in ".,+-/%" else figure + rest


def tidy(text: str) -> str:
    """A cell's text without invisible characters and without blanks at its ends."""
    return visible_text(text).strip().strip("\u3000\xa0 ")


def one_line(text: str) -> str:
    """Line breaks and runs of blanks made one blank each, none between Chinese characters."""
    text = tidy(text)
    parts = [_SPACES.sub(" ", part.strip()) for part in text.split("\n")]
    joined = ""
    for part in filter(None, parts):
        between = " " if joined[-1:].isascii() and part[0].isascii() and joined else ""
        joined += between + part
    return joined


def looks_like_figure(text: str) -> bool:
    """Whether a text can only be the content of a figure cell: blank, figure, ``/``, dash."""
    text = tidy(text)
    if not text:
        return True
    if len(text) > 60:
        return False
    return read_figure(text).plain and not re.match(r"\d{1,2}[.、．]\s*\D", text)


def as_money(value: Value) -> Value:
    """A figure of a money column as the report keeps it."""
    return Decimal(value) if type(value) is int else value

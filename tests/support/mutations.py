"""Report files with something wrong in them, at the level of bytes and at that of TOML."""

import random
import re

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.support.hostile import KINDS
from tests.support.program import EXAMPLES
from tests.support.strategies import report_files

EXAMPLE_FILES = tuple(
    (EXAMPLES / name).read_bytes()
    for name in ("2020.toml", "broken/2023.toml", "suqian/2023.toml", "suqian/2024.toml")
)

TOKENS = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (
        '"', "'", '"""', "'''", "[", "]", "[[", "]]", "{", "}", "=", ",", ".", "#", "\\", "\n",
        "\r", "\r\n", "\0", "\t", " ", "\ufeff", "\\u0000", "\\ud800", "\\UFFFFFFFF", "\\x",
        "1_000", "0x1F", "-0", "+1", "1e400", "1e-400", "9" * 30, "9" * 400, "inf", "-nan",
        "true", "1979-05-27T07:32:00Z", "07:32:00", "“", "，", "１２", "＝", "万元", "/", '"/"',
        "a.b.c", "x = 1", "[notes]", "[layout]", "[waiver]", "[applications]", 'previous = "x"',
        'format = "2019"', "year = 2019", "[ 1, 2, 3, 4, 5, 6, 7 ]", "\ud800", "\U0010ffff",
        "{ a = 1, b = [ {} ] }", "[" + ".".join("a" * 300) + "]\n", "[" * 60, "{a=" * 30,
        "=" * 50, "e\u0301" * 20,
        *KINDS.values(),
    )
)  # fmt: skip

LITERALS = (
    '""', '"/"', "0", "-1", "7", "1.5", "1e3", "nan", "inf", "true", "[]", "[[]]", "{}",
    "{ a = { b = 1 } }", "[ 1, [ 2 ] ]", '"12件"', "'１２'", "9007199254740993",
    "99999999999999999999",
        "0.1e-300", "2023-01-01", '"""\n多行\n"""', '["a", 1, 2.5]', "'''x'''", '"\\u202e"', "１２",
    "1,234", "-",
)  # fmt: skip

_VALUE = re.compile(r"(?m)^([^#=\n]*=[ \t]*)([^\n]*)$")
_NUMBER = re.compile(r"(?<![\w.])\d+(?![\w.])")
_KEY = re.compile(r"(?m)^[A-Za-z_]+(?=[ \t]*=)")
_HEADER = re.compile(r"(?m)^\[[^\n]*$")


def broken_bytes(chance: random.Random, data: bytes) -> bytes:
    """Some bytes changed, lost, doubled, moved, or put in, without a thought for TOML."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
        at = chance.randrange(len(made) + 1)
        long = chance.choice((1, 1, 2, 5, 40, 400))
        way = chance.randrange(7)
        if way == 0:
            made[at : at + 1] = bytes([chance.randrange(256)])
        elif way == 1:
            del made[at : at + long]
        elif way == 2:
            made[at:at] = made[at : at + long]
        elif way == 3:
            to = chance.randrange(len(made) + 1)
            made[to:to] = made[at : at + long]
        elif way == 4:
            made[at:at] = chance.choice(TOKENS)
        elif way == 5:
            made[at:at] = chance.randbytes(long)
        else:
            del made[at:]
    return bytes(made)


def broken_toml(chance: random.Random, text: str) -> str:
    """Values, keys, rows and tables changed as a hand or a script might, mostly still TOML."""
    for _ in range(chance.choice((1, 1, 2, 4))):
        lines = text.split("\n")
        at = chance.randrange(len(lines))
        way = chance.randrange(9)
        if way == 0:
            text = _one(chance, _VALUE, text, lambda m: m[1] + chance.choice(LITERALS))
        elif way == 1:
            text = _one(chance, _NUMBER, text, lambda _: chance.choice(LITERALS))
        elif way == 2:
            text = _one(
                chance, _KEY, text, lambda m: m[0] + chance.choice(("x", ".y", "_", '."z"'))
            )
        elif way == 3:
            text = _one(
                chance, _HEADER, text, lambda m: chance.choice((m[0] + m[0], f"[{m[0]}]", ""))
            )
        elif way == 4:
            text = "\n".join(lines[:at] + lines[at : at + 1] + lines[at:])
        elif way == 5:
            text = "\n".join(lines[:at] + lines[at + chance.randrange(1, 4) :])
        elif way == 6:
            to = chance.randrange(len(lines))
            text = "\n".join([*lines[:to], lines[at], *lines[to:]])
        elif way == 7:
            text = _one(
                chance,
                _NUMBER,
                text,
                lambda _: str(chance.randrange(10 ** chance.randrange(1, 18))),
            )
        else:
            text = _one(chance, _VALUE, text, lambda m: m[1] + _hostile(chance))
    return text


def _hostile(chance: random.Random) -> str:
    return "'" + chance.choice([*KINDS.values()]).replace("'", "") + "'"


def _one(chance: random.Random, pattern: re.Pattern[str], text: str, new: object) -> str:
    places = list(pattern.finditer(text))
    if not places:
        return text
    match = chance.choice(places)
    return text[: match.start()] + new(match) + text[match.end() :]  # type: ignore[operator]


def mutated(chance: random.Random, data: bytes) -> bytes:
    """One of the two ways, or both."""
    way = chance.randrange(3)
    if way:
        data = broken_toml(chance, data.decode("utf-8")).encode("utf-8", "surrogatepass")
    return broken_bytes(chance, data) if way != 1 else data


@st.composite
def mutated_files(draw: DrawFn) -> bytes:
    """A report file in any style of writing, or an example, with something wrong in it."""
    data = draw(report_files().map(lambda f: f.data) | st.sampled_from(EXAMPLE_FILES))
    return mutated(draw(st.randoms(use_true_random=False)), data)

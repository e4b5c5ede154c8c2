"""Files of the largest size that is read, each a burden in its own way."""

import re
from collections.abc import Callable

from tests.support.hostile import GOOD

LARGEST = 20_000_000


def _cell(text: str) -> str:
    return GOOD.replace("1808595", text, 1)


def _agency(text: str) -> str:
    return GOOD.replace('"宿迁市"', f'"{text}"', 1)


def _prose(text: str) -> str:
    pattern = r'(\[other\][^\[]*?text\s*=\s*)""".*?"""'
    return re.sub(pattern, lambda m: f'{m[1]}"""{text}"""', GOOD, count=1, flags=re.S)


def _keys(number: int) -> str:
    return "".join(f"k{i} = {i}\n" for i in range(number))


GIANTS: dict[str, Callable[[], str]] = {
    "a string of 10 MB": lambda: _agency("宿" * 3_300_000),
    "a text of 10 MB": lambda: _prose(("政府信息公开工作，" * 40 + "\n") * 9_000),
    "3.3 million hidden characters": lambda: _agency("\u200b" * 3_300_000),
    "100,000 keys in a table of its own": lambda: f"{GOOD}\n[more]\n{_keys(100_000)}",
    "100,000 keys in a section": lambda: GOOD.replace(
        "carried_in ", _keys(100_000) + "carried_in ", 1
    ),
    "100,000 keys at the top": lambda: _keys(100_000) + GOOD,
    "100,000 notes": lambda: (
        GOOD + "[notes]\n" + "".join(f'"k{i}" = "x"\n' for i in range(100_000))
    ),
    "100,000 times the same key": lambda: f"{GOOD}\n[more]\n" + "k = 1\n" * 100_000,
    "100,000 tables": lambda: GOOD + "".join(f"\n[t{i}]\n" for i in range(100_000)),
    "20 MB of comments": lambda: GOOD + ("# " + "x" * 96 + "\n") * 195_000,
    "20 MB of nonsense": lambda: GOOD + ("x y z " + "x" * 92 + "\n") * 195_000,
    "20 MB of brackets": lambda: f"{GOOD}a = " + "[" * 19_900_000,
    "20 MB of quotes": lambda: f"{GOOD}a = " + '"' * 19_900_000,
    "20 MB of digits": lambda: f"{GOOD}a = " + "9" * 19_900_000,
    "20 MB of full-width digits": lambda: _cell("１" * 6_000_000),
    "20 MB of backslashes": lambda: f'{GOOD}a = "' + "\\\\" * 9_900_000,
    "an array of ten million": lambda: _cell("[" + "1," * 9_900_000 + "]"),
    "20 MB of line ends": lambda: GOOD + "\n" * 19_900_000,
    "20 MB of blanks": lambda: GOOD + " " * 19_900_000,
    "1,000 brackets deep": lambda: f"{GOOD}a = " + "[" * 1000 + "]" * 1000 + "\n",
    "1,000 braces deep": lambda: f"{GOOD}a = " + "{a=" * 1000 + "1" + "}" * 1000 + "\n",
    "1,000 tables deep": lambda: GOOD + "[" + ".".join("a" * 1000) + "]\nx=1\n",
}


def giant(name: str) -> bytes:
    """The bytes of such a file."""
    return GIANTS[name]().encode()[:LARGEST]

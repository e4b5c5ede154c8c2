"""Text that tries to fool whoever reads it, and the places of a report where it can stand."""

import re
import unicodedata
from collections.abc import Callable

from tests.support.program import EXAMPLES

GOOD = (EXAMPLES / "suqian/2023.toml").read_text("utf-8")

KINDS = {
    "colour": "\x1b[31;7m红\x1b[0m",
    "cursor": "\x1b[2J\x1b[1;1H\x1b[10A",
    "title": "\x1b]0;改了标题\x07\x1b]2;又改\x1b\\",
    "clipboard": "\x1b]52;c;cm0gLXJmIC8=\x07",
    "strings": "\x1bP+q544e\x1b\\\x1b_G\x1b\\\x1b^x\x1b\\\x1bXy\x1b\\",
    "modes": "\x1b[?1049h\x1b[?25l\x1b[?2004h\x1bc",
    "reports": "\x1b[6n\x1b[c\x1b[>q",
    "c1": "\x9b31m\x9d0;x\x9c\x90\x85",
    "controls": "\x07\x08\x08\x0b\x0c\r\x0e\x0f\x7f",
    "bidi": "12\u202e34\u202c\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
    "zero width": "甲\u200b乙\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e",
    "variation": "丙\ufe0f\U000e0100\u180b",
    "fillers": "丁\u115f\u1160\u3164\uffa0\u2800\u17b4",
    "tags": "\U000e0001\U000e0041\U000e007f",
    "separators": "\u2028\u2029",
    "private": "\ue000\U000f0000\uffff",
    "rich": "[/b][red]红[/red][link=http://x]y[/link][@click=app.quit]z[/]{0}%s",
    "markdown": "**a** _b_ `c` ![i](http://x/i.png) [l](javascript:x) <http://x> | # h ~~s~~",
    "html": '<script>alert(1)</script><b onclick="x">&amp;&#65;</td></table><!-- -->',
    "formula": "=HYPERLINK(\"http://x\")+cmd|' /C calc'!A0",
}

EVERYTHING = "".join(KINDS.values())

FORGED = "伪造的一行：检查了 1 份年报，没有发现问题。"

FORGING = f"\n{FORGED}\r\n{FORGED}"

_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def hidden(text: str) -> list[str]:
    """What in an output a terminal could obey or a reader could not see.

    By Unicode's own classes and list of ignorable characters, not by the program's.
    """
    if not any(map(_is_hidden, set(text))):
        return []
    return [
        f"{ord(c):04x} in {text[max(0, i - 30) : i + 30]!r}"
        for i, c in enumerate(text)
        if _is_hidden(c)
    ]


def _is_hidden(char: str) -> bool:
    control = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
    return char != "\n" and bool(control or _IGNORABLE.match(char))


def forged(text: str) -> bool:
    """Whether a line of an output was written by the file and not by the program."""
    return any(line.startswith(FORGED[:4]) for line in text.split("\n"))


def quoted(text: str) -> str:
    """A TOML string that is all ASCII."""
    return '"' + "".join(_escape(c) for c in text) + '"'


def _escape(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    return char if " " <= char <= "~" else f"\\U{ord(char):08x}"


def _raw(text: str) -> str:
    """As it may stand in a comment or between three quotes: no control characters."""
    return re.sub("[\x00-\x08\x0a-\x1f\x7f\"'\\\\]", "", text)


def _swap(old: str, new: Callable[[str], str]) -> Callable[[str], str]:
    assert old in GOOD, old
    return lambda text: GOOD.replace(old, new(text), 1)


def _with_other_text(literal: str) -> str:
    pattern = r'(\[other\][^\[]*?text\s*=\s*)""".*?"""'
    return re.sub(pattern, lambda m: m[1] + literal, GOOD, count=1, flags=re.S)


LICENSING = "licensing           = 1808595"

PLACES: dict[str, Callable[[str], str]] = {
    "agency": _swap('"宿迁市"', quoted),
    "text": lambda t: _with_other_text(quoted(t)),
    "raw text": lambda t: _with_other_text(f"'''{_raw(t)}'''"),
    "cell": _swap(LICENSING, lambda t: f"licensing = {quoted(t)}"),
    "bare cell": _swap(LICENSING, lambda t: f"licensing = {_raw(t)}"),
    "raw control": _swap(LICENSING, lambda t: f'licensing = "{t}"'),
    "key": _swap(LICENSING, lambda t: f"{quoted(t)} = 1\n{LICENSING}"),
    "bare key": _swap(LICENSING, lambda t: f"{_raw(t)} = 1\n{LICENSING}"),
    "raw key": _swap(LICENSING, lambda t: f'"{_raw(t)}" = 1\n{LICENSING}'),
    "section": lambda t: f"{GOOD}\n[{quoted(t)}]\nx = 1\n",
    "doubled section": lambda t: f"{GOOD}\n[{quoted(t)}]\nx = 1\n[{quoted(t)}]\nx = 1\n",
    "note": lambda t: f'{GOOD}\n[notes]\n"disclosure.licensing.decisions" = {quoted(t)}\n',
    "note path": lambda t: f'{GOOD}\n[notes]\n{quoted(t)} = "x"\n',
    "comment": lambda t: f"# {_raw(t)}\n{GOOD}# {_raw(t)}",
    "control in comment": lambda t: f"{GOOD}# {t}",
    "format": _swap('format = "2021"', lambda t: f"format = {quoted(t)}"),
    "year": _swap("year   = 2023", lambda t: f"year = {quoted(t)}"),
    "layout": lambda t: f'{GOOD}\n[layout]\napplications = {quoted(t)}\n{quoted(t)} = "2019"\n',
    "previous": lambda t: f"previous = {quoted(t)}\n{GOOD}",
    "waiver": lambda t: f"{GOOD}\n[waiver]\n{quoted(t)} = {quoted(t)}\nT303 = {quoted(t)}\n",
}
"""Report files with a text in some place."""

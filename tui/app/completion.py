"""While a reference is typed into a text: the cells that may be meant, to choose from."""

import re
from typing import Literal

from tui.app import palette
from tui.app.canvas import Line
from tui.app.cell_search import Match, matches
from tui.app.screens.chooser import Chooser, Item
from tui.checks.narrative.spoken import cells_spoken_of
from tui.display import pad, width
from tui.report.model import Report
from tui.report.reference import CLOSE, LITERAL, OPEN
from tui.report.reference_draft import DECIMALS
from tui.report.reference_syntax import narrowed

LONGEST = 80
"""Characters behind ``{{`` after which it is no reference that is being typed."""

_LAST_TERM = re.compile(r"[^-+()/]*$")
_INNER = re.compile(r"[\sA-Za-z0-9_.+\-()/:%]*")
_REST_OF_PATH = re.compile(r"[A-Za-z0-9_.]*")
_MOVES = ("up", "down", "pageup", "pagedown")

Done = Literal["", "moved", "taken", "closed"]


class Completion:
    """A list for one place of one text; another place has another one."""

    keys = "↑↓ 选择　Tab 填入　Esc 收起"

    def __init__(self, text: str, cursor: int, start: int, found: list[Match]) -> None:
        """``start`` is where the brackets open; the list is for the term at the cursor."""
        self.text, self.cursor, self.start = text, cursor, start
        value = max(width(match.value) for match in found)
        self.chooser: Chooser[Match] = Chooser(
            [
                Item("", palette.PAPER, m.label, f"{pad(m.value, value, 'right')}  {m.name}", m)
                for m in found
            ]
        )

    def press(self, key: str, cursor: int) -> Done:
        """What a key does to the list; nothing when the cursor has gone elsewhere."""
        if cursor != self.cursor:
            return ""
        if key in _MOVES:
            self.chooser.press(key)
            return "moved"
        if key in ("tab", "enter"):
            return "taken"
        return "closed" if key == "escape" else ""

    def lines(self, columns: int, rows: int) -> list[Line]:
        """The list, in so many lines."""
        return self.chooser.lines(columns, rows)

    def taken(self) -> tuple[int, int, str]:
        """The stretch of the text that the chosen cell replaces, and what it becomes.

        The brackets are closed where nothing is missing any more; a share gets its decimals.
        """
        assert self.chooser.current
        head = narrowed(self.text[self.start + len(OPEN) : self.cursor])
        term = _LAST_TERM.search(head)
        assert term
        first = self.cursor - len(term[0].lstrip())
        rest = _REST_OF_PATH.match(self.text, self.cursor)
        assert rest
        end = rest.end()
        new = self.chooser.current.value.name
        behind = narrowed(self.text[end:])
        close = behind.find(CLOSE)
        closed = close >= 0 and bool(_INNER.fullmatch(behind[:close]))
        if head.count("(") > head.count(")") or (closed and behind[:close].strip()):
            return first, end, new
        if "/" in head:
            new += f" : %{DECIMALS}"
        return first, end + (close + len(CLOSE) if closed else 0), new + CLOSE


def completion_at(report: Report, path: str, text: str, cursor: int) -> Completion | None:
    """The list for what is typed at a place of a text; None where no reference is."""
    start = open_reference(text, cursor)
    if start < 0:
        return None
    head = narrowed(text[start + len(OPEN) : cursor])
    if len(head) > LONGEST or "\n" in head or ":" in head:
        return None
    term = _LAST_TERM.search(head)
    assert term
    likely = () if term.start() else cells_spoken_of(report, path, text[:start])
    found = matches(report, term[0], likely)
    return Completion(text, cursor, start, found) if found else None


def open_reference(text: str, cursor: int) -> int:
    """Where the reference begins that is still open at a place; -1 where none is."""
    at = text.find(OPEN)
    while at >= 0 and at + len(OPEN) <= cursor:
        if text.startswith(LITERAL, at) and at + len(LITERAL) <= cursor:
            at = text.find(OPEN, at + len(LITERAL))
            continue
        end, inner = text.find(CLOSE, at, cursor), text.find(OPEN, at + len(OPEN), cursor)
        if end < 0 and inner < 0:
            return at
        at = inner if inner >= 0 and (end < 0 or inner < end) else text.find(OPEN, end)
    return -1

"""Versions of a report side by side, cell by cell, and which of them is to be kept."""

from typing import NamedTuple

from rich.style import Style

from tui.app import palette
from tui.app.canvas import Line, blank, put, put_right
from tui.app.screens.dialog import Dialog, Keys
from tui.app.session import Session
from tui.display import visible, width, wrap
from tui.report.merge import Difference, common_beginning
from tui.report.values import Value, printed

TAKEN = Style(color="#87d787", bgcolor="#1c1c1c", bold=True)
LEFT = Style(color="#9e9e9e", bgcolor="#1c1c1c")
ASKED = Style(color="#ffd787", bgcolor="#1c1c1c", bold=True)

COLUMN = 12
"""Columns for a value; figures fit, of texts the beginning is shown."""

DETAIL = 7
"""Lines below the list for the current place in full."""


class Decision(NamedTuple):
    """``take``: go on, of the conflicts with the values of ``theirs``; else ``decline``."""

    take: bool
    theirs: frozenset[str] = frozenset()


class Merging(Dialog[Decision]):
    """Every place at which the versions differ. What does not conflict is decided already.

    Its result is None for Escape: nothing is decided.
    """

    def __init__(
        self,
        session: Session,
        differences: tuple[Difference, ...],
        *,
        title: str,
        explanation: str,
        sides: tuple[str, str],
        accept: str,
        decline: str = "",
        leave: str = "取消",
    ) -> None:
        """``sides``: what mine and theirs are called. ``decline``: what Delete does."""
        super().__init__()
        self.session = session
        # What has to be decided comes first.
        self.rows = sorted(differences, key=lambda d: not d.conflict)
        self.theirs: set[str] = set()
        self.at = self._first = 0
        self._title_text, self._explanation = title, explanation
        self._sides, self._accept, self._decline, self._leave = sides, accept, decline, leave
        self._list_at, self._list_rows = 0, 1
        self._unchanged = all(row.theirs == row.base for row in self.rows)
        """Whether the other side is as it was: then what it was need not be shown."""

    # -- drawing -------------------------------------------------------------------------

    def heading(self) -> str:
        """The title."""
        return self._title_text

    def counter(self) -> str:
        """Which place of how many."""
        return f"{self.at + 1}/{len(self.rows)}"

    def footer(self) -> list[Keys]:
        """Only what works here."""
        keys = [Keys("回车", self._accept)]
        if self._decline:
            keys.append(Keys("Delete", self._decline))
        if any(row.conflict for row in self.rows):
            mine, theirs = self._sides
            keys += [Keys("←", f"取{mine}"), Keys("→", f"取{theirs}"), Keys("Ctrl+←→", "全部")]
        return [*keys, Keys("↑↓", "移动"), Keys("Esc", self._leave)]

    def wish(self, columns: int, rows: int) -> tuple[int, int]:
        """Room for the names; no more lines than there are places."""
        wide = min(columns, 100)
        text = len(wrap(self._explanation, wide - 2))
        return wide, min(rows, text + len(self.rows) + DETAIL + 4)

    def body(self, columns: int, rows: int) -> list[Line]:
        """Why one is asked, the list, and the current place in full."""
        lines = [self._line(piece, palette.STRONG, columns) for piece in
                 wrap(self._explanation, columns - 2)[: max(1, rows - DETAIL - 4)]]  # fmt: skip
        lines.append(blank(columns, palette.PAPER))
        lines.append(self._head(columns))
        detail = self._detail(columns)[:DETAIL] if rows > DETAIL + len(lines) + 2 else []
        self._list_at = len(lines)
        self._list_rows = max(1, rows - len(lines) - (DETAIL if detail else 0))
        self._first = max(min(self._first, self.at), self.at - self._list_rows + 1)
        shown = self.rows[self._first : self._first + self._list_rows]
        lines += [self._row(row, n == self.at, columns) for n, row in enumerate(shown, self._first)]
        lines += [blank(columns, palette.PAPER)] * max(
            0, self._list_at + min(self._list_rows, len(self.rows)) - len(lines)
        )
        return (lines + detail)[:rows]

    def _line(self, text: str, style: Style, columns: int) -> Line:
        line = blank(columns, palette.PAPER)
        put(line, 1, text, style)
        return line

    def _versions(self, row: Difference) -> list[tuple[str, Value, Style]]:
        """The name of each version, its value, and how that is shown."""
        mine, theirs = (LEFT, TAKEN) if self._takes_theirs(row) else (TAKEN, LEFT)
        found = [(self._sides[0], row.mine, mine), (self._sides[1], row.theirs, theirs)]
        return found if self._unchanged else [("原来", row.base, LEFT), *found]

    def _widths(self, columns: int) -> tuple[int, int, int]:
        """Where the first value begins, how wide a value is, where the result stands."""
        count = 2 if self._unchanged else 3
        each = min(18, max(COLUMN, (columns - 40) // count)) if columns >= 76 else 9
        result = columns - 3 - width(max(self._sides, key=width))
        return result - 1 - count * each, each, result

    def _head(self, columns: int) -> Line:
        line = blank(columns, palette.HEADER)
        at, each, result = self._widths(columns)
        put(line, 4, "位置", palette.HEADER)
        for number, (name, *_) in enumerate(self._versions(self.rows[0])):
            put_right(line, at + number * each, each - 1, name, palette.HEADER)
        put(line, result, "结果", palette.HEADER)
        return line

    def _row(self, row: Difference, here: bool, columns: int) -> Line:
        base = palette.CURRENT if here else palette.PAPER
        line = blank(columns, base)
        at, each, result = self._widths(columns)
        if here:
            put(line, 0, "▸", palette.BAR_KEY + Style(bgcolor=base.bgcolor))
        if row.conflict:
            put(line, 2, "!", ASKED + Style(bgcolor=base.bgcolor))
        put(line, 4, place(self.session, row.path), base, at - 5)
        for number, (_, value, style) in enumerate(self._versions(row)):
            own = style + Style(bgcolor=base.bgcolor)
            put_right(
                line, at + number * each, each - 1, _words(value, self._start(row))[:each], own
            )
        style = (ASKED if row.conflict else LEFT) + Style(bgcolor=base.bgcolor)
        put(line, result, f"取{self._sides[self._takes_theirs(row)]}", style)
        return line

    def _start(self, row: Difference, before: int = 6) -> int:
        """Where what is shown of a long text begins: a little before the versions differ."""
        same = common_beginning([value for _, value, _ in self._versions(row)])
        return max(0, same - before)

    def _takes_theirs(self, row: Difference) -> bool:
        if row.conflict:
            return row.path in self.theirs
        return not row.is_mine

    def _detail(self, columns: int) -> list[Line]:
        row = self.rows[self.at]
        lines = [blank(columns, palette.PAPER)]
        lines.append(self._line(place(self.session, row.path), palette.STRONG, columns))
        versions = self._versions(row)
        room = max(1, (DETAIL - 2) // len(versions))
        indent = max(width(name) for name, *_ in versions) + 4
        for name, value, _ in versions:
            pieces = wrap(visible(_words(value, self._start(row))), max(8, columns - indent - 2))
            cut = len(pieces) > room
            for number, piece in enumerate(pieces[:room]):
                line = self._line(name if number == 0 else "", palette.LABEL, columns)
                more = "…" if cut and number == room - 1 else ""
                put(line, indent, piece + more, palette.PAPER, columns - indent - 1)
                lines.append(line)
        return lines

    def caret(self) -> tuple[int, int]:
        """The current place."""
        return 0, self._list_at + self.at - self._first

    # -- keys ----------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """Move, choose, decide."""
        last, page = len(self.rows) - 1, self._list_rows
        moves = {"up": -1, "down": 1, "pageup": -page, "pagedown": page, "home": -last, "end": last}
        asked = {row.path for row in self.rows if row.conflict}
        if key in moves:
            self.at = max(0, min(last, self.at + moves[key]))
        elif key in ("left", "right"):
            here = {self.rows[self.at].path} & asked
            self.theirs = self.theirs - here if key == "left" else self.theirs | here
        elif key in ("ctrl+left", "ctrl+right"):
            self.theirs = set() if key == "ctrl+left" else asked
        elif key == "enter":
            self.finish(Decision(True, frozenset(self.theirs)))
        elif key == "delete" and self._decline:
            self.finish(Decision(False))
        else:
            return False
        return True


def place(session: Session, path: str) -> str:
    """What a path is called in print."""
    form = session.report.format
    bare = path.removeprefix("notes.")
    if bare in form.index:
        label = form.cells[form.index[bare]].label
        return f"{label}（备注）" if bare != path else label
    if path in form.texts:
        section, text = form.texts[path]
        return f"{text.number}{text.title}" if text.number else section.heading
    return {"year": "年份", "agency": "单位名称", "waivers": "记下的理由"}.get(path, path)


def _words(value: Value, start: int) -> str:
    if value is None or value == "":
        return "（空）"
    text = printed(value)
    return f"…{text[start:]}" if start else text

"""The aligned layout of a report file: what ``fmt`` writes and ``new`` begins with.

Rows of a table are aligned under a comment that names their columns, so that the
file reads like the printed table. Only blanks move; comments, order and the way a
figure is written stay. A row that is broken or carries comments inside its
brackets is left as it stands.
"""

import re
from typing import NamedTuple

import tomli

from tui.display import width
from tui.schema.model import Block, Format, Row, Section, Table

from .scan import Entry, Lines, Scan
from .values import exact

HEADING_COLUMN = 38
_COMMENT = re.compile(r"[ \t]*(#.*)?\Z")


class LayoutError(Exception):
    """The layout would have changed what the file says; nothing may be written."""


class _Line(NamedTuple):
    """A row of figures as found in the file."""

    first: int
    last: int
    row: Row
    block: Block
    items: list[str]
    is_array: bool
    comment: str


def laid_out(text: str, form: Format) -> str:
    """The text in the aligned layout; line ends are ``\\n``.

    Raises:
        LayoutError: when the parsed values would differ in any way.
    """
    made = _Layout(text, form).text()
    # Compared as written down: 12.5 is not 12.50, and nan would not equal itself.
    if repr(tomli.loads(text, parse_float=exact)) != repr(tomli.loads(made, parse_float=exact)):
        raise LayoutError
    return made


class _Layout:
    def __init__(self, text: str, form: Format) -> None:
        self.form = form
        self.scan = Scan(text)
        self.lines = Lines(text)
        self.all = text.split("\n")
        self.new: dict[int, list[str]] = {}
        """Replacements of lines, numbered from 1."""
        self.fixed: set[int] = set()
        """Lines inside multi-line strings: not ours to touch."""

    def text(self) -> str:
        for entry in self.scan.entries:
            first, last = self._span(entry)
            if self.scan.text[entry.start : entry.start + 3] in ('"""', "'''"):
                self.fixed.update(range(first, last + 1))
        self._scalars()
        for path, at in self.scan.headers:
            section = self.form.section.get(str(path[0])) if len(path) == 1 else None
            if section:
                self._heading(section, self.lines.place(at)[0])
                if section.table:
                    self._table(section.key, section.table)
        return self._joined()

    def _joined(self) -> str:
        out: list[str] = []
        for number, line in enumerate(self.all, 1):
            if number in self.new:
                out += self.new[number]
            else:
                out.append(line if number in self.fixed else line.rstrip())
        return "\n".join(out).rstrip("\n") + "\n"

    def _span(self, entry: Entry) -> tuple[int, int]:
        return self.lines.place(entry.key)[0], self.lines.place(max(entry.key, entry.end - 1))[0]

    def _heading(self, section: Section, number: int) -> None:
        line = self.all[number - 1]
        head, found = re.match(r"[ \t]*(\[[^\]]*\])[ \t]*(.*)", line).groups()  # type: ignore[union-attr]
        comment = found or f"# {section.heading}"
        self.new[number] = [f"{head.ljust(HEADING_COLUMN)}{comment}".rstrip()]

    def _scalars(self) -> None:
        """Align the ``=`` of the head of the file and of the prose of each section."""
        groups: dict[tuple[str | int, ...], list[Entry]] = {}
        for entry in self.scan.entries:
            parent = entry.path[:-1]
            section = self.form.section.get(str(parent[0])) if len(parent) == 1 else None
            if not parent or (section and section.texts):
                groups.setdefault(parent, []).append(entry)
        for entries in groups.values():
            names = [self._name(e) for e in entries]
            pad = max((len(n) for n in names if n), default=0)
            for entry, name in zip(entries, names, strict=True):
                first, last = self._span(entry)
                if name is None or entry.broken:
                    continue
                body = self.scan.text[
                    entry.start : self.lines.start(first) + len(self.all[first - 1])
                ]
                made = f"{name.ljust(pad)} = {body}"
                self.new[first] = [made if last > first else made.rstrip()]

    def _name(self, entry: Entry) -> str | None:
        """The key of a statement that begins its line, or None."""
        match = re.compile(r"[ \t]*([A-Za-z0-9_-]+)[ \t]*=").match(
            self.all[self.lines.place(entry.key)[0] - 1]
        )
        return match[1] if match and match[1] == entry.path[-1] else None

    def _table(self, section: str, table: Table) -> None:
        found = [
            line
            for entry in self.scan.entries
            if len(entry.path) == 2 and entry.path[0] == section
            if (line := self._row(section, entry)) is not None
        ]
        if not found:
            return
        pad = max(len(line.row.key) for line in found)
        tail = 0
        drawn: list[tuple[_Line, str, str]] = []
        widths = {
            id(block): _widths(block, [line for line in found if line.block is block])
            for block in table.blocks
        }
        for line in found:
            body = _body(line, pad, widths[id(line.block)])
            tail = max(tail, len(body) + 3)
            drawn.append((line, body, _header(line.block, pad, widths[id(line.block)])))
        above = ""
        for line, body, header in drawn:
            comment = line.comment or f"# {line.row.short}"
            self.new[line.first] = [f"{body.ljust(tail)}{comment}"]
            for number in range(line.first + 1, line.last + 1):
                self.new[number] = []
            self._put_header(line, header, above)
            above = header

    def _row(self, section: str, entry: Entry) -> _Line | None:
        place = self.form.rows.get(f"{section}.{entry.path[1]}")
        if place is None or entry.broken or self._name(entry) is None:
            return None
        block, row, _ = place
        first, last = self._span(entry)
        end = entry.end - self.lines.start(last)
        comment = _COMMENT.match(self.all[last - 1], end)
        raw = self.scan.text[entry.start : entry.end]
        is_array = raw.startswith("[")
        items = self.scan.items(entry) if is_array else [entry]
        literals = [_literal(self.scan.text[e.start : e.end]) for e in items]
        if comment is None or len(items) != len(block.columns) or any("\n" in x for x in literals):
            return None
        inside = re.sub(r'"[^"]*"' + r"|'[^']*'", "", raw)
        if "#" in inside or any(x[:1] in ("[", "{") for x in literals):
            return None
        return _Line(first, last, row, block, literals, is_array, (comment[1] or "").rstrip())

    def _put_header(self, line: _Line, header: str, above: str) -> None:
        """Write the column names over a row unless they stand over the row before it."""
        before = line.first - 1
        text = self.all[before - 1].strip() if before else ""
        if text.startswith("#") and _is_header(text, line.block):
            self.new[before] = [header] if header != above else []
        elif header != above and header:
            self.new[line.first].insert(0, header)


def _literal(raw: str) -> str:
    return {"''": '""', "'/'": '"/"'}.get(raw, raw)


def _widths(block: Block, lines: list[_Line]) -> list[int]:
    return [
        max([width(name), *(width(line.items[i]) for line in lines)])
        for i, name in enumerate(_names(block))
    ]


def _names(block: Block) -> list[str]:
    """The column names as they stand in the comment; a unit other than 件 is said."""
    return [
        f"{c.short}（{c.unit}）" if c.unit not in ("", "件") else c.short for c in block.columns
    ]


def _body(line: _Line, pad: int, widths: list[int]) -> str:
    key = line.row.key.ljust(pad)
    if not line.is_array:
        return f"{key} = {line.items[0]}"
    cells = (" " * (w - width(x)) + x for x, w in zip(line.items, widths, strict=True))
    return f"{key} = [ {', '.join(cells)} ]"


def _header(block: Block, pad: int, widths: list[int]) -> str:
    """``#   自然人  商业企业 …``, each name ending where the figures under it end."""
    names = _names(block)
    if len(names) == 1:
        return f"#{' ' * (pad + 2)}{names[0]}"
    cells = (" " * (w - width(x)) + x for x, w in zip(names, widths, strict=True))
    return f"#{' ' * (pad + 4)}{'  '.join(cells)}"


def _is_header(comment: str, block: Block) -> bool:
    """Whether a comment says nothing but names of columns, whichever of their names."""
    rest = comment.lstrip("#").strip()
    names = {n for c in block.columns for n in (c.short, c.label, *c.variants)} | set(_names(block))
    left = rest
    for name in sorted(names, key=len, reverse=True):
        left = left.replace(name, "")
    return bool(rest) and not left.strip()

"""Report files as hand-written ones may look, generated together with where all stands.

A generated file is a row of pieces, each plain text or the literal of one value. So a
test knows every span without asking the scanner, and can compare what lies between.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import tomli
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tests.support.reports import catalogue
from tui.report.problem import KeyPath
from tui.report.values import MAX_FIGURE, Value
from tui.schema import Cell, Format

BOM = "\ufeff"


@dataclass(frozen=True)
class Slot:
    """The literal of one value: where it stands, and the path by which it is edited."""

    at: KeyPath
    path: str
    literal: str


@dataclass(frozen=True)
class Edge:
    """Where a whole row begins or ends."""

    at: KeyPath


Piece = str | Slot | Edge


@dataclass(frozen=True)
class Written:
    """A report file in pieces."""

    form: Format
    pieces: tuple[Piece, ...]
    bom: bool

    @property
    def text(self) -> str:
        """The text of the file, without its byte order mark."""
        return "".join(p if isinstance(p, str) else getattr(p, "literal", "") for p in self.pieces)

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return (BOM * self.bom + self.text).encode()

    @property
    def slots(self) -> dict[str, Slot]:
        """The values that are there, by the path that edits them."""
        return {p.path: p for p in self.pieces if isinstance(p, Slot)}

    @property
    def spans(self) -> dict[KeyPath, str]:
        """The text of each value and of each row, by its place."""
        found: dict[KeyPath, str] = {}
        open_at: dict[KeyPath, int] = {}
        text = ""
        for piece in self.pieces:
            if isinstance(piece, Edge):
                start = open_at.setdefault(piece.at, len(text))
                found[piece.at] = text[start:]
                continue
            if isinstance(piece, Slot):
                found[piece.at] = piece.literal
            text += piece if isinstance(piece, str) else piece.literal
        return found


def toml_value(literal: str) -> Any:
    """What a literal means."""
    return tomli.loads(f"x = {literal}", parse_float=Decimal)["x"]


ENDS = {"lf": st.just("\n"), "crlf": st.just("\r\n"), "mixed": st.sampled_from(["\n", "\r\n"])}
COMMENTS = [
    "#", "# 注", "# 全角：［１，２］＝“三”。", '# """', "# [applications]", "# received = [ 1 ]",
    "# C:\\temp\\n", "#\t'表'", "#自然人，商业企业", "# 𠮷野家", "# end ,]}",
]  # fmt: skip
TAILS = st.sampled_from(["", "", "", *COMMENTS])
GAPS = st.sampled_from(
    ["", "", "", "\n", " \n\n", *(f"{c}\n" for c in COMMENTS), *(f"\n\t {c}\n" for c in COMMENTS)]
)
SPACING = st.sampled_from(
    [("", " ", " "), ("", "", ""), ("  ", "\t", "   "), ("\t", "    ", "\t"), ("", "  ", "")]
)
BRACKETS = st.sampled_from(
    [
        (" ", ", ", " "),
        ("", ",", ""),
        ("  ", "  ,\t", ", "),
        ("\n  ", ",\n  ", ",\n"),
        (" # 表头 ]\n", ", # 注，'一\n\n", ", # 末\n"),
        ("", "\n,\n", "\n"),
        ("\t", ",    ", "\n# 尾\n"),
    ]
)
PROSE = st.text(
    st.sampled_from("甲乙，。“”１２ ab#=[]{}\"'\\/\n\t\u3000é𠮷\u200b\x07\r\x1b\x7f\u2028"),
    max_size=12,
) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
COUNTS = st.integers(0, 9) | st.integers(0, MAX_FIGURE)
MONEY = st.decimals(0, MAX_FIGURE, places=4) | st.sampled_from(
    [Decimal(s) for s in ("0", "0.1", "12.5", "12.50", "59237.2449", "0.000000000001", "1E+3")]
)
EMPTY = st.sampled_from(["", "/"])
_ODD = [
    *("0x1F", "1_000", "+7", "0b1", "-3", "1.5", "1e3", "true", "07:32:00", "[]"),
    *("[1, 2]", "{ a = 1 }", "nan", "-inf", '"１２"', "'12件'", '"1\\t2"', "'''/'''", '"""\n7"""'),
]
CELL_LITERALS = (
    COUNTS.map(str)
    | st.sampled_from(['""', "''", '"/"', "'/'", '""""""'])
    | st.sampled_from(_ODD)
    | MONEY.map(lambda d: format(d, "f"))
)


def cell_values(cell: Cell) -> SearchStrategy[Value]:
    """What a person or the editor may put into a cell."""
    figures: dict[str, SearchStrategy[Value]] = {
        "count": COUNTS,
        "change": st.integers(-MAX_FIGURE, MAX_FIGURE),
        "money": MONEY,
    }
    return figures[cell.column.kind] | EMPTY


@st.composite
def text_literals(draw: DrawFn, end: SearchStrategy[str]) -> str:
    """A string in one of the four ways of writing one."""
    text = draw(PROSE)
    way = draw(st.sampled_from(['"', "'", '"""', "'''"]))
    if way == '"':
        return (
            json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F").replace("甲", "\\u7532")
        )
    clean = "".join(c for c in text if c in "\n\t" or (c >= " " and c != "\x7f"))
    if way == "'":
        return "'" + clean.replace("\n", " ").replace("'", "’") + "'"
    lines = clean.replace("'", "’").split("\n")
    if way == '"""':
        lines = [json.dumps(line, ensure_ascii=False)[1:-1] for line in lines]
        if draw(st.booleans()):
            lines = [line.replace('\\"', '"').replace('""', '"') for line in lines]
            lines[-1] = lines[-1].rstrip('"')
    opening = draw(st.sampled_from(["", "\n"]))
    folded = draw(st.sampled_from(["", "\\\n   "])) if way == '"""' else ""
    body = opening + "\n".join(lines) + folded
    return way + "".join(draw(end) if c == "\n" else c for c in body) + way


@st.composite
def report_files(draw: DrawFn, *, cells: SearchStrategy[str] = CELL_LITERALS) -> Written:
    """A report file that is valid TOML, in any order and any style of writing."""
    form = catalogue().get(draw(st.sampled_from(["2019", "2021"])))
    assert form
    maker = _Maker(draw, form, cells)
    return Written(form, tuple(maker.file()), draw(st.booleans()))


class _Maker:
    def __init__(self, draw: DrawFn, form: Format, cells: SearchStrategy[str]) -> None:
        self.draw, self.form, self.cells = draw, form, cells
        self.end = ENDS[draw(st.sampled_from(sorted(ENDS)))]

    def chance(self) -> bool:
        return self.draw(st.booleans())

    def file(self) -> list[Piece]:
        draw = self.draw
        heads = ["format", *draw(st.lists(st.sampled_from(["year", "agency"]), unique=True))]
        sections = draw(st.lists(st.sampled_from([s.key for s in self.form.sections]), unique=True))
        styles = {key: draw(st.sampled_from(["table", "dotted", "inline"])) for key in sections}
        notes = draw(st.sampled_from(["none", "table", "dotted", "inline", "deep"]))
        top: list[Callable[[], list[Piece]]] = [lambda k=k: self._head(k) for k in heads]  # type: ignore[misc]
        tables: list[Callable[[], list[Piece]]] = []
        for key, style in styles.items():
            (tables if style == "table" else top).append(
                lambda k=key, s=style: self._section(k, s)  # type: ignore[misc]
            )
        if notes != "none":
            (tables if notes in ("table", "deep") else top).append(lambda: self._notes(notes))
        made = [make() for make in (*draw(st.permutations(top)), *draw(st.permutations(tables)))]
        pieces = [piece for part in made for piece in (*self._gap(), *part)]
        pieces += self._gap()
        if self.chance() and isinstance(pieces[-1], str):
            pieces[-1] = pieces[-1].removesuffix("\n").removesuffix("\r")
        return pieces

    def _gap(self) -> list[Piece]:
        """Comments and blank lines between statements."""
        return [self._ended(self.draw(GAPS))]

    def _statement(self, key: str, value: list[Piece]) -> list[Piece]:
        before, after, behind = self.draw(SPACING)
        tail = self.draw(TAILS)
        return [f"{before}{key}{after}={after}", *value, f"{behind}{tail}{self.draw(self.end)}"]

    def _name(self, key: str) -> str:
        ways = [key, f'"{key}"', f"'{key}'"]
        return self.draw(st.sampled_from(ways if "." not in key else ways[1:]))

    def _head(self, key: str) -> list[Piece]:
        literals = {
            "format": st.just(json.dumps(self.form.id)),
            "year": st.integers(2008, 2100).map(str),
            "agency": text_literals(self.end),
        }
        return self._statement(self._name(key), [Slot((key,), key, self.draw(literals[key]))])

    def _section(self, key: str, style: str) -> list[Piece]:
        section = self.form.section[key]
        names = [r.partition(".")[2] for r in self.form.rows if r.startswith(key + ".")]
        names = names or [t.key for t in section.texts]
        chosen = self.draw(st.lists(st.sampled_from(names), unique=True, max_size=4))
        values = [(n, self._value(key, n)) for n in chosen]
        return self._grouped(key, values, style)

    def _grouped(self, key: str, values: list[tuple[str, list[Piece]]], style: str) -> list[Piece]:
        if style == "inline":
            inner: list[Piece] = []
            for i, (name, value) in enumerate(values):
                inner += [", " if i else " ", self._name(name), " = ", *value]
            return self._statement(key, ["{", *inner, " }"])
        if style == "dotted":
            parts = [(f"{self._name(key)}.{self._name(name)}", value) for name, value in values]
            head: list[Piece] = []
        else:
            parts = [(self._name(name), value) for name, value in values]
            header = self.draw(st.sampled_from([f"[{key}]", f"[ {key} ]", f'["{key}"]']))
            tail = self.draw(TAILS)
            head = [f"{header}{tail}{self.draw(self.end)}"]
        return head + [
            piece
            for name, value in parts
            for piece in (*self._gap(), *self._statement(name, value))
        ]

    def _value(self, section: str, name: str) -> list[Piece]:
        at = (section, name)
        if f"{section}.{name}" in self.form.texts:
            return [Slot(at, f"{section}.{name}", self.draw(text_literals(self.end)))]
        block = self.form.rows[f"{section}.{name}"][0]
        paths = [f"{section}.{name}.{c.key}" for c in block.columns]
        if len(paths) == 1 and self.chance():
            alone = self.cells.filter(lambda literal: literal[0] not in "[{")
            return [Slot(at, paths[0], self.draw(alone))]
        first, comma, last = self.draw(BRACKETS)
        pieces: list[Piece] = [Edge(at), "[", self._ended(first)]
        for i, path in enumerate(paths):
            between = [self._ended(comma)] if i else []
            pieces += [*between, Slot((*at, i), path, self.draw(self.cells))]
        return [*pieces, self._ended(last), "]", Edge(at)]

    def _ended(self, text: str) -> str:
        """The text with this file's line ends."""
        return text.replace("\n", self.draw(self.end)) if "\n" in text else text

    def _notes(self, style: str) -> list[Piece]:
        cells = self.draw(st.lists(st.sampled_from(self.form.cells), unique=True, max_size=3))
        parts = {c.path: c.path.split(".") for c in cells}
        literals = {path: self.draw(text_literals(self.end)) for path in parts}
        if style == "deep":
            made: list[Piece] = []
            for (section, row), group in _by_row(parts).items():
                made += [f"[notes.{section}.{row}]{self.draw(self.end)}"]
                for path in group:
                    slot = Slot(("notes", *parts[path]), f"notes.{path}", literals[path])
                    made += [*self._statement(parts[path][2], [slot]), *self._gap()]
            return made
        values: list[tuple[str, list[Piece]]] = []
        for path in parts:
            slot = Slot(("notes", path), f"notes.{path}", literals[path])
            values.append((path, [slot]))
        return self._grouped("notes", values, style)


def _by_row(parts: dict[str, list[str]]) -> dict[tuple[str, str], list[str]]:
    groups: dict[tuple[str, str], list[str]] = {}
    for path, (section, row, _) in parts.items():
        groups.setdefault((section, row), []).append(path)
    return groups


@st.composite
def edits(draw: DrawFn, written: Written, *, only_present: bool = False) -> dict[str, Value]:
    """Some values to set in a file."""
    form = written.form
    cells = st.sampled_from(form.cells)
    present = sorted(written.slots.keys() - {"format"})
    paths = cells.map(lambda c: c.path) | st.sampled_from([*form.texts, "year", "agency"])
    paths |= cells.map(lambda c: f"notes.{c.path}")
    if present:
        paths = st.sampled_from(present) if only_present else paths | st.sampled_from(present)
    elif only_present:
        return {}
    made: dict[str, Value] = {}
    for path in draw(st.lists(paths, unique=True, max_size=4)):
        if path in form.index:
            made[path] = draw(cell_values(form.cells[form.index[path]]))
        elif path == "year":
            made[path] = draw(st.integers(2008, 2100))
        else:
            made[path] = draw(PROSE)
    return made

"""The words of the statutory tables: which label means which row, column or header."""

from functools import cached_property
from typing import NamedTuple

from tui.schema.model import Format, Section

from .labels import LabelIndex, core


class RowLabel(NamedTuple):
    """A label left of figures."""

    section: str
    row: str


class HeadLabel(NamedTuple):
    """A label above figures. ``column`` is empty for a merged header or a banner.

    ``row``: set where the label names a row that is printed as a header (table 四).
    """

    section: str
    column: str
    row: str = ""


_CORNER = ("勾稽关系", "第一项加第二项", "第三项加第四项")
"""The note in the corner of table 三, whole or any line of it."""


class Vocabulary:
    """Every label of the formats that a report may be printed in."""

    def __init__(self, formats: tuple[Format, ...]) -> None:
        self.formats = formats
        self.row_order: dict[str, list[str]] = {}
        for form in formats:
            for path in form.rows:
                section, _, row = path.partition(".")
                known = self.row_order.setdefault(section, [])
                if row not in known:
                    known.append(row)

    @cached_property
    def tables(self) -> dict[str, Section]:
        """Key → a section with a table, of the newest format that has it."""
        return {s.key: s for form in self.formats for s in form.sections if s.table}

    @cached_property
    def across(self) -> frozenset[str]:
        """Sections whose rows are printed side by side."""
        return frozenset(
            k for k, s in self.tables.items() if s.table and s.table.arrangement == "across"
        )

    def line_length(self, section: str) -> int:
        """How many figures stand in the one line of a table printed side by side."""
        table = self.tables[section].table
        return sum(len(b.rows) * len(b.columns) for b in table.blocks) if table else 0

    @cached_property
    def rows(self) -> LabelIndex[RowLabel]:
        """Labels left of figures, alone and with the merged labels before them."""
        found: list[tuple[str, RowLabel]] = []
        for form in reversed(self.formats):
            for section in form.sections:
                for block in section.table.blocks if section.table else ():
                    for row in block.rows:
                        meaning = RowLabel(section.key, row.key)
                        for name in (row.label, *row.variants):
                            found.append((name, meaning))
                            found += [(p + name, meaning) for p in _joined(row.under)]
        # “其他” and “总计” alone are headers as often as rows; the context decides.
        return LabelIndex(found)

    @cached_property
    def stubs(self) -> LabelIndex[str]:
        """Merged labels left of other labels: → the section."""
        found = [
            (part, section.key)
            for form in reversed(self.formats)
            for section in form.sections
            for block in (section.table.blocks if section.table else ())
            for row in block.rows
            for part in (*row.under, *_joined(row.under))
            if section.key not in self.across
        ]
        return LabelIndex(found)

    @cached_property
    def heads(self) -> LabelIndex[HeadLabel]:
        """Labels above figures, of columns and merged, of all tables."""
        return LabelIndex(self._head_labels())

    def _head_labels(self) -> list[tuple[str, HeadLabel]]:
        found: list[tuple[str, HeadLabel]] = []
        for form in reversed(self.formats):
            for section in form.sections:
                for block in section.table.blocks if section.table else ():
                    for column in block.columns:
                        meaning = HeadLabel(section.key, column.key)
                        for name in (column.label, *column.variants):
                            found.append((name, meaning))
                            found += [(p + name, meaning) for p in _joined(column.under)]
                        found += [(part, HeadLabel(section.key, "")) for part in column.under]
                    found += [
                        (t, HeadLabel(section.key, "")) for t in (block.banner, block.stub) if t
                    ]
                    for row in block.rows if section.key in self.across else ():
                        head = HeadLabel(section.key, "", row.key)
                        found += [(name, head) for name in (row.label, *row.variants)]
                        found += [(part, HeadLabel(section.key, "")) for part in row.under]
                        found += [(p + row.label, head) for p in _joined(row.under)]
        found += [("废止件数", HeadLabel("disclosure", "repealed"))]
        found += [("制发件数", HeadLabel("disclosure", "issued"))]
        return found

    @cached_property
    def heads_of(self) -> dict[str, LabelIndex[HeadLabel]]:
        """Section → the labels above its figures: “总计” heads columns of two tables."""
        return {
            key: LabelIndex(pair for pair in self._head_labels() if pair[1].section == key)
            for key in self.tables
        }

    @cached_property
    def shared(self) -> frozenset[str]:
        """Cores of labels that say nothing of the table they stand in."""
        owners: dict[str, set[str]] = {}
        for label, meaning in self._head_labels():
            owners.setdefault(core(label), set()).add(meaning.section)
        several = {label for label, sections in owners.items() if len(sections) > 1}
        return frozenset(several | {core("其他"), core("总计")})

    def is_corner(self, text: str) -> bool:
        """Whether a text is the note in the corner of table 三."""
        return len(text) < 100 and any(part in core(text) for part in _CORNER)

    def telling(self, text: str) -> HeadLabel | None:
        """A label of a header that belongs to one table only."""
        found = self.heads.find(text)
        return None if found is None or core(text) in self.shared else found


def _joined(under: tuple[str, ...]) -> list[str]:
    """Every ending of the merged labels, joined: 行政诉讼 + …, （三）不予公开 + …."""
    return ["".join(under[i:]) for i in range(len(under))]


_words: dict[tuple[int, ...], tuple[tuple[Format, ...], Vocabulary]] = {}


def vocabulary_of(formats: tuple[Format, ...]) -> Vocabulary:
    """The words of these formats, made once."""
    key = tuple(map(id, formats))
    if key not in _words:
        _words[key] = (formats, Vocabulary(formats))
    return _words[key][1]

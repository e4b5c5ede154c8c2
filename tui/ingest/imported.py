"""An imported report: what was found, where it stood, and what found no place."""

from dataclasses import dataclass, field
from typing import NamedTuple

from tui.report.model import Report
from tui.report.values import Value
from tui.schema.model import Format

from .document import Place
from .reading import Unplaced


class Trace(NamedTuple):
    """Where a value came from, and its text there."""

    place: Place
    raw: str


class TableCount(NamedTuple):
    """How much of one table was found."""

    section: str
    title: str
    layout: str
    found: int
    expected: int
    missing: tuple[str, ...]
    """Labels of rows of which nothing was found."""


@dataclass(slots=True)
class Imported:
    """The result of an import.

    ``form`` is the format of the year; ``layout`` says which tables are printed in that of
    another format. ``report.format`` is the mixture of them.
    """

    report: Report
    form: Format
    layout: dict[str, str]
    trace: dict[str, Trace]
    """Path of a cell or a text → its source."""
    counts: list[TableCount] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    odd: list[tuple[str, str]] = field(default_factory=list)
    """Cells whose text is no figure: path and text, kept as remarks."""
    removed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sections: int = 0
    """How many headings of sections were found."""
    missing: list[str] = field(default_factory=list)
    """What a report has and this one has not: sections, year, agency."""

    def contents(self) -> dict[str, Value]:
        """Path → what was found: cells, texts that say something, remarks as ``notes.<cell>``."""
        report = self.report
        found: dict[str, Value] = {
            path: report.value(path) for path in self.trace if path in report.format.index
        }
        found |= {path: text for path, text in report.texts.items() if text}
        return found | {f"notes.{path}": note for path, note in report.notes.items()}

    @property
    def found(self) -> int:
        """How many cells were found."""
        return sum(count.found for count in self.counts)

    @property
    def expected(self) -> int:
        """How many cells the tables have in the layout they are printed in."""
        return sum(count.expected for count in self.counts)

    @property
    def complete(self) -> bool:
        """Whether every cell was found and nothing that belongs to the report is missing."""
        return self.found == self.expected and not self.missing

"""What a check found: a small value, with everything a message needs."""

from decimal import Decimal
from typing import NamedTuple

from tui.report.problem import KeyPath
from tui.report.source import Source

from .rule import Rule


class Suspect(NamedTuple):
    """A cell that is probably wrong: what stands there and what should."""

    path: str
    value: int | Decimal | str
    expected: int | Decimal


class Phrase(NamedTuple):
    """The characters of a text that a finding speaks of.

    ``start`` and ``end`` are offsets in the text as it is read. ``figure`` is the part of
    it that ``replacement``, a reference or the path in one, may take the place of; empty
    where nothing may.
    """

    path: str
    start: int
    end: int
    replacement: str = ""
    figure: tuple[int, int] = (0, 0)


class Finding(NamedTuple):
    """One finding.

    ``cells`` are the paths of every operand, ``suspects`` are ranked, best first.
    ``at`` (a place in the file) or ``offset`` (a character) says where it is shown.
    ``diagnosis`` says in a sentence what is probably wrong, ``remedy`` what to do.
    ``previous`` are the paths of the operands in last year's file.
    """

    rule: Rule
    message: str
    at: KeyPath = ()
    cells: tuple[str, ...] = ()
    suspects: tuple[Suspect, ...] = ()
    diagnosis: str = ""
    remedy: str = ""
    marks: tuple[KeyPath, ...] = ()
    offset: int | None = None
    place: tuple[int, int] | None = None
    at_key: bool = False
    """It is the key that is wrong, not its value."""
    previous: tuple[str, ...] = ()
    phrase: Phrase | None = None
    """Where in a text it is, for findings on prose."""

    def located(self, source: Source) -> tuple[int, int]:
        """Line and column, counted from 1; the head of the file where nothing is nearer."""
        if self.place:
            return self.place
        if self.phrase and (span := phrase_span(self.phrase, source)):
            return source.lines.place(span[0])
        if self.offset is not None:
            return source.lines.place(self.offset)
        if self.at_key and (entry := source.entry(self.at)):
            return source.lines.place(entry.key)
        span = source.span(self.at)
        return source.lines.place(span[0]) if span else (1, 1)


def phrase_span(phrase: Phrase, source: Source) -> tuple[int, int] | None:
    """Where a phrase stands in the file; None where its text is not written as a string."""
    from tui.report.text_places import file_offset  # only files with such findings

    at = tuple(phrase.path.split("."))
    start = file_offset(source, at, phrase.start)
    if start is None:
        return None
    end = file_offset(source, at, max(phrase.end - 1, phrase.start))
    return start, max(start, start if end is None else end) + 1

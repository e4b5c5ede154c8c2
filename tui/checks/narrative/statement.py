"""What every narrative rule needs of a report, and how a finding on its prose is made."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tui.report.model import Report
from tui.report.values import Figure, printed

from ..finding import Finding, Phrase
from ..rule import Rule
from .reading import Reading, Sentence
from .said import Said
from .sense import Heard, said

LONGEST = 40
"""Characters of a quotation in a message."""

DEFAULT_TOPIC = {"overview.on_request": "applications"}
"""What a text is about where its sentences do not say."""

_HEARD = frozenset(("number", "none", "every"))
_NOTHING = Heard((), {})


class Statement(NamedTuple):
    """One sentence of one text of a report."""

    report: Report
    reading: Reading
    sentence: Sentence
    numbers: tuple[Said, ...]
    """Every number of the sentence with what it is said of."""
    quiet: Mapping[int, str]
    """Why nothing can be said at a denial or a claim of the sentence; by offset."""

    @property
    def topic(self) -> str:
        """What the text is about."""
        return DEFAULT_TOPIC.get(self.reading.path, "")

    def quote(self, start: int, end: int) -> str:
        """What is written between two offsets of the sentence, shortened in the middle."""
        quoted = self.reading.quote(self.sentence, start, end).lstrip("，、；,; ")
        if len(quoted) <= LONGEST:
            return quoted
        return f"{quoted[: LONGEST // 2]}…{quoted[-LONGEST // 2 + 1 :]}"

    def finding(
        self,
        rule: Rule,
        message: str,
        start: int,
        end: int,
        cells: tuple[str, ...] = (),
        remedy: str = "",
        replacement: str = "",
        figure: tuple[int, int] = (0, 0),
    ) -> Finding:
        """A finding on the characters between two offsets of the sentence.

        ``figure``: the offsets of the number that ``replacement`` may take the place of.
        """
        first, last = self.sentence.span(start, end)
        span = self.sentence.span(*figure) if replacement else (0, 0)
        path = self.reading.path
        at = tuple(path.split("."))
        phrase = Phrase(path, first, last, replacement, span)
        return Finding(
            rule, message, at, (*cells, path), remedy=remedy or rule.remedy, phrase=phrase
        )


def said_as(value: Figure) -> str:
    """A figure in a message; money without idle zeros."""
    text = printed(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def statements(report: Report, reading: Reading) -> Iterator[Statement]:
    """The sentences of a text that hold a number or a claim."""
    topic = DEFAULT_TOPIC.get(reading.path, "")
    for sentence in reading.telling():
        heard = _NOTHING
        if not _HEARD.isdisjoint(sentence.kinds):
            heard = said(sentence.text, topic, report.year, report.agency or "")
        yield Statement(report, reading, sentence, *heard)

"""Which cells the words before a place in a text speak of: where a picker begins."""

from tui.report.model import Report

from .meanings import senses
from .reading import Reading
from .statement import statements

FAR = 400
"""Characters before the place that are read: more than any sentence has."""

_FIGURES = ("1件", "1万元")
"""What may stand there: a number of applications, cases or documents; an amount of fees."""


def cells_spoken_of(report: Report, path: str, before: str) -> tuple[str, ...]:
    """The cells that a number would speak of if it stood behind some words of a text.

    The plainest reading first; nothing where the words do not say.
    """
    before = before[-FAR:]
    found: dict[str, None] = {}
    for figure in _FIGURES:
        text = before + figure
        for statement in statements(report, Reading(path, text, report)):
            told = statement.numbers[-1] if statement.numbers else None
            sentence = statement.sentence
            if told and sentence.places[told.token.end - 1] == len(text) - 1:
                for sense in senses(told, report.format):
                    found.update(dict.fromkeys(sense.paths(report.format)))
    return tuple(found)

"""The narrative findings of a report that is being edited: only what changed is read anew.

A text is judged again when it changes itself, or a cell that its rules looked at. Which
cells those are is not computed but observed: the rules get a list that notes every read.
"""

from typing import SupportsIndex

from tui.report.model import Report
from tui.report.values import Value

from ..context import ALONE, Context
from ..finding import Finding
from .run import text_findings, whole_findings


class _Noted(list[Value]):
    """The values of a report, and which of them were asked for."""

    def __init__(self, values: list[Value]) -> None:
        super().__init__(values)
        self.asked: set[int] = set()

    def __getitem__(self, index: SupportsIndex | slice) -> Value:  # type: ignore[override]
        at = index.__index__() if not isinstance(index, slice) else 0
        self.asked.add(at)
        return super().__getitem__(at)


class Memory:
    """Findings by text, each with what it was made from."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[object, dict[int, Value], list[Finding]]] = {}
        self._whole: tuple[object, list[Finding]] = (None, [])

    def findings(self, report: Report, context: Context = ALONE) -> list[Finding]:
        """All narrative findings, as :func:`narrative_findings` would give them."""
        head = (
            report.format,
            report.year,
            report.agency,
            id(report.last_year),
            id(context.previous),
        )
        whole = (head, context.settings, tuple(report.texts.items()))
        if self._whole[0] != whole:
            self._whole = whole, list(whole_findings(report, context))
        found = list(self._whole[1])
        for path, text in report.texts.items():
            if text.strip():
                found += self._of_text(report, path, text, (head, text))
        return found

    def _of_text(self, report: Report, path: str, text: str, key: object) -> list[Finding]:
        known = self._texts.get(path)
        if known and known[0] == key:
            values = report.values
            if all(values[at] == value for at, value in known[1].items()):
                return known[2]
        noted = _Noted(report.values)
        seen = Report(report.format, report.year, report.agency, noted, report.texts, report.notes)
        seen.last_year = report.last_year
        found = list(text_findings(seen, path, text))
        self._texts[path] = key, {at: report.values[at] for at in noted.asked}, found
        return found

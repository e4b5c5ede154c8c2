"""The labelled sentences: read, laid over their tables, and judged by the narrative rules."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import tomli

from tests.support.reports import catalogue
from tui.checks import Finding
from tui.checks.context import ALONE
from tui.checks.narrative.run import narrative_findings
from tui.report.model import Report, blank_report

SETS = tuple(sorted((Path(__file__).parents[1] / "narrative").glob("*.toml")))
"""The files of sentences: what the rules were made with, and what others wrote."""

FIGURE_RULES = ("N101", "N102", "N103", "N104", "N105")


class Case(NamedTuple):
    """One sentence: where it stands, over which figures, and which rules must speak."""

    text: str
    path: str
    table: str
    expect: frozenset[str]
    marked: tuple[int, int] | None
    trap: bool
    file: Path


@cache
def held(file: Path) -> dict[str, Any]:
    """A file of sentences as it is written."""
    return tomli.loads(file.read_text("utf-8"))


def cases(files: Iterable[Path] = SETS) -> Iterator[Case]:
    """Every sentence of some files."""
    for file in files:
        for group in held(file)["group"]:
            for written in group["sentences"]:
                found = re.search("‹(.*?)›", written, re.S)
                text = written.replace("‹", "").replace("›", "")
                marked = (found.start(), found.end() - 2) if found else None
                path = group.get("path", "overview.on_request")
                expect = frozenset(group.get("expect", ()))
                trap = group.get("trap", False)
                yield Case(text, path, group["table"], expect, marked, trap, file)


def report_of(case: Case) -> Report:
    """The report of a case: its table, every other cell 0, and its one sentence."""
    table = held(case.file)["table"][case.table]
    form = catalogue().for_year(table["year"])
    report = blank_report(form, table["year"], table["agency"])
    for cell in form.cells:
        report.values[cell.index] = Decimal(0) if cell.column.kind == "money" else 0
    for path, (block, row, start) in form.rows.items():
        if row.key in table and path.split(".")[1] == row.key:
            values = table[row.key]
            for i, value in enumerate(values if isinstance(values, list) else [values]):
                money = block.columns[i].kind == "money"
                report.values[start + i] = Decimal(value) if money else value
    report.texts = {case.path: case.text}
    return report


def found_in(case: Case) -> list[Finding]:
    """The findings of the figure rules on the one sentence."""
    findings = narrative_findings(report_of(case), ALONE)
    return [f for f in findings if f.rule.id in FIGURE_RULES]


class Score(NamedTuple):
    """How many findings are right, wrong and missing."""

    right: int
    wrong: int
    missing: int

    @property
    def precision(self) -> float:
        """The part of the findings that is right."""
        return self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """The part of the faults that is found."""
        return self.right / max(self.right + self.missing, 1)


def score(files: Iterable[Path] = SETS) -> Score:
    """Rules spoken against rules expected, sentence by sentence."""
    right = wrong = missing = 0
    for case in cases(files):
        spoken = {f.rule.id for f in found_in(case)}
        right += len(spoken & case.expect)
        wrong += len(spoken - case.expect)
        missing += len(case.expect - spoken)
    return Score(right, wrong, missing)


def judged(case: Case) -> tuple[Score, list[Finding]]:
    """One sentence by its mark: a finding whose characters overlap it is right.

    Which of the figure rules speaks is of no matter: a total that is not the sum of its
    parts may well be a figure that is not its cell's. Also: the findings that are wrong.
    """
    found = found_in(case)
    if not case.expect:
        return Score(0, len(found), 0), found
    if case.marked is None:
        right = [f for f in found if f.rule.id in case.expect]
    else:
        start, end = case.marked
        right = [f for f in found if f.phrase and f.phrase.start < end and start < f.phrase.end]
    wrong = [f for f in found if f not in right]
    return Score(bool(right), len(wrong), not right), wrong


def score_by_mark(files: Iterable[Path] = SETS) -> Score:
    """All sentences of some files by :func:`judged`: one fault in each faulty sentence."""
    each = [judged(case)[0] for case in cases(files)]
    return Score(*(sum(column) for column in zip(*each, strict=True)))

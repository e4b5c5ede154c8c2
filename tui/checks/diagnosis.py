"""Which cell is probably wrong.

A wrong cell breaks exactly the equations it is an operand of, all by the same
amount. In the national formats no two cells of table 三 belong to the same
equations, so the pattern of broken equations names the cell and its true value.
With blanks in the table, or several wrong cells, more than one explanation may
fit: then they are ranked by what else speaks for them.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from tui.report.model import Report
from tui.report.values import Figure, fits
from tui.schema.model import Format

from .balance import Balance, Outcome
from .finding import Suspect
from .slips import likelihood, slip

Signature = tuple[tuple[int, int], ...]
"""The equations of a cell with the sign of the cell in each, in order."""

Fixes = tuple[tuple[int, Figure], ...]
"""Changed cells, each with its true value."""

MAX_EXPLANATIONS = 200
MAX_PEELED = 8
MAX_FIRSTS = 4
"""How many cells are tried as the first of three: the search must not be felt while typing."""


class Explanation(NamedTuple):
    """Changes that make every broken equation of a table hold: cell index → true value."""

    fixes: Fixes
    score: tuple[int, ...]


class Diagnosis(NamedTuple):
    """The explanations of broken equations that hang together, best first, of as few fixes.

    ``certain``: the best one is the only one, or stands out by evidence.
    """

    broken: frozenset[int]
    explanations: tuple[Explanation, ...]
    certain: bool
    complete: bool
    """Whether the fixes explain every one of them."""

    def suspects(self, report: Report, equation: int, limit: int = 5) -> tuple[Suspect, ...]:
        """The cells to look at for one broken equation, best first."""
        operands = set(report.format.equations[equation].operands)
        found: dict[int, Suspect] = {}
        for explanation in self.explanations:
            for cell, expected in explanation.fixes:
                if cell in operands and cell not in found and len(found) < limit:
                    path, value = report.format.cells[cell].path, report.values[cell]
                    assert value is not None
                    found[cell] = Suspect(path, value, expected)
        return tuple(found.values())


def diagnose(report: Report, found: Balance) -> dict[int, Diagnosis]:
    """For each broken equation, the diagnosis of all that hang together with it."""
    groups: dict[int, dict[int, Figure]] = {}
    for number, amount in found.off_by.items():
        groups.setdefault(_groups(report.format)[number], {})[number] = amount
    diagnoses: dict[int, Diagnosis] = {}
    for residuals in groups.values():
        diagnosis = _Solver(report, found).solve(residuals)
        diagnoses.update(dict.fromkeys(residuals, diagnosis))
    return diagnoses


@cache
def _signatures(form: Format) -> tuple[Signature, ...]:
    signs: list[dict[int, int]] = [{} for _ in form.cells]
    for number, equation in enumerate(form.equations):
        for cells, sign in ((equation.left, 1), (equation.right, -1)):
            for cell in cells:
                signs[cell][number] = sign
    return tuple(tuple(sorted(s.items())) for s in signs)


@cache
def _groups(form: Format) -> list[int]:
    """For each equation, the group it belongs to: two that share a cell are in one group.

    The equations of table 三 are one group, those of table 四 are each on their own.
    """
    group = list(range(len(form.equations)))
    for numbers in form.equations_of:
        for number in numbers[1:]:
            old, new = group[number], group[numbers[0]]
            group = [new if g == old else g for g in group]
    return group


@cache
def _cells_by_signature(form: Format) -> Mapping[Signature, list[int]]:
    return _grouped(_signatures(form))


def _grouped(signatures: Iterable[Signature]) -> Mapping[Signature, list[int]]:
    groups: dict[Signature, list[int]] = {}
    for cell, signature in enumerate(signatures):
        if signature:
            groups.setdefault(signature, []).append(cell)
    return groups


class _Solver:
    """Looks for the fewest changed cells that explain a pattern of broken equations."""

    def __init__(self, report: Report, found: Balance) -> None:
        self.report = report
        form = report.format
        self.signatures = _signatures(form)
        self.by_signature = _cells_by_signature(form)
        self.open = [n for n, o in enumerate(found.outcomes) if o is Outcome.NOT_ASSESSABLE]
        unusable = {
            n for n, o in enumerate(found.outcomes) if o not in (Outcome.PASS, Outcome.FAIL)
        }
        if unusable:
            self.signatures = tuple(
                tuple(term for term in s if term[0] not in unusable) for s in self.signatures
            )
            self.by_signature = _grouped(self.signatures)

    def solve(self, residuals: dict[int, Figure]) -> Diagnosis:
        """Explanations by one cell, else by two, else as many as stand alone, else by three."""
        candidates: list[Fixes] = [(fix,) for fix in self._single(residuals)]
        complete = True
        if not candidates:
            candidates = self._pairs(residuals)
        if not candidates:
            fixes, rest = self._peeled(residuals)
            complete = not rest
            candidates = [tuple(fixes)] if fixes else []
        if not complete and (more := self._after_one(residuals)):
            candidates, complete = more, True
        ranked = sorted(
            (self._explanation(fixes) for fixes in candidates), key=lambda e: e.score, reverse=True
        )
        certain = len(ranked) == 1 or (
            len(ranked) > 1 and ranked[0].score[:2] > ranked[1].score[:2]
        )
        return Diagnosis(frozenset(residuals), tuple(ranked), certain, complete)

    def _single(self, residuals: dict[int, Figure]) -> list[tuple[int, Figure]]:
        """Single cells, with the value each should have, that explain all residuals."""
        amounts = {r if r > 0 else -r for r in residuals.values()}
        if len(amounts) != 1:
            return []
        amount: Figure = amounts.pop()
        found = []
        for error in (amount, -amount):
            key = tuple(sorted((n, 1 if r == error else -1) for n, r in residuals.items()))
            for cell in self.by_signature.get(key, ()):
                true = self._true_value(cell, error)
                if true is not None:
                    found.append((cell, true))
        return found

    def _true_value(self, cell: int, error: Figure) -> Figure | None:
        """What stands in the cell less the error, where that is possible there."""
        value = self.report.values[cell]
        if value is None or isinstance(value, str):
            return None
        true = value - error
        return true if fits(true, self.report.format.cells[cell].column.kind) else None

    def _pairs(self, residuals: dict[int, Figure]) -> list[Fixes]:
        """Pairs of cells that explain all residuals.

        One of the two is an operand of any broken equation, so the shortest one is
        searched. Two cells share at most one equation, so the error of each shows
        undisturbed in another of its equations: the residuals are the candidates.
        """
        form = self.report.format
        shortest = min(residuals, key=lambda n: len(form.equations[n].operands))
        found: dict[Fixes, None] = {}
        for first in form.equations[shortest].operands:
            terms = self.signatures[first]
            for error in {residuals[n] * sign for n, sign in terms if n in residuals}:
                true = self._true_value(first, error)
                if true is None:
                    continue
                rest = self._less(residuals, first, error)
                for second, other in self._single(rest):
                    if second != first:
                        found[tuple(sorted(((first, true), (second, other))))] = None
        return list(found)[:MAX_EXPLANATIONS]

    def _peeled(
        self, residuals: dict[int, Figure]
    ) -> tuple[list[tuple[int, Figure]], dict[int, Figure]]:
        """Cells whose own equations are all off by one amount, taken one after another."""
        rest, fixes = dict(residuals), []
        equations = self.report.format.equations
        touched = sorted({cell for n in residuals for cell in equations[n].operands})
        for _ in range(MAX_PEELED):
            best: tuple[int, int, Figure, Figure] | None = None
            for cell in touched:
                terms = self.signatures[cell]
                errors = {rest.get(n, 0) * sign for n, sign in terms}
                if len(terms) < 2 or len(errors) != 1 or 0 in errors:
                    continue
                error = errors.pop()
                true = self._true_value(cell, error)
                if true is not None and (best is None or len(terms) > best[0]):
                    best = (len(terms), cell, error, true)
            if best is None:
                break
            fixes.append((best[1], best[3]))
            for n, _sign in self.signatures[best[1]]:
                rest.pop(n, None)
        return fixes, rest

    def _after_one(self, residuals: dict[int, Figure]) -> list[Fixes]:
        """Explanations by three cells, of which one settles at least two equations by itself."""
        equations = self.report.format.equations
        firsts: list[tuple[int, int, Figure, Figure]] = []
        for cell in sorted({cell for n in residuals for cell in equations[n].operands}):
            amounts = [residuals[n] * sign for n, sign in self.signatures[cell] if n in residuals]
            for error in {a for a in amounts if amounts.count(a) > 1}:
                true = self._true_value(cell, error)
                if true is not None:
                    firsts.append((-amounts.count(error), cell, error, true))
        found: dict[Fixes, None] = {}
        for _, cell, error, true in sorted(firsts)[:MAX_FIRSTS]:
            rest = self._less(residuals, cell, error)
            for fixes in [(fix,) for fix in self._single(rest)] or self._pairs(rest):
                if all(other != cell for other, _ in fixes):
                    found[tuple(sorted(((cell, true), *fixes)))] = None
        return list(found)[:MAX_EXPLANATIONS]

    def _less(self, residuals: dict[int, Figure], cell: int, error: Figure) -> dict[int, Figure]:
        """What the equations are off by once the error of a cell is taken away."""
        rest = dict(residuals)
        for n, sign in self.signatures[cell]:
            left = rest.pop(n, 0) - sign * error
            if left:
                rest[n] = left
        return rest

    def _explanation(self, fixes: Fixes) -> Explanation:
        """Rank: agreement with rows that have blanks, a known slip, a total before a part."""
        values = self.report.values
        known = sum(
            likelihood(slip(int(old), int(new)))
            for cell, new in fixes
            if isinstance(old := values[cell], int) and isinstance(new, int)
        )
        rows = {(self._row(cell)) for cell, _ in fixes}
        moved = len(fixes) == 2 and len(rows) == 1 and self._is_move(fixes)
        # In a sum of one row nothing but custom tells the parts from their total.
        totals = sum(1 for cell, _ in fixes if all(sign < 0 for _, sign in self.signatures[cell]))
        return Explanation(fixes, (self._soft(fixes), 4 * moved + known, totals))

    def _row(self, cell: int) -> str:
        return self.report.format.cells[cell].path.rpartition(".")[0]

    def _is_move(self, fixes: Fixes) -> bool:
        """Whether a figure slipped into a neighbouring column of its row."""
        (a, new_a), (b, new_b) = fixes
        old_a, old_b = self.report.values[a], self.report.values[b]
        if isinstance(old_a, str | None) or isinstance(old_b, str | None):
            return False
        return old_a - new_a == new_b - old_b and (
            abs(a - b) == 1 or {old_a, old_b} == {new_a, new_b}
        )

    def _soft(self, fixes: Fixes) -> int:
        """How many equations with blanks hold when blank is taken for 0.

        Blank is never 0 in a check. But where a whole table is consistent under that
        reading, an explanation that keeps it so is the better one.
        """
        if not self.open:
            return 0
        new = dict(fixes)
        values = self.report.values

        def figure(cell: int) -> Figure:
            value = new.get(cell, values[cell])
            return 0 if value is None or isinstance(value, str) else value

        equations = (self.report.format.equations[n] for n in self.open)
        return sum(sum(map(figure, e.left)) == sum(map(figure, e.right)) for e in equations)

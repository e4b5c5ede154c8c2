"""Broken equations as findings, with the arithmetic in numbers and the probable culprit."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tui.report.model import Report
from tui.report.places import key_path
from tui.report.values import Figure, printed
from tui.schema.model import Cell, Equation

from .balance import Balance, Outcome
from .diagnosis import Diagnosis, Explanation, diagnose
from .finding import Finding
from .slips import slip
from .table_rules import rule_of

MAX_TERMS = 4
"""A sum of more terms than this is shown without its zeros."""


def table_findings(report: Report, found: Balance) -> Iterator[Finding]:
    """A finding for every broken equation, in the order of the schema."""
    if not found.off_by:
        return
    diagnoses = diagnose(report, found)
    for number in found.off_by:
        equation = report.format.equations[number]
        diagnosis = diagnoses[number]
        cells = [report.format.cells[i] for i in equation.operands]
        suspects = diagnosis.suspects(report, number)
        rule = rule_of(equation.identity)
        paths = tuple(c.path for c in cells)
        yield Finding(
            rule=rule,
            message=_message(report, equation),
            at=key_path(report.format, suspects[0].path if suspects else cells[-1].path),
            cells=paths,
            suspects=suspects,
            diagnosis=_diagnosis(report, number, diagnosis),
            remedy=rule.remedy,
            marks=tuple(key_path(report.format, path) for path in paths),
        )


def stated(report: Report, number: int, found: Balance) -> str:
    """An equation in words and numbers, whatever its outcome."""
    equation = report.format.equations[number]
    if number in found.off_by:
        return _message(report, equation)
    identity, outcome = equation.identity, found.outcomes[number]
    cell = report.format.cells[equation.operands[0]]
    where = cell.row.short if identity.each == "row" else cell.column.short
    figures = report.figures(equation.left)
    if outcome is Outcome.PASS and figures is not None:
        result = f"{_sum(figures)}，成立"
    elif outcome is Outcome.NOT_APPLICABLE:
        result = "有一格填的是“/”，不用核对"
    else:
        result = "有空格，填完才能核对"
    return f"{identity.statement}（{where}）：{result}"


def _message(report: Report, equation: Equation) -> str:
    """一＋二 ≠ 三（七）＋四（自然人）：5＋1＝6，而 4＋1＝5，差 1."""
    identity = equation.identity
    left = [report.values[i] for i in equation.left]
    right = [report.values[i] for i in equation.right]
    figures = [v for v in (*left, *right) if isinstance(v, int) or not isinstance(v, str | None)]
    assert len(figures) == len(left) + len(right)
    difference = abs(Decimal(sum(figures[: len(left)]) - sum(figures[len(left) :])))
    cell = report.format.cells[equation.operands[0]]
    where = cell.row.short if identity.each == "row" else cell.column.short
    statement = identity.statement.replace("＝", " ≠ ", 1)
    return (
        f"{statement}（{where}）：{_sum(figures[: len(left)])}，"
        f"而{_right(report, equation, figures[len(left) :])}，差 {printed(difference)}"
    )


def _sum(figures: Sequence[Figure]) -> str:
    shown = [f for f in figures if f] if len(figures) > MAX_TERMS else list(figures)
    total = printed(sum(figures))
    if len(shown) <= 1:
        return f"各项之和为 {total}"
    return f"{'＋'.join(map(printed, shown))}＝{total}"


def _right(report: Report, equation: Equation, figures: Sequence[Figure]) -> str:
    if len(figures) > 1:
        return " " + _sum(figures)
    cell = report.format.cells[equation.right[0]]
    name = cell.column.short if equation.identity.each == "row" else cell.row.short
    return f"“{name}”填的是 {printed(figures[0])}"


def _diagnosis(report: Report, number: int, diagnosis: Diagnosis) -> str:
    """One sentence on what is probably wrong; empty where nothing can be said."""
    if not diagnosis.explanations:
        return "无法断定是哪一格有误：可能不止一处，请逐格核对。"
    best = diagnosis.explanations[0]
    here = set(report.format.equations[number].operands)
    if not any(cell in here for cell, _ in best.fixes):
        return "可能不止一处有误，请先改正其他各处再核对。"
    lead = "最可能" if diagnosis.certain else "可能之一"
    if not diagnosis.complete:
        mine = tuple(fix for fix in best.fixes if fix[0] in here)
        return f"可能：{_fixes(report, mine)}；另有别处也不相符，请逐格核对。"
    effect = f"改后 {len(diagnosis.broken)} 处勾稽全部成立"
    if len(diagnosis.broken) == 1:
        effect = "改后勾稽成立"
    text = f"{lead}：{_fixes(report, best.fixes)}；{effect}"
    if diagnosis.certain:
        return text
    return f"{text}。{_others(report, here, diagnosis.explanations)}"


def _fixes(report: Report, fixes: Sequence[tuple[int, Figure]]) -> str:
    parts = []
    for index, expected in fixes:
        cell, value = report.format.cells[index], report.values[index]
        known = (
            slip(value, expected) if isinstance(value, int) and isinstance(expected, int) else ""
        )
        now = f"现为 {printed(value)}" + (f"，{known}" if known else "")
        parts.append(f"{_name(cell)} 应为 {printed(expected)}（{now}）")
    return "，同时 ".join(parts)


def _others(report: Report, here: set[int], explanations: Sequence[Explanation]) -> str:
    """How many other cells would explain it as well."""
    first = {cell for cell, _ in explanations[0].fixes}
    others: dict[int, Figure] = {}
    for explanation in explanations[1:]:
        for cell, expected in explanation.fixes:
            if cell in here and cell not in first:
                others.setdefault(cell, expected)
    if not others:
        return "还有别的改法，须核对原始台账。"
    named = [
        f"{_name(report.format.cells[i])}（改为 {printed(v)}）" for i, v in list(others.items())[:3]
    ]
    more = f" 等 {len(others)} 格" if len(others) > 3 else ""
    return f"仅凭数字不能断定，也可能是 {'、'.join(named)}{more}。"


def _name(cell: Cell) -> str:
    return cell.label

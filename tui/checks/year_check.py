"""This year's report against last year's: what should go on where the other ended.

Cells are matched by path, so the checks also hold across a change of format: 表三's
carry-over has the same rows in both. A blank or ``/`` on either side is no finding.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from tui.report.model import Report
from tui.report.places import key_path
from tui.report.rewriting import MARK
from tui.report.values import Figure, printed
from tui.schema.model import Cell, Format

from .context import Context
from .finding import Finding, Suspect
from .rule import Rule
from .year_rules import YEAR_RULES

RULE: Mapping[str, Rule] = {rule.name: rule for rule in YEAR_RULES}


def year_findings(report: Report, context: Context) -> Iterator[Finding]:
    """Every finding of family Y."""
    yield from _unrevised(report)
    if context.previous_problem:
        yield Finding(
            RULE["previous-file"],
            context.previous_problem,
            ("previous",),
            remedy=RULE["previous-file"].remedy,
        )
    last = context.previous
    if last is None:
        return
    yield from _carried_in(report, last)
    for rows in (_in_force(report, last), _items(report, last), _total_disclosed(report, last)):
        yield from rows
    yield from _pending(report, last)
    yield from _jumps(report, last, context)


def _figure(report: Report, path: str) -> Figure | None:
    index = report.format.index.get(path)
    value = None if index is None else report.values[index]
    return None if value is None or isinstance(value, str) else value


def _finding(
    report: Report,
    name: str,
    message: str,
    cells: tuple[str, ...],
    previous: tuple[str, ...],
    expected: Figure | None = None,
    diagnosis: str = "",
) -> Finding:
    """A finding about some cells, the first of which is where it is shown."""
    suspects: tuple[Suspect, ...] = ()
    value = _figure(report, cells[0])
    if expected is not None and value is not None:
        suspects = (Suspect(cells[0], value, expected),)
    return Finding(
        RULE[name],
        message,
        key_path(report.format, cells[0]),
        cells,
        suspects,
        diagnosis,
        RULE[name].remedy,
        tuple(key_path(report.format, path) for path in cells),
        previous=previous,
    )


def _cell(report: Report, path: str) -> Cell:
    return report.format.cells[report.format.index[path]]


# -- table 三 ------------------------------------------------------------------------------


def _carried_in(report: Report, last: Report) -> Iterator[Finding]:
    """Seven columns: carried in is what was carried out last year."""
    pairs: list[tuple[Cell, Figure, Figure]] = []
    for cell in report.format.cells:
        if cell.path.startswith("applications.carried_in."):
            now = report.values[cell.index]
            before = _figure(last, f"applications.carried_out.{cell.column.key}")
            if now is not None and not isinstance(now, str) and before is not None:
                pairs.append((cell, now, before))
    differing = [(cell, now, before) for cell, now, before in pairs if now != before]
    totals = [now == before for cell, now, before in pairs if cell.column.key == "total"]
    if differing and totals == [True] and not sum(now - before for _, now, before in differing):
        yield _shifted(report, differing)
        return
    for cell, now, before in differing:
        column = cell.column
        yield _finding(
            report,
            "carried-in",
            f"上年结转·{column.short}填的是 {printed(now)}，"
            f"而上年报告的结转下年度·{column.short}是 {printed(before)}，{_off(now, before)}",
            (cell.path,),
            (f"applications.carried_out.{column.key}",),
            before,
            f"按上年报告，{cell.label} 应为 {printed(before)}（现为 {printed(now)}）",
        )


def _shifted(report: Report, differing: list[tuple[Cell, Figure, Figure]]) -> Finding:
    parts = "，".join(f"{cell.column.short}{_off(now, before)}" for cell, now, before in differing)
    where = "；".join(
        f"{cell.column.short} 应为 {printed(before)}（现为 {printed(now)}）"
        for cell, now, before in differing
    )
    found = _finding(
        report,
        "carry-shift",
        f"上年结转的总计与上年报告相同，但各栏不同：{parts}",
        tuple(cell.path for cell, _, _ in differing),
        tuple(f"applications.carried_out.{cell.column.key}" for cell, _, _ in differing),
        diagnosis=f"总数没有变，只是在栏与栏之间移动了。按上年报告：{where}",
    )
    return found._replace(
        suspects=tuple(Suspect(cell.path, now, before) for cell, now, before in differing)
    )


def _off(now: Figure, before: Figure) -> str:
    more = Decimal(now) - Decimal(before)
    return f"{'多' if more > 0 else '少'} {printed(abs(more))}"


# -- table 二 ------------------------------------------------------------------------------


@cache
def _rows_with(form: Format, *columns: str) -> tuple[tuple[str, str], ...]:
    """``section.row`` and short name of the rows that have all of these columns."""
    return tuple(
        (path, row.short)
        for path, (block, row, _) in form.rows.items()
        if set(columns) <= {column.key for column in block.columns}
    )


def _in_force(report: Report, last: Report) -> Iterator[Finding]:
    for row, short in _rows_with(report.format, "issued", "repealed", "in_force"):
        issued, repealed, now = (
            _figure(report, f"{row}.{key}") for key in ("issued", "repealed", "in_force")
        )
        before = _figure(last, f"{row}.in_force")
        if before is None or issued is None or repealed is None or now is None:
            continue
        due = before + issued - repealed
        if due != now:
            yield _finding(
                report,
                "in-force",
                f"{short}：上年现行有效 {before}＋本年制发 {issued}－本年废止 {repealed}＝{due}，"
                f"而现行有效填的是 {now}，{_off(now, due)}",
                (f"{row}.in_force", f"{row}.issued", f"{row}.repealed"),
                (f"{row}.in_force",),
            )


def _items(report: Report, last: Report) -> Iterator[Finding]:
    for row, short in _rows_with(report.format, "previous_items", "change"):
        now = _figure(report, f"{row}.previous_items")
        before, change = _figure(last, f"{row}.previous_items"), _figure(last, f"{row}.change")
        if now is None or before is None or change is None or before + change == now:
            continue
        sign = "－" if change < 0 else "＋"
        yield _finding(
            report,
            "items",
            f"{short}：上年报告的上一年项目数量 {before}{sign}增减 {abs(change)}＝"
            f"{before + change}，而本年填的上一年项目数量是 {now}，{_off(now, before + change)}",
            (f"{row}.previous_items",),
            (f"{row}.previous_items", f"{row}.change"),
            before + change,
        )


def _total_disclosed(report: Report, last: Report) -> Iterator[Finding]:
    for row, short in _rows_with(report.format, "newly_disclosed", "total_disclosed"):
        new, now = (_figure(report, f"{row}.{k}") for k in ("newly_disclosed", "total_disclosed"))
        before = _figure(last, f"{row}.total_disclosed")
        if new is None or now is None or before is None or now <= before + new:
            continue
        yield _finding(
            report,
            "total-disclosed",
            f"{short}：上年对外公开总数量 {before}＋本年新公开 {new}＝{before + new}，"
            f"而本年总数量填的是 {now}，{_off(now, before + new)}",
            (f"{row}.total_disclosed", f"{row}.newly_disclosed"),
            (f"{row}.total_disclosed",),
        )


# -- table 四, and everywhere --------------------------------------------------------------


def _pending(report: Report, last: Report) -> Iterator[Finding]:
    for row, short in _rows_with(report.format, "pending", "total"):
        now, before = _figure(report, f"{row}.total"), _figure(last, f"{row}.pending")
        if now is None or before is None or now >= before:
            continue
        yield _finding(
            report,
            "pending-remedies",
            f"{short}：上年尚未审结 {before} 件，而本年总计只有 {now} 件，少 {before - now}",
            (f"{row}.total",),
            (f"{row}.pending",),
        )


@cache
def _headlines(form: Format) -> tuple[Cell, ...]:
    """The figures worth comparing: the total of a row, else each figure that is no change.

    One reason among the eight of 不予公开 may well go from 58 to 3: rows so deep are left out.
    So is 上年结转, which last year's report settled.
    """
    found = []
    for cell in form.cells:
        keys = {column.key for column in cell.block.columns}
        is_headline = "total" not in keys or cell.column.key == "total"
        told = cell.column.kind == "change" or cell.row.key == "carried_in"
        if is_headline and not told and len(cell.row.under) < 2:
            found.append(cell)
    return tuple(found)


def _jumps(report: Report, last: Report, context: Context) -> Iterator[Finding]:
    factor, floor = context.settings.jump_factor, context.settings.jump_floor
    for cell in _headlines(report.format):
        now, before = report.values[cell.index], _figure(last, cell.path)
        if now is None or isinstance(now, str) or before is None:
            continue
        # Against less than the floor the floor counts: from 1 to 40 is no jump, to 400 is.
        if now > factor * max(before, floor) or (before >= floor and now * factor < before):
            yield _finding(
                report,
                "jump",
                f"{cell.label}：上年 {printed(before)}，本年 {printed(now)}，{_times(now, before)}",
                (cell.path,),
                (cell.path,),
            )


def _times(now: Figure, before: Figure) -> str:
    if not before:
        return "上年为 0"
    if not now:
        return "本年为 0"
    more, less = Decimal(max(now, before)), Decimal(min(now, before))
    times = printed((more / less).quantize(Decimal("0.1")).normalize())
    return f"是上年的 {times} 倍" if now > before else f"上年是本年的 {times} 倍"


def _unrevised(report: Report) -> Iterator[Finding]:
    rule = RULE["unrevised-prose"]
    for path, prose in report.texts.items():
        if MARK in prose:
            section, text = report.format.texts[path]
            name = text.title if text.number else section.title
            at = tuple(path.split("."))
            yield Finding(
                rule,
                f"“{name}”还是沿用上年的文字",
                at,
                (path,),
                remedy=rule.remedy,
                marks=(at,),
            )

"""Prose against tables: precision and recall, and what the rules cost."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.support.narrative import SETS, cases, score_by_mark
from tests.support.program import EXAMPLES
from tests.support.reports import catalogue
from tui.app.session import Session
from tui.checks import check
from tui.checks.context import Context
from tui.report import load

Row = Callable[[str, str, str], None]

LONG = "全年发布信息1200条，其中动态800条、公告280条、解读120条。目录按季度更新，渠道保持畅通。"
"""About 45 characters; 3 KB of UTF-8 are twenty-two of them."""


def milliseconds(function: Callable[[], object], times: int = 100) -> float:
    """One call, of many."""
    function()
    start = time.perf_counter()
    for _ in range(times):
        function()
    return (time.perf_counter() - start) / times * 1e3


def narrative(row: Row) -> None:
    """All rows of the narrative rules."""
    for files in (*((file,) for file in SETS), SETS):
        found, sentences = score_by_mark(files), list(cases(files))
        name = files[0].stem if len(files) == 1 else "all sets"
        traps = sum(case.trap for case in sentences)
        row(f"{name}: labelled sentences, of which traps", f"{len(sentences)}, {traps}", "")
        shown = f"{found.precision:.1%}, {found.recall:.1%}"
        row(f"{name}: figures in prose, precision and recall", shown, "≥ 98%, ≥ 85%")
    this, last = (load(str(EXAMPLES / f"suqian/{y}.toml"), catalogue()) for y in (2024, 2023))
    assert this.report
    this.report.last_year = last.report
    context = Context(previous=last.report)
    took = milliseconds(lambda: check(this, context=context))
    row("full check with narrative and last year, warm", f"{took:.2f} ms", "< 5 ms")
    with tempfile.TemporaryDirectory() as folder:
        editing(row, Path(folder))


def editing(row: Row, folder: Path) -> None:
    """What an edit costs with all that prose, against the same report without any."""
    text = (EXAMPLES / "suqian/2024.toml").read_text("utf-8")
    took = {}
    for prose in (True, False):
        path = folder / f"{prose}.toml"
        path.write_text(text, "utf-8")
        session = Session(path, catalogue())
        if not prose:
            session.report.texts.update(dict.fromkeys(session.report.texts, ""))
        index = session.report.format.index["remedies.reconsideration.upheld"]
        figure = iter(range(10**6))
        took[prose] = milliseconds(
            lambda session=session, index=index, figure=figure: session.set_cells(
                {index: next(figure)}, "改"
            )
        )
        if prose:
            session.set_text("overview.proactive", LONG * 22)
            length = iter(range(10**6))
            typed = milliseconds(
                lambda session=session, length=length: session.set_text(
                    "overview.proactive", LONG * 22 + "字" * next(length)
                )
            )
        session.close()
    shown = f"{took[True]:.2f} ms : {took[False]:.2f} ms"
    row("a committed digit, report with prose : without", shown, "about equal")
    row("a character typed into 3 KB of prose, with all checks", f"{typed:.2f} ms", "< 5 ms")

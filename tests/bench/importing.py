"""Import of the published reports in every markup: cells right, missed, invented, and time."""

import statistics
import time
from collections.abc import Callable

from tests.support.importing import differences, published_report
from tests.support.pages import LOSSY, Page, markups, page_of
from tests.support.reports import catalogue, published
from tui.ingest.convert import import_bytes, report_file

LIMIT = 0.150


def importing(row: Callable[..., None]) -> None:
    """A row for each markup. Time: from the bytes to the text of the report file, warm."""
    for name, make in markups().items():
        row(f"import: {name}", _measured(make), "100% right, 0 invented, 150 ms")
    for name, (ending, write) in LOSSY.items():

        def make(page: Page, ending: str = ending, write: Callable[[Page], str] = write):  # type: ignore[no-untyped-def]
            return f"年报{ending}", write(page).encode("utf-8")

        row(f"import: {name} (blank cells are lost)", _measured(make), "0 invented")


def _measured(make: Callable[[Page], tuple[str, bytes]]) -> str:
    cells = missed = invented = 0
    times: list[float] = []
    for case in published():
        report = published_report(case)
        name, data = make(page_of(report))
        start = time.perf_counter()
        document, found = import_bytes(name, data, catalogue())
        report_file(name, document, found)
        times.append(time.perf_counter() - start)
        lost, strange = differences(report, found)
        cells += len(report.values)
        missed += len(lost)
        invented += len(strange)
    right = (cells - missed) / cells
    middle = statistics.median(times) * 1000
    return f"{right:7.2%} of {cells}, {invented} invented, {middle:.0f} ms"

"""Real published reports break exactly the identities that were found by hand in them."""

from typing import Any

import pytest

from tests.support.reports import as_toml, catalogue, name_of, published, report_of
from tui.checks import Finding, check, check_tables
from tui.report import load_bytes


def place(finding: Finding) -> tuple[str, str]:
    """The rule, and the row or column that an identity fails in."""
    _, row, column = finding.cells[-1].split(".")
    return finding.rule.id, row if finding.rule.id in ("T301", "T401") else column


@pytest.mark.parametrize("case", published(), ids=name_of)
def test_breaks_exactly_the_listed_identities(case: dict[str, Any]) -> None:
    findings, _, _ = check_tables(report_of(case))
    assert sorted(map(place, findings)) == sorted(tuple(b) for b in case["broken"])


@pytest.mark.parametrize(
    "case", [c for c in published() if len(set(c["layout"].values())) == 1], ids=name_of
)
def test_the_same_through_a_file(case: dict[str, Any]) -> None:
    loaded = load_bytes("x.toml", as_toml(report_of(case)).encode(), catalogue())
    checked = check(loaded)
    found = sorted(place(f) for f in checked.findings if f.rule.id.startswith("T"))
    assert found == sorted(tuple(b) for b in case["broken"])


def test_a_mixed_layout_is_read_as_printed_and_reported() -> None:
    case = next(c for c in published() if len(set(c["layout"].values())) == 2)
    text = as_toml(report_of(case)) + '[layout]\napplications = "2019"\n'
    checked = check(load_bytes("x.toml", text.encode(), catalogue()))
    assert sorted(place(f) for f in checked.findings if f.rule.id.startswith("T")) == sorted(
        tuple(b) for b in case["broken"]
    )
    assert [f.rule.name for f in checked.findings if f.rule.id == "F016"] == ["mixed-layout"]

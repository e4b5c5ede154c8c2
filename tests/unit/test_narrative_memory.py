"""An edited report: the remembered findings are those a fresh check would give."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.reports import zero_report
from tui.checks.context import ALONE
from tui.checks.narrative import memory as remembered
from tui.checks.narrative.memory import Memory
from tui.checks.narrative.run import narrative_findings
from tui.report.model import Report

TEXTS = [
    "全年收到申请25件，其中自然人申请21件。",
    "全年收到申请{{received}}件，均已办结。",
    "未收到申请。",
    "行政许可{{disclosure.licensing}}件，占{{granted / processed : %1}}。",
    "",
    "无",
    "制发行政规范性文件3件，废止2件。",
]
CELLS = [
    "received.total",
    "received.natural",
    "carried_out.total",
    "granted.total",
    "processed.total",
]

Edits = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(CELLS), st.sampled_from([0, 3, 21, 25, ""])),
        st.tuples(
            st.sampled_from(["overview.on_request", "overview.proactive", "improvement.text"]),
            st.sampled_from(TEXTS),
        ),
    ),
    max_size=12,
)


def told(findings: Any) -> list[tuple[str, str, object]]:
    return [(f.rule.id, f.message, f.phrase) for f in findings]


@given(Edits)
@settings(max_examples=150, deadline=None)
def test_says_what_a_fresh_check_says_after_every_edit(edits: list[tuple[str, Any]]) -> None:
    report, memory = zero_report(), Memory()
    for what, value in edits:
        if what in report.texts:
            report.texts[what] = value
        else:
            report.values[report.format.index[f"applications.{what}"]] = value
        assert told(memory.findings(report)) == told(narrative_findings(report, ALONE))


def test_reads_a_text_again_only_when_it_or_its_cells_change(monkeypatch: Any) -> None:
    read: list[str] = []
    real = remembered.text_findings

    def counted(report: Report, path: str, text: str) -> Any:
        read.append(path)
        return real(report, path, text)

    monkeypatch.setattr(remembered, "text_findings", counted)
    report, memory = zero_report(), Memory()
    report.texts["overview.on_request"] = TEXTS[0]
    memory.findings(report)
    assert len(read) == len(report.texts)
    read.clear()
    report.values[report.format.index["remedies.reconsideration.upheld"]] = 3
    memory.findings(report)
    assert read == []
    report.values[report.format.index["applications.received.total"]] = 24
    memory.findings(report)
    assert read == ["overview.on_request"]
    read.clear()
    report.texts["overview.platform"] += "。"
    memory.findings(report)
    assert read == ["overview.platform"]

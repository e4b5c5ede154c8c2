"""One slip, one finding: what depends on it is not assessable and counted, never told again."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.support.program import EXAMPLES
from tests.support.reports import as_toml, catalogue, name_of, published, report_of
from tui.checks import Checked, check
from tui.report import load_bytes

GOOD = (EXAMPLES / "suqian/2023.toml").read_text("utf-8")


def checked(text: str) -> Checked:
    return check(load_bytes("x.toml", text.encode(), catalogue()))


def changed(pattern: str, new: str) -> str:
    """The good report with the first match of a pattern replaced."""
    text, times = re.subn(pattern, lambda _: new, GOOD, count=1, flags=re.M)
    assert times == 1
    return text


ROW = r"^received .*?\]"
LICENSING = r"^licensing .*?= \d+"
APPLICATIONS = r"^\[applications\]"
# A row of table 三 takes part in its own sum and in 7 balances; an outcome in 7 sums instead.
ONE_SLIP: dict[str, tuple[str, str, str, int]] = {
    "row missing": (r"^received .*\n", "", "F003", 8),
    "outcome missing": (r"^granted .*\n", "", "F003", 8),
    "total row missing": (r"^processed .*\n", "", "F003", 15),
    "remedies missing": (r"(?s)^\[remedies\].*?(?=^\[improvement)", "", "F003", 3),
    "row too short": (ROW, "received = [ 3402, 99, 0, 4, 5, 3511 ]", "F004", 8),
    "row too long": (ROW, "received = [ 3402, 99, 0, 4, 5, 1, 0, 3511 ]", "F004", 8),
    "row empty": (ROW, "received = []", "F004", 8),
    "one number for a row": (ROW, "received = 3511", "F004", 8),
    "thousands": (ROW, "received = [ 3,402, 99, 0, 4, 5, 1, 3,511 ]", "F004", 8),
    "row misspelt": (r"^received ", "recieved ", "F002", 8),
    "full-width comma": (ROW, "received = [ 3402, 99， 0, 4, 5, 1, 3511 ]", "F001", 8),
    "full-width commas": (ROW, "received = [ 3402，99，0，4，5，1，3511 ]", "F001", 8),
    "no commas": (ROW, "received = [ 3402 99 0 4 5 1 3511 ]", "F001", 8),
    "full-width brackets": (ROW, "received = 【 3402, 99, 0, 4, 5, 1, 3511 】", "F001", 8),
    "bracket never opened": (ROW, "received = 3402, 99, 0, 4, 5, 1, 3511 ]", "F001", 8),
    "bracket never closed": (ROW, "received = [ 3402, 99, 0, 4, 5, 1, 3511", "F001", 8),
    "comma twice": (ROW, "received = [ 3402, , 0, 4, 5, 1, 3511 ]", "F001", 8),
    "row twice": (ROW, "received = [ 3402, 99, 0, 4, 5, 1, 3511 ]\nreceived = [ 1 ]", "F001", 0),
    "full-width digits": (ROW, "received = [ ３４０２, 99, 0, 4, 5, 1, 3511 ]", "F005", 2),
    "text": (ROW, 'received = [ 3402, 99, 0, 4, 5, 1, "无" ]', "F005", 2),
    "negative": (ROW, "received = [ 3402, -99, 0, 4, 5, 1, 3511 ]", "F006", 2),
    "decimal": (ROW, "received = [ 3402.5, 99, 0, 4, 5, 1, 3511 ]", "F006", 2),
    "blank": (ROW, 'received = [ 3402, "", 0, 4, 5, 1, 3511 ]', "F007", 2),
    "blank row": (ROW, 'received = [ "", "", "", "", "", "", "" ]', "F007", 8),
    "no value": (LICENSING, "licensing =", "F001", 0),
    "no equal sign": (LICENSING, "licensing 12", "F001", 0),
    "no text": (r'^agency = .*', "agency =", "F012", 0),
    "heading not closed": (APPLICATIONS, "[applications", "F001", 0),
    "heading full-width": (APPLICATIONS, "［applications］", "F001", 0),
    "heading misspelt": (APPLICATIONS, "[aplications]", "F002", 39),
    "heading of prose misspelt": (r"^\[overview\]", "[overveiw]", "F002", 0),
    "heading twice": (r"^\[other\]", "[remedies]\nlitigation = 1\n[other]", "F001", 0),
    "array of tables": (APPLICATIONS, "[[applications]]", "F014", 39),
    "prose as an array": (r'(?s)^management.*?""".*?"""', 'management = ["a"]', "F014", 0),
    "escape character": (r'^agency = .*', 'agency = "宿\x1b迁市"', "F001", 0),
    "format of other years": (r"^format .*", 'format = "2019"', "F009", 0),
}  # fmt: skip


@pytest.mark.parametrize(("pattern", "new", "rule", "open_"), ONE_SLIP.values(), ids=ONE_SLIP)
def test_one_slip_is_told_once(pattern: str, new: str, rule: str, open_: int) -> None:
    found = checked(changed(pattern, new))
    assert [f.rule.id for f in found.findings] == [rule]
    assert found.not_assessable == open_


def test_a_section_that_is_one_value_is_told_once() -> None:
    rest = changed(r"(?s)^\[applications\].*?(?=^\[remedies)", "")
    found = checked(f"applications = 5\n{rest}")
    assert [f.rule.id for f in found.findings] == ["F014"]
    assert found.not_assessable == 39


def test_a_heading_in_chinese_costs_its_table_and_nothing_else() -> None:
    found = checked(changed(APPLICATIONS, "[三、收到和处理]"))
    assert sorted(f.rule.id for f in found.findings) == ["F001", "F003"]
    assert found.not_assessable == 39


def test_slashes_are_not_applicable_and_not_counted_as_open() -> None:
    found = checked(changed(ROW, 'received = [ "/", "/", "/", "/", "/", "/", "/" ]'))
    assert (found.findings, found.not_assessable, found.not_applicable) == ([], 0, 8)


def test_a_blank_beside_a_slash_leaves_the_identity_open() -> None:
    found = checked(changed(ROW, 'received = [ "/", "", 0, 4, 5, 1, 3511 ]'))
    assert (found.not_assessable, found.not_applicable) == (2, 1)


@pytest.mark.parametrize("line_end", ["\r"])
def test_line_ends_that_nobody_uses_any_more_are_one_finding(line_end: str) -> None:
    (finding,) = checked(GOOD.replace("\n", line_end)).findings
    assert finding.rule.id == "F008"
    assert "换行符" in finding.message


MIXED = [c for c in published() if len(set(c["layout"].values())) == 2]
WHOLE = [c for c in published() if len(set(c["layout"].values())) == 1 and not c["broken"]]


def broken(found: Checked) -> list[tuple[str, ...]]:
    """Rule and place of each broken identity."""
    return sorted(
        (f.rule.id, f.cells[-1].split(".")[1 if f.rule.id in ("T301", "T401") else 2])
        for f in found.findings
        if f.rule.id.startswith("T")
    )


@pytest.mark.parametrize("case", MIXED, ids=name_of)
def test_a_table_of_the_other_format_is_recognised(case: dict[str, Any]) -> None:
    """Nothing in the file says so; its rows do."""
    found = checked(as_toml(report_of(case)))
    assert broken(found) == sorted(tuple(b) for b in case["broken"])
    assert [f.rule.id for f in found.findings if not f.rule.id.startswith(("T", "F007"))] == [
        "F016"
    ]
    assert found.not_assessable == 0


@pytest.mark.parametrize("spoil", [lambda t: t, lambda t: t.replace("penalties = ", "penalty = ")])
@pytest.mark.parametrize("case", WHOLE, ids=name_of)
def test_tables_of_one_format_are_never_taken_for_the_other(
    case: dict[str, Any], spoil: Callable[[str], str]
) -> None:
    text = spoil(as_toml(report_of(case)))
    assert "F016" not in {f.rule.id for f in checked(text).findings}


def test_a_new_report_in_the_old_format_is_one_finding() -> None:
    case = next(c for c in WHOLE if set(c["layout"].values()) == {"2019"})
    text = as_toml(report_of(case)).replace(f"year = {case['year']}", "year = 2023")
    assert [f.rule.id for f in checked(text).findings if f.rule.id != "F007"] == ["F009"]
    assert "F016" in {f.rule.id for f in checked(text.replace('format = "2019"\n', "")).findings}

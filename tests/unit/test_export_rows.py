"""Tidy rows, read by those that are meant to read them."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.golden.export_reports import pingtan_2019, suqian_2023
from tests.support.program import EXAMPLES, run
from tests.support.reports import zero_report
from tests.unit.test_export_markdown import words
from tests.unit.test_printed import reports
from tui.display import hidden_characters
from tui.export.forms import form_of
from tui.export.rows import CellRow, rows, to_csv, to_jsonl
from tui.report.model import Report

CSV, JSONL = form_of("csv"), form_of("jsonl")


def from_csv(report: Report) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(CSV.make(report).decode(), newline="")))


def test_one_row_a_cell_with_all_that_is_known_of_it() -> None:
    found = {row["path"]: row for row in from_csv(pingtan_2019())}
    assert list(found) == list(pingtan_2019().format.index)
    assert found["disclosure.procurement.amount"] == {
        "agency": "平潭综合实验区",
        "year": "2019",
        "format": "2019",
        "section": "disclosure",
        "row": "procurement",
        "column": "amount",
        "path": "disclosure.procurement.amount",
        "labels": "第二十条第（九）项 › 政府集中采购 › 采购总金额",
        "kind": "money",
        "unit": "",
        "state": "figure",
        "value": "75394432.52",
        "printed": "75394432.52元",
        "note": "元",
    }
    blank, slash = (
        found[path]
        for path in (
            "applications.carried_out.natural",
            "remedies.litigation_after_reconsideration.total",
        )
    )
    assert (blank["state"], blank["value"], blank["printed"]) == ("blank", "", "")
    assert (slash["state"], slash["value"], slash["printed"]) == ("not_applicable", "", "/")


def test_what_is_missing_is_said_to_be() -> None:
    report = zero_report()
    report.values[0], report.year, report.agency = None, None, None
    row = from_csv(report)[0]
    assert (row["state"], row["value"], row["year"], row["agency"]) == ("missing", "", "", "")
    first = json.loads(to_jsonl(report).split("\n")[0])
    assert list(first) == list(CellRow._fields)
    assert [first[k] for k in ("state", "value", "year", "agency")] == ["missing", None, None, None]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_duckdb_reads_the_rows(name: str, tmp_path: Path) -> None:
    for year in (2023, 2024):
        source = EXAMPLES / f"suqian/{year}.toml"
        assert run("export", source, "-o", tmp_path / f"{year}{name}") == (0, "", "")
    reader = "read_csv" if name.endswith("csv") else "read_json"
    call = f"{reader}('{tmp_path}/*{name}')"
    found = duckdb.sql(
        f"SELECT year, sum(value) FROM {call} WHERE section = 'applications' "
        "AND \"row\" = 'received' AND \"column\" <> 'total' GROUP BY year ORDER BY year"
    ).fetchall()
    assert [(int(year), int(total)) for year, total in found] == [(2023, 3511), (2024, 3525)]
    count = duckdb.sql(f"SELECT count(*) FROM {call} WHERE state = 'figure'").fetchall()
    assert count == [(400,)]
    assert duckdb.sql(f"SELECT * FROM {call}").columns == list(CellRow._fields)


def test_duckdb_guesses_the_types_by_itself_and_money_stays_exact(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    run("export", EXAMPLES / "suqian/2024.toml", "-o", target)
    made = duckdb.sql(f"DESCRIBE SELECT year, value, agency FROM '{target}'").fetchall()
    assert [kind for _, kind, *_ in made] == ["BIGINT", "DOUBLE", "VARCHAR"]
    exact = duckdb.sql(
        f"SELECT value FROM read_csv('{target}', types={{'value': 'DECIMAL(38, 12)'}})"
        " WHERE kind = 'money'"
    ).fetchall()
    assert exact == [(Decimal("72701.257800000000"),)]


def test_pandas_reads_the_rows(tmp_path: Path) -> None:
    table, lines = tmp_path / "a.csv", tmp_path / "a.jsonl"
    for target in (table, lines):
        run("export", EXAMPLES / "suqian/2024.toml", "-o", target)
    one = pandas.read_csv(table, dtype={"format": str})
    two = pandas.read_json(lines, lines=True, dtype={"format": str})
    for frame in (one, two):
        assert list(frame.columns) == list(CellRow._fields)
        assert len(frame) == 200
        received = frame[(frame.row == "received") & (frame.column != "total")]
        assert received.value.sum() == 3525
        assert set(frame.format) == {"2021"}


def test_excel_is_told_the_encoding_and_a_pipe_is_not(tmp_path: Path) -> None:
    source, target = EXAMPLES / "suqian/2024.toml", tmp_path / "a.csv"
    run("export", source, "-o", target)
    _, out, _ = run("export", source, "-f", "csv")
    assert target.read_bytes() == b"\xef\xbb\xbf" + out.encode()
    assert out.startswith("agency,year,")
    assert "\r" not in out


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1＋1", "'＝1＋1"),
        ("\t=1", "\\t=1"),
        ("\r=1", "\\r=1"),
        ("-", "'-"),
        ("-8", "-8"),
        ("a=1", "a=1"),
        ("a\u202eb", "a\\u202eb"),
    ],
)
def test_nothing_is_run_by_a_spreadsheet(text: str, written: str) -> None:
    report = zero_report()
    report.agency = report.notes["disclosure.regulations.issued"] = text
    row = from_csv(report)[0]
    assert (row["agency"], row["note"]) == (written, written)


@settings(max_examples=60)
@given(words, st.text(max_size=12))
@example('a"b,c\nd', "=\n")
def test_no_field_begins_as_a_formula(note: str, agency: str) -> None:
    report = zero_report()
    report.agency = agency
    report.notes["disclosure.regulations.issued"] = note
    found = from_csv(report)
    assert len(found) == len(report.format.cells)
    for field in (*found[0].values(), *found[1].values()):
        assert not field.startswith(("=", "+", "@", "\t", "\r", "＝", "＋", "－", "＠"))
        assert "\n" not in field


@settings(max_examples=40)
@given(reports(), words)
def test_json_lines_keep_everything(report: Report, note: str) -> None:
    report.notes[report.format.cells[0].path] = note
    text = to_jsonl(report)
    assert hidden_characters(text, keep="\n") == []
    read = [json.loads(line, parse_float=Decimal) for line in text.split("\n")[:-1]]
    assert [CellRow(**row) for row in read] == list(rows(report))


def test_money_keeps_its_digits() -> None:
    report = zero_report()
    for written in ("12.50", "0.000000000001", "123456789012345.123456789012"):
        report.values[report.format.index["disclosure.fees.amount"]] = Decimal(written)
        assert f",{written}," in to_csv(report)
        assert f'"value": {written}, ' in to_jsonl(report)


def test_the_same_bytes() -> None:
    assert CSV.make(suqian_2023()) == CSV.make(suqian_2023())
    assert JSONL.make(suqian_2023()) == JSONL.make(suqian_2023())

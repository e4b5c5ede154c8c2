"""The JSON Schemas: what they take, and what they refuse."""

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.golden.export_reports import pingtan_2019, suqian_2023
from tests.support.program import EXAMPLES, run
from tests.support.reports import as_toml, catalogue, published, report_of
from tests.support.strategies import COUNTS, EMPTY, MONEY
from tui.export.json_report import to_json
from tui.export.json_schema import json_schema
from tui.report.file_schema import file_schema
from tui.report.model import Report, blank_report
from tui.report.template import new_text
from tui.schema.model import Kind

FORMS = {form.id: form for form in catalogue().all()}
FILES = {ident: jsonschema.Draft7Validator(file_schema(form)) for ident, form in FORMS.items()}
EXPORTS = {ident: jsonschema.Draft7Validator(json_schema(form)) for ident, form in FORMS.items()}
GOOD = tomllib.loads((EXAMPLES / "suqian/2024.toml").read_text("utf-8"))


def faults(held: Any, schema: Any = FILES["2021"]) -> list[str]:
    return sorted(".".join(map(str, error.absolute_path)) for error in schema.iter_errors(held))


@pytest.mark.parametrize("ident", FORMS)
def test_they_are_schemas(ident: str) -> None:
    jsonschema.Draft7Validator.check_schema(FILES[ident].schema)
    jsonschema.Draft7Validator.check_schema(EXPORTS[ident].schema)


@pytest.mark.parametrize("path", sorted(EXAMPLES.rglob("*.toml")), ids=lambda p: p.stem)
def test_the_examples_follow_theirs(path: Path) -> None:
    held = tomli.loads(path.read_text("utf-8"), parse_float=Decimal)
    assert faults(held, FILES[held["format"]]) == []
    status, out, _ = run("export", path, "-f", "json")
    assert status == 0
    assert faults(json.loads(out, parse_float=Decimal), EXPORTS[held["format"]]) == []


@pytest.mark.parametrize("ident", FORMS)
def test_a_new_file_follows_it(ident: str) -> None:
    assert faults(tomli.loads(new_text(FORMS[ident], 2020, "某局")), FILES[ident]) == []


@pytest.mark.parametrize(
    "case",
    [c for c in published() if len(set(c["layout"].values())) == 1],
    ids=lambda c: f"{c['agency']}{c['year']}",
)
def test_published_reports_follow_it(case: dict[str, Any]) -> None:
    report = report_of(case)
    held = tomli.loads(as_toml(report), parse_float=Decimal)
    assert faults(held, FILES[report.format.id]) == []


def changed(section: str, row: str, value: Any) -> Any:
    return GOOD | {section: GOOD[section] | {row: value}}


@pytest.mark.parametrize(
    ("held", "at"),
    [
        (GOOD | {"yaer": 2024}, ""),
        (GOOD | {"year": 1999}, "year"),
        (GOOD | {"year": "2024"}, "year"),
        (GOOD | {"format": "2019"}, "format"),
        ({k: v for k, v in GOOD.items() if k != "applications"}, ""),
        (changed("applications", "recieved", 1), "applications"),
        (changed("applications", "received", [1, 2]), "applications.received"),
        (changed("applications", "received", [1.5, 0, 0, 0, 0, 0, 1]), "applications.received.0"),
        (changed("applications", "received", [-1, 0, 0, 0, 0, 0, 1]), "applications.received.0"),
        (changed("applications", "received", ["12", 0, 0, 0, 0, 0, 1]), "applications.received.0"),
        (changed("disclosure", "fees", -1), "disclosure.fees"),
        (changed("overview", "proactive", 3), "overview.proactive"),
        (GOOD | {"notes": {"disclosure.regulations.in_froce": "x"}}, "notes"),
    ],
)
def test_slips_are_refused_where_they_are(held: Any, at: str) -> None:
    assert faults(held) == [at]


@pytest.mark.parametrize(
    "held",
    [
        changed("applications", "received", ["", "/", 0, 0, 0, 0, 0]),
        changed("disclosure", "licensing", [5]),
        changed("disclosure", "fees", 12.5),
        changed("disclosure", "fees", "/"),
        GOOD | {"format": 2021},
        GOOD | {"notes": {"disclosure.regulations.in_force": "其中修订16件"}},
        GOOD | {"notes": {"disclosure": {"regulations": {"in_force": "其中修订16件"}}}},
        GOOD | {"layout": {"applications": "2019"}},
    ],
)
def test_every_way_of_writing_it_is_taken(held: Any) -> None:
    assert faults(held) == []


def test_a_change_may_be_negative_only_where_the_form_says_so() -> None:
    held = tomllib.loads((EXAMPLES / "2020.toml").read_text("utf-8"))
    change = held | {"disclosure": held["disclosure"] | {"licensing": [3, -1, 5]}}
    assert faults(change, FILES["2019"]) == []
    change = held | {"disclosure": held["disclosure"] | {"licensing": [-3, 1, 5]}}
    assert faults(change, FILES["2019"]) == ["disclosure.licensing.0"]


def test_an_editor_is_told_what_belongs_where() -> None:
    schema = FILES["2021"].schema
    row = schema["properties"]["applications"]["properties"]["denied_state_secret"]
    assert "三、本年度办理结果 › （三）不予公开 › 1.属于国家秘密" in row["description"]
    assert row["items"][0]["description"] == "三（三）1.国家秘密·自然人"


# -- the JSON export -------------------------------------------------------------------------


def assert_whole(report: Report) -> None:
    read = json.loads(to_json(report), parse_float=Decimal)
    assert faults(read, EXPORTS[report.format.id]) == []
    values = dict(zip(report.format.index, report.values, strict=True))
    assert read["cells"] == values
    assert [str(v) for v in read["cells"].values()] == [
        format(v, "f") if isinstance(v, Decimal) else str(v) for v in values.values()
    ]
    assert read["notes"] == report.notes
    assert read["texts"] == {p: report.texts.get(p, "") for p in report.format.texts}
    assert [read[k] for k in ("agency", "year", "title")] == [
        report.agency,
        report.year,
        report.title,
    ]


@pytest.mark.parametrize("make", [suqian_2023, pingtan_2019], ids=["2021", "2019"])
def test_the_export_is_the_whole_report(make: Any) -> None:
    assert_whole(make())


@st.composite
def kept(draw: st.DrawFn) -> Report:
    """A report whose every cell holds what its kind may hold."""
    form = draw(st.sampled_from(list(FORMS.values())))
    report = blank_report(form)
    figures: dict[Kind, st.SearchStrategy[Any]] = {
        "count": COUNTS | EMPTY | st.none(),
        "change": st.integers(-9, 9) | EMPTY,
        "money": MONEY | EMPTY,
    }
    pools = {kind: draw(st.lists(some, min_size=1, max_size=6)) for kind, some in figures.items()}
    kinds = [cell.column.kind for cell in form.cells]
    report.values = [pools[kind][i % len(pools[kind])] for i, kind in enumerate(kinds)]
    return report


@settings(max_examples=30)
@given(kept())
def test_any_report_is_exported_whole(report: Report) -> None:
    report.year, report.agency = 2023, "某\u202e局\ud800\x1b"
    text = to_json(report)
    assert not {"\u202e", "\x1b", "\ud800"} & set(text)
    assert_whole(report)


def test_what_is_missing_is_null() -> None:
    report = blank_report(FORMS["2021"])
    report.values[0] = None
    read = json.loads(to_json(report))
    assert (read["year"], read["agency"], read["cells"]["disclosure.regulations.issued"]) == (
        None,
        None,
        None,
    )
    assert faults(read, EXPORTS["2021"]) == []


# -- the command -----------------------------------------------------------------------------


def test_the_command_prints_and_writes_them(tmp_path: Path) -> None:
    status, out, err = run("schema")
    assert (status, err, json.loads(out)) == (0, "", FILES["2021"].schema)
    assert json.loads(run("schema", "--format", "2019")[1]) == FILES["2019"].schema
    assert json.loads(run("schema", "--of", "json")[1]) == EXPORTS["2021"].schema
    target = tmp_path / "2021.schema.json"
    assert run("schema", "-o", target) == (0, "", "")
    assert target.read_text("utf-8") == out


def test_an_unknown_format_is_named() -> None:
    status, out, err = run("schema", "--format", "1999")
    assert (status, out) == (2, "")
    assert "没有名为“1999”的格式；已有的格式：2019、2021" in err


def test_a_provinces_rows_are_in_it(tmp_path: Path) -> None:
    own = tmp_path / "hubei.toml"
    own.write_text(
        'id = "2021-hubei"\nextends = "2021"\n[[add_row]]\nsection = "disclosure"\n'
        'after = "normative_documents"\nkey = "other_documents"\nlabel = "其他"\n'
        'short = "其他"\ninstruction = "计。"\nbasis = "本省规定"\n',
        "utf-8",
    )
    _, out, _ = run("schema", "--format", "2021-hubei", "--schema", own)
    schema = json.loads(out)
    assert "other_documents" in schema["properties"]["disclosure"]["required"]
    assert schema["properties"]["format"]["enum"] == ["2021-hubei"]

"""The workbook: sums that live, figures that stay what they are, ready to be read back."""

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given, settings
from openpyxl.utils import range_boundaries

from tests.golden.export_reports import pingtan_2019, suqian_2023
from tests.support.grids import xlsx_text
from tests.support.program import EXAMPLES
from tests.support.reports import catalogue, zero_report
from tests.unit.test_export_markdown import lines_of, words
from tests.unit.test_printed import reports
from tui.display import visible
from tui.export.xlsx import to_xlsx
from tui.export.xlsx_table import _as_number
from tui.report import load
from tui.report.model import Report, blank_report
from tui.report.totals import totals_of

REPORTS = {"suqian": suqian_2023, "pingtan": pingtan_2019}
every = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)


def opened(report: Report, *, values: bool = True) -> Any:
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(report)), data_only=values)


def named(book: Any) -> dict[str, list[Any]]:
    """The cells behind each defined name."""
    found = {}
    for name, defined in book.defined_names.items():
        ((sheet, place),) = defined.destinations
        cells = book[sheet][place.replace("$", "")]
        found[name] = [row[0] for row in cells] if isinstance(cells, tuple) else [cells]
    return found


@every
def test_every_value_has_its_path_for_a_name(report: Any) -> None:
    report = report()
    cells = named(opened(report))
    assert set(cells) == {*report.format.index, *report.format.texts, "agency", "year", "format"}
    assert [cells[n][0].value for n in ("agency", "year", "format")] == [
        report.agency,
        report.year,
        report.format.id,
    ]
    for path in report.format.index:
        assert xlsx_text(cells[path][0]) == report.printed(path)


def test_blank_zero_and_slash_are_three_things() -> None:
    report = zero_report()
    index = report.format.index
    report.values[index["disclosure.licensing.decisions"]] = ""
    report.values[index["disclosure.penalties.decisions"]] = "/"
    cells = named(opened(report))
    found = [cells[f"disclosure.{n}.decisions"][0] for n in ("licensing", "penalties", "coercion")]
    assert [(c.value, c.data_type) for c in found] == [(None, "n"), ("/", "s"), (0, "n")]


def test_totals_that_agree_are_formulas_with_their_values() -> None:
    report = suqian_2023()
    formulas, values = named(opened(report, values=False)), named(opened(report))
    totals = {report.format.cells[i].path for i in totals_of(report.format)}
    for path in report.format.index:
        written = str(formulas[path][0].value)
        assert (written[0] == "=") == (path in totals), path
        if path in totals:
            assert values[path][0].value == report.value(path)
    assert formulas["applications.received.total"][0].value == (
        '=IF(COUNT(D5:I5)>0,SUM(D5:I5),IF(COUNTIF(D5:I5,"/")=6,"/",""))'
    )
    assert "SUM(D7:D27)" in formulas["applications.processed.natural"][0].value
    assert "SUM(K5:N5)" in formulas["remedies.litigation_after_reconsideration.total"][0].value


def test_a_typed_total_that_disagrees_stays_as_it_was_and_is_marked() -> None:
    report = load(str(EXAMPLES / "broken/2023.toml"), catalogue()).report
    assert report
    book = opened(report, values=False)
    cells = named(book)
    kept = {"applications.processed.natural": 12, "applications.processed.total": 25}
    for path, value in kept.items():
        assert cells[path][0].value == value
    assert str(cells["applications.processed.business"][0].value)[0] == "="
    sheet = book[book.sheetnames[2]]
    (told,) = [
        v.prompt
        for v in sheet.data_validations.dataValidation
        if cells["applications.processed.natural"][0].coordinate in str(v.sqref).split()
    ]
    assert told == "年报里填的是 12，各项之和是 21。"


def test_a_blank_report_is_a_form_whose_totals_fill_themselves() -> None:
    form = catalogue().get("2021")
    assert form
    report = blank_report(form, 2024, "某局")
    formulas, values = named(opened(report, values=False)), named(opened(report))
    totals = {form.cells[i].path for i in totals_of(form)}
    for path in form.index:
        written = formulas[path][0].value
        assert str(written)[0] == "=" if path in totals else written is None
        assert values[path][0].value in (None, "")


def test_a_blank_total_of_filled_cells_stays_blank() -> None:
    report = zero_report()
    path = "applications.received.total"
    report.values[report.format.index[path]] = ""
    assert named(opened(report, values=False))[path][0].value is None


@every
def test_every_identity_can_turn_cells_red(report: Any) -> None:
    report = report()
    book, cells = opened(report, values=False), named(opened(report, values=False))
    rules: dict[str, list[str]] = {}
    for sheet in book.worksheets:
        for area in sheet.conditional_formatting:
            for rule in area.rules:
                assert rule.dxf.fill.bgColor.rgb == "FFFFC7CE"
                rules.setdefault(rule.formula[0], []).extend(str(area.sqref).split())
    assert len(rules) == len(report.format.equations)
    wanted = []
    for equation in report.format.equations:
        balance = len(equation.right) > 1
        marked = equation.operands if balance else equation.right
        paths = [report.format.cells[i].path for i in marked]
        wanted.append(sorted(cells[path][0].coordinate for path in paths))
    assert sorted(map(sorted, rules.values())) == sorted(wanted)
    last = cells["applications.carried_out.natural"][0].row
    right = f"$D${last - 1}:$D${last}"
    assert (f"AND(COUNT($D$5:$D$6)=2,COUNT({right})=2,SUM($D$5:$D$6)<>SUM({right}))") in rules


def test_only_what_fits_may_be_typed() -> None:
    report = pingtan_2019()
    book = opened(report, values=False)
    cells = named(book)
    allowed = {}
    for sheet in book.worksheets:
        for rule in sheet.data_validations.dataValidation:
            assert rule.type == "custom"
            assert rule.showErrorMessage
            assert len(rule.promptTitle) <= 32
            assert 0 < len(rule.prompt) <= 255
            allowed[sheet.title, str(rule.sqref)] = rule.formula1
    assert len(allowed) == len(report.format.cells)
    for path, rule in {
        "disclosure.licensing.decisions": 'OR({0}="/",AND(ISNUMBER({0}),{0}>=0,{0}=INT({0})))',
        "disclosure.licensing.change": 'OR({0}="/",AND(ISNUMBER({0}),{0}=INT({0})))',
        "disclosure.procurement.amount": 'OR({0}="/",AND(ISNUMBER({0}),{0}>=0))',
    }.items():
        (cell,) = cells[path]
        assert allowed[cell.parent.title, cell.coordinate] == rule.format(cell.coordinate)


@pytest.mark.parametrize(
    ("value", "text", "number", "form"),
    [
        (5, "5", 5, "0"),
        (-8, "-8", -8, "0"),
        (10**15, "1000000000000000", 10**15, "0"),
        (Decimal("12.50"), "12.50", 12.5, "0.00"),
        (Decimal("59237.2449"), "59237.2449", 59237.2449, "0.0000"),
        (Decimal("1E+3"), "1000", 1000.0, "0"),
        (Decimal("123456789012.123456789"), "123456789012.123456789", None, "@"),
        (22, "22（其中修订16件）", 22, '0"（其中修订16件）"'),
        (22, '22（"d"；m）', 22, '0\\（\\"\\d\\"\\；\\m\\）'),
        (22, "22（两\n行）", None, "@"),
        (22, "22（" + "长" * 300, None, "@"),
        ("", "", None, "0"),
        ("/", "/（无）", None, "0"),
        (None, "", None, "0"),
    ],
)
def test_a_figure_is_a_number_wherever_a_workbook_can_hold_it(
    value: Any, text: str, number: Any, form: str
) -> None:
    assert _as_number(value, text) == (number, form)


@settings(max_examples=6)
@given(reports())
def test_no_figure_changes(report: Report) -> None:
    cells = named(opened(report))
    for path in report.format.index:
        (cell,) = cells[path]
        value, shown = report.value(path), xlsx_text(cell)
        printed = visible(report.printed(path).replace("\r\n", "\n"), keep="\n").strip(" \n")
        assert shown == printed, path
        if isinstance(cell.value, (int, float)):
            assert Decimal(repr(cell.value)) == value


@settings(max_examples=10)
@given(prose=words, agency=words, note=words)
@example(prose="=1+1", agency="+A1", note='=HYPERLINK("http://a")')
@example(prose="@SUM(A1)\n-2+3", agency="\t=1", note="_x0041_")
def test_whatever_is_written_is_read_back_and_never_computed(
    prose: str, agency: str, note: str
) -> None:
    report = zero_report()
    report.agency = agency
    report.texts = dict.fromkeys(report.texts, "") | {"overview.management": prose}
    report.notes["disclosure.regulations.issued"] = note
    book = opened(report, values=False)
    cells = named(book)
    assert lines_of("\n".join(c.value or "" for c in cells["overview.management"])) == lines_of(
        prose
    )
    assert (cells["agency"][0].value or "") == visible(agency).strip()
    totals = {report.format.cells[i].path for i in totals_of(report.format)}
    places = {(c.parent.title, c.coordinate) for path in totals for c in cells[path]}
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert (cell.data_type == "f") == ((sheet.title, cell.coordinate) in places)
    notes = [row[2].value for row in book["备注"].iter_rows(min_row=2)]
    assert [n for n in notes if n] == [n for n in [visible(note).strip()] if n]


def test_a_long_text_goes_on_in_further_cells() -> None:
    report = zero_report()
    report.texts["other.text"] = "长" * 70_000
    cells = named(opened(report))["other.text"]
    assert [len(cell.value) for cell in cells] == [32_000, 32_000, 6_000]


@every
def test_prints_on_one_page_across_with_headers_repeated(report: Any) -> None:
    book = opened(report())
    for sheet in book.worksheets:
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert book.worksheets[2].print_title_rows == "$2:$4"


@every
def test_the_same_bytes_and_nothing_private(report: Any) -> None:
    data = to_xlsx(report())
    assert data == to_xlsx(report())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {i.date_time for i in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert re.findall(r">(\d{4}-[^<]+)<", core) == ["1980-01-01T00:00:00Z"] * 2
    assert "<dc:creator></dc:creator>" in core


@every
def test_merged_areas_do_not_overlap(report: Any) -> None:
    for sheet in opened(report()).worksheets:
        seen: set[tuple[int, int]] = set()
        for area in sheet.merged_cells.ranges:
            left, top, right, bottom = range_boundaries(str(area))
            places = {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
            assert not places & seen
            seen |= places

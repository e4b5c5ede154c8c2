"""What LibreOffice makes of the Word document and of the workbook."""

import csv
import io

import openpyxl
import pytest

from tests.golden.export_reports import pingtan_2019, suqian_2023
from tests.rendered.office import CSV, converted, needs_office
from tests.rendered.pdf import Pdf, plain
from tests.support.reports import catalogue
from tui.export.docx import to_docx
from tui.export.xlsx import to_xlsx
from tui.report.model import Report, blank_report

pytestmark = needs_office

MILLIMETRE = 72 / 25.4


def long_report() -> Report:
    """A report whose table 三 does not fit on a page."""
    report = suqian_2023()
    for row in ("granted", "denied_deliberative", "refused_repeat", "other_rest"):
        report.notes[f"applications.{row}.natural"] = "其中往年结转的若干件，详见台账" * 4
    return report


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pdf]:
    """Word documents as LibreOffice prints them."""
    folder = tmp_path_factory.mktemp("office")
    reports = {"suqian": suqian_2023(), "pingtan": pingtan_2019(), "long": long_report()}
    files = []
    for name, report in reports.items():
        files.append(folder / f"{name}.docx")
        files[-1].write_bytes(to_docx(report))
    return {path.stem: Pdf(path) for path in converted(folder, "pdf", *files)}


@pytest.mark.parametrize("name", ["suqian", "pingtan", "long"])
def test_everything_stands_within_the_type_area_of_a4(name: str, documents: dict[str, Pdf]) -> None:
    pdf = documents[name]
    assert 3 <= len(pdf.sizes) <= 7
    assert {(round(w), round(h)) for w, h in pdf.sizes} <= {(595, 842), (596, 842)}
    left, right = 28 * MILLIMETRE, 595 - 26 * MILLIMETRE
    for word in pdf.words:
        if "—" not in word.text:
            assert left - 1 <= word.x <= right, word


def test_the_whole_report_is_there_in_order(documents: dict[str, Pdf]) -> None:
    text = "".join(documents["suqian"].texts)
    at = -1
    for section in suqian_2023().format.sections:
        found = text.find(plain(section.heading), at + 1)
        assert found > at, section.heading
        at = found
    for words in ("其中*重点领域*信息占61%", "1808595", "59237.2449", "109(其中修订16件)"):
        assert words in text


def test_pages_are_numbered_outside(documents: dict[str, Pdf]) -> None:
    pdf = documents["suqian"]
    for number, text in enumerate(pdf.texts):
        assert f"—{number + 1}—" in text
    places = [word for word in pdf.words if word.text.startswith("—")]
    width = pdf.sizes[0][0]
    assert all((word.x > width / 2) == (word.page % 2 == 0) for word in places)
    assert {word.page for word in places} == set(range(len(pdf.sizes)))


def test_a_table_over_two_pages_repeats_its_headers(documents: dict[str, Pdf]) -> None:
    pages = [text for text in documents["long"].texts if "申请人情况" in text]
    assert len(pages) >= 2
    assert all("法人或其他组织" in text for text in pages)
    # One that fits stands on one page, with its heading.
    for name in ("suqian", "pingtan"):
        (page,) = [t for t in documents[name].texts if "第二十条第(一)项" in t]
        assert "二、主动公开政府信息情况" in page
        assert "行政事业性收费" in page


@pytest.fixture(scope="module")
def sums(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[str]]]:
    """A blank workbook that a unit has filled in, and a full one in which it changed a figure."""
    folder = tmp_path_factory.mktemp("sums")
    form = catalogue().get("2021")
    assert form
    blank = openpyxl.load_workbook(io.BytesIO(to_xlsx(blank_report(form, 2024, "某局"))))
    sheet = blank[blank.sheetnames[2]]
    for column, figure in zip("DEFGHI", (3, 0, "/", 0, 2, 0), strict=True):
        sheet[f"{column}5"] = figure
    for column in "DEFGHI":
        sheet[f"{column}6"] = "/"
    blank.save(folder / "blank.xlsx")
    full = openpyxl.load_workbook(io.BytesIO(to_xlsx(suqian_2023())))
    full[full.sheetnames[2]]["D7"] = 1000
    full.save(folder / "full.xlsx")
    files = [folder / "blank.xlsx", folder / "full.xlsx"]
    found = {}
    for path in converted(folder, CSV, *files):
        name, sheet_name = path.stem.split("-", 1)
        with path.open(encoding="utf-8", newline="") as lines:
            found[f"{name} {sheet_name[0]}"] = list(csv.reader(lines))
    return found


def test_sums_fill_themselves(sums: dict[str, list[list[str]]]) -> None:
    rows = sums["blank 三"]
    assert rows[4][3:] == ["3", "0", "/", "0", "2", "0", "5"]
    assert rows[5][3:] == ["/"] * 7
    # Nothing typed yet: no total, and not 0.
    assert rows[6][9] == ""
    assert {row[14] for row in sums["blank 四"][4:]} == {""}


def test_sums_follow_a_changed_figure(sums: dict[str, list[list[str]]]) -> None:
    rows = sums["full 三"]
    assert rows[6][3:] == ["1000", "12", "0", "3", "1", "0", "1016"]
    # 3375 and 3486 in the report, with 1175 where 1000 is now.
    assert rows[27][3:] == ["3200", "99", "0", "4", "7", "1", "3311"]
    # A remark stays behind its figure, which still counts.
    assert rows[26][3] == "287（含撤回157件）"

"""The page in a real browser: on a desk, on a telephone, on paper."""

from pathlib import Path

import pytest

from tests.golden.export_reports import pingtan_2019, suqian_2023
from tests.rendered.chromium import measured, needs_chromium, printed
from tests.rendered.pdf import Pdf
from tui.export.html import to_html

pytestmark = needs_chromium

PAGES = {"suqian": to_html(suqian_2023()), "pingtan": to_html(pingtan_2019())}
DESK, PHONE = 1280, 375

WIDTHS = """(page, view, box) => ({
  window: view.innerWidth,
  page: page.documentElement.scrollWidth,
  frames: [...page.querySelectorAll(".table")].map(e => [e.clientWidth, e.scrollWidth]),
  cut: [...page.querySelectorAll("th, td")]
    .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent),
})"""

# Scrolled to its last figure, a table still shows what heads it.
SCROLLED = """(page, view, box) => {
  const frame = page.querySelectorAll(".table")[1];
  frame.scrollTo(frame.scrollWidth, frame.scrollHeight);
  const rows = [...frame.querySelectorAll("tbody tr")];
  const row = rows[rows.length - 2].cells;
  const group = [...frame.querySelectorAll("tbody th")].filter(e => e.rowSpan > 10)[0];
  const heads = [...frame.querySelectorAll("thead th")];
  return {scrolled: [frame.scrollLeft, frame.scrollTop], frame: box(frame), group: box(group),
    label: box(row[0]), figure: box(row[row.length - 1]), head: box(heads[heads.length - 1]),
    total: box(heads.filter(e => e.textContent == "总计")[0])};
}"""


@pytest.mark.parametrize("name", PAGES)
def test_on_a_desk_everything_is_in_sight(name: str, tmp_path: Path) -> None:
    found = measured(PAGES[name], tmp_path, WIDTHS, DESK)
    assert found["page"] == found["window"] == DESK
    assert len(found["frames"]) == 3
    assert all(inside <= room for room, inside in found["frames"])
    assert found["cut"] == []


@pytest.mark.parametrize("name", PAGES)
def test_on_a_telephone_only_wide_tables_scroll_and_in_their_frames(
    name: str, tmp_path: Path
) -> None:
    found = measured(PAGES[name], tmp_path, WIDTHS, PHONE)
    assert found["page"] == found["window"] == PHONE
    scrolls = [inside > room for room, inside in found["frames"]]
    assert scrolls == [False, True, True]
    assert found["cut"] == []


def test_a_table_that_scrolls_keeps_its_headers_in_sight(tmp_path: Path) -> None:
    found = measured(PAGES["suqian"], tmp_path, SCROLLED, PHONE)
    frame, label, figure = found["frame"], found["label"], found["figure"]
    assert min(found["scrolled"]) > 0
    for head in (found["head"], found["total"]):
        assert frame["top"] - 1 <= head["top"] < head["bottom"] < frame["bottom"]
    for side in (label, found["group"]):
        assert frame["left"] - 1 <= side["left"] < side["right"] < figure["left"] + 1
    assert figure["right"] <= frame["right"] + 1
    assert found["total"]["left"] == pytest.approx(figure["left"], abs=1)


@pytest.mark.parametrize("name", PAGES)
def test_on_paper(name: str, tmp_path: Path) -> None:
    pdf = Pdf(printed(PAGES[name], tmp_path))
    assert 2 <= len(pdf.sizes) <= 5
    for width, height in pdf.sizes:
        assert (round(width), round(height)) in ((595, 842), (594, 841))
    # 18 mm on both sides, 25 above and below; the number of the page in the lower margin.
    assert min(word.x for word in pdf.words) >= 50
    assert max(word.x for word in pdf.words) <= 595 - 51
    for number, text in enumerate(pdf.texts):
        assert f"—{number + 1}—" in text
    assert "六、其他需要报告的事项" in "".join(pdf.texts)
    # Each table stands on one page, whole.
    (table,) = [text for text in pdf.texts if "申请人情况" in text]
    assert "四、结转下年度继续办理" in table

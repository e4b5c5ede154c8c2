"""``new --from``: this year's report begun from last year's, and nothing guessed."""

from pathlib import Path

import pytest

from tests.support.program import EXAMPLES, run
from tests.support.reports import as_toml, catalogue, zero_report
from tui.report import Report, load
from tui.report.rewriting import MARK


def loaded(file: Path) -> Report:
    found = load(str(file), catalogue())
    assert not found.problems
    assert found.report
    return found.report


def last_year(folder: Path, form: str = "2021", year: int = 2023) -> Path:
    report = zero_report(form, year)
    for i, key in enumerate(("natural", "business", "total"), 1):
        report.values[report.format.index[f"applications.carried_out.{key}"]] = i
    if form == "2019":
        report.values[report.format.index["disclosure.licensing.previous_items"]] = 8
        report.values[report.format.index["disclosure.licensing.change"]] = -3
    file = folder / f"某局{year}.toml"
    file.write_text(as_toml(report), "utf-8")
    return file


def test_it_makes_next_years_file_beside_last_years(tmp_path: Path) -> None:
    file = last_year(tmp_path)
    status, out, err = run("new", "--from", file)
    assert (status, err) == (0, "")
    made = loaded(tmp_path / "某局2024.toml")
    assert (made.year, made.agency, made.format.id) == (2024, "某某县司法局", "2021")
    values = [made.value(f"applications.carried_in.{k}") for k in ("natural", "business", "total")]
    assert values == [1, 2, 3]
    assert made.value("applications.received.total") == ""
    assert made.value("disclosure.normative_documents.in_force") == ""
    assert all(text.startswith(MARK) for text in made.texts.values())
    assert "现行有效件数" in out
    assert run("fmt", tmp_path / "某局2024.toml", "--check")[0] == 0


def test_its_prose_is_reported_until_it_is_rewritten(tmp_path: Path) -> None:
    run("new", "--from", last_year(tmp_path))
    file = tmp_path / "某局2024.toml"
    status, out, _ = run("check", file, "--select", "Y")
    assert (status, out.count("Y601")) == (0, 7)
    file.write_text(file.read_text("utf-8").replace(MARK, ""), "utf-8")
    assert run("check", file, "--select", "Y601")[1].startswith("检查了 1 份年报，没有发现问题")


def test_the_2019_format_carries_its_items(tmp_path: Path) -> None:
    run("new", "--from", last_year(tmp_path, "2019", 2019))
    made = loaded(tmp_path / "某局2020.toml")
    assert made.format.id == "2019"
    assert made.value("disclosure.licensing.previous_items") == 5
    assert made.value("disclosure.licensing.change") == ""


def test_a_change_of_format_is_told_with_what_it_leaves_blank(tmp_path: Path) -> None:
    _, out, _ = run("new", "--from", last_year(tmp_path, "2019", 2020))
    made = loaded(tmp_path / "某局2021.toml")
    assert made.format.id == "2021"
    assert "格式由 2019 换成 2021" in out
    bare = "".join(out.split())
    assert "上年的数不能拆分" in bare
    assert "“对外公开总数量”不是现行有效件数" in bare
    for path in ("disclosure.normative_documents.in_force", "applications.other_rest.total"):
        assert made.value(path) == ""


def test_the_real_example_rolls_over(tmp_path: Path) -> None:
    target = tmp_path / "2025.toml"
    assert run("new", target, "--from", EXAMPLES / "suqian/2024.toml")[0] == 0
    last, made = loaded(EXAMPLES / "suqian/2024.toml"), loaded(target)
    for cell in last.format.cells:
        if cell.row.key == "carried_out":
            path = f"applications.carried_in.{cell.column.key}"
            assert made.value(path) == last.values[cell.index]


def test_options_still_count(tmp_path: Path) -> None:
    file = last_year(tmp_path)
    target = tmp_path / "x.toml"
    run("new", target, "--from", file, "--agency", "改名后的局", "--year", "2024")
    assert loaded(target).agency == "改名后的局"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--year", "2030"], "只能带到 2024 年"),
        (["--format", "1999"], "没有名为“1999”的格式"),
    ],
)
def test_what_cannot_be(tmp_path: Path, arguments: list[str], said: str) -> None:
    status, _, err = run("new", "--from", last_year(tmp_path), *arguments)
    assert status == 2
    assert said in err
    assert len(list(tmp_path.iterdir())) == 1


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    file = last_year(tmp_path)
    (tmp_path / "某局2024.toml").write_text("我的", "utf-8")
    status, _, err = run("new", "--from", file)
    assert status == 2
    assert "已经存在" in err
    assert (tmp_path / "某局2024.toml").read_text("utf-8") == "我的"


@pytest.mark.parametrize("content", ["[[[", "agency = '某局'\n"])
def test_last_years_file_must_be_usable(tmp_path: Path, content: str) -> None:
    file = tmp_path / "2023.toml"
    file.write_text(content, "utf-8")
    status, _, err = run("new", "--from", file)
    assert status == 2
    assert "2023.toml" in err

"""Which file is last year's, and what is said when it cannot be used."""

from pathlib import Path

import pytest

from tests.support.program import run
from tests.support.reports import as_toml, catalogue, zero_report
from tui.checks.surroundings import FILE_NAME
from tui.report import load
from tui.report.previous import previous_of


def write(file: Path, year: int, head: str = "") -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(head + as_toml(zero_report("2021", year)), "utf-8")
    return file


def last(file: Path, told: str = "", folder: str = "") -> tuple[str, str]:
    """Name of the file, and the problem with it."""
    report = load(str(file), catalogue()).report
    assert report
    found = previous_of(str(file), report, catalogue(), told, folder)
    assert (found.report is None) == (not found.name or bool(found.problem))
    return found.name, found.problem


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("2023.toml", "2022.toml"),
        ("某某局-2023.toml", "某某局-2022.toml"),
        ("2023年报（2023）.toml", "2023年报（2022）.toml"),
    ],
)
def test_the_file_beside_it_is_found_without_being_told(
    tmp_path: Path, name: str, before: str
) -> None:
    file = write(tmp_path / name, 2023)
    assert last(file) == ("", "")
    assert last(file)[1] == ""
    write(tmp_path / before, 2022)
    assert last(file) == (str(tmp_path / before), "")


def test_the_report_itself_may_say_where(tmp_path: Path) -> None:
    file = write(tmp_path / "2023.toml", 2023, 'previous = "旧/去年.toml"\n')
    write(tmp_path / "2022.toml", 2022)
    there = write(tmp_path / "旧/去年.toml", 2022)
    assert last(file) == (str(there), "")


def test_the_caller_has_the_last_word(tmp_path: Path) -> None:
    file = write(tmp_path / "2023.toml", 2023, 'previous = "没有.toml"\n')
    there = write(tmp_path / "x.toml", 2022)
    assert last(file, told=str(there)) == (str(there), "")


@pytest.mark.parametrize("name", ["2022.toml", "某某局.toml"])
def test_a_folder_holds_last_years_file(tmp_path: Path, name: str) -> None:
    file = write(tmp_path / "2023" / "某某局.toml", 2023)
    there = write(tmp_path / "2022" / name, 2022)
    assert last(file, told=str(tmp_path / "2022")) == (str(there), "")
    assert last(file, folder=str(tmp_path / "{year}")) == (str(there), "")
    assert "没有 2022 年的报告" in last(file, told=str(tmp_path / "2023" / ".."))[1]


def test_the_projects_folder_is_looked_into(tmp_path: Path) -> None:
    file = write(tmp_path / "2023" / "某某局.toml", 2023)
    write(tmp_path / "2022" / "某某局.toml", 2022)
    (tmp_path / FILE_NAME).write_text('[previous]\nfolder = "{year}"\n', "utf-8")
    text = file.read_text("utf-8")
    file.write_text(text.replace("carried_in = [ 0, 0", "carried_in = [ 0, 3"), "utf-8")
    assert "Y301" in run("check", file)[1]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "文件不存在"),
        (b"\xd0\xd4\xd6\xca", "写法有误"),
        (b"year = [", "写法有误"),
        (as_toml(zero_report("2021", 2021)).encode(), "应当是 2022 年的报告，而它是 2021 年的"),
        (as_toml(zero_report()).replace("year = 2023", "").encode(), "没有写明年份"),
    ],
)
def test_a_file_that_cannot_be_used_is_a_finding(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    file = write(tmp_path / "2023.toml", 2023, 'previous = "去年.toml"\n')
    if content is not None:
        (tmp_path / "去年.toml").write_bytes(content)
    status, out, _ = run("check", file)
    assert status == 0
    assert "2023.toml:1:12  Y101 previous-file  提醒" in out
    assert said in out


def test_standard_input_has_last_year_when_told(tmp_path: Path) -> None:
    there = write(tmp_path / "2022.toml", 2022)
    text = as_toml(zero_report()).replace("carried_in = [ 0, 0", "carried_in = [ 0, 3")
    assert "Y301" not in run("check", "-", input=text.encode())[1]
    assert "Y301" in run("check", "-", "--previous", there, input=text.encode())[1]


def test_a_wrong_type_is_told(tmp_path: Path) -> None:
    file = write(tmp_path / "2023.toml", 2023, "previous = 2022\n")
    assert "F014" in run("check", file)[1]

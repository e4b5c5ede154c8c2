"""``export`` of many reports: rows in one file, documents in a folder."""

import csv
import json
from pathlib import Path

import pytest

from tests.support.program import EXAMPLES, run
from tui.export.forms import form_of
from tui.report import load
from tui.schema import Catalogue

SUQIAN = EXAMPLES / "suqian"
BROKEN = EXAMPLES / "broken/2023.toml"


def rows_of(out: str) -> list[dict[str, str]]:
    return list(csv.DictReader(out.splitlines()))


def test_rows_of_files_and_folders_follow_one_another() -> None:
    status, out, err = run("export", SUQIAN, EXAMPLES / "2020.toml", "-f", "csv")
    assert (status, err) == (0, "")
    assert out.count("agency,year") == 1
    found = rows_of(out)
    assert [r["year"] for r in found[::200]][:2] == ["2023", "2024"]
    assert {(r["agency"], r["year"]) for r in found} == {
        ("宿迁市", "2023"),
        ("宿迁市", "2024"),
        ("满洲里市司法局", "2020"),
    }
    status, lines, _ = run("export", SUQIAN, "-f", "jsonl")
    assert [json.loads(line)["year"] for line in lines.splitlines()] == [2023] * 200 + [2024] * 200


def test_rows_go_into_one_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "全部.csv"
    assert run("export", SUQIAN, "-o", target) == (0, "", "")
    _, out, _ = run("export", SUQIAN, "-f", "csv")
    assert target.read_bytes() == b"\xef\xbb\xbf" + out.encode()
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("format", ["html", "docx", "xlsx", "markdown", "json"])
def test_documents_go_into_a_folder_as_the_reports_stand(format: str, tmp_path: Path) -> None:
    status, out, err = run("export", EXAMPLES, "-f", format, "-o", tmp_path)
    assert (status, out) == (0, "")
    assert err == "错误：导出的 4 份中有 1 份有错误；请用 check 检查\n"
    form = form_of(format)  # type: ignore[arg-type]
    for source in EXAMPLES.rglob("*.toml"):
        target = (tmp_path / source.relative_to(EXAMPLES)).with_suffix(form.suffix)
        report = load(str(source), Catalogue()).report
        assert report
        assert target.read_bytes() == form.file(report)


def test_strict_leaves_out_reports_with_errors() -> None:
    status, out, err = run("export", SUQIAN, BROKEN, "-f", "csv", "--strict")
    assert status == 1
    assert {r["agency"] for r in rows_of(out)} == {"宿迁市"}
    assert err == f"错误：{BROKEN} 有 3 处错误，按 --strict 的要求没有导出\n"


def test_what_cannot_be_read_is_told_and_the_rest_exported(tmp_path: Path) -> None:
    (tmp_path / "空.toml").touch()
    status, out, err = run("export", tmp_path, SUQIAN, tmp_path / "没有.toml", "-f", "jsonl")
    assert status == 2
    assert len(out.splitlines()) == 400
    assert err.count("错误：") == 2
    assert "空.toml：" in err
    assert "没有.toml：文件不存在" in err


def test_no_two_reports_are_written_to_one_file(tmp_path: Path) -> None:
    files = (SUQIAN / "2023.toml", BROKEN)
    status, out, err = run("export", *files, "-f", "html", "-o", tmp_path)
    assert (status, out) == (2, "")
    assert f"{files[0]} 和 {files[1]} 会写进同一个文件 {tmp_path / '2023.html'}" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("-f", "docx"), "请用 -o 写明放进哪个文件夹"),
        (("-f", "html", "-o", "没有"), "没有 不是已有的文件夹"),
        (("-f", "csv", "-o", "."), "这是文件夹，不是文件"),
    ],
)
def test_a_place_that_does_not_do(options: tuple[str, ...], message: str) -> None:
    status, out, err = run("export", SUQIAN, *options)
    assert (status, out) == (2, "")
    assert message in err

"""``fmt``: aligned, the data as they were, and what ``--check`` and ``--diff`` say."""

from pathlib import Path

import pytest
import tomli

from tests.support.program import EXAMPLES, run
from tests.support.reports import as_toml, zero_report

UNTIDY = as_toml(zero_report())


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "乱.toml").write_text(UNTIDY, "utf-8")
    (tmp_path / "齐.toml").write_bytes((EXAMPLES / "suqian/2023.toml").read_bytes())
    return tmp_path


def test_writes_the_aligned_layout_and_is_content_with_it(folder: Path) -> None:
    assert run("fmt", "乱.toml", "齐.toml") == (0, "已整理：乱.toml\n", "")
    text = (folder / "乱.toml").read_text("utf-8")
    assert tomli.loads(text) == tomli.loads(UNTIDY)
    rows = [line for line in text.splitlines() if "# 三（" in line]
    assert len({line.index("[") for line in rows}) == len({line.index("]") for line in rows}) == 1
    again = (folder / "乱.toml").stat().st_mtime_ns
    assert run("fmt", "乱.toml", "齐.toml") == (0, "", "")
    assert (folder / "乱.toml").stat().st_mtime_ns == again


@pytest.mark.parametrize(
    ("names", "status", "out"),
    [
        ("齐", 0, ""),
        ("乱", 1, "需要整理：乱.toml\n"),
        ("齐 乱", 1, "需要整理：乱.toml\n"),
        ("无 乱", 2, "需要整理：乱.toml\n"),
    ],
)
def test_check_writes_nothing(folder: Path, names: str, status: int, out: str) -> None:
    files = [f"{name}.toml" for name in names.split()]
    assert run("fmt", *files, "--check")[:2] == (status, out)
    assert (folder / "乱.toml").read_text("utf-8") == UNTIDY


def test_diff_shows_the_change_and_writes_nothing(folder: Path) -> None:
    assert run("fmt", "齐.toml", "--diff") == (0, "", "")
    status, out, _ = run("fmt", "乱.toml", "--diff")
    assert status == 1
    assert out.startswith("--- 乱.toml（原来）\n+++ 乱.toml（整理后）\n@@ ")
    assert "\n-licensing = 0\n" in out
    assert "\n+licensing           = 0" in out
    assert (folder / "乱.toml").read_text("utf-8") == UNTIDY


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_line_ends_and_byte_order_mark_stay(folder: Path, mark: bytes, end: bytes) -> None:
    path = folder / "乱.toml"
    path.write_bytes(mark + UNTIDY.encode().replace(b"\n", end))
    assert run("fmt", "乱.toml")[0] == 0
    data = path.read_bytes()
    assert data.startswith(mark)
    assert data.count(b"\n") == data.count(end)
    assert data.count(b"\r") == (data.count(b"\n") if b"\r" in end else 0)
    assert run("fmt", "乱.toml", "--check")[0] == 0


@pytest.mark.parametrize(
    "wrong",
    [
        "licensing = １２",
        "licensing = 1,234",
        "licensing = [0",
        'licensing = "',
        "licensing = \x1b",
    ],
)
def test_what_cannot_be_read_is_left_as_it_is(folder: Path, wrong: str) -> None:
    path = folder / "乱.toml"
    path.write_text(UNTIDY.replace("licensing = 0", wrong), "utf-8")
    before = path.read_bytes()
    status, out, err = run("fmt", "乱.toml", "齐.toml")
    assert (status, out) == (2, "")
    assert err == ("错误：乱.toml：文件写法有误，没有整理；先用 disclosure-tui check 查出并改正\n")
    assert path.read_bytes() == before
    assert sorted(p.name for p in folder.iterdir()) == ["乱.toml", "齐.toml"]


@pytest.mark.parametrize(
    "row",
    [
        "granted = [ 0, 0 ]",
        'granted = [ "五", 0, 0, 0, 0, 0, 0 ]',
        "granted = [\n  0, 0, # 两格\n  0, 0, 0, 0, 0,\n]",
        'granted = [ "", "/", 0, 0, 0, 0, 0 ]',
        "grantd = [ 0, 0, 0, 0, 0, 0, 0 ]",
        "granted = 5",
    ],
)
def test_a_wrong_row_does_not_keep_the_others_from_being_aligned(folder: Path, row: str) -> None:
    path = folder / "乱.toml"
    text = UNTIDY.replace("\ngranted = [ 0, 0, 0, 0, 0, 0, 0 ]", f"\n{row}")
    path.write_text(text, "utf-8")
    assert run("fmt", "乱.toml")[0] == 0
    new = path.read_text("utf-8")
    assert tomli.loads(new) == tomli.loads(text)
    assert new.count("# 三（") >= 20
    assert run("fmt", "乱.toml", "--check")[0] == 0


def test_the_examples_are_in_order() -> None:
    assert run("fmt", *sorted(EXAMPLES.rglob("*.toml")), "--check") == (0, "", "")

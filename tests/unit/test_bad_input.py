"""Whatever is wrong: a clear message in Chinese, the right status, nothing half written."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.program import EXAMPLES, ROOT, run

GOOD = (EXAMPLES / "suqian/2023.toml").read_text("utf-8")
READERS = (("check",), ("fmt",), ("show",), ("export",), ("set", "disclosure.licensing=1"))
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def command_on(reader: tuple[str, ...], path: Path | str) -> tuple[int, str, str]:
    name, *rest = reader
    return run(name, path, *rest)


@pytest.mark.parametrize("reader", READERS, ids=lambda r: r[0])
def test_missing_file(reader: tuple[str, ...], tmp_path: Path) -> None:
    status, _, err = command_on(reader, tmp_path / "没有.toml")
    assert status == 2
    assert "没有.toml：文件不存在" in err


@pytest.mark.parametrize("reader", READERS[1:], ids=lambda r: r[0])
def test_folder_instead_of_file(reader: tuple[str, ...], tmp_path: Path) -> None:
    status, _, err = command_on(reader, tmp_path)
    assert status == 2
    # Several reports can be exported, so a folder is one of the things to be exported.
    assert ("请用 -o 写明" if reader[0] == "export" else "这是文件夹，不是报告文件") in err


def test_folder_without_reports(tmp_path: Path) -> None:
    status, _, err = run("check", tmp_path)
    assert status == 2
    assert "没有年报文件" in err


@pytest.mark.parametrize("reader", READERS, ids=lambda r: r[0])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n",
        b"\x00\x01\xff\xfe",
        GOOD.encode("gb18030"),
        GOOD.encode("utf-16"),
        b"\xd0\xcf",
    ],
    ids=["empty", "blank", "binary", "gbk", "utf-16", "word"],
)
def test_no_report_at_all(reader: tuple[str, ...], data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(data)
    status, out, err = command_on(reader, path)
    assert status == (1 if reader[0] == "check" else 2)
    assert re.search("[\u4e00-\u9fff]", out + err)
    assert path.read_bytes() == data
    assert list(tmp_path.iterdir()) == [path]


def test_gbk_says_how_to_convert(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(GOOD.encode("gb18030"))
    _, out, _ = run("check", path)
    assert "看来是 GBK（GB18030）编码" in out
    assert "iconv -f GB18030 -t UTF-8" in out


@pytest.mark.parametrize("reader", READERS, ids=lambda r: r[0])
def test_fifty_megabytes(reader: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "big.toml"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    status, _, err = command_on(reader, path)
    assert status == 2
    assert "50.0 MB，超过 20 MB" in err


@pytest.mark.parametrize("reader", READERS, ids=lambda r: r[0])
@pytest.mark.parametrize(
    "text", ["a = " + "[" * 100_000, "a = " + "{x=" * 5_000, "a" + ".b" * 9_000 + "=1"]
)
def test_deep_nesting(reader: tuple[str, ...], text: str, tmp_path: Path) -> None:
    path = tmp_path / "deep.toml"
    path.write_text(text + "\n")
    status, out, err = command_on(reader, path)
    assert status in (1, 2)
    assert len(out + err) < 20_000


@pytest.mark.parametrize(
    ("old", "new", "rule", "says"),
    [
        ("licensing ", "licencing ", "F002", "是不是 licensing？"),
        ("licensing           = 1808595", 'licensing = "abc"', "F005", "“abc”不是数字"),
        ("licensing           = 1808595", 'licensing = "１，２３４"', "F005", "应写成数字 1234"),
        ("licensing           = 1808595", "licensing = １，２３４", "F005", "应写成数字 1234"),
        ("licensing           = 1808595", "licensing = 1,234", "F005", "应写成数字 1234"),
        ("licensing           = 1808595", "licensing = true", "F005", "“true”不是数字"),
        ("licensing           = 1808595", "licensing = -3", "F006", "不能是负数"),
        ("licensing           = 1808595", "licensing = 3.5", "F006", "不能有小数"),
        ("licensing           = 1808595", "licensing = 1\nlicensing = 2", "F001", "写了两次"),
        ("licensing           = 1808595", "licensing = " + "9" * 5000, "F001", "几千位"),
        ("year   = 2023", "year = 20222", "F011", "“20222”不对"),
        ("year   = 2023", 'year = "2023"', "F011", "应写成数字 2023"),
        ('format = "2021"', 'format = "2099"', "F013", "没有名为“2099”的格式"),
        ('format = "2021"', 'format = "2019"', "F009", "应当用 2021 格式"),
        ("[improvement]", "[improvement", "F001", "缺少右方括号"),
        ('agency = "宿迁市"', "agency = “宿迁市”", "F001", "中文引号"),
        ('agency = "宿迁市"', "agency = ['a']", "F012", "带引号的文字"),
        ("[remedies]", "[remedys]", "F002", "是不是 remedies？"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    old: str, new: str, rule: str, says: str, tmp_path: Path
) -> None:
    assert old in GOOD
    path = tmp_path / "2023.toml"
    path.write_text(GOOD.replace(old, new, 1), "utf-8")
    status, out, _ = run("check", path, "--format", "json")
    assert status == 1
    findings = json.loads(out)["reports"][0]["findings"]
    hits = [f for f in findings if f["rule"] == rule]
    assert any(says in f["message"] for f in hits), findings
    lines = path.read_text("utf-8").split("\n")
    for finding in hits:
        assert 1 <= finding["line"] <= len(lines)
        assert 1 <= finding["column"] <= len(lines[finding["line"] - 1]) + 1


def test_a_row_too_short_or_too_long(tmp_path: Path) -> None:
    path = tmp_path / "2023.toml"
    text = re.sub(r"received +=.*", "received = [ 3402, 99, 0, 4, 5, 1 ]", GOOD, count=1)
    text = re.sub(r"carried_in +=.*", "carried_in = [ 1,091, 3, 0, 0, 2, 0, 96 ]", text, count=1)
    path.write_text(text, "utf-8")
    _, out, _ = run("check", path)
    assert "应有 7 格" in out
    assert "现有 6 格" in out
    assert "“1,091”" in out or "现有 8 格" in out or "F001" in out


HOSTILE = "\\u001b]0;x\\u0007\\u009b31m红\\u202e\\u200b[/b]<b>|`"


@pytest.mark.parametrize(
    "args", [("check",), ("check", "--format", "concise"), ("check", "--format", "json"),
             ("show",), ("show", "agency"), ("export",), ("export", "--format", "text"),
             ("fmt", "--diff")],
)  # fmt: skip
def test_nothing_hidden_reaches_the_terminal(args: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[31m\u202e.toml"
    text = GOOD.replace('"宿迁市"', f'"{HOSTILE}"', 1)
    text = text.replace("[other]", f'"k{HOSTILE}" = 1\n[other]', 1)
    text += f'\n[notes]\n"disclosure.licensing.decisions" = "{HOSTILE}"\n"x{HOSTILE}" = "y"\n'
    text += "# \u202e\u200b\n"
    path.write_text(text, "utf-8")
    name, *rest = args
    _, out, err = run(name, path, *rest)
    assert not UNSAFE.search(out), UNSAFE.search(out)
    assert not UNSAFE.search(err), UNSAFE.search(err)


def test_hidden_characters_are_a_finding(tmp_path: Path) -> None:
    path = tmp_path / "2023.toml"
    path.write_text(GOOD.replace('"宿迁市"', '"宿\u200b迁市"', 1), "utf-8")
    _, out, _ = run("check", path, "--select", "F010")
    assert "\\u200b" in out


@pytest.mark.parametrize(
    "args",
    [
        ("new", "{}/没有/2024.toml", "--year", "2024"),
        ("export", str(EXAMPLES / "2020.toml"), "-o", "{}/没有/a.md"),
        ("export", str(EXAMPLES / "2020.toml"), "-o", "{}"),
    ],
)
def test_output_that_cannot_be_written(args: tuple[str, ...], tmp_path: Path) -> None:
    status, _, err = run(*(a.format(tmp_path) for a in args))
    assert status == 2
    assert "文件夹" in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="needs to act as another user")
@pytest.mark.parametrize("reader", READERS, ids=lambda r: r[0])
def test_no_permission(reader: tuple[str, ...]) -> None:
    folder = Path("/tmp") / f"disclosure-{os.getpid()}-{reader[0]}"
    folder.mkdir(mode=0o755)
    path = folder / "x.toml"
    path.write_text(GOOD, "utf-8")
    path.chmod(0o600)
    try:
        name, *rest = reader
        status, err = run_as_nobody(name, path, *rest)
        assert status == 2
        assert "权限" in err
        path.chmod(0o644)
        if name in ("set", "fmt"):
            path.write_text(GOOD.replace("licensing           =", "licensing ="), "utf-8")
            before = path.read_bytes()
            status, err = run_as_nobody(name, path, *rest)
            assert status == 2
            assert "权限" in err
            assert path.read_bytes() == before
    finally:
        path.unlink()
        folder.rmdir()


def run_as_nobody(*args: str | Path) -> tuple[int, str]:
    """Status and errors of a command line run by a user without any rights."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.nobody", *map(str, args)],
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    status, err = json.loads(done.stdout)
    if status < 0:
        pytest.skip(err)
    return status, err


def test_new_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "2024.toml"
    path.write_text("别动我", "utf-8")
    status, _, err = run("new", path, "--year", "2024", "--agency", "某局")
    assert status == 2
    assert "已经存在" in err
    assert path.read_text("utf-8") == "别动我"


def test_set_is_all_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "2023.toml"
    path.write_text(GOOD, "utf-8")
    status, _, err = run("set", path, "disclosure.licensing=5", "disclosure.penalties=五")
    assert status == 2
    assert "“五”不是数字" in err
    assert path.read_text("utf-8") == GOOD
    status, out, _ = run("set", path, "disclosure.licensing=５", "--dry-run")
    assert (status, path.read_text("utf-8")) == (0, GOOD)
    status, out, _ = run("set", path, "disclosure.licensing=5", "disclosure.fees==12.5+3")
    assert (status, "→ 5" in out, "→ 15.5" in out) == (0, True, True)
    after = path.read_text("utf-8")
    assert after == GOOD.replace("1808595 ", "5 ").replace("59237.2449 ", "15.5 ")


def test_unknown_words_exit_with_2() -> None:
    example = EXAMPLES / "2020.toml"
    for args in (
        ("check", example, "--select", "T9"),
        ("explain", "T999"),
        ("explain", "applications.recieved"),
        ("show", example, "applications.recieved"),
        ("set", example, "applications.recieved.total=1"),
        ("chekc", example),
        ("check", example, "--format", "xml"),
        ("export", example, "-f", "html", "--style", "printed"),
    ):
        status, out, err = run(*args)
        assert (status, out) == (2, "")
        assert re.search("[\u4e00-\u9fff]", err)


@pytest.mark.parametrize(
    ("literal", "rule"),
    [
        ("1e999999999", "F006"),
        ("-1e999999999", "F006"),
        ("0e999999999", "F006"),
        ("1e-999999999", "F006"),
        ("1e99999999999999999999", "F005"),
        ("1e-99999999999999999999", "F005"),
        ("9" * 4000, "F006"),
        ("nan", "F005"),
        ("-inf", "F005"),
    ],
)
@pytest.mark.parametrize("key", ["licensing", "fees"])
def test_a_number_beyond_all_bounds_costs_no_time(
    key: str, literal: str, rule: str, tmp_path: Path
) -> None:
    path = tmp_path / "2023.toml"
    path.write_text(re.sub(rf"(?m)^{key} +=", f"{key} = {literal} #", GOOD, count=1), "utf-8")
    status, out, _ = run("check", path, "--format", "json", "--select", "F")
    (report,) = json.loads(out)["reports"]
    assert (status, [f["rule"] for f in report["findings"]]) == (1, [rule])
    assert len(out) < 2000
    assert run("check", path)[0] == 1
    assert run("export", path)[0] == 0
    assert run("show", path, "disclosure")[0] == 0
    assert run("fmt", path)[0] == 0
    assert f"= {literal} " in path.read_text("utf-8")

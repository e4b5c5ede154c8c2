"""``set``: every kind of value, all or nothing, and nothing else moves."""

import json
import os
from pathlib import Path

import pytest
import tomli

from tests.support.program import run
from tests.support.reports import as_toml, zero_report

CLEAN = as_toml(zero_report())
COMMENTED = CLEAN.replace("licensing = 0\n", "licensing   =  0   # 只此一处  \n\n# 说明\n")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "x.toml"
    path.write_bytes(COMMENTED.encode())
    return path


def lines_changed(before: bytes, after: bytes) -> list[tuple[str, str]]:
    old, new = before.decode().split("\n"), after.decode().split("\n")
    assert len(old) == len(new)
    return [(a, b) for a, b in zip(old, new, strict=True) if a != b]


@pytest.mark.parametrize(
    ("assignment", "old", "new"),
    [
        ("disclosure.licensing=120", "licensing   =  0   # 只", "licensing   =  120   # 只"),
        ("disclosure.licensing.decisions=1", "licensing   =  0   # 只", "licensing   =  1   # 只"),
        ("disclosure.penalties=１，２３４", "penalties = 0", "penalties = 1234"),
        ("disclosure.penalties= 1,234 件", "penalties = 0", "penalties = 1234"),
        ("disclosure.penalties==12+3-1", "penalties = 0", "penalties = 14"),
        ("disclosure.penalties==１２＋３", "penalties = 0", "penalties = 15"),
        ("disclosure.penalties=/", "penalties = 0", 'penalties = "/"'),
        ("disclosure.penalties=", "penalties = 0", 'penalties = ""'),
        ('disclosure.penalties=""', "penalties = 0", 'penalties = ""'),
        ("disclosure.penalties=12.0", "penalties = 0", "penalties = 12"),
        ("disclosure.fees=12.50", "fees = 0", "fees = 12.50"),
        ("disclosure.fees=96,171.6", "fees = 0", "fees = 96171.6"),
        ("disclosure.fees==0.1+0.2", "fees = 0", "fees = 0.3"),
        ("disclosure.fees=12", "fees = 0", "fees = 12"),
        (
            "applications.received.business=7",
            "received = [ 0, 0, 0, 0, 0, 0, 0 ]",
            "received = [ 0, 7, 0, 0, 0, 0, 0 ]",
        ),
        ("year=2022", "year = 2023", "year = 2022"),
        ("agency=某某市公安局", 'agency = "某某县司法局"', 'agency = "某某市公安局"'),
        ("other.text=没有。", "text = ", 'text = "没有。"'),
        ('other.text=引"号\\反', "text = ", 'text = "引\\"号\\\\反"'),
        ("other.text=a=b", "text = ", 'text = "a=b"'),
    ],
)
def test_one_value_changes_and_nothing_else(
    file: Path, assignment: str, old: str, new: str
) -> None:
    before = file.read_bytes()
    status, out, err = run("set", file.name, assignment)
    assert (status, err) == (0, "")
    assert " → " in out
    ((was, now),) = lines_changed(before, file.read_bytes())
    assert was.startswith(old)
    assert now.startswith(new)


def test_a_text_of_several_lines_and_a_remark(file: Path) -> None:
    remark = "notes.disclosure.penalties.decisions"
    text = '第一段\n第二段“引号”"""\\'
    assert run("set", file.name, f"overview.proactive={text}", f"{remark}=含委托")[0] == 0
    tables = tomli.loads(file.read_text("utf-8"))
    assert tables["overview"]["proactive"] == text
    assert tables["notes"] == {"disclosure.penalties.decisions": "含委托"}
    assert run("show", file.name, remark)[1] == "含委托\n"


def test_removing_a_remark_that_is_not_there_leaves_the_file_alone(file: Path) -> None:
    before = file.read_bytes()
    assert run("set", file.name, "notes.disclosure.penalties.decisions=")[0] == 0
    assert file.read_bytes() == before


def test_several_values_in_one_go(file: Path) -> None:
    before = file.read_bytes()
    status, out, _ = run(
        "set", file.name, "disclosure.licensing=3", "remedies.reconsideration.total=2", "year=2024"
    )
    assert status == 0
    assert out.splitlines() == [
        "disclosure.licensing.decisions：0 → 3",
        "remedies.reconsideration.total：0 → 2",
        "year：2023 → 2024",
    ]
    assert len(lines_changed(before, file.read_bytes())) == 3


@pytest.mark.parametrize(
    ("assignment", "message"),
    [
        ("disclosure.licensing=十二", "“十二”不是数字"),
        ("disclosure.licensing=12元3", "“12元3”不是数字"),
        ("disclosure.licensing=-1", "不能是负数"),
        ("disclosure.licensing=1.5", "应当是整数，不能有小数"),
        (f"disclosure.licensing={'9' * 20}", "数值过大"),
        ("disclosure.licensing==1*2", "不是数字"),
        ("disclosure.licensing==__import__('os')", "不是数字"),
        ("disclosure.licensing==1-2", "不能是负数"),
        ("disclosure.fees=0.0000000000001", "小数最多 12 位"),
        ("disclosure.fees=3940元", "“3940元”带有单位；请换算成表上的单位，只写数字"),
        ("disclosure.regulations=1", "这是一行，请写明列，如 disclosure.regulations.issued"),
        ("disclosure.licencing=1", "是不是 disclosure.licensing"),
        ("disclosure=1", "没有“disclosure”这个位置；是不是 disclosure."),
        ("overview.proactiv=x", "是不是 overview.proactive"),
        ("notes.disclosure.licensing=x", "没有“notes.disclosure.licensing”这个位置"),
        ("\x1b[2J=1", r"没有“\x1b[2J”这个位置"),
        ("disclosure.licensing", "应当写成 位置=值"),
        ("=5", "没有“”这个位置"),
        ("year=20222", "年份应当是四位数字"),
        ("year=", "年份应当是四位数字"),
        ("year=abcd", "“abcd”不是数字"),
        ("agency= ", "单位名称不能为空"),
        ("disclosure.penalties.decisions=6", "同一个位置写了两个不同的值"),
        ("format=2019", "请用 new --format 新建"),
        ("other.text=\udcff", "不是 UTF-8 的字节"),
    ],
)
def test_one_bad_value_and_nothing_is_changed(file: Path, assignment: str, message: str) -> None:
    before, time = file.read_bytes(), file.stat().st_mtime_ns
    status, out, err = run("set", file.name, "disclosure.penalties=5", assignment)
    assert (status, out) == (2, "")
    assert message in err
    assert err.endswith("没有作任何改动。\n")
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (before, time)
    assert os.listdir(file.parent) == ["x.toml"]


def test_all_bad_values_are_told_at_once(file: Path) -> None:
    _, _, err = run("set", file.name, "disclosure.licensing=甲", "year=1", "x=2")
    assert all(word in err for word in ("“甲”不是数字", "年份应当是四位数字", "没有“x”这个位置"))


def test_a_dry_run_shows_the_change_and_writes_nothing(file: Path) -> None:
    before, time = file.read_bytes(), file.stat().st_mtime_ns
    status, out, _ = run("set", file.name, "disclosure.licensing=120", "--dry-run")
    assert status == 0
    assert out == (
        "disclosure.licensing.decisions：0 → 120\n（只是预览，没有写入）\n"
        "-licensing   =  0   # 只此一处  \n+licensing   =  120   # 只此一处  \n"
    )
    assert (file.read_bytes(), file.stat().st_mtime_ns) == (before, time)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_ends_and_byte_order_mark_stay(file: Path, mark: bytes, end: str) -> None:
    data = mark + COMMENTED.replace("\n", end).encode()
    file.write_bytes(data)
    assert run("set", file.name, "disclosure.licensing=120", "other.text=一\n二")[0] == 0
    new = file.read_bytes()
    assert new.startswith(mark)
    assert new.removeprefix(mark)[:6] == b"format"
    assert new.count(b"\n") == new.count(end.encode())
    assert tomli.loads(new.removeprefix(mark).decode())["other"]["text"] == "一\n二"
    head, _, tail = data.partition(b"=  0   #")
    assert new.startswith(head + b"=  120   #")
    assert new[len(head) + 10 :].startswith(tail.partition(b"[other]")[0])


def test_the_mode_and_a_link_stay(file: Path) -> None:
    file.chmod(0o640)
    link = file.parent / "链接.toml"
    link.symlink_to("x.toml")
    assert run("set", link.name, "disclosure.licensing=9")[0] == 0
    assert link.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o640
    assert b"licensing   =  9 " in file.read_bytes()


def test_what_it_writes_passes_for_the_editor_and_the_check(file: Path) -> None:
    row = [f"applications.received.{c}=1" for c in ("natural", "total")]
    assert run("set", file.name, *row)[0] == 0
    _, out, _ = run("check", file.name, "--format", "json")
    found = json.loads(out)["reports"][0]["findings"]
    assert [f["rule"] for f in found] == ["T303", "T303"]


def test_blank_lines_by_the_thousand_are_refused_with_their_line(file: Path) -> None:
    """The parser that keeps comments would take minutes for them."""
    text = file.read_text("utf-8") + "\n" * 200_000
    file.write_text(text, "utf-8")
    status, out, err = run("set", file, "disclosure.penalties=1")
    assert (status, out) == (2, "")
    assert f"第 {len(text.rstrip().splitlines()) + 1} 行起连着有一千多个空行" in err
    assert file.read_text("utf-8") == text

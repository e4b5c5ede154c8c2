"""``export`` as a command: where it writes, and what it says of errors. The documents
themselves are tested with the exporters."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.program import EXAMPLES, ROOT, run, run_process
from tui.export.forms import SUFFIXES, form_of
from tui.export.html import to_html
from tui.export.markdown import to_markdown
from tui.export.text import to_text
from tui.report import load
from tui.schema import Catalogue

CLEAN = EXAMPLES / "suqian/2023.toml"
BROKEN = EXAMPLES / "broken/2023.toml"
REPORT = load(str(CLEAN), Catalogue()).report
assert REPORT
DOCUMENTS = {
    (): to_markdown(REPORT),
    ("--format", "markdown"): to_markdown(REPORT),
    ("--tables", "html"): to_markdown(REPORT, tables="html"),
    ("-f", "text"): to_text(REPORT),
    ("-f", "text", "--style", "printed"): to_text(REPORT, style="printed"),
    ("-f", "text", "--style", "ascii"): to_text(REPORT, style="ascii"),
    ("-f", "html"): to_html(REPORT),
    ("-f", "html", "--fragment"): to_html(REPORT, fragment=True),
}


@pytest.mark.parametrize("options", DOCUMENTS, ids=" ".join)
def test_every_document_on_standard_output_and_in_a_file(
    options: tuple[str, ...], tmp_path: Path
) -> None:
    assert run("export", CLEAN, *options) == (0, DOCUMENTS[options], "")
    target = tmp_path / "年报"
    assert run("export", CLEAN, *options, "-o", target) == (0, "", "")
    assert target.read_bytes() == DOCUMENTS[options].encode()


@pytest.mark.parametrize(
    ("options", "name", "same"),
    [
        ((), "a.md", ("--format", "markdown")),
        ((), "a.TXT", ("-f", "text")),
        ((), "a.htm", ("-f", "html")),
        (("--fragment",), "a.html", ("-f", "html", "--fragment")),
        (("--style", "printed"), "a.txt", ("-f", "text", "--style", "printed")),
        (("--format", "html"), "a.txt", ("-f", "html")),
        (("--fragment",), "没有结尾", ("-f", "html", "--fragment")),
        (("--style", "ascii"), "没有结尾", ("-f", "text", "--style", "ascii")),
    ],
)
def test_the_file_name_says_the_format(
    options: tuple[str, ...], name: str, same: tuple[str, ...], tmp_path: Path
) -> None:
    assert run("export", CLEAN, *options, "-o", tmp_path / name) == (0, "", "")
    assert (tmp_path / name).read_bytes() == DOCUMENTS[same].encode()


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.csv", "a.jsonl", "a.ndjson", "a.JSON"])
def test_other_formats_are_written_whole_or_not_at_all(name: str, tmp_path: Path) -> None:
    target = tmp_path / name
    format = SUFFIXES[target.suffix.lower()]
    for source in (CLEAN, BROKEN):
        assert run("export", source, "-f", format, "-o", target)[:2] == (0, "")
        report = load(str(source), Catalogue()).report
        assert report
        assert target.read_bytes() == form_of(format).file(report)
    assert run("export", BROKEN, "--strict", "-o", target)[0] == 1
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("format", ["docx", "xlsx"])
def test_a_document_goes_into_a_pipe_but_never_to_a_terminal(format: str) -> None:
    command = [sys.executable, "-m", "tui", "export", str(CLEAN), "-f", format]
    piped = subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
    assert piped.stdout == form_of(format).make(REPORT)
    keeper, terminal = os.openpty()
    try:
        told = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=terminal,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            check=False,
        )
    finally:
        os.close(terminal)
        os.close(keeper)
    assert told.returncode == 2
    expected = f"错误：{format} 不是文本，不能显示在屏幕上；请写入文件：-o 2023.{format}\n"
    assert told.stderr.decode() == expected


def test_documents_differ() -> None:
    assert len(set(DOCUMENTS.values())) == len(DOCUMENTS) - 1


def test_standard_input() -> None:
    assert run("export", "-", input=CLEAN.read_bytes()) == (0, DOCUMENTS[()], "")


def test_the_same_bytes_in_another_process() -> None:
    one, two = (
        run_process("export", CLEAN, "-f", "text", env={"PYTHONHASHSEED": seed}) for seed in "12"
    )
    assert one == two == (0, DOCUMENTS[("-f", "text")], "")


def test_errors_are_told_and_do_not_stop_a_draft(tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    status, out, err = run("export", BROKEN, "-o", target)
    assert (status, out) == (0, "")
    assert err == f"错误：{BROKEN} 有 3 处错误；详见：disclosure-tui check {BROKEN}\n"
    assert target.read_text("utf-8").startswith("# 临河县自然资源局2023年")


def test_strict_refuses_and_writes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    status, out, err = run("export", BROKEN, "--strict", "-o", target)
    assert (status, out) == (1, "")
    assert err.endswith("错误：按 --strict 的要求，没有导出。\n")
    assert not target.exists()
    target.write_text("旧的")
    assert run("export", BROKEN, "--strict", "-o", target)[0] == 1
    assert target.read_text() == "旧的"
    assert run("export", CLEAN, "--strict", "-o", target)[0] == 0
    # A warning is no error.
    assert run("export", EXAMPLES / "2020.toml", "--strict")[0] == 0


def test_an_existing_document_is_replaced_whole_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    target.write_text("旧" * 100_000)
    target.chmod(0o640)
    assert run("export", CLEAN, "-o", target)[0] == 0
    assert target.read_bytes() == DOCUMENTS[()].encode()
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--tables", "html", "-f", "text"), "--tables 只用于 --format markdown"),
        (("--style", "ascii", "-f", "html"), "--style 只用于 --format text"),
        (("--fragment", "-f", "text"), "--fragment 只用于 --format html"),
        (("--fragment", "-o", "a.md"), "--fragment 只用于 --format html"),
        (("-o", "a.pdf"), "a.pdf：从文件名看不出要导出什么格式。用这些结尾：.md、"),
        (("--format", "pdf"), "“pdf”不在可选的值之内"),
        (("--style", "x", "-f", "text"), "“x”不在可选的值之内"),
    ],
)
def test_options_that_do_not_go_together(options: tuple[str, ...], message: str) -> None:
    status, out, err = run("export", CLEAN, *options)
    assert (status, out) == (2, "")
    assert message in err


def test_a_file_without_a_report_says_what_is_wrong_with_it(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    path.write_bytes(CLEAN.read_text("utf-8").encode("gbk"))
    status, out, err = run("export", path, "-o", tmp_path / "a.md")
    assert (status, out) == (2, "")
    assert "看来是 GBK" in err
    assert "iconv" in err
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    # Opened for both, or opening would wait for the other end.
    reader = os.open(pipe, os.O_RDWR)
    try:
        # 2020.toml as Markdown is smaller than what a pipe holds.
        status, out, err = run("export", EXAMPLES / "2020.toml", "-o", pipe)
        assert (status, out, err) == (0, "", "")
        data = os.read(reader, 1 << 20)
    finally:
        os.close(reader)
    assert data.decode() == run("export", EXAMPLES / "2020.toml")[1]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [p.name for p in tmp_path.iterdir()] == ["pipe.md"]


def test_a_dash_is_standard_output() -> None:
    printed = run("export", EXAMPLES / "2020.toml")
    assert run("export", EXAMPLES / "2020.toml", "-o", "-") == printed

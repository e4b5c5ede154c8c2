"""Pipes, colour and processes, with the real program."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.program import EXAMPLES, ROOT, run, run_process
from tests.support.reports import as_toml, zero_report

BROKEN = EXAMPLES / "broken/2023.toml"
PROGRAM = f"'{sys.executable}' -m tui"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """So many broken reports that no pipe holds what is said of them."""
    folder = tmp_path_factory.mktemp("many")
    text = as_toml(zero_report()).replace("[ 0, 0, 0, 0, 0 ]", "[ 1, 0, 0, 0, 0 ]")
    for i in range(200):
        (folder / f"{i:03}.toml").write_text(text, "utf-8")
    return folder


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line],
        capture_output=True,
        text=True,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": ""},
        check=False,
    )


@pytest.mark.parametrize(("form", "jobs"), [("full", 1), ("concise", 2), ("json", 2)])
def test_a_closed_pipe_is_quiet(many: Path, form: str, jobs: int) -> None:
    done = shell(f"{PROGRAM} check . --format {form} --jobs {jobs} | head -1", many)
    assert done.stdout.count("\n") == 1
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.parametrize("line", ["rules | head -1", "export - <000.toml | head -1"])
def test_a_closed_pipe_is_quiet_for_other_commands(many: Path, line: str) -> None:
    done = shell(f"{PROGRAM} {line}", many)
    assert done.stdout.count("\n") == 1
    # Little output fits into the pipe before head has closed it.
    assert done.returncode in (0, 141)
    assert done.stderr.replace("错误：- 有 3 处错误；详见：disclosure-tui check -\n", "") == ""


def test_the_output_of_one_command_is_the_input_of_the_next(many: Path) -> None:
    line = f"cat 000.toml | {PROGRAM} check - --format json | '{sys.executable}' -m json.tool"
    done = shell(line, many)
    assert done.returncode == 1
    assert json.loads(done.stdout)["reports"][0]["summary"]["error"] == 3


@pytest.mark.parametrize(
    "args",
    [("check", BROKEN), ("fmt", "--diff", BROKEN), ("rules",), ("show", BROKEN), ("--help",)],
)
@pytest.mark.parametrize("env", [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"FORCE_COLOR": "1"}])
def test_output_is_plain_when_it_is_no_terminal(args: tuple[str, ...], env: dict[str, str]) -> None:
    _, out, err = run(*args, env={"TERM": "xterm-256color", **env})
    assert "\x1b" not in out + err


def test_the_width_of_the_terminal_does_not_matter_when_there_is_none() -> None:
    assert run("check", BROKEN, env={"COLUMNS": "40"}) == run("check", BROKEN)


def test_no_progress_in_a_log(many: Path) -> None:
    status, _, err = run_process("check", many, "--format", "json")
    assert (status, err) == (1, "")


def test_a_broken_standard_input_is_an_error_not_a_traceback() -> None:
    done = shell(f"{PROGRAM} check - <&-", EXAMPLES)
    assert done.returncode == 2
    assert done.stderr.startswith("错误：")
    assert "Traceback" not in done.stderr


def test_results_of_workers_come_complete_though_the_reader_waits(many: Path) -> None:
    # The reader takes nothing until the program has had to stop writing.
    line = f"{PROGRAM} check . --format concise --jobs 2 2>/dev/null | (read first; cat | wc -l)"
    assert shell(line, many).stdout.strip() == "599"

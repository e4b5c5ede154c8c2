"""The documents at the front of the house say what the program does.

A ``console`` block is run, all blocks of a file in their order and in one folder that
begins with a copy of ``examples/``. Every line shown must occur in the real output, in
the order shown; a line that is only ``…`` stands for any number of lines. A ``toml``
block with a name after the language is written to a file of that name first.
"""

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
import tomli

from docs.keys import HEADING, key_table
from tests.support.program import EXAMPLES, ROOT, run

DOCUMENTS = ("README.md", "README.zh-CN.md")
_FENCE = re.compile(r"^```(\w*) ?(.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_COMMAND = re.compile(r"(?<![\w/])disclosure-tui ([a-z]+)((?: [^`\n|&]*)?)")
_TABLE_RULE = re.compile(r"^\| ([A-Z]\d{3}) \| (\S+) \| (\w+) \| (.+) \|$", re.MULTILINE)
_TEST_COMMAND = re.compile(r'^test_command="(.+)"$', re.MULTILINE)


class Block(NamedTuple):
    """A fenced block: its language and the name after it."""

    language: str
    name: str
    text: str


def read(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(name: str) -> list[Block]:
    return [Block(*found) for found in _FENCE.findall(read(name))]


def sessions(text: str) -> list[tuple[str, list[str]]]:
    """Each command of a console block with the lines shown under it."""
    made: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            made.append((line[2:], []))
        else:
            made[-1][1].append(line)
    return made


class Shell:
    """As much of a shell as the documents need, in the current folder."""

    def __init__(self) -> None:
        self.status = 0

    def output(self, command: str) -> str:
        program, *words = shlex.split(command)
        if program == "echo" and words == ["$?"]:
            return f"{self.status}\n"
        if program == "cp":
            shutil.copy(*words)
            return ""
        assert program == "disclosure-tui", command
        self.status, out, err = run(*words)
        assert self.status < 2, err
        return out + err


def assert_shown(shown: list[str], real: list[str], command: str) -> None:
    """``shown`` is ``real`` with stretches left out where it says ``…``."""
    at, skipping = 0, False
    for line in shown:
        if line == "…":
            skipping = True
            continue
        if skipping:
            assert line in real[at:], f"$ {command}\nnot in the output: {line}"
            at = real.index(line, at)
        else:
            assert real[at : at + 1] == [line], f"$ {command}\nshown: {line}\nreal:  {real[at:]}"
        at, skipping = at + 1, False
    assert skipping or at == len(real), f"$ {command}\nnot shown: {real[at:]}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_shows_what_the_program_prints(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    shell, ran = Shell(), 0
    for block in blocks(name):
        if block.language == "toml" and block.name:
            (tmp_path / block.name).write_text(block.text, "utf-8")
        if block.language == "console":
            for command, shown in sessions(block.text):
                assert_shown(shown, shell.output(command).splitlines(), command)
                ran += 1
    assert ran > 5


@pytest.mark.parametrize("name", DOCUMENTS)
def test_toml_blocks_are_toml(name: str) -> None:
    for block in blocks(name):
        if block.language == "toml":
            tomli.loads(block.text)


def test_the_json_shown_is_the_json_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    (shown,) = [b.text for b in blocks("README.md") if b.language == "json"]
    command = re.search(r"^`disclosure-tui (check .*--format json)`", read("README.md"), re.M)
    assert command
    _, out, _ = run(*shlex.split(command[1]))
    assert json.loads(shown) == json.loads(out)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_and_option_exists(name: str) -> None:
    found = _COMMAND.findall(read(name))
    assert len(found) > 8
    for command, rest in found:
        status, help_text, err = run(command, "--help")
        assert status == 0, err
        for option in re.findall(r"(?<=\s)--[a-z-]+", rest):
            assert option in help_text, f"{command} has no {option}"


def test_the_rules_table_is_the_programs_rules() -> None:
    _, out, _ = run("rules", "--json")
    rules = json.loads(out)["rules"]
    table = _TABLE_RULE.findall(read("README.md"))
    assert table == [(r["id"], r["name"], r["severity"], r["title"]) for r in rules]


def test_the_key_table_is_the_editors_keys() -> None:
    """``python docs/keys.py`` writes it anew."""
    assert read("README.zh-CN.md").split(HEADING)[1].strip() == key_table().strip()


def test_the_documents_link_each_other_and_what_is_there() -> None:
    for name, other in zip(DOCUMENTS, reversed(DOCUMENTS), strict=True):
        targets = re.findall(r"\]\(([^)#]+)\)", read(name))
        assert other in targets
        assert [t for t in targets if not (ROOT / t).is_file()] == []


def test_the_two_commands_and_the_line_that_opens_the_editor() -> None:
    lines = read("README.md").splitlines()
    install = "    python3 -m venv .venv && .venv/bin/pip install -q . && "
    (at,) = [i for i, line in enumerate(lines) if line.startswith(install)]
    assert "check examples/2020.toml" in lines[at]
    assert "export examples/2020.toml" in lines[at]
    assert lines[at + 1] == "    .venv/bin/disclosure-tui edit examples/2020.toml"


def test_ci_runs_the_readmes_test_command() -> None:
    command = _TEST_COMMAND.search(read(".ci/run"))
    assert command
    assert command[1].startswith("python3 -m venv .venv && ")
    assert f"    {command[1]}" in read("README.md").splitlines()


def test_the_changelog_begins_with_this_version() -> None:
    _, out, _ = run("--version")
    (version,) = re.findall(r"\d+\.\d+\.\d+", out)
    assert re.findall(r"^## (\S+)", read("CHANGELOG.md"), re.MULTILINE)[0] == version

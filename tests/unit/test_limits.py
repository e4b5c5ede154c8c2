"""Size is no weapon: what is too large is refused in words, the rest is bounded.

The bounds are set by the system, so that nothing here depends on a clock;
python -m tests.bench.limits measures each file with each command.
"""

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.giants import LARGEST, giant
from tests.support.hostile import GOOD, hidden
from tests.support.program import FAULT, ROOT, run
from tui.schema import Catalogue, SchemaError

MEMORY = 700_000_000
PROCESSOR = 60
"""Seconds of processor time, ten times what the slowest takes: a hang is told from work."""

COMMANDS = [
    ("check",),
    ("check", "--format", "json"),
    ("fmt", "--check"),
    ("export",),
    ("show",),
    ("set", "disclosure.licensing=7", "--dry-run"),
]


def bounded(command: tuple[str, ...], path: Path) -> subprocess.CompletedProcess[str]:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))

    name, *rest = command
    return subprocess.run(
        [sys.executable, "-m", "tui", name, path, *rest],
        preexec_fn=limit, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip


def assert_bounded(command: tuple[str, ...], path: Path) -> None:
    before = path.read_bytes()
    done = bounded(command, path)
    assert done.returncode in (0, 1, 2), done
    assert FAULT not in done.stderr
    assert "Traceback" not in done.stderr
    assert hidden(done.stderr) == []
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "name", ["a string of 10 MB", "100,000 keys in a section", "20 MB of digits"]
)
def test_the_largest_files_are_bounded(name: str, tmp_path: Path) -> None:
    path = tmp_path / "2023.toml"
    path.write_bytes(giant(name))
    assert_bounded(("check",), path)


@pytest.mark.parametrize("name", ["1,000 brackets deep", "1,000 braces deep", "1,000 tables deep"])
def test_depth_is_bounded(name: str, tmp_path: Path) -> None:
    path = tmp_path / "2023.toml"
    path.write_bytes(giant(name))
    for command in (("check",), ("fmt", "--check"), ("export",)):
        assert_bounded(command, path)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_more_than_the_largest_is_refused_in_words(
    command: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / "2023.toml"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    status, _, err = run(command[0], path, *command[1:])
    assert status == 2
    assert "超过 20 MB" in err


def test_a_thousand_alike_are_told_once(tmp_path: Path) -> None:
    path = tmp_path / "2023.toml"
    path.write_text(GOOD + "".join(f"[t{i}]\nx=1\n" for i in range(2000)), "utf-8")
    _, out, _ = run("check", path, "--format", "concise")
    assert out.count("F002") == 500
    assert "不止 500 处" in out


EVIL_PATTERNS = ["(a+)+$", "^(.*,)*x", "[", "(?P<", "$(id)", "{agency.__class__}{0}%s"]


@pytest.mark.parametrize("pattern", EVIL_PATTERNS)
def test_nothing_in_a_schema_is_a_pattern_or_code(pattern: str, tmp_path: Path) -> None:
    """Names that would be patterns are only ever compared, as text, with what a report has."""
    schema = tmp_path / "evil.toml"
    schema.write_text(
        f"""
        id = "evil"
        extends = "2021"
        [[add_row]]
        section = "disclosure"
        after = "normative_documents"
        key = "more"
        label = '{pattern}'
        short = '{pattern}'
        variants = ['{pattern}']
        instruction = '{pattern}'
        basis = '{pattern}'
        """,
        "utf-8",
    )
    report = tmp_path / "2023.toml"
    prose = "a" * 20_000 + "!" + "a," * 10_000
    text = GOOD.replace('"2021"', '"evil"', 1).replace("宿迁市", prose, 1)
    report.write_text(
        text.replace("[applications]", f"more = ['{prose}', 1, 2]\n[applications]", 1)
    )
    for words in (("check",), ("export",), ("show",)):
        status, out, err = run(*words, report, "--schema", schema)
        assert status in (0, 1), err
        assert hidden(out + err) == []
    status, out, _ = run("explain", "disclosure.more", "--format-id", "evil", "--schema", schema)
    assert (status, pattern in out) == (0, True)


def test_a_schema_of_any_size_is_refused_or_read(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    for data in (
        b"id = 1\n" + b"#" * 1_000_000,
        b"a = " + b"[" * 5000,
        b"a = " + b"9" * 5000,
        b'extends = "x"\nid = "x"',
        b"id = '/etc/passwd'\nextends = '../../etc/passwd'",
        b"\xff",
    ):
        path.write_bytes(data)
        with pytest.raises(SchemaError):
            Catalogue([path])

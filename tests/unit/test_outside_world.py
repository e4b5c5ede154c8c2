"""The program keeps to its files: no network, no other program, no file elsewhere, the umask."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.support.program import EXAMPLES, ROOT

WATCHED = """
    import json, os, sys
    written, refused = [], []
    def watch(event, arguments):
        if event == "open":
            path, mode, flags = arguments
            changes = (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            writes = any(c in (mode or "") for c in "wax+") or changes
            if writes and not isinstance(path, int):
                written.append(os.fsdecode(path))
        elif event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn",
                               "os.spawn", "urllib.", "ftplib.", "smtplib.", "webbrowser.")):
            # Whom a lock belongs to is told by the host's own name.
            if event != "socket.gethostname":
                refused.append(event)
    sys.addaudithook(watch)
    sys.argv[0] = "disclosure-tui"
    from tui.__main__ import main
    try:
        sys.exit(main())
    finally:
        print(json.dumps([written, refused]), file=sys.__stderr__)
"""

COMMANDS = [
    ("check", "2020.toml"),
    ("check", "2020.toml", "--format", "json"),
    ("set", "2020.toml", "disclosure.licensing.decisions=7"),
    ("fmt", "2020.toml"),
    ("show", "2020.toml"),
    ("export", "2020.toml", "-o", "out.md"),
    ("export", "2020.toml", "--format", "text", "--style", "printed"),
    ("new", "2024.toml", "--year", "2024", "--agency", "某局"),
    ("explain", "T303"),
    ("rules",),
    ("completion", "bash"),
    ("recover", "2020.toml"),
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_a_command_uses_no_network_and_writes_only_beside_the_report(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    text = (EXAMPLES / "2020.toml").read_text("utf-8")
    (tmp_path / "2020.toml").write_text(text.replace("    0,", "0,", 1), "utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": "/nowhere",
        "HOME": "/nowhere",
    }
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(WATCHED), *words],
        cwd=tmp_path, capture_output=True, text=True, env=environment, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    written, refused = json.loads(done.stderr.rstrip().rpartition("\n")[2])
    assert refused == []
    for name in written:
        assert (tmp_path / name).parent == tmp_path, name
    left = {p.name for p in tmp_path.iterdir()}
    assert left <= {"2020.toml", "2020.toml~", "2024.toml", "out.md"}


@pytest.mark.parametrize("mask", [0o077, 0o027, 0o002])
def test_the_umask_is_respected(mask: int, tmp_path: Path) -> None:
    report = tmp_path / "2024.toml"
    for words in (
        ("new", report, "--year", "2024", "--agency", "某局"),
        ("export", report, "-o", tmp_path / "out.md"),
    ):
        command = [sys.executable, "-m", "tui", *map(str, words)]
        subprocess.run(command, cwd=ROOT, umask=mask, check=True, capture_output=True)
    for name in ("2024.toml", "out.md"):
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o666 & ~mask


def test_no_module_of_ours_can_reach_the_network_or_a_shell() -> None:
    forbidden = ("import socket", "import subprocess", "import urllib", "import http")
    allowed = {"tui/report/lock.py"}  # the host's own name
    for path in (ROOT / "tui").rglob("*.py"):
        if str(path.relative_to(ROOT)) not in allowed:
            code = path.read_text("utf-8")
            assert not [word for word in forbidden if word in code], path

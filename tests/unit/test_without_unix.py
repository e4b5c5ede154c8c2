"""On a system without Unix's modules, such as Windows, the command line works."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.support.program import EXAMPLES, ROOT

BARE = """
    import os, signal, sys
    for name in ("fcntl", "termios", "tty", "pty", "pwd", "grp", "resource", "readline"):
        sys.modules[name] = None
    for name in ("fork", "getuid", "geteuid", "getgid", "chown", "fchmod", "ttyname",
                 "sched_getaffinity", "O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "O_DIRECTORY",
                 "listxattr", "getxattr", "setxattr", "fdatasync", "openpty"):
        if hasattr(os, name):
            delattr(os, name)
    for name in ("SIGHUP", "SIGALRM", "SIGQUIT", "SIGTSTP", "SIGTTOU", "setitimer"):
        delattr(signal, name)
    sys.argv[0] = "disclosure-tui"
"""

RUN = """
    from tui.__main__ import run
    run()
"""

COMMANDS = [
    ("new", "2024.toml", "--year", "2024", "--agency", "某局"),
    ("check", "2020.toml"),
    ("set", "2020.toml", "disclosure.licensing.decisions=7"),
    ("fmt", "2020.toml"),
    ("show", "2020.toml", "applications"),
    ("export", "2020.toml", "-o", "out.md"),
    ("explain", "T303"),
    ("recover", "2020.toml"),
]


def bare(code: str, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    program = textwrap.dedent(BARE) + textwrap.dedent(code)
    return subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_command_line_needs_none_of_them(words: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "2020.toml").write_bytes((EXAMPLES / "2020.toml").read_bytes())
    done = bare(RUN, tmp_path, *words)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_ways_to_die_can_be_imported_and_entered() -> None:
    code = """
        from tui.app.dying import Dying, UNPROMISED
        from tui.app.confinement import Confinement
        with Dying(lambda: False, lambda: None) as dying:
            pass
        print(UNPROMISED)
    """
    done = bare(code, ROOT)
    assert (done.returncode, done.stderr) == (0, "")
    assert "在 Windows 上" in done.stdout

"""The real program, run inside the test process or as a process of its own."""

import io
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from unittest.mock import patch

from tui import __main__

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
FAULT = "程序出了故障"
"""What the program says where Python would print a traceback."""

Outcome = tuple[int, str, str]

# What would make the output depend on who runs the tests.
_OUTSIDE = ("DISCLOSURE_TUI_DEBUG", "DISCLOSURE_TUI_SCHEMAS", "NO_COLOR", "COLUMNS", "LINES")


def run(*args: str | Path, input: bytes = b"", env: Mapping[str, str] | None = None) -> Outcome:
    """Status, standard output and standard error of a command line, in this process.

    Raises:
        AssertionError: when the program ended in what would be a traceback.
    """
    out, err = io.BytesIO(), io.BytesIO()
    streams = {
        "stdin": io.TextIOWrapper(io.BytesIO(input), "utf-8"),
        "stdout": io.TextIOWrapper(out, "utf-8", newline="\n"),
        "stderr": io.TextIOWrapper(err, "utf-8", newline="\n"),
    }
    inside = {k: v for k, v in os.environ.items() if k not in _OUTSIDE} | dict(env or {})
    argv = ["disclosure-tui", *map(str, args)]
    with (
        patch.multiple(sys, argv=argv, **streams),
        patch.dict(os.environ, inside, clear=True),
    ):
        status = __main__.main()
        streams["stdout"].flush()
        streams["stderr"].flush()
    shown = err.getvalue().decode()
    assert FAULT not in shown, shown
    return status, out.getvalue().decode(), shown


def run_process(
    *args: str | Path,
    input: bytes = b"",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
) -> Outcome:
    """The same in a process of its own."""
    inside = {k: v for k, v in os.environ.items() if k not in _OUTSIDE} | dict(env or {})
    done = subprocess.run(
        [sys.executable, "-m", "tui", *map(str, args)],
        input=input,
        capture_output=True,
        cwd=cwd or ROOT,
        env=inside | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    shown = done.stderr.decode()
    assert FAULT not in shown, shown
    assert "Traceback" not in shown, shown
    return done.returncode, done.stdout.decode(), shown

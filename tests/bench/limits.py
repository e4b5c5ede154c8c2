"""The largest files through each command: python -m tests.bench.limits [WORD…] [--record].

Prints processor seconds and peak memory; a WORD chooses the files with it in their names.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.measured import record
from tests.support.giants import GIANTS, giant
from tests.support.program import ROOT

SECONDS, MEGABYTES = 20, 700
"""What no file may take more of."""

COMMANDS = {
    "check": ["check", "FILE"],
    "check json": ["check", "FILE", "--format", "json"],
    "fmt": ["fmt", "FILE", "--check"],
    "export": ["export", "FILE"],
    "show": ["show", "FILE"],
    "set": ["set", "FILE", "disclosure.licensing=7", "--dry-run"],
    "edit": ["OPEN"],
}

MEASURED = """
import re, resource, sys
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
try:
    if sys.argv[1] == "OPEN":
        from pathlib import Path
        from tui.app.session import NotEditableError, Session
        from tui.schema import Catalogue
        try:
            Session(Path(sys.argv[2]), Catalogue())
        except NotEditableError:
            sys.exit(2)
    else:
        from tui.__main__ import main
        status = main()
        sys.exit(status)
finally:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    # Not ru_maxrss, which begins with the parent's.
    peak = re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]
    print("\\n", spent.ru_utime + spent.ru_stime, int(peak) // 1024, file=sys.stderr)
"""


def measure(words: list[str], path: Path) -> tuple[int, float, int]:
    """Exit status, processor seconds, megabytes."""
    words = [str(path) if word == "FILE" else word for word in words]
    words += [str(path)] if words == ["OPEN"] else []
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *words], cwd=ROOT, capture_output=True, check=False
    )
    try:
        seconds, megabytes = done.stderr.split()[-2:]
        return done.returncode, float(seconds), int(megabytes)
    except ValueError:
        return done.returncode, 60.0, 0


def main() -> None:
    """One line for each file."""
    chosen = [word for word in sys.argv[1:] if not word.startswith("-")]
    done = well = 0
    slowest, largest = 0.0, 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "2023.toml"
        for name in GIANTS:
            if chosen and not any(word in name for word in chosen):
                continue
            path.write_bytes(giant(name))
            row = []
            for command, words in COMMANDS.items():
                status, seconds, megabytes = measure(words, path)
                good = status in (0, 1, 2) and seconds <= SECONDS and megabytes <= MEGABYTES
                done, well = done + 1, well + good
                slowest, largest = max(slowest, seconds), max(largest, megabytes)
                mark = "" if good else f" !! status {status}"
                row.append(f"{command} {seconds:.1f} s {megabytes} MB{mark}")
            print(f"{name:<36}", " | ".join(row), flush=True)
    print(f"{well} of {done} within {SECONDS} s and {MEGABYTES} MB")
    if "--record" in sys.argv:
        details = {"slowest": f"{slowest:.1f} s", "largest": f"{largest} MB"}
        record("limits", injected=done, survived=well, lost=0, details=details)


if __name__ == "__main__":
    main()

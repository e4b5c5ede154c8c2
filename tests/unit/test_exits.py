"""How the program ends: exit statuses, closed pipes, full disks, odd locales, lean imports."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tui import __main__
from tui.cli import main
from tui.cli.style import Style

ROOT = Path(__file__).parents[2]


class _Terminal:
    def isatty(self) -> bool:
        return True


def test_colour_is_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert Style(_Terminal()).red("错") == "\x1b[31m错\x1b[0m"  # type: ignore[arg-type]
    assert Style(None).red("错") == "错"
    monkeypatch.setenv("NO_COLOR", "1")
    assert Style(_Terminal()).red("错") == "错"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 141, ""),
        (OSError(28, "No space left on device"), 2, "错误：读写失败：磁盘已满\n"),
        (ValueError("\x1b[2J\n"), 2, "错误：程序出了故障（ValueError）：\\x1b[2J\\n\n"),
    ],
)
def test_whatever_happens_the_end_is_clean(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    message: str,
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.delenv("DISCLOSURE_TUI_DEBUG", raising=False)
    monkeypatch.setattr(main, "app", fail)
    assert __main__.main() == status
    shown = capsys.readouterr().err
    assert shown.startswith(message)
    assert shown.count("\n") == (2 if message else 0)
    assert ("DISCLOSURE_TUI_DEBUG=1" in shown) == bool(message)


def _shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    program = f"'{sys.executable}' -m tui"
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", line.replace("PROGRAM", program)],
        capture_output=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )


@pytest.mark.parametrize(
    ("line", "status", "out", "err"),
    [
        ("PROGRAM --help | true", 141, "", ""),
        ("PROGRAM --help > /dev/full", 2, "", "磁盘已满"),
        ("PROGRAM --version >&-", 0, "", ""),
        ("PROGRAM chek 2>&-", 2, "", ""),
        ("LC_ALL=C PYTHONCOERCECLOCALE=0 PYTHONUTF8=0 PROGRAM --help", 0, "用法：", ""),
        ("PYTHONIOENCODING=latin-1 PROGRAM chek", 2, "", "没有“chek”这个命令"),
    ],
)
def test_streams(line: str, status: int, out: str, err: str) -> None:
    done = _shell(line, PYTHONUNBUFFERED="")
    assert done.returncode == status
    assert done.stdout.decode().startswith(out)
    assert err in done.stderr.decode()
    assert bool(done.stdout) == bool(out)
    assert bool(done.stderr) == bool(err)


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys; sys.argv[1:] = ['completion', 'bash']\n"
        "from tui.__main__ import main\n"
        "main()\n"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    loaded = set(done.stderr.split())
    heavy = {"rich", "textual", "tomlkit", "tabulate", "importlib.metadata", "wcwidth", "tomli"}
    assert not loaded & heavy
    ours = {name for name in loaded if name.startswith("tui.")}
    assert ours == {"tui.__main__", "tui.cli", "tui.cli.main", "tui.cli.completion"}

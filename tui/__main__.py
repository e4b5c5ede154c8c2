"""The way in and the ways out: encodings, signals and exit statuses.

Nothing but the standard library is imported until :func:`run` runs, so that whatever
goes wrong after that, an interrupt during an import included, ends in a clean exit.
"""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn, TextIO

CLOSED_PIPE = 141
INTERRUPTED = 130
FAILED = 2


def run() -> NoReturn:
    """Run the command line and leave.

    At once: everything is written by then, and to take the modules apart one by one takes
    an eighth of the time of a check.
    """
    os._exit(main())


def main() -> int:
    """Run the command line; the exit status."""
    # What is imported at the start stays: collecting garbage meanwhile finds none.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        _speak_chinese(stream)
    try:
        status = _run()
        _flush()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except BrokenPipeError:
        # The default action of SIGPIPE would be quieter still, but it would be inherited
        # by pool workers, where a broken pipe is a fault to report and not a closed
        # pager, and it could end the program in the middle of writing a file. So the
        # exception is let through to here and the status is what the signal's would be.
        status = CLOSED_PIPE
    except Exception as error:
        status = _explain(error)
    _forget_unwritten()
    return status


def _run() -> int:
    match sys.argv[1:]:
        case ["edit", file] if file[:1] != "-" and "DISCLOSURE_TUI_BACKUP" not in os.environ:
            return _edit(file)
    try:
        from tui.cli.main import app

        app()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return FAILED
    return 0


def _edit(file: str) -> int:
    """``edit FILE``, which has no options to make out: the screen stands 15 ms earlier so."""
    from pathlib import Path

    from tui.app.run import EditorError, run_editor
    from tui.schema import Catalogue, SchemaError

    try:
        return run_editor(Path(file), Catalogue())
    except (EditorError, SchemaError) as error:
        from tui.cli import CommandError
        from tui.cli.chinese import show

        return show(CommandError(str(error)))


def _speak_chinese(stream: TextIO | None) -> None:
    """Write UTF-8 whatever the locale says, and never fail on a character.

    A terminal that is set to a Chinese encoding keeps it: it would show UTF-8 garbled.
    """
    encoding = (getattr(stream, "encoding", None) or "").lower().replace("-", "").replace("_", "")
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    chinese_terminal = encoding.startswith(("gb", "cp936")) and stream and stream.isatty()
    keep = encoding == "utf8" or chinese_terminal
    reconfigure(encoding=None if keep else "utf-8", errors="backslashreplace")


def _explain(error: Exception) -> int:
    """Two lines instead of a traceback, which only developers can read."""
    if os.environ.get("DISCLOSURE_TUI_DEBUG"):
        import traceback

        traceback.print_exception(error)
        return FAILED
    from tui.cli.chinese import reason
    from tui.cli.style import print_error
    from tui.display import visible

    if isinstance(error, OSError):
        # Most likely the output itself, e.g. a full disk: no fault of the program.
        what = f"读写失败：{reason(error)}"
    else:
        what = f"程序出了故障（{type(error).__name__}）：{visible(str(error))}"
    with suppress(OSError):  # Nobody may be left to be told.
        print_error(f"{what}\n设置环境变量 DISCLOSURE_TUI_DEBUG=1 再运行一次，可以看到出错的位置。")
    return FAILED


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.flush()


def _forget_unwritten() -> None:
    """Let what cannot be written go, or Python would complain about it while it exits."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


if __name__ == "__main__":
    run()

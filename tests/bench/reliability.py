"""RELIABILITY.md: the promises, their tests, the last counts.

python -m tests.bench.reliability [--write]. The counts come from the records that the
benches leave in tests/bench/measured. Without --write the document goes to standard output.
"""

import sys
from typing import NamedTuple

from tests.bench.measured import records
from tests.support.program import ROOT

FILE = ROOT / "RELIABILITY.md"


class Promise(NamedTuple):
    """What is promised, in English, and the tests that hold it."""

    what: str
    tests: tuple[str, ...]


class Chapter(NamedTuple):
    """Promises of one kind, the benches that count them, and what is not promised."""

    title: str
    promises: tuple[Promise, ...]
    benches: tuple[str, ...] = ()
    limits: str = ""


CHAPTERS = (
    Chapter(
        "Saving and sharing",
        (
            Promise(
                "A save writes a file beside the report, reads it back, syncs file and folder, and "
                "replaces: at every instant a reader sees the old report or the new one, whole.",
                ("tests/unit/test_save.py",),
            ),
            Promise(
                "A report that changed on disk is never overwritten: the differences are shown "
                "cell by cell and merged where they do not conflict.",
                ("tests/unit/test_merge.py", "tests/app/test_sharing.py"),
            ),
            Promise(
                "Every committed edit is in a journal beside the report, mode 0600, before the "
                "screen shows it; after a crash it is offered as a difference and may be declined.",
                ("tests/unit/test_cli_recover.py", "tests/app/test_sharing.py"),
            ),
            Promise(
                "The second person to open a report is told who has it, looks on, and can take "
                "over when the owner's process is gone.",
                ("tests/unit/test_lock.py", "tests/app/test_sharing.py"),
            ),
            Promise(
                "Killed with -9 at any instant the report is whole, and every edit that the screen "
                "had shown is in it or comes back.",
                ("tests/pty/test_kills.py", "tests/unit/test_save_killed.py"),
            ),
            Promise(
                "Of several writers (editor, `set`, a hand edit) none loses what was reported as "
                "saved.",
                ("tests/pty/test_writers.py", "tests/unit/test_lock.py"),
            ),
        ),
        ("kills", "writers"),
    ),
    Chapter(
        "Dying well",
        (
            Promise(
                "On SIGHUP, SIGTERM, SIGINT, SIGQUIT, a closed terminal, and any of these while "
                "nobody reads the terminal, the editor is gone within 3 s, idle, typing, "
                "redrawing or saving. The exit status is 128 and the signal's number.",
                ("tests/pty/test_dying.py",),
            ),
            Promise(
                "So it is after a fault of its own, in a handler, while drawing, in a timer, a "
                "worker, a thread, a task, the thread that reads keys, or at the start; the exit "
                "status is 2. One line in Chinese names the place. No text of the report is "
                "printed, no traceback.",
                ("tests/pty/test_dying.py",),
            ),
            Promise(
                "The terminal, where it still exists, is as it was before: screen, cursor, modes. "
                "After a stall what nobody read is dropped, so that it can be put back.",
                ("tests/pty/test_dying.py",),
            ),
            Promise(
                "Ctrl+C copies and Ctrl+Z undoes. A stop from outside (SIGTSTP is ignored, "
                "SIGSTOP cannot be) loses nothing, and a link that stalls and comes back goes on.",
                ("tests/pty/test_dying.py",),
            ),
        ),
        ("dying",),
        "A stalled link alone ends nothing: networks pause. When the connection is given up the "
        "system sends SIGHUP, and then the 3 s count.",
    ),
    Chapter(
        "Hostile and broken input",
        (
            Promise(
                "Terminal sequences, control, bidirectional and zero-width characters, variation "
                "selectors, blank fillers, markup of Rich, Markdown and HTML are inert wherever "
                "they stand: values, keys, comments, notes, file names, arguments, variables. "
                "They show as visible escapes on the screen, in messages, JSON and exports. No "
                "line of the output can be forged by a line break in a name.",
                (
                    "tests/unit/test_hostile_text.py",
                    "tests/pty/test_hostile_screen.py",
                    "tests/unit/test_display.py",
                    "tests/unit/test_export_markdown.py",
                ),
            ),
            Promise(
                "Rule F010 names hidden characters in values, notes, keys and comments.",
                ("tests/unit/test_hostile_text.py",),
            ),
            Promise(
                "A format (schema) is data: nothing in it is run, opened or used as a pattern, and "
                "its size and depth are limited.",
                ("tests/unit/test_limits.py", "tests/unit/test_own_formats.py"),
            ),
            Promise(
                "More than 20 MB or 50 levels of nesting are refused in words; of problems of one "
                "kind 500 are told; time and memory for the rest are bounded.",
                ("tests/unit/test_limits.py", "tests/unit/test_bad_input.py"),
            ),
            Promise(
                "No file, however broken, gives a traceback, hangs or is written by `check`, "
                "`fmt --check`, `export` or by being opened in the editor.",
                ("tests/unit/test_fuzzing.py",),
            ),
        ),
        ("fuzzing", "limits"),
    ),
    Chapter(
        "One folder for a shared account",
        (
            Promise(
                "`edit --root DIR` opens, saves and exports nothing outside DIR, links resolved, "
                "and starts no program. A path from a dialog is refused in words; a hook refuses "
                "what any code of the process tries; on Linux 5.13 and later the kernel "
                "(Landlock) refuses it, too, whatever links are moved meanwhile.",
                ("tests/pty/test_root.py",),
            ),
            Promise(
                "As an SSH ForceCommand it is all that an account can do; a real sshd on loopback "
                "shows it where OpenSSH's server is installed.",
                ("tests/pty/test_forced_command.py",),
            ),
        ),
        (),
        "Without Landlock (macOS, older kernels) somebody who can change links in DIR by other "
        "means could win a race between the look at a path and its use.",
    ),
    Chapter(
        "The world outside",
        (
            Promise(
                "Nothing listens on the network and nothing is sent anywhere; no other program is "
                "started.",
                ("tests/unit/test_outside_world.py",),
            ),
            Promise(
                "The umask is respected. Temporary files are beside the file that is written; a "
                "journal that its folder does not take is in the user's own folder, mode 0700.",
                ("tests/unit/test_outside_world.py",),
            ),
            Promise(
                "Where Unix's modules are missing, as on Windows, the command line works.",
                ("tests/unit/test_without_unix.py",),
            ),
        ),
        (),
        "Linux and macOS are supported in full; the tests run on Linux. On Windows the editor says "
        "at the start that it cannot end cleanly when its window is closed, nor keep two people "
        "from one file.",
    ),
)

TITLES = {
    "kills": "kill -9 at random instants",
    "writers": "several writers on one report",
    "dying": "ways to end",
    "fuzzing": "broken files",
    "limits": "largest files × commands",
}

HEAD = """\
# Reliability

What the program promises about your data and your terminal, which test holds each promise, and
what the benches counted when they last ran. The tests run with every change; the benches are
run by hand, and `python -m tests.bench.reliability --write` makes this file from their records.
"""


def document() -> str:
    """The whole file."""
    measured = records()
    parts = [HEAD, _table(measured)]
    for chapter in CHAPTERS:
        parts.append(f"\n## {chapter.title}\n")
        for promise in chapter.promises:
            tests = ", ".join(f"[{t.rpartition('/')[2]}]({t})" for t in promise.tests)
            parts.append(f"- {promise.what} *{tests}*")
        if chapter.limits:
            parts.append(f"\n{chapter.limits}")
        for bench in chapter.benches:
            if bench in measured:
                parts.append(_details(bench, measured[bench]))
    return "\n".join(parts) + "\n"


def _table(measured: dict[str, dict[str, object]]) -> str:
    lines = [
        "| faults | injected | survived | lost | when | bench |",
        "|---|---:|---:|---:|---|---|",
    ]
    for name, title in TITLES.items():
        if name not in measured:
            lines.append(f"| {title} | not yet | | | | `python -m tests.bench.{name} --record` |")
            continue
        kept = measured[name]
        lines.append(
            f"| {title} | {kept['injected']:,} | {kept['survived']:,} | {kept['lost']} "
            f"| {kept['date']} | `python -m tests.bench.{name} --record` |"
        )
    return "\n".join(lines)


def _details(name: str, kept: dict[str, object]) -> str:
    lines = [f"\n| {TITLES[name]} | |", "|---|---|"]
    details = kept["details"]
    assert isinstance(details, dict)
    lines += [f"| {what} | {figure} |" for what, figure in details.items()]
    lines.append(f"| with | Python {kept['python']}, {kept['system']} |")
    return "\n".join(lines)


if __name__ == "__main__":
    if "--write" in sys.argv:
        FILE.write_text(document(), "utf-8")
    else:
        sys.stdout.write(document())

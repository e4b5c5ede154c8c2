"""Several writers on one report: the editor, `set`, and somebody with a text editor.

Each has a column of table 三 of its own and puts one figure after another into its rows,
so that every edit that was reported as saved can be looked for at the end.
"""

import os
import random
import re
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pyte

from tests.support.kills import NEXT_PART, ROWS, SAVE
from tests.support.program import ROOT
from tests.support.reports import as_toml, catalogue, zero_report
from tests.support.terminal import _FOREIGN, Terminal, characters
from tui.report.exchange import exchange
from tui.report.read import load_bytes

QUIT = "\x11"
MERGE = "合并并保存"
TABLE = "申请人情况"
FIRST_CELL = "\x1b[1;5H"


@dataclass
class Tally:
    """What one writer did."""

    saved: dict[str, int] = field(default_factory=dict)
    """Path → figure, of every edit that was reported as saved."""
    refused: int = 0
    """Edits that were refused, loudly."""


def by_hand(path: Path, cell: str, figure: int) -> None:
    """Change a cell as a person with a text editor does, and a careful one.

    A text editor asks when the file changed under it; here it is done again. Both files
    change their names in one step, so that not even the last microsecond is left out.
    """
    row = cell.split(".")[1]
    beside = path.with_name("by-hand")
    base = path.read_bytes()
    while True:
        pattern = re.compile(rb"(?m)^(%s\s*=\s*\[[^,]*,[^,]*,\s*)[^,]*" % row.encode())
        beside.write_bytes(pattern.sub(rb"\g<1>%d" % figure, base))
        if path.read_bytes() != base:
            base = path.read_bytes()
            continue
        if not exchange(str(beside), str(path)):
            os.replace(beside, path)  # a file system without: hope for the best
            return
        taken = beside.read_bytes()
        if taken == base:
            beside.unlink()
            return
        base = taken


def start_set(path: Path, cell: str, figure: int) -> "subprocess.Popen[bytes]":
    """The command, running."""
    return subprocess.Popen(
        [sys.executable, "-m", "tui", "set", str(path), f"{cell}={figure}", "--no-backup"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


class Editor:
    """The editor on a terminal, its screen always at hand."""

    def __init__(self, path: Path) -> None:
        self.terminal = Terminal.editor(path, "--no-backup", size=(120, 45))
        self.display = pyte.Screen(120, 45)
        self._stream = pyte.ByteStream(self.display)
        self._fed = 0

    def text(self) -> str:
        """What stands on the screen now."""
        output = self.terminal.output
        # A sequence that has not arrived whole waits for the rest.
        end = len(output)
        if (last := output.rfind(b"\x1b", max(0, end - 24))) >= 0:
            end = last if not re.search(rb"[A-Za-z]", output[last + 2 :]) else end
        self._stream.feed(_FOREIGN.sub(b"", output[self._fed : end]))
        self._fed = max(self._fed, end)
        return characters(self.display)

    def wait(self, *words: str) -> str:
        """Wait until one of some words is on the screen; which one."""
        limit = time.monotonic() + 60
        while True:
            text = self.text()
            for word in words:
                if word in text:
                    return word
            assert time.monotonic() < limit, f"{words} not on\n{text}"
            assert self.terminal.process.poll() is None, text
            self.terminal.read(0.02)

    def open_table(self, row: int) -> None:
        """Go to a row of table 三, where the editor opens when something there is wrong."""
        self.wait("F1帮助")
        if TABLE not in self.text():
            self.terminal.send(NEXT_PART)
            self.wait(TABLE)
        self.terminal.send(FIRST_CELL + "\x1b[B" * row)

    def save_figure(self, figure: int) -> None:
        """Type a figure, save, merge what others wrote."""
        self.terminal.send(f"{figure}\r")
        self.wait("● 未存")
        self.terminal.send(SAVE)
        asked = False
        while True:
            seen = self.wait(MERGE, "没有保存", "✓ 已存")
            if seen == "✓ 已存":
                return
            if seen == MERGE and not asked:
                self.terminal.send("\r")
            elif seen != MERGE and asked:
                self.terminal.send(SAVE)  # changed once more in the meantime
            # Once for each time that the question is on the screen.
            asked = seen == MERGE
            self.terminal.read(0.05)

    def quit(self) -> None:
        """Leave as a person does."""
        self.terminal.send(QUIT)
        self.terminal.ended()
        self.terminal.__exit__(None, None, None)


def stress(folder: Path, rounds: int, chance: random.Random) -> tuple[dict[str, Tally], list[str]]:
    """Let all write at once. Returns what each did, and the edits that are lost."""
    path = folder / "2023.toml"
    path.write_text(as_toml(zero_report()), "utf-8")
    tallies = {name: Tally() for name in ("edit", "set", "hand")}
    columns = {"edit": "natural", "set": "business", "hand": "research"}
    editor: Editor | None = None
    commands: list[tuple[subprocess.Popen[bytes], str, int]] = []
    for number, row in enumerate(ROWS[:rounds]):
        cells = {name: f"applications.{row}.{column}" for name, column in columns.items()}
        figures = {name: chance.randrange(1, 100_000) for name in columns}
        # The editor is open half of the time; while it is, `set` is refused and says so.
        if number % 4 == 0 and editor is None:
            for process, *_ in commands:
                process.wait()
            editor = Editor(path)
            editor.open_table(number)
        commands += [(start_set(path, cells["set"], figures["set"]), cells["set"], figures["set"])]
        by_hand(path, cells["hand"], figures["hand"])
        tallies["hand"].saved[cells["hand"]] = figures["hand"]
        if editor:
            editor.save_figure(figures["edit"])
            tallies["edit"].saved[cells["edit"]] = figures["edit"]
        if number % 4 == 1 and editor is not None:
            editor.quit()
            editor = None
    if editor is not None:
        editor.quit()
    for process, cell, figure in commands:
        if process.wait() == 0:
            tallies["set"].saved[cell] = figure
        else:
            tallies["set"].refused += 1
    report = load_bytes("", path.read_bytes(), catalogue()).report
    assert report
    lost = [
        f"{name}: {cell} = {figure}, now {report.value(cell)}"
        for name, tally in tallies.items()
        for cell, figure in tally.saved.items()
        if report.value(cell) != figure
    ]
    left = {p.name for p in folder.iterdir()} - {path.name}
    return tallies, lost + [f"left {name}" for name in left]

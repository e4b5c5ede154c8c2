"""The editor's speed on a real terminal, as ratios in one run: python -m tests.bench.editor.

Its reference is tests/bench/bare_grid.py on the same machine at the same time, in turn.
Nothing here is a test: machines differ. The bytes, which do not, are tested in
tests/app/test_bytes.py.
"""

import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.bench.__main__ import row
from tests.support.program import EXAMPLES
from tests.support.terminal import Terminal

PAIRS = int(os.environ.get("PAIRS", 11))
SIZE = (120, 40)
RIGHT, DOWN, LEFT, UP = "\x1b[C", "\x1b[B", "\x1b[D", "\x1b[A"
F5 = "\x1b[15~"
COLOURS = {"COLORTERM": "truecolor"}
SILENCE = 0.03
"""Seconds without a byte after which a key has been answered."""


class Answering(Terminal):
    """A terminal that says where its cursor is when asked, as every real one does."""

    WHERE = b"\x1b[6n"
    PLACES = (b"\x1b[1;2R", b"\x1b[1;3R")
    """Behind a character that may be wide and is not, and behind one that is."""

    def read(self, seconds: float = 0.0) -> bool:
        """Take what has been written, and answer what is asked in it."""
        asked = self.output.count(self.WHERE)
        found = super().read(seconds)
        for place in self.PLACES[asked : self.output.count(self.WHERE)]:
            self.send(place)
        return found


class Timed:
    """A program on a terminal, and a clock on what it sends."""

    def __init__(self, terminal: Terminal, sign: bytes) -> None:
        self.terminal = terminal
        start = time.perf_counter()
        terminal.until(lambda: sign in terminal.output)
        self.first = time.perf_counter() - start
        self.answered(1.0)
        self.first_bytes = len(terminal.output)

    def answered(self, silence: float = SILENCE) -> float:
        """Read until nothing comes any more; when the last byte came."""
        last = time.perf_counter()
        while self.terminal.read(silence):
            last = time.perf_counter()
        return last

    def key(self, key: str) -> tuple[float, int]:
        """Press a key: milliseconds to the last byte of the answer, and bytes."""
        before, start = len(self.terminal.output), time.perf_counter()
        self.terminal.send(key)
        last = self.answered()
        time.sleep(0.02)
        return (last - start) * 1e3, len(self.terminal.output) - before

    def cpu(self) -> float:
        """Milliseconds of processor time so far."""
        fields = Path(f"/proc/{self.terminal.process.pid}/schedstat").read_text().split()
        threads = Path(f"/proc/{self.terminal.process.pid}/task").glob("*/schedstat")
        return max(int(fields[0]), sum(int(t.read_text().split()[0]) for t in threads)) / 1e6

    def memory(self) -> float:
        """Megabytes that are resident."""
        text = Path(f"/proc/{self.terminal.process.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", text)[0]) / 1024


@contextmanager
def both(folder: Path, name: str) -> Iterator[tuple[Timed, Timed]]:
    """The editor, on a file of its own so that there is nothing to recover, and the grid."""
    path = folder / f"{name}.toml"
    path.write_bytes((EXAMPLES / "2020.toml").read_bytes())
    environment = {"TERM": "xterm-256color", **COLOURS}
    with (
        Answering("-m", "tui", "edit", path, size=SIZE, **environment) as ours,
        Answering("-m", "tests.bench.bare_grid", size=SIZE, **environment) as bare,
    ):
        yield Timed(ours, b"F10"), Timed(bare, b"drawn")


def first_paint(folder: Path) -> None:
    """One after the other, never at once."""
    ratios, ours_all, bytes_ = [], [], (0, 0)
    path = folder / "first.toml"
    path.write_bytes((EXAMPLES / "2020.toml").read_bytes())
    environment = {"TERM": "xterm-256color", **COLOURS}
    for number in range(PAIRS + 1):
        with Answering("-m", "tui", "edit", path, size=SIZE, **environment) as terminal:
            ours = Timed(terminal, b"F10")
        with Answering("-m", "tests.bench.bare_grid", size=SIZE, **environment) as terminal:
            bare = Timed(terminal, b"drawn")
        if number:
            ratios.append(ours.first / bare.first)
            ours_all.append(ours.first)
            bytes_ = ours.first_bytes, bare.first_bytes
    shown = f"{statistics.median(ratios):.2f} ({statistics.median(ours_all) * 1e3:.0f} ms)"
    row(f"first paint : bare grid, median of {PAIRS} pairs", shown, "≤ 1.25")
    row("bytes of the first paint : bare grid", f"{bytes_[0]} : {bytes_[1]}", "≤ 25,000")


def compare(
    what: str, ours: Timed, bare: Timed, keys: Sequence[tuple[Sequence[str], str]], reference: str,
    limits: tuple[str, str],
) -> None:  # fmt: skip
    """Time one key after some others, against a key of the bare grid, in turn."""
    times, references, most = [], [], 0
    for before, key in keys:
        for other in before:
            ours.key(other)
        took, sent = ours.key(key)
        times.append(took)
        most = max(most, sent)
        references.append(bare.key(reference)[0])
    mine, other_time = statistics.median(times), statistics.median(references)
    row(f"{what} : bare grid", f"{mine / other_time:.2f} ({mine:.1f} ms)", limits[1])
    row(f"{what}: most bytes", f"{most}", limits[0])


def keys(folder: Path) -> None:
    """Moves, digits, commits and prose."""
    with both(folder, "keys") as (ours, bare):
        moves = [((), key) for key in [RIGHT, DOWN, RIGHT, DOWN, LEFT, UP, LEFT, UP] * 6]
        compare("a move", ours, bare, moves, RIGHT, ("≤ 300", ""))
        digits = [((DOWN, "1"), str(n % 10)) for n in range(20)]
        compare("a digit", ours, bare, digits, "1", ("≤ 200", "≤ 1.5"))
        commits = [((str(n % 9 + 1),), key) for n, key in enumerate([RIGHT, LEFT] * 12)]
        compare("a commit : a move of the", ours, bare, commits, RIGHT, ("≤ 1,200", "≤ 2.5"))
        ours.key(F5)
        for text in ("监督保障", "\r", "\x1b[1;5F", "\r"):
            ours.key(text)
        for _ in range(10):
            ours.key("全年主动公开政府信息若干条，办理依申请公开若干件，平台运行正常。" * 3)
        ours.key("\x1b[1;5H")
        characters = [((), char) for char in "中文，" * 8]
        compare("a character in 3 KB of prose", ours, bare, characters, "1", ("≤ 1,000", ""))


def idle_and_memory(folder: Path) -> None:
    """Nothing to do, then a thousand keys, then an arrow that is held."""
    with both(folder, "idle") as (ours, bare):
        before, sent, start = ours.cpu(), len(ours.terminal.output), time.perf_counter()
        ours.answered(5.0)
        spent = (ours.cpu() - before) / (time.perf_counter() - start)
        row("idle: processor", f"{spent:.1f} ms/s", "≤ 2 ms/s")
        row("idle: bytes", f"{len(ours.terminal.output) - sent}", "0")
        for program in (ours, bare):
            for _ in range(100):
                program.key((DOWN + RIGHT + "1" + UP + LEFT) * 2)
        mine, other = ours.memory(), bare.memory()
        row("memory after 1,000 keys : bare grid", f"{mine / other:.2f} ({mine:.0f} MB)", "≤ 1.3")
        start = time.perf_counter()
        for _ in range(60):
            ours.terminal.send(RIGHT + LEFT)
            ours.terminal.read(1 / 60)
        held = time.perf_counter() - start
        late = ours.answered(0.2) - start - held
        row("an arrow held for a second: still moving after it", f"{max(0, late) * 1e3:.0f} ms")


def main() -> None:
    """Print a line for each figure."""
    if not sys.platform.startswith("linux"):
        print("processor time and memory are read from /proc: Linux only")
        return
    os.environ.pop("NO_COLOR", None)
    with tempfile.TemporaryDirectory() as name:
        first_paint(Path(name))
        keys(Path(name))
        idle_and_memory(Path(name))


if __name__ == "__main__":
    main()

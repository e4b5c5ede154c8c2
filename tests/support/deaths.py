"""The ways in which the editor can be made to end, and what must hold afterwards."""

import os
import random
import signal
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.support.on_terminal import FAULTS
from tests.support.terminal import Terminal
from tui.report.read import load_bytes
from tui.report.recovery import journals, recover
from tui.schema import Catalogue

LIMIT = 3.0
"""Seconds within which the process must be gone."""

SECRET = "某段不该出现的文字"
"""Stands in the report's prose: it must not be printed when the program fails."""

EDIT = 424242
"""A figure that is typed, and stands on the screen, before anything happens."""

ACTIVITIES = ("idle", "typing", "redrawing", "saving")

SIGNALS = {"SIGHUP": 129, "SIGTERM": 143, "SIGINT": 130, "SIGQUIT": 131}
WAYS: dict[str, int] = {
    **SIGNALS,
    "closed terminal": 129,
    "stalled, SIGHUP": 129,
    "stalled, SIGTERM": 143,
    "stalled, then closed": 129,
    **{f"fault: {place}": 2 for place in FAULTS},
}
"""Each way to end, with the exit status that it must have."""


class Death(NamedTuple):
    """How one run ended: the seconds it took, and everything that was wrong with it."""

    seconds: float
    wrong: list[str]
    lost: bool = False
    """Whether the edit that the screen had shown is neither in the file nor recovered."""


def report_with_secret(source: Path, path: Path) -> bytes:
    """A copy of a report whose texts say something that nobody else should read."""
    text = source.read_text("utf-8").replace('"""', f'"""{SECRET}', 1)
    path.write_text(text, "utf-8")
    return path.read_bytes()


def die(way: str, activity: str, path: Path, chance: random.Random) -> Death:
    """Open a report, do something, end that way, and look at what is left."""
    fault = way.partition(": ")[2] if way.startswith("fault") else ""
    before = path.read_bytes()
    with Terminal.editor(path, fault=fault) as terminal:
        if fault != "start":
            terminal.ready()
            terminal.send(f"{EDIT}\r")
            terminal.shows(str(EDIT), "●")
            _busy(terminal, activity, chance)
        unread = "stalled" in way
        if unread:
            terminal.stall()
        _end(terminal, way)
        try:
            seconds = terminal.ended(unread=unread, limit=LIMIT + 2)
        except AssertionError:
            return Death(LIMIT + 2, ["hangs"])
        wrong = []
        if seconds > LIMIT:
            wrong.append(f"{seconds:.1f} s")
        if terminal.process.returncode != WAYS[way]:
            wrong.append(f"status {terminal.process.returncode}")
        if terminal.master >= 0:
            wrong += terminal.put_back()
            shown = terminal.after()
            if "Traceback" in shown or SECRET in shown:
                wrong.append(f"says {shown[-500:]!r}")
    lost = fault != "start" and not _kept(path)
    return Death(seconds, wrong + _damage(path, before), lost)


def _busy(terminal: Terminal, activity: str, chance: random.Random) -> None:
    if activity == "idle":
        return
    keys: Callable[[int], str] = {
        "typing": lambda _: f"{chance.randrange(1000)}\r",
        "redrawing": lambda i: "\x1bOS" if i % 3 else "\x1bOR",
        "saving": lambda _: f"{chance.randrange(1000)}\r\x13",
    }[activity]
    for i in range(chance.randrange(2, 8)):
        terminal.send(keys(i))
        if activity == "redrawing":
            terminal.resize(chance.randrange(80, 140), chance.randrange(24, 50))
        terminal.read(chance.random() * 0.04)


def _end(terminal: Terminal, way: str) -> None:
    if way.startswith("fault"):
        if "start" not in way:
            terminal.send("\x1b[20~")
    elif "closed" in way:
        terminal.close()
    else:
        terminal.signal(getattr(signal, way.split(", ")[-1]))


def _kept(path: Path) -> bool:
    """Whether the shown edit is in the report or comes back when it is opened again."""
    if str(EDIT) in path.read_text("utf-8"):
        return True
    found = [recover(j, path.read_bytes(), Catalogue()) for j in journals(path, declined=True)]
    return any(r is not None and EDIT in r.edits.values() for r in found)


def _damage(path: Path, before: bytes) -> list[str]:
    """What is wrong with the folder: the report must be whole, and nothing else may be new."""
    wrong = []
    after = path.read_bytes()
    if after != before:
        loaded = load_bytes(str(path), after, Catalogue())
        if loaded.problems or len(after) < len(before) / 2:
            wrong.append("the report is damaged")
    litter = [name for name in os.listdir(path.parent) if name.endswith(".tmp")]
    return wrong + [f"left {name}" for name in litter]

"""The editor is killed at a random instant, and what is left is compared with what it had shown."""

import random
import re
import threading
from pathlib import Path
from typing import NamedTuple

import tomli

from tests.support.reports import as_toml, catalogue, zero_report
from tests.support.terminal import Terminal
from tui.report.read import load_bytes
from tui.report.recovery import journals, recover, recovered

MODES = ("typing figures", "saving", "typing prose")

ROWS = (
    "received", "carried_in", "granted", "partly_granted", "denied_state_secret",
    "denied_prohibited_by_law", "denied_safety_and_stability", "denied_third_party_rights",
    "denied_internal_affairs", "denied_deliberative", "denied_enforcement_file",
    "denied_registry_inquiry", "unavailable_not_held", "unavailable_needs_creation",
    "unavailable_still_unclear", "refused_petition", "refused_repeat",
)  # fmt: skip
"""Rows of table 三 in which figures are typed, one under the other."""

PROSE = "".join(chr(0x3400 + n) for n in range(400))
"""Characters that are typed one by one, none of them twice: none of a usual text."""

NEXT_PART = "\x1bOS"
SAVE = "\x13"
_TOTAL = re.compile(r"=\s?(\d{6})\s*│")


class Kill(NamedTuple):
    """One killed editor: what the screen had shown, and what was wrong afterwards."""

    shown: int
    """Edits that stood on the screen."""
    lost: int
    """Those of them that are neither in the file nor recovered."""
    damage: str
    """Why the report on the disk is not whole; empty when it is."""


def kill_once(mode: str, folder: Path, chance: random.Random) -> Kill:
    """Open a report, edit, kill the editor with SIGKILL, look at what is left."""
    path = folder / "2023.toml"
    path.write_text(as_toml(zero_report()), "utf-8")
    figures = chance.sample(range(100_000, 1_000_000), len(ROWS))
    with Terminal.editor(path, size=(120, 45)) as terminal:
        terminal.ready()
        terminal.send(NEXT_PART)
        terminal.shows("本年新收")
        if mode == "typing prose":
            terminal.send(NEXT_PART * 2)
            terminal.shows("存在的主要问题")
            keys = list(PROSE)
        else:
            keys = [f"{figure}\r" for figure in figures]
        if mode == "saving":
            keys = [key + SAVE for key in keys]
        # Begun with the first key; in the longest time nearly everything can be typed.
        timer = threading.Timer(chance.random() * 1.2, terminal.process.kill)
        timer.start()
        for key in keys:
            try:
                terminal.send(key)
            except OSError:
                break  # killed
            terminal.read(chance.random() * 0.05)
            if terminal.process.poll() is not None:
                break
        timer.join()
        terminal.ended()
        text = terminal.text()
    if mode == "typing prose":
        return _prose_kept(path, text)
    return _figures_kept(path, text, figures)


def _figures_kept(path: Path, screen: str, figures: list[int]) -> Kill:
    # A total is computed when a figure is committed, never while it is being typed.
    shown = {int(found) for found in _TOTAL.findall(screen)} & set(figures)
    kept, damage = _left(path)
    found = {
        figure: kept.get(f"applications.{row}.natural") == figure
        for row, figure in zip(ROWS, figures, strict=True)
    }
    typed = {0, *figures}
    if not damage and any(kept[f"applications.{row}.natural"] not in typed for row in ROWS):
        damage = "a figure that nobody typed"
    return Kill(len(shown), sum(not found[figure] for figure in shown), damage)


def _prose_kept(path: Path, screen: str) -> Kill:
    shown = sum(char in screen for char in PROSE)
    kept, damage = _left(path)
    text = str(kept.get("improvement.text", ""))
    lost = sum(char in screen and char not in text for char in PROSE)
    if not damage and not text.startswith(PROSE[:shown]):
        damage = "characters in another order"
    return Kill(shown, lost, damage)


def _left(path: Path) -> tuple[dict[str, object], str]:
    """What the report says once everything is recovered, and how it is damaged."""
    data = path.read_bytes()
    try:
        tomli.loads(data.decode("utf-8"))
    except ValueError as error:
        return {}, f"no TOML: {error}"
    for journal in journals(path):
        found = recover(journal, data, catalogue())
        if found:
            if found.lost:
                return {}, "lines of the journal are damaged"
            data = recovered(found, data, catalogue(), frozenset())
    loaded = load_bytes("", data, catalogue())
    if loaded.report is None or loaded.problems:
        return {}, "the report does not read as before"
    kept: dict[str, object] = dict(loaded.report.texts)
    kept |= {c.path: loaded.report.values[c.index] for c in loaded.report.format.cells}
    return kept, ""

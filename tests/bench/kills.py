"""kill -9 at random instants: python -m tests.bench.kills [RUNS] [--record].

RUNS (501) in all, a third each while figures are typed, while every figure is saved, and
while prose is typed. What the screen had shown must be in the file or come back.
"""

import random
import sys
import tempfile
from pathlib import Path

from tests.bench.measured import record
from tests.support.kills import MODES, kill_once


def main() -> None:
    """Print a line for each kind, and everything that went wrong."""
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    runs = (numbers[0] if numbers else 501) // len(MODES)
    chance = random.Random(9)
    done = whole = lost = 0
    details: dict[str, str] = {}
    for mode in MODES:
        shown = well = missing = 0
        for _ in range(runs):
            with tempfile.TemporaryDirectory() as folder:
                kill = kill_once(mode, Path(folder), chance)
            shown, missing, well = shown + kill.shown, missing + kill.lost, well + (not kill.damage)
            if kill.damage or kill.lost:
                print(f"  {mode}: {kill}", flush=True)
        done, whole, lost = done + runs, whole + well, lost + missing
        details[mode] = f"{runs} kills, {well} reports whole, {shown} edits shown, {missing} lost"
        print(f"{mode:<16} {details[mode]}", flush=True)
    print(f"{whole} of {done} reports whole, edits lost: {lost}")
    if "--record" in sys.argv:
        record("kills", injected=done, survived=whole, lost=lost, details=details)


if __name__ == "__main__":
    main()

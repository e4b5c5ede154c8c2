"""Two writers and more on one report: python -m tests.bench.writers [RUNS] [--record].

RUNS (20) times, the editor, `set` and somebody with a text editor change one report at once.
No edit that was reported as saved may be missing at the end.
"""

import random
import sys
import tempfile
from pathlib import Path

from tests.bench.measured import record
from tests.support.kills import ROWS
from tests.support.writers import stress


def main() -> None:
    """Print what each writer saved, and what was lost."""
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    runs = numbers[0] if numbers else 20
    chance = random.Random(4)
    saved = {"edit": 0, "set": 0, "hand": 0}
    refused = lost = well = 0
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            tallies, missing = stress(Path(folder), len(ROWS), chance)
        for name, tally in tallies.items():
            saved[name] += len(tally.saved)
        refused += tallies["set"].refused
        lost, well = lost + len(missing), well + (not missing)
        for line in missing:
            print(f"  {line}", flush=True)
    total = sum(saved.values())
    words = ", ".join(f"{count} by {name}" for name, count in saved.items())
    print(f"{total} edits reported as saved ({words}), {refused} by set refused; lost: {lost}")
    if "--record" in sys.argv:
        details = {"saved": words, "refused": refused, "runs": runs}
        record("writers", injected=total, survived=total - lost, lost=lost, details=details)


if __name__ == "__main__":
    main()

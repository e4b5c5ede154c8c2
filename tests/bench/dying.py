"""Every way to end, by the hundred: python -m tests.bench.dying [RUNS] [--record].

RUNS (200) of each way, a quarter each while idle, typing, redrawing and saving. The record
is renewed after each way.
"""

import random
import sys
import tempfile
from pathlib import Path

from tests.bench.measured import record
from tests.support.deaths import ACTIVITIES, LIMIT, WAYS, die, report_with_secret
from tests.support.program import EXAMPLES


def main() -> None:
    """Print one line for each way, with what went wrong."""
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    runs = numbers[0] if numbers else 200
    chance = random.Random(1)
    done = survived = lost = 0
    details: dict[str, str] = {}
    for way in WAYS:
        well, longest = 0, 0.0
        for number in range(runs):
            activity = ACTIVITIES[number % len(ACTIVITIES)]
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "2020.toml"
                report_with_secret(EXAMPLES / "2020.toml", path)
                death = die(way, activity, path, chance)
            well += not death.wrong
            lost += death.lost
            longest = max(longest, death.seconds)
            if death.wrong or death.lost:
                lose = "an edit was lost" if death.lost else ""
                print(f"  {way}, {activity}: {death.wrong} {lose}", flush=True)
        done, survived = done + runs, survived + well
        details[way] = f"{well}/{runs}, {longest:.2f} s at most"
        print(f"{way:<32} {details[way]}   limit {LIMIT} s", flush=True)
        if "--record" in sys.argv:
            record("dying", injected=done, survived=survived, lost=lost, details=details)
    print(f"{survived} of {done}, edits lost: {lost}")


if __name__ == "__main__":
    main()

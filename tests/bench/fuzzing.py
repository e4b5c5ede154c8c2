"""Broken files by the hundred thousand: python -m tests.bench.fuzzing [FILES [OPENED]] [--record].

FILES (100,000) through check, fmt and export, OPENED (20,000) through the editor's model,
in turn; one in fifty is made by the hypothesis strategies, the others by the same mutations
alone. The record is renewed as it goes on, so an early end keeps the counts of what was done.
"""

import os
import random
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings

from tests.bench.measured import record
from tests.support.fuzzing import survives_commands, survives_editor
from tests.support.mutations import EXAMPLE_FILES, mutated, mutated_files

Target = Callable[[bytes, Path, random.Random], None]


def by_hypothesis(number: int) -> list[bytes]:
    """Files in every style of writing, broken."""
    found: list[bytes] = []

    @settings(max_examples=number, database=None, deadline=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(mutated_files())
    def collect(data: bytes) -> None:
        found.append(data)

    collect()
    return found


def files(number: int, chance: random.Random) -> Iterator[bytes]:
    """A fiftieth from hypothesis; the rest are mutations of those and of the examples."""
    made = by_hypothesis(max(1, number // 50))
    yield from made
    for _ in range(number - len(made)):
        yield mutated(chance, chance.choice(EXAMPLE_FILES))


class Part:
    """One kind of survival, and how many of its files survived."""

    def __init__(self, name: str, number: int, survives: Target) -> None:
        self.name, self.survives = name, survives
        self.chance = random.Random(name)
        self.files = files(number, self.chance)
        self.done = 0
        self.failures: Counter[str] = Counter()

    @property
    def well(self) -> int:
        """How many survived."""
        return self.done - sum(self.failures.values())

    def step(self, number: int, path: Path) -> bool:
        """Try some more files. False when there are no more."""
        before = self.done
        for data in islice(self.files, number):
            self.done += 1
            try:
                self.survives(data, path, self.chance)
            except Exception as error:
                self._failed(data, error)
        return self.done > before

    def _failed(self, data: bytes, error: Exception) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} {str(error)[:80]!r} at {last.filename}:{last.lineno}"
        if not self.failures[where]:
            kept = Path(tempfile.gettempdir()) / f"fuzzing-{self.name}-{self.done}.toml"
            kept.write_bytes(data)
            print(f"  {where}: {kept}", flush=True)
        self.failures[where] += 1


def commands_on(data: bytes, path: Path, chance: random.Random) -> None:
    """The commands, each in one of its formats."""
    survives_commands(data, path, chance.randrange(330))


def main() -> None:
    """Print what failed, once for each place, and the counts."""
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    many = numbers[0] if numbers else 100_000
    opened = numbers[1] if len(numbers) > 1 else many // 5
    commands = Part("commands", many, commands_on)
    editor = Part("editor", opened, survives_editor)
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "2023.toml"
        while commands.step(1000, path) | editor.step(1000 * opened // many, path):
            assert os.listdir(name) == [path.name], "something was written"
            counts = [(part.name, part.well, part.done) for part in (commands, editor)]
            print(*(f"{n} {w}/{d} survived " for n, w, d in counts), flush=True)
            if "--record" in sys.argv:
                record(
                    "fuzzing",
                    injected=commands.done + editor.done,
                    survived=commands.well + editor.well,
                    lost=0,
                    details={
                        "check, fmt, export": f"{commands.well}/{commands.done}",
                        "editor's model": f"{editor.well}/{editor.done}",
                    },
                )


if __name__ == "__main__":
    main()

"""Broken files by the hundred thousand: python -m tests.bench.fuzzing [FILES [OPENED]] [--record].

FILES (100,000) through check, fmt and export, OPENED (20,000) through the editor's model;
one in fifty is made by the hypothesis strategies, the others by the same mutations alone.
"""

import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
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


def run(name: str, number: int, survives: Target, folder: Path) -> tuple[int, int]:
    """How many files were tried, and how many survived."""
    chance = random.Random(name)
    failures: Counter[str] = Counter()
    done, start = 0, time.perf_counter()
    before = sorted(folder.iterdir())
    path = folder / "2023.toml"
    for data in files(number, chance):
        done += 1
        try:
            survives(data, path, chance)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{type(error).__name__} {str(error)[:80]!r} at {last.filename}:{last.lineno}"
            if not failures[where]:
                kept = Path(tempfile.gettempdir()) / f"fuzzing-{name}-{done}.toml"
                kept.write_bytes(data)
                print(f"  {where}: {kept}", flush=True)
            failures[where] += 1
        if done % 10_000 == 0:
            print(f"  {name}: {done}, {sum(failures.values())} failed", flush=True)
    path.unlink()
    assert sorted(folder.iterdir()) == before, "something was written"
    well = done - sum(failures.values())
    print(f"{name:<10} {well}/{done} survived, {time.perf_counter() - start:.0f} s", flush=True)
    return done, well


def commands_on(data: bytes, path: Path, chance: random.Random) -> None:
    """The commands, each in one of its formats."""
    survives_commands(data, path, chance.randrange(330))


def main() -> None:
    """Print what failed, once for each place, and the counts."""
    numbers = [int(a) for a in sys.argv[1:] if a.isdigit()]
    many = numbers[0] if numbers else 100_000
    opened = numbers[1] if len(numbers) > 1 else many // 5
    with tempfile.TemporaryDirectory() as name:
        commands = run("commands", many, commands_on, Path(name))
        editor = run("editor", opened, survives_editor, Path(name))
    if "--record" in sys.argv:
        record(
            "fuzzing",
            injected=commands[0] + editor[0],
            survived=commands[1] + editor[1],
            lost=0,
            details={
                "check, fmt, export": f"{commands[1]}/{commands[0]}",
                "editor's model": f"{editor[1]}/{editor[0]}",
            },
        )


if __name__ == "__main__":
    main()

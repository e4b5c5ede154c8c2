"""What the benches count, kept as small records: RELIABILITY.md is made from them.

    record("dying", "每种结束方式", injected=4000, survived=4000, lost=0, details={...})

writes tests/bench/measured/dying.json.
"""

import json
import platform
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "measured"


def record(
    name: str, *, injected: int, survived: int, lost: int, details: dict[str, Any] | None = None
) -> Path:
    """Keep the counts of one bench.

    Args:
        injected: faults injected, files fed, or processes killed.
        survived: how many of them ended as promised.
        lost: edits lost, or files damaged; 0 is promised.
        details: more figures, by the words that the table in RELIABILITY.md shows.
    """
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.json"
    kept = {
        "injected": injected,
        "survived": survived,
        "lost": lost,
        "details": details or {},
        "date": date.today().isoformat(),
        "python": platform.python_version(),
        "system": platform.system(),
    }
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def records() -> dict[str, dict[str, Any]]:
    """Every record there is, by the bench's name."""
    return {p.stem: json.loads(p.read_text("utf-8")) for p in sorted(FOLDER.glob("*.json"))}

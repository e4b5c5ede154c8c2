"""Speed and diagnosis, as ratios in one run: python -m tests.bench.

Nothing here is a test: machines differ. Each row says what was measured, against what,
and the limit that the project sets itself.
"""

import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

import tomli

from tests.bench.importing import importing
from tests.bench.narrative import narrative
from tests.support.reports import as_toml, published, report_of
from tui.checks import check_tables
from tui.checks.balance import balance
from tui.checks.diagnosis import diagnose
from tui.export.forms import FORMS
from tui.report.layout import laid_out

ROOT = Path(__file__).parents[2]
HELLO = ROOT / "tests/bench/hello_typer.py"
CHUNK = 32
PROSE = "全年主动公开政府信息若干条，办理依申请公开若干件，平台运行正常，未发生泄密事件。"


def row(what: str, measured: str, limit: str = "") -> None:
    """One line of the table."""
    print(f"{what:<58} {measured:<34} {limit}", flush=True)


def seconds(command: list[str]) -> float:
    """The time that a command takes, from outside."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False, env=env, cwd=ROOT)
    return time.perf_counter() - start


def cold() -> None:
    """Cold commands against a hello world of typer, in turn."""
    program = [str(Path(sys.executable).with_name("disclosure-tui"))]
    hello = [sys.executable, str(HELLO), "hello"]
    example = "examples/2020.toml"
    with tempfile.TemporaryDirectory() as folder:
        out = f"{folder}/out"
        for name, arguments in {
            "check": ["check", example],
            "export markdown": ["export", example, "-o", out],
            "export text": ["export", example, "--format", "text", "-o", out],
        }.items():
            seconds([*program, *arguments])
            pairs = [(seconds([*program, *arguments]), seconds(hello)) for _ in range(15)]
            ours, theirs = (statistics.median(p[i] for p in pairs) for i in (0, 1))
            ratio = statistics.median(a / b for a, b in pairs)
            shown = f"{ratio:.2f} ({ours * 1e3:.0f} ms : {theirs * 1e3:.0f} ms)"
            row(f"cold {name} : hello world of typer 0.28", shown, "≤ 1.5")


def one_check() -> None:
    """A full check of one report in memory, in processor time."""
    case = next(c for c in published() if c["agency"] == "淮安市人民政府")
    report = report_of(case)
    cells = ("granted.natural", "unavailable_not_held.legal_service", "denied_deliberative.other")
    for wrong in range(4):
        if wrong:
            index = report.format.index[f"applications.{cells[wrong - 1]}"]
            report.values[index] = int(report.values[index] or 0) + 3 + wrong
        check_tables(report)
        start = time.process_time()
        for _ in range(200):
            check_tables(report)
        took = (time.process_time() - start) / 200 * 1e3
        row(f"one check of a loaded report, {wrong} wrong cells", f"{took:.3f} ms", "< 1 ms")


def documents() -> None:
    """A report in memory as each document, warm."""
    case = next(c for c in published() if c["agency"] == "淮安市人民政府")
    report = report_of(case)
    for path in report.format.texts:
        report.texts[path] = "\n".join([PROSE * 6] * 3)
    limits = {"docx": "< 120 ms", "html": "< 150 ms"}
    for form in FORMS:
        form.make(report)
        times = []
        for _ in range(9):
            start = time.process_time()
            form.make(report)
            times.append(time.process_time() - start)
        name = f"{form.format} {form.variant}".strip()
        took = f"{statistics.median(times) * 1e3:.1f} ms"
        row(f"one report as {name}, warm, processor time", took, limits.get(form.format, ""))


def two_wrong_cells() -> None:
    """How often two wrong cells are both named with their true values."""
    chance, named, found, total = random.Random(2020), 0, 0, 0
    for case in published():
        report = report_of(case)
        cells = [c.index for c in report.format.cells if c.section.key == "applications"]
        if case["broken"] or not all(isinstance(report.values[i], int) for i in cells):
            continue
        for _ in range(200):
            pair = chance.sample(cells, 2)
            true = {i: report.values[i] for i in pair}
            for i in pair:
                report.values[i] = int(report.values[i] or 0) + chance.randrange(1, 40)
            state = balance(report)
            diagnoses = list(diagnose(report, state).values())
            total += 1
            found += bool(state.off_by)
            named += bool(diagnoses) and dict(diagnoses[0].explanations[0].fixes) == true
            report.values[pair[0]], report.values[pair[1]] = true.values()
    row("two wrong cells: found", f"{found / total:.1%} of {total}", "100%")
    row("two wrong cells: both named with their true values", f"{named / total:.1%} of {total}")


def write_reports(folder: Path, number: int) -> list[Path]:
    """Reports made of published figures and prose of a usual length; one in eight is broken."""
    chance, bases = random.Random(5), []
    for case in published():
        report = report_of(case)
        if case["broken"] or "" in report.values or len(set(case["layout"].values())) > 1:
            continue
        for path in report.format.texts:
            report.texts[path] = PROSE * chance.randrange(8, 18)
        report.texts["other.text"] += "本年度未收取信息处理费。"
        good = laid_out(as_toml(report), report.format)
        index = report.format.index["applications.granted.natural"]
        report.values[index] = int(report.values[index] or 0) + 9
        bases.append((good, laid_out(as_toml(report), report.format)))
    files = []
    for i in range(number):
        good, broken = chance.choice(bases)
        files.append(folder / f"{i:06d}.toml")
        text = broken if chance.random() < 0.125 else good
        files[-1].write_text(text.replace('agency = "', f'agency = "{i:06d}', 1), "utf-8")
    return files


def parse_chunk(chunk: list[Path]) -> int:
    """Read and parse files, as the reference."""
    return sum(len(tomli.loads(f.read_text("utf-8"), parse_float=Decimal)) for f in chunk)


def parse_all(files: list[Path]) -> float:
    """The time to parse all files with tomli on all processors."""
    chunks = [files[i : i + CHUNK] for i in range(0, len(files), CHUNK)]
    start = time.perf_counter()
    with get_context("fork").Pool(len(os.sched_getaffinity(0))) as pool:
        sum(pool.imap(parse_chunk, chunks))
    return time.perf_counter() - start


def peak_megabytes(folder: Path) -> float:
    """Peak memory of the main process of a check, from outside."""
    code = (
        "import resource, subprocess, sys; "
        f"subprocess.run([sys.executable, '-m', 'tui', 'check', {str(folder)!r}], "
        "stdout=subprocess.DEVNULL); "
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    return float(done.stdout)


def many() -> None:
    """Many files against parsing the same files, and memory against their number."""
    number = 8_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "few").mkdir()
        files = write_reports(folder, number)
        write_reports(folder / "few", number // 4)
        pairs = []
        for _ in range(3):
            ours = seconds([sys.executable, "-m", "tui", "check", str(folder)])
            pairs.append((parse_all(files) * (number + number // 4) / number, ours))
        ratio = statistics.median(parse / ours for parse, ours in pairs)
        took = statistics.median(ours for _, ours in pairs)
        each = number + number // 4
        row(
            f"check of {each} files : parsing them with tomli",
            f"{ratio:.0%} ({took:.1f} s)",
            "≥ 60%",
        )
        few, all_ = peak_megabytes(folder / "few"), peak_megabytes(folder)
        row("peak memory, a quarter of the files : all", f"{few:.1f} MB : {all_:.1f} MB", "equal")
        text = files[0].read_text("utf-8")
        rates = [timed(lambda load=load: load(text)) for load in (tomllib.loads, tomli.loads)]
        row("tomllib : tomli, one report", f"{rates[0] / rates[1]:.1f} times")


def timed(function: Callable[[], object]) -> float:
    """Seconds of one call, of many."""
    start = time.perf_counter()
    for _ in range(100):
        function()
    return (time.perf_counter() - start) / 100


if __name__ == "__main__":
    cold()
    one_check()
    documents()
    two_wrong_cells()
    narrative(row)
    many()
    importing(row)

"""Checking many files: which ones, on all processors, results in order."""

import gc
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tui.checks import Selection, check
from tui.checks.settings import ProjectError
from tui.checks.surroundings import Projects, context_of
from tui.cli.style import Style
from tui.display import visible
from tui.report.read import load
from tui.report.source import STANDARD_INPUT, UnreadableError
from tui.schema import Catalogue, SchemaError

if TYPE_CHECKING:
    from multiprocessing.pool import AsyncResult

CHUNK = 32
PARALLEL_FROM = 2 * CHUNK
"""Below this many files starting workers costs more than they save."""

GARBAGE = 20_000
"""New objects after which cycles among them are looked for."""

AHEAD = 4
"""How many chunks each worker may be ahead of what is written."""


class Job(NamedTuple):
    """What is done with every file. ``previous`` is a file or folder of last year's."""

    format: str
    selection: Selection | None
    """None: what the project of each file says."""
    catalogue: Catalogue
    style: Style
    room: int | None
    projects: Projects
    fail_on: str = ""
    previous: str = ""


class Result(NamedTuple):
    """The outcome for one file: what to write, and what to count."""

    text: str = ""
    counts: tuple[int, int, int] = (0, 0, 0)
    not_assessable: int = 0
    waived: int = 0
    failed: bool = False
    """There are findings as grave as ``--fail-on`` or the file's project says."""
    unreadable: str = ""


class Tally:
    """The sums over all files."""

    def __init__(self) -> None:
        self.reports = self.faulty = 0
        self.errors = self.warnings = self.infos = 0
        self.not_assessable = self.waived = 0
        self.failed = self.unreadable = False

    def add(self, result: Result) -> None:
        """Count one file."""
        if result.unreadable:
            self.unreadable = True
            return
        errors, warnings, infos = result.counts
        self.reports += 1
        self.faulty += bool(errors or warnings or infos)
        self.errors += errors
        self.warnings += warnings
        self.infos += infos
        self.not_assessable += result.not_assessable
        self.waived += result.waived
        self.failed |= result.failed


def check_file(job: Job, name: str) -> Result:
    """Check one file and write its part of the output."""
    try:
        loaded = load(name, job.catalogue)
        project = job.projects.at(os.path.dirname(name))
        context = context_of(loaded, project, job.catalogue, job.previous)
    except (UnreadableError, SchemaError, ProjectError) as error:
        return Result(unreadable=f"{visible(name)}：{error}")
    chosen = Selection(project.select, project.ignore) if job.selection is None else job.selection
    checked = check(loaded, chosen, context)
    counts = checked.count("error"), checked.count("warning"), checked.count("info")
    fail_on = job.fail_on or project.fail_on
    failed = bool(counts[0] or (fail_on == "warning" and counts[1]))
    # Each writer is imported when there is something for it to write.
    if job.format == "json":
        from tui.cli.finding_json import report_json

        text = report_json(loaded, checked)
    elif not checked.findings and not checked.waived:
        text = ""
    elif job.format == "concise":
        from tui.cli.finding_text import concise, concise_waived

        lines = [concise(loaded.source, f) for f in checked.findings]
        text = "\n".join(lines + [concise_waived(loaded.source, w) for w in checked.waived])
    else:
        from tui.cli.finding_text import full, full_waived

        told: set[str] = set()
        blocks = [full(loaded.source, f, job.style, job.room, told) for f in checked.findings]
        blocks += [full_waived(loaded.source, w, job.style) for w in checked.waived]
        text = "".join(f"{block}\n\n" for block in blocks).removesuffix("\n")
    return Result(text, counts, checked.not_assessable, len(checked.waived), failed)


def files_of(names: Iterable[str]) -> Iterator[str]:
    """The files to check: a folder stands for every .toml in it, sorted, hidden ones left out.

    Folders are read one at a time, so that a tree of any size is never held in memory.
    """
    for name in names:
        if name == STANDARD_INPUT or not os.path.isdir(name):
            yield name
            continue
        closed: list[OSError] = []
        for folder, folders, files in os.walk(name, onerror=closed.append):
            folders[:] = sorted(f for f in folders if not f.startswith("."))
            for file in sorted(files):
                if file.endswith(".toml") and not file.startswith("."):
                    yield os.path.join(folder, file)
        # A folder that may not be read is told like a file: what is in it was not checked.
        yield from (error.filename for error in closed)


def results(job: Job, names: list[str], jobs: int) -> Iterator[Result]:
    """The result of each file, in order; many files are spread over all processors."""
    for name in names:
        if name != STANDARD_INPUT and os.path.isdir(name) and not any(files_of([name])):
            yield Result(unreadable=f"{visible(name)}：文件夹里没有年报文件（.toml）")
    gc.enable()
    # A report is a few thousand objects without cycles: to look for some after every 700 of
    # them costs more than one report in fifty.
    gc.set_threshold(GARBAGE)
    files = files_of(names)
    first = list(islice(files, PARALLEL_FROM))
    workers = jobs or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if len(first) < PARALLEL_FROM or workers < 2 or not hasattr(os, "fork"):
        for name in first:
            yield check_file(job, name)
        for name in files:
            yield check_file(job, name)
        return
    yield from _parallel(job, _chunks(first, files), workers)


def _chunks(first: list[str], rest: Iterator[str]) -> Iterator[list[str]]:
    for start in range(0, len(first), CHUNK):
        yield first[start : start + CHUNK]
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


_job: Job | None = None


def _start_worker(job: Job) -> None:
    global _job
    _job = job
    # Ctrl+C reaches the whole group; only the main process shall answer it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _check_chunk(names: list[str]) -> list[Result]:
    assert _job is not None
    return [check_file(_job, name) for name in names]


def _parallel(job: Job, chunks: Iterator[list[str]], workers: int) -> Iterator[Result]:
    from multiprocessing import get_context

    # Forked workers share the formats that are already loaded.
    for form in job.catalogue.all():
        _ = form.equations, form.rows
    with get_context("fork").Pool(workers, _start_worker, (job,)) as pool:
        # Not imap: it would gather results without limit while the reader of our output waits.
        pending: deque[AsyncResult[list[Result]]] = deque()
        for chunk in chunks:
            pending.append(pool.apply_async(_check_chunk, (chunk,)))
            if len(pending) > AHEAD * workers:
                yield from pending.popleft().get()
        while pending:
            yield from pending.popleft().get()

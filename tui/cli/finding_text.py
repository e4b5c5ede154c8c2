"""A finding for people: where, what, the user's own lines with the operands marked, what to do."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.checks import SEVERITY_WORDS, Finding
from tui.checks.finding import phrase_span
from tui.cli.style import Style
from tui.display import visible, width
from tui.report.source import Source

if TYPE_CHECKING:
    from tui.checks.waiving import Waived

CONTEXT = 60
"""How many columns of a line are shown at least, however narrow the terminal."""

WIDEST = 240
"""How many are shown at most, also in a file: a line may hold a whole chapter."""


def concise(source: Source, finding: Finding) -> str:
    """One line, for editors and grep."""
    line, column = finding.located(source)
    rule = finding.rule
    where = f"{visible(source.name)}:{line}:{column}"
    word = SEVERITY_WORDS[rule.severity]
    return f"{where}: {rule.id} {rule.name} {word}：{visible(finding.message)}"


def full(source: Source, finding: Finding, style: Style, room: int | None, told: set[str]) -> str:
    """The whole message. ``room``: the terminal's width, None for as wide as it takes.

    ``told`` collects the diagnoses already given: one wrong cell breaks several
    identities, but its explanation needs to be read only once.
    """
    line, column = finding.located(source)
    rule = finding.rule
    colour = style.red if rule.severity == "error" else style.yellow
    head = f"{visible(source.name)}:{line}:{column}"
    parts = [
        f"{style.bold(head)}  {colour(f'{rule.id} {rule.name}  {SEVERITY_WORDS[rule.severity]}')}",
        f"  {visible(finding.message)}",
        *_excerpt(source, finding, line, style, room),
    ]
    if finding.diagnosis:
        if finding.suspects and finding.diagnosis in told:
            parts.append("  原因同上一处，一并改正即可")
            return "\n".join(parts)
        told.add(finding.diagnosis)
        parts.append(f"  {style.bold(visible(finding.diagnosis))}")
    if finding.remedy:
        parts.append(f"  {style.dim('怎么办：')}{visible(finding.remedy)}")
    return "\n".join(parts)


def concise_waived(source: Source, waived: "Waived") -> str:
    """One line for a finding with a reason on record."""
    finding, waiver = waived
    line, column = finding.located(source)
    where = f"{visible(source.name)}:{line}:{column}"
    said = f"{finding.message}；理由：{waiver.reason}（{waiver.by} {waiver.date}）"
    return f"{where}: {finding.rule.id} {finding.rule.name} 已有理由：{visible(said)}"


def full_waived(source: Source, waived: "Waived", style: Style) -> str:
    """What was found, and who gave which reason for it."""
    finding, waiver = waived
    line, column = finding.located(source)
    head = f"{visible(source.name)}:{line}:{column}"
    reason = f"理由：{waiver.reason}（{waiver.by}，{waiver.date}）"
    return "\n".join(
        (
            f"{style.bold(head)}  {style.dim(f'{finding.rule.id} {finding.rule.name}  已有理由')}",
            f"  {visible(finding.message)}",
            f"  {visible(reason)}",
        )
    )


def _excerpt(
    source: Source, finding: Finding, at: int, style: Style, room: int | None
) -> Iterator[str]:
    """The lines that hold the operands, each with carets under them."""
    marks = _marks(source, finding)
    if not marks and (finding.offset is not None and source.text.strip()):
        marks = {at: [(finding.offset, finding.offset + 1)]}
    if not marks:
        return
    shown = {n: spans for n, spans in marks.items() if n == at or _matters(source, spans)}
    hidden = len(marks) - len(shown)
    if hidden == 1 or len(marks) <= 4:
        shown, hidden = marks, 0
    gutter = max(len(str(n)) for n in shown)
    room = WIDEST if room is None else max(CONTEXT, room - gutter - 6)
    last = None
    for number, spans in sorted(shown.items()):
        if last is not None and number != last + 1:
            yield style.dim(f"  {'':{gutter}} ⋮")
        last = number
        text, carets = _marked(source, number, spans, room)
        yield f"  {style.dim(f'{number:>{gutter}} |')} {text}"
        yield f"  {style.dim(f'{chr(32):>{gutter}} |')} {style.red(carets)}"
    if hidden:
        yield style.dim(f"  {'':{gutter}} （另有 {hidden} 行是 0，略去）")


def _marks(source: Source, finding: Finding) -> dict[int, list[tuple[int, int]]]:
    """Line → spans to mark in it."""
    found: dict[int, list[tuple[int, int]]] = {}
    if finding.phrase and (phrase := phrase_span(finding.phrase, source)):
        for start, end in _by_line(source, *phrase):
            found.setdefault(source.lines.place(start)[0], []).append((start, end))
    for path in finding.marks:
        if entry := source.entry(path):
            key, start, end = entry.key, entry.start, entry.end
            line = source.lines.place(key if finding.at_key else start)[0]
            line_end = source.lines.start(line) + len(source.lines.line(line))
            if key == end:  # The heading of a table.
                end = source.text.find("]", key, line_end) + 1
            elif finding.at_key:
                start, end = key, key + len(source.text[key:start].rpartition("=")[0].rstrip())
            found.setdefault(line, []).append((start, max(start + 1, min(end, line_end))))
    return found


def _by_line(source: Source, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch of the file cut at its line breaks; only what is not blank."""
    at = start
    for line in source.text[start:end].split("\n"):
        bare = line.strip()
        if bare:
            first = at + line.index(bare[0])
            yield first, first + len(bare)
        at += len(line) + 1


def _matters(source: Source, spans: list[tuple[int, int]]) -> bool:
    """Whether something other than zero stands in one of the spans."""
    return any(source.text[start:end].strip() not in ("0", "") for start, end in spans)


def _marked(
    source: Source, number: int, spans: list[tuple[int, int]], room: int
) -> tuple[str, str]:
    """A line and its carets, aligned by display width, cut to the room with a mark."""
    start = source.lines.start(number)
    line = source.lines.line(number).replace("\t", " ")
    # A value may be megabytes long: its beginning is enough.
    spans = sorted((a - start, min(b, a + WIDEST) - start) for a, b in spans)
    line = line[: max(b for _, b in spans) + WIDEST]
    cut = 0
    if width(visible(line[: spans[-1][1]])) > room:
        # Keep the marked end of the line; what is cut on the left is said with a sign.
        cut = min(spans[0][0], _start_of_tail(line[: spans[-1][1]], room - 4))
    lead = "… " if cut else ""
    text = lead + visible(line[cut:])
    if width(text) > room:
        text = _clipped(text, room)
    carets = ""
    for a, b in spans:
        if a < cut:
            continue
        column = len(lead) + (width(visible(line[cut:a])))
        carets += " " * (column - width(carets)) + "^" * max(1, width(visible(line[a:b])))
    return text, carets[:room]


def _start_of_tail(text: str, room: int) -> int:
    """Where the longest end of a text begins that fits into the room."""
    used, at = 0, len(text)
    while at and (used := used + width(visible(text[at - 1]))) <= room:
        at -= 1
    return at


def _clipped(text: str, room: int) -> str:
    text = text[:room]
    while text and width(text) > room - 1:
        text = text[:-1]
    return text + "…"

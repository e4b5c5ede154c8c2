"""Reading what can be read of a text that is not valid TOML.

The text is mended for reading only: values without quotes are quoted, statements that
make no sense are left out, and each is reported. So one slip of the hand does not hide
what else is wrong with the file. Where the heading of a table is broken another one takes
its place, or all rows below it would fall into the table before.
"""

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from .problem import KeyPath, Problem
from .scan import Entry, Lines, Scan, broken_values
from .values import exact

if TYPE_CHECKING:
    from .parse import Parsed

MAX_MENDS = 40
MAX_MENDED = 8_000_000
"""Characters that are parsed again in all: a file of megabytes is no slip of the hand."""

_KEY_AT_LINE = re.compile(r"[ \t]*([A-Za-z0-9_-]+)")
_TABLE_NAME = re.compile(r"[A-Za-z0-9_-]+")


class Mend(NamedTuple):
    """What is left out, from the offset it is kept under to ``end``, and what stands in."""

    end: int
    heading: str


def mend(text: str, parsed: "Parsed") -> None:
    """Fill ``parsed`` with what can be read, and with a problem for each thing that cannot."""
    scan, lines = Scan(text), Lines(text)
    quoted = {entry.start: entry for entry in broken_values(scan)}
    mends: dict[int, Mend] = {}
    for _ in range(max(2, min(MAX_MENDS, MAX_MENDED // len(text)))):
        mended, places = _rewritten(text, quoted, mends)
        try:
            parsed.tables = tomli.loads(mended, parse_float=exact)
        except tomli.TOMLDecodeError as error:
            at = places(error.pos)
            start, end, problem = _culprit(text, scan, lines, at, error.msg, parsed)
            again = start in mends
            if not again:
                parsed.problems.append(problem)
            heading = _heading(text[start:end], problem, parsed, unusable=again)
            mends[start] = Mend(end, heading)
        except (RecursionError, ValueError):
            facts = {"what": "depth"}
            parsed.problems.append(Problem("syntax", offset=deepest(text), facts=facts))
            return
        else:
            break
    _report_quoted(text, quoted, mends, parsed)


def _report_quoted(
    text: str, quoted: dict[int, Entry], mends: dict[int, Mend], parsed: "Parsed"
) -> None:
    """Values that were quoted for reading are wrong wherever they stand."""
    for entry in quoted.values():
        if not any(start <= entry.start < mend.end for start, mend in mends.items()):
            raw = text[entry.start : entry.end]
            # Where there is no value the place is right behind the equal sign.
            offset = entry.start if raw else len(text[: entry.start].rstrip(" \t"))
            parsed.problems.append(
                Problem("unquoted", at=entry.path, offset=offset, facts={"raw": raw})
            )


def _heading(line: str, problem: Problem, parsed: "Parsed", *, unusable: bool) -> str:
    """The heading that stands in for a broken one; nothing in place of a statement.

    Its name is the one that was meant where that can be told, else one that stands for no
    table: what is below is then left out without another word.
    """
    code = line.partition("#")[0].strip()
    if not code.startswith(("[", "［", "【")) or "=" in code:
        return ""
    name = code.strip("[]［］【】 \t")
    if unusable or problem.facts["what"] == "twice" or not _TABLE_NAME.fullmatch(name):
        name = f"lost-{len(parsed.lost_keys)}"
        parsed.lost_keys.add(name)
    return f"[{name}]"


def _rewritten(text: str, quoted: dict[int, Entry], mends: dict[int, Mend]) -> Any:
    """The mended text, and a function from its offsets to those of the original."""
    edits = [(e.start, e.end, json.dumps(text[e.start : e.end])) for e in quoted.values()]
    edits = [e for e in edits if not any(a <= e[0] < m.end for a, m in mends.items())]
    edits += [
        (start, mend.end, mend.heading + re.sub(r"[^\n]", "", text[start : mend.end]))
        for start, mend in mends.items()
    ]
    pieces: list[str] = []
    shifts: list[tuple[int, int]] = [(0, 0)]
    done = length = 0
    for start, end, new in sorted(edits):
        if start < done:
            continue
        pieces += (text[done:start], new)
        length += start - done + len(new)
        done = end
        shifts.append((length, done - length))
    pieces.append(text[done:])

    def original(offset: int) -> int:
        shift = next(s for at, s in reversed(shifts) if at <= offset)
        return min(offset + shift, max(len(text) - 1, 0))

    return "".join(pieces), original


def _culprit(
    text: str, scan: Scan, lines: Lines, at: int, message: str, parsed: "Parsed"
) -> tuple[int, int, Problem]:
    """The statement to leave out because of an error at an offset, and the report of it."""
    holder = next(
        (e for e in reversed(scan.entries) if e.key <= at <= e.end and isinstance(e.path[-1], str)),
        None,
    )
    if "Unterminated" in message or "Unclosed" in message or "end of" in message:
        # The parser notices an open quote or bracket far behind the place to mend.
        holder = next((e for e in scan.entries if e.broken and e.key <= at), holder)
    line = lines.place(at)[0]
    start, end = lines.start(line), lines.start(line) + len(lines.line(line))
    facts: dict[str, Any] = {"what": "other", "message": message}
    place = at
    if holder:
        start, end = min(start, holder.key), max(holder.end, holder.key + 1)
        end = max(
            end, lines.start(lines.place(end - 1)[0]) + len(lines.line(lines.place(end - 1)[0]))
        )
        if holder.broken:
            place = holder.start
            facts["what"] = "open"
            facts["raw"] = text[holder.start : holder.start + 3]
    twin = _twin(scan, start, end) if "verwrite" in message or "twice" in message else None
    if twin:
        path, first, place = twin
        facts = {"what": "twice", "key": str(path[-1]), "first": lines.place(first)[0]}
    else:
        for number in range(lines.place(start)[0], lines.place(max(start, end - 1))[0] + 1):
            if match := _KEY_AT_LINE.match(lines.line(number)):
                parsed.lost_keys.add(match[1])
        facts["line"] = lines.line(lines.place(place)[0])
    return start, max(end, start), Problem("syntax", offset=place, facts=facts)


def _twin(scan: Scan, start: int, end: int) -> tuple[KeyPath, int, int] | None:
    """The key or table defined in a span that was defined before it."""
    places = [(e.path, e.key) for e in scan.entries] + scan.headers
    seen: dict[KeyPath, int] = {}
    for path, at in sorted(places, key=lambda p: p[1]):
        if path in seen and start <= at <= end:
            return path, seen[path], at
        seen.setdefault(path, at)
    return None


def deepest(text: str) -> int:
    """The offset at which brackets begin to pile up."""
    match = re.search(r"[\[{]{50,}", text)
    return match.start() if match else 0

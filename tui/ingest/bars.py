"""Cells of a table that came as text with a bar behind each."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .document import Cell, Grid, Paragraph, Place
from .figures import looks_like_figure, tidy

PIPES = re.compile(r"[|｜│]")


class Token(NamedTuple):
    """One piece of text. ``gap``: line breaks before it, 0 where blanks are explicit."""

    text: str
    place: Place
    gap: int
    kind: str = ""


def grid_of(rows: list[list[Token]]) -> Grid:
    """Rows of tokens as a table whose columns mean nothing."""
    made = [[Cell(t.text, t.place, i) for i, t in enumerate(row)] for row in rows]
    return Grid(made, spans=False, placed=False, padded=is_padded(made))


def is_padded(rows: list[list[Cell]]) -> bool:
    """Whether merged cells were dropped and every row filled up with blanks at its end.

    Then a blank at the end of a row may be none of its cells, and none is missing before.
    """
    long = [row for row in rows if len(row) > 1]
    filled = [row for row in long if not tidy(row[-1].text)]
    leading = any(not tidy(row[0].text) and any(tidy(c.text) for c in row) for row in long)
    return not leading and any(_is_banner_or_header(row) for row in filled)


def _is_banner_or_header(row: list[Cell]) -> bool:
    """A row without any figure: the blanks at its end stand for merged cells."""
    said = [c for c in row if tidy(c.text)]
    return not any(looks_like_figure(c.text) for c in said)


def ends_in_bar(text: str) -> bool:
    """Whether the last cell of a line is closed."""
    return text.rstrip().endswith(("|", "｜"))


def lines_of_bars(lines: list[Paragraph]) -> Grid | None:
    """``cell | cell | cell |``: a row a line; None where the lines are not of that kind."""
    several = [line for line in lines if len(PIPES.findall(line.text)) > 1]
    ended = sum(ends_in_bar(line.text) for line in lines)
    single = sum(len(PIPES.findall(line.text)) == 1 for line in lines)
    if len(several) < 2 or len(several) <= single:
        return None
    rows: list[list[Token]] = []
    held = ""
    for line in lines:
        text = held + line.text.strip()
        held = ""
        if not PIPES.search(text):
            # A cell whose text goes on in the next line, or a sentence around the table.
            if ended * 2 > len(lines) and len(text) < 30 and text[-1:] not in "。：:；":
                held = text + "\n"
                continue
            rows.append([Token(text, line.place, 0)])
            continue
        parts = PIPES.split(text)
        parts = parts[1:] if not parts[0].strip() and text[:1] in "|｜│" else parts
        parts = parts[:-1] if not parts[-1].strip() else parts
        if all(set(part.strip()) <= set("-:") for part in parts):
            continue  # The line under the header of a Markdown table.
        rows.append([Token(part.strip(), line.place, 0) for part in parts])
    if held:
        rows.append([Token(held.strip(), lines[-1].place, 0)])
    return grid_of(rows)


def between_bars(lines: list[Paragraph]) -> Iterator[Token]:
    """Every cell is closed by a bar, at the end of its line or on a line of its own."""
    held: list[str] = []
    for line in lines:
        *closed, rest = PIPES.split(line.text)
        for part in closed:
            yield Token("".join([*held, part.strip()]), line.place, 0)
            held = []
        if rest.strip():
            held.append(rest.strip())
            if (
                rest.strip()[-1] in "。：:"
            ):  # A sentence above the table, no part of its first cell.
                yield Token("".join(held), line.place, 0)
                held = []
    if held:
        yield Token("\n".join(held), lines[-1].place, 0)

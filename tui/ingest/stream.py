"""A table that came as a flat list of cells, one or several a line, back into rows.

Where the figures of a row cannot be counted out exactly, the row is left as it is:
the recogniser then lists it instead of guessing which cell was blank.
"""

import re
from collections import Counter
from collections.abc import Iterator

from .bars import PIPES, Token, between_bars, ends_in_bar, grid_of, lines_of_bars
from .document import Grid, IngestError, Paragraph, Place
from .figures import looks_like_figure, tidy
from .labels import core, is_numbered
from .vocabulary import Vocabulary

JOINED = 6
"""A label is broken into so many lines at most."""

MAX_TOKENS = 20_000
LONGEST_LINE = 20_000

AMBIGUOUS = ("其他", "总计")
"""Labels of rows and of columns alike."""


def rows_of(lines: list[Paragraph], words: Vocabulary, after: int = 0) -> Grid | None:
    """The lines of a table section as rows; None where there is no line.

    ``after``: line breaks between the last line and what comes next, 0 where not known.
    """
    if not lines:
        return None
    if (barred := lines_of_bars(lines)) is not None:
        return barred
    found = list(_tokens(lines, words))
    if len(found) > MAX_TOKENS:
        raise IngestError(f"表格部分有 {len(found)} 项，不像一份年度报告")
    tokens = _atoms(found, words)
    rows = _grouped(tokens)
    _restore_blanks(rows, words, after)
    return grid_of(rows)


def _tokens(lines: list[Paragraph], words: Vocabulary) -> Iterator[Token]:
    bars = sum(ends_in_bar(line.text) for line in lines)
    if bars * 4 > len(lines):
        yield from between_bars(lines)
        return
    for line in lines:
        text = line.text
        if "\t" in text.strip("\n"):
            for part in text.split("\t"):
                yield Token(part.strip(), line.place, 0)
        elif len(PIPES.findall(text)) > 0 and text.strip() not in ("|", "｜"):
            parts = PIPES.split(text.strip())
            if not parts[0].strip():
                parts = parts[1:]
            if parts and not parts[-1].strip():
                parts = parts[:-1]
            for part in parts:
                yield Token(part.strip(), line.place, 0)
        else:
            for i, part in enumerate(_parted(text, words)):
                yield Token(part, line.place, 0 if i else line.gap)


def _parted(text: str, words: Vocabulary) -> list[str]:
    """The cells of a line: parted at blanks where that leaves labels and figures only."""
    whole = tidy(text)
    if not re.search(r"\s", whole) or len(whole) > LONGEST_LINE:
        return [whole] if whole else []
    if _kind(whole, words) not in ("", "figure"):
        return [whole]
    parts = _split_outside_brackets(whole)
    kinds = [t.kind for t in _atoms([Token(p, Place(), 0) for p in parts], words)]
    if kinds and kinds.count("") * 4 <= len(kinds) and len(kinds) > 1:
        return parts
    wide = [p for p in re.split(r"\s{2,}", whole) if p]
    return wide if len(wide) > 1 and any(map(looks_like_figure, wide)) else [whole]


def _split_outside_brackets(text: str) -> list[str]:
    parts: list[str] = []
    depth = 0
    for piece in text.split():
        if depth > 0 and parts:
            parts[-1] += piece
        else:
            parts.append(piece)
        depth = max(0, depth + len(re.findall(r"[（(]", piece)) - len(re.findall(r"[）)]", piece)))
    return parts


def is_ambiguous(text: str) -> bool:
    """Whether a text may be the label of a row or of a column: headers have no number."""
    return core(text) in AMBIGUOUS and not is_numbered(text)


def _kind(text: str, words: Vocabulary, *, tolerant: bool = True) -> str:
    """What a text is in a table: figure, row, stub, head, or nothing known."""
    if looks_like_figure(text):
        return "figure"
    if words.is_corner(text):
        return "head"
    if core(text) in AMBIGUOUS and is_numbered(text) and words.rows.exactly(text):
        return "row"  # Headers have no number.
    for kind, index in (("head", words.heads), ("row", words.rows), ("stub", words.stubs)):
        if (index.find(text) if tolerant else index.exactly(text)) is not None:
            return kind
    return ""


def _atoms(tokens: list[Token], words: Vocabulary) -> list[Token]:
    """Tokens with their kinds; labels that were broken into several are joined."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        taken = 1
        if token.text and not looks_like_figure(token.text):
            taken, kind = _longest(tokens, at, words)
        else:
            kind = "figure"
        text = "".join(t.text for t in tokens[at : at + taken])
        found.append(Token(text, token.place, token.gap, kind))
        at += taken
    return found


def _longest(tokens: list[Token], at: int, words: Vocabulary) -> tuple[int, str]:
    """How many tokens from here make a label, and of which kind."""
    single = _kind(tokens[at].text, words, tolerant=False)
    texts = [t.text for t in tokens[at : at + JOINED]]
    for count in range(len(texts), 1, -1):
        joined = "".join(texts[:count])
        if (
            len(joined) > 80
            or words.is_corner(joined)
            or any(not t or looks_like_figure(t) for t in texts[1:count])
        ):
            continue
        # “总计” and the label after it are two, however well they join.
        if single and _kind(texts[1], words, tolerant=False):
            break
        kind = _kind(joined, words, tolerant=False)
        if kind and kind != "figure" and core(joined) != core(texts[0]):
            return count, kind
    if single:
        return 1, single
    return 1, _kind(tokens[at].text, words)


def _grouped(tokens: list[Token]) -> list[list[Token]]:
    """Tokens as rows: labels, then figures; headers are rows of their own."""
    rows: list[list[Token]] = []
    row: list[Token] = []
    phase = "label"
    for i, token in enumerate(tokens):
        kind = token.kind
        following = tokens[i + 1].kind if i + 1 < len(tokens) else ""
        if kind == "head" and phase != "head" and following == "figure" and token.text:
            kind = "row"
        if kind == "row" and phase == "head" and following != "figure" and is_ambiguous(token.text):
            kind = "head"
        wanted = {"figure": "figure", "head": "head"}.get(kind, "label")
        if kind == "figure" and not token.text and _is_filler(row, phase, tokens, i):
            row.append(token)
            continue
        joins = phase == "label" and wanted == "figure" and row
        second = kind in ("row", "stub") and any(t.kind == "row" for t in row)
        if (wanted != phase and not joins) or second:
            if row:
                rows.append(row)
            row = []
        phase = wanted
        row.append(token)
    if row:
        rows.append(row)
    return [r for r in rows if any(t.text for t in r)]


def _is_filler(row: list[Token], phase: str, tokens: list[Token], at: int) -> bool:
    """Whether a blank is the place holder of a merged label and no blank figure."""
    if phase == "figure" or (row and row[-1].kind == "row"):
        return False
    after = next((t for t in tokens[at:] if t.text), None)
    return after is not None and (after.kind != "figure" or phase == "label")


def _restore_blanks(rows: list[list[Token]], words: Vocabulary, end: int) -> None:
    """Put back blank cells that only more line breaks than usual tell of.

    Only if one and the same reading of the line breaks makes every short row complete.
    """
    gaps = Counter(t.gap for row in rows for t in row[1:] if t.gap)
    if not gaps:
        return
    bases = sorted(gap for gap, number in gaps.items() if number * 20 >= sum(gaps.values()))
    short: list[tuple[int, int, bool]] = []
    header = 0
    for number, row in enumerate(rows):
        figures = [t for t in row if t.kind == "figure"]
        labels = [t for t in row if t.kind != "figure"]
        if not figures and labels and all(t.kind == "head" for t in labels):
            header = _width(labels, words)
            continue
        wanted = _wanted(labels, header, words)
        if wanted and len(figures) < wanted and (labels or figures):
            # （六）其他处理 has figures in one format and rows below it in another.
            unsure = not figures and words.stubs.find(labels[-1].text) is not None
            short.append((number, wanted, unsure))
    if not short:
        return
    for base, divisor in ((b, d) for b in bases for d in {1, b}):
        made: dict[int, list[Token]] = {}
        for number, wanted, unsure in short:
            after = rows[number + 1][0].gap if number + 1 < len(rows) else end
            filled = _filled(rows[number], wanted, base, divisor, after)
            if filled is not None:
                made[number] = filled
            elif not unsure:
                break
        else:
            for number, filled in made.items():
                rows[number] = filled
            return


def _filled(
    row: list[Token], wanted: int, base: int, divisor: int, after: int
) -> list[Token] | None:
    made: list[Token] = []
    figures = 0
    labelled = False
    for token in row:
        extra = max(0, token.gap - base) if token.gap else 0
        if token.kind == "figure":
            blanks, rest = divmod(extra, divisor)
            if rest:
                return None
            made += [Token("", token.place, 0, "figure")] * blanks
            figures += blanks + 1
        elif extra and labelled:
            return None
        labelled = True
        made.append(token)
    blanks, rest = divmod(max(0, after - base), divisor)
    if rest or figures + blanks != wanted:
        return None
    return made + [Token("", row[-1].place, 0, "figure")] * blanks


def _width(labels: list[Token], words: Vocabulary) -> int:
    """How many columns a header of separate labels has."""
    telling = [h for t in labels if (h := words.telling(t.text))]
    section = telling[0].section if telling else ""
    if not section:
        return 0
    index = words.heads_of[section]
    return sum(1 for t in labels if (h := index.find(t.text)) and h.column)


def _wanted(labels: list[Token], header: int, words: Vocabulary) -> int:
    """How many figures a row should have."""
    for token in reversed(labels):
        found = words.rows.find(token.text)
        if found is not None:
            return header
    return header if not labels else 0

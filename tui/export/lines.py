"""Labels and figures cut into the lines of a narrow cell."""

import re
from math import ceil

from tui.display import width, wrap

# What may stand on a line of its own: the number of a label where it is narrow, and the
# figure before a remark anywhere.
_ORDINAL = re.compile(r"（[^（）]{1,3}）|[一二三四五六七八九十]+、")
_FIGURE = re.compile(r"[-+]?[0-9.]+(?=[（(])")
_WORD = re.compile(r"[!-~]+")
_NARROW = 12


def cut(text: str, cells: int) -> list[str]:
    """The text in lines of at most so many cells, as even as they can be."""
    return [line for part in text.split("\n") for line in _cut_line(part, cells)]


def line_count(text: str, cells: int) -> int:
    """How many lines :func:`cut` makes, without looking for the most even ones."""
    return sum(1 if width(part) <= cells else len(wrap(part, cells)) for part in text.split("\n"))


def _cut_line(text: str, cells: int) -> list[str]:
    size = width(text)
    if size <= cells:
        return [text]
    lines = _even(text, size, cells)
    head = _FIGURE.match(text) or (_ORDINAL.match(text) if cells <= _NARROW else None)
    if head is None or head.end() == len(text) or width(head[0]) > cells:
        return lines
    rest = text[head.end() :]
    # （三） above 不予公开 reads better than （三）不 above 予公开.
    parted = [head[0], *_even(rest, width(rest), cells)]
    return parted if len(parted) <= len(lines) else lines


def ordinal_need(text: str) -> int:
    """The narrowest column in which the number of a label stays whole."""
    ordinal = _ORDINAL.match(text)
    return max(width(ordinal[0]) if ordinal else 0, longest_word(text))


def _even(text: str, size: int, cells: int) -> list[str]:
    if size <= cells:
        return [text]
    lines = wrap(text, cells)
    # Narrower lines without a line more leave no single character on the last one.
    least = max(ceil(size / len(lines)), min(longest_word(text), cells))
    for less in range(least + (cells - least) % 2, cells, 2):
        tried = wrap(text, less)
        if len(tried) == len(lines):
            return tried
    return lines


def longest_word(text: str) -> int:
    """The cells of the longest run that should not be broken: a number, a word."""
    return max(map(len, _WORD.findall(text)), default=0)


def figure_need(text: str, most: int = 12) -> int:
    """How wide a column must be for a figure: whole, unless a long remark can be wrapped."""
    return max((_need(line, most) for line in text.split("\n")), default=0)


def _need(line: str, most: int) -> int:
    size = width(line)
    return size if size <= most else max(most - 2, longest_word(line))


def label_need(text: str, lines: int = 3, least: int = 6) -> int:
    """The narrowest column in which a label takes so few lines; short ones stay whole."""
    size = width(text)
    if size <= least:
        return size
    start = max(4, longest_word(text), ceil(size / lines / 2) * 2)
    return next((w for w in range(start, size, 2) if len(cut(text, w)) <= lines), size)

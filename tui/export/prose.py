"""What a report says in words, made safe to show and cut into paragraphs."""

from collections.abc import Iterator
from typing import NamedTuple

from tui.display import visible
from tui.report.model import Report
from tui.schema.model import Section


class Passage(NamedTuple):
    """A piece of prose: its own heading, if it is printed with one, and its paragraphs."""

    heading: str
    paragraphs: list[str]


def passages(report: Report, section: Section) -> Iterator[Passage]:
    """The prose of a section. A text that is the whole of its section has no heading."""
    for text in section.texts:
        heading = text.number + text.title if text.number or len(section.texts) > 1 else ""
        said = prose(report, f"{section.key}.{text.key}")
        yield Passage(one_line(heading), paragraphs(said))


def prose(report: Report, path: str) -> str:
    """A text as it is printed: its figure references filled in."""
    said = report.texts.get(path, "")
    if "{{" not in said:
        return said
    from tui.report.reference import filled  # most texts have none

    return filled(said, report)


def paragraphs(text: str) -> list[str]:
    """Each line that says something is a paragraph, as in the printed report."""
    lines = visible(text.replace("\r\n", "\n"), keep="\n").split("\n")
    return [line.rstrip() for line in lines if line.strip()]


def one_line(text: str) -> str:
    """A title or heading: on one line whatever is in it."""
    return visible(text).strip()


def in_cell(text: str) -> str:
    """What stands in a cell of a table; it may have several lines."""
    return visible(text.replace("\r\n", "\n"), keep="\n").strip(" \n")

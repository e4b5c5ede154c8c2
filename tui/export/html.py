"""The whole report as one HTML page, or as content to paste into a website's own page.

The page needs nothing but itself: no script, no font, no picture. What it looks like on a
screen, a telephone and paper is in :mod:`tui.export.html_style`. The fragment has no style
sheet, because content management systems throw those away: the little it needs stands in
``style`` attributes, which they keep.
"""

from collections.abc import Callable, Iterator

from tui.report.model import Report
from tui.schema.model import Section
from tui.sheet import Sheet, SheetCell, build_sheet

from .html_style import CELL, HIDDEN, INDENT, PAGE, TABLE, TITLE, columns
from .html_table import Attribute, html_table
from .markdown_escape import html
from .prose import one_line, passages


def to_html(report: Report, fragment: bool = False) -> str:
    """The report from its title to its last section.

    Args:
        fragment: only the content, its first element the title; no ``<style>``, no class.
    """
    content = "\n".join(_content(report, fragment))
    if fragment:
        return content + "\n"
    title = html(one_line(report.title))
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{PAGE}</style>\n</head>\n<body>\n<main>\n"
        f"{content}\n</main>\n</body>\n</html>\n"
    )


def _content(report: Report, fragment: bool) -> Iterator[str]:
    yield f"<h1{_style(TITLE, fragment)}>{html(one_line(report.title))}</h1>"
    for section in report.format.sections:
        heading = html(one_line(section.heading))
        yield f"<h2>{heading}</h2>"
        if section.table is None:
            yield from _prose(report, section, fragment)
            continue
        sheet = build_sheet(section, report)
        yield _fragment_table(sheet, heading) if fragment else _page_table(sheet, heading)


def _prose(report: Report, section: Section, fragment: bool) -> Iterator[str]:
    for passage in passages(report, section):
        if passage.heading:
            yield f"<h3>{html(passage.heading)}</h3>"
        for paragraph in passage.paragraphs:
            # An indent typed by hand would come on top of ours.
            yield f"<p{_style(INDENT, fragment)}>{html(paragraph.lstrip())}</p>"


def _style(declarations: str, fragment: bool) -> str:
    return f' style="{declarations}"' if fragment else ""


def _page_table(sheet: Sheet, heading: str) -> str:
    """A table in a frame that scrolls where it is narrow, also with the keyboard alone."""
    frame = f'<div class="table" role="region" aria-label="{heading}" tabindex="0">'
    opening = f"{frame}\n<table>\n<caption>{heading}</caption>\n{columns(sheet)}"

    def looks(cell: SheetCell) -> Iterator[Attribute]:
        yield "class", cell.role
        if cell.role in ("stub", "corner") and cell.column:
            # How many columns stay in sight left of it.
            yield "style", f"--left:{cell.column}"

    return html_table(sheet, _with_headers(sheet, looks), opening) + "\n</div>"


def _fragment_table(sheet: Sheet, heading: str) -> str:
    def looks(cell: SheetCell) -> Iterator[Attribute]:
        yield "style", CELL + ("left" if cell.role in ("banner", "stub") else "center")

    opening = f'<table style="{TABLE}">\n<caption style="{HIDDEN}">{heading}</caption>'
    table = html_table(sheet, _with_headers(sheet, looks), opening)
    return f'<div style="overflow-x:auto">\n{table}\n</div>'


def _with_headers(
    sheet: Sheet, looks: Callable[[SheetCell], Iterator[Attribute]]
) -> Callable[[SheetCell], Iterator[Attribute]]:
    """Which labels head a figure, said outright where ``scope`` says too much.

    Where blocks stand one under another, a figure would also get the headers of the
    blocks above its own.
    """
    if sheet.header_rows:
        return looks
    name = next(iter(sheet.figures)).partition(".")[0] + "-{0.row}-{0.column}"

    def attributes(cell: SheetCell) -> Iterator[Attribute]:
        if cell.role == "figure":
            yield "headers", " ".join(map(name.format, sheet.labels(cell)))
        elif cell.role != "corner":
            yield "id", name.format(cell)
        yield from looks(cell)

    return attributes

"""The whole report as a Word document in the look of official documents (GB/T 9704—2012).

Written as XML, without python-docx: that would bring lxml, for which not every machine of
an office has a build, and a template with half a megabyte of other people's styles and
properties, and it has no call for most of what this document is made of (first-line indents
in characters, repeated header rows, fonts for Chinese, the same bytes every time). That the
result is what the standard says is checked by python-docx and LibreOffice in the tests.
"""

from collections.abc import Iterator

from tui.display import width
from tui.report.model import Report
from tui.schema.model import Section
from tui.sheet import build_sheet

from .docx_parts import SECTION, parts
from .docx_table import docx_table
from .packing import escaped, packed
from .prose import one_line, passages

# How many narrow characters of 二号 fit on a line: two for each Chinese one.
_TITLE_ROOM = 40
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def to_docx(report: Report) -> bytes:
    """The report from its title to its last section: the bytes of a ``.docx`` file.

    A4, the type area of GB/T 9704, no table wider than it; the same report gives the same
    bytes, and nothing in them says who made them, when or where.
    """
    body = "\n".join(_body(report))
    document = (
        f'<w:document xmlns:w="{_NAMESPACE}" xmlns:r="{_RELATIONS}"><w:body>\n'
        f"{body}\n{SECTION}\n</w:body></w:document>"
    )
    return packed(parts(one_line(report.title)) | {"word/document.xml": document})


def _body(report: Report) -> Iterator[str]:
    yield _paragraph("Title", *_title(report))
    for section in report.format.sections:
        yield _paragraph("Heading1", one_line(section.heading))
        if section.table is None:
            yield from _prose(report, section)
        else:
            yield docx_table(build_sheet(section, report), one_line(section.title))


def _prose(report: Report, section: Section) -> Iterator[str]:
    for passage in passages(report, section):
        if passage.heading:
            yield _paragraph("Heading2", passage.heading)
        for paragraph in passage.paragraphs:
            # An indent typed by hand would come on top of ours.
            yield _paragraph("Normal", paragraph.lstrip())


def _title(report: Report) -> list[str]:
    """The title in lines; one that is too long is parted after the year, where sense allows."""
    title = one_line(report.title)
    head, year, rest = title.partition(f"{report.year}年")
    if width(title) <= _TITLE_ROOM or not year or not rest:
        return [title]
    return [head + year, rest]


def _paragraph(style: str, *lines: str) -> str:
    texts = (f'<w:t xml:space="preserve">{escaped(line)}</w:t>' for line in lines)
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r>{"<w:br/>".join(texts)}</w:r></w:p>'
    )

"""The forms in which a report can be exported: what the command and the editor offer."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from tui.report.model import Report

FormatName = Literal["markdown", "text", "html", "docx", "xlsx", "csv", "jsonl", "json"]
"""What ``--format`` takes."""


BOM = b"\xef\xbb\xbf"
"""Without it Excel on a Chinese system takes a CSV file for GBK."""


class Form(NamedTuple):
    """One form. ``variant`` tells forms of the same format apart, the first is the usual one.

    ``make`` imports what it needs when it is called.
    """

    format: FormatName
    variant: str
    name: str
    about: str
    suffix: str
    make: Callable[[Report], bytes]
    binary: bool = False

    def file(self, report: Report) -> bytes:
        """The bytes of a file; ``make`` gives those for a pipe."""
        made = self.make(report)
        return BOM + made if self.format == "csv" else made


def _markdown(report: Report) -> bytes:
    from .markdown import to_markdown

    return to_markdown(report).encode()


def _markdown_html(report: Report) -> bytes:
    from .markdown import to_markdown

    return to_markdown(report, "html").encode()


def _text(report: Report) -> bytes:
    from .text import to_text

    return to_text(report).encode()


def _text_printed(report: Report) -> bytes:
    from .text import to_text

    return to_text(report, "printed").encode()


def _text_ascii(report: Report) -> bytes:
    from .text import to_text

    return to_text(report, "ascii").encode()


def _html(report: Report) -> bytes:
    from .html import to_html

    return to_html(report).encode()


def _html_fragment(report: Report) -> bytes:
    from .html import to_html

    return to_html(report, fragment=True).encode()


def _docx(report: Report) -> bytes:
    from .docx import to_docx

    return to_docx(report)


def _xlsx(report: Report) -> bytes:
    from .xlsx import to_xlsx

    return to_xlsx(report)


def _csv(report: Report) -> bytes:
    from .rows import csv_header, to_csv

    return (csv_header() + to_csv(report)).encode()


def _jsonl(report: Report) -> bytes:
    from .rows import to_jsonl

    return to_jsonl(report).encode()


def _json(report: Report) -> bytes:
    from .json_report import to_json

    return to_json(report).encode()


FORMS = (
    Form("docx", "", "公文", "Word 文档，公文版式，可以直接送签", ".docx", _docx, binary=True),
    Form("html", "page", "网页", "完整的一页，可以直接打开、打印、放上网站", ".html", _html),
    Form(
        "html",
        "fragment",
        "网页内容",
        "只有标题、文字和表格，粘贴进网站后台",
        ".html",
        _html_fragment,
    ),
    Form("xlsx", "", "表格", "Excel 工作簿，合计是公式，别人也能填", ".xlsx", _xlsx, binary=True),
    Form(
        "markdown",
        "flat",
        "Markdown，展平的表",
        "合并的表头写成一行，到处都能显示",
        ".md",
        _markdown,
    ),
    Form(
        "markdown",
        "html",
        "Markdown，合并单元格",
        "表格用网页写法，与印制的表一样",
        ".md",
        _markdown_html,
    ),
    Form("text", "grid", "纯文本，展平的表", "等宽字体，表头写成一行", ".txt", _text),
    Form(
        "text", "printed", "纯文本，印制样式", "与印制的表一样，用制表符画线", ".txt", _text_printed
    ),
    Form("text", "ascii", "纯文本，不用制表符", "同上，用加减号和竖线画线", ".txt", _text_ascii),
    Form("csv", "", "数据，每格一行", "CSV，供统计软件读取，没有文字部分", ".csv", _csv),
    Form("jsonl", "", "数据，每格一行 JSON", "JSON Lines，内容同上", ".jsonl", _jsonl),
    Form("json", "", "数据，全文", "JSON，供程序读取", ".json", _json),
)

SUFFIXES: dict[str, FormatName] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
}
"""Which format a file name asks for by its ending, in lower case."""


def form_of(format: FormatName, variant: str | None = None) -> Form:
    """The form of that format, the usual one unless a variant is named."""
    return next(f for f in FORMS if f.format == format and variant in (None, f.variant))

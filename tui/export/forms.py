"""The forms in which a report can be exported: what the command and the editor offer."""

from collections.abc import Callable
from typing import Literal, NamedTuple

from tui.report.model import Report

FormatName = Literal["markdown", "text", "html"]
"""What ``--format`` takes."""


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


FORMS = (
    Form("html", "page", "网页", "完整的一页，可以直接打开、打印、放上网站", ".html", _html),
    Form(
        "html",
        "fragment",
        "网页内容",
        "只有标题、文字和表格，粘贴进网站后台",
        ".html",
        _html_fragment,
    ),
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
)

SUFFIXES: dict[str, FormatName] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
}
"""Which format a file name asks for by its ending, in lower case."""


def form_of(format: FormatName, variant: str | None = None) -> Form:
    """The form of that format, the usual one unless a variant is named."""
    return next(f for f in FORMS if f.format == format and variant in (None, f.variant))

"""Markdown, by way of the page it stands for."""

from .document import Document, IngestError
from .html import read_html

MAX_TEXT = 1_000_000


def read_markdown(text: str) -> Document:
    """The document of a Markdown text, tables and embedded HTML included."""
    if len(text) > MAX_TEXT:
        raise IngestError(f"Markdown 文件有 {len(text) / 1_000_000:.0f} MB，不像一份年度报告")
    try:
        from markdown_it import MarkdownIt
    except ImportError:
        raise IngestError(
            "读 Markdown 需要另外安装 markdown-it-py；请运行 pip install 'disclosure-tui[import]'"
        ) from None
    page = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable("table").render(text)
    document = read_html(page)
    document.kind = "markdown"
    return document

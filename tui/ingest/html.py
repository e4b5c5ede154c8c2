"""Web pages, by the parser that builds the tree a browser would: lexbor.

Broken markup (cells and rows that are never closed, text between table rows, tables in
paragraphs) has one meaning in HTML5; the parser knows it, and so the page reads here as
on the screen.
"""

import re
from typing import TYPE_CHECKING

from .document import (
    MAX_BLOCKS,
    MAX_CELLS,
    Block,
    Cell,
    Document,
    Grid,
    IngestError,
    Paragraph,
    Place,
)
from .frame import mark_outside
from .spans import place_row

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

MAX_MARKUP = 24_000_000
MAX_NODES = 2_000_000

_DATA_URI = re.compile(r"data:[\w/+.-]{0,60};base64,[A-Za-z0-9+/=\s]{64,}")
_NO_TEXT = re.compile(r"<(script|style|svg|noscript|template)\b[^>]*>.*?</\1\s*>", re.S | re.I)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|mso-hide\s*:\s*all)", re.I)

_SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "head", "select", "button", "textarea",
     "iframe", "svg", "object", "applet", "canvas", "audio", "video", "map", "title", "input",
     "datalist", "del")
)  # fmt: skip
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
     "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
     "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main",
     "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
     "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_MAYBE_HIDDEN = frozenset(
    ("span", "p", "font", "td", "th", "tr", "a", "b", "i", "em", "strong", "li")
)
_MENUS = frozenset(("nav", "aside", "footer"))
_TITLE_NAMES = ("articletitle", "og:title", "title")


def read_html(text: str) -> Document:
    """The document of a page.

    Raises:
        IngestError: the parser is not installed, or the page is larger than any report.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        raise IngestError(
            "读网页需要另外安装 selectolax；请运行 pip install 'disclosure-tui[import]'"
        ) from None
    text = _without_weight(text)
    if len(text) > MAX_MARKUP:
        raise IngestError(
            f"网页去掉图片和脚本后仍有 {len(text) / 1_000_000:.0f} MB，不像一份年度报告；"
            "请只保存报告正文再导入"
        )
    tree = LexborHTMLParser(text)
    root = tree.body or tree.root
    if root is None:
        raise IngestError("网页里没有内容")
    page = _Page()
    page.walk(root)
    document = Document("html", page.blocks, _titles(tree))
    mark_outside(document, page.owners)
    return document


def _without_weight(text: str) -> str:
    """Without embedded pictures and scripts, which make pages heavy and say nothing."""
    if "base64," in text:
        text = _DATA_URI.sub("", text)
    return _NO_TEXT.sub(" ", text) if len(text) > 2_000_000 else text


def _titles(tree: "object") -> list[str]:
    found: list[str] = []
    for name in _TITLE_NAMES:
        for node in tree.css("meta"):  # type: ignore[attr-defined]
            attributes = node.attributes
            said = (attributes.get("name") or attributes.get("property") or "").lower()
            if said == name and attributes.get("content"):
                found.append(attributes["content"])
    title = tree.css_first("title")  # type: ignore[attr-defined]
    if title is not None:
        found.append(title.text())
    return found


class _Page:
    """Walks the tree once, without recursion, and cuts it into blocks."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.owners: list[LexborNode] = []
        """The element that each block stands in."""
        self.text: list[str] = []
        self.nodes = 0
        self.tables = 0
        self.cells = 0
        self.links = 0
        """How many links to other pages we are in."""
        self.layouts: set[int] = set()
        """Tables that hold other tables."""
        self.plain = False
        """Whether the paragraph has text outside of links."""

    def walk(self, root: "LexborNode") -> None:
        for table in root.css("table"):
            around = table.parent
            while around is not None and around.tag != "table":
                around = around.parent
            if around is not None:
                self.layouts.add(around.mem_id)
        self._children(root, root)
        self._close(root)

    def _children(self, root: "LexborNode", owner: "LexborNode") -> None:
        """Everything below a node, in order. Each stack entry: node, owner, leaving?"""
        stack: list[tuple[LexborNode, LexborNode, bool]] = []
        child = root.last_child
        while child is not None:
            stack.append((child, owner, False))
            child = child.prev
        while stack:
            node, owner, leaving = stack.pop()
            tag = node.tag
            if leaving:
                if tag == "a":
                    self.links -= 1
                else:
                    self._close(node)
                continue
            self.nodes += 1
            if self.nodes > MAX_NODES:
                raise IngestError("网页的内容过多，不像一份年度报告；请只保存报告正文再导入")
            if tag == "-text":
                text = _BLANKS.sub(" ", node.text_content or "")
                self.text.append(text)
                self.plain = self.plain or (not self.links and not text.isspace())
                continue
            if tag in _SKIPPED or tag is None or tag[0] in "-_!":
                continue
            if tag in _MAYBE_HIDDEN and _is_hidden(node):
                continue
            if tag == "br":
                self.text.append("\n")
                continue
            if tag == "table":
                self._close(owner)
                if self._table(node):
                    continue
            inner = owner
            if tag in _BLOCKS:
                self._close(owner)
                inner = node
                stack.append((node, owner, True))
                if tag == "li":
                    self.text.append(_number(node))
            elif tag == "a" and _leads_away(node):
                self.links += 1
                stack.append((node, owner, True))
            elif tag == "sup":
                self.text.append(_raised(node, self.text))
                continue
            child = node.last_child
            while child is not None:
                stack.append((child, inner, False))
                child = child.prev

    def _close(self, owner: "LexborNode") -> None:
        """End a paragraph; its line breaks make several."""
        if not self.text:
            return
        lines = "".join(self.text).split("\n")
        link = not self.plain
        self.text, self.plain = [], False
        for line in lines:
            text = line.strip(" ")
            if not text.strip():
                continue
            if len(self.blocks) >= MAX_BLOCKS:
                raise IngestError("网页的段落过多，不像一份年度报告；请只保存报告正文再导入")
            place = Place(paragraph=len(self.blocks) + 1)
            self.blocks.append(Paragraph(text, place, 0, False, link))
            self.owners.append(owner)

    # -- tables ----------------------------------------------------------------------

    def _table(self, table: "LexborNode") -> bool:
        """Take a table as a grid; False where it only lays out what is in it."""
        if table.mem_id in self.layouts:
            return False
        rows = table.css("tr")
        if not rows or all(len(_cells_of(row)) <= 1 for row in rows):
            return False
        number = self.tables = self.tables + 1
        taken: dict[int, int] = {}
        made: list[list[Cell]] = []
        caption = table.css_first("caption")
        if caption is not None:
            self.text.append(_cell_text(caption))
            self._close(table)
        for row in rows:
            if _is_hidden(row):
                continue
            cells = _cells_of(row)
            self.cells += len(cells)
            self.nodes += len(cells)
            if self.cells > MAX_CELLS:
                raise IngestError(
                    f"表格超过 {MAX_CELLS // 10_000} 万格，不像一份年度报告；请只保存报告正文再导入"
                )
            spans = [
                (_cell_text(c), c.attributes.get("colspan"), c.attributes.get("rowspan"))
                for c in cells
                if not _is_hidden(c)
            ]
            made.append(place_row(spans, taken, number, len(made) + 1))
        self.blocks.append(Grid(made))
        self.owners.append(table)
        return True


def _cells_of(row: "LexborNode") -> "list[LexborNode]":
    found = []
    child = row.child
    while child is not None:
        if child.tag in ("td", "th"):
            found.append(child)
        child = child.next
    return found


def _cell_text(cell: "LexborNode") -> str:
    """The text of a cell; blocks and line breaks in it make lines."""
    parts: list[str] = []
    stack: list[LexborNode] = []
    child = cell.last_child
    while child is not None:
        stack.append(child)
        child = child.prev
    while stack:
        node = stack.pop()
        tag = node.tag
        if tag == "-text":
            parts.append(_BLANKS.sub(" ", node.text_content or ""))
            continue
        if tag is None or tag in _SKIPPED or (tag in _MAYBE_HIDDEN and _is_hidden(node)):
            continue
        if tag == "br":
            parts.append("\n")
            continue
        if tag == "sup":
            parts.append(_raised(node, parts))
            continue
        if tag in _BLOCKS:
            parts.append("\n")
        child = node.last_child
        while child is not None:
            stack.append(child)
            child = child.prev
    lines = (line.strip(" ") for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))


def _leads_away(node: "LexborNode") -> bool:
    address = (node.attributes.get("href") or "").strip()
    return bool(address) and not address.startswith("#")


def _is_hidden(node: "LexborNode") -> bool:
    style = node.attributes.get("style")
    return bool(style) and _HIDDEN.search(style or "") is not None


def _raised(node: "LexborNode", before: list[str]) -> str:
    """A raised text: behind a figure it is a remark and no digit of it."""
    text = _BLANKS.sub(" ", node.text()).strip()
    last = next((p for p in reversed(before) if p.strip()), "")
    return f"（{text}）" if text and last.rstrip()[-1:].isdigit() else text


def _number(node: "LexborNode") -> str:
    """The number that a browser prints before an item of a numbered list."""
    parent = node.parent
    if parent is None or parent.tag != "ol":
        return ""
    count, child = 0, parent.child
    while child is not None:
        count += child.tag == "li"
        if child.mem_id == node.mem_id:
            break
        child = child.next
    return f"{count}."

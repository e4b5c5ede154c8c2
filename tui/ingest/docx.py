"""Word documents: python-docx opens the package, the tables are read row by row.

``Table.cell`` of python-docx looks through the whole table for every cell; we go through
the XML instead, which also lets us take tracked changes as accepted.
"""

import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

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
from .spans import span

_Element = Any
"""lxml has no types of its own."""

_DAMAGED = "文件已损坏（不完整的压缩包）；请重新下载或另存一份"

MAX_UNPACKED = 300_000_000
MAX_XML = 60_000_000
MAX_RATIO = 200
MAX_PARTS = 5_000
MAX_DEPTH = 200

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DROPPED = frozenset(
    _W + name
    for name in ("del", "moveFrom", "instrText", "delText", "delInstrText", "pPr", "rPr",
                 "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "commentReference",
                 "object", "pict", "footnoteReference", "endnoteReference", "fldData", "rubyPr",
                 "rt")
)  # fmt: skip


def read_docx(data: bytes) -> Document:
    """The document of a Word file, tracked changes accepted.

    Raises:
        IngestError: python-docx is missing, or the package is damaged or hostile.
    """
    check_package(data, ("word/",))
    try:
        import docx
    except ImportError:
        raise IngestError(
            "读 Word 文件需要另外安装 python-docx；请运行 pip install 'disclosure-tui[import]'"
        ) from None
    try:
        package = docx.Document(io.BytesIO(data))
        body = package.element.body
        title = package.core_properties.title or ""
    except IngestError:
        raise
    except Exception as error:  # python-docx and lxml raise a great many kinds.
        raise IngestError(
            f"Word 文件已损坏，打不开（{type(error).__name__}）；"
            "请用 WPS 或 Word 打开后另存一份再导入"
        ) from None
    if body is None:
        raise IngestError("Word 文件里没有正文")
    reader = _Reader()
    reader.read(body)
    return Document("docx", reader.blocks, [title] if title else [])


def check_package(data: bytes, folders: tuple[str, ...], most: int = MAX_XML) -> None:
    """Refuse zip bombs, declared entities and damaged packages before anything is unpacked.

    ``folders``: where the parts stand that will be parsed as XML; ``most``: bytes of one.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            if len(entries) > MAX_PARTS:
                raise IngestError(f"文件里有 {len(entries)} 个部件，不像一份年度报告；没有打开")
            total = sum(entry.file_size for entry in entries)
            if total > MAX_UNPACKED:
                raise IngestError(
                    f"文件解压后有 {total / 1_000_000:.0f} MB，像是“压缩炸弹”；没有打开"
                )
            for entry in entries:
                _check_part(package, entry, folders, most)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError) as error:
        raise IngestError(_DAMAGED) from error
    except (ValueError, RuntimeError, NotImplementedError):
        raise IngestError(_DAMAGED) from None  # zipfile: a wrong date, a method it does not know.


def _check_part(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo, folders: tuple[str, ...], most: int
) -> None:
    if entry.flag_bits & 1:
        raise IngestError("文件有密码保护；请去掉密码后另存为 .docx 再导入")
    packed = max(entry.compress_size, 1)
    if entry.file_size > 20_000_000 and entry.file_size / packed > MAX_RATIO:
        raise IngestError(
            f"文件里的 {entry.filename[:60]} 解压后有 {entry.file_size / 1_000_000:.0f} MB，"
            "像是“压缩炸弹”；没有打开"
        )
    if not entry.filename.endswith((".xml", ".rels")):
        return
    if entry.file_size > most and entry.filename.startswith(folders):
        raise IngestError(
            f"文件正文解压后有 {entry.file_size / 1_000_000:.0f} MB，不像一份年度报告；没有打开"
        )
    with package.open(entry) as part:
        head = part.read(4096)
    # Word never writes a document type; it is where entities are declared.
    if b"<!DOCTYPE" in head or b"<!ENTITY" in head or "<!DOCTYPE".encode("utf-16-le") in head:
        raise IngestError("文件里有 XML 实体声明，正常的文件没有这种内容；没有打开")


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.tables = 0
        self.cells = 0
        self.paragraphs = 0
        self.held = ""
        """Text of a paragraph whose mark was deleted: it goes on in the next."""

    def read(self, body: _Element, depth: int = 0) -> None:
        for child in _content(body, depth):
            if len(self.blocks) > MAX_BLOCKS:
                raise IngestError("文件的段落过多，不像一份年度报告")
            if child.tag == _W + "p":
                self._paragraph(child)
            elif child.tag == _W + "tbl":
                self._table(child, depth)
        if self.held and depth == 0:
            self._say(self.held)
            self.held = ""

    def _paragraph(self, element: _Element) -> None:
        text = self.held + _text(element)
        self.held = ""
        if _mark_deleted(element):
            self.held = text
            return
        self.paragraphs += 1
        self._say(text)
        # Text boxes stand beside the paragraph they are anchored in.
        for box in element.iter(_W + "txbxContent"):
            if not any(a.tag == _MC + "Fallback" for a in box.iterancestors()):
                self.read(box, 1)

    def _say(self, text: str) -> None:
        for line in text.split("\n"):
            if line.strip():
                place = Place(paragraph=self.paragraphs)
                self.blocks.append(Paragraph(line, place))

    def _table(self, table: _Element, depth: int) -> None:
        rows = [r for r in _content(table, depth) if r.tag == _W + "tr" and not _row_deleted(r)]
        inner = [e for r in rows for e in r.iter(_W + "tbl")]
        layout = bool(inner) or all(sum(1 for _ in _cells(r, depth)) <= 1 for r in rows)
        if layout and depth < 20:
            for row in rows:
                for cell in _cells(row, depth):
                    self.read(cell, depth + 1)
            return
        self.tables += 1
        made: list[list[Cell]] = []
        for row in rows:
            made.append(self._row(row, len(made) + 1, depth))
        self.blocks.append(Grid(made))

    def _row(self, row: _Element, number: int, depth: int) -> list[Cell]:
        made: list[Cell] = []
        column = _before(row)
        for cell in _cells(row, depth):
            self.cells += 1
            if self.cells > MAX_CELLS:
                raise IngestError(f"表格超过 {MAX_CELLS // 10_000} 万格，不像一份年度报告")
            properties = cell.find(_W + "tcPr")
            across = span(_value(properties, "gridSpan"))
            if _goes_on_sideways(properties) and made:
                made[-1] = made[-1]._replace(colspan=made[-1].colspan + across)
                column += across
                continue
            merge = None if properties is None else properties.find(_W + "vMerge")
            goes_on = merge is not None and merge.get(_W + "val", "continue") != "restart"
            lines = [_text(p) for p in _content(cell, depth) if p.tag == _W + "p"]
            text = "\n".join(line for line in lines if line.strip())
            # A cell that goes on from above has no text of its own; a page break may give it some.
            if not goes_on or text.strip():
                place = Place(table=self.tables, row=number, column=len(made) + 1)
                made.append(Cell(text, place, column, across))
            column += across
        return made


def _content(element: _Element, depth: int) -> Iterator[_Element]:
    """The children of an element, looking through what only wraps them."""
    stack: list[Any] = list(reversed(element))
    steps = 0
    while stack:
        child = stack.pop()
        steps += 1
        if depth > MAX_DEPTH or steps > 5_000_000:
            raise IngestError("文件的结构过深或过大，不像一份年度报告")
        tag = child.tag
        if not isinstance(tag, str) or tag in _DROPPED:
            continue
        if tag in (_W + "sdt", _W + "ins", _W + "moveTo", _W + "smartTag", _W + "customXml",
                   _W + "sdtContent"):  # fmt: skip
            stack.extend(reversed(child))
        elif tag == _MC + "AlternateContent":
            chosen = child.find(_MC + "Choice")
            chosen = child.find(_MC + "Fallback") if chosen is None else chosen
            if chosen is not None:
                stack.extend(reversed(chosen))
        else:
            yield child


def _cells(row: _Element, depth: int) -> Iterator[_Element]:
    return (c for c in _content(row, depth) if c.tag == _W + "tc" and not _cell_deleted(c))


def _text(paragraph: _Element) -> str:
    """The text of a paragraph: inserted runs are in, deleted ones and field codes are out."""
    parts: list[str] = []
    stack: list[Any] = list(reversed(paragraph))
    while stack:
        node = stack.pop()
        tag = node.tag
        if not isinstance(tag, str) or tag in _DROPPED:
            continue
        if tag == _W + "t":
            parts.append(node.text or "")
        elif tag == _W + "tab":
            parts.append("\t")
        elif tag in (_W + "br", _W + "cr"):
            parts.append("\n" if node.get(_W + "type", "textWrapping") == "textWrapping" else "")
        elif tag == _W + "noBreakHyphen":
            parts.append("-")
        elif tag == _W + "r" and _is_hidden(node):
            continue
        elif tag == _W + "r" and _is_raised(node) and _ends_in_digit(parts):
            raised = "".join(t.text or "" for t in node.iter(_W + "t")).strip()
            parts.append(f"（{raised}）" if raised else "")
        elif tag in (_W + "drawing", _W + "txbxContent"):
            continue
        elif tag == _MC + "AlternateContent":
            chosen = node.find(_MC + "Choice")
            stack.extend(reversed(chosen if chosen is not None else []))
        else:
            stack.extend(reversed(node))
    return "".join(parts)


def _is_hidden(run: _Element) -> bool:
    properties = run.find(_W + "rPr")
    vanish = None if properties is None else properties.find(_W + "vanish")
    return vanish is not None and vanish.get(_W + "val", "1") not in ("0", "false")


def _is_raised(run: _Element) -> bool:
    return _value(run.find(_W + "rPr"), "vertAlign") == "superscript"


def _ends_in_digit(parts: list[str]) -> bool:
    return bool(parts) and "".join(parts[-3:]).rstrip()[-1:].isdigit()


def _mark_deleted(paragraph: _Element) -> bool:
    """Whether the paragraph mark was deleted: accepted, it runs into the next paragraph."""
    properties = paragraph.find(f"{_W}pPr/{_W}rPr")
    return properties is not None and (
        properties.find(_W + "del") is not None or properties.find(_W + "moveFrom") is not None
    )


def _row_deleted(row: _Element) -> bool:
    return row.find(f"{_W}trPr/{_W}del") is not None


def _cell_deleted(cell: _Element) -> bool:
    return cell.find(f"{_W}tcPr/{_W}cellDel") is not None


def _goes_on_sideways(properties: _Element | None) -> bool:
    """The older way of merging, which keeps the merged cells as blank ones."""
    merge = None if properties is None else properties.find(_W + "hMerge")
    return merge is not None and merge.get(_W + "val", "continue") != "restart"


def _before(row: _Element) -> int:
    """Columns of the grid that are left empty before the first cell."""
    said = _value(row.find(_W + "trPr"), "gridBefore")
    return span(said) if said and said != "0" else 0


def _value(properties: _Element | None, name: str) -> str | None:
    found = None if properties is None else properties.find(_W + name)
    return None if found is None else found.get(_W + "val")

"""The whole way: from the bytes of a source to the text of a report file."""

import os

from tui.report.transcript import transcript
from tui.schema.load import Catalogue
from tui.schema.model import Format

from .document import Document
from .imported import Imported
from .open import read_document
from .recognise import recognise

KINDS = {
    "html": "网页",
    "docx": "Word 文件",
    "xlsx": "工作簿",
    "markdown": "Markdown",
    "text": "纯文本",
}
_LISTED = 40


def import_bytes(
    name: str,
    data: bytes,
    catalogue: Catalogue,
    *,
    agency: str = "",
    year: int | None = None,
    form: Format | None = None,
) -> tuple[Document, Imported]:
    """The document in a file and the report in it.

    Raises:
        IngestError: the file cannot be imported; the message says why and what to do.
    """
    document = read_document(name, data)
    return document, recognise(document, catalogue, agency=agency, year=year, form=form)


def report_file(name: str, document: Document, imported: Imported) -> str:
    """The text of the report file, with what found no place as comments at its end."""
    source = "标准输入" if name == "-" else os.path.basename(name)
    head = [
        f"由{KINDS[document.kind]}“{source}”导入，数字照原文，没有改正。"
        f"表格共 {imported.expected} 格，读到 {imported.found} 格。",
        "核对原文后检查：disclosure-tui check 本文件",
    ]
    tail = []
    if imported.unplaced:
        tail.append("原文中下面的内容没有放进上面任何一处，需要的请自行补入：")
        tail += [f"  {u.place}：{u.text}" for u in imported.unplaced[:_LISTED]]
        if len(imported.unplaced) > _LISTED:
            tail.append(f"  ……另有 {len(imported.unplaced) - _LISTED} 处")
    return transcript(imported.report, imported.form.id, imported.layout, head=head, tail=tail)

"""What a file is, by its bytes: names lie. What cannot be imported is told how to convert."""

import re
from typing import Literal

from .document import IngestError

Kind = Literal["html", "docx", "xlsx", "markdown", "text"]

MAX_BYTES = 64_000_000
_IMAGES = (
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"II*\0", "TIFF 图片"),
    (b"MM\0*", "TIFF 图片"),
)
_PICTURE = "请向原单位索取可编辑的文件，或识别文字（OCR）并逐格核对，再导入"
_ARCHIVES = ((b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TAG = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|table|div|p|span|meta|tr|td|h[1-6]|br|article|section)\b",
    re.I,
)
_DRAWN = re.compile(r"^[ \t]*(?:\+[-=]{3,}[-+=]*\+|┌[─┬]{3,})[ \t]*$", re.M)
_MARKDOWN = re.compile(r"^#{1,4} \S|^\s*\|?\s*:?-{3,}:?\s*\|", re.M)


def kind_of(name: str, data: bytes) -> Kind | None:
    """The kind of a document; None where only its decoded text can tell Markdown from text.

    Raises:
        IngestError: an empty file, or a kind that cannot be imported.
    """
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise IngestError("文件是空的")
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(data)
    _refuse(name, data)
    if _TAG.search(_ascii_head(data)):
        return "markdown" if name.lower().endswith((".md", ".markdown")) else "html"
    return None


def is_markdown(name: str, text: str) -> bool:
    """Whether a text without leading tags is Markdown."""
    if _DRAWN.search(text):
        return False  # Markdown has no tables drawn in characters; the text reader has.
    if name.lower().endswith((".md", ".markdown")):
        return True
    return len(text) < 3_000_000 and len(_MARKDOWN.findall(text)) >= 2


def _ascii_head(data: bytes) -> bytes:
    head = data[:65_536]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or head[:200].count(0) * 3 > len(head[:200]):
        return head.replace(b"\0", b"")
    return head


def _zipped(data: bytes) -> Kind:
    import io
    import zipfile

    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise IngestError("文件已损坏（不完整的压缩包）；请重新下载或另存一份") from None
    if any(n.startswith("word/") for n in names):
        return "docx"
    if any(n.startswith("xl/") for n in names):
        return "xlsx"
    if "content.xml" in names:
        raise IngestError("这是 OpenDocument 文件；请用 WPS 或 LibreOffice 另存为 .docx 再导入")
    if any(n.endswith(".ofd") or n == "OFD.xml" for n in names):
        raise IngestError("这是 OFD 版式文件；请用阅读器导出为 Word（.docx），核对后再导入")
    raise IngestError("这是压缩包；请先解压，再导入里面的文件")


def _refuse(name: str, data: bytes) -> None:
    """Raise for what is known and cannot be imported."""
    if data.startswith(_OLE):
        raise IngestError(_ole(name, data))
    start = data[:1024].lstrip()
    if start.startswith(b"%PDF"):
        raise IngestError(_pdf(data))
    if start.startswith(b"{\\rtf"):
        raise IngestError("这是 RTF 文件；请用 WPS 或 Word 打开，另存为 .docx 再导入")
    if start.startswith(b"<?xml") and b'progid="Word.Document"' in data[:2000]:
        raise IngestError("这是 Word 的 XML 文件；请用 Word 打开，另存为 .docx 再导入")
    if re.match(rb"(?i)mime-version:|from:\s*<?saved by|content-type:\s*multipart/related", start):
        raise IngestError("这是 .mht 网页存档；请在浏览器中打开，另存为“网页，仅 HTML”再导入")
    for mark, what in _IMAGES:
        if data.startswith(mark):
            raise IngestError(
                f"这是{what}，里面没有文字；请向原单位索取可编辑的文件，或识别文字后核对再导入"
            )
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise IngestError(f"这是 WebP 图片，里面没有文字；{_PICTURE}")
    for mark, what in _ARCHIVES:
        if data.startswith(mark):
            raise IngestError(f"这是 {what} 压缩包；请先解压，再导入里面的文件")
    if re.search(rb"(?m)^\[applications\]", data[:200_000]) and re.search(rb"(?m)^year\s*=", data):
        raise IngestError("这已经是本程序的年报文件，不用导入；检查：disclosure-tui check 本文件")
    _refuse_binary(data)


def _refuse_binary(data: bytes) -> None:
    head = data[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return
    zeros = head.count(0)
    if zeros and not (zeros * 3 > len(head) and len(set(head[1::2]) | set(head[::2])) < 250):
        control = sum(b < 9 or 13 < b < 27 for b in head)
        if control * 20 > len(head):
            raise IngestError(
                "不是文字文件，认不出格式；能导入的有网页、.docx、.xlsx、纯文本和 Markdown"
            )


def _ole(name: str, data: bytes) -> str:
    """An old Office file, or a new one that is locked with a password."""
    wide = "EncryptedPackage".encode("utf-16-le")
    if wide in data:
        return "文件有密码保护；请用 WPS 或 Word 打开（需要密码），去掉密码后另存为 .docx 再导入"
    if "WpsContent".encode("utf-16-le") in data or name.lower().endswith(".wps"):
        return "这是旧的 .wps 文件；请用 WPS 打开，另存为 .docx 再导入"
    if "Workbook".encode("utf-16-le") in data:
        return "这是旧的 .xls 文件；请用 WPS 或 Excel 打开，另存为 .xlsx 再导入"
    return (
        "这是旧的 .doc 文件；请用 WPS 或 Word 打开，另存为 .docx 再导入"
        "（或运行 libreoffice --headless --convert-to docx 本文件）"
    )


def _pdf(data: bytes) -> str:
    """A PDF: whether it has any text, and how to convert it."""
    if b"/Encrypt" in data[-4096:] or re.search(rb"/Encrypt\s+\d+\s+\d+\s+R", data):
        return "这是加密的 PDF；请向原单位索取 Word 文件，或去掉密码后转换为 .docx，核对后再导入"
    if _has_fonts(data):
        return "这是 PDF，不能直接导入；请用 WPS 或 Word 打开，另存为 .docx，核对后再导入"
    return (
        "这是扫描的 PDF，每一页都是图片，里面没有文字；请向原单位索取 Word 文件，"
        "或先识别文字（OCR）并逐格核对，再导入"
    )


def _has_fonts(data: bytes) -> bool:
    """Whether any font is named, in the open or in compressed object streams."""
    if b"/Font" in data:
        return True
    import zlib

    budget = 20_000_000
    for match in list(re.finditer(rb"/ObjStm.{0,400}?stream\r?\n", data, re.S))[:200]:
        try:
            part = zlib.decompressobj().decompress(
                data[match.end() : match.end() + 4_000_000], 2_000_000
            )
        except zlib.error:
            continue
        budget -= len(part)
        if b"/Font" in part:
            return True
        if budget < 0:
            break
    return False

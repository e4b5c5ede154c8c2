"""From the bytes of any source to a document."""

import os
import stat
import sys

from .document import Document, IngestError
from .encoding import decode
from .kind import MAX_BYTES, is_markdown, kind_of

STANDARD_INPUT = "-"

ENDINGS = (".html", ".htm", ".shtml", ".docx", ".xlsx", ".txt", ".md", ".markdown", ".tsv")
"""How the files end that a folder is searched for; what they are, their bytes tell."""


def read_source(name: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``. Never the network.

    Raises:
        IngestError: missing, a folder, an address, not permitted, larger than 64 MB.
    """
    if name == STANDARD_INPUT:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise IngestError(_too_large(len(data)))
        return data
    if name.lower().startswith(("http://", "https://", "ftp://")):
        raise IngestError("这是网址；本程序不上网，请在浏览器里打开后用“另存为”保存网页，再导入")
    try:
        handle = os.open(
            name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except FileNotFoundError:
        raise IngestError("文件不存在；请检查文件名和所在文件夹") from None
    except PermissionError:
        raise IngestError("没有读取这个文件的权限；请与文件的所有者或管理员联系") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise IngestError(f"无法读取（{reason}）") from None
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(handle)
        if stat.S_ISDIR(state.st_mode):
            raise IngestError("这是文件夹；请写明文件名")
        if not stat.S_ISREG(state.st_mode):
            raise IngestError("这不是普通文件")
        if state.st_size > MAX_BYTES:
            raise IngestError(_too_large(state.st_size))
        try:
            return file.read(MAX_BYTES + 1)
        except OSError as error:
            raise IngestError(f"无法读取（{error.strerror or type(error).__name__}）") from None


def _too_large(size: int) -> str:
    return (
        f"文件有 {size / 1_000_000:.0f} MB，超过 {MAX_BYTES // 1_000_000} MB 的上限，"
        "不像一份年度报告；请只保存报告正文再导入"
    )


def read_document(name: str, data: bytes) -> Document:
    """The document in a file, whatever format its bytes are in.

    Raises:
        IngestError: it cannot be imported; the message says what it is and what to do.
    """
    kind = kind_of(name, data)
    if kind == "docx":
        from .docx import read_docx

        return read_docx(data)
    if kind == "xlsx":
        from .xlsx import read_xlsx

        return read_xlsx(data)
    text = decode(data)
    if kind == "html":
        from .html import read_html

        return read_html(text)
    if kind == "markdown" or is_markdown(name, text):
        from .markdown import read_markdown

        return read_markdown(text)
    from .text import read_text

    return read_text(text)

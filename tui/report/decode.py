"""From bytes to text: UTF-8, with or without a byte order mark, and nothing else."""

import codecs

from .problem import Problem

BOM = codecs.BOM_UTF8
_CONTROL = bytes(set(range(32)) - {9, 10, 13, 12, 27})


def decode(data: bytes) -> str | Problem:
    """The text of a report file, or the encoding problem that says how to convert it."""
    data = data.removeprefix(BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _not_utf8(data, error.start)
    if "\0" in text:
        return Problem("encoding", offset=0, facts={"found": "binary"})
    if "\r" not in text:
        return text
    if "\n" not in text:
        return Problem("encoding", offset=0, facts={"found": "cr"})
    return text.replace("\r\n", "\n")


def _not_utf8(data: bytes, at: int) -> Problem:
    found = "binary"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        found = "utf-16"
    elif not _looks_binary(data):
        found = "gb18030" if _is_gb18030(data) else "unknown"
    line = data.count(b"\n", 0, at) + 1
    column = at - data.rfind(b"\n", 0, at)
    return Problem("encoding", facts={"found": found, "line": line, "column": column})


def _looks_binary(data: bytes) -> bool:
    head = data[:4096]
    return len(head.translate(None, _CONTROL)) < len(head) * 0.98


def _is_gb18030(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True

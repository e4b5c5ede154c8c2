"""From bytes to text, whatever encoding a page claims or leaves out."""

import re

from .document import IngestError

_DECLARED = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w-]+)", re.I
)
_CHINESE = frozenset("的年月日政府信息公开情况数量总计申请处理报告工作主动其他行")
_TELLING = ("政府信息公开", "主动公开", "行政复议", "信息公开", "年度报告")
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}


def decode(data: bytes) -> str:
    """The text of a page or text file.

    Bytes are believed before declarations: what is valid UTF-8 with Chinese in it is
    UTF-8, also where the page claims GB2312.

    Raises:
        IngestError: no encoding fits, or the text was already garbled when it was saved.
    """
    text = _decoded(data)
    _refuse_mojibake(text)
    return text.replace("\0", "")


def _decoded(data: bytes) -> str:
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace")
    if data[:200].count(0) * 3 > len(data[:200]):
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # A page cut off in the middle of a character is still UTF-8.
        if error.start >= len(data) - 3:
            return data[: error.start].decode("utf-8")
    candidates = ["gb18030", "big5"]
    declared = _DECLARED.search(data[:4096])
    if declared:
        name = (declared[1] or declared[2]).decode("ascii", "replace").lower()
        candidates.insert(0, _ALIASES.get(name, name))
    for name in candidates:
        text = _try(data, name)
        if text is not None and _chinese(text) >= 3:
            return text
    return _mostly(data)


def _try(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _mostly(data: bytes) -> str:
    """A page with a few broken bytes, in the encoding that breaks least."""
    best, least = "", len(data)
    for name in ("utf-8", "gb18030"):
        text = data.decode(name, "replace")
        lost = text.count("\ufffd")
        if lost < least and _chinese(text) >= 3:
            best, least = text, lost
    if not best or least * 50 > len(best):
        raise IngestError("认不出文字编码；请用记事本打开后另存为 UTF-8，再导入")
    return best


def _chinese(text: str) -> int:
    """How many frequent characters of reports stand in a text, up to a few."""
    return sum(c in _CHINESE for c in set(text))


def _refuse_mojibake(text: str) -> None:
    """Name garbled text as such: UTF-8 once read as GBK or as a western encoding."""
    if any(word in text for word in _TELLING):
        return
    sample = _garbled_part(text)
    if "锟斤拷" in text or text.count("\ufffd") * 20 > len(text):
        raise IngestError(
            "文件里的文字是乱码（“锟斤拷”或“�”），原来的字已经丢失；请重新下载或另取原文件"
        )
    for name, spoken in (("gb18030", "GBK"), ("cp1252", "西文"), ("latin-1", "西文")):
        try:
            turned = sample.encode(name, "ignore").decode("utf-8", "ignore")
        except (UnicodeError, LookupError):
            continue
        if _chinese(turned) > max(8, _chinese(sample) * 2) or any(w in turned for w in _TELLING):
            raise IngestError(
                f"文件里的文字是乱码：UTF-8 的文字被当作{spoken}编码保存过；"
                "请重新下载，或用能选编码的编辑器按 UTF-8 打开原文件"
            )
    turned = sample.encode("latin-1", "ignore").decode("gb18030", "ignore")
    if any(w in turned for w in _TELLING):
        raise IngestError(
            "文件里的文字是乱码：GBK 的文字被当作西文编码保存过；请重新下载，或按 GBK 打开原文件"
        )


def _garbled_part(text: str) -> str:
    """The part to look at: what is not markup, not more than needed."""
    return re.sub(r"<[^<>]{0,2000}>", "", text[:200_000])[:40_000]

"""What is no report, or means harm, is named; never a traceback, never without bounds."""

import io
import re
import zipfile
import zlib
from pathlib import Path

import pytest

from tests.support.importing import differences, imported, published_report
from tests.support.pages import clean_html, docx, page_of
from tests.support.program import run
from tests.support.reports import published
from tui.ingest.document import IngestError

pytestmark = pytest.mark.timeout(60)

REPORT = published_report(published()[1])
PAGE = clean_html(page_of(REPORT))
WORD = docx(page_of(REPORT))


def refusal(name: str, data: str | bytes) -> str:
    with pytest.raises(IngestError) as caught:
        imported(name, data)
    return str(caught.value)


def repacked(data: bytes, **parts: bytes) -> bytes:
    """A Word file with some of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            key = entry.filename.replace("/", "_").replace(".", "_")
            new.writestr(entry.filename, parts.pop(key, old.read(entry)))
        for key, part in parts.items():
            new.writestr(key, part)
    return out.getvalue()


# -- encodings -----------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("declared", ["", "utf-8", "gb2312", "gbk", "iso-8859-1", "x-no-such"])
def test_any_encoding_whatever_is_declared(encoding: str, declared: str) -> None:
    meta = f'<meta charset="{declared}">' if declared else ""
    page = PAGE.replace('<meta charset="utf-8">', meta)
    found = imported("a.html", page.encode(encoding))
    assert differences(REPORT, found) == ([], [])
    assert found.report.agency == REPORT.agency


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-8-sig"])
def test_any_encoding_of_plain_text(encoding: str) -> None:
    from tests.support.pages import text_cells

    found = imported("a.txt", text_cells(page_of(REPORT)).encode(encoding))
    assert differences(REPORT, found) == ([], [])


def test_a_few_broken_bytes_cost_a_few_characters() -> None:
    raw = PAGE.encode("gb18030")
    at = raw.index("总体情况".encode("gb18030"))
    found = imported("a.html", raw[:at] + b"\xff\xff" + raw[at:])
    assert differences(REPORT, found) == ([], [])


@pytest.mark.parametrize(
    "garbled",
    [
        PAGE.encode().decode("gb18030", "replace"),
        PAGE.encode().decode("latin-1"),
        PAGE.encode("gb18030").decode("latin-1"),
        PAGE.encode("gb18030").decode("utf-8", "replace"),
    ],
    ids=["utf8-as-gbk", "utf8-as-latin", "gbk-as-latin", "gbk-as-utf8"],
)
def test_garbled_text_is_called_garbled(garbled: str) -> None:
    assert "乱码" in refusal("a.html", garbled)


def test_bytes_of_no_encoding() -> None:
    assert "编码" in refusal("a.txt", "普通".encode("utf-16-be") * 3 + b"\xff\x81" * 400)


# -- other kinds of files ------------------------------------------------------------


def ole(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + b"".join(
        s.encode("utf-16-le") for s in streams
    )  # fmt: skip


def pdf(content: bytes, *, packed: bool = False) -> bytes:
    body = b"1 0 obj <</Type/Page>> endobj\n"
    if packed:
        stream = zlib.compress(content)
        body += b"2 0 obj <</Type/ObjStm/Length %d>> stream\n" % len(stream)
        body += stream + b"\nendstream"
    else:
        body += content
    return b"%PDF-1.7\n" + body + b"\n%%EOF"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.html", b"", "空的"),
        ("a.txt", b" \r\n\t\n", "空的"),
        ("a.doc", ole("WordDocument"), r"旧的 .doc.*另存为 .docx"),
        ("a.docx", ole("EncryptionInfo", "EncryptedPackage"), "密码"),
        ("a.wps", ole("WpsContent"), r"旧的 .wps.*另存为 .docx"),
        ("a.xls", ole("Workbook"), r"旧的 .xls.*另存为 .xlsx"),
        ("a.pdf", pdf(b"/XObject /Image"), "扫描.*图片"),
        ("a.pdf", pdf(b"<</Type/Font>>"), "这是 PDF.*docx"),
        ("a.pdf", pdf(b"<</Type/Font>>", packed=True), "这是 PDF.*docx"),
        ("a.pdf", pdf(b"/XObject /Image", packed=True), "扫描.*图片"),
        ("a.pdf", pdf(b"<</Type/Font>>/Encrypt 5 0 R"), "加密"),
        ("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "PNG 图片"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 99, "JPEG 图片"),
        ("a.rar", b"Rar!\x1a\x07\0", "RAR.*解压"),
        ("a.rtf", b"{\\rtf1\\ansi 1}", "RTF.*docx"),
        ("a.mht", b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n", "mht"),
        ("a.bin", bytes(range(256)) * 20, "认不出"),
        ("a.docx", b"PK\x03\x04 torn", "损坏"),
        ("a.toml", b"year = 2023\n[applications]\nreceived = [1]\n", "不用导入"),
    ],
)
def test_what_cannot_be_imported_says_how_to_convert(name: str, data: bytes, says: str) -> None:
    assert re.search(says, refusal(name, data))


def test_archives_are_told_apart() -> None:
    def archive(name: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            made.writestr(name, b"x")
        return out.getvalue()

    assert "压缩包" in refusal("a.zip", archive("年报.docx"))
    assert "OpenDocument" in refusal("a.odt", archive("content.xml"))
    assert "OFD" in refusal("a.ofd", archive("OFD.xml"))


def test_a_page_with_the_ending_of_word_is_a_page() -> None:
    assert differences(REPORT, imported("年报.doc", PAGE)) == ([], [])
    assert differences(REPORT, imported("年报.html", WORD)) == ([], [])


# -- Word files that mean harm -------------------------------------------------------


def test_a_zip_bomb() -> None:
    bomb = repacked(WORD, **{"word/media/bomb.bin": b"\0" * 90_000_000})
    assert "压缩炸弹" in refusal("a.docx", bomb)


def test_a_zip_bomb_as_the_text() -> None:
    big = b"<w:document>" + b" " * 61_000_000 + b"</w:document>"
    assert "没有打开" in refusal("a.docx", repacked(WORD, word_document_xml=big))


def test_a_package_of_countless_parts() -> None:
    parts = {f"word/media/{n}.bin": b"x" for n in range(5_100)}
    assert "部件" in refusal("a.docx", repacked(WORD, **parts))


def test_a_package_that_lies_about_its_sizes() -> None:
    out = bytearray(repacked(WORD, **{"word/media/bomb.bin": b"\0" * 30_000_000}))
    at = out.rfind(b"PK\x01\x02")
    out[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    imported("a.docx", bytes(out))  # The part is not read, its size harms nobody.
    whole = bytearray(WORD)
    at = whole.find(b"PK\x01\x02")
    while at >= 0:
        whole[at + 24 : at + 28] = (10).to_bytes(4, "little")
        at = whole.find(b"PK\x01\x02", at + 4)
    assert "损坏" in refusal("a.docx", bytes(whole))


@pytest.mark.parametrize("part", ["word_document_xml", "word_styles_xml", "docProps_core_xml"])
def test_declared_entities(part: str) -> None:
    laughs = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    )
    assert "实体" in refusal("a.docx", repacked(WORD, **{part: laughs}))


def test_a_file_that_is_fetched_from_outside() -> None:
    with zipfile.ZipFile(io.BytesIO(WORD)) as package:
        xml = package.read("word/document.xml")
    evil = b'<!DOCTYPE d SYSTEM "file:///etc/passwd">' + xml[xml.find(b"<w:") :]
    assert "实体" in refusal("a.docx", repacked(WORD, word_document_xml=evil))


def test_a_damaged_package() -> None:
    for cut in range(40, len(WORD), len(WORD) // 23):
        assert "损坏" in refusal("a.docx", WORD[:cut])
    assert "损坏" in refusal("a.docx", repacked(WORD, word_document_xml=b"<w:document"))


def test_a_million_cells_in_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.ingest.docx.MAX_CELLS", 5_000)
    cell = b"<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>"
    row = b"<w:tr>" + cell * 1000 + b"</w:tr>"
    rows = row * 6
    head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    xml = head + b"<w:body><w:tbl>" + rows + b"</w:tbl></w:body></w:document>"
    assert re.search("万格", refusal("a.docx", repacked(WORD, word_document_xml=xml)))


def test_a_word_table_within_itself_a_hundred_times() -> None:
    head = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
    nested = b"<w:tbl><w:tr><w:tc>" * 60 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 60
    xml = head + nested + b"</w:body></w:document>"
    assert imported("a.docx", repacked(WORD, word_document_xml=xml)).found == 0


# -- pages that mean harm ------------------------------------------------------------


def test_fifty_megabytes_of_pictures_are_no_trouble() -> None:
    picture = '<img src="data:image/png;base64,' + "iVBORw0KGgo" * 4_600_000 + '">'
    found = imported("a.html", PAGE.replace("<h2>", picture + "<h2>", 1))
    assert differences(REPORT, found) == ([], [])


def test_fifty_megabytes_of_markup_are_refused() -> None:
    assert "MB" in refusal("a.html", "<table>" + "<tr><td><p>0</p></td></tr>" * 1_900_000)


def test_a_million_cells() -> None:
    row = "<tr>" + "<td>0" * 1000
    assert "万格" in refusal("a.html", "<table>" + row * 1000 + "</table>")


def test_endless_spans() -> None:
    page = PAGE.replace("<td>", '<td colspan="999999999" rowspan="999999999">', 30)
    page = page.replace("<tr>", '<tr><td rowspan="0" colspan="-5">', 9)
    found = imported("a.html", page)
    assert differences(REPORT, found)[1] == []


@pytest.mark.parametrize("opening", ["<div>", "<table><tr><td>", "<span>", "<ul><li>", "<font><p>"])
def test_deep_nesting(opening: str) -> None:
    found = imported("a.html", opening * 20_000 + PAGE)
    assert differences(REPORT, found)[1] == []


@pytest.mark.parametrize(
    "text",
    [
        "一、" * 200_000,
        "总体情况 " * 100_000,
        "二、主动公开政府信息情况\n" + "规章 " * 50_000,
        "三、收到和处理政府信息公开申请情况\n" + "一、本年新收\n0\n" * 20_000,
        "三、收到和处理政府信息公开申请情况\n" + "（" * 100_000,
        "|" * 300_000,
        "\t" * 300_000,
        "+-" * 900 + "\n" + ("|" * 1800 + "\n") * 900,
        "第" * 500_000,
        "[bookmark: " * 30_000,
        "<!--[if " * 30_000,
        "a{" * 100_000,
        "p " * 100_000 + "{",
        "1 " * 100_000,
    ],
    ids=range(14),
)
def test_text_that_goes_on_and_on(text: str) -> None:
    for name in ("a.txt", "a.md"):
        try:
            found = imported(name, text)
        except IngestError:
            continue
        assert [v for v in found.report.values if v not in ("", 0)] == []


def test_the_command_line_shows_no_traceback(tmp_path: Path) -> None:
    files = {"a.pdf": b"%PDF-1.4", "b.docx": b"PK\x03\x04", "c.html": b"<p>1</p>"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        status, out, err = run("import", tmp_path / name)
        assert (status, out) == (2, "")
        assert err.startswith("错误：")
        assert not (tmp_path / name).with_suffix(".toml").exists()

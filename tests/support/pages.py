"""Published reports as websites and offices really write them, in many markups.

Everything is made from a report in memory, so that a test knows every figure.
"""

import html
import io
import itertools
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tui.report.model import Report
from tui.sheet import build_sheet


@dataclass
class Box:
    """A printed cell with its spans."""

    text: str
    colspan: int = 1
    rowspan: int = 1
    figure: bool = False


Rows = list[list[Box]]


@dataclass
class Page:
    """A report as it is printed: headings, paragraphs and tables."""

    title: str
    sections: list[tuple[str, list[str | Rows]]]
    preamble: list[str] = field(default_factory=list)

    @property
    def tables(self) -> list[Rows]:
        """Its tables, in order."""
        return [b for _, blocks in self.sections for b in blocks if isinstance(b, list)]


def page_of(report: Report) -> Page:
    """The page of a report."""
    sections: list[tuple[str, list[str | Rows]]] = []
    for section in report.format.sections:
        blocks: list[str | Rows] = []
        if section.table:
            sheet = build_sheet(section, report)
            blocks.append(
                [
                    [Box(c.text, c.colspan, c.rowspan, c.role == "figure") for c in row]
                    for row in sheet.rows()
                ]
            )
        for text in section.texts:
            said = report.texts.get(f"{section.key}.{text.key}", "")
            if said and len(section.texts) > 1:
                blocks.append(f"{text.number}{text.title}情况。{said}")
            elif said:
                blocks += said.split("\n")
        sections.append((section.heading, blocks))
    return Page(report.title, sections)


# -- web pages -----------------------------------------------------------------------


def _spans(box: Box) -> str:
    across = f' colspan="{box.colspan}"' if box.colspan > 1 else ""
    down = f' rowspan="{box.rowspan}"' if box.rowspan > 1 else ""
    return across + down


def _breaks(text: str) -> str:
    return html.escape(text).replace("\n", "<br>")


def clean_html(page: Page) -> str:
    """HTML as a careful site writes it."""
    parts = [f"<h1>{_breaks(page.title)}</h1>", *(f"<p>{_breaks(p)}</p>" for p in page.preamble)]
    for heading, blocks in page.sections:
        parts.append(f"<h2>{_breaks(heading)}</h2>")
        for block in blocks:
            if isinstance(block, str):
                parts.append(f"<p>　　{_breaks(block)}</p>")
                continue
            rows = (
                "<tr>" + "".join(f"<td{_spans(b)}>{_breaks(b.text)}</td>" for b in row) + "</tr>"
                for row in block
            )
            parts.append("<table><tbody>" + "\n".join(rows) + "</tbody></table>")
    body = "\n".join(parts)
    head = '<meta charset="utf-8">'
    return f'<!doctype html><html lang="zh"><head>{head}</head><body>{body}</body></html>'


_CONDITIONAL = (
    "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml>"
    "<![endif]-->"
)
_FONT = 'style="font-family:宋体;mso-ascii-font-family:Calibri;font-size:10.5pt"'


def _split_runs(text: str) -> str:
    """Each character or two in a run of its own, as Word leaves them."""
    parts = []
    for i in range(0, len(text), 2):
        piece = _breaks(text[i : i + 2])
        parts.append(f'<span lang="EN-US" {_FONT}><font face="宋体">{piece}</font></span>')
    return "".join(parts)


def word_html(page: Page) -> str:
    """A page pasted from Word: nested spans, fonts, classes, conditional comments."""
    style = "<style><!--\n p.MsoNormal {margin:0cm;}\n @page Section1 {size:595pt}\n--></style>"
    parts = [f'<p class="MsoTitle" align="center"><b>{_split_runs(page.title)}</b></p>']
    parts += [f'<p class="MsoNormal">{_split_runs(p)}</p>' for p in page.preamble]
    for heading, blocks in page.sections:
        parts.append(
            f'<p class="MsoNormal" style="text-indent:21pt"><strong>{_split_runs(heading)}'
            "<o:p></o:p></strong></p>"
        )
        for block in blocks:
            if isinstance(block, str):
                parts.append(
                    f'<p class="MsoNormal">&nbsp;&nbsp; {_split_runs(block)}<o:p></o:p></p>'
                )
                continue
            rows = []
            for row in block:
                cells = "".join(
                    f'<td width="80" valign="top" style="border:solid windowtext 1pt"{_spans(b)}>'
                    f'<p class="MsoNormal" align="center"><span>{_split_runs(b.text)}</span>'
                    f"{'&nbsp;' if b.text else '<span>&nbsp;</span>'}<o:p></o:p></p></td>"
                    for b in row
                )
                rows.append(f'<tr style="height:20pt">{cells}</tr>')
            parts.append(
                '<div align="center"><table class="MsoNormalTable" border="1">'
                f"{''.join(rows)}</table></div>"
            )
            parts.append('<p class="MsoNormal"><o:p>&nbsp;</o:p></p>')
    return (
        '<html xmlns:o="urn:schemas-microsoft-com:office:office">'
        f"<head>{style}{_CONDITIONAL}</head>"
        f'<body lang="ZH-CN">{_CONDITIONAL}{"".join(parts)}</body></html>'
    )


def broken_html(page: Page) -> str:
    """Capital tags that nobody closes, layout tables, menus, an index table, a footer."""
    menu = "".join(f"<TD><A href=#>{w}</A>" for w in ("首页", "行政许可", "行政处罚", "政务公开"))
    index = (
        "<TABLE border=0><TR><TD>索 引 号：<TD>000014349/2024-00012<TD>发布机构：<TD>县政府办"
        "<TR><TD>发文日期：<TD>2024-01-20<TD>有效性：<TD></TABLE>"
    )
    parts = [f"<CENTER><B>{_breaks(page.title)}</B></CENTER>", *(f"<P>{p}" for p in page.preamble)]
    for heading, blocks in page.sections:
        parts.append(f"<P><B>{_breaks(heading)}</B>")
        for block in blocks:
            if isinstance(block, str):
                parts.append(f"<P>{_breaks(block)}")
                continue
            rows = "".join(
                "<TR>" + "".join(f"<TD{_spans(b)}><P><FONT size=2>{_breaks(b.text)}" for b in row)
                for row in block
            )
            parts.append(f"<P><TABLE border=1 cellspacing=0>{rows}</TABLE>")
    body = "".join(parts)
    return (
        f"<HTML><HEAD><TITLE>{page.title}_某某县人民政府</TITLE></HEAD><BODY>"
        f"<TABLE width=1000><TR><TD colspan=2><TABLE><TR>{menu}</TABLE>"
        f"<TR><TD width=200>栏目导航<BR>政府信息公开指南<TD>{index}"
        f"<DIV id=zoom>{body}</DIV><P>【打印】【关闭】"
        "<TR><TD colspan=2>版权所有：某某县人民政府 网站标识码：3213220001</TABLE>"
    )


def cms_html(page: Page) -> str:
    """A modern site: wrappers, menus in lists, source line, cells with breaks and blanks."""

    def cell(box: Box) -> str:
        lines = box.text.split("\n")
        text = "</p>\n<p>".join(f"<span>\n      {html.escape(t)}&nbsp;</span>" for t in lines)
        return f"<td{_spans(box)}>\n    <p>{text}</p>\n  </td>"

    parts = []
    for heading, blocks in page.sections:
        parts.append(f'<p style="text-align: justify;"><strong>{_breaks(heading)}</strong><br></p>')
        for block in blocks:
            if isinstance(block, str):
                parts.append(f"<p>　　{_breaks(block)}<br>\n</p>")
                continue
            rows = "\n".join("<tr>\n  " + "\n  ".join(map(cell, row)) + "\n</tr>" for row in block)
            parts.append(
                f'<div class="table-wrap"><table><colgroup><col></colgroup>{rows}</table></div>'
            )
    menu = "".join(f"<li><a>{w}</a></li>" for w in ("首页", "总体情况", "政府信息公开年报"))
    return (
        f'<!DOCTYPE html><html><head><meta name="ArticleTitle" content="{page.title}">'
        f"<title>政府信息公开年报</title></head><body><nav><ul>{menu}</ul></nav>"
        f'<div class="main"><div class="crumbs">当前位置：首页 &gt; 年报</div>'
        f'<div class="article"><h1>{_breaks(page.title)}</h1>'
        '<div class="info">来源：县政府办 发布时间：2024-01-20 浏览次数：'
        '<script>count()</script></div><div class="content">'
        f"{''.join(f'<p>{p}</p>' for p in page.preamble)}{''.join(parts)}</div>"
        '<div class="foot">分享到：</div></div><div class="side"><table><tr><td>相关链接</td>'
        "<td>行政许可</td></tr></table></div></div>"
        "<footer>主办：某某县人民政府 苏ICP备05000001号</footer>"
        "</body></html>"
    )


def flat_html(page: Page) -> str:
    """Tables that lost their markup: one paragraph a cell."""
    parts = [f"<h3>{_breaks(page.title)}</h3>"]
    for heading, blocks in page.sections:
        parts.append(f"<p>{_breaks(heading)}</p>")
        for block in blocks:
            boxes = [b for row in block for b in row] if isinstance(block, list) else [Box(block)]
            parts += [
                f"<p>{_breaks(line)}</p>" for b in boxes for line in b.text.split("\n") if line
            ]
    return "<div>" + "\n".join(parts) + "</div>"


# -- plain text ----------------------------------------------------------------------


def text_cells(page: Page) -> str:
    """One cell a line behind a tab, blank lines between rows, merged places left blank."""

    def table(rows: Rows) -> list[str]:
        lines = []
        for row in _filled(rows):
            lines += [f"\t{b.text}" if b else "\t" for b in row]
            lines.append("")
        return lines

    return _text(page, table)


def text_tabs(page: Page) -> str:
    """A row a line, as a spreadsheet copies it."""

    def table(rows: Rows) -> list[str]:
        return [
            "\t".join(b.text.replace("\n", "") if b else "" for b in row)
            for row in _rectangle(rows, repeat=False)
        ]

    return _text(page, table)


def text_bars(page: Page) -> str:
    """Every cell closed by a bar on a line of its own."""

    def table(rows: Rows) -> list[str]:
        return [
            line for row in rows for b in row for line in (*filter(None, b.text.split("\n")), "|")
        ]

    return _text(page, table)


def text_bar_rows(page: Page) -> str:
    """A row a line, cells closed by bars, merged cells left out."""

    def table(rows: Rows) -> list[str]:
        return ["".join(f"{b.text} | " for b in row).replace("\n", " ").rstrip() for row in rows]

    return _text(page, table)


def text_filled_rows(page: Page) -> str:
    """A row a line, merged cells left out and every row filled up with blanks at its end."""

    def table(rows: Rows) -> list[str]:
        width = sum(b.colspan for b in rows[0])
        return [
            " | ".join(b.text.replace("\n", " ") for b in row) + " |" + "|" * (width - len(row))
            for row in rows
        ]

    return _text(page, table)


def text_ended_cells(page: Page) -> str:
    """A cell a line, each closed by a bar, blank cells a bar of their own."""

    def table(rows: Rows) -> list[str]:
        return [f"{b.text} |" if b.text else "|" for row in rows for b in row]

    return _text(page, table)


def text_paragraphs(page: Page) -> str:
    """Every cell a paragraph; a blank cell is one line break more."""

    def table(rows: Rows) -> list[str]:
        lines: list[str] = []
        for b in itertools.chain.from_iterable(rows):
            lines += [b.text.replace("\n", ""), ""] if b.text else [""]
        return lines

    return _text(page, table)


def text_lines(page: Page) -> str:
    """Labels and figures of a row on one line, parted by blanks."""

    def table(rows: Rows) -> list[str]:
        return ["  ".join(b.text.replace("\n", "") for b in row) for row in rows]

    return _text(page, table)


def _text(page: Page, table: Callable[[Rows], list[str]]) -> str:
    lines = [page.title, "", *page.preamble]
    for heading, blocks in page.sections:
        lines.append(heading)
        for block in blocks:
            lines += [f"　　{block}"] if isinstance(block, str) else table(block)
    return "\n".join(lines) + "\n"


def markdown(page: Page) -> str:
    """Pipe tables over the whole rectangle, the text of merged cells repeated."""
    return _markdown(page, repeat=True)


def markdown_blank(page: Page) -> str:
    """Pipe tables over the whole rectangle, merged places left blank."""
    return _markdown(page, repeat=False)


def _markdown(page: Page, *, repeat: bool) -> str:
    lines = [f"# {page.title}", ""]
    for heading, blocks in page.sections:
        lines += [f"## {heading}", ""]
        for block in blocks:
            if isinstance(block, str):
                lines += [block, ""]
                continue
            rows = _rectangle(block, repeat=repeat)
            for number, row in enumerate(rows):
                texts = (b.text.replace("\n", "<br>") if b else "" for b in row)
                lines.append("| " + " | ".join(texts) + " |")
                if number == 0:
                    lines.append("|" + " --- |" * len(row))
            lines.append("")
    return "\n".join(lines)


def _rectangle(rows: Rows, *, repeat: bool) -> list[list[Box | None]]:
    """Every place of the grid; ``repeat`` fills merged places with the merged cell."""
    width = sum(b.colspan for b in rows[0])
    grid: list[list[Any]] = [["free"] * width for _ in rows]
    for y, row in enumerate(rows):
        x = 0
        for box in row:
            while grid[y][x] != "free":
                x += 1
            for dy, dx in itertools.product(range(box.rowspan), range(box.colspan)):
                first = dy == dx == 0
                grid[y + dy][x + dx] = box if first or (repeat and not box.figure) else None
            if repeat and box.figure:
                for dx in range(box.colspan):
                    grid[y][x + dx] = box
    return grid


def _filled(rows: Rows) -> list[list[Box | None]]:
    """Rows with one blank place for every merged label that reaches down into them."""
    reach: dict[int, list[int]] = {}
    made: list[list[Box | None]] = []
    for row in rows:
        line: list[Box | None] = []
        x, left = 0, list(row)
        while left or reach.get(x, [0])[0] > 0:
            if reach.get(x, [0])[0] > 0:
                line.append(None)
                reach[x][0] -= 1
                x += reach[x][1]
                continue
            box = left.pop(0)
            line.append(box)
            reach[x] = [box.rowspan - 1, box.colspan]
            x += box.colspan
        made.append(line)
    return made


# -- Word ----------------------------------------------------------------------------


def docx(page: Page, *, split: int = 0, tracked: bool = False) -> bytes:
    """A Word file. ``split``: rows to a table before a page break begins another.

    ``tracked``: headings and figures carry insertions and deletions not yet accepted.
    """
    from docx import Document

    document = Document()
    document.add_paragraph(page.title)
    for text in page.preamble:
        document.add_paragraph(text)
    for heading, blocks in page.sections:
        _runs(document.add_paragraph(), heading, tracked)
        for block in blocks:
            if isinstance(block, str):
                _runs(document.add_paragraph(), block, tracked)
                continue
            for rows in _pieces(block, split):
                _word_table(document, rows, tracked)
                document.add_paragraph("")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def docx_split(page: Page) -> bytes:
    """A Word file whose tables are cut at page ends, the header repeated on each page."""
    return docx(page, split=9)


def docx_tracked(page: Page) -> bytes:
    """A Word file with tracked changes."""
    return docx(page, tracked=True)


def _runs(paragraph: Any, text: str, tracked: bool) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for i in range(0, len(text), 3):
        paragraph.add_run(text[i : i + 3])
    if not tracked or not text:
        return
    element = paragraph._p
    runs = list(element.findall(qn("w:r")))
    inserted = OxmlElement("w:ins")
    runs[-1].addprevious(inserted)
    inserted.append(runs[-1])
    deleted = OxmlElement("w:del")
    run = OxmlElement("w:r")
    gone = OxmlElement("w:delText")
    gone.text = "987"
    run.append(gone)
    deleted.append(run)
    element.append(deleted)


def _pieces(rows: Rows, split: int) -> Iterable[Rows]:
    if not split or len(rows) <= split:
        return [rows]
    heads = 0
    while heads < len(rows) and not any(b.figure for b in rows[heads]):
        heads += 1
    if heads > 3:
        heads = 0
    rectangle = _rectangle(rows, repeat=True)
    pieces = []
    for start in range(heads, len(rows), split):
        body = [_merged(r) for r in rectangle[start : start + split]]
        pieces.append([*rows[:heads], *body] if heads else body)
    return pieces


def _merged(row: list[Box | None]) -> list[Box]:
    """A row of a rectangle with equal neighbours joined, nothing merged downwards."""
    made: list[Box] = []
    last: Box | None = None
    for box in row:
        assert box is not None
        if box is last:
            made[-1].colspan += 1
        else:
            made.append(Box(box.text, 1, 1, box.figure))
        last = box
    return made


def _word_table(document: Any, rows: Rows, tracked: bool) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    width = max(sum(b.colspan for b in row) for row in rows)
    table = OxmlElement("w:tbl")
    table.append(OxmlElement("w:tblPr"))
    document.element.body.insert(len(document.element.body) - 1, table)
    reach: dict[int, tuple[int, int]] = {}
    for row in rows:
        line = OxmlElement("w:tr")
        table.append(line)
        x, left = 0, list(row)
        while x < width and (left or reach.get(x, (0, 0))[0] > 0):
            down, across = reach.get(x, (0, 0))
            goes_on = down > 0
            box = Box("", across) if goes_on else left.pop(0)
            cell = OxmlElement("w:tc")
            properties = OxmlElement("w:tcPr")
            if box.colspan > 1:
                spanned = OxmlElement("w:gridSpan")
                spanned.set(qn("w:val"), str(box.colspan))
                properties.append(spanned)
            if goes_on or box.rowspan > 1:
                merged = OxmlElement("w:vMerge")
                if not goes_on:
                    merged.set(qn("w:val"), "restart")
                properties.append(merged)
            cell.append(properties)
            for text in box.text.split("\n"):
                _word_paragraph(cell, text, tracked and box.figure)
            line.append(cell)
            if goes_on:
                reach[x] = (down - 1, across)
            elif box.rowspan > 1:
                reach[x] = (box.rowspan - 1, box.colspan)
            x += box.colspan


def _word_paragraph(cell: Any, text: str, tracked: bool) -> None:
    from docx.oxml import OxmlElement
    from docx.text.paragraph import Paragraph

    element = OxmlElement("w:p")
    cell.append(element)
    _runs(Paragraph(element, cell), text, tracked)


TEXTS: dict[str, tuple[str, Callable[[Page], str]]] = {
    "clean": (".html", clean_html),
    "word": (".html", word_html),
    "broken": (".htm", broken_html),
    "cms": (".html", cms_html),
    "cells": (".txt", text_cells),
    "tabs": (".txt", text_tabs),
    "bars": (".txt", text_bars),
    "bar-rows": (".txt", text_bar_rows),
    "filled-rows": (".txt", text_filled_rows),
    "ended-cells": (".txt", text_ended_cells),
    "paragraphs": (".txt", text_paragraphs),
    "markdown": (".md", markdown),
    "markdown-blank": (".md", markdown_blank),
}
"""Markups in which every cell of a report can be told, blank ones too."""

LOSSY: dict[str, tuple[str, Callable[[Page], str]]] = {
    "flat": (".html", flat_html),
    "lines": (".txt", text_lines),
}
"""Markups that lose blank cells: a row that has one can't be told, and must not be guessed."""

WORD: dict[str, Callable[[Page], bytes]] = {
    "docx": docx,
    "docx-split": docx_split,
    "docx-tracked": docx_tracked,
}


def markups() -> dict[str, Callable[[Page], tuple[str, bytes]]]:
    """Every markup: a name for the file and its bytes."""

    def text(ending: str, make: Callable[[Page], str]) -> Callable[[Page], tuple[str, bytes]]:
        return lambda page: (f"年报{ending}", make(page).encode("utf-8"))

    def word(make: Callable[[Page], bytes]) -> Callable[[Page], tuple[str, bytes]]:
        return lambda page: ("年报.docx", make(page))

    found = {name: text(*how) for name, how in TEXTS.items()}
    return found | {name: word(make) for name, make in WORD.items()}

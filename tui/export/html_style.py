"""What a page and a fragment look like: on a screen, on a telephone, on paper.

On a narrow screen a table with labels at the left scrolls in a frame of its own; its
headers stay at the top of the frame and its labels at the left. For that the merged labels
left of the others have one known width, and their text runs downwards.
"""

from tui.display import width
from tui.sheet import Sheet

from .prose import in_cell

# A figure of eight digits still fits, and so does the table on a sheet of A4.
_WIDEST = 5.0
_NARROWEST = 3.5


def columns(sheet: Sheet) -> str:
    """The ``<col>`` elements: outer labels, labels, figures.

    Only beside several columns of labels do the figures get a width, in em, and the labels
    what remains; otherwise all columns are equally wide.
    """
    outer = '<col class="outer">' * (sheet.stub_columns - 1)
    label = '<col class="label">' if sheet.stub_columns else ""
    figures = sheet.column_count - sheet.stub_columns
    if sheet.stub_columns < 2:
        return outer + label + "<col>" * figures
    longest = max(width(in_cell(cell.text)) for cell in sheet.figures.values())
    em = min(max(0.55 * longest + 0.6, _NARROWEST), _WIDEST)
    return outer + label + f'<col style="width:{em:.2f}em">' * figures


# -- the fragment ----------------------------------------------------------------------------

TITLE = "text-align:center"
INDENT = "text-indent:2em"
TABLE = "border-collapse:collapse;width:100%"
CELL = "border:1px solid;padding:4px;text-align:"
HIDDEN = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)"

# -- the page --------------------------------------------------------------------------------

PAGE = """\
:root { color-scheme: light; --outer: 3.8em; --line: #555; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #1a1a1a; line-height: 1.75;
  font-family: "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  -webkit-text-size-adjust: 100%; }
main { max-width: 54em; margin: 0 auto; padding: 2em 1.5em 4em; }
h1 { margin: 0 0 1.5em; text-align: center; font-size: 1.6em; line-height: 1.4;
  text-wrap: balance; }
h2 { margin: 2em 0 .8em; font-size: 1.2em; }
h3 { margin: 1.2em 0 .4em; font-size: 1em; }
h1, h2, h3, p { overflow-wrap: anywhere; }
p { margin: .4em 0; text-indent: 2em; white-space: pre-wrap; }
.table { overflow-x: auto; border: solid var(--line); border-width: 1px 0 0 1px; }
.table:focus-visible { outline: 3px solid #1a5fb4; outline-offset: 2px; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
table { width: 100%; border-collapse: separate; border-spacing: 0; table-layout: fixed;
  font-size: .875em; line-height: 1.45; }
th, td { border: solid var(--line); border-width: 0 1px 1px 0; padding: .4em .3em; background: #fff;
  font-weight: normal; text-align: center; vertical-align: middle; overflow-wrap: anywhere;
  text-wrap: balance; }
.banner, .stub { text-align: left; }
.banner { background: #f2f4f7; font-weight: bold; }
thead .header, tbody .header { background: #f7f8fa; }
.figure { font-variant-numeric: tabular-nums; }
.outer { width: var(--outer); }

@media (max-width: 40em) {
  :root { --outer: 2em; }
  main { padding: 1.2em .8em 3em; }
  h1 { font-size: 1.3em; }
  .table:has(.outer) { max-height: 92vh; overflow: auto; }
  .table:has(.outer) table { width: max-content; min-width: 100%; }
  .table:has(thead):not(:has(.label)) table { width: 52em; }
  .label { width: 9.5em; }
  .stub[rowspan] { writing-mode: vertical-rl; padding: .2em; text-align: center; }
  thead { position: sticky; top: 0; z-index: 2; }
  .stub, .corner { position: sticky; left: calc(var(--left, 0) * var(--outer)); z-index: 1; }
}

@media print {
  @page { size: A4 portrait; margin: 25mm 18mm;
    @bottom-center { content: "— " counter(page) " —"; font-size: 10pt; } }
  :root { --outer: 3.8em; }
  body { font: 12pt/1.8 FangSong, STFangsong, "FangSong_GB2312", "Noto Serif CJK SC", serif; }
  main { max-width: none; padding: 0; }
  h1 { font-family: "方正小标宋简体", SimSun, STSong, "Noto Serif CJK SC", serif; font-size: 20pt; }
  h2, h3 { break-after: avoid; }
  h2 { font-family: SimHei, STHeiti, "Noto Sans CJK SC", sans-serif; font-size: 14pt;
    font-weight: normal; }
  h3 { font-family: KaiTi, STKaiti, "Noto Serif CJK SC", serif; }
  p { orphans: 2; widows: 2; text-align: justify; }
  .table { overflow: visible; border: 0; break-inside: avoid; }
  table { border-collapse: collapse; font-size: 9pt; line-height: 1.3; }
  th, td { border: 0.75pt solid #000; padding: 2pt; background: none; }
  .banner, thead .header, tbody .header { background: none; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
"""

"""What every exported Word document has in common: page, styles, fonts, page numbers.

Measures are those of GB/T 9704—2012《党政机关公文格式》: type area 156 × 225 mm on A4, body
仿宋三号, 22 lines to the page, page numbers 四号 between dashes, outside on both sides.
"""

from .packing import escaped

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# Twips (1440 to an inch, 56.7 to a millimetre).
_PAGE = (11906, 16838)
_TOP, _BOTTOM, _LEFT, _RIGHT, _FOOTER = 2098, 1984, 1588, 1474, 1361
TEXT_WIDTH = _PAGE[0] - _LEFT - _RIGHT
"""The width of the text, in twips: 156 mm."""

_LINE = 579
"""225 mm in 22 lines."""

SECTION = (
    '<w:sectPr><w:footerReference w:type="default" r:id="rId4"/>'
    '<w:footerReference w:type="even" r:id="rId5"/>'
    f'<w:pgSz w:w="{_PAGE[0]}" w:h="{_PAGE[1]}"/>'
    f'<w:pgMar w:top="{_TOP}" w:right="{_RIGHT}" w:bottom="{_BOTTOM}" w:left="{_LEFT}"'
    f' w:header="851" w:footer="{_FOOTER}" w:gutter="0"/>'
    f'<w:docGrid w:type="lines" w:linePitch="{_LINE}"/></w:sectPr>'
)

_TITLE_FONT, _HEADING_FONT, _ASPECT_FONT = "方正小标宋简体", "黑体", "楷体_GB2312"
_BODY_FONT, _TABLE_FONT, _NOTE_FONT = "仿宋_GB2312", "宋体", "楷体_GB2312"
_LATIN_FONT = "Times New Roman"

# The fonts, and what to take on a machine that does not have them.
_FALLBACKS = {
    _TITLE_FONT: "宋体",
    _HEADING_FONT: "SimHei",
    _ASPECT_FONT: "楷体",
    _BODY_FONT: "仿宋",
    _TABLE_FONT: "SimSun",
}


def parts(title: str) -> dict[str, str]:
    """Every part of the package but the document itself, by name."""
    return {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _ROOT_RELATIONS,
        "docProps/core.xml": _core(title),
        "word/_rels/document.xml.rels": _RELATIONS,
        "word/styles.xml": _STYLES,
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": _FONTS,
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
    }


def _core(title: str) -> str:
    """The properties: a title and a language, no names and no times."""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(title)}</dc:title><dc:language>zh-CN</dc:language>"
        "</cp:coreProperties>"
    )


def _footer(side: str) -> str:
    """The page number, one character from the outer edge."""
    return (
        f'<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/>'
        f'<w:ind w:{side}Chars="100" w:{side}="280"/><w:jc w:val="{side}"/></w:pPr>'
        '<w:r><w:t xml:space="preserve">— </w:t></w:r>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def _fonts(chinese: str, latin: str = "") -> str:
    latin = latin or chinese
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"/>'


def _style(ident: str, name: str, paragraph: str, run: str, more: str = "") -> str:
    based = "" if ident == "Normal" else '<w:basedOn w:val="Normal"/>'
    usual = ' w:default="1"' if ident == "Normal" else ""
    return (
        f'<w:style w:type="paragraph"{usual} w:styleId="{ident}"><w:name w:val="{name}"/>'
        f"{based}{more}<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _indent(characters: int, half_points: int) -> str:
    twips = characters * half_points * 10
    return f'<w:ind w:firstLineChars="{characters * 100}" w:firstLine="{twips}"/>'


_NO_INDENT = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
_EXACT = f'<w:spacing w:line="{_LINE}" w:lineRule="exact"/>'
_NEXT = '<w:next w:val="Normal"/>'
_TIGHT = (
    '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'
    f'{_NO_INDENT}<w:jc w:val="center"/>'
)

_STYLES = (
    f"<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>{_fonts(_BODY_FONT, _LATIN_FONT)}"
    f'{_size(32)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>\n"
    + "\n".join(
        (
            _style(
                "Normal",
                "Normal",
                f'<w:widowControl w:val="0"/>{_EXACT}{_indent(2, 32)}<w:jc w:val="both"/>',
                "",
            ),
            _style(
                "Title",
                "Title",
                f'<w:spacing w:before="0" w:after="{_LINE}" w:line="700" w:lineRule="exact"/>'
                f'{_NO_INDENT}<w:jc w:val="center"/>',
                _fonts(_TITLE_FONT) + _size(44),
                _NEXT,
            ),
            _style(
                "Heading1",
                "heading 1",
                '<w:keepNext/><w:outlineLvl w:val="0"/>',
                _fonts(_HEADING_FONT),
                _NEXT,
            ),
            _style(
                "Heading2",
                "heading 2",
                '<w:keepNext/><w:outlineLvl w:val="1"/>',
                _fonts(_ASPECT_FONT),
                _NEXT,
            ),
            _style("TableText", "表格文字", _TIGHT, _fonts(_TABLE_FONT) + _size(20)),
            _style("TableNote", "表格说明", _TIGHT, _fonts(_NOTE_FONT) + _size(20)),
            _style(
                "Footer",
                "footer",
                f'<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>{_NO_INDENT}',
                _fonts(_TABLE_FONT) + _size(28),
            ),
        )
    )
    + "\n</w:styles>"
)

_FONTS = (
    f"<w:fonts {_W}>"
    + "".join(
        f'<w:font w:name="{font}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for font, other in _FALLBACKS.items()
    )
    + f'<w:font w:name="{_LATIN_FONT}"><w:charset w:val="00"/><w:family w:val="roman"/>'
    '<w:pitch w:val="variable"/></w:font></w:fonts>'
)

_SETTINGS = (
    f'<w:settings {_W}><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
    '<w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
)

_NAMES = {
    "document": "document.main",
    "styles": "styles",
    "settings": "settings",
    "fontTable": "fontTable",
    "footer1": "footer",
    "footer2": "footer",
}

_CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
    '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package'
    '.core-properties+xml"/>'
    + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in _NAMES.items()
    )
    + "</Types>"
)

_ROOT_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument"'
    ' Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
    ' Target="docProps/core.xml"/></Relationships>'
)

_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/relationships/{_NAMES[name]}"'
        f' Target="{name}.xml"/>'
        for number, name in enumerate(list(_NAMES)[1:], start=1)
    )
    + "</Relationships>"
)

"""Words that Markdown must not read as markup.

Only what some reader would take for markup is escaped, so that the source stays
readable: “1.加强公开” and ``gov.cn/col_1`` need nothing. Entities stand where a backslash
is not understood everywhere.
"""

import re

# ``_`` inside a word is no markup, and GitHub takes the backslash before it into a link.
_MARKUP = re.compile(r"[\\`*\[\]~$|]|(?<![^\W_])_|_(?![^\W_])")
_ENTITY = re.compile(r"&(?=#?[0-9A-Za-z]+;)")
_LINE_START = re.compile(r"#|>|[-+:](?=[ \-+]|\Z)")
_LIST_NUMBER = re.compile(r"\A(\d{1,9})([.)])(?= |\Z)")


def inline(text: str) -> str:
    """Escaped for the middle of a line."""
    text = _ENTITY.sub("&amp;", text)
    return _MARKUP.sub(r"\\\g<0>", text).replace("<", "&lt;")


def paragraph(text: str) -> str:
    """Escaped for a paragraph of its own, which is one line."""
    # Four spaces would make it code. The full-width ones stay: Markdown has no use for them.
    text = text.strip(" ")
    words = text.lstrip()
    indent = text[: len(text) - len(words)]
    escaped = inline(words)
    if _LINE_START.match(words):
        escaped = "\\" + escaped
    return indent + _LIST_NUMBER.sub(r"\1\\\2", escaped)


def heading(text: str) -> str:
    """Escaped for a heading: there, number signs at the end would be swallowed too."""
    return inline(text).replace("#", "\\#")


def cell(text: str) -> str:
    """Escaped for a cell of a pipe table."""
    return inline(text).replace("\n", "<br>")


def html(text: str) -> str:
    """Escaped for HTML, within elements and in quoted attributes."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("\n", "<br>")

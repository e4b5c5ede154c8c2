"""XML parts in a zip: what office documents are made of."""

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def escaped(text: str) -> str:
    """Escaped for XML, within elements and in quoted attributes."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")


def packed(parts: Mapping[str, str]) -> bytes:
    """A zip of XML parts, in their order: always the same bytes for the same parts."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            info = ZipInfo(name, _EARLIEST)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, (DECLARATION + text).encode())
    return out.getvalue()

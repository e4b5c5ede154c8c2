"""Changes to a report file, written so that nothing else in it moves.

Comments, order, alignment, line ends and the byte order mark stay. Before anything is
written the new text is parsed by the standard parser and compared with what it should say.
"""

from collections.abc import Mapping

import tomli

from tui.schema.model import Format

from .decode import BOM
from .values import Value, exact

Changes = Mapping[str, Value | tuple[Value, ...]]
"""Path → new value: a cell (``applications.received.natural``), a text
(``overview.proactive``), a remark (``notes.<cell path>``), ``year``, ``agency``, or the
reasons on record (``waivers``, as one text); or a row (``applications.received``) → all its
values, where the row is to be replaced."""


class WriteError(Exception):
    """The change cannot be made in this file; the message says why, in Chinese."""


def edited(data: bytes, form: Format, changes: Changes) -> bytes:
    """The bytes of a report file with some values changed and nothing else.

    Raises:
        WriteError: when the file is not valid TOML, a row has the wrong shape, or the
            result would not say exactly what it should.
    """
    if "waivers" in changes:
        from .waiver import from_text
        from .waiver_text import with_waivers

        rest = {path: value for path, value in changes.items() if path != "waivers"}
        waivers = from_text(str(changes["waivers"]))
        return with_waivers(edited(data, form, rest) if rest else data, waivers)
    bom = BOM if data.startswith(BOM) else b""
    try:
        text = data.removeprefix(BOM).decode("utf-8")
        before = tomli.loads(text, parse_float=exact)
    except (RecursionError, ValueError):
        raise WriteError("文件写法有误，先用 check 查出并改正，再作修改") from None
    # tomlkit is not loaded to look at a report, only to write one.
    from .write_in_place import edited_text

    return bom + edited_text(text, before, form, changes).encode("utf-8")

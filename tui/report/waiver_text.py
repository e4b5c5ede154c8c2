"""Writing reasons on record into a report file, and taking them out, with nothing else moved."""

from collections.abc import Sequence
from decimal import Decimal

import tomli

from .decode import BOM
from .scan import Lines, Scan
from .waiver import Waiver, as_block, read_waivers
from .write import WriteError


def with_waivers(data: bytes, waivers: Sequence[Waiver]) -> bytes:
    """The bytes of a report file with these waivers and no others.

    Those that stand in the file stay as they are written; new ones come at its end.

    Raises:
        WriteError: the file cannot be written so that it says just that.
    """
    bom = BOM if data.startswith(BOM) else b""
    text = data.removeprefix(BOM).decode("utf-8")
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    wanted = [waiver._replace(at=()) for waiver in waivers]
    new = text
    for number, held in reversed(list(enumerate(_held(text)))):
        if held in wanted:
            wanted.remove(held)
        else:
            new = _without(new, number)
    for waiver in wanted:
        new = _appended(new, waiver, newline)
    if new == text:
        return data
    _verify(text, new, waivers)
    return bom + new.encode("utf-8")


def _held(text: str) -> list[Waiver | None]:
    """The waivers of a file, None for one that is badly written."""
    held = tomli.loads(text.replace("\r\n", "\n"), parse_float=Decimal).get("waiver", [])
    if not isinstance(held, list):
        raise WriteError("[[waiver]] 写成了别的样子，请手工修改")
    found = [read_waivers([entry])[0] for entry in held]
    return [waivers[0]._replace(at=()) if waivers else None for waivers in found]


def _appended(text: str, waiver: Waiver, newline: str) -> str:
    return text.rstrip() + newline * 2 + as_block(waiver, newline)


def _without(text: str, number: int) -> str:
    """The text less the lines from the header of a waiver to its last value."""
    scan, lines = Scan(text), Lines(text)
    path = ("waiver", number)
    header = next((at for found, at in scan.headers if found == path), None)
    if header is None:
        raise WriteError("[[waiver]] 写成了别的样子，请手工修改")
    end = max((e.end for e in scan.entries if e.path[:2] == path), default=header + 1)
    first, last = lines.place(header)[0], lines.place(max(end - 1, header))[0]
    start = lines.start(first)
    # The blank line above goes too.
    if first > 1 and not lines.line(first - 1).strip():
        start = lines.start(first - 1)
    stop = lines.start(last) + len(lines.line(last))
    rest = text[stop:]
    return text[:start] + rest.removeprefix("\r").removeprefix("\n")


def _verify(old: str, new: str, waivers: Sequence[Waiver]) -> None:
    """Raises WriteError unless only the waivers changed, and to what they should be."""
    before = tomli.loads(old.replace("\r\n", "\n"), parse_float=Decimal)
    after = tomli.loads(new.replace("\r\n", "\n"), parse_float=Decimal)
    before.pop("waiver", None)
    held = after.pop("waiver", [])
    if repr(before) != repr(after) or len(held) != len(waivers):
        raise WriteError("写出的理由与要写的不一致，已放弃；请手工修改，并报告这个问题")

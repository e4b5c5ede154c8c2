"""Keys that a report file lacks, added where the printed order puts them.

Done on the text, because added through tomlkit a key may land behind a comment
that belongs to the next table.
"""

import json
import re

from tui.schema.model import Format

from .scan import Lines, Scan


def with_missing_keys(
    text: str, form: Format, targets: list[tuple[str | int, ...]], newline: str
) -> str:
    """The text with blank rows, texts or remarks added for the given places."""
    for target in targets:
        text = _with_key(text, form, tuple(str(k) for k in target[:2]), newline)
    return text


def _with_key(text: str, form: Format, keys: tuple[str, ...], newline: str) -> str:
    scan, lines = Scan(text), Lines(text)
    if any(entry.path[: len(keys)] == keys for entry in scan.entries):
        return text
    if len(keys) == 1:
        return f"{keys[0]} = {_blank(form, keys)}{newline}{text}"
    section, key = keys
    order = _order(form, section)
    name = key if re.fullmatch(r"[A-Za-z0-9_-]+", key) else json.dumps(key, ensure_ascii=False)
    statement = f"{name} = {_blank(form, keys)}"
    header = next((at for path, at in scan.headers if path == (section,)), None)
    top_level = scan.headers[0][1] if scan.headers else len(text)
    inside = [e for e in scan.entries if e.path[0] == section and len(e.path) > 1]
    dotted = [e for e in inside if e.key < top_level]
    inline = next((e for e in scan.entries if e.path == (section,)), None)
    if inline is not None:
        # section = { ... }
        at = max((e.end for e in inside), default=inline.start + 1)
        return f"{text[:at]}{', ' if inside else ' '}{statement}{text[at:]}"
    if header is None and not dotted:
        gap = "" if not text or text.endswith("\n") else newline
        return f"{text}{gap}{newline}[{section}]{newline}{statement}{newline}"
    if header is None:
        # section.key = ... above the first header
        statement = f"{section}.{statement}"
        header = max(e.end for e in dotted) - 1
        inside = dotted
    before = order[: order.index(key)] if key in order else order
    place = header
    for entry in inside:
        if len(entry.path) == 2:
            is_before = entry.path[1] in before or key not in order
            place = max(place, entry.end - 1) if is_before else place
    number = lines.place(place)[0]
    at = lines.start(number) + len(lines.line(number))
    return f"{text[:at]}{newline}{statement}{text[at:]}"


def _order(form: Format, section: str) -> list[str]:
    names = [*form.rows, *form.texts]
    return [name.partition(".")[2] for name in names if name.startswith(section + ".")]


def _blank(form: Format, keys: tuple[str, ...]) -> str:
    place = form.rows.get(".".join(keys))
    if place is None or len(place[0].columns) == 1:
        return '""'
    blank = ", ".join(['""'] * len(place[0].columns))
    return f"[ {blank} ]"

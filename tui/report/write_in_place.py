"""New values put into the text of a report by tomlkit, in the place of the old ones."""

import re
from copy import deepcopy
from decimal import Decimal
from typing import Any

import tomli
import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Float, Integer, Item, String, StringType, Trivia

from tui.schema.model import Format

from .insert import with_missing_keys
from .places import key_path
from .read import flat_notes
from .values import Value, exact
from .write import Changes, WriteError

# tomlkit copies all blank lines before the present one anew for each: half a minute for 300 KB.
_BLANK_LINES = r"\n(?:[ \t]*+\r?\n){1000,}+"

_ABANDONED = "写出的内容与要改的不一致，已放弃；请手工修改，并报告这个问题"


def edited_text(text: str, before: dict[str, Any], form: Format, changes: Changes) -> str:
    """A text with some values changed; ``before`` is what it says.

    Raises:
        WriteError: what :func:`tui.report.write.edited` says.
    """
    try:
        return _edited(text, before, form, changes)
    except (TOMLKitError, RecursionError, ValueError):
        raise WriteError(_ABANDONED) from None


def _edited(text: str, before: dict[str, Any], form: Format, changes: Changes) -> str:
    newline = "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"
    targets = {path: _target(form, before, path) for path in changes}
    missing = {
        path: target
        for path, target in targets.items()
        if _find(before, target, path, row=path in form.rows) is None
    }
    if missing:
        text = with_missing_keys(text, form, list(missing.values()), newline)
        before = tomli.loads(text, parse_float=exact)
    if blank := re.search(_BLANK_LINES, text):
        line = text.count("\n", 0, blank.start()) + 2
        raise WriteError(f"第 {line} 行起连着有一千多个空行，先删去这些空行，再作修改")
    wanted = deepcopy(before)
    document = tomlkit.parse(text)
    if tomlkit.dumps(document) != text:
        # tomlkit loses the blanks behind a date in an array: better no edit than a lost blank.
        raise WriteError(_ABANDONED)
    for path, value in changes.items():
        keys = targets[path]
        if _put(wanted, keys, value, path):
            _put_item(document, keys, value, newline, path)
    new = tomlkit.dumps(document)
    # Compared as written down: 12.5 is not 12.50, and nan would not equal itself.
    if repr(tomli.loads(new, parse_float=exact)) != repr(wanted):
        raise WriteError(_ABANDONED)
    return new


def _target(form: Format, tables: dict[str, Any], path: str) -> tuple[str | int, ...]:
    """The keys that lead to a value in the file."""
    if path in ("year", "agency"):
        return (path,)
    if path.startswith("notes."):
        bare, notes = path.removeprefix("notes."), tables.get("notes")
        known = flat_notes(notes) if isinstance(notes, dict) else []
        # As it stands in the file: under a quoted path or under dotted keys. The last one counts.
        return next((at for name, at, _ in reversed(known) if name == bare), ("notes", bare))
    if path in form.texts or path in form.rows:
        return tuple(path.split("."))
    return key_path(form, path)


def _find(tables: dict[str, Any], keys: tuple[str | int, ...], path: str, *, row: bool) -> Any:
    """What stands at a place, or None where the key is missing.

    Raises:
        WriteError: when something of another shape stands in the way.
    """
    found: Any = tables
    for key in keys:
        if isinstance(key, int):
            cells = path.split(".")[1]
            if not isinstance(found, list) or key >= len(found):
                raise WriteError(f"{cells} 这一行的格数不对，先改正这一行")
            return found[key]
        if not isinstance(found, dict):
            raise WriteError(f"{path} 所在的部分写法不对，先用 check 查出并改正")
        if key not in found:
            return None
        found = found[key]
    if not row and (isinstance(found, dict) or (isinstance(found, list) and len(found) != 1)):
        raise WriteError(f"{path} 现在不是单个的值，先用 check 查出并改正")
    return found


def _put(tables: dict[str, Any], keys: tuple[str | int, ...], value: Any, path: str) -> bool:
    """Put a value into the parsed tables, as the file shall say it; False if it says so."""
    found: Any = tables
    for key in keys[:-1]:
        found = found[key]
    last: Any = keys[-1]
    if isinstance(value, tuple):
        row = [_plain(v, path) for v in value]
        new: Any = row if len(row) > 1 else row[0]
    else:
        new = _plain(value, path)
        if isinstance(last, str) and isinstance(found[last], list):
            found, last = found[last], 0
    if _same(found[last], new):
        return False
    found[last] = new
    return True


def _same(old: Any, new: Any) -> bool:
    """Whether two parsed values say the same; 12.5 and 12.50 do not, line ends do."""
    if isinstance(old, str) and isinstance(new, str):
        return _unix(old) == new
    return repr(old) == repr(new)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def _put_item(
    document: tomlkit.TOMLDocument,
    keys: tuple[str | int, ...],
    value: Any,
    newline: str,
    path: str,
) -> None:
    """Put a value into the document, in the place and with the surroundings of the old one."""
    found: Any = document
    for key in keys[:-1]:
        found = found[key]
    last: Any = keys[-1]
    if isinstance(value, tuple):
        row = ", ".join(_item(_plain(v, path), None, newline).as_string() for v in value)
        literal = f"[ {row} ]" if len(value) > 1 else row
        found[last] = tomlkit.parse(f"x = {literal}")["x"]
        return
    if isinstance(last, str) and isinstance(found[last], list):
        found, last = found[last], 0
    found[last] = _item(_plain(value, path), found[last], newline)


def _plain(value: Value, path: str) -> int | Decimal | str:
    if value is None:
        raise WriteError(f"{path} 没有可写的值")
    if isinstance(value, str):
        if not value.isprintable() and any("\ud800" <= c <= "\udfff" for c in value):
            raise WriteError(f"{path} 的新值里有无法保存的字符")
        return _unix(value)
    if isinstance(value, Decimal) and value == value.to_integral_value() and "." not in str(value):
        # Money without decimals is written as a whole number.
        return int(value)
    return value


def _item(value: int | Decimal | str, old: object, newline: str) -> Item:
    if isinstance(value, Decimal):
        return Float(float(value), Trivia(), format(value, "f"))
    if isinstance(value, int):
        return Integer(value, Trivia(), str(value))
    if "\n" not in value and not (isinstance(old, String) and _is_multiline(old)):
        return tomlkit.string(value)
    # A line break straight after the opening quotes is not part of the text: we write one.
    # tomlkit writes one of its own before a text that begins with a break; "x" prevents it.
    body = tomlkit.string("x" + value, multiline=True).as_string()[4:-3]
    return String(StringType.MLB, value, newline + body.replace("\n", newline), Trivia())


def _is_multiline(item: String) -> bool:
    return item.as_string().startswith(('"""', "'''"))

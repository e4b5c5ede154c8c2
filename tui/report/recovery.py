"""What a journal still holds after the program ended without saving."""

import contextlib
import json
import os
import stat
import zlib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

from tui.schema.load import Catalogue

from .beside import real
from .journal import FORMAT, Header, Splice, places
from .merge import Difference, Merge, contents, merge, put
from .model import Report
from .read import load_bytes
from .values import Value
from .write import WriteError, edited

LARGEST = 200_000_000
"""Bytes of a journal that are read: a day of typing is less than a hundredth of that."""


class JournalError(Exception):
    """A journal that cannot be used; the message says why and what to do, in Chinese."""


class Recovery(NamedTuple):
    """The edits of a journal against the report as it is now."""

    path: Path
    """Of the journal."""
    header: Header
    edits: dict[str, Value]
    """Path → the last value it was given."""
    lost: int
    """Lines or values that could not be used."""
    same: bool
    """Whether the report is still the version that the edits were made on."""
    merge: Merge
    """Three ways: as it was read, as it was edited, as it is now."""
    whole: bool
    """Whether the report is gone or broken, and would be written anew as a whole."""

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What the edits would change in the report as it is now."""
        return tuple(d for d in self.merge.differences if d.mine != d.theirs and not _theirs(d))

    @property
    def conflicts(self) -> tuple[Difference, ...]:
        """Places that were edited, and changed in the file since."""
        return self.merge.conflicts

    @property
    def explanation(self) -> str:
        """Where the edits come from and what is known of them, in Chinese."""
        import time

        when = time.strftime("%Y-%m-%d %H:%M", time.localtime(self.header.since))
        who = f"{self.header.user}（主机 {self.header.host}）从 {when} 起所作的改动没有保存。"
        if self.whole:
            who += "文件现在已经不在或写法有误，恢复时按记录里的原文重写。"
        elif not self.same:
            who += "文件后来又变了：这些改动是在另一个版本上作的。"
            if self.header.base is None:
                who += "那个版本没有留下，所以凡是不同的地方都要逐项选择。"
            elif self.conflicts:
                who += f"有 {len(self.conflicts)} 处两边都改过，要逐项选择。"
        if self.lost:
            who += f"记录中有 {self.lost} 处损坏，不能恢复。"
        return who


def _theirs(difference: Difference) -> bool:
    return not difference.conflict and difference.mine == difference.base


def journals(report: Path, *, declined: bool = False) -> list[Path]:
    """The journals of a report that there are, the one beside it first.

    ``declined``: those too that the user did not want to recover, behind the others.
    """
    found = list(places(real(report)))
    if declined:
        found += [set_aside(path) for path in found]
    return [path for path in found if os.path.lexists(path)]


def set_aside(path: Path) -> Path:
    """Where a journal goes that the user declined."""
    return path.with_name(path.name + "~")


def recover(journal: Path, data: bytes | None, catalogue: Catalogue) -> Recovery | None:
    """Read a journal. None when it holds nothing that the report does not say.

    Args:
        data: the report as it is now; None where there is none.

    Raises:
        JournalError: it is of no use, or belongs to somebody else.
    """
    header, lines, lost = _read(journal)
    base_data = None if header.base is None else header.base.encode("utf-8", "surrogatepass")
    from hashlib import sha256  # hardly any report has a journal

    same = data is not None and sha256(data).hexdigest() == header.sha256
    base = _report(data if same else base_data, catalogue)
    now = _report(data, catalogue)
    if now is None and base is None:
        raise JournalError("年报文件已经不在或不能读，记录里也没有它原来的内容，无法恢复")
    edits, damaged = _replay(lines, {} if base is None else base.texts)
    lost += damaged
    model = now or base
    assert model is not None
    mine = dict(contents(base or model))
    for path, value in list(edits.items()):
        if put(_copy(model), path, value):
            mine[path] = value
        else:
            lost += 1
            del edits[path]
    theirs = contents(now) if now is not None else contents(model)
    if base is None:
        # Without the version it was made on, only what was edited can be compared.
        mine = dict(theirs) | edits
    compared = merge(None if base is None else contents(base), mine, theirs)
    found = Recovery(journal, header, edits, lost, same, compared, now is None)
    return found if found.differences or (now is None and edits) else None


def recovered(
    found: Recovery, data: bytes | None, catalogue: Catalogue, take_theirs: frozenset[str]
) -> bytes:
    """The report with the edits of a journal in it, of the conflicts those not taken from it.

    Raises:
        JournalError: the result would not say what it should.
    """
    source = data
    if _report(source, catalogue) is None:
        source = (found.header.base or "").encode("utf-8", "surrogatepass")
    report = _report(source, catalogue)
    if source is None or report is None:
        raise JournalError("年报文件不能读，无法写入恢复的改动")
    wanted = {
        d.path: d.mine for d in found.differences if not (d.conflict and d.path in take_theirs)
    }
    try:
        return edited(source, report.format, {p: v for p, v in wanted.items() if v is not None})
    except WriteError as error:
        raise JournalError(str(error)) from None


def _report(data: bytes | None, catalogue: Catalogue) -> Report | None:
    if data is None:
        return None
    loaded = load_bytes("", data, catalogue)
    return loaded.report if loaded.is_whole else None


def _copy(report: Report) -> Report:
    return Report(report.format, report.year, report.agency, list(report.values), {}, {})


def _read(path: Path) -> tuple[Header, list[dict[str, Any]], int]:
    """Header, edits, and the number of lines that are damaged (a torn last one is not counted)."""
    *lines, torn = _bytes(path).split(b"\n")
    parsed = [_parsed(line) for line in lines]
    header = _header(parsed[0]) if parsed else None
    if header is None:
        raise JournalError("记录的开头损坏，无法恢复" if lines or torn else "记录是空的")
    if header.journal != FORMAT:
        raise JournalError("记录是由更新的版本写的；请用那个版本恢复")
    edits = [line for line in parsed[1:] if line is not None]
    return header, edits, len(parsed) - 1 - len(edits)


def _bytes(path: Path) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags | getattr(os, "O_BINARY", 0))
    except PermissionError:
        raise JournalError("记录属于别人，您没有读取的权限；请由他本人恢复") from None
    except OSError as error:
        raise JournalError(f"记录无法读取（{error.strerror}）") from None
    with os.fdopen(handle, "rb") as file:
        state = os.fstat(handle)
        if not stat.S_ISREG(state.st_mode) or state.st_size > LARGEST:
            raise JournalError("这不是本程序的记录")
        return file.read()


def _parsed(line: bytes) -> dict[str, Any] | None:
    with contextlib.suppress(ValueError, RecursionError):
        if int(line[:8], 16) == zlib.crc32(line[9:]):
            found = json.loads(line[9:].decode("utf-8", "surrogatepass"))
            return found if isinstance(found, dict) else None
    return None


def _header(line: dict[str, Any] | None) -> Header | None:
    if line is None:
        return None
    try:
        header = Header(**{k: v for k, v in line.items() if k in Header._fields})
    except TypeError:
        return None
    texts = (header.file, header.sha256, header.format, header.user, header.host, header.base or "")
    if not all(isinstance(t, str) for t in texts) or type(header.since) not in (int, float):
        return None
    return header if 0 <= header.since < 1e11 else None


def _replay(lines: list[dict[str, Any]], texts: Mapping[str, str]) -> tuple[dict[str, Value], int]:
    """The last value of every path, and how many values could not be used."""
    edits: dict[str, Value] = {}
    lost = 0
    for line in lines:
        changes = line.get("set")
        for path, item in changes.items() if isinstance(changes, dict) else ():
            before = edits.get(path, texts.get(path, ""))
            try:
                edits[path] = _value(item, before)
            except (ValueError, TypeError, InvalidOperation):
                lost += 1
    return edits, lost


def _value(item: Any, before: Value) -> Value:
    """A value as it was before it became JSON.

    Raises:
        ValueError, TypeError, InvalidOperation: it is none.
    """
    if item is None or isinstance(item, str) or type(item) is int:
        return item
    if isinstance(item, dict) and "decimal" in item:
        number = Decimal(item["decimal"])
        if number.is_finite():
            return number
    if isinstance(item, dict) and "splice" in item and isinstance(before, str):
        change = Splice(*item["splice"])
        if len(before) == change.length and 0 <= change.start <= len(before):
            end = change.start + change.removed
            return before[: change.start] + change.inserted + before[end:]
    raise ValueError

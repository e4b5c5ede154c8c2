"""Editing a report file changes the edited values and nothing else."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.support.program import EXAMPLES
from tests.support.reports import catalogue
from tests.support.strategies import PROSE, Edge, Written, edits, report_files, toml_value
from tui.report import Report, load_bytes
from tui.report.values import Value
from tui.report.write import edited

MANY = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
FILES = sorted(EXAMPLES.rglob("*.toml"))


def same(found: object, value: Value) -> bool:
    """Whether a parsed value is what was set, to the last printed digit."""
    if isinstance(found, bool) or isinstance(found, str) != isinstance(value, str):
        return False
    if isinstance(value, str):
        return found == value.replace("\r\n", "\n")
    return format(Decimal(str(found)), "f") == format(Decimal(str(value)), "f")


def after_literal(text: str, following: str, value: Value) -> str | None:
    """What follows a literal of this value and the given text; None if that is not there."""
    at = text.find(following) if following else len(text)
    while at > 0:
        try:
            if text[:at] == text[:at].strip() and same(toml_value(text[:at]), value):
                return text[at + len(following) :]
        except ValueError:
            pass
        at = text.find(following, at + 1) if following else -1
    return None


def assert_only_changed(written: Written, new: str, changes: dict[str, Value]) -> None:
    """The new text is the old one, but for literals in the place of the changed values."""
    fixed = [""]
    values: list[Value] = []
    for piece in written.pieces:
        if isinstance(piece, Edge):
            continue
        if isinstance(piece, str) or piece.path not in changes:
            fixed[-1] += piece if isinstance(piece, str) else piece.literal
        else:
            values.append(changes[piece.path])
            fixed.append("")
    assert new.startswith(fixed[0])
    rest: str | None = new.removeprefix(fixed[0])
    for value, following in zip(values, fixed[1:], strict=True):
        rest = after_literal(rest, following, value)
        assert rest is not None, (value, following, new)
    assert rest == ""


def said(data: bytes) -> Report:
    """What a file says."""
    report = load_bytes("x.toml", data, catalogue()).report
    assert report
    return report


def assert_says(data: bytes, before: bytes, changes: dict[str, Value]) -> None:
    """The file says what was set, and otherwise what it said before."""
    new, old = said(data), said(before)
    rows = {path.rpartition(".")[0] for path in changes}
    for cell in old.format.cells:
        value = changes.get(cell.path, old.values[cell.index])
        if value is None and cell.path.rpartition(".")[0] in rows:
            # A row that was missing is added with its other cells blank.
            assert new.values[cell.index] in (None, "")
        elif value is None or isinstance(value, str):
            assert new.values[cell.index] == value
        else:
            assert same(new.values[cell.index], value)
            assert isinstance(new.values[cell.index], Decimal) == (cell.column.kind == "money")
    texts = {p: str(v).replace("\r\n", "\n") for p, v in changes.items() if isinstance(v, str)}
    assert new.texts == old.texts | {p: v for p, v in texts.items() if p in old.format.texts}
    notes = {p[6:]: v for p, v in texts.items() if p.startswith("notes.")}
    assert new.notes == old.notes | notes
    assert new.year == changes.get("year", old.year)
    agency = texts.get("agency", old.agency or "")
    assert new.agency == (agency if agency.strip() else None)


@MANY
@given(report_files(), st.data())
def test_only_the_edited_values_differ(written: Written, data: st.DataObject) -> None:
    content, changes = written.data, dict[str, Value]()
    for _ in range(data.draw(st.integers(1, 3))):
        new = data.draw(edits(written, only_present=True))
        content = edited(content, written.form, new)
        changes |= new
    text = content.decode()
    assert text.startswith("\ufeff") == written.bom
    assert_only_changed(written, text.removeprefix("\ufeff"), changes)
    assert_says(content, written.data, changes)


@MANY
@given(report_files(), st.data())
def test_what_is_missing_is_added_and_no_line_moves(written: Written, data: st.DataObject) -> None:
    changes = data.draw(edits(written))
    assert_says(edited(written.data, written.form, changes), written.data, changes)
    added = {path: v for path, v in changes.items() if path not in written.slots}
    content = edited(written.data, written.form, added)
    assert_says(content, written.data, added)
    if "{" not in written.pieces:
        lines = iter(content.decode("utf-8-sig").replace("\r", "").split("\n"))
        for line in written.text.replace("\r", "").removesuffix("\n").split("\n"):
            assert line in lines


@MANY
@given(report_files())
def test_setting_a_value_to_itself_changes_nothing(written: Written) -> None:
    report = said(written.data)
    there = written.slots.keys()
    held: dict[str, Value] = {c.path: report.value(c.path) for c in report.format.cells}
    held |= report.texts | {f"notes.{path}": note for path, note in report.notes.items()}
    held |= {"year": report.year, "agency": report.agency}
    same = {path: v for path, v in held.items() if path in there and v is not None}
    assert edited(written.data, written.form, same) == written.data


def test_a_line_end_written_as_an_escape_stays_when_the_text_stays() -> None:
    data = b'format = "2021"\nother = { text = "\\r\\n" }\n'
    form = said(data).format
    assert edited(data, form, {"other.text": said(data).texts["other.text"]}) == data


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}-{p.stem}")
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_examples_change_only_in_the_edited_lines(path: Path, data: st.DataObject) -> None:
    before = path.read_bytes()
    form = said(before).format
    cells = data.draw(st.lists(st.sampled_from(form.cells), min_size=1, max_size=5, unique=True))
    changes: dict[str, Value] = {
        c.path: data.draw(st.integers(1, 10**9) | st.sampled_from(["", "/"])) for c in cells
    }
    after = edited(before, form, changes)
    old, new = before.split(b"\n"), after.split(b"\n")
    rows = {p.split(".")[1].encode() for p in changes}
    assert len(old) == len(new)
    for one, other in zip(old, new, strict=True):
        if one != other:
            assert one.split()[0] in rows
            assert one.split(b"#")[1:] == other.split(b"#")[1:]
    assert_says(after, before, changes)


@MANY
@given(PROSE, st.sampled_from(['""', "''", '"""\n旧\n"""', "'''旧'''"]), st.booleans())
@example('"""', '""', False)
@example('以引号结尾"', '"""旧"""', False)
@example("\n空行开头\n\n", '"""旧"""', True)
@example("反斜线结尾\\", "''", False)
@example("C:\\new\ttab\\", '"""旧"""', True)
@example("甲\r\n乙\r丙", '""', True)
def test_any_text_is_read_back(text: str, old: str, crlf: bool) -> None:
    file = f'format = "2021"\nyear = 2023\n[other]\ntext = {old}   # 注\n# 尾\n'
    before = (file.replace("\n", "\r\n") if crlf else file).encode()
    form = said(before).format
    after = edited(before, form, {"other.text": text})
    assert said(after).texts["other.text"] == text.replace("\r\n", "\n")
    head, tail = before.split(old.replace("\n", "\r\n" if crlf else "\n").encode())
    assert after.startswith(head)
    assert after.endswith(tail)
    if crlf:
        assert after.count(b"\n") == after.count(b"\r\n")

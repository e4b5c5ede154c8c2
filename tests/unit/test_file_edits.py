"""Editing a report file changes the edited values and nothing else."""

import re
from decimal import Decimal

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.reports import as_toml, catalogue, zero_report
from tui.report import load_bytes
from tui.report.decode import BOM
from tui.report.values import Value
from tui.report.write import WriteError, edited

FORM = zero_report().format
MONEY = "disclosure.fees.amount"
COUNTS = [c.path for c in FORM.cells if c.column.kind == "count"]
TEXTS = list(FORM.texts)

COMMENTS = st.sampled_from(["", "  # 备注", "\t# ＃全角 “引号” [x] = 1", "#", "   "])
ABOVE = st.sampled_from(["", "", "# 说明：received = [ 1 ]\n", "\n\n", "#\n", '# """ 三个引号\n'])
ANY_TEXT = st.text(st.sampled_from("无收费“”\"'\\\n\t，。０１ab# ={}[]"), max_size=12)


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """A report file as people leave it: odd spacing, comments, orders, line ends, a mark."""
    head, *sections = as_toml(zero_report()).rstrip("\n").split("\n\n")
    blocks = []
    for block in [head, *draw(st.permutations(sections))]:
        lines = []
        for line in block.split("\n"):
            if "=" in line:
                key, value = line.split(" = ", 1)
                if value.startswith("["):
                    gap = draw(st.sampled_from(["", " ", "   ", "\n    "]))
                    value = "[" + re.sub(r" (?=\d)", gap, value[1:])
                    value = value.replace(" ]", draw(st.sampled_from(["]", " ]", ", ]", "\n]"])))
                pad = draw(st.sampled_from([" = ", "=", "    = "]))
                line = draw(ABOVE) + key + pad + value
            lines.append(line + draw(COMMENTS))
        blocks.append("\n".join(lines))
    text = draw(st.sampled_from(["\n\n", "\n", "\n\n\n"])).join(blocks) + draw(
        st.sampled_from(["", "\n", "\n# 完"])
    )
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return (BOM if draw(st.booleans()) else b"") + text.encode("utf-8")


EDITS = st.dictionaries(
    st.sampled_from([*COUNTS, MONEY, *TEXTS]),
    st.integers(0, 10**6),
    min_size=1,
    max_size=6,
)


@settings(max_examples=120, deadline=None)
@given(data=st.data(), before=files(), edits=EDITS)
def test_only_the_edited_values_differ(data: st.DataObject, before: bytes, edits: dict) -> None:
    changes: dict[str, Value] = {}
    for path, number in edits.items():
        if path in TEXTS:
            changes[path] = data.draw(ANY_TEXT)
        elif path == MONEY:
            changes[path] = Decimal(number).scaleb(-4)
        else:
            changes[path] = data.draw(st.sampled_from([number, "", "/"]))
    after = edited(before, FORM, changes)
    old, new = (load_bytes("x.toml", d, catalogue()) for d in (before, after))
    assert old.report
    assert new.report
    for path in FORM.index:
        want = changes.get(path, old.report.value(path))
        assert new.report.value(path) == want
        assert type(new.report.value(path)) is type(want)
    for path in TEXTS:
        assert new.report.texts[path] == changes.get(path, old.report.texts[path])
    # With the edited values cut out, both files are the same to the byte.
    keys = {tuple(path.split(".")[:2]) for path in changes}
    assert cut(before, keys) == cut(after, keys)
    assert after.startswith(BOM) == before.startswith(BOM)


def cut(data: bytes, keys: set[tuple[str, ...]]) -> str:
    """The text without the scalars of the given rows; found by tokens, not by our scanner."""
    text = data.decode("utf-8-sig")
    section, out, at = "", [], 0
    token = re.compile(
        r"\[(?P<head>[a-z]+)\]|(?P<key>[a-z_]+)(?P<eq>[ ]*=[ ]*)|(?P<comment>#[^\r\n]*)"
        r'|"""(?:[^"\\]|\\.|"(?!""))*"{3,5}|"(?:[^"\\\r\n]|\\.)*"|[0-9./]+|[\s\S]',
    )
    row = ""
    while at < len(text):
        match = token.match(text, at)
        assert match
        at = match.end()
        if match["head"]:
            section = match["head"]
        elif match["key"]:
            row = match["key"]
        scalar = match[0][0] in '"0123456789.' and not match["comment"]
        if not (scalar and (section, row) in keys):
            out.append(match[0])
    return "".join(out)


def test_setting_a_value_to_itself_changes_nothing() -> None:
    data = as_toml(zero_report()).encode()
    assert edited(data, FORM, dict.fromkeys(COUNTS, 0)) == data


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("received = [ 0, 0 ]", "applications.received.total"),
        ("received = 5", "applications.received.total"),
        ("received = { a = 1 }", "applications.received.total"),
    ],
)
def test_a_row_of_the_wrong_shape_is_refused(line: str, path: str) -> None:
    text = re.sub(r"received = \[.*\]", line, as_toml(zero_report()))
    with pytest.raises(WriteError):
        edited(text.encode(), FORM, {path: 1})


def test_missing_rows_sections_and_remarks_are_added_in_place() -> None:
    text = as_toml(zero_report())
    text = re.sub(r"penalties = .*\n", "", text)
    text = re.sub(r"(?s)\[remedies\].*?\n\n", "# 关于下一部分\n", text)
    new = edited(
        text.encode(),
        FORM,
        {
            "disclosure.penalties.decisions": 3,
            "remedies.reconsideration.total": 2,
            "notes.disclosure.penalties.decisions": "含简易程序",
        },
    ).decode()
    assert "# 关于下一部分\n[improvement]" in new
    assert new.index("licensing") < new.index("penalties = 3") < new.index("coercion")
    tables = tomli.loads(new)
    assert tables["remedies"]["reconsideration"] == ["", "", "", "", 2]
    assert tables["notes"] == {"disclosure.penalties.decisions": "含简易程序"}


def test_a_file_that_is_no_toml_is_not_written() -> None:
    with pytest.raises(WriteError, match="check"):
        edited(b"a = [", FORM, {"disclosure.licensing.decisions": 1})

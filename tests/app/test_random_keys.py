"""Whatever is typed: the report, the screen and the file agree, and undo leads back."""

import asyncio
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from textual import events
from textual.pilot import Pilot

from tests.app.driving import BROKEN, settled, shown
from tests.support.program import EXAMPLES
from tests.support.reports import catalogue
from tui.app.editor import Editor
from tui.app.screens.main import MainScreen
from tui.app.session import Session
from tui.checks import check
from tui.report import load_bytes
from tui.report.totals import sum_of, totals_of

REPORTS = (BROKEN, (EXAMPLES / "2020.toml").read_text("utf-8"))

MOVES = ["left", "right", "up", "down", "home", "end", "pageup", "pagedown", "tab", "shift+tab",
         "ctrl+left", "ctrl+right", "ctrl+up", "ctrl+down", "ctrl+home", "ctrl+end",
         "shift+left", "shift+right", "shift+up", "shift+down"]  # fmt: skip
EDITS = [*"0123456789=+-/.,", "enter", "f2", "escape", "delete", "backspace"]
ACTIONS = ["f3", "f4", "f6", "f8", "shift+f8", "f9", "ctrl+k", "ctrl+d", "ctrl+t", "ctrl+c",
           "ctrl+x", "ctrl+v", "ctrl+y", "ctrl+z", "ctrl+s"]  # fmt: skip
DIALOGS = ["f1", "f5", "f7", "f10", "ctrl+f", "ctrl+r", "ctrl+e", "ctrl+w", "ctrl+l"]
COMMITS = [
    "政",
    "{{",
    "｛｛公开",
    "％",
    "｝",
    "没有此类情况。",
    "１２",
    "，",
    "＝",
    "／",
    "𬭊",
    "“3”",
]
PASTES = ["1\t2\n3\t4\n", "7", "/\t\t0", "甲\t1", "1,234", "第一段\n第二段\n",
          "1.属于国家秘密 0 0 0 0 0 0 0", ""]  # fmt: skip

TYPED: st.SearchStrategy[events.Event] = st.one_of(
    st.sampled_from(MOVES).map(lambda k: events.Key(k, None)),
    st.sampled_from(EDITS).map(lambda k: events.Key(k, k if len(k) == 1 else None)),
    st.sampled_from(EDITS).map(lambda k: events.Key(k, k if len(k) == 1 else None)),
    st.sampled_from(ACTIONS).map(lambda k: events.Key(k, None)),
    st.sampled_from(DIALOGS).map(lambda k: events.Key(k, None)),
    st.sampled_from(COMMITS).map(lambda text: events.Key("unknown", text)),
    st.sampled_from(PASTES).map(events.Paste),
)


@given(text=st.sampled_from(REPORTS), typed=st.lists(TYPED, min_size=10, max_size=40))
# A shorter list of keys is seldom worth the minutes that shrinking takes.
@settings(
    max_examples=30,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
def test_whatever_is_typed(text: str, typed: list[events.Event]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "2023.toml"
        path.write_text(text, "utf-8")
        session = Session(path, catalogue())
        try:
            asyncio.run(_type(session, text, typed))
        finally:
            session.close()


async def _type(session: Session, text: str, typed: list[events.Event]) -> None:
    start = session._snapshot()
    app = Editor(session)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        for event in typed:
            app.post_message(event)
        await settled(pilot)
        screen = await _main(pilot)
        agree(session, screen)
        await _keys(pilot, "ctrl+s")
        saved_as_shown(session)
        while session.history.done:
            await _keys(pilot, *["ctrl+z"] * len(session.history.done))
        assert session._snapshot() == start
        agree(session, screen)
        await _keys(pilot, "ctrl+s", "ctrl+q")
        assert app.return_value == 0
    # Back at the start: the file says what it said, and no comment is gone.
    assert session.path.read_text("utf-8").count("#") == text.count("#")
    first = load_bytes("x", text.encode(), catalogue()).report
    last = load_bytes("x", session.path.read_bytes(), catalogue()).report
    assert first
    assert last
    assert (last.values, last.texts, last.notes) == (first.values, first.texts, first.notes)


async def _main(pilot: Pilot[int]) -> MainScreen:
    """Close whatever dialogs are open, and drop what is being typed."""
    while not isinstance(pilot.app.screen, MainScreen):
        await _keys(pilot, "escape")
    await _keys(pilot, "escape")
    return pilot.app.screen


async def _keys(pilot: Pilot[int], *names: str) -> None:
    for name in names:
        pilot.app.post_message(events.Key(name, None))
    await settled(pilot)


def agree(session: Session, screen: MainScreen) -> None:
    """Totals, findings and everything that is shown follow from the values."""
    report = session.report
    for total, parts in totals_of(report.format).items():
        if total in session.computed:
            assert report.values[total] == sum_of(report, parts)
    if not session.changed:
        fresh = check(load_bytes(str(session.path), session.path.read_bytes(), catalogue()))
        assert {f.message for f in fresh.findings} == {f.message for f in session.findings}
    text = shown(screen)
    assert f"✗ {session.errors} 错误" in text
    assert f"! {session.warnings} 提醒" in text
    assert ("● 未存" if session.changed else "✓ 已存") in text
    if screen.stop.path:
        assert screen.prose
        assert screen.prose.editor.text == report.texts[screen.stop.path]


def saved_as_shown(session: Session) -> None:
    """The file holds the report."""
    assert not session.changed
    data = session.path.read_bytes()
    assert data == session.data
    loaded = load_bytes("x", data, catalogue()).report
    assert loaded
    assert loaded.values == session.report.values
    assert {p: loaded.texts.get(p, "") for p in session.report.texts} == session.report.texts
    assert loaded.notes == session.report.notes

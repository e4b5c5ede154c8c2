"""The patches of Textual: what each is for, and that it notices when its name is gone."""

import asyncio
import io
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from typing import Any

import pytest
import textual.screen
from textual import _xterm_parser, events
from textual.app import App, ComposeResult
from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread

from tests.support.screen import Screen, on_screen
from tui.app import textual_private as private
from tui.app.canvas import Line, blank, put
from tui.app.palette import PAPER
from tui.app.widgets.pane import Pane


@pytest.fixture(autouse=True)
def _stock_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test patches is as it was afterwards."""
    names: list[tuple[Any, str]] = [
        (linux_driver, "getincrementaldecoder"),
        (_xterm_parser, "_MAX_SEQUENCE_SEARCH_THRESHOLD"),
    ]
    for owner, name in names:
        monkeypatch.setattr(owner, name, getattr(owner, name))
    yield
    monkeypatch.undo()


class BlankApp(App[None]):
    """Nothing to see."""


def test_bytes_of_a_gbk_terminal_become_replacement_characters() -> None:
    private.take_any_bytes()
    factory: Any = linux_driver.getincrementaldecoder  # type: ignore[attr-defined]
    decode = factory("utf-8")().decode
    assert decode("公开".encode("gbk") + b"a", final=False).endswith("a")
    assert decode("公".encode()[:2], final=False) == ""
    assert decode("公".encode()[2:], final=False) == "公"


def test_a_long_commit_in_one_sequence_arrives_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_xterm_parser.constants, "DISABLE_KITTY_KEY", False)
    text = "政府信息公开工作年度报告" * 8
    sequence = f"\x1b[0;;{':'.join(str(ord(c)) for c in text)}u"

    def typed() -> str:
        keys = _xterm_parser.XTermParser().feed(sequence)
        return "".join(e.character or "" for e in keys if isinstance(e, events.Key))

    assert typed() != text
    private.take_long_commits()
    assert typed() == text


def test_what_was_typed_before_the_start_becomes_keys() -> None:
    assert [key.key for key in private.keys_of("1\x1b[B中")] == ["1", "down", "中"]  # type: ignore[attr-defined]
    pasted = private.keys_of("\x1b[200~1\t2\x1b[201~")
    assert [type(event) for event in pasted] == [events.Paste]
    assert private.keys_of("\x1b[24;3R") == []
    assert private.keys_of("") == []


def pane_app() -> App[None]:
    class Word(Pane):
        word = "一"

        def paint(self, columns: int, rows: int) -> list[Line]:  # noqa: ARG002
            line = blank(columns, PAPER)
            put(line, 60, self.word, PAPER)
            return [line]

    class OnePane(App[None]):
        def compose(self) -> ComposeResult:
            yield Word()

    return OnePane()


def test_a_screen_of_panes_is_drawn_by_the_frame_alone() -> None:
    """In any column only what changed is sent, and nothing of Textual's own drawing."""
    app = pane_app()

    async def work(screen: Screen) -> None:
        pane: Any = app.query_one(Pane)
        pane.word = "二"
        pane.update()
        sent = await screen.do()
        assert sent.count("二") == 1
        assert len(sent.encode()) < 45
        assert await screen.do() == ""
        assert not private.is_stalled(app)

    on_screen(app, work, (80, 4))


def test_nothing_is_written_without_a_terminal() -> None:
    async def run() -> None:
        async with BlankApp().run_test() as pilot:
            private.send(pilot.app, "nowhere")

    asyncio.run(run())


def test_a_long_update_is_shown_at_once_where_the_terminal_can(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = pane_app()

    async def work(screen: Screen) -> None:
        monkeypatch.setattr(app, "_sync_available", True)
        private.send(app, "x" * 3000)
        private.send(app, "short")
        assert (await screen.do()).endswith("\x1b[?2026h" + "x" * 3000 + "\x1b[?2026lshort")

    on_screen(app, work, (80, 4))


def test_a_driver_whose_writes_wait_is_stalled(monkeypatch: pytest.MonkeyPatch) -> None:
    class Driver:
        _writer_thread = WriterThread(io.StringIO())

    app = BlankApp()
    monkeypatch.setattr(app, "_driver", Driver())
    assert not private.is_stalled(app)
    for _ in range(private.MOST_WAITING + 1):
        Driver._writer_thread.write("x")
    assert private.is_stalled(app)
    monkeypatch.delattr(Driver._writer_thread, "_queue")
    with pytest.raises(private.PatchError, match="_queue"):
        private.is_stalled(app)


def test_there_are_no_widgets_for_toasts() -> None:
    class Quiet(App[None]):
        def __init__(self) -> None:
            super().__init__()
            private.without_toasts(self)

    async def run() -> int:
        async with Quiet().run_test() as pilot:
            return len(pilot.app.screen.children)

    assert asyncio.run(run()) == 0
    with pytest.raises(private.PatchError, match="_disable_notifications"):
        private.without_toasts(object())  # type: ignore[arg-type]


class Failing(App[None]):
    """An error in a handler."""

    def on_mount(self) -> None:
        secret = "报告的文字"
        raise ValueError(len(secret))


def test_a_fault_is_handed_over_and_nothing_of_it_is_printed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    app = Failing()
    taken: list[BaseException] = []

    def take(error: BaseException) -> None:
        taken.append(error)
        app.exit(return_code=2)

    private.take_faults(app, take)
    app.run(headless=True)
    assert capsys.readouterr().err == ""
    assert [type(error) for error in taken] == [ValueError]
    with pytest.raises(private.PatchError, match="_handle_exception"):
        private.take_faults(object(), take)  # type: ignore[arg-type]


GONE: list[tuple[Any, str, Any]] = [
    (linux_driver, "getincrementaldecoder", private.take_any_bytes),
    (_xterm_parser, "_MAX_SEQUENCE_SEARCH_THRESHOLD", private.take_long_commits),
    (_xterm_parser, "ANSI_SEQUENCES_KEYS", private.know_more_keys),
    (_xterm_parser, "XTermParser", lambda: private.keys_of("x")),
]


@pytest.mark.parametrize(("owner", "name", "patch"), GONE, ids=[name for _, name, _ in GONE])
def test_a_patch_notices_that_its_name_changed(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, patch: Any
) -> None:
    monkeypatch.setattr(owner, name, None)
    with pytest.raises(private.PatchError, match=name):
        patch()


def test_the_frame_notices_what_a_screen_or_an_app_lacks() -> None:
    screen: Any = object()
    for function in (lambda s: private.draw_with(s, print), private.want_frame):
        with pytest.raises(private.PatchError, match=r"textual\.screen\.Screen"):
            function(screen)
    with pytest.raises(private.PatchError, match=r"textual\.app\.App\._driver"):
        private.send(screen, "")


def test_the_redirected_calls_are_where_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    private.check_sources()
    monkeypatch.setattr(textual.screen.Screen, "_on_timer_update", lambda self: None)  # noqa: ARG005
    with pytest.raises(private.PatchError):
        private.check_sources()


def test_the_environment_is_prepared_without_textual() -> None:
    code = """
        import os, sys
        os.environ.update(UNICODE_VERSION="9", TEXTUAL_DEBUG="1", TEXTUAL_ALLOW_SIGNALS="1")
        os.environ.update(COLUMNS="80", LINES="24")
        from tui.app.environment import prepare_environment
        prepare_environment()
        assert "textual" not in sys.modules and "rich" not in sys.modules
        from textual import constants
        from tui.app.textual_private import kitty_protocol_is_off
        assert kitty_protocol_is_off() and not constants.SMOOTH_SCROLL and not constants.DEBUG
        assert constants.TEXTUAL_ANIMATIONS == "none"
        assert "UNICODE_VERSION" not in os.environ and "TEXTUAL_ALLOW_SIGNALS" not in os.environ
        assert "COLUMNS" not in os.environ and "LINES" not in os.environ
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True)


def test_every_patch_can_be_applied_twice() -> None:
    private.apply_all()
    private.apply_all()

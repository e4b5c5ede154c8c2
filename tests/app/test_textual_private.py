"""The patches of Textual: what each is for, and that it notices when its name is gone."""

import asyncio
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from typing import Any

import pytest
from rich import cells, segment
from rich.segment import Segment
from textual import _compositor, _xterm_parser, events
from textual._compositor import ChopsUpdate
from textual.app import App
from textual.drivers import linux_driver
from textual.geometry import Offset
from textual.strip import Strip

from tui.app import textual_private as private


@pytest.fixture(autouse=True)
def _stock_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever a test patches is as it was afterwards."""
    names: list[tuple[Any, str]] = [
        (_compositor.ChopsUpdate, "render_segments"),
        (_compositor.LayoutUpdate, "render_segments"),
        (linux_driver, "getincrementaldecoder"),
        (_xterm_parser, "_MAX_SEQUENCE_SEARCH_THRESHOLD"),
        (cells, "load_cell_table"),
        (cells, "_is_single_cell_widths"),
        (segment, "_is_single_cell_widths"),
    ]
    for owner, name in names:
        monkeypatch.setattr(owner, name, getattr(owner, name))
    yield
    monkeypatch.undo()
    forget_widths()


def forget_widths() -> None:
    caches: list[Any] = [
        cells.get_character_cell_size,
        cells.cached_cell_len,
        Segment._split_cells,
    ]
    for cache in caches:
        cache.cache_clear()


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


def test_ambiguous_characters_can_be_wide() -> None:
    text = "“信息”——…"
    assert cells.cell_len(text) == 9
    private.use_wide_ambiguous()
    assert cells.cell_len(text) == 14
    assert cells.cell_len("─×①abc") == 9
    assert cells.cell_len("e\u0301中") == 3
    assert Segment(text).cell_length == 14
    assert Strip([Segment(text)]).crop(0, 4).text == "“信"
    assert Segment("─a").split_cells(2)[0].text == "─"
    private.use_wide_ambiguous()
    assert cells.cell_len(text) == 14


class Written:
    """A driver that keeps what it is sent."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, data: str) -> None:
        self.text += data

    def flush(self) -> None: ...


def test_the_cursor_moves_at_once_and_only_when_it_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    async def run() -> str:
        async with BlankApp().run_test(size=(80, 4)) as pilot:
            app, written = pilot.app, Written()
            with monkeypatch.context() as patch:
                patch.setattr(app, "_driver", written)
                patch.setattr(type(app), "is_headless", False)
                private.place_cursor(app, Offset(5, 2))
                private.place_cursor(app, Offset(5, 2))
                private.show_cursor(app, True)
                private.show_cursor(app, False)
                assert app.cursor_position == Offset(5, 2)
            private.place_cursor(app, Offset(6, 2))
            return written.text

    assert asyncio.run(run()) == "\x1b[3;6H\x1b[?25h\x1b[?25l"


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
    (_compositor, "ChopsUpdate", private.send_only_what_changed),
    (_compositor.ChopsUpdate, "render_segments", private.send_only_what_changed),
    (_compositor.LayoutUpdate, "render_segments", private.send_only_what_changed),
    (Strip, "render_ansi", private.send_only_what_changed),
    (linux_driver, "getincrementaldecoder", private.take_any_bytes),
    (_xterm_parser, "_MAX_SEQUENCE_SEARCH_THRESHOLD", private.take_long_commits),
    (cells, "load_cell_table", private.use_wide_ambiguous),
    (cells, "_is_single_cell_widths", private.use_wide_ambiguous),
    (segment, "_is_single_cell_widths", private.use_wide_ambiguous),
]


@pytest.mark.parametrize(("owner", "name", "patch"), GONE, ids=[name for _, name, _ in GONE])
def test_a_patch_notices_that_its_name_changed(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, patch: Any
) -> None:
    monkeypatch.setattr(owner, name, None)
    with pytest.raises(private.PatchError, match=name):
        patch()


def test_a_patch_notices_that_a_method_changed_its_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ChopsUpdate, "render_segments", lambda self, console, more: "")  # noqa: ARG005
    with pytest.raises(private.PatchError):
        private.send_only_what_changed()


def test_the_environment_is_prepared_without_textual() -> None:
    code = """
        import os, sys
        os.environ.update(UNICODE_VERSION="9", TEXTUAL_DEBUG="1", TEXTUAL_ALLOW_SIGNALS="1")
        from tui.app.environment import prepare_environment
        prepare_environment()
        assert "textual" not in sys.modules and "rich" not in sys.modules
        from textual import constants
        from tui.app.textual_private import kitty_protocol_is_off
        assert kitty_protocol_is_off() and not constants.SMOOTH_SCROLL and not constants.DEBUG
        assert constants.TEXTUAL_ANIMATIONS == "none"
        assert "UNICODE_VERSION" not in os.environ and "TEXTUAL_ALLOW_SIGNALS" not in os.environ
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True)


def test_every_patch_can_be_applied_twice() -> None:
    private.apply_all()
    private.apply_all()

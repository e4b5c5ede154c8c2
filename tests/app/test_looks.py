"""Every mark is seen on every terminal: enough contrast, and nothing told by colour alone."""

from pathlib import Path

import pytest
from rich.color import Color
from rich.style import Style

from tests.app.dialogs import session_of
from tests.support.screen import Screen, on_screen
from tui.app import palette
from tui.app.editor import Editor
from tui.app.few_colours import BACKGROUNDS, FOREGROUNDS, WITHOUT
from tui.app.frame import frame_of
from tui.app.ink import Ink, Look, number_of
from tui.app.screens.dialog import BACKDROP
from tui.app.screens.line_input import FIELD, HINT

GOLDEN = Path(__file__).parents[1] / "golden/looks.txt"
STYLES = {name: s for name, s in vars(palette).items() if isinstance(s, Style)}
STYLES |= {"BACKDROP": BACKDROP, "FIELD": FIELD, "HINT": HINT}
TERMINALS = {
    "256": {"TERM": "xterm-256color"},
    "16": {"TERM": "xterm"},
    "none": {"TERM": "xterm-256color", "NO_COLOR": "1"},
}

# What terminals show for the sixteen colours: xterm, a Linux console, and two usual schemes.
SCHEMES = {
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5"
    " 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "console": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa"
    " 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "windows": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc"
    " 767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2",
    "tango": "2e3436 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf"
    " 555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec",
}


def luminance(red: int, green: int, blue: int) -> float:
    parts = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4
             for c in (red, green, blue)]  # fmt: skip
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(a: tuple[int, int, int], b: tuple[int, int, int]) -> float:
    """The ratio of https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    dark, light = sorted((luminance(*a), luminance(*b)))
    return (light + 0.05) / (dark + 0.05)


def sgr(look: Look) -> str:
    return ";".join(filter(None, [*sorted(look.attributes), look.foreground, look.background]))


def test_every_style_on_every_terminal_as_it_was_looked_at() -> None:
    """After a change: look at the screens, then write the file anew with the text below."""
    inks = {name: Ink(environ) for name, environ in TERMINALS.items()}
    lines = [
        f"{name:<12} "
        + "  ".join(f"{kind}: {sgr(ink.look(style)) or 'plain':<22}" for kind, ink in inks.items())
        for name, style in sorted(STYLES.items())
    ]
    text = "\n".join(line.rstrip() for line in lines) + "\n"
    assert GOLDEN.read_text("utf-8") == text, text


@pytest.mark.parametrize("name", STYLES)
def test_the_colours_are_of_the_256_that_are_the_same_everywhere(name: str) -> None:
    """And each is known to the tables for terminals of fewer colours."""
    front, back = STYLES[name].color, STYLES[name].bgcolor
    for colour in (front, back):
        assert colour
        number = number_of(colour)
        assert number >= 16
        assert Color.from_ansi(number).get_truecolor() == colour.get_truecolor()
    assert front
    assert back
    assert front.name in FOREGROUNDS
    assert back.name in BACKGROUNDS
    assert back.name in WITHOUT


@pytest.mark.parametrize("name", STYLES)
def test_there_is_contrast_in_256_colours(name: str) -> None:
    look = Ink(TERMINALS["256"]).look(STYLES[name])
    colours = [Color.from_ansi(int(c.split(";")[2])) for c in (look.foreground, look.background)]
    faint = name in ("RULE", "ZERO", "FAINT", "HEADER_RULE", "BACKDROP")
    a, b = (tuple(c.get_truecolor()) for c in colours)
    assert contrast(a, b) >= (3 if faint else 4.5)  # type: ignore[arg-type]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", STYLES)
def test_there_is_contrast_in_sixteen_colours(name: str, scheme: str) -> None:
    look = Ink(TERMINALS["16"]).look(STYLES[name])
    shades = [tuple(bytes.fromhex(shade)) for shade in SCHEMES[scheme].split()]
    bright = 8 if "1" in look.attributes and look.foreground != "30" else 0
    front, back = shades[int(look.foreground) - 30 + bright], shades[int(look.background) - 40]
    assert contrast(front, back) >= 3  # type: ignore[arg-type]


def test_marks_are_told_apart_without_colours() -> None:
    """By the sign before the figure, and by attributes where there is no sign."""
    ink = Ink(TERMINALS["none"])
    signed = {"+": palette.OPERAND, "✗": palette.SUSPECT, "!": palette.FAILING}
    assert len(set(signed)) == len(signed)
    unsigned = [palette.FIGURE, palette.CURSOR, palette.SELECTED, palette.TYPING]
    assert len({ink.look(style) for style in unsigned}) == len(unsigned)
    assert len(set(palette.STATE_GLYPHS.values())) == len(palette.STATE_GLYPHS)
    assert len(set(palette.SEVERITY_GLYPHS.values())) == len(palette.SEVERITY_GLYPHS)
    assert ink.look(palette.CURRENT) != ink.look(palette.PAPER)
    assert all(
        not look.foreground and not look.background for look in map(ink.look, STYLES.values())
    )


@pytest.mark.parametrize("kind", TERMINALS)
def test_no_screen_has_a_character_that_is_not_seen(tmp_path: Path, kind: str) -> None:
    """Every dialog and place, with the colours as they were put together there."""

    async def work(screen: Screen) -> None:
        for keys in (["f9"], ["shift+down"], ["escape", "7"], ["f4"], ["f10"], ["f7"], ["f5", "1"],
                     ["f1"], ["ctrl+r"], ["ctrl+e"], ["ctrl+w"], ["ctrl+q"]):  # fmt: skip
            await screen.do(*keys)
            seen = {style for line in screen.lines() for char, style in line if char.strip()}
            ink = frame_of(screen.app).ink
            for look in map(ink.look, seen):
                assert kind == "none" or (look.foreground and look.background)
                front, back = look.foreground.rpartition(";")[2], look.background.rpartition(";")[2]
                assert kind == "none" or front != back
                assert kind != "16" or front[1:] != back[1:]
            if screen.app.screen is not screen.app.screen_stack[0]:
                await screen.do("escape")

    on_screen(Editor(session_of(tmp_path)), work, (80, 24), TERMINALS[kind])

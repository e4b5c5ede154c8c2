"""How cells are written for one terminal: colours, attributes, glyphs, and few bytes."""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from rich.color import Color, ColorSystem
from rich.style import Style

from tui.app.canvas import Cell, Line
from tui.app.few_colours import BACKGROUNDS, BLACK_ON, FOREGROUNDS, WITHOUT
from tui.app.glyphs import twins
from tui.app.shifts import Shift, Span
from tui.display import is_ambiguous

_CANNOT_SHIFT = ("vt1", "vt2", "ansi", "dumb", "linux")
"""Terminals, by the beginning of TERM, that cannot be trusted to insert and delete cells."""


NOTHING_MOVED: Mapping[int, Shift] = {}


class Look(NamedTuple):
    """A style as a terminal knows it: SGR numbers, "" for the terminal's own."""

    attributes: frozenset[str]
    foreground: str
    background: str


_OFF = {"1": "22", "4": "24", "7": "27"}
PLAIN = Look(frozenset(), "", "")


class Ink:
    """Writes styled cells."""

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        environ = os.environ if environ is None else environ
        self.system = color_system(environ)
        # Where a sign may be wider than thought, cells are not moved but sent.
        self.can_shift = not twins and not environ.get("TERM", "").startswith(_CANNOT_SHIFT)
        self._looks = {PLAIN: PLAIN}
        self.look = lru_cache(maxsize=None)(self._new_look)

    def _new_look(self, style: Style) -> Look:
        look = self._described(style)
        # Equal looks are one object: they are compared for every cell.
        return self._looks.setdefault(look, look)

    def _described(self, style: Style) -> Look:
        attributes = {"1"} if style.bold else set()
        if style.underline:
            attributes.add("4")
        # Not italic: some terminals and GNU screen show it as reverse.
        foreground, background = (_name(style.color), _name(style.bgcolor))
        if self.system is None:
            attributes.update(filter(None, WITHOUT.get(background, "").split(";")))
            return Look(frozenset(attributes), "", "")
        if self.system is ColorSystem.STANDARD:
            background = BACKGROUNDS.get(background, "40")
            foreground = "30" if background in BLACK_ON else FOREGROUNDS.get(foreground, "37")
            bold, _, foreground = foreground.rpartition(";")
            return Look(frozenset(attributes | set(bold)), foreground, background)
        foreground = f"38;5;{number_of(style.color)}" if style.color else ""
        background = f"48;5;{number_of(style.bgcolor)}" if style.bgcolor else ""
        return Look(frozenset(attributes), foreground, background)

    def _drawable(self, line: Line, start: int, end: int) -> Iterator[Cell]:
        """The cells with signs that this terminal shows, and none out of its place."""
        for x in range(start, end):
            char, style = line[x]
            if char and line[x + 1 : x + 2] != [("", style)]:
                yield char.translate(twins), style
            elif char and is_ambiguous(char):
                # Two cells on most such terminals, but not every one on every terminal.
                yield f"{char}\x1b[{x + 3}G", style
            else:
                yield char, style

    def written(
        self,
        rows: Iterable[tuple[int, list[Span]]],
        lines: list[Line],
        moved: Mapping[int, Shift] = NOTHING_MOVED,
    ) -> Iterator[str]:
        """Some columns of some rows, each at its place on the screen.

        ``moved``: how the cells of a row are to be moved before. What a shift leaves empty
        in whatever colour is in force is among the columns that are written.
        """
        look = PLAIN
        look_of, changed = self.look, change
        for y, found in rows:
            line, end_of_last = lines[y], -1
            if shift := moved.get(y):
                yield shift.sequence(y)
                end_of_last = shift.at
            for start, end in found:
                if start < end_of_last:
                    yield f"\x1b[{start + 1}G"
                elif start == end_of_last:
                    pass
                elif end_of_last < 0:
                    yield f"\x1b[{y + 1};{start + 1}H" if start else f"\x1b[{y + 1}H"
                else:
                    yield f"\x1b[{start - end_of_last}C"
                end_of_last = end
                style: Style | None = None
                for char, own in self._drawable(line, start, end) if twins else line[start:end]:
                    if own is not style:
                        wanted = look_of(own)
                        if wanted is not look and not (char == " " and _same_paper(wanted, look)):
                            yield changed(look, wanted)
                            look = wanted
                            style = own
                        elif wanted is look:
                            style = own
                    yield char
        if look != PLAIN:
            yield "\x1b[m"


_LEVELS = {0: 0, 95: 1, 135: 2, 175: 3, 215: 4, 255: 5}


def number_of(colour: Color) -> int:
    """The number of a colour among the 256, of which those from 16 on are always the same."""
    red, green, blue = colour.get_truecolor()
    if {red, green, blue} <= _LEVELS.keys():
        return 16 + 36 * _LEVELS[red] + 6 * _LEVELS[green] + _LEVELS[blue]
    if red == green == blue and red % 10 == 8:
        return 232 + (red - 8) // 10
    return colour.downgrade(ColorSystem.EIGHT_BIT).number or 0


def _name(colour: Color | None) -> str:
    return colour.name if colour else ""


def _same_paper(blank: Look, look: Look) -> bool:
    """Whether a blank looks the same in two looks."""
    seen = {"4", "7"}
    return (
        blank.background == look.background
        and seen.isdisjoint(blank.attributes)
        and seen.isdisjoint(look.attributes)
    )


@lru_cache(maxsize=4096)
def change(old: Look, new: Look) -> str:
    """The shortest sequence from one look to another."""
    anew = [*sorted(new.attributes), new.foreground, new.background]
    if old != PLAIN:
        anew.insert(0, "0")
    anew = [code for code in anew if code] or ["0"]
    step = [_OFF[code] for code in sorted(old.attributes - new.attributes)]
    step += sorted(new.attributes - old.attributes)
    if new.foreground != old.foreground:
        step.append(new.foreground or "39")
    if new.background != old.background:
        step.append(new.background or "49")
    return f"\x1b[{min(';'.join(step), ';'.join(anew), key=len)}m"


def color_system(environ: Mapping[str, str]) -> ColorSystem | None:
    """How many colours a terminal has; None for none at all (https://no-color.org).

    The palette is of the 256 colours that mean the same everywhere. A terminal of true
    colour has them too, and each is named in 8 bytes instead of 17.
    """
    if environ.get("NO_COLOR"):
        return None
    term = environ.get("TERM", "").lower()
    many = environ.get("COLORTERM", "").lower() in ("truecolor", "24bit")
    if many or "256color" in term or term.endswith(("-direct", "-truecolor")):
        return ColorSystem.EIGHT_BIT
    return ColorSystem.STANDARD

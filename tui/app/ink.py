"""How cells are written for one terminal: colours, attributes, glyphs, and few bytes."""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from rich.color import Color, ColorSystem
from rich.style import Style

from tui.app.canvas import Line
from tui.app.few_colours import BACKGROUNDS, BLACK_ON, FOREGROUNDS, WITHOUT
from tui.app.glyphs import twins
from tui.app.palette import PAPER
from tui.app.pieces import EDGE, Look, Piece, Place, ordered, step
from tui.app.shifts import Shift, Span
from tui.display import is_ambiguous

_CANNOT_SHIFT = ("vt1", "vt2", "ansi", "dumb", "linux")
"""Terminals, by the beginning of TERM, that cannot be trusted to insert and delete cells."""


_CANNOT_ERASE = (*_CANNOT_SHIFT, "screen")
"""Those that may erase to their own background instead of the one in force."""

_WORTH_ERASING = 8
"""So many blanks are erased instead of written."""

NOTHING_MOVED: Mapping[int, Shift] = {}


_OFF = {"1": "22", "4": "24", "7": "27"}
_SEEN_ON_BLANKS = {"4", "7"}
PLAIN = Look(frozenset(), "", "")


class Ink:
    """Writes styled cells."""

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        environ = os.environ if environ is None else environ
        self.system = color_system(environ)
        # Where a sign may be wider than thought, cells are not moved but sent.
        self.can_shift = not twins and not environ.get("TERM", "").startswith(_CANNOT_SHIFT)
        self.can_erase = not environ.get("TERM", "").startswith(_CANNOT_ERASE)
        self.pen = PLAIN
        """In which look the terminal writes now."""
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
        if style.color and style.color == PAPER.bgcolor:
            # Dark on bright is the paper's look reversed: fewer bytes to come to and from.
            attributes.add("7")
            style = Style(color=style.bgcolor, bgcolor=PAPER.bgcolor)
        foreground = f"38;5;{number_of(style.color)}" if style.color else ""
        background = f"48;5;{number_of(style.bgcolor)}" if style.bgcolor else ""
        return Look(frozenset(attributes), foreground, background)

    def written(
        self,
        rows: Iterable[tuple[int, list[Span]]],
        lines: list[Line],
        moved: Mapping[int, Shift] = NOTHING_MOVED,
        here: Place | None = None,
        goal: Place | None = None,
    ) -> str:
        """Some columns of some rows, each at its place on the screen.

        ``moved``: how the cells of a row are to be moved before. What a shift leaves empty
        in whatever colour is in force is among the columns that are written.
        ``here``: where the cursor is, if that is known. ``goal``: where it is to be left,
        else it may be anywhere. The terminal goes on in the look of what is written last:
        the next update begins with it.
        """
        pieces = [piece for y, found in rows for piece in self._pieces(y, found, lines[y])]
        if not moved and not twins:
            pieces = ordered(pieces, self.pen, here, goal, change)
        waiting = dict(moved)
        sent: list[str] = []
        for y, x, end, look, text in pieces:
            if shift := waiting.pop(y, None):
                sent.append(shift.sequence(y))
                here = y, shift.at
            sent.append(step(here, y, x))
            if look != self.pen:
                sent.append(change(self.pen, look))
                self.pen = look
            sent.append(text)
            here = y, end
        if goal:
            sent.append(step(here, *goal))
        return "".join(sent)

    def _pieces(self, y: int, found: list[Span], line: Line) -> Iterator[Piece]:
        """Some columns of a row as pieces of one look. A blank joins what stands before it,

        or else behind it, wherever it looks the same in that look.
        """
        look_of = self.look
        for start, end in found:
            x, blanks = start, True
            text: list[str] = []
            look: Look | None = None
            style: Style | None = None
            for at, (char, own) in enumerate(line[start:end], start):
                if own is not style:
                    wanted = look_of(own)
                    if wanted is look:
                        style = own
                    elif not (look and char == " " and _same_paper(wanted, look)):
                        if look and not (blanks and _same_paper(look, wanted)):
                            yield self._piece(y, x, at, look, text)
                            x, text, blanks = at, [], True
                        look, style = wanted, own
                blanks = blanks and char == " "
                text.append(self._drawable(line, at) if twins else char)
            if look:
                yield self._piece(y, x, end if end < len(line) else EDGE, look, text)

    def _piece(self, y: int, x: int, end: int, look: Look, text: list[str]) -> Piece:
        """The piece; many blanks at its end are erased, which leaves the cursor before them."""
        written = "".join(text)
        blanks = len(written) - len(written.rstrip(" "))
        if blanks < _WORTH_ERASING or not self.can_erase or _marked(look):
            return Piece(y, x, end, look, written)
        return Piece(y, x, x + len(text) - blanks, look, f"{written[:-blanks]}\x1b[{blanks}X")

    def _drawable(self, line: Line, x: int) -> str:
        """The sign in a column as this terminal shows it, and the next one not out of its place."""
        char, style = line[x]
        if char and line[x + 1 : x + 2] != [("", style)]:
            return char.translate(twins)
        # Two cells on most such terminals, but not every one on every terminal.
        return f"{char}\x1b[{x + 3}G" if char and is_ambiguous(char) else char


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
    return blank.background == look.background and not _marked(blank) and not _marked(look)


def _marked(look: Look) -> bool:
    """Whether also a blank is underlined or reversed."""
    return not _SEEN_ON_BLANKS.isdisjoint(look.attributes)


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

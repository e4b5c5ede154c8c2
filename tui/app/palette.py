"""The colours and glyphs of the screen, in one place.

No state is told by colour alone: errors, warnings, suspects and computed totals each
have a glyph or an attribute too, so that the screen reads the same in 16 colours, with
NO_COLOR, and to people who do not see red.
"""

from rich.style import Style

PAPER = Style(color="#d0d0d0", bgcolor="#1c1c1c")
LABEL = Style(color="#afafaf", bgcolor="#1c1c1c")
HEADER = Style(color="#d7d7d7", bgcolor="#303030")
RULE = Style(color="#6c6c6c", bgcolor="#1c1c1c")
"""One style with zeros and what is faint: a row of zeros and rules is sent as one run."""

HEADER_RULE = HEADER
FAINT = RULE

FIGURE = Style(color="#eeeeee", bgcolor="#1c1c1c")
ZERO = RULE
COMPUTED = Style(color="#87afaf", bgcolor="#1c1c1c", italic=True)
FAILING = Style(color="#ffd75f", bgcolor="#5f5f00", underline=True)
INVOLVED = Style(color="#ffd75f", bgcolor="#1c1c1c")
QUESTIONED = Style(color="#d0d0d0", bgcolor="#1c1c1c", underline=True)
"""A phrase in prose that is in doubt: as a reader marks it, and four bytes where a colour is 23."""
SUSPECT = Style(color="#ffffff", bgcolor="#87005f", bold=True)
OPERAND = Style(color="#ffffff", bgcolor="#005f5f")
CURSOR = Style(color="#1c1c1c", bgcolor="#d7af5f")
"""Dark as the paper on a bright ground: :mod:`tui.app.ink` sends that as reverse."""
SELECTED = Style(color="#1c1c1c", bgcolor="#87afd7")
TYPING = Style(color="#ffffff", bgcolor="#005faf")

BAR = Style(color="#d7d7d7", bgcolor="#303030")
BAR_STRONG = Style(color="#ffffff", bgcolor="#303030", bold=True)
BAR_KEY = Style(color="#d7af5f", bgcolor="#303030", bold=True)
CURRENT = Style(color="#ffffff", bgcolor="#444444", bold=True)

ERROR = Style(color="#ff8787", bgcolor="#1c1c1c")
WARNING = Style(color="#ffd75f", bgcolor="#1c1c1c")
CLEAN = Style(color="#87d787", bgcolor="#1c1c1c")
NEWS = Style(color="#d7af5f", bgcolor="#1c1c1c")
STRONG = Style(color="#ffffff", bgcolor="#1c1c1c", bold=True)
PLACE = FIGURE
"""Where one is: on the paper and not bold, for it changes with every step."""

STATE_GLYPHS = {"empty": "·", "incomplete": "…", "error": "✗", "warning": "!", "clean": "✓"}
STATE_WORDS = {
    "empty": "未填",
    "incomplete": "未填完",
    "error": "有错误",
    "warning": "有提醒",
    "clean": "无误",
}
STATE_STYLES = {
    "empty": FAINT,
    "incomplete": LABEL,
    "error": ERROR,
    "warning": WARNING,
    "clean": CLEAN,
}
SEVERITY_GLYPHS = {"error": "✗", "warning": "!", "info": "i"}
SEVERITY_STYLES = {"error": ERROR, "warning": WARNING, "info": LABEL}

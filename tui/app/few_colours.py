"""The palette for terminals of sixteen colours, and for those of none.

Sixteen colours are named, not measured: what "blue" looks like is the terminal's choice,
and so is which colours one sees on which. So each background has foregrounds that every
usual scheme shows on it: light ones on black, blue and red, black on all others. Our own
background is painted everywhere, on a light terminal too. Without colours there are only
the terminal's own two, and reverse, bold and underlined text.
"""

# -- sixteen colours: SGR numbers ----------------------------------------------------------

BACKGROUNDS = {
    "#121212": "40", "#1c1c1c": "40", "#303030": "44", "#444444": "46", "#5f5f00": "40",
    "#d7af5f": "43", "#87afd7": "46", "#005faf": "47", "#87005f": "41", "#005f5f": "42",
}  # fmt: skip

FOREGROUNDS = {
    "#ffffff": "1;37", "#eeeeee": "1;37", "#d7d7d7": "37", "#d0d0d0": "37", "#afafaf": "37",
    "#9e9e9e": "37", "#808080": "37", "#6c6c6c": "37", "#87afaf": "36", "#d7af5f": "1;33",
    "#ffd75f": "1;33", "#ff8787": "1;31", "#87d787": "1;32", "#1c1c1c": "30",
}  # fmt: skip
"""On black, blue and red."""

BLACK_ON = {"42", "43", "46", "47"}
"""Backgrounds on which everything is black."""

# -- no colours: attributes ----------------------------------------------------------------

WITHOUT = {
    "#121212": "", "#1c1c1c": "", "#303030": "7", "#444444": "1;7", "#5f5f00": "4",
    "#d7af5f": "1;7", "#87afd7": "7", "#005faf": "4;7", "#87005f": "1;4", "#005f5f": "1",
}  # fmt: skip
"""What a background becomes."""

"""What Textual reads from the environment when it is imported. Imports no Textual."""

import os

_SETTINGS = {
    # The Kitty keyboard protocol reports composed text in sequences that some terminals
    # and Textual itself get wrong; nothing here needs the keys that it adds.
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
    # An animation is a series of repaints: bytes over the line, and a flickering input method.
    "TEXTUAL_ANIMATIONS": "none",
    # Also keeps Textual from asking for in-band resize and mouse positions in pixels,
    # which terminals get wrong.
    "TEXTUAL_SMOOTH_SCROLL": "0",
}

_UNWANTED = (
    # The size of the terminal when the shell started (``eval $(resize)`` exports it): the
    # screen would keep that size for ever.
    "COLUMNS",
    "LINES",
    # It would change the width tables behind our back.
    "UNICODE_VERSION",
    # Debugging tools that connect to the network.
    "TEXTUAL",
)

_UNWANTED_PREFIX = "TEXTUAL_"
"""Among them: a log of every key, and so of the report's text; a driver to be imported from

anywhere; keys to be pressed; Ctrl+C as the end of the program instead of a copy."""


def prepare_environment() -> None:
    """Set what the editor needs; to be called before Textual is imported."""
    for name in list(os.environ):
        if name in _UNWANTED or name.startswith(_UNWANTED_PREFIX):
            del os.environ[name]
    os.environ.update(_SETTINGS)

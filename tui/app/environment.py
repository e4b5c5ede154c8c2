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
    # It would change the width tables behind our back.
    "UNICODE_VERSION",
    # Writes every key, and so the text of the report, into keys.log.
    "TEXTUAL_DEBUG",
    # Ctrl+C would end the program instead of copying.
    "TEXTUAL_ALLOW_SIGNALS",
)


def prepare_environment() -> None:
    """Set what the editor needs; to be called before Textual is imported."""
    os.environ.update(_SETTINGS)
    for name in _UNWANTED:
        os.environ.pop(name, None)

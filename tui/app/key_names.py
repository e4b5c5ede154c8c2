"""One name for a key, however a terminal sends it.

Textual knows most dialects. Missing are those in which a shifted function key is sent as
one of the function keys F13 to F20, which no keyboard has: xterm's Shift+F8 arrives as
F20, PuTTY's and rxvt's as F18, that of a Linux console as F20.
"""

from textual import events

_TWINS = {"f18": "shift+f8", "f20": "shift+f8", "ctrl+h": "backspace"}


def named(event: events.Key) -> events.Key:
    """The key under the name that the registry of actions has for it."""
    twin = _TWINS.get(event.key)
    return events.Key(twin, None) if twin else event

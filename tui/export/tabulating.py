"""tabulate, imported without what it loads and this program never uses.

Importing tabulate costs more than the rest of a cold export, and most of that is not its
own: ``importlib.metadata`` (with email and zipfile), only to learn its version, ``html``
for formats not used here, and wcwidth (with hashlib and OpenSSL). While tabulate is
imported, stand-ins take their places. That of wcwidth measures with
:func:`tui.display.width`, as all of this program does, which turns to the real wcwidth for
uncommon characters; so the columns of a table cannot disagree with the lines around it.
A test compares the tables with those of a plain import.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

from tui.display import width


def tabulate_function() -> Callable[..., str]:
    """tabulate's ``tabulate``, which aligns by display width."""
    if "tabulate" not in sys.modules:
        stand_ins = {m.__name__: m for m in (_metadata(), _html(), _wcwidth()) if _is_absent(m)}
        sys.modules.update(stand_ins)
        try:
            import_module("tabulate")
        finally:
            for name in stand_ins:
                del sys.modules[name]
    from tabulate import tabulate

    return tabulate


def _is_absent(module: ModuleType) -> bool:
    return module.__name__ not in sys.modules


def _metadata() -> ModuleType:
    module: Any = ModuleType("importlib.metadata")
    module.version = _no_version
    module.PackageNotFoundError = ModuleNotFoundError
    found: ModuleType = module
    return found


def _no_version(package: str) -> str:
    """tabulate takes well that its own version is not known."""
    raise ModuleNotFoundError(package)


def _html() -> ModuleType:
    module: Any = ModuleType("html")
    module.escape = lambda *text: import_module("html").escape(*text)
    found: ModuleType = module
    return found


def _wcwidth() -> ModuleType:
    module: Any = ModuleType("wcwidth")
    module.wcswidth = width
    module.__getattr__ = lambda name: getattr(import_module("wcwidth"), name)
    found: ModuleType = module
    return found

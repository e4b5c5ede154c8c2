"""What a check knows besides the report itself: last year's report, and the settings."""

from typing import NamedTuple

from tui.report.model import Report

from .settings import DEFAULTS, Settings


class Context(NamedTuple):
    """``previous`` is last year's report, None where there is none or it cannot be used.

    ``previous_name`` is how messages call its file; ``previous_problem`` says in Chinese
    why a file that should be there cannot be used, and is empty where all is well.
    """

    previous: Report | None = None
    previous_name: str = ""
    previous_problem: str = ""
    settings: Settings = DEFAULTS


ALONE = Context()
"""One report by itself, with the settings that come with the program."""

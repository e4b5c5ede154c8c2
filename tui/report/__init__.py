"""One report: its values, its TOML file, and where everything stands in that file."""

from .model import Report, blank_report, with_note
from .problem import KeyPath, Problem
from .read import Loaded, load, load_bytes
from .source import STANDARD_INPUT, Source, UnreadableError

__all__ = [
    "STANDARD_INPUT",
    "KeyPath",
    "Loaded",
    "Problem",
    "Report",
    "Source",
    "UnreadableError",
    "blank_report",
    "load",
    "load_bytes",
    "with_note",
]

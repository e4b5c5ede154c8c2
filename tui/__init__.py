"""disclosure-tui: the annual report on open government information, written, checked, exported."""

__version__ = "0.1.0"

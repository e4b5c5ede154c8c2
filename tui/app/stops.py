"""The places that F3 and F4 go through: every table and every piece of prose, in order."""

from typing import NamedTuple

from tui.schema import Format, Section


class Stop(NamedTuple):
    """A table (``path`` empty) or a piece of prose."""

    section: Section
    path: str


def stops(form: Format) -> list[Stop]:
    """All of them, in printed order."""
    found = []
    for section in form.sections:
        if section.table:
            found.append(Stop(section, ""))
        found += [Stop(section, f"{section.key}.{t.key}") for t in section.texts]
    return found


def stop_of(form: Format, path: str) -> int:
    """The number of the stop where a path is shown; the first for a path of no section."""
    all_stops = stops(form)
    key = path.partition(".")[0]
    for number, stop in enumerate(all_stops):
        if stop.path == path or (not stop.path and stop.section.key == key):
            return number
    return next((n for n, s in enumerate(all_stops) if s.section.key == key), 0)

"""What a report file is surrounded by: the project that it belongs to, and last year's report."""

import os

from tui.checks.context import Context
from tui.checks.settings import NONE, Project
from tui.report.previous import previous_of
from tui.report.read import Loaded
from tui.schema import Catalogue

FILE_NAME = "disclosure.toml"


def project_of(folder: str) -> Project:
    """The project that a folder belongs to: the nearest ``disclosure.toml`` upwards counts.

    Raises:
        ProjectError: the file cannot be read, or has a key or value that nobody knows.
    """
    place = os.path.abspath(folder)
    while True:
        path = os.path.join(place, FILE_NAME)
        if os.path.isfile(path):
            from tui.checks.project import load_project  # most reports have none

            return load_project(path)
        above = os.path.dirname(place)
        if above == place:
            return NONE
        place = above


class Projects:
    """The project of each folder; a tree of reports reads each project file once."""

    def __init__(self) -> None:
        self._found: dict[str, Project] = {}

    def at(self, folder: str) -> Project:
        """Raises ProjectError where the project file cannot be used."""
        if folder not in self._found:
            self._found[folder] = project_of(folder)
        return self._found[folder]


def context_of(
    loaded: Loaded, project: Project, catalogue: Catalogue, previous: str = ""
) -> Context:
    """Last year's report, as far as it can be found, and the settings of the project.

    The report itself learns of last year's too: its prose may refer to it.
    """
    if loaded.report is None:
        return Context(settings=project.settings)
    last = previous_of(
        loaded.source.name, loaded.report, catalogue, told=previous, folder=project.previous
    )
    loaded.report.last_year = last.report
    return Context(last.report, last.name, last.problem, project.settings)

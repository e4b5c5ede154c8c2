"""What a check of one file knows besides the file: its project and last year's report."""

from functools import lru_cache

from tui.checks.context import Context
from tui.checks.project import Project, project_of
from tui.report.previous import previous_of
from tui.report.read import Loaded
from tui.schema import Catalogue


@lru_cache(maxsize=256)
def project_at(folder: str) -> Project:
    """The project of a folder; a whole tree of reports reads each project file once.

    Raises:
        ProjectError: the project file cannot be used.
    """
    return project_of(folder)


def context_of(
    loaded: Loaded, project: Project, catalogue: Catalogue, previous: str = ""
) -> Context:
    """Last year's report, as far as it can be found, and the settings of the project."""
    if loaded.report is None:
        return Context(settings=project.settings)
    last = previous_of(
        loaded.source.name, loaded.report, catalogue, told=previous, folder=project.previous
    )
    return Context(last.report, last.name, last.problem, project.settings)

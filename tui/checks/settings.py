"""What an organisation decides for itself: its level, thresholds, and how grave a rule is."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from .rule import Severity

LEVELS: Mapping[str, bool] = MappingProxyType(
    {
        "国务院部门": True,
        "省级政府": True,
        "设区的市政府": True,
        "县级政府": False,
        "乡镇街道": False,
        "部门": False,
    }
)
"""The level of the reporting body → whether it can make 规章 (《立法法》: ministries, and
governments of provinces and of cities divided into districts)."""

_CANNOT = r"(?:[县乡镇]|街道)(?:人民)?(?:政府|办事处)\Z|局\Z|街道\Z"
_NATIONAL = ("国家", "国务院", "中华", "中国", "全国")


class Settings(NamedTuple):
    """Thresholds of the rules that need judgement.

    ``level`` is one of :data:`LEVELS`, or empty where nobody said. ``severities`` maps
    rule ids to the severity that replaces the rule's own.
    """

    level: str = ""
    severities: Mapping[str, Severity] = MappingProxyType({})
    jump_factor: int = 5
    """A figure that is more than so many times last year's, or less than that part of it."""
    jump_floor: int = 20
    """件 (or 万元): a figure below this says nothing about a jump."""
    similarity: float = 0.9
    """Prose as similar to last year's as this is a near copy; 1 is the same text."""

    def makes_regulations(self, agency: str | None) -> bool | None:
        """Whether the body can make 规章; None where neither level nor name tells."""
        if self.level:
            return LEVELS[self.level]
        name = (agency or "").strip()
        return False if re.search(_CANNOT, name) and not name.startswith(_NATIONAL) else None


DEFAULTS = Settings()


class ProjectError(Exception):
    """A project file that cannot be used; the message names file and key, in Chinese."""


class Project(NamedTuple):
    """What a project file says: ``settings`` for the checks, and defaults of the command line.

    ``previous`` is the folder of last year's reports, ``{year}`` still in it; empty if not said.
    """

    file: str = ""
    settings: Settings = DEFAULTS
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    fail_on: str = ""
    previous: str = ""
    export: Mapping[str, str] = MappingProxyType({})


NONE = Project()
"""No project file."""

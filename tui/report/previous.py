"""Last year's report: which file it is, and reading it.

In this order: the file that the caller names, the one that the report itself names
(``previous = "…"``), the project's folder for last year, and the file beside the report
that is named alike but for the year (``2019.toml`` beside ``2020.toml``).
"""

import os
from typing import NamedTuple

from tui.schema.load import Catalogue

from .model import Report
from .read import load
from .source import STANDARD_INPUT, UnreadableError


class Previous(NamedTuple):
    """Last year's report, or in Chinese why the file meant cannot be used; both empty: none."""

    report: Report | None = None
    name: str = ""
    problem: str = ""


NONE = Previous()


def previous_of(
    name: str, report: Report, catalogue: Catalogue, told: str = "", folder: str = ""
) -> Previous:
    """Last year's report for the report read from the file ``name``.

    Args:
        told: a file or folder that the caller names, as seen from the current folder.
        folder: where the project keeps last year's reports; ``{year}`` stands for the year.
    """
    if report.year is None:
        return NONE
    beside = os.path.dirname(name)
    base = "" if name == STANDARD_INPUT else os.path.basename(name)
    if told:
        return _named(told, base, report, catalogue)
    if report.previous:
        return _named(os.path.join(beside, report.previous), base, report, catalogue)
    if not base:
        return NONE
    if folder:
        place = folder.replace("{year}", str(report.year - 1))
        found = _in_folder(place, base, report.year)
        if found:
            return _read(found, report, catalogue)
    sibling = renamed(base, report.year, report.year - 1)
    if sibling and os.path.isfile(path := os.path.join(beside, sibling)):
        return _read(path, report, catalogue)
    return NONE


def _named(path: str, base: str, report: Report, catalogue: Catalogue) -> Previous:
    assert report.year is not None
    if os.path.isdir(path):
        found = _in_folder(path, base, report.year)
        if found is None:
            return Previous(None, path, f"文件夹 {path} 里没有 {report.year - 1} 年的报告")
        path = found
    return _read(path, report, catalogue)


def _in_folder(folder: str, base: str, year: int) -> str | None:
    """The file of last year in a folder: named for the year, or like this year's."""
    for name in (renamed(base, year, year - 1), f"{year - 1}.toml", base):
        if name and os.path.isfile(path := os.path.join(folder, name)):
            return path
    return None


def renamed(base: str, year: int, to: int) -> str:
    """``2020.toml`` → ``2019.toml``; nothing where the name does not tell the year."""
    head, found, tail = base.rpartition(str(year))
    return f"{head}{to}{tail}" if found else ""


def _read(path: str, report: Report, catalogue: Catalogue) -> Previous:
    assert report.year is not None
    try:
        loaded = load(path, catalogue)
    except UnreadableError as error:
        return Previous(None, path, f"上年的报告 {path} 读不出来：{error}")
    last = loaded.report
    if last is None or not loaded.is_whole:
        return Previous(None, path, f"上年的报告 {path} 写法有误，先用 check 查出并改正")
    if last.year != report.year - 1:
        year = "没有写明年份" if last.year is None else f"是 {last.year} 年的"
        return Previous(None, path, f"{path} 应当是 {report.year - 1} 年的报告，而它{year}")
    return Previous(last, path)

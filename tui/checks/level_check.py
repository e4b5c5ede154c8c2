"""规章 above zero for a body that cannot make any: almost always a figure in the wrong row."""

from collections.abc import Iterator

from tui.report.model import Report
from tui.report.places import key_path
from tui.report.values import printed

from .finding import Finding
from .rule import Rule
from .settings import Settings

LEVEL_RULES = (
    Rule(
        "T201",
        "regulations-level",
        "本单位不能制定规章",
        "warning",
        "规章只有国务院部门、省级和设区的市级政府能够制定；县级政府、乡镇街道和地方的部门应填 0。"
        "单位的层级写在 disclosure.toml 的 level 里；没有写的，从单位名称判断。",
        "《立法法》关于规章制定权的规定；地方填报说明要求其他单位填 0",
        "多半是把规范性文件填到了“规章”一行，请核对后移到下一行。",
        "[disclosure]\nregulations = [ 0, 0, 0 ]\nnormative_documents = [ 0, 0, 6 ]\n",
        "[disclosure]\nregulations = [ 0, 0, 6 ]\nnormative_documents = [ 0, 0, 0 ]\n",
    ),
)


def level_findings(report: Report, settings: Settings) -> Iterator[Finding]:
    """At most one finding, for all figures of the row."""
    place = report.format.rows.get("disclosure.regulations")
    if place is None:
        return
    block, row, start = place
    cells = [
        cell
        for cell in report.format.cells[start : start + len(block.columns)]
        if (value := report.values[cell.index]) and not isinstance(value, str)
    ]
    if not cells or settings.makes_regulations(report.agency) is not False:
        return
    rule = LEVEL_RULES[0]
    named = "、".join(f"{c.column.short} {printed(report.values[c.index])}" for c in cells)
    who = f"层级是“{settings.level}”" if settings.level else f"是“{report.agency}”"
    paths = tuple(cell.path for cell in cells)
    marks = tuple(key_path(report.format, path) for path in paths)
    yield Finding(
        rule,
        f"{row.short}填了 {named}，而本单位{who}，不能制定规章",
        marks[0],
        paths,
        remedy=rule.remedy,
        marks=marks,
    )

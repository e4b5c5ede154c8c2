"""The summary of an import on the terminal, and the findings of the report it made."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tui.checks import check
from tui.cli.style import Style
from tui.display import visible
from tui.report.read import Loaded

if TYPE_CHECKING:
    from tui.ingest.imported import Imported


def summary_lines(
    imported: "Imported", loaded: Loaded, style: Style, target: Path | None
) -> Iterator[str]:
    """The lines under the name of an imported file."""
    from tui.ingest.summary import summary

    colours = {"good": style.green, "warning": style.yellow, "bad": style.red}
    for said in summary(imported):
        text = f"  {said.text}"
        yield colours[said.tone](text) if said.tone in colours else text
    yield _findings(loaded, style, target)


def _findings(loaded: Loaded, style: Style, target: Path | None) -> str:
    checked = check(loaded)
    counts = {
        "错误": checked.count("error"),
        "提醒": checked.count("warning"),
        "提示": checked.count("info"),
    }
    said = "、".join(f"{number} 处{word}" for word, number in counts.items() if number)
    if not said:
        return style.green("  检查：没有发现问题")
    errors = Counter(
        f"{f.rule.id} {f.rule.title}" for f in checked.findings if f.rule.severity == "error"
    )
    rules = "；".join(f"{rule} {number} 处" for rule, number in errors.most_common(6))
    more = f"（{rules}）" if rules else ""
    advice = f"；详见 disclosure-tui check {visible(str(target))}" if target else ""
    colour = style.red if counts["错误"] else style.yellow
    return colour(f"  检查：{said}{more}{advice}")

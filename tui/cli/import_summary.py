"""What an import tells: cells found of cells expected, what has no place, the findings."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from tui.checks import check
from tui.cli.style import Style
from tui.display import pad, visible, width
from tui.report.read import Loaded
from tui.report.values import printed

if TYPE_CHECKING:
    from tui.ingest.imported import Imported

LISTED = 20
LONGEST = 72


def summary(
    imported: "Imported", loaded: Loaded, style: Style, target: Path | None
) -> Iterator[str]:
    """The lines under the name of an imported file."""
    report = imported.report
    year = "年份不明" if report.year is None else f"{report.year} 年"
    yield f"  {report.agency or '（单位不明）'}，{year}，{imported.form.id} 格式"
    room = max((width(count.title) for count in imported.counts), default=0)
    for count in imported.counts:
        figures = f"{count.found}/{count.expected} 格"
        colour = style.green if count.found == count.expected else style.red
        layout = imported.layout.get(count.section)
        other = f"，按 {layout} 格式印" if layout else ""
        yield f"  {pad(count.title, room)}  {colour(figures)}{other}"
        if count.missing:
            yield style.red(f"    没有找到：{_cut('、'.join(count.missing))}")
    texts = [path for path, text in report.texts.items() if text]
    yield f"  文字 {len(texts)}/{len(report.texts)} 段"
    yield from (style.red(f"  缺：{missing}") for missing in imported.missing)
    yield from _listed("没有放进去的内容", _unplaced(imported), style)
    odd = [f"{path}：“{text}”，原样记在备注里" for path, text in imported.odd]
    yield from _listed("不是数字的单元格", odd, style)
    removed = [f"“{text}”" for text in dict.fromkeys(imported.removed)]
    yield from _listed("删去的转换残留", removed, style)
    skipped = [f"“{text}”" for text in dict.fromkeys(imported.skipped)]
    yield from _listed("略过的页面内容", skipped, style, 3)
    yield from (f"  {note}" for note in dict.fromkeys(imported.notes))
    yield _findings(loaded, style, target)


def _unplaced(imported: "Imported") -> list[str]:
    return [f"{u.place}：“{u.text}”（{u.why}）" for u in imported.unplaced]


def _listed(title: str, items: list[str], style: Style, most: int = LISTED) -> Iterator[str]:
    if not items:
        return
    yield style.yellow(f"  {title} {len(items)} 处：")
    yield from (f"    {visible(_cut(item))}" for item in items[:most])
    if len(items) > most:
        yield f"    ……另有 {len(items) - most} 处"


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


def trace_lines(imported: "Imported") -> Iterator[str]:
    """Every imported value with its place in the source."""
    report = imported.report
    for path, trace in imported.trace.items():
        if path in report.format.index:
            value = printed(report.value(path)) or '""'
            note = report.notes.get(path)
            shown = f"{value}  备注“{note}”" if note else value
            yield f"{path} = {visible(shown)}  ← {trace.place}，“{visible(trace.raw)}”"
        else:
            yield f"{path}  ← {trace.place}，“{visible(trace.raw)}…”"


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"

"""What an import tells: cells found of cells expected, what has no place, where each came from."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from tui.display import pad, visible, width
from tui.report.values import printed

from .imported import Imported

LISTED = 20
LONGEST = 72

Tone = Literal["plain", "good", "warning", "bad"]


class Said(NamedTuple):
    """A line of the summary, and how it sounds."""

    text: str
    tone: Tone = "plain"


def summary(imported: Imported) -> Iterator[Said]:
    """The lines under the name of an imported file."""
    report = imported.report
    year = "年份不明" if report.year is None else f"{report.year} 年"
    agency = visible(report.agency or "（单位不明）")
    yield Said(f"{agency}，{year}，{imported.form.id} 格式")
    room = max((width(count.title) for count in imported.counts), default=0)
    for count in imported.counts:
        layout = imported.layout.get(count.section)
        other = f"，按 {layout} 格式印" if layout else ""
        tone: Tone = "good" if count.found == count.expected else "bad"
        yield Said(f"{pad(count.title, room)}  {count.found}/{count.expected} 格{other}", tone)
        if count.missing:
            yield Said(f"  没有找到：{_cut('、'.join(count.missing))}", "bad")
    texts = [path for path, text in report.texts.items() if text]
    yield Said(f"文字 {len(texts)}/{len(report.texts)} 段")
    yield from (Said(f"缺：{missing}", "bad") for missing in imported.missing)
    unplaced = [f"{u.place}：“{u.text}”（{u.why}）" for u in imported.unplaced]
    yield from _listed("没有放进去的内容", unplaced)
    odd = [f"{path}：“{text}”，原样记在备注里" for path, text in imported.odd]
    yield from _listed("不是数字的单元格", odd)
    yield from _listed("删去的转换残留", [f"“{t}”" for t in dict.fromkeys(imported.removed)])
    yield from _listed("略过的页面内容", [f"“{t}”" for t in dict.fromkeys(imported.skipped)], 3)
    yield from (Said(note) for note in dict.fromkeys(imported.notes))


def _listed(title: str, items: list[str], most: int = LISTED) -> Iterator[Said]:
    if not items:
        return
    yield Said(f"{title} {len(items)} 处：", "warning")
    yield from (Said(f"  {visible(_cut(item))}") for item in items[:most])
    if len(items) > most:
        yield Said(f"  ……另有 {len(items) - most} 处")


def trace_lines(imported: Imported) -> Iterator[str]:
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

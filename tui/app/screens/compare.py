"""Ctrl+W: what differs from the saved file."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from rich.style import Style

from tui.app import palette
from tui.app.canvas import Line
from tui.app.screens.pager import Pager
from tui.app.session import Session
from tui.app.styled_text import Spans, drawn, paragraph, title
from tui.display import visible, width

OLD = Style(color="#ff8787", bgcolor="#1c1c1c")
NEW = Style(color="#87d787", bgcolor="#1c1c1c")
CHANGED = Style(underline=True, bold=True)

NAMES = 44
"""The widest that a column of names may be."""


class Compare(Pager):
    """Every changed figure as 原值 → 现值, every changed text as lines. Has no result."""

    ACTION = "compare"

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.changes = session.difference()
        self.session = session

    def heading(self) -> str:
        """How much was changed."""
        count = len(self.changes)
        return f"与已存的对照：{count} 处改动" if count else "与已存的对照"

    def page(self, columns: int) -> list[Line]:
        """The changes by section, in printed order."""
        if not self.changes:
            return [[], drawn([("  ✓ 与文件完全一致，没有改动", palette.CLEAN)]), []]
        lines: list[Line] = []
        for section in self.session.report.format.sections:
            prefixes = (f"{section.key}.", f"notes.{section.key}.")
            own = [c for c in self.changes if c[0].startswith(prefixes)]
            if own:
                lines += title(section.heading)
                lines += self._figures([c for c in own if not self._is_prose(c[0])], columns)
                for path, old, new in own:
                    if self._is_prose(path):
                        lines += self._prose(path, old, new, columns)
        reasons = [c for c in self.changes if c[0] == "waivers"]
        for _, old, new in reasons:
            lines += [*title("记下的理由"), *self._paragraphs(old, new, columns)]
        return [*lines, []]

    def _is_prose(self, path: str) -> bool:
        return path in self.session.report.format.texts

    def _figures(self, changes: list[tuple[str, str, str]], columns: int) -> Iterator[Line]:
        named = [(self._label(path), path, old, new) for path, old, new in changes]
        indent = min(NAMES, max((width(n) for n, *_ in named), default=0)) + 4
        for name, path, old, new in named:
            index = self.session.report.format.index.get(path)
            computed = index is not None and index in self.session.computed
            spans: Spans = [
                (visible(old or "（空）"), OLD),
                (" → ", palette.LABEL),
                (visible(new or "（空）"), NEW + Style(bold=True)),
                ("（自动合计）" if computed else "", palette.LABEL),
            ]
            yield from paragraph(f"  {name}", spans, columns, indent)

    def _label(self, path: str) -> str:
        form = self.session.report.format
        place = path.removeprefix("notes.")
        label = form.cells[form.index[place]].label if place in form.index else place
        return f"{label}（备注）" if place != path else label

    def _prose(self, path: str, old: str, new: str, columns: int) -> Iterator[Line]:
        text = self.session.report.format.texts[path][1]
        if text.number:
            yield drawn([(f"  {text.number}{text.title}", palette.LABEL)])
        yield from self._paragraphs(old, new, columns)

    def _paragraphs(self, old: str, new: str, columns: int) -> Iterator[Line]:
        before, after = _lines(old), _lines(new)
        for kind, a, b, c, d in SequenceMatcher(None, before, after, False).get_opcodes():
            if kind == "equal":
                words = f"    ⋮ {b - a} 段没有改动"
                yield drawn([(words, palette.LABEL)])
                continue
            olds, news = before[a:b], after[c:d]
            for number in range(max(len(olds), len(news))):
                was = olds[number] if number < len(olds) else None
                now = news[number] if number < len(news) else None
                was_spans, now_spans = _marked(was, now)
                if was is not None:
                    yield from paragraph("  － ", was_spans, columns, 5)
                if now is not None:
                    yield from paragraph("  ＋ ", now_spans, columns, 5)


def _lines(text: str) -> list[str]:
    """The paragraphs of a text."""
    return [visible(line) for line in text.replace("\r\n", "\n").split("\n") if line.strip()]


def _marked(old: str | None, new: str | None) -> tuple[Spans, Spans]:
    """Both versions of a paragraph, what changed in it underlined."""
    if old is None or new is None:
        return [(old or "", OLD)], [(new or "", NEW)]
    was: Spans = []
    now: Spans = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, False).get_opcodes():
        extra = Style() if kind == "equal" else CHANGED
        was.append((old[a:b], OLD + extra))
        now.append((new[c:d], NEW + extra))
    return was, now

"""F7: every finding, the current one in full."""

from tui.app import palette
from tui.app.canvas import Line, blank, put
from tui.app.screens.chooser import Item
from tui.app.screens.chooser_dialog import ChooserDialog
from tui.app.screens.dialog import ESCAPE, Keys
from tui.app.session import Session
from tui.checks import SEVERITIES, SEVERITY_WORDS, Finding
from tui.display import visible, wrap

DETAIL = 8
"""Lines for the current finding."""

FILTERS = ("", "error", "warning")


class Problems(ChooserDialog[str, Finding]):
    """The list of findings. Its result is the path of the place to go to."""

    ACTION = "problems"

    def __init__(self, session: Session) -> None:
        super().__init__(share=45)
        self.session = session
        order = {severity: rank for rank, severity in enumerate(SEVERITIES)}
        self.findings = sorted(session.findings, key=lambda f: order[f.rule.severity])
        self.severity = ""
        self.note = ""
        self._list()

    def _list(self) -> None:
        shown = [f for f in self.findings if self.severity in ("", f.rule.severity)]
        self.chooser.replace([self._item(f) for f in shown])
        self.note = ""

    def _item(self, finding: Finding) -> Item[Finding]:
        severity = finding.rule.severity
        glyph, style = palette.SEVERITY_GLYPHS[severity], palette.SEVERITY_STYLES[severity]
        return Item(glyph, style, self._place_name(finding), finding.message, finding)

    def _place_name(self, finding: Finding) -> str:
        path, form = self.place(finding), self.session.report.format
        if path in form.index:
            return form.cells[form.index[path]].label
        if path in form.texts:
            section, text = form.texts[path]
            return f"{section.number}{text.number}{text.title}" if text.number else section.heading
        if path in form.rows:
            return form.rows[path][1].short
        return form.section[path].heading if path in form.section else "文件"

    def place(self, finding: Finding) -> str:
        """The path to go to: the suspect, else the first cell, else the nearest known place."""
        form = self.session.report.format
        found = [s.path for s in finding.suspects[:1]] + list(finding.cells[:1])
        if found:
            return found[0]
        keys = [str(key) for key in finding.at]
        known = (".".join(keys[:length]) for length in range(len(keys), 0, -1))
        places = (form.index, form.texts, form.rows, form.section)
        return next((p for p in known if any(p in held for held in places)), "")

    # -- drawing -------------------------------------------------------------------------

    def heading(self) -> str:
        """The counts, the chosen one in corner brackets: no colour is needed to see it."""
        parts = []
        for severity in FILTERS:
            held = [f for f in self.findings if severity in ("", f.rule.severity)]
            word = f"{SEVERITY_WORDS.get(severity, '全部')} {len(held)}"
            parts.append(f"【{word}】" if severity == self.severity else f"  {word}  ")
        return "问题列表 " + "".join(parts).rstrip()

    def wish(self, columns: int, rows: int) -> tuple[int, int]:
        """The same for every filter, so that nothing jumps."""
        if not self.findings:
            return min(columns, 60), min(rows, 5)
        return min(columns, 110), min(rows, max(6, len(self.findings)) + DETAIL + 3)

    def footer(self) -> list[Keys]:
        """Only what works."""
        if not self.findings:
            return [ESCAPE]
        jump = [self.MOVE, Keys("回车", "转到")] if self.chooser.items else []
        return [*jump, Keys("Tab", "筛选"), ESCAPE]

    def body(self, columns: int, rows: int) -> list[Line]:
        """The list, a rule, the current finding."""
        if not self.chooser.items:
            return [blank(columns, palette.PAPER), self._nothing(columns)]
        detail = min(DETAIL, rows // 2)
        height = max(1, rows - detail - 1)
        lines = super().body(columns, height)
        lines += [blank(columns, palette.PAPER) for _ in range(height - len(lines))]
        rule = blank(columns, palette.HEADER)
        put(rule, 1, "当前这一处", palette.HEADER)
        return [*lines, rule, *self._detail(columns, detail)]

    def _nothing(self, columns: int) -> Line:
        line = blank(columns, palette.PAPER)
        if self.findings:
            put(line, 2, f"没有{SEVERITY_WORDS[self.severity]}", palette.PAPER)
        else:
            put(line, 2, "✓ 没有发现问题", palette.CLEAN)
        return line

    def _detail(self, columns: int, rows: int) -> list[Line]:
        item = self.chooser.current
        assert item
        finding = item.value
        rule = finding.rule
        head = f"{item.glyph} {rule.id} {rule.title}（{SEVERITY_WORDS[rule.severity]}）"
        told = [(head, item.style), (finding.message, palette.PAPER)]
        if self.note:
            told.insert(0, (self.note, palette.STRONG))
        if finding.diagnosis:
            told.append((finding.diagnosis, palette.STRONG))
        if finding.remedy:
            told.append((f"怎么办：{finding.remedy}", palette.LABEL))
        pieces = [(p, style) for text, style in told for p in wrap(visible(text), columns)]
        lines = []
        for number, (piece, style) in enumerate(pieces[:rows]):
            line = blank(columns, palette.PAPER)
            more = number == rows - 1 and len(pieces) > rows
            put(line, 0, piece + ("…" * columns if more else ""), style, columns)
            lines.append(line)
        return lines

    # -- keys ----------------------------------------------------------------------------

    def press(self, key: str) -> bool:
        """Tab filters."""
        if key in ("tab", "shift+tab"):
            step = 1 if key == "tab" else -1
            self.severity = FILTERS[(FILTERS.index(self.severity) + step) % len(FILTERS)]
            self._list()
            return True
        self.note = ""
        return super().press(key)

    def take(self, item: Item[Finding]) -> None:
        """Go there; what is not in any table or text is told with its line in the file."""
        path = self.place(item.value)
        if path:
            self.finish(path)
            return
        line, _ = item.value.located(self.session.loaded.source)
        self.note = f"这一处不在表和文字里，而在文件第 {line} 行，请用文本编辑器改"

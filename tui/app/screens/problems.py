"""F7: every finding, the current one in full."""

from tui.app import palette
from tui.app.canvas import Line, blank, put
from tui.app.screens.chooser import Item
from tui.app.screens.chooser_dialog import ChooserDialog
from tui.app.screens.dialog import ESCAPE, Keys
from tui.app.screens.find import Place
from tui.app.screens.waive import Reason, Waive
from tui.app.session import Session
from tui.checks import SEVERITIES, SEVERITY_WORDS, Finding
from tui.checks.waiving import can_be_waived
from tui.display import visible, wrap

DETAIL = 8
"""Lines for the current finding."""

WAIVED = "waived"
FILTERS = ("", "error", "warning", WAIVED)
WORDS = {**SEVERITY_WORDS, "": "全部", WAIVED: "已有理由"}
WAIVED_GLYPH = "○"


class Correction(Place):
    """The place of a finding whose correction is to be made."""

    __slots__ = ("finding",)
    finding: Finding


class Problems(ChooserDialog[str, Finding]):
    """The list of findings. Its result is the path of the place to go to.

    It is a :class:`Correction` where more is to be done there.
    """

    ACTION = "problems"

    def __init__(self, session: Session) -> None:
        super().__init__(share=45)
        self.session = session
        self.severity = ""
        self.note = ""
        self._list()

    def _list(self) -> None:
        """The findings, gravest first, and behind them those with a reason on record."""
        order = {severity: rank for rank, severity in enumerate(SEVERITIES)}
        self.findings = sorted(self.session.findings, key=lambda f: order[f.rule.severity])
        self.reasons = {id(w.finding): w.waiver for w in self.session.waived}
        self.waived = [w.finding for w in self.session.waived]
        self.chooser.replace([self._item(f) for f in self._shown(self.severity)])
        self.note = ""

    def _shown(self, severity: str) -> list[Finding]:
        if severity == WAIVED:
            return self.waived
        if not severity:
            return [*self.findings, *self.waived]
        return [f for f in self.findings if f.rule.severity == severity]

    def _item(self, finding: Finding) -> Item[Finding]:
        if id(finding) in self.reasons:
            name = self._place_name(finding)
            return Item(WAIVED_GLYPH, palette.LABEL, name, finding.message, finding)
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
        if finding.phrase:
            return finding.phrase.path
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
        for severity in self._filters():
            word = f"{WORDS[severity]} {len(self._shown(severity))}"
            parts.append(f"【{word}】" if severity == self.severity else f"  {word}  ")
        return "问题列表 " + "".join(parts).rstrip()

    def _filters(self) -> list[str]:
        return [f for f in FILTERS if f != WAIVED or self.waived]

    def wish(self, columns: int, rows: int) -> tuple[int, int]:
        """The same for every filter, so that nothing jumps."""
        count = len(self._shown(""))
        if not count:
            return min(columns, 60), min(rows, 5)
        return min(columns, 110), min(rows, max(6, count) + DETAIL + 3)

    def footer(self) -> list[Keys]:
        """Only what works."""
        if not self._shown(""):
            return [ESCAPE]
        keys = [self.MOVE, Keys("回车", "转到")] if self.chooser.items else []
        current = self.chooser.current
        if current and self._can_correct(current.value):
            keys.append(Keys("F6", "采纳"))
        if current and id(current.value) in self.reasons:
            keys.append(Keys("F2", "删去理由"))
        elif current and can_be_waived(current.value.rule):
            keys.append(Keys("F2", "记下理由"))
        return [*keys, Keys("Tab", "筛选"), ESCAPE]

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
        if self._shown(""):
            put(line, 2, f"没有{WORDS[self.severity]}", palette.PAPER)
        else:
            put(line, 2, "✓ 没有发现问题", palette.CLEAN)
        return line

    def _detail(self, columns: int, rows: int) -> list[Line]:
        item = self.chooser.current
        assert item
        finding = item.value
        rule = finding.rule
        waiver = self.reasons.get(id(finding))
        word = "已有理由" if waiver else SEVERITY_WORDS[rule.severity]
        head = f"{item.glyph} {rule.id} {rule.title}（{word}）"
        told = [(head, item.style), (finding.message, palette.PAPER)]
        if waiver:
            reason = f"理由：{waiver.reason}（{waiver.by}，{waiver.date}）"
            told.insert(1, (reason, palette.STRONG))
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
        """Tab filters, F2 puts a reason on record or takes it off."""
        filters = self._filters()
        if key in ("tab", "shift+tab"):
            step = 1 if key == "tab" else -1
            self.severity = filters[(filters.index(self.severity) + step) % len(filters)]
            self._list()
            return True
        if key == "f2" and self.chooser.current:
            self._waive(self.chooser.current.value)
            return True
        self.note = ""
        if key == "f6" and self.chooser.current:
            self._correct(self.chooser.current.value)
            return True
        return super().press(key)

    def _can_correct(self, finding: Finding) -> bool:
        offers = finding.suspects or (finding.phrase and finding.phrase.replacement)
        return bool(offers) and id(finding) not in self.reasons

    def _correct(self, finding: Finding) -> None:
        if self.session.read_only:
            self.note = "只读：不能修改"
        elif self._can_correct(finding):
            there = Correction(self.place(finding))
            there.finding = finding
            self.finish(there)
        else:
            self.note = "这一处没有可以采纳的建议"

    def _waive(self, finding: Finding) -> None:
        waiver = self.reasons.get(id(finding))
        if self.session.read_only:
            self.note = "只读：不能记下理由"
        elif waiver:
            self.session.unwaive(waiver)
            self._list()
            self.note = "已删去理由，Ctrl+Z 可以撤销"
        elif not can_be_waived(finding.rule):
            self.note = "这类问题只能改正，不能用理由销去"
        else:
            waivers = self.session.report.waivers
            by = waivers[-1].by if waivers else ""

            def answered(reason: Reason | None) -> None:
                if reason:
                    self.session.waive(finding, reason.reason, reason.by)
                    self._list()
                    self.note = "已记下理由，Ctrl+Z 可以撤销"
                self.redraw()

            self.app.push_screen(Waive(finding, by), answered)

    def take(self, item: Item[Finding]) -> None:
        """Go there; what is not in any table or text is told with its line in the file."""
        path = self.place(item.value)
        if phrase := item.value.phrase:
            path = Place(path, phrase.start, phrase.end - phrase.start)
        if path:
            self.finish(path)
            return
        line, _ = item.value.located(self.session.loaded.source)
        self.note = f"这一处不在表和文字里，而在文件第 {line} 行，请用文本编辑器改"

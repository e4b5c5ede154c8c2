"""Prose and its figures: inserting a reference, and putting one in place of a wrong number."""

from tui.app.screens.main_base import MainBase
from tui.checks.finding import Phrase
from tui.display import clip

SHOWN = 40


class Referring(MainBase):
    """The actions on a text that tie its figures to the tables."""

    def action_reference(self) -> None:
        from tui.app.screens.reference_picker import ReferencePicker

        def chosen(reference: str | None) -> None:
            if reference and self.prose and self.stop.path:
                self.prose.refer(reference)
                self.told(f"已插入引用 {reference}，导出时换成表中的数")

        self.app.push_screen(ReferencePicker(self.session), chosen)

    def phrases(self) -> list[Phrase]:
        """What the findings on the current text speak of, at the cursor first."""
        cursor = self.prose.editor.model.cursor if self.prose and self.stop.path else 0
        found = [
            finding.phrase
            for finding in self.session.by_path.get(self.path, ())
            if finding.phrase and finding.phrase.path == self.path
        ]
        return sorted(found, key=lambda p: not p.start <= cursor <= p.end)

    def accept_phrase(self) -> None:
        """Put the reference in place of the number that disagrees with its cell."""
        phrase = next((p for p in self.phrases() if p.replacement), None)
        if phrase is None or self.prose is None:
            self.told("这段文字里没有可以采纳的建议")
            return
        start, end = phrase.figure
        old = self.session.report.texts[self.path][start:end]
        self.prose.put_in(start, end, phrase.replacement)
        new = clip(phrase.replacement, SHOWN)
        self.told(f"{old} 已改为引用 {new}，Ctrl+Z 可以撤销")

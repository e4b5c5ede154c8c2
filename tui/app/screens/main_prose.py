"""Prose and its figures: inserting a reference, and putting one in place of a wrong number."""

from typing import TYPE_CHECKING

from tui.app.screens.main_base import MainBase
from tui.checks.finding import Phrase
from tui.display import clip
from tui.report.reference import OPEN

if TYPE_CHECKING:
    from tui.app.widgets.prose_pane import ProsePane

SHOWN = 40


class Referring(MainBase):
    """The actions on a text that tie its figures to the tables."""

    _picked = ""
    """The cell that was chosen last."""

    def action_reference(self) -> None:
        from tui.app.screens.reference_picker import ReferencePicker

        if self.prose is None:
            return
        start, end = self._place_for_reference(self.prose)
        inside = self.prose.is_inside(start)
        picker = ReferencePicker(self.session, self._cell_meant(self.prose, start), inside=inside)

        def chosen(reference: str | None) -> None:
            self._picked = picker.picking.path
            if reference and self.prose and self.stop.path:
                self.prose.select(start, end)
                self.prose.refer(reference)
                self.told(f"已插入引用 {clip(reference, SHOWN)}，导出时换成表中的数")

        self.app.push_screen(picker, chosen)

    def _place_for_reference(self, prose: "ProsePane") -> tuple[int, int]:
        """What it replaces: what is selected, or the path in a reference that the cursor is in.

        Of a phrase that F8 selected only the figure.
        """
        selection = prose.editor.model.selection
        for phrase in self.phrases():
            if (phrase.start, phrase.end) == selection:
                return phrase.figure if phrase.replacement else (phrase.end, phrase.end)
        if selection[0] == selection[1] and prose.is_inside(selection[0]):
            return prose.term_around(selection[0])
        return selection

    def _cell_meant(self, prose: "ProsePane", at: int) -> str:
        """The cell that the text speaks of at a place, else the one that was chosen last."""
        from tui.checks.narrative.spoken import cells_spoken_of

        here = [r.cells for r in prose.references if r.start <= at < r.end and r.cells]
        before = prose.editor.text[:at]
        if prose.is_inside(at):
            before = before[: before.rfind(OPEN)]
        cells = here[0] if here else cells_spoken_of(self.session.report, self.stop.path, before)
        return next(iter(cells), self._picked or self.grid.path)

    def phrases(self) -> list[Phrase]:
        """What the findings on the current text speak of, at the cursor first."""
        cursor = self.prose.editor.model.cursor if self.prose and self.stop.path else 0
        found = [
            finding.phrase
            for finding in self.session.by_path.get(self.path, ())
            if finding.phrase and finding.phrase.path == self.path
        ]
        return sorted(found, key=lambda p: not p.start <= cursor <= p.end)

    def accept_phrase(self, phrase: Phrase | None) -> None:
        """Put the reference in place of the number that disagrees with its cell.

        In a reference, the path of a cell in the place of one that means nothing.
        """
        if phrase is None or not phrase.replacement or self.prose is None:
            self.told("这段文字里没有可以采纳的建议")
            return
        start, end = phrase.figure
        old = self.session.report.texts[self.path][start:end]
        self.prose.put_in(start, end, phrase.replacement)
        new = clip(phrase.replacement, SHOWN)
        what = "引用 " if new.startswith(OPEN) else ""
        self.told(f"{old} 已改为{what or ' '}{new}，Ctrl+Z 可以撤销")

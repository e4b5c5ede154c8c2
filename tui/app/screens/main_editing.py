"""Changing the report: cells, totals, whole tables, undo and redo."""

from collections.abc import Callable

from tui.app.screens.main_prose import Referring
from tui.checks.finding import Finding, Suspect
from tui.report.history import Step
from tui.report.totals import totals_of
from tui.report.values import BLANK, Value, printed


class Editing(Referring):
    """The actions that change values; each is one step of undo."""

    def action_edit(self) -> None:
        if self.grid.field is None:
            self.grid.start_editing()
            self.refresh_panes()

    def action_accept(self) -> None:
        if not self.settled():
            return
        if self.stop.path:
            self.accept_phrase(next((p for p in self.phrases() if p.replacement), None))
            return
        suspects = self.suspects()
        if suspects:
            self._accept_suspect(suspects[0])
        else:
            self.told("这一格没有可以采纳的建议")

    def correct(self, finding: Finding) -> None:
        """Do what a finding at the current place offers."""
        if finding.suspects:
            self._accept_suspect(finding.suspects[0])
        else:
            self.accept_phrase(finding.phrase)
        self.warn_unrecorded()

    def _accept_suspect(self, suspect: Suspect) -> None:
        path, expected = suspect.path, suspect.expected
        cell = self.session.report.format.cells[self.session.report.format.index[path]]
        self.session.set_cells({cell.index: expected}, f"采纳建议：{cell.label}")
        self.go_to_path(path)
        self.told(f"{cell.label} 已改为 {printed(expected)}，Ctrl+Z 可以撤销")

    def action_give_back(self) -> None:
        if not self.settled():
            return
        index = self.session.report.format.index
        given = self.session.give_back([index[p] for row in self.grid.selected() for p in row])
        self.told("已恢复自动合计" if given else "这一格不是合计，或者已经是自动合计")

    # -- many cells at once --------------------------------------------------------------

    def action_fill_zero(self) -> None:
        if not self.settled():
            return
        blank = self._section_cells(lambda value: value in (BLANK, None))
        if self.session.set_parts(blank, "空格补 0"):
            count = len(blank.keys() - totals_of(self.session.report.format).keys())
            self.told(f"已把本表 {count} 个空格补上 0，Ctrl+Z 可以撤销")
        else:
            self.told("本表没有空格")

    def action_no_data(self) -> None:
        if not self.settled():
            return
        if self.stop.path:
            title = self.session.report.format.texts[self.stop.path][1].title
            done = self.session.set_text(self.stop.path, _nothing(title))
            if self.prose:
                self.prose.reload()
            self.told("已写明没有此类情况，Ctrl+Z 可以撤销" if done else "已经写明没有此类情况")
            return
        done = self.session.set_parts(self._section_cells(lambda _: True), "本部分无数据")
        self.told("本表已全部填 0，Ctrl+Z 可以撤销" if done else "本表已经全部是 0")

    def _section_cells(self, wanted: Callable[[Value], bool]) -> dict[int, Value]:
        """The cells of this section whose values are wanted, each with 0."""
        report, section = self.session.report, self.stop.section
        return {
            c.index: 0
            for c in report.format.cells
            if c.section is section and wanted(report.values[c.index])
        }

    # -- what belongs together -----------------------------------------------------------

    def action_operands(self) -> None:
        if self.settled():
            self.told(self.grid.show_operands())

    def action_last_year(self) -> None:
        last = self.session.context.previous
        if last is None:
            self.told(self.session.why_no_last_year)
        elif self.settled():
            self.grid.last_year = None if self.grid.last_year else last
            self.grid.update()
            shown = f"现在显示 {last.year} 年的数，与本年不同的标 *；再按一次返回"
            self.told(shown if self.grid.last_year else "现在显示本年的数")

    # -- undo ----------------------------------------------------------------------------

    def action_undo(self) -> None:
        if self.grid.give_up():
            self.told("已放弃键入的内容，恢复原值")
        else:
            self._stepped(self.session.undo(), "已撤销", "没有可以撤销的了")

    def action_redo(self) -> None:
        if self.settled():
            self._stepped(self.session.redo(), "已重做", "没有可以重做的了")

    def _stepped(self, step: Step | None, done: str, nothing: str) -> None:
        """Show where an undone or redone step was, and what it was."""
        if step is None:
            self.told(nothing)
            return
        kind, what = step.changes[0].key
        form = self.session.report.format
        if kind in ("cell", "computed"):
            self.go_to_path(form.cells[int(what)].path)
        elif kind != "waivers":
            self.go_to_path(str(what))
        if self.prose and self.stop.path:
            self.prose.reload()
        self.told(f"{done}：{step.name}")


def _nothing(title: str) -> str:
    """The sentence that a section of prose without anything to report consists of."""
    if "需要报告" in title:
        return f"本年度没有{title}。"
    return f"本年度没有需要报告的{title.removeprefix('存在的').removesuffix('情况')}情况。"

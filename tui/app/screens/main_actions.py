"""What the keys of the main screen do. Names are those of the registry in ``actions``."""

from typing import TYPE_CHECKING, Any

from tui.app.clipboard import PasteError, copied, pasted
from tui.app.screens.file_actions import FileActions
from tui.app.stops import Stop
from tui.app.widgets.grid import Grid
from tui.report.values import BLANK, Value

if TYPE_CHECKING:
    from pathlib import Path

    from tui.app.widgets.prose_pane import ProsePane
    from tui.export.text import TextStyle


class MainActions(FileActions):
    """The base of the main screen; every ``action_`` here is one of the registry."""

    stops: list[Stop]
    at: int
    grid: Grid
    prose: "ProsePane | None"

    @property
    def stop(self) -> Stop:
        """The table or text that is shown."""
        return self.stops[self.at]

    @property
    def path(self) -> str:
        """The current cell or text."""
        return self.stop.path or self.grid.path

    def go_to_stop(self, number: int, path: str = "") -> None:
        """Show a table or text; a cell path chooses the cell."""
        raise NotImplementedError

    def go_to_path(self, path: str) -> None:
        """Show the cell, row, text or section that a path names."""
        raise NotImplementedError

    def enabled(self) -> frozenset[str]:
        """The names of the actions that would do something now."""
        from tui.app.actions import ACTIONS, CHANGING

        where = "text" if self.stop.path else "table"
        found = {a.name for a in ACTIONS if a.where in ("any", where)}
        session = self.session
        found -= CHANGING if session.read_only else {"take_over"}
        if not session.history.done:
            found -= {"undo"}
        if not session.findings:
            found -= {"next_problem", "previous_problem"}
        if self.path not in session.suspected and not self._suspects_here():
            found -= {"accept"}
        return frozenset(found)

    def _suspects_here(self) -> list[Any]:
        return [s for f in self.session.by_path.get(self.path, ()) for s in f.suspects]

    def settled(self) -> bool:
        """Store what is being typed first; False when it must be mended."""
        return bool(self.stop.path) or self.grid.commit()

    # -- moving about --------------------------------------------------------------------

    def action_next_section(self) -> None:
        if self.settled():
            self.go_to_stop((self.at + 1) % len(self.stops))

    def action_previous_section(self) -> None:
        if self.settled():
            self.go_to_stop((self.at - 1) % len(self.stops))

    def action_next_problem(self) -> None:
        self._go_to_problem(1)

    def action_previous_problem(self) -> None:
        self._go_to_problem(-1)

    def _go_to_problem(self, step: int) -> None:
        if not self.settled():
            return
        places = self._problem_places()
        if not places:
            self.info.say("没有发现问题")
            return
        order = {p: i for i, p in enumerate(self._all_places())}
        here = order.get(self.path, -1)
        if step > 0:
            target = next((p for p in places if order[p] > here), places[0])
        else:
            target = next((p for p in reversed(places) if order[p] < here), places[-1])
        self.go_to_path(target)

    def _all_places(self) -> list[str]:
        form = self.session.report.format
        places: list[str] = []
        for section in form.sections:
            places += [f"{section.key}.{t.key}" for t in section.texts]
            places += [c.path for c in form.cells if c.section is section]
        return places

    def _problem_places(self) -> list[str]:
        """One place for each finding: its first suspect, else its first cell."""
        order = {p: i for i, p in enumerate(self._all_places())}
        found: set[str] = set()
        for finding in self.session.findings:
            paths = [s.path for s in finding.suspects[:1]] or list(finding.cells[:1])
            found.update(p for p in paths if p in order)
        return sorted(found, key=order.__getitem__)

    # -- editing -------------------------------------------------------------------------

    def action_edit(self) -> None:
        if not self.stop.path and self.grid.field is None:
            self.grid.start_editing()
            self.refresh_panes()

    def action_undo(self) -> None:
        if not self.stop.path and self.grid.field is not None:
            self.grid.field = None
        self._stepped(self.session.undo(), "已撤销")

    def action_redo(self) -> None:
        self._stepped(self.session.redo(), "已重做")

    def _stepped(self, step: Any, word: str) -> None:
        if step is None:
            self.info.say("没有可以撤销的了" if word == "已撤销" else "没有可以重做的了")
            return
        kind, what = step.changes[0].key
        form = self.session.report.format
        if kind == "waivers":
            self.refresh_panes()
        else:
            is_cell = kind in ("cell", "computed")
            self.go_to_path(form.cells[int(what)].path if is_cell else str(what))
        if self.prose and self.stop.path:
            self.prose.reload()
        self.info.say(f"{word}：{step.name}")

    def action_accept(self) -> None:
        if not self.settled():
            return
        findings = self.session.by_path.get(self.path, [])
        suspect = next((f.suspects[0] for f in findings if f.suspects), None)
        if suspect is None:
            self.info.say("这一格没有可以采纳的建议")
            return
        index = self.session.report.format.index[suspect.path]
        label = self.session.report.format.cells[index].label
        self.session.set_cells({index: suspect.expected}, f"采纳建议：{label}")
        self.go_to_path(suspect.path)
        self.info.say(f"{label} 已改为 {suspect.expected}，Ctrl+Z 可以撤销")

    def action_give_back(self) -> None:
        if self.settled():
            paths = [p for row in self.grid.selected() for p in row]
            index = self.session.report.format.index
            if self.session.give_back([index[p] for p in paths]):
                self.refresh_panes()
                self.info.say("已恢复自动合计")
            else:
                self.info.say("这一格不是合计，或者已经是自动合计")

    def action_fill_zero(self) -> None:
        if self.settled():
            self._fill(self.stop.section.key, "空格补 0")

    def action_no_data(self) -> None:
        if not self.settled():
            return
        if self.stop.path:
            title = self.session.report.format.texts[self.stop.path][1].title
            self.session.set_text(self.stop.path, f"本年度没有需要报告的{title}。")
            if self.prose:
                self.prose.reload()
            self.refresh_panes()
            return
        cells = [c for c in self.session.report.format.cells if c.section is self.stop.section]
        figures: dict[int, Value] = {c.index: 0 for c in cells}
        if self.session.set_cells(figures, "本部分无数据"):
            self.session.give_back(figures)
        self.refresh_panes()
        self.info.say("本部分已全部填 0，Ctrl+Z 可以撤销")

    def _fill(self, section: str, name: str) -> None:
        report = self.session.report
        blank: dict[int, Value] = {
            c.index: 0
            for c in report.format.cells
            if c.section.key == section and report.values[c.index] in (BLANK, None)
        }
        computed = set(self.session.computed)
        if not self.session.set_cells(blank, name):
            self.info.say("本表没有空白单元格")
            return
        self.session.computed |= computed & set(blank)
        self.refresh_panes()
        self.info.say(f"已把 {len(blank)} 个空白单元格填上 0，Ctrl+Z 可以撤销")

    def action_operands(self) -> None:
        statement = self.grid.show_operands()
        self.info.message = ""
        self.refresh_panes()
        if statement:
            self.info.say(statement)

    def action_last_year(self) -> None:
        last = self.session.context.previous
        if last is None:
            why = self.session.context.previous_problem
            self.info.say(why or "没有找到上年的报告：放在同一文件夹，或在文件里写 previous")
        elif self.settled():
            self.grid.last_year = None if self.grid.last_year else last
            self.info.message = ""
            self.refresh_panes()
            if self.grid.last_year:
                self.info.say(f"现在显示 {last.year} 年的数，与本年不同的标 *；再按一次返回")

    # -- clipboard -----------------------------------------------------------------------

    def action_copy(self) -> None:
        if self.stop.path:
            text = self.prose.selected_text() if self.prose else ""
        else:
            text = copied(self.session.report, self.grid.selected())
        if text:
            self.app.copy_to_clipboard(text)
            self.info.say("已复制")

    def action_cut(self) -> None:
        self.action_copy()
        if self.stop.path:
            if self.prose:
                self.prose.delete_selection()
        elif self.settled():
            index = self.session.report.format.index
            cells: dict[int, Value] = {index[p]: BLANK for r in self.grid.selected() for p in r}
            self.session.set_cells(cells, "剪切")
        self.refresh_panes()

    def action_paste(self) -> None:
        self.paste_text(self.app.clipboard)

    def paste_text(self, text: str) -> None:
        """Paste a text at the cursor: a rectangle into a table, words into prose."""
        if self.session.read_only:
            self.refuse()
            return
        if self.stop.path:
            if self.prose:
                self.prose.insert(text)
            return
        self.grid.field = None
        try:
            cells = pasted(self.session.report, self.grid.moves, self.grid.path, text)
        except PasteError as error:
            self.info.say(str(error), error=True)
            self.grid.update()
            return
        self.session.set_cells(cells, f"粘贴 {len(cells)} 格")
        self.refresh_panes()
        self.info.say(f"已粘贴 {len(cells)} 格，Ctrl+Z 可以撤销")

    # -- dialogs -------------------------------------------------------------------------

    def action_help(self) -> None:
        from tui.app.screens.help_page import HelpPage

        self.app.push_screen(HelpPage(self.session, self.path))

    def action_menu(self) -> None:
        from tui.app.screens.menu import Menu

        def chosen(name: str | None) -> None:
            if name:
                getattr(self, f"action_{name}")()

        self.app.push_screen(Menu(self.enabled()), chosen)

    def _jump(self, path: Any) -> None:
        if path:
            self.go_to_path(path)

    def action_problems(self) -> None:
        if self.settled():
            from tui.app.screens.problems import Problems

            def closed(path: Any) -> None:
                self.refresh_panes()  # reasons may have been put on record
                self._jump(path)

            self.app.push_screen(Problems(self.session), closed)

    def action_find(self) -> None:
        if self.settled():
            from tui.app.screens.find import Find

            self.app.push_screen(Find(self.session), self._jump)

    def action_go_to(self) -> None:
        if self.settled():
            from tui.app.screens.go_to import GoTo

            self.app.push_screen(GoTo(self.session), self._jump)

    def action_preview(self) -> None:
        if self.settled():
            from tui.app.glyphs import can_draw_boxes
            from tui.app.screens.preview import Preview

            style: TextStyle = "printed" if can_draw_boxes() else "ascii"
            self.app.push_screen(Preview(self.session, style=style))

    def action_export(self) -> None:
        if self.settled():
            from tui.app.screens.export import Export

            def written(path: Any) -> None:
                if path:
                    self.info.say(f"已导出到 {path}")

            self.app.push_screen(Export(self.session), written)

    def action_import_report(self) -> None:
        if self.settled():
            from tui.app.screens.import_report import ChooseSource

            def chosen(path: "Path | None") -> None:
                if path is not None:
                    self._read_document(path)

            self.app.push_screen(ChooseSource(self.session), chosen)

    def _read_document(self, path: "Path") -> None:
        from tui.app.screens.import_report import ImportSummary
        from tui.ingest.convert import import_bytes
        from tui.ingest.document import IngestError
        from tui.ingest.open import read_source

        try:
            data = read_source(str(path))
            document, imported = import_bytes(path.name, data, self.session.catalogue)
            if not imported.found and imported.sections < 2:
                raise IngestError("没有找到年度报告的表格和文字")
        except IngestError as error:
            self.info.say(f"没有导入 {path.name}：{error}")
            return
        dialog = ImportSummary(self.session, path, document.kind, imported)

        def decided(_: None) -> None:
            if not dialog.taken:
                return
            filled = self.session.fill(imported.contents(), f"导入 {path.name}")
            self.show_report()
            said = f"已填入 {filled} 处，Ctrl+Z 可以撤销" if filled else "与年报完全一致，没有改动"
            self.info.say(said)

        self.app.push_screen(dialog, decided)

    def action_compare(self) -> None:
        if self.settled():
            from tui.app.screens.compare import Compare

            self.app.push_screen(Compare(self.session))

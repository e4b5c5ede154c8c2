"""Getting about: sections, problems, finding, going to a row by its number or name."""

from typing import Any

from tui.app.screens.main_base import MainBase


class Moving(MainBase):
    """The actions that lead somewhere and change nothing."""

    def action_next_section(self) -> None:
        if self.settled():
            self.go_to_stop((self.at + 1) % len(self.stops))

    def action_previous_section(self) -> None:
        if self.settled():
            self.go_to_stop((self.at - 1) % len(self.stops))

    # -- problems ------------------------------------------------------------------------

    def action_next_problem(self) -> None:
        self._go_to_problem(1)

    def action_previous_problem(self) -> None:
        self._go_to_problem(-1)

    def _go_to_problem(self, step: int) -> None:
        if not self.settled():
            return
        places = sorted(self._problem_places())
        if not places:
            nothing = "没有发现问题"
            if self.session.findings:
                nothing = "表格和文字里没有问题；文件里的问题见 F7 问题列表"
            self.told(nothing)
            return
        here = self._here()
        if step > 0:
            target = next((p for p in places if p > here), places[0])
        else:
            target = next((p for p in reversed(places) if p < here), places[-1])
        from tui.app.screens.find import Place  # not before it is wanted

        _, start, path, length = target
        self._jump(Place(path, start if length else None, length))
        if places == [target]:
            self.info.say("只有这一处问题")

    def _here(self) -> tuple[int, int, str, int]:
        """Where the cursor is, so that it compares with the places of problems."""
        path = self.path
        cursor = self.prose.editor.model.selection[0] if self.prose and self.stop.path else 0
        # Behind a problem that is selected, before one that begins after the cursor.
        return self._all_places().index(path), cursor, path, 10**9

    def _all_places(self) -> list[str]:
        form = self.session.report.format
        places: list[str] = []
        for section in form.sections:
            places += [f"{section.key}.{t.key}" for t in section.texts]
            places += [c.path for c in form.cells if c.section is section]
        return places

    def _problem_places(self) -> set[tuple[int, int, str, int]]:
        """One place for each finding, in printed order: its characters in a text, else its
        first suspect, else its first cell."""
        order = {path: number for number, path in enumerate(self._all_places())}
        found: set[tuple[int, int, str, int]] = set()
        for finding in self.session.findings:
            if phrase := finding.phrase:
                length = phrase.end - phrase.start
                found.add((order[phrase.path], phrase.start, phrase.path, length))
                continue
            for path in [s.path for s in finding.suspects[:1]] or finding.cells[:1]:
                if path in order:
                    found.add((order[path], 0, path, 0))
        return found

    # -- dialogs that lead somewhere -----------------------------------------------------

    def action_problems(self) -> None:
        if self.settled():
            from tui.app.screens.problems import Correction, Problems

            def closed(path: str | None) -> None:
                self.refresh_panes()  # reasons may have been put on record
                self._jump(path)
                if isinstance(path, Correction):
                    self.correct(path.finding)

            self.app.push_screen(Problems(self.session), closed)

    def action_find(self) -> None:
        if self.settled():
            from tui.app.screens.find import Find

            self.app.push_screen(Find(self.session), self._jump)

    def action_go_to(self) -> None:
        if self.settled():
            from tui.app.screens.go_to import GoTo

            self.app.push_screen(GoTo(self.session), self._jump)

    def _jump(self, path: Any) -> None:
        """Go to a path; one that was found in prose also says which characters."""
        if not path:
            return
        self.go_to_path(path)
        start = getattr(path, "offset", None)
        if start is not None and self.prose and self.stop.path:
            self.prose.select(start, start + path.length)
            self.refresh_panes()

"""What the keys of the main screen do with the file: saving, sharing, recovering, leaving."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.app.report_file import OnDisk
from tui.app.screens.main_base import MainBase
from tui.report.save import ChangedError, SaveError
from tui.report.write import WriteError

if TYPE_CHECKING:
    from tui.app.screens.merging import Decision
    from tui.report.recovery import Recovery

LOOK_EVERY = 2.0
"""Seconds between looks at the file and its lock. Nothing is sent unless something changed."""

ELSEWHERE = "改动还在；可以按 F12 另存到别处"


class FileActions(MainBase):
    """Saving is never blocked by a finding."""

    _gone = False
    _lost = False

    # -- when the screen opens, and every two seconds --------------------------------------

    def begin(self) -> None:
        """Say who else has the file, offer what was left, and look out for changes."""
        self.set_interval(LOOK_EVERY, self._look)
        session = self.session
        if session.read_only:
            self.info.say(self.refusal(), error=True)
        elif session.left:
            self._offer_recovery()
        elif session.left_unusable:
            self.info.say(session.left_unusable, error=True)
        elif session.lock and not session.lock.held:
            self.info.say("这个文件夹不能写入，改动只能按 F12 另存到别处", error=True)

    def _look(self) -> None:
        from tui.app import recording  # noqa: F401 - now, not on the first edit

        session = self.session
        if session.lock:
            session.lock.sign()
        if not self.is_current:
            return
        if session.read_only:
            self._look_at_owner()
        elif session.stamp_changed() and session.on_disk() != session.data:
            self.info.say("文件刚才被别的程序改过；保存时会与您的改动合并", error=True)
        elif session.lock and session.lock.lost and not self._lost:
            self._lost = True
            self.info.say("别人已接管这个文件；您保存时会与他的改动合并", error=True)

    def _look_at_owner(self) -> None:
        from tui.app.opening import owner_is_gone

        if self.session.stamp_changed() and self.session.reload():
            self.show_report()
            self.info.say("文件已由对方保存，这里显示的是最新内容")
        gone = owner_is_gone(self.session)
        if gone != self._gone:
            self._gone = gone
            self.refresh_panes()
            self.info.say(self.refusal(), error=not gone)

    # -- a file that somebody else has ----------------------------------------------------

    def refusal(self) -> str:
        """Why nothing can be changed, and what can be done about it."""
        owner = self.session.owner
        who = owner.words if owner else "另一个程序"
        if self._gone:
            return f"{who}已经退出；按 F2 接管，开始编辑"
        return f"只读：{who}正在编辑；他退出后可以接管"

    def refuse(self) -> None:
        """A key that would change something: say why not, or offer to take over."""
        from tui.app.opening import owner_is_gone

        self._gone = owner_is_gone(self.session)
        if self._gone:
            self.action_take_over()
        else:
            self.info.say(self.refusal(), error=True)

    def action_take_over(self) -> None:
        """Edit the file now that its owner is gone."""
        if not self.session.read_only:
            return
        from tui.app.screens.confirm import Confirm

        owner = self.session.owner
        who = owner.words if owner else "编辑它的程序"

        def answered(choice: str | None) -> None:
            if choice == "take":
                self._take_over()

        question = f"{who}已经退出。现在由您编辑这个文件吗？"
        choices = [("take", "接管，开始编辑", ""), ("look", "只看", "")]
        self.app.push_screen(Confirm("接管编辑", question, choices), answered)

    def _take_over(self) -> None:
        from tui.app.opening import take_over
        from tui.report.lock import LockedError

        try:
            take_over(self.session)
        except LockedError as error:
            self.session.owner, self._gone = error.owner, False
            self.info.say(self.refusal(), error=True)
            return
        self.show_report()
        self.info.say(self.session.left_unusable or "现在由您编辑")
        if self.session.left:
            self._offer_recovery()

    # -- what an earlier session did not save ----------------------------------------------

    def _offer_recovery(self) -> None:
        from tui.app.screens.merging import Merging

        found: Recovery = self.session.left[0]

        def answered(decision: "Decision | None") -> None:
            if decision is None:
                self.app.exit(0)  # nothing is decided: it is offered again next time
            elif decision.take:
                self.session.restore(found, decision.theirs)
                self.session.left = self.session.left[1:]
                self.show_report()
                self.info.say("已恢复没有保存的改动；请核对后按 Ctrl+S 保存，Ctrl+Z 可以撤销")
            else:
                from tui.app.opening import decline

                name = decline(self.session)
                kept = f"，记录改名为 {name}，disclosure-tui recover 仍可查看" if name else ""
                self.info.say(f"没有恢复{kept}")

        screen = Merging(
            self.session,
            found.differences,
            title="恢复没有保存的改动",
            explanation=found.explanation,
            sides=("记录", "文件"),
            accept="恢复",
            decline="不恢复",
            leave="退出",
        )
        self.app.push_screen(screen, answered)

    # -- saving --------------------------------------------------------------------------

    def action_save(self) -> None:
        self.save()

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Write the report back, and go on with ``then`` when that is done."""
        if not self.settled():
            return
        if self.session.read_only:
            self.refuse()
            return
        self._save("", then)

    def _save(self, merged: str, then: Callable[[], None] | None) -> None:
        try:
            notes = self.session.save()
        except ChangedError as error:
            self._resolve(self.session.compare(error), then)
            return
        except (SaveError, WriteError) as error:
            self.refresh_panes()
            self.info.say(f"没有保存：{error}。{ELSEWHERE}", error=True)
            return
        self._saved(notes, merged, then)

    def _saved(self, notes: list[str], merged: str, then: Callable[[], None] | None) -> None:
        self.refresh_panes()
        self.info.say("；".join([f"已保存到 {self.session.path.name}{merged}", *notes]))
        if then:
            then()

    def _resolve(self, disk: OnDisk, then: Callable[[], None] | None) -> None:
        """Somebody else changed the file: merge what can be, ask about the rest."""
        if disk.merge is None:
            self._ask_about_broken(disk, then)
            return
        if not disk.merge.theirs and not disk.merge.conflicts:
            # Comments or blanks only, or the same figures: nothing to ask about.
            self.session.merge(disk)
            self._save("，别人改过的注释和排列也保留了", then)
            return
        from tui.app.screens.merging import Merging

        def answered(decision: "Decision | None") -> None:
            if decision is None:
                self.info.say(f"没有保存：文件被别人改过，还没有合并。{ELSEWHERE}", error=True)
                return
            self.session.merge(disk, decision.theirs)
            self.show_report()
            self._save("，已与别人的改动合并", then)

        conflicts = len(disk.merge.conflicts)
        asked = f"其中 {conflicts} 处双方都改过，请逐项选择。" if conflicts else "没有冲突。"
        screen = Merging(
            self.session,
            disk.merge.differences,
            title="文件被别人改过",
            explanation=f"您打开以后，{self.session.path.name} 被别人改过。{asked}",
            sides=("我的", "对方"),
            accept="合并并保存",
            leave="暂不保存",
        )
        self.app.push_screen(screen, answered)

    def _ask_about_broken(self, disk: OnDisk, then: Callable[[], None] | None) -> None:
        from tui.app.screens.confirm import Confirm
        from tui.report.beside import backup_path

        kept = f"现在的内容留作 {backup_path(self.session.path).name}" if disk.data else ""

        def answered(choice: str | None) -> None:
            if choice == "over":
                try:
                    notes = self.session.save_over(disk)
                except (SaveError, WriteError) as error:
                    self.info.say(f"没有保存：{error}。{ELSEWHERE}", error=True)
                else:
                    self._saved(notes, "", then)
            elif choice == "as":
                self.action_save_as()
            else:
                self.info.say(f"没有保存：{disk.problem}。{ELSEWHERE}", error=True)

        choices = [
            ("as", "另存为", "写到另一个文件"),
            ("over", "按我的重写" if disk.data is not None else "重新建立", kept),
            ("stay", "暂不保存", "继续编辑"),
        ]
        question = f"{disk.problem}，不能合并。您的改动还没有保存。"
        self.app.push_screen(Confirm("不能保存", question, choices), answered)

    def action_save_as(self) -> None:
        """Write the report to another file and go on with that one."""
        if not self.settled():
            return
        from tui.app.screens.save_as import SaveAs

        def written(notes: list[str] | None) -> None:
            if notes is not None:
                self._gone = False
                self.show_report()
                self._saved(notes, "，以后编辑的是这个文件", None)

        self.app.push_screen(SaveAs(self.session), written)

    def warn_unrecorded(self) -> None:
        """Say that an edit is only in memory, where it could not be written down."""
        if problem := self.session.unrecorded:
            self.info.say(
                f"这处改动没有能记下来（{problem}），程序意外结束时会丢失；"
                "请按 Ctrl+S 保存，或按 F12 另存到别处",
                error=True,
            )

    # -- leaving -------------------------------------------------------------------------

    def action_quit(self) -> None:
        if not self.settled():
            return
        if not self.session.changed:
            self.app.exit(0)
            return
        from tui.app.screens.confirm import ask_to_quit

        def leave() -> None:
            self.app.exit(0)

        def answered(choice: str | None) -> None:
            if choice == "discard":
                self.session.give_up()
                leave()
            elif choice == "save":
                self.save(leave)

        self.app.push_screen(ask_to_quit(self.session), answered)

"""The pages and documents made from the report, the help and the menu."""

from typing import TYPE_CHECKING, Any

from tui.app.screens.main_base import MainBase

if TYPE_CHECKING:
    from tui.export.text import TextStyle


class Pages(MainBase):
    """The actions that show something and change nothing in the report."""

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
                    self.told(f"已导出到 {path}")

            self.app.push_screen(Export(self.session), written)

    def action_compare(self) -> None:
        if self.settled():
            from tui.app.screens.compare import Compare

            self.app.push_screen(Compare(self.session))

    def action_help(self) -> None:
        from tui.app.screens.help_page import HelpPage

        self.app.push_screen(HelpPage(self.session, self.path))

    def action_menu(self) -> None:
        from tui.app.screens.menu import Menu

        def chosen(name: str | None) -> None:
            if name:
                self.do(name)

        self.app.push_screen(Menu(self.enabled()), chosen)

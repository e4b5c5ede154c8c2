"""Filling the report in from a published document."""

from typing import TYPE_CHECKING

from tui.app.screens.main_base import MainBase

if TYPE_CHECKING:
    from pathlib import Path


class Importing(MainBase):
    """Choose a document, read the summary, fill in as one step of undo."""

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
            self.info.say(f"没有导入 {path.name}：{error}", error=True)
            return
        dialog = ImportSummary(self.session, path, document.kind, imported)

        def decided(_: None) -> None:
            if not dialog.taken:
                return
            filled = self.session.fill(imported.contents(), f"导入 {path.name}")
            self.show_report()
            self.told(
                f"已填入 {filled} 处，Ctrl+Z 可以撤销" if filled else "与年报完全一致，没有改动"
            )
            self.warn_unrecorded()

        self.app.push_screen(dialog, decided)

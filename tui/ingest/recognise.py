"""From a document to a report: sections by heading, tables by their words, prose in order."""

import gc
from collections.abc import Iterable

from tui.report.model import blank_report
from tui.schema.load import Catalogue
from tui.schema.model import Format

from .document import Block, Document, Grid, Paragraph, Place
from .figures import one_line, tidy
from .headings import Heading, Headings
from .imported import Imported, Trace
from .labels import squeezed, visible_text
from .layouts import choose_layouts, mixed, place_cells
from .leftovers import cleaned, is_furniture
from .prose import Prose
from .reading import Unplaced
from .stream import rows_of
from .tables import TableReader
from .title import find_title, is_title, source_agency, year_of_prose
from .vocabulary import Vocabulary, vocabulary_of


def recognise(
    document: Document,
    catalogue: Catalogue,
    *,
    agency: str = "",
    year: int | None = None,
    form: Format | None = None,
) -> Imported:
    """The report that a document holds. Nothing in it is corrected or guessed.

    ``agency``, ``year`` and ``form`` go before what the document says.
    """
    formats = tuple(catalogue.all())
    headings = Headings(form or catalogue.latest())
    reader = _Reader(document, headings, vocabulary_of(formats))
    enabled = gc.isenabled()
    gc.disable()
    try:
        reader.read()
    finally:
        if enabled:
            gc.enable()
    return reader.result(catalogue, formats, agency, year, form)


class _Reader:
    def __init__(self, document: Document, headings: Headings, words: Vocabulary) -> None:
        self.document = document
        self.headings = headings
        self.words = words
        self.tables = TableReader(words)
        self.prose = Prose(headings.form, headings)
        self.section = ""
        self.before: list[Paragraph] = []
        """What stands before the first section."""
        self.stream: list[Paragraph] = []
        self.seen: list[str] = []
        self.links: set[str] = set()
        self.number = 0
        """The number of the last heading of a section."""
        self.removed = list(document.removed)
        self.skipped: list[str] = []
        self.unplaced: list[Unplaced] = []
        self.notes: list[str] = []

    # -- reading ---------------------------------------------------------------------

    def read(self) -> None:
        blocks = self._without_contents(self._inside())
        for block in blocks:
            if isinstance(block, Grid):
                self._grid(block)
            else:
                self._paragraph(block)
        self._flush()

    def _inside(self) -> list[Block]:
        blocks = self.document.blocks
        inside = [b for b in blocks if not b.outside]
        for block in blocks:
            if block.outside and isinstance(block, Paragraph):
                if is_title(block.text) and not self.before:
                    self.before.append(block)
                elif tidy(block.text):
                    self.skipped.append(one_line(block.text))
        return inside

    def _without_contents(self, blocks: Iterable[Block]) -> list[Block]:
        """Without a list of contents: headings with nothing between them but page numbers."""
        kept: list[Block] = []
        run: list[Block] = []
        keys: set[str] = set()

        def close() -> None:
            if len(keys) < 4 or len(run) < 4:
                kept.extend(run)
            else:
                self.skipped.extend(one_line(b.text) for b in run if isinstance(b, Paragraph))
                # The last of them may be the first real heading.
                last = run[-1]
                heading = self.headings.section(last.text) if isinstance(last, Paragraph) else None
                if heading and heading.key == self.headings.order[0]:
                    kept.append(last)
            run.clear()
            keys.clear()

        for block in blocks:
            text = tidy(block.text) if isinstance(block, Paragraph) else "."
            link = isinstance(block, Paragraph) and block.link
            heading = self.headings.section(text) if 0 < len(text) <= 60 and not link else None
            if heading is not None and not heading.rest:
                if heading.key in keys:
                    close()
                run.append(block)
                keys.add(heading.key)
            elif not text or (run and (text.isdigit() or text in ("目录", "目 录"))):
                (run if run else kept).append(block)
            else:
                close()
                kept.append(block)
        close()
        return kept

    def _paragraph(self, block: Paragraph) -> None:
        text = cleaned(block.text, self.removed)
        if len(text) > 300:
            text = self.headings.parted(text)
        for line in text.split("\n"):
            if "\t" in line.strip() or self.section in self.words.tables:
                self._line(line, block)
            else:
                self._line(" ".join(visible_text(line).replace("\xa0", " ").split(" ")), block)

    def _line(self, line: str, block: Paragraph) -> None:
        text = tidy(line)
        if not text:
            if self.section in self.words.tables and "\t" in line:
                self.stream.append(Paragraph(line, block.place, block.gap))
            return
        heading = None if block.link else self.headings.section(text)
        if heading is not None and self._accept(heading):
            self._enter(heading.key, block.gap)
            self.number = heading.number
            if heading.rest:
                self._line(heading.rest, block)
            return
        if self.section in self.words.tables:
            self.stream.append(Paragraph(line.strip("\r\n"), block.place, block.gap))
            number = self.headings.extra(text)
            if number:
                self._flush()
            return
        if block.link:
            self.links.add(text)
        if self.section in self.prose.lines:
            self._say(text, block.place)
            return
        if self._begins_table(text):
            self._enter(self._table_of(text))
            self._line(line, block)
            return
        self.before.append(Paragraph(text, block.place, block.gap))

    def _say(self, text: str, place: Place) -> None:
        if self.headings.extra(text):
            self.notes.append(f"有多出的部分“{text}”，连同标题放在最后一部分的文字里")
        elif self._begins_table(text) and len(squeezed(text)) < 60:
            self._enter(self._table_of(text))
            self._line(text, Paragraph(text, place))
            return
        self.prose.add(self.section, text, place)

    def _begins_table(self, text: str) -> bool:
        """A line that only a table has, where the heading above it is missing."""
        if len(text) > 80:
            return False
        if self.words.is_corner(text):
            return True
        row = self.words.rows.exactly(text)
        return row is not None and row.row in ("received", "carried_in") and "数量" in text

    def _table_of(self, text: str) -> str:
        if self.words.is_corner(text) or self.words.rows.exactly(text):
            return next(k for k, s in self.words.tables.items() if s.table and s.table.corner)
        return self.section

    def _accept(self, heading: Heading) -> bool:
        """Whether a heading can come here: sections do not come twice nor go back.

        Inside of a section some units number its parts like sections; the number tells.
        """
        place = self.headings.order.index(heading.key)
        if not self.section:
            return True
        if place <= self.headings.order.index(self.section):
            return False
        if heading.number and heading.number == self.number:
            return False
        tolerance = 1 if place > 2 else 0
        return heading.standard or abs(heading.number - place - 1) <= tolerance

    def _enter(self, key: str, after: int = 0) -> None:
        self._flush(after)
        self.section = key
        self.seen.append(key)
        if key in self.words.tables:
            self.tables.enter(key)

    def _flush(self, after: int = 0) -> None:
        lines, self.stream = self.stream, []
        grid = rows_of(lines, self.words, after)
        if grid is not None:
            self.tables.read(grid, self._prose_in_table)

    def _grid(self, grid: Grid) -> None:
        self._flush()
        if self.tables.is_statutory(grid):
            self.tables.read(grid, self._prose_in_table)
            found = self.tables.section
            order = self.headings.order
            if found and (not self.section or order.index(found) > order.index(self.section)):
                self.section = found
            return
        for line in _flattened(grid):
            self._grid_line(line)

    def _grid_line(self, line: Paragraph) -> None:
        text = one_line(line.text)
        if self.section in self.words.tables and not self.headings.section(text):
            if text:
                self.unplaced.append(Unplaced(text, line.place, "不是国家格式的表", self.section))
            return
        self._paragraph(line)

    def _prose_in_table(self, text: str, place: Place) -> bool:
        """Whether a text found in a table is a heading of a section, or prose after one."""
        heading = self.headings.section(tidy(text))
        if heading is not None:
            if self._accept(heading):
                self.number = heading.number
                self.section = heading.key
                self.seen.append(heading.key)
                if heading.key in self.words.tables:
                    self.tables.section = heading.key
            return heading.standard
        if self.section in self.prose.lines:
            for line in cleaned(text, self.removed).split("\n"):
                if tidy(line):
                    self.prose.add(self.section, tidy(line), place)
            return True
        return False

    # -- the result ------------------------------------------------------------------

    def result(
        self,
        catalogue: Catalogue,
        formats: tuple[Format, ...],
        agency: str,
        year: int | None,
        form: Format | None,
    ) -> Imported:
        """Everything put together."""
        title, end = find_title(self.document, self.before)
        preamble = self._preamble(end, title.text)
        year = year or title.year or year_of_prose("\n".join([*preamble, *self._first_prose()]))
        agency = agency or title.agency or source_agency(self.document)
        own = form or (catalogue.for_year(year) if year else self._likely(formats, catalogue))
        layout = choose_layouts(self.tables.tables, own, formats)
        report = blank_report(mixed(catalogue, own, layout), year, agency or None)
        made = Imported(report, own, layout, {}, removed=self.removed, skipped=self.skipped)
        made.notes = self.notes
        made.sections = len(set(self.seen))
        made.unplaced = [*self.unplaced, *self.tables.tables.unplaced]
        place_cells(self.tables.tables, made)
        for path, note in self.document.notes.items():
            if path in made.trace:
                report.notes[path] = note
        self._put_prose(made, preamble)
        self._list_missing(made)
        made.unplaced.sort(key=lambda u: u.place)
        return made

    def _preamble(self, end: int, title: str) -> list[str]:
        """What stands between the title and section 一; everything before the title is skipped."""
        said = squeezed(title)
        before = (one_line(p.text) for p in self.before[:end] if not is_title(p.text))
        self.skipped += [text for text in before if squeezed(text) not in said]
        kept: list[str] = []
        for paragraph in self.before[end:]:
            text = one_line(paragraph.text)
            furniture = is_furniture(text) or is_title(text) or paragraph.text in self.links
            (self.skipped if furniture or text == "目录" else kept).append(text)
        return kept

    def _first_prose(self) -> list[str]:
        return next((lines for lines in self.prose.lines.values() if lines), [])

    def _likely(self, formats: tuple[Format, ...], catalogue: Catalogue) -> Format:
        """The format whose tables these are, where no year says so."""
        national = catalogue.latest()
        layout = choose_layouts(self.tables.tables, national, formats)
        found = catalogue.get(layout.get("disclosure", national.id))
        return found or national

    def _put_prose(self, made: Imported, preamble: list[str]) -> None:
        lines = self.prose.lines
        last = next((k for k in reversed(self.headings.order) if k in lines), "")
        if last and lines[last]:
            while lines[last] and (is_furniture(lines[last][-1]) or lines[last][-1] in self.links):
                self.skipped.append(lines[last].pop())
        texts = self.prose.texts()
        self.notes += self.prose.notes
        if preamble:
            first = next(iter(texts), "")
            texts[first] = "\n".join(filter(None, [*preamble, texts[first]]))
        for path, text in texts.items():
            if path in made.report.texts:
                made.report.texts[path] = text
                place = self.prose.places.get(path.partition(".")[0])
                if text and place:
                    made.trace[path] = Trace(place, text[:30])

    def _list_missing(self, made: Imported) -> None:
        if made.report.year is None:
            made.missing.append("年份（用 --year 指明）")
        if not made.report.agency:
            made.missing.append("单位名称（用 --agency 指明）")
        for section in made.report.format.sections:
            said = any(made.report.texts.get(f"{section.key}.{t.key}") for t in section.texts)
            if section.texts and not said:
                made.missing.append(f"{section.heading}：没有找到文字")


def _flattened(grid: Grid) -> list[Paragraph]:
    """A table that is none of the report's, as lines."""
    lines: list[Paragraph] = []
    for row in grid.rows:
        said = [c for c in row if tidy(c.text)]
        if len(said) == 1:
            lines += [Paragraph(t, said[0].place) for t in said[0].text.split("\n") if tidy(t)]
        elif said:
            lines.append(Paragraph("　".join(one_line(c.text) for c in said), said[0].place))
    return lines

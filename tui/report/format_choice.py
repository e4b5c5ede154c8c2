"""Which format a report file is in, and whether a table of it is printed in another one."""

from collections.abc import Callable
from typing import Any

from tui.schema.load import Catalogue
from tui.schema.model import Format


class FormatChoice:
    """The format of one file: what it says, what its year demands, what its tables look like.

    ``problem`` is told what does not fit together: its kind, the key path, and the facts.
    """

    def __init__(
        self, tables: dict[str, Any], catalogue: Catalogue, problem: Callable[..., None]
    ) -> None:
        self.tables = tables
        self.catalogue = catalogue
        self.problem = problem

    def made(self, year: int | None) -> Format:
        """The format, each table in the layout that it has in the file."""
        named = self.tables.get("format")
        if type(named) is int:
            named = str(named)
        form = self.catalogue.get(named) if isinstance(named, str) else None
        if form is None:
            if named is not None or "format" in self.tables:
                self.problem("format", ("format",), value=named, known=tuple(self.catalogue.ids))
            form = self.catalogue.latest() if year is None else self.catalogue.for_year(year)
        elif year is not None and not form.covers(year):
            right = self.catalogue.for_year(year)
            only_named = self._misfits(right) == 0 < self._misfits(form)
            self.problem(
                "format-year",
                ("format",),
                year=year,
                form=form,
                right=right,
                only_named=only_named,
            )
            form = right if only_named else form
        return self._recognised(self._mixed(form))

    def _mixed(self, form: Format) -> Format:
        """``[layout] applications = "2019"``: a table printed in another format's layout."""
        layout = self.tables.get("layout")
        if layout is None:
            return form
        if not isinstance(layout, dict):
            self.problem("wrong-type", ("layout",), want="table")
            return form
        for key, named in layout.items():
            other = self.catalogue.get(str(named))
            known = form.section.get(key)
            if other is None:
                ids = tuple(self.catalogue.ids)
                self.problem("format", ("layout", key), value=named, known=ids)
            elif known is None or not known.table or key not in other.section:
                tables = tuple(s.key for s in form.sections if s.table)
                self.problem("unknown-key", ("layout", key), known=tables)
            elif other.id != form.id:
                self.problem("mixed-layout", ("layout", key), form=form, other=other, section=known)
                form = self.catalogue.mixed(form, key, other)
        return form

    def _recognised(self, form: Format) -> Format:
        """``form``, each table in the layout of the format whose rows and cells it has.

        Real reports print a table of the other national form, and nothing says so.
        """
        named = self.tables.get("layout")
        for section in form.sections:
            found = self.tables.get(section.key)
            if not isinstance(found, dict) or found.keys() == form.row_keys[section.key]:
                continue  # Nearly always.
            if isinstance(named, dict) and section.key in named:
                continue
            if not section.table or self._misfits(form, section.key) < 3:
                continue
            for other in self.catalogue.all():
                if section.key in other.section and self._misfits(other, section.key) <= 1:
                    at, base = (section.key,), form
                    self.problem("mixed-layout", at, form=base, other=other, section=section)
                    form = self.catalogue.mixed(form, section.key, other)
                    break
        return form

    def _misfits(self, form: Format, section: str = "") -> int:
        """How many rows of the file are none of the format's, are missing, or have other cells."""
        number = 0
        for key in [section] if section else list(form.section):
            found, table = self.tables.get(key), form.section[key].table
            if table is None or not isinstance(found, dict):
                continue
            widths = {row.key: len(block.columns) for block in table.blocks for row in block.rows}
            number += len(widths.keys() ^ found.keys())
            number += sum(
                1
                for name, held in found.items()
                if name in widths and widths[name] != (len(held) if type(held) is list else 1)
            )
        return number

"""One report: the values of its cells, its prose and its printed remarks."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tui.schema.model import Format

from .values import Figure, Value, printed

if TYPE_CHECKING:
    from .waiver import Waiver


class Report:
    """What a report file says, in the order of its format.

    ``values[i]`` belongs to ``format.cells[i]``; ``texts`` and ``notes`` are keyed by
    path. ``year`` and ``agency`` are None where the file does not say them usably.
    ``previous`` names last year's file where the report itself does; ``waivers`` are the
    reasons on record. ``last_year`` is last year's report, where it is at hand: references
    in the prose may speak of its figures.
    """

    __slots__ = (
        "agency", "format", "last_year", "notes", "previous", "texts", "values", "waivers", "year",
    )  # fmt: skip

    def __init__(
        self,
        format: Format,
        year: int | None,
        agency: str | None,
        values: list[Value],
        texts: dict[str, str],
        notes: dict[str, str],
        previous: str = "",
        waivers: "tuple[Waiver, ...]" = (),
    ) -> None:
        self.format = format
        self.year = year
        self.agency = agency
        self.values = values
        self.texts = texts
        self.notes = notes
        self.previous = previous
        self.waivers = waivers
        self.last_year: Report | None = None

    def value(self, path: str) -> Value:
        """The value of a cell; raises KeyError where the format has no such cell."""
        return self.values[self.format.index[path]]

    def figures(self, indices: tuple[int, ...]) -> list[Figure] | None:
        """The figures of some cells, or None where one of them holds no figure."""
        found = [self.values[i] for i in indices]
        return found if all(type(v) is not str and v is not None for v in found) else None  # type: ignore[return-value]

    @property
    def title(self) -> str:
        """The printed title."""
        agency = self.agency or "（未填单位）"
        year = "（未填年份）" if self.year is None else str(self.year)
        return self.format.title.replace("{agency}", agency).replace("{year}", year)

    def printed(self, path: str) -> str:
        """A cell as printed, with its remark: 22（其中修订16件）, 251000元."""
        return with_note(printed(self.value(path)), self.notes.get(path, ""))


def with_note(figure: str, note: str) -> str:
    """A printed figure with its remark.

    A remark that repeats the figure is the whole printed text; a unit follows the
    figure directly; anything else stands in brackets behind it.
    """
    note = note.strip()
    if not note or not figure:
        return figure or note
    if note.startswith(figure) and not note[len(figure) :][:1].isdigit():
        return note
    if note.startswith(("（", "(")) or note in UNITS:
        return figure + note
    return f"{figure}（{note}）"


UNITS = frozenset({"元", "万元", "亿元", "件", "条", "项", "个", "次", "宗"})


def blank_report(form: Format, year: int | None = None, agency: str | None = None) -> Report:
    """A report in which nothing has been filled in yet."""
    texts: Mapping[str, object] = form.texts
    return Report(form, year, agency, [""] * len(form.cells), dict.fromkeys(texts, ""), {})

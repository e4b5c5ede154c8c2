"""A pane whose lines the terminal moves itself, where that is less to send."""

import os

from textual.geometry import Region
from textual.strip import Strip

from tui.app import textual_private
from tui.app.shifts import best_shift, cost, spans
from tui.app.widgets.pane import Pane

_WORTH_SHIFTING = 500
"""An update of more bytes is tried with the terminal's own insertion of cells."""

_CANNOT_SHIFT = ("vt1", "vt2", "ansi", "dumb")
"""Terminals, by the beginning of TERM, that cannot insert and delete cells."""


class ShiftingPane(Pane):
    """For running text, of which one character moves all that follows."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._waiting = True

    def update(self) -> None:
        """Refresh the columns that differ, of which the terminal moves what it can itself."""
        if not self._fits():
            super().update()
            return
        old, self._lines = self._lines, self._painted(*self.size)
        rows = [
            (y, before, after)
            for y, (before, after) in enumerate(zip(old, self._lines, strict=True))
            if before is not after and before != after
        ]
        found = {y: list(spans(before, after)) for y, before, after in rows}
        sent = sum(cost(found[y], after) for y, _, after in rows)
        if sent > _WORTH_SHIFTING and self._can_shift():
            place = self.content_region.offset
            for y, before, after in rows:
                if best := best_shift(before, after, self.size.width - 1, found[y]):
                    shift, found[y] = best
                    textual_private.send_first(shift.sequence(place.x, place.y + y))
        regions = [Region(a, y, b - a, 1) for y in found for a, b in found[y]]
        if regions:
            self._waiting = True
            self.refresh(*regions)

    def _can_shift(self) -> bool:
        """Whether the terminal shows exactly the lines that were painted last."""
        return (
            not self._waiting
            and not self.app.is_headless
            and self.has_focus
            and self.screen.is_current
            and self.screen.region.contains_region(self.content_region)
            and not os.environ.get("TERM", "").startswith(_CANNOT_SHIFT)
        )

    def render_line(self, y: int) -> Strip:
        """What Textual asks for when it draws, which is when a change leaves for the terminal."""
        self._waiting = False
        return super().render_line(y)

"""Prose to its section and aspect; whole, in order, nothing dropped."""

from tui.schema.model import Format

from .document import Place
from .headings import Headings


class Prose:
    """Collects the lines of each section as they come."""

    def __init__(self, form: Format, headings: Headings) -> None:
        self.form = form
        self.headings = headings
        self.lines: dict[str, list[str]] = {s.key: [] for s in form.sections if s.texts}
        self.places: dict[str, Place] = {}
        self.notes: list[str] = []

    def add(self, section: str, line: str, place: Place) -> None:
        """A line of the section's text."""
        if line:
            self.lines[section].append(line)
            self.places.setdefault(section, place)

    def texts(self) -> dict[str, str]:
        """Path of each text → what belongs there."""
        found = dict.fromkeys(self.form.texts, "")
        for section in self.form.sections:
            lines = self.lines.get(section.key)
            if not lines:
                continue
            if len(section.texts) == 1:
                found[f"{section.key}.{section.texts[0].key}"] = _joined(lines)
                continue
            for key, part in self._by_aspect(section.key, lines).items():
                found[f"{section.key}.{key}"] = _joined(part)
        return found

    def _by_aspect(self, section: str, lines: list[str]) -> dict[str, list[str]]:
        """The lines of section 一 under its aspects. What no heading claims stays in its place."""
        keys = [text.key for text in self.form.section[section].texts]
        parts: dict[str, list[str]] = {key: [] for key in keys}
        current = keys[0]
        seen: list[str] = []
        for line in lines:
            heading = self.headings.aspect(line)
            if heading is None or (heading.key in seen and not heading.standard):
                parts[current].append(line)
                continue
            current = heading.key
            seen.append(current)
            if heading.rest:
                parts[current].append(heading.rest)
        if not seen:
            self.notes.append("第一部分没有能认出的小标题，文字整段放在第一个方面")
        return parts


def _joined(lines: list[str]) -> str:
    return "\n".join(lines)

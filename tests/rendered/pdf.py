"""What stands where on the pages of a PDF."""

import unicodedata
from pathlib import Path
from typing import NamedTuple

from pypdf import PdfReader


class Word(NamedTuple):
    """A piece of text where it begins, in points from the lower left corner of its page."""

    page: int
    x: float
    y: float
    text: str


class Pdf:
    """A PDF: its pages' sizes in points, their plain texts, its words."""

    def __init__(self, path: Path) -> None:
        self.sizes: list[tuple[float, float]] = []
        self.texts: list[str] = []
        self.words: list[Word] = []
        for number, page in enumerate(PdfReader(path).pages):
            self.sizes.append((float(page.mediabox.width), float(page.mediabox.height)))

            def seen(
                text: str, matrix: list[float], place: list[float], *_: object, n: int = number
            ) -> None:
                x = place[4] * matrix[0] + place[5] * matrix[2] + matrix[4]
                y = place[4] * matrix[1] + place[5] * matrix[3] + matrix[5]
                if text.strip():
                    self.words.append(Word(n, x, y, text.strip()))

            self.texts.append(plain(page.extract_text(visitor_text=seen)))


def plain(text: str) -> str:
    """The text without blanks. Fonts share a glyph for 人 and the radical ⼈: both become 人."""
    return "".join(unicodedata.normalize("NFKC", text).split())

"""Two reports side by side: which cells, remarks and passages differ. Prints nothing."""

from .difference import CellChange, Comparison, TextChange, compared
from .passages import Passage, passages_of

__all__ = ["CellChange", "Comparison", "Passage", "TextChange", "compared", "passages_of"]

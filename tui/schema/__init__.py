"""The statutory formats: loaded from ``schemas/*.toml``, validated, and handed out as data."""

from .errors import SchemaError
from .load import Catalogue, builtin_formats
from .model import Block, Cell, Column, Equation, Format, Identity, Row, Section, Table, Text

__all__ = [
    "Block",
    "Catalogue",
    "Cell",
    "Column",
    "Equation",
    "Format",
    "Identity",
    "Row",
    "SchemaError",
    "Section",
    "Table",
    "Text",
    "builtin_formats",
]

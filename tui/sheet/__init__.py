"""The printed tables as pure geometry: which cell stands where and what it spans."""

from .build import build_sheet
from .sheet import Role, Sheet, SheetCell

__all__ = ["Role", "Sheet", "SheetCell", "build_sheet"]

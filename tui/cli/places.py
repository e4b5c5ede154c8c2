"""Paths that the user types: a cell, a row, a text, a section, the head of the file."""

from tui.cli import CommandError
from tui.display import visible
from tui.schema import Cell, Format


def cells_at(form: Format, path: str) -> list[Cell]:
    """The cells that a path names: one, those of a row, or those of a section."""
    exact = form.index.get(path)
    if exact is not None:
        return [form.cells[exact]]
    return [cell for cell in form.cells if cell.path.startswith(path + ".")]


def known_paths(form: Format) -> list[str]:
    """Every path of a format: sections, rows, cells and texts."""
    return [*form.section, *form.rows, *form.index, *form.texts]


def unknown(path: str, known: list[str]) -> CommandError:
    """The error for a path that names nothing, with the nearest ones."""
    from difflib import get_close_matches

    near = get_close_matches(path, known, n=3, cutoff=0.5)
    hint = f"；是不是 {'、'.join(near)}？" if near else ""
    return CommandError(f"没有“{visible(path)}”这个位置{hint}")

"""Where a cell stands in the report file."""

from tui.schema.model import Format

from .problem import KeyPath


def key_path(form: Format, path: str) -> KeyPath:
    """The keys that lead to a cell: its section, its row, and its place in the row."""
    cell = form.cells[form.index[path]]
    section, row, _ = path.split(".")
    if len(cell.block.columns) == 1:
        return (section, row)
    return (section, row, cell.block.columns.index(cell.column))

"""Make docs/editor.svg, the picture of the editor in the README: python docs/picture.py."""

import asyncio
import html
import re
from itertools import groupby
from pathlib import Path

from tui.app.environment import prepare_environment
from tui.display import width

ROOT = Path(__file__).parents[1]
CELL = 12.2
"""How wide the export of Rich draws a cell."""


async def picture() -> str:
    """The editor at 120×40 on the example with a deliberate slip, as SVG."""
    from tui.app.editor import Editor
    from tui.app.session import Session
    from tui.schema import Catalogue

    app = Editor(Session(ROOT / "examples/broken/2023.toml", Catalogue()))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        return app.export_screenshot(title="disclosure-tui edit examples/broken/2023.toml")


def by_cells(svg: str) -> str:
    """The picture with every run of wide characters, and of others, at its own place.

    Rich gives a text the room of so many characters, and of Chinese that is half of it.
    """

    def parted(found: re.Match[str]) -> str:
        before, x, between, after, text = found.groups()
        at, parts = float(x), []
        for _, run in groupby(html.unescape(text), key=width):
            piece = "".join(run)
            room = CELL * width(piece)
            shown = html.escape(piece).replace("\xa0", "&#160;")
            parts.append(
                f'{before}x="{at:g}"{between}textLength="{room:.1f}"{after}>{shown}</text>'
            )
            at += room
        return "".join(parts)

    pattern = r'(<text [^>]*?)x="([\d.]+)"([^>]*?)textLength="[\d.]+"([^>]*)>([^<]*)</text>'
    return re.sub(pattern, parted, svg)


if __name__ == "__main__":
    prepare_environment()
    (ROOT / "docs/editor.svg").write_text(by_cells(asyncio.run(picture())), "utf-8")

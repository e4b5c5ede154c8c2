"""Make docs/editor.svg, the picture of the editor in the README: python docs/picture.py."""

import asyncio
from pathlib import Path

from tui.app.environment import prepare_environment

ROOT = Path(__file__).parents[1]


async def picture() -> str:
    """The editor at 120×40 on the example with a deliberate slip, as SVG."""
    from tui.app.editor import Editor
    from tui.app.session import Session
    from tui.schema import Catalogue

    app = Editor(Session(ROOT / "examples/broken/2023.toml", Catalogue()))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        return app.export_screenshot(title="disclosure-tui edit examples/broken/2023.toml")


if __name__ == "__main__":
    prepare_environment()
    (ROOT / "docs/editor.svg").write_text(asyncio.run(picture()), "utf-8")

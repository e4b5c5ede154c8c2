"""Every screen and dialog of the editor, as text at 80×24 and 120×40.

    python -m tests.golden.screens             says which differ from tests/golden/screens/
    python -m tests.golden.screens --update    writes them anew; then read the difference

To add a screen, add a line to ``SCENES``: a name, a report of ``REPORTS``, what is
typed. A key is named as Textual names it; ``Text`` is what an input method commits,
``Pasted`` what the terminal pastes. tests/app/test_screens.py compares them all, looks
for Latin words in them, and takes the pictures of ``PICTURES``.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from textual import events
from textual.pilot import Pilot

from tests.app.driving import settled, shown, until
from tests.support.program import EXAMPLES
from tests.support.reports import as_toml, catalogue, zero_report
from tui.app.editor import Editor
from tui.app.screens.main import MainScreen
from tui.app.session import Session
from tui.report.template import new_text

FOLDER = Path(__file__).parent / "screens"
SIZES = [(80, 24), (120, 40)]


class Text(str):
    """What an input method commits at once."""

    __slots__ = ()


class Chosen(str):
    """An action that is chosen from the menu, by its name."""


class Pasted(str):
    """What the terminal pastes."""

    __slots__ = ()


class Scene(NamedTuple):
    """A screen: which report, and what is typed to come to it."""

    name: str
    report: str
    typed: tuple[str, ...] = ()


# -- the reports -------------------------------------------------------------------------

LONG_NAME = "内蒙古自治区呼伦贝尔市满洲里市扎赉诺尔区城市管理综合行政执法局（市容环境卫生管理中心）"
PARAGRAPH = "全年主动公开政府信息，政府网站、政务新媒体和政务公开专区同步发布，群众可以现场查阅。"


def _example(name: str) -> Callable[[], str]:
    return lambda: (EXAMPLES / name).read_text("utf-8")


def _blank() -> str:
    form = catalogue().get("2021")
    assert form
    return new_text(form, 2025, LONG_NAME)


def _zeros(format_id: str) -> str:
    return as_toml(zero_report(format_id))


def _large() -> str:
    """Figures of many digits and remarks in cells; a long text of several paragraphs."""
    report = zero_report()
    index = report.format.index
    for place, path in enumerate(p for p in index if p.startswith("applications.granted.")):
        report.values[index[path]] = 10 ** (place + 2)
    report.values[index["applications.partly_granted.natural"]] = "/"
    report.notes["disclosure.normative_documents.in_force"] = "其中修订16件"
    report.notes["applications.received.natural"] = "含上年结转的2件，因系统切换另行登记"
    report.texts["overview.proactive"] = "\n".join(f"{n}. {PARAGRAPH * n}" for n in range(1, 9))
    return as_toml(report)


def _faulty_file() -> str:
    """What cannot be mended on the screen: an unknown key; a word for a number; a missing row."""
    text = _example("broken/2023.toml")()
    text = text.replace("carried_in                  = [      2,", 'carried_in = [ "两件",')
    lines = [line for line in text.splitlines() if not line.startswith("coercion")]
    return "\n".join(lines) + "\n[wrong]\nx = 1\n"


def _prose() -> str:
    """A text with a wrong figure, a wrong claim and references."""
    text = _example("suqian/2024.toml")()
    return text.replace(
        "全年新收政府信息公开申请3525件，上年结转121件。",
        "全年新收政府信息公开申请3552件，上年结转{{carried_in}}件；"
        "予以公开的占{{granted / processed : %1}}，均已办结。",
    )


REPORTS: dict[str, Callable[[], str]] = {
    "slip": _example("broken/2023.toml"),
    "2019": _example("2020.toml"),
    "2021": _example("suqian/2024.toml"),
    "blank": _blank,
    "zeros": lambda: _zeros("2021"),
    "large": _large,
    "faulty": _faulty_file,
    "prose": _prose,
}

# -- the screens -------------------------------------------------------------------------

SCENES: tuple[Scene, ...] = (
    # The tables, as they open and at their ends.
    Scene("opening-at-a-slip", "slip"),
    Scene("table-2-format-2019", "2019"),
    Scene("table-2-format-2019-end", "2019", ("ctrl+end",)),
    Scene("table-3-format-2019", "2019", ("f4",)),
    Scene("table-4-format-2019", "2019", ("f4", "f4")),
    Scene("table-4-end", "2019", ("f4", "f4", "end")),
    Scene("table-2-format-2021", "2021"),
    Scene("table-3-format-2021", "2021", ("f4",)),
    Scene("table-3-format-2021-end", "2021", ("f4", "ctrl+end")),
    Scene("blank-report", "blank"),
    Scene("blank-table-3", "blank", ("f4",)),
    Scene("large-figures", "large", ("f4", "down", "down", "end")),
    Scene("remarks", "large", ("ctrl+home", "down", "end")),
    Scene("remark-without-room", "large", ("f4",)),
    # In a cell.
    Scene("typing-a-sum", "slip", ("=", "1", "2", "+", "3", "0", "+", "4")),
    Scene("editing", "slip", ("f2", "left")),
    Scene("refused", "slip", ("-", "5", "enter")),
    Scene("letters-refused", "slip", (Text("三件"),)),
    Scene("selection", "slip", ("shift+right", "shift+up", "shift+up")),
    Scene("operands", "slip", ("f9", "f9")),
    Scene("typed-total", "zeros", ("f4", "end", "7", "enter", "up")),
    Scene("accepted", "slip", ("f6",)),
    Scene("paste-that-does-not-fit", "slip", (Pasted("1\t2\t3\n4\t5\t6\n7\t8\t9"),)),
    Scene("unreadable-cell", "faulty", ("ctrl+home", "down")),
    # The texts.
    Scene("text", "2019", ("f3",)),
    Scene("text-empty", "blank", ("f3",)),
    Scene("text-long", "large", ("f3", "f3", "f3", "f3", "f3", "ctrl+end", Text("完。"))),
    Scene("text-selection", "2019", ("f3", "down", "shift+down", "shift+right")),
    Scene("text-of-section-5", "2019", ("f4", "f4", "f4")),
    Scene("text-with-findings", "prose", ("f8",)),
    Scene("text-with-references", "prose", ("f8", *["right"] * 9)),
    Scene("text-reference-taken", "prose", ("f8", "f6")),
    Scene("reference-picker", "prose", ("f8", "ctrl+l")),
    Scene("reference-picker-found", "2019", ("f3", "ctrl+l", Text("国家秘密"))),
    Scene(
        "reference-picker-share",
        "prose",
        ("f8", "ctrl+l", Text("予以公开"), "+", "down", "%", Text("总计"), "2"),
    ),
    Scene("text-reference-typed", "prose", ("f8", "ctrl+end", *"{{", Text("公开"), "down")),
    # The dialogs.
    Scene("menu", "slip", ("f10",)),
    Scene("menu-in-a-text", "slip", ("f4", "f4", "f10")),
    Scene("help-cell", "slip", ("f1",)),
    Scene("help-cell-end", "slip", ("f1", "end")),
    Scene("help-text", "slip", ("f4", "f4", "f1")),
    Scene("problems", "slip", ("f7",)),
    Scene("problems-blank", "blank", ("f7", "end")),
    Scene("problems-warnings-only", "slip", ("f7", "tab", "tab")),
    Scene("problems-none", "zeros", ("f7",)),
    Scene("problems-of-the-file", "faulty", ("f7", "end", "enter")),
    Scene("find", "slip", ("ctrl+f",)),
    Scene("find-results", "slip", ("ctrl+f", Text("国家"))),
    Scene("find-nothing", "slip", ("ctrl+f", Text("龘龘"))),
    Scene("go-to", "slip", ("f5",)),
    Scene("go-to-number", "slip", ("f5", "3", "3")),
    Scene("preview", "slip", ("ctrl+r",)),
    Scene("preview-table-3", "slip", ("ctrl+r", *["pagedown"] * 3)),
    Scene("preview-markdown", "slip", ("ctrl+r", "tab", "pagedown")),
    Scene("export", "slip", ("ctrl+e",)),
    Scene("export-without-a-name", "slip", ("ctrl+e", *["backspace"] * 12, "enter")),
    Scene("import-without-a-document", "slip", (Chosen("import_report"),)),
    Scene("save-as", "slip", ("f12",)),
    Scene("compare", "2019", ("5", "right", "6", "enter", "f3", Text("另有一句。"), "ctrl+w")),
    Scene("compare-nothing", "2019", ("ctrl+w",)),
    Scene("quit", "slip", ("f6", "ctrl+q")),
)

PICTURES = (
    ("opening-at-a-slip", (120, 40)),
    ("opening-at-a-slip", (80, 24)),
    ("operands", (120, 40)),
    ("typing-a-sum", (80, 24)),
    ("table-4-end", (80, 24)),
    ("problems", (80, 24)),
)
"""Scenes of which the colours are kept too, as SVG: at most ten."""


# -- making them -------------------------------------------------------------------------


class Seen(NamedTuple):
    """A screen as text and as a picture."""

    text: str
    picture: str


@cache
def seen(scene: Scene, size: tuple[int, int]) -> Seen:
    """Play a scene on a copy of its report."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "2023.toml"
        path.write_text(REPORTS[scene.report](), "utf-8")
        session = Session(path, catalogue())
        try:
            return asyncio.run(_played(session, scene, size))
        finally:
            session.path = path
            session.close()


async def _played(session: Session, scene: Scene, size: tuple[int, int]) -> Seen:
    app = Editor(session)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        if {"ctrl+e", "import_report", "f12"} & set(scene.typed):
            # The dialog shows the folder; here it is the same on every machine.
            session.path = Path("/年报/2023.toml")
        await _type(pilot, scene.typed)
        main = app.screen
        if isinstance(main, MainScreen) and main.stop.path:
            # The cursor is drawn once the text has the focus.
            await until(pilot, lambda: bool(main.prose and main.prose.editor.has_focus))
            await settled(pilot)
        return Seen(shown(app.screen) + "\n", app.export_screenshot(title=scene.name))


async def _type(pilot: Pilot[int], typed: tuple[str, ...]) -> None:
    for part in typed:
        event: events.Event
        if isinstance(part, Chosen):
            await settled(pilot)
            assert isinstance(pilot.app.screen, MainScreen)
            pilot.app.screen.do(part)
            continue
        if isinstance(part, Pasted):
            event = events.Paste(part)
        elif isinstance(part, Text):
            event = events.Key("unknown", part)
        else:
            event = events.Key(part, part if len(part) == 1 else None)
        pilot.app.post_message(event)
    await settled(pilot)


def golden(scene: Scene, size: tuple[int, int]) -> Path:
    """Where the text of a scene is kept."""
    return FOLDER / f"{scene.name}-{size[0]}x{size[1]}.txt"


def picture(name: str, size: tuple[int, int]) -> Path:
    """Where the picture of a scene is kept."""
    return FOLDER / f"{name}-{size[0]}x{size[1]}.svg"


def made() -> dict[Path, str]:
    """All that is kept, made anew."""
    by_name = {scene.name: scene for scene in SCENES}
    files = {golden(s, size): seen(s, size).text for s in SCENES for size in SIZES}
    return files | {picture(n, size): seen(by_name[n], size).picture for n, size in PICTURES}


def main(update: bool) -> int:
    """Compare or write; the exit status."""
    files = made()
    kept = set(FOLDER.glob("*.*"))
    differing = [p for p, text in files.items() if p not in kept or p.read_text("utf-8") != text]
    for path in sorted({*differing, *(kept - files.keys())}):
        print(path.relative_to(FOLDER))
    if update:
        FOLDER.mkdir(exist_ok=True)
        for path in kept - files.keys():
            path.unlink()
        for path in differing:
            path.write_text(files[path], "utf-8")
        return 0
    return 1 if differing or kept - files.keys() else 0


if __name__ == "__main__":
    sys.exit(main("--update" in sys.argv))

"""What is installed, and what a run loads of it."""

import os
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLE = str(ROOT / "examples/suqian/2023.toml")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

HEAVY = {"textual", "rich", "tomlkit", "tabulate", "pydantic", "wcwidth", "hashlib", "asyncio"}
HEAVY |= {"docx", "lxml", "email", "http", "ssl", "multiprocessing"}


def loaded_by(*arguments: str) -> set[str]:
    """The modules that a command line loads."""
    code = (
        "import sys; from tui.__main__ import main\n"
        f"sys.argv = ['disclosure-tui', *{list(arguments)!r}]\n"
        "main()\n"
        "print('\\n' + '\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {name.partition(".")[0] for name in done.stderr.split()}


def test_typer_is_the_line_without_pydantic() -> None:
    assert "typer>=0.28,<0.29" in PROJECT["dependencies"]
    assert version("typer").startswith("0.28.")


def test_textual_is_pinned_exactly() -> None:
    pinned = next(d for d in PROJECT["dependencies"] if d.startswith("textual"))
    assert pinned == f"textual=={version('textual')}"


@pytest.mark.parametrize(
    ("arguments", "absent"),
    [
        (("check", EXAMPLE), HEAVY),
        (("check", str(ROOT / "examples/2020.toml")), HEAVY),
        (("check", str(ROOT / "examples/broken/2023.toml"), "--fail-on", "error"), HEAVY),
        (("export", EXAMPLE), {"textual", "rich", "tomlkit", "pydantic"}),
        (("set", EXAMPLE, "year=2023", "--dry-run"), {"textual", "rich", "tabulate", "pydantic"}),
    ],
)
def test_a_command_loads_only_what_it_needs(arguments: tuple[str, ...], absent: set[str]) -> None:
    loaded = loaded_by(*arguments)
    assert "tui" in loaded
    assert loaded & absent == set()


def test_tables_are_those_of_a_plain_import_of_tabulate() -> None:
    code = (
        "import sys\n"
        "if '{plain}': import tabulate\n"
        "from tui.schema import Catalogue\n"
        "from tui.report import load\n"
        "from tui.export.markdown import to_markdown\n"
        "from tui.export.text import to_text\n"
        f"report = load({EXAMPLE!r}, Catalogue()).report\n"
        "report.agency = '某\U0001f3db️①Ⅳ“市”'\n"
        "report.notes['disclosure.licensing.decisions'] = '含①“三”件\U00020000'\n"
        "sys.stdout.buffer.write((to_markdown(report) + to_text(report)).encode())\n"
        "import importlib.metadata, html, wcwidth, secrets\n"
        "assert importlib.metadata.version('tabulate') and html.unescape and secrets.token_hex\n"
    )
    plain, ours = (
        subprocess.run(
            [sys.executable, "-c", code.replace("{plain}", word)],
            capture_output=True,
            check=True,
            env=os.environ,
        ).stdout
        for word in ("x", "")
    )
    assert ours == plain
    assert len(ours) > 5000


READERS = {"selectolax", "docx", "lxml", "openpyxl", "markdown_it"}


def test_only_import_loads_readers_and_only_the_one_it_needs(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text("<p>一、总体情况</p><p>二、主动公开政府信息情况</p>", "utf-8")
    assert loaded_by("check", EXAMPLE) & READERS == set()
    assert loaded_by("export", EXAMPLE) & READERS == set()
    loaded = loaded_by("import", str(page))
    assert loaded & READERS == {"selectolax"}
    assert loaded & {"textual", "rich", "tomlkit"} == set()


@pytest.mark.parametrize(
    ("library", "name"),
    [("selectolax", "a.html"), ("docx", "a.docx"), ("openpyxl", "a.xlsx"), ("markdown_it", "a.md")],
)
def test_a_reader_that_is_not_installed_is_named(
    library: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import zipfile

    from tui.ingest.document import IngestError
    from tui.ingest.open import read_document

    for module in [m for m in sys.modules if m.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, library, None)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/x.xml" if library == "docx" else "xl/x.xml", "<x/>")
    zipped = name.endswith("x")
    data = out.getvalue() if zipped else "<p>一、总体情况</p>".encode()
    with pytest.raises(IngestError, match=r"pip install 'disclosure-tui\[import\]'"):
        read_document(name, data)

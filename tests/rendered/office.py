"""LibreOffice without a screen, where there is one: other people's eyes on our documents."""

import shutil
import subprocess
from pathlib import Path

import pytest

OFFICE = shutil.which("soffice")
needs_office = pytest.mark.skipif(
    OFFICE is None,
    reason="no LibreOffice here; Debian: apt-get install libreoffice-writer-nogui"
    " libreoffice-calc-nogui",
)

# Every sheet to a file of its own, as shown, in UTF-8.
CSV = 'csv:"Text - txt - csv (StarCalc)":44,34,76,1,,0,false,true,true,false,false,-1'


def converted(folder: Path, to: str, *files: Path) -> list[Path]:
    """The files in another format, in ``folder``; all in one run, which is what takes time."""
    assert OFFICE
    out = folder / "converted"
    subprocess.run(
        [
            OFFICE,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            to.replace('"', ""),
            "--outdir",
            str(out),
            *map(str, files),
        ],
        check=True,
        capture_output=True,
        timeout=110,
        cwd=folder,
        stdin=subprocess.DEVNULL,
    )
    return sorted(out.iterdir())

"""Headless Chromium, where there is one: what a page measures, and the page on paper."""

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
needs_chromium = pytest.mark.skipif(
    BROWSER is None, reason="no Chromium here; Debian: apt-get install chromium fonts-wqy-zenhei"
)

# The page stands in a frame of the width of a window; a script outside it measures it.
_FRAME = """<!DOCTYPE html><meta charset="utf-8"><body>
<iframe id="page" src="page.html" style="border:0;width:{width}px;height:800px"></iframe>
<script>
document.getElementById("page").onload = event => {{
  const view = event.target.contentWindow, page = view.document;
  const box = e => {{ const r = e.getBoundingClientRect();
    return {{left: r.left, top: r.top, right: r.right, bottom: r.bottom}}; }};
  const out = document.createElement("pre");
  out.id = "measured";
  out.textContent = JSON.stringify(({measure})(page, view, box));
  document.body.append(out);
}};
</script>"""


def _run(*arguments: str, folder: Path) -> str:
    assert BROWSER
    done = subprocess.run(
        [
            BROWSER,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--allow-file-access-from-files",
            "--hide-scrollbars",
            f"--user-data-dir={folder / 'profile'}",
            *arguments,
        ],
        capture_output=True,
        text=True,
        timeout=90,
        check=True,
        cwd=folder,
        stdin=subprocess.DEVNULL,
    )
    return done.stdout


def measured(page: str, folder: Path, measure: str, width: int) -> Any:
    """What a function ``(page, view, box) => …`` in JavaScript finds at a width in pixels."""
    (folder / "page.html").write_text(page, "utf-8")
    frame = folder / "frame.html"
    frame.write_text(_FRAME.format(width=width, measure=measure), "utf-8")
    out = _run("--dump-dom", "--virtual-time-budget=5000", frame.as_uri(), folder=folder)
    found = re.search(r'<pre id="measured">(.*?)</pre>', out, re.DOTALL)
    assert found, out
    return json.loads(unescape(found[1]))


def printed(page: str, folder: Path) -> Path:
    """The page as a PDF."""
    (folder / "page.html").write_text(page, "utf-8")
    pdf = folder / "page.pdf"
    url = (folder / "page.html").as_uri()
    _run("--no-pdf-header-footer", f"--print-to-pdf={pdf}", url, folder=folder)
    return pdf


def picture(page: str, folder: Path, width: int, height: int) -> Path:
    """The page as a picture, for eyes."""
    (folder / "page.html").write_text(page, "utf-8")
    png = folder / "page.png"
    url = (folder / "page.html").as_uri()
    _run(f"--window-size={width},{height}", f"--screenshot={png}", url, folder=folder)
    return png

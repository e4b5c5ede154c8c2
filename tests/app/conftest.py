"""What the tests of the editor's file begin with."""

from pathlib import Path

import pytest

from tests.app.editing import ZEROS


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "reports/2023.toml"
    path.parent.mkdir()
    path.write_text(ZEROS, "utf-8")
    return path

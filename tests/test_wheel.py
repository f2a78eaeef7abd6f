"""A wheel holds what the tool needs, and nothing of the programme's content."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

from tests.conftest import REPO


def test_wheel_holds_templates_and_schemas(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=REPO, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    for path in (REPO / "templates").rglob("*"):
        if path.is_file():
            assert f"bot_scorm/templates/{path.relative_to(REPO / 'templates').as_posix()}" in names
    for path in (REPO / "src").rglob("*.xsd"):
        assert path.relative_to(REPO / "src").as_posix() in names
    assert "bot_scorm/py.typed" in names
    assert not [name for name in names if name.startswith(("content", "tests")) or name.endswith(".md")]

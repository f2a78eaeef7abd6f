"""What other programs may import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import bot_scorm
from bot_scorm.diagnostics import Report
from bot_scorm.pipeline import BuildOptions
from tests.course import THEORY, write_course


def test_load_build_and_check(tmp_path: Path) -> None:
    root = write_course(tmp_path / "content", {"10-page.md": f"{THEORY}\nText.\n"})
    report = Report()
    programme = bot_scorm.load(root, report)
    assert [module.id for module in programme.modules] == ["trust"]
    built = bot_scorm.build(root, BuildOptions(formats=("scorm12",), jobs=1), report)
    assert [one.module for one in built] == ["trust", "demo"]
    assert list(report) == []
    checked = bot_scorm.check(Path(built[0].path))
    assert (checked.standard, checked.version, list(checked)) == ("SCORM", "1.2", [])


def test_importing_it_is_cheap() -> None:
    code = "import sys, bot_scorm; print(*(name for name in sys.modules if name.startswith('bot_scorm')))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["bot_scorm"]


def test_a_wrong_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'biuld'"):
        bot_scorm.biuld  # noqa: B018 (the access is the test)

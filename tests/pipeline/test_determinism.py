"""The same bytes on any day, in any place, with any number of processes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from benchmarks.course import write_course

TOOL = [sys.executable, "-m", "bot_scorm"]
FORMATS = (
    "scorm12",
    "scorm2004",
    "scorm2004-3rd",
    "gift",
    "moodlexml",
    "qti21",
    "qti12",
    "imscp",
    "imscc",
    "imscc13",
    "epub",
    "web",
)
PLACES = {
    "plain": {"TZ": "UTC", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
    "elsewhere": {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4242", "LC_ALL": "C.UTF-8", "HOME": "/"},
}


CLOCK = """
import time

seconds, parts = time.time, time.gmtime
time.time = lambda: seconds() + 315576000.0
time.time_ns = lambda: int(time.time() * 1e9)
time.gmtime = time.localtime = lambda when=None: parts(time.time() if when is None else when)
"""
"""A sitecustomize.py: ten years later."""


def build(project: Path, cwd: Path, *args: str, **env: str) -> dict[str, str]:
    """Builds and gives the SHA-256 of everything in ``build`` by name."""
    command = [
        *TOOL,
        "build",
        os.path.relpath(project, cwd),
        *(f"--format={one}" for one in FORMATS),
        *args,
    ]
    subprocess.run(command, cwd=cwd, env=os.environ | env, check=True, capture_output=True)
    files = sorted(path for path in (project / "build").rglob("*") if path.is_file())
    return {
        path.relative_to(project).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_course(tmp_path / "one", 2)
    return tmp_path / "one"


def test_same_sources_same_bytes(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "a longer name" / "two"
    shutil.copytree(project, copy)
    for path in copy.rglob("*"):
        os.utime(path, (1, 1))  # another clock
    first = build(project, tmp_path, "--jobs", "1", **PLACES["plain"])
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(CLOCK, encoding="utf-8")
    later = PLACES["elsewhere"] | {"PYTHONPATH": str(tmp_path / "clock")}
    said = subprocess.run(
        [sys.executable, "-c", "import time; print(time.gmtime()[0])"],
        env=os.environ | later,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(said.stdout) > time.gmtime()[0], "the other clock is another one"
    second = build(copy, copy / "content", "--jobs", "2", **later)
    assert len(first) >= len(FORMATS) * 3
    assert first == second


def test_two_builds_at_the_same_time_do_not_disturb_each_other(project: Path, tmp_path: Path) -> None:
    command = [*TOOL, "build", str(project), "--format", "scorm12", "--format", "gift", "--force"]
    both = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for one in both:
        _, said = one.communicate(timeout=120)
        assert one.returncode == 0, said
    together = build(project, tmp_path)
    assert together == build(project, tmp_path, "--force")
    assert not list((project / "build").rglob(".*"))


def test_date_of_the_files_can_be_set(project: Path, tmp_path: Path) -> None:
    first = build(project, tmp_path)
    later = build(project, tmp_path, SOURCE_DATE_EPOCH="1700000000")
    packages = {name for name in first if name.endswith((".zip", ".epub", ".imscc"))}
    assert {name for name in first if first[name] != later[name]} == packages

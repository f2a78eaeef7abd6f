"""The benchmark measures what it says it does."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from benchmarks import validate
from benchmarks.course import write_course
from benchmarks.floors import render_all, zip_again
from benchmarks.measure import measure

from bot_scorm.diagnostics import Report
from bot_scorm.pipeline import BuildOptions, build
from bot_scorm.validation import check


def test_course_is_as_large_as_it_says_and_has_no_fault(tmp_path: Path) -> None:
    write_course(tmp_path, 1)
    pages = sorted(tmp_path.rglob("*-page.md"))
    words = [len(re.findall(r"\w+", page.read_text(encoding="utf-8"))) for page in pages]
    assert len(pages) == 10
    assert all(780 <= count <= 920 for count in words)
    pictures = [path.stat().st_size for path in tmp_path.rglob("*.png")]
    assert len(pictures) == 10
    assert all(39_000 <= size <= 41_000 for size in pictures)
    quiz = next(tmp_path.rglob("90-quiz.md")).read_text(encoding="utf-8")
    assert quiz.count("::: question") == 10
    report = Report()
    built = build(tmp_path / "content", BuildOptions(jobs=1), report)
    assert [one.module for one in built] == ["m001", "bench"]
    assert list(report) == []


def test_floors_pack_and_render_everything(tmp_path: Path) -> None:
    write_course(tmp_path, 1)
    folder = tmp_path / "unpacked" / "a"
    folder.mkdir(parents=True)
    (folder / "a.png").write_bytes(b"a" * 99)
    (folder / "a.html").write_bytes(b"a" * 99)
    render_all(tmp_path / "content", tmp_path / "out")
    zip_again(tmp_path / "unpacked", tmp_path / "out")
    assert len(list((tmp_path / "out").glob("*.html"))) == 11
    with zipfile.ZipFile(tmp_path / "out" / "a.zip") as archive:
        assert [(one.filename, one.compress_type) for one in archive.infolist()] == [
            ("a.html", zipfile.ZIP_DEFLATED),
            ("a.png", zipfile.ZIP_STORED),
        ]


def test_memory_of_children_is_counted(tmp_path: Path) -> None:
    child = "x = bytearray(60 << 20); import time; time.sleep(0.4)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    found = measure([sys.executable, "-c", parent], tmp_path, 1)
    assert 60 < found.mebibytes < 150
    assert found.seconds > 0.4


def test_command_that_fails_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError, match="exit status 3"):
        measure([sys.executable, "-c", "raise SystemExit(3)"], tmp_path, 1)


def test_packages_that_are_checked_are_valid_and_as_large_as_they_say(tmp_path: Path) -> None:
    for files, items in ((30, 1), (1000, 1), (8, 11_000)):
        path = validate.write(tmp_path / "course.zip", validate.course(files, items))
        with zipfile.ZipFile(path) as archive:
            assert files <= len(archive.namelist()) <= files + 1
        assert list(check(path)) == []

"""The hostile course as a Moodle course: what we write, and that it holds together."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot_scorm.archive import Artifact
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.readers import load
from bot_scorm.writers.moodle_course import WRITER
from tests.moodle_course.structure import Backup

HERE = Path(__file__).parent
GOLDEN = HERE / "expected/moodle-course"
KEPT = (
    "moodle_backup.xml",
    "questions.xml",
    "gradebook.xml",
    "section.xml",
    "quiz.xml",
    "book.xml",
    "assign.xml",
)
"""What says something of the course; other files name hashes of the player, or say little."""


@pytest.fixture(scope="module")
def written() -> tuple[Artifact, Report]:
    report = Report()
    programme = load(HERE / "content", Report())
    artifact = WRITER.write(Edition(programme.language, programme).of(programme.modules[0]), report)
    assert artifact is not None
    return artifact, report


def test_what_is_written(written: tuple[Artifact, Report], regenerate: bool) -> None:
    artifact, report = written
    assert str(artifact.path) == "en/moodle-course/hostile.mbz"
    found = {
        name.replace("/", "."): source.read()
        for name, source in artifact.files.items()
        if name.rpartition("/")[2] in KEPT
    }
    said = "".join(
        f"{Path(one.at.path).name}:{one.at.line} {one.severity.value} {one.rule.id} {one.message}\n"
        for one in report
    )
    found["hostile.losses.txt"] = said.encode()
    if regenerate:
        GOLDEN.mkdir(parents=True, exist_ok=True)
        for name, data in found.items():
            (GOLDEN / name).write_bytes(data)
    assert sorted(found) == sorted(path.name for path in GOLDEN.iterdir())
    for name, data in found.items():
        assert data.decode() == (GOLDEN / name).read_text("utf-8"), name


def test_it_holds_together(written: tuple[Artifact, Report]) -> None:
    assert Backup(written[0].files).faults() == []

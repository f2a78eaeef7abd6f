"""A real Moodle takes every question file and every survey that we build."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot_scorm.diagnostics import Report
from bot_scorm.pipeline import BuildOptions, build
from tests.conftest import REPO
from tests.feedback.moodle import stable
from tests.feedback.test_feedback import GOLDEN
from tests.moodle.conftest import driver
from tests.moodle.test_live import keep
from tests.moodlexml.moodle import imported


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole programme as question files and surveys."""
    out, report = tmp_path_factory.mktemp("build"), Report()
    build(REPO / "content", BuildOptions(formats=("moodlexml", "moodle-feedback"), out=out, jobs=1), report)
    assert not report.failed
    return out / "en"


def test_questions_of_every_module_are_imported_without_a_word(
    moodle: str, built: Path, regenerate: bool
) -> None:
    files = sorted((built / "moodlexml").glob("*.xml"))
    assert len(files) >= 10
    found = {file.stem: imported(file) for file in files}
    assert {name: (one["accepted"], one["said"]) for name, one in found.items()} == {
        name: (True, []) for name in found
    }
    if regenerate:
        keep("moodlexml-trust.json", found["trust"], write=True)


def test_every_survey_is_imported(moodle: str, built: Path) -> None:
    files = sorted((built / "moodle-feedback").glob("*/*.xml"))
    assert files
    for file in files:
        assert "moodle_said" not in driver("import_feedback.php", str(file)), file.name


def test_a_survey_arrives_with_its_conditions(moodle: str, regenerate: bool) -> None:
    said = driver("import_feedback.php", str(GOLDEN))
    assert "moodle_said" not in said
    keep("feedback-survey.json", {"items": stable(said["items"])}, regenerate)

"""A real Moodle takes every question file and every survey that we build."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from bot_scorm.diagnostics import Report
from bot_scorm.package.quiz import QuizFile
from bot_scorm.pipeline import BuildOptions, build
from tests.conftest import REPO
from tests.feedback.moodle import stable
from tests.feedback.test_feedback import GOLDEN
from tests.moodle.conftest import DRIVERS, driver
from tests.moodle.test_live import keep
from tests.moodlexml.moodle import imported

HOSTILE = REPO / "tests/hostile/expected/moodlexml/hostile.xml"


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


def played(file: Path) -> dict[str, dict[str, Any]]:
    """What the right answer to each question earns in Moodle, and what a learner sees, by id number."""
    return play(driver("import_questions.php", "xml", str(file.resolve()))["courseid"])


def play(course: int) -> dict[str, dict[str, Any]]:
    """The same of the question bank of a course."""
    command = [
        "php",
        str(Path(__file__).with_name("play_questions.php")),
        str(DRIVERS / "lms.php"),
        str(course),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout[done.stdout.index("{") :])
    assert "moodle_said" not in said, said["moodle_said"]
    return {one["idnumber"]: one for one in said["played"]}


@pytest.mark.parametrize("name", ["hostile", "trust"])
def test_the_right_answer_earns_everything_and_pictures_are_shown(
    moodle: str, built: Path, name: str
) -> None:
    file = HOSTILE if name == "hostile" else built / f"moodlexml/{name}.xml"
    found = played(file)
    for question in QuizFile.read(file.read_bytes(), file.name).questions:
        one = found.pop(question.value("idnumber"))
        free = question.type in ("essay", "description")
        assert one["fraction"] == (None if free else 1), one
        assert one["unresolved"] == 0
        pictures = sum(text.count("@@PLUGINFILE@@") for text in question.node.find("questiontext").itertext())
        assert one["pictures"] >= pictures
    assert not found


def test_what_is_imported_again_has_no_id_number(moodle: str, tmp_path: Path) -> None:
    """Moodle takes it as new, and drops the id number, since that is taken in the category."""
    once = etree.fromstring(HOSTILE.read_bytes())
    first = [one.value("idnumber") for one in QuizFile.read(HOSTILE.read_bytes(), "x").questions]
    once.extend(etree.fromstring(HOSTILE.read_bytes()))
    twice = tmp_path / "twice.xml"
    twice.write_bytes(etree.tostring(once, encoding="UTF-8"))
    assert [one["idnumber"] for one in imported(twice)["questions"]] == [*first, *[""] * len(first)]


def test_every_survey_is_imported(moodle: str, built: Path) -> None:
    files = sorted((built / "moodle-feedback").glob("*/*.xml"))
    assert files
    for file in files:
        assert "moodle_said" not in driver("import_feedback.php", str(file)), file.name


def test_a_survey_arrives_with_its_conditions(moodle: str, regenerate: bool) -> None:
    said = driver("import_feedback.php", str(GOLDEN))
    assert "moodle_said" not in said
    keep("feedback-survey.json", {"items": stable(said["items"])}, regenerate)

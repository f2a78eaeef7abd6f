"""Surveys as files for Moodle's Feedback: what we write, and what Moodle made of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lxml import etree

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.writers.moodle_feedback import WRITER
from tests.course import read_course, write_course

HERE = Path(__file__).parent
GOLDEN = HERE / "expected/survey.xml"


def test_what_is_written(tmp_path: Path, regenerate: bool) -> None:
    survey = (HERE / "survey.md").read_bytes()
    programme, found = read_course(write_course(tmp_path, {"90-survey.md": survey}))
    assert not found.failed, [one.message for one in found]
    report = Report()
    artifact = WRITER.write(Edition("en", programme).of(programme.modules[0]), report)
    assert artifact is not None
    assert (str(artifact.path), list(artifact.files)) == ("en/moodle-feedback/trust", ["survey.xml"])
    said = "".join(f"{one.at.line} {one.severity.value} {one.rule.id} {one.message}\n" for one in report)
    losses = GOLDEN.with_name("survey.losses.txt")
    if regenerate:
        GOLDEN.write_bytes(artifact.files["survey.xml"].read())
        losses.write_text(said, encoding="utf-8")
    assert artifact.files["survey.xml"].read() == GOLDEN.read_bytes()
    assert said == losses.read_text(encoding="utf-8")


def test_moodle_stored_what_stands_in_the_file() -> None:
    """``accepted/feedback-survey.json`` is what Moodle made of it (tests/moodle/test_questions.py)."""
    kept = json.loads((HERE.parent / "moodle/accepted/feedback-survey.json").read_text("utf-8"))
    ours = [_item(node) for node in etree.fromstring(GOLDEN.read_bytes()).iter("ITEM")]
    stored = [{part: one[part] for part in ours[0]} for one in kept["items"]]
    assert stored == ours


def _item(node: Any) -> dict[str, Any]:
    label = node.get("TYPE") == "label"  # Moodle keeps no name for a text
    return {
        "type": node.get("TYPE"),
        "name": "" if label else node.findtext("ITEMTEXT"),
        "label": "" if label else node.findtext("ITEMLABEL"),
        "presentation": node.findtext("PRESENTATION"),
        "options": node.findtext("OPTIONS"),
        "required": node.get("REQUIRED") == "1",
        "depends_on": int(node.findtext("DEPENDITEM")),
        "dependvalue": node.findtext("DEPENDVALUE"),
    }


def test_a_module_without_surveys_has_no_files(tmp_path: Path) -> None:
    programme, _ = read_course(write_course(tmp_path, {}))
    assert WRITER.write(Edition("en", programme).of(programme.modules[0]), Report()) is None

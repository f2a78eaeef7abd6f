"""The hostile course in Moodle XML: what we write, and what Moodle made of it."""

from __future__ import annotations

import re
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.package.quiz import QuizFile
from bot_scorm.readers import load
from bot_scorm.writers.moodle_xml import WRITER
from tests.gift.moodle import kept
from tests.hostile.golden import written_as

HERE = Path(__file__).parent
GOLDEN = HERE / "expected/moodlexml/hostile.xml"


@pytest.fixture(scope="module")
def edition() -> Edition:
    report = Report()
    programme = load(HERE / "content", report)
    assert not report.failed, [f"{one.at}: {one.message}" for one in report]
    return Edition(programme.language, programme).of(programme.modules[0])


def test_what_is_written(edition: Edition, regenerate: bool) -> None:
    assert written_as(GOLDEN, WRITER, edition, regenerate) == "en/moodlexml/hostile.xml"


def test_moodle_was_given_this_very_file() -> None:
    """If not, give it to a Moodle again: ``python -m tests.moodlexml.moodle tests/hostile/moodle FILE``."""
    moodle = kept(HERE / "moodle", GOLDEN.name)
    assert moodle["sha256"] == sha256(GOLDEN.read_bytes()).hexdigest()
    assert moodle["accepted"]
    assert moodle["said"] == []


def test_moodle_stored_what_stands_in_the_file() -> None:
    moodle = kept(HERE / "moodle", GOLDEN.name)
    quiz = QuizFile.read(GOLDEN.read_bytes(), GOLDEN.name)
    assert [one["idnumber"] for one in moodle["questions"]] == [
        one.value("idnumber") for one in quiz.questions
    ]
    for one, stored in zip(quiz.questions, moodle["questions"], strict=True):
        found = {
            "type": _MOODLES.get(one.type, one.type),
            "name": one.value("name/text"),
            "text": _without_answers(one.text("questiontext").text),
            "feedback": one.text("generalfeedback").text,
            "tags": sorted(node.text for node in one.node.findall("tags/tag/text")),
            "hints": [one.text(node=node).text for node in one.node.findall("hint")],
            "category": unescape(one.category[-1]),
            "pairs": [
                [one.text(node=node).text, node.findtext("answer/text")]
                for node in one.node.findall("subquestion")
            ],
        }
        theirs = stored | {"text": re.sub(r"\{#\d\}", "{#}", stored["text"])}
        assert {part: theirs[part] for part in found} == found
        if one.type not in ("cloze", "description"):
            assert stored["points"] == float(one.value("defaultgrade"))
        if one.type in ("multichoice", "shortanswer", "truefalse"):
            fractions = [float(node.get("fraction")) / 100 for node in one.node.findall("answer")]
            assert [answer["fraction"] for answer in stored["answers"]] == pytest.approx(fractions, abs=1e-5)
            feedback = [one.text("feedback", node).text for node in one.node.findall("answer")]
            assert [answer["feedback"] for answer in stored["answers"]] == feedback
        if one.type in ("multichoice", "shortanswer", "ordering"):
            texts = [one.text(node=node).text for node in one.node.findall("answer")]
            assert [answer["text"] for answer in stored["answers"]] == texts


_MOODLES = {"cloze": "multianswer", "matching": "match"}


def _without_answers(html: str) -> str:
    return re.sub(r"\{\d+:[A-Z]+:[^}]*\}", "{#}", html)

"""The reader and the rules never fail, and say of a file what Moodle says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot_scorm.diagnostics import Report
from bot_scorm.model.blocks import Figure
from bot_scorm.model.questions import Drag, Essay, Gaps, Matching
from bot_scorm.model.walk import nodes_of
from bot_scorm.package.quiz import QuizFile
from bot_scorm.readers.moodle_xml import MoodleXmlFile, read_moodle_xml
from bot_scorm.rules import run_family
from bot_scorm.validation import check
from tests.conftest import REPO

HERE = Path(__file__).parent
VERDICTS: dict[str, bool] = json.loads((HERE / "verdicts.json").read_text("utf-8"))["accepted"]
"""Whether Moodle took a file: by ``python -m tests.moodlexml.moodle --verdicts``."""
GOLDEN = (REPO / "tests/hostile/expected/moodlexml/hostile.xml").read_bytes()


def read(data: bytes | str) -> tuple[MoodleXmlFile, Report]:
    report = Report()
    raw = data.encode() if isinstance(data, str) else data
    run_family("moodle_xml", QuizFile.read(raw, "x.xml"), report)
    return read_moodle_xml(raw, "x.xml", report), report


def quiz(type: str, inside: str) -> str:
    name = "<name><text>N</text></name>"
    return f"<quiz><question type='{type}'>{name}{inside}</question></quiz>"


def stem(text: str) -> str:
    return f"<questiontext format='html'><text><![CDATA[{text}]]></text></questiontext>"


@pytest.mark.parametrize("name", [name for name in VERDICTS if name.startswith("MXML-")])
def test_an_error_is_what_moodle_refuses(name: str) -> None:
    assert check(REPO / "tests/rules" / name / "quiz.xml").failed is not VERDICTS[name]


@pytest.mark.parametrize("name", [name for name in VERDICTS if not name.startswith("MXML-")])
def test_the_corpus_is_judged_as_moodle_does(name: str, shared: Path) -> None:
    path = shared / "corpus/moodlexml" / name
    assert check(path).failed is not VERDICTS[name]
    report = Report()
    file = read_moodle_xml(path.read_bytes(), name, report)
    quiz = QuizFile.read(path.read_bytes(), name)
    taken = len(file.entries) + sum(one.rule.id == "MXML-120" for one in report)
    assert taken == len(quiz.questions), "each question is read, or said to be passed over"


def test_every_case_was_given_to_moodle(shared: Path) -> None:
    cases = [
        f"{path.parent.parent.name}/{path.parent.name}" for path in REPO.glob("tests/rules/MXML-*/*/quiz.xml")
    ]
    files = [path.name for path in (shared / "corpus/moodlexml").glob("*.xml")]
    assert sorted(VERDICTS) == sorted(cases + files)


@given(st.integers(0, len(GOLDEN)), st.integers(0, 40), st.binary(max_size=8))
def test_a_damaged_file_is_read_or_refused(start: int, length: int, other: bytes) -> None:
    file, report = read(GOLDEN[:start] + other + GOLDEN[start + length :])
    assert file.entries or report.failed


def test_pictures_are_found_under_the_path_that_the_text_has() -> None:
    picture = "<p><img src='@@PLUGINFILE@@/a/b%20c.png' alt='B'></p>"
    text = stem(picture).replace(
        "</text>", "</text><file name='b c.png' path='/a/' encoding='base64'>aGk=</file>"
    )
    file, report = read(quiz("description", text))
    assert list(report) == []
    (figure,) = nodes_of(file.questions[0].stem, Figure)
    assert (figure.src, file.files) == ("a/b%20c.png", {"a/b c.png": b"hi"})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A {1:SA:=b~=c&#126;} d", "A [[b|c~]] d"),
        ("A {:MC:=b~c~=d}", "A [[*b|c|*d]]"),
        ("A {2:MULTICHOICE:%100%b~%0%c}", "A [[*b|c]]"),
        ("A {1:SA:=a\\}b\\#c}", "A [[a}b#c]]"),
    ],
)
def test_embedded_answers(text: str, found: str) -> None:
    file, report = read(quiz("cloze", stem(text)))
    assert list(report) == []
    (question,) = file.questions
    assert isinstance(question, Gaps)
    (paragraph,) = question.stem
    assert paragraph.text.source == found  # type: ignore[attr-defined]  # it is a paragraph


@pytest.mark.parametrize(
    "text", ["{1:NM:=1:0.1}", "{1:SA:=a~%50%b}", "{1:SA:=a#fine}", "{1:SA:=a~*}", "{1:MR:=a~=b}", "none"]
)
def test_what_gaps_cannot_hold_is_passed_over(text: str) -> None:
    file, report = read(quiz("cloze", stem(text)))
    assert not file.entries
    assert [one.rule.id for one in report] == ["MXML-120"]


def test_words_to_drag_and_graders_information_of_others() -> None:
    boxes = "".join(f"<dragbox><text>{word}</text><group>1</group></dragbox>" for word in ("a", "b", "c"))
    drag, _ = read(quiz("ddwtos", stem("[[2]] and [[1]]") + boxes))
    (question,) = drag.questions
    assert isinstance(question, Drag)
    assert [str(one.text) for one in question.distractors] == ["c"]
    info = "<graderinfo format='html'><text>Look for three.</text></graderinfo>"
    essay, _ = read(quiz("essay", stem("Why?") + info))
    (written,) = essay.questions
    assert isinstance(written, Essay)
    assert (len(written.rubric), written.model) == (1, ())


def test_feedback_that_has_no_place_is_said() -> None:
    pair = "<subquestion format='html'><text>a</text><answer><text>b</text></answer></subquestion>"
    inside = (
        stem("Which?") + pair + "<correctfeedback format='html'><text>Well done!</text></correctfeedback>"
    )
    file, report = read(quiz("matching", inside))
    assert isinstance(file.questions[0], Matching)
    assert [one.rule.id for one in report] == ["MXML-121"]

"""The hostile course in GIFT: what we write, what Moodle made of it, and what our reader gives back."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from bot_scorm.diagnostics import Report
from bot_scorm.model.blocks import Prose
from bot_scorm.model.programme import Edition, Module
from bot_scorm.model.questions import QUESTION_TYPES, Question
from bot_scorm.readers import load
from bot_scorm.readers.gift import read_gift
from bot_scorm.writers.gift import WRITER
from tests.gift.moodle import differences, kept, taken
from tests.gift.semantics import expected
from tests.hostile.golden import written_as

HERE = Path(__file__).parent
GOLDEN = HERE / "expected/gift/hostile.gift.txt"


@pytest.fixture(scope="module")
def edition() -> Edition:
    report = Report()
    programme = load(HERE / "content", report)
    assert not report.failed, [f"{one.at}: {one.message}" for one in report]
    return Edition(programme.language, programme).of(programme.modules[0])


@pytest.fixture(scope="module")
def module(edition: Edition) -> Module:
    return edition.programme.modules[0]


@pytest.fixture(scope="module")
def questions(module: Module) -> list[tuple[Question, Prose]]:
    return [(question, page.prose) for page in module.pages for question in page.questions]


@pytest.fixture(scope="module")
def moodle() -> dict[str, Any]:
    """What Moodle made of the golden file."""
    return kept(HERE / "moodle", GOLDEN.name)


def test_every_type_is_there(questions: list[tuple[Question, Prose]]) -> None:
    assert {type(question) for question, _ in questions} == set(QUESTION_TYPES.values())


def test_what_is_written(edition: Edition, regenerate: bool) -> None:
    assert written_as(GOLDEN, WRITER, edition, regenerate) == "en/gift/hostile.gift.txt"


def test_moodle_was_given_this_very_file(moodle: dict[str, Any]) -> None:
    """If not, give it to a Moodle again: ``python -m tests.gift.moodle tests/hostile/moodle FILE``."""
    assert moodle["sha256"] == sha256(GOLDEN.read_bytes()).hexdigest()
    assert moodle["accepted"]


def test_moodle_took_every_question_for_what_it_is(
    questions: list[tuple[Question, Prose]], moodle: dict[str, Any]
) -> None:
    assert len(moodle["questions"]) == len(questions)
    for (question, prose), stored in zip(questions, moodle["questions"], strict=True):
        ours = expected(question, prose) | {part: stored[part] for part in ("name", "idnumber", "category")}
        assert differences(ours, stored) == [], question.id
        assert stored["idnumber"] == f"hostile.{question.id}".replace("-", "_")


def test_another_parser_takes_every_question(tmp_path: Path) -> None:
    """pygiftparser knows no escape in choices and no ordering, so its types and texts say nothing here."""
    from pygiftparser import parser

    path = tmp_path / "plain.gift"
    path.write_bytes(GOLDEN.read_bytes())
    with path.open(encoding="utf-8") as file:
        found = parser.parseFile(file)
    assert len(found) == GOLDEN.read_text(encoding="utf-8").count("// [id:")
    assert all(question.valid for question in found)


def test_our_reader_takes_it_as_moodle_does(moodle: dict[str, Any]) -> None:
    report = Report()
    entries = read_gift(GOLDEN.read_bytes(), GOLDEN.name, report).entries
    assert list(report) == []
    for entry, stored in zip(entries, moodle["questions"], strict=True):
        assert differences(taken(entry), stored) == []


def test_titles_come_back(questions: list[tuple[Question, Prose]]) -> None:
    file = read_gift(GOLDEN.read_bytes(), GOLDEN.name, Report())
    for read, (question, _) in zip(file.questions, questions, strict=True):
        if type(read) is type(question):
            assert str(read.title or "") == str(question.title or "")

"""Model → source text → model: what is written is read as it was, whatever stands in it."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot_scorm.diagnostics import Location, Report
from bot_scorm.importing.changes import changes
from bot_scorm.model.questions import Choice, Question, ShortAnswer, ShortAnswerPattern, SingleChoice
from bot_scorm.readers import load
from bot_scorm.readers.ids import IdScope
from bot_scorm.readers.page import read_page
from bot_scorm.readers.source import from_text
from bot_scorm.sources.pages import page_text
from bot_scorm.sources.questions import question_lines
from tests.conftest import REPO
from tests.gift.test_round_trip import AT, questions, texts
from tests.gift.test_round_trip import _paragraph as paragraph
from tests.gift.test_round_trip import shape as shape_of

SETTINGS = (("kind", "quiz"), ("id", "no-other-page"), ("title", "no"), ("role", "practice"))
COURSES = (REPO / "content", REPO / "tests/hostile/content")


def read_back(question: Question) -> Question:
    text = page_text(SETTINGS, [question_lines(question)])
    report = Report()
    page = read_page(from_text(text, "page.md", report), IdScope("module"))
    assert page is not None and not report.failed, (text, [one.message for one in report])
    (read,) = page.questions
    return read


def placeless(node: Any) -> Any:
    """A node without places, and as if every id were written."""
    if isinstance(node, Location):
        return AT
    if isinstance(node, tuple):
        return tuple(placeless(one) for one in node)
    if is_dataclass(node) and not isinstance(node, type):
        values = {one.name: placeless(getattr(node, one.name)) for one in fields(node)}
        return replace(node, **values | ({"pinned": True} if "pinned" in values else {}))
    return node


@pytest.mark.parametrize("root", COURSES, ids=lambda root: root.parent.name)
def test_courses_come_back_as_they_were(root: Path) -> None:
    questions = [
        one for module in load(root, Report()).modules for page in module.pages for one in page.questions
    ]
    assert questions
    for question in questions:
        assert placeless(read_back(question)) == placeless(question)


@given(texts, texts, texts, texts)
def test_any_text_comes_back(stem: str, right: str, wrong: str, said: str) -> None:
    choices = tuple(
        Choice(AT, id, True, (paragraph(text),), (paragraph(said),), id == "a", Fraction(earned))
        for id, text, earned in (("a", right, 1), ("b", wrong, 0))
    )  # fmt: skip
    question = SingleChoice(
        at=AT, id="q", pinned=True, stem=(paragraph(stem),), choices=choices, feedback=(paragraph(said),)
    )
    assert shape_of(read_back(question)) == shape_of(question)


@given(st.lists(texts, min_size=1, max_size=3))
def test_any_pattern_comes_back(patterns: list[str]) -> None:
    answers = tuple(ShortAnswerPattern(AT, one) for one in patterns)
    question = ShortAnswer(at=AT, id="q", pinned=True, stem=(paragraph("Which?"),), answers=answers)
    assert shape_of(read_back(question)) == shape_of(question)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(questions())
def test_any_question_comes_back_but_for_the_changes_that_are_said(question: Question) -> None:
    text = page_text(SETTINGS, [question_lines(question)])
    report = Report()
    page = read_page(from_text(text, "page.md", report), IdScope("module"))
    assert page is not None
    assume(not report.failed)  # an import says that, and leaves it out
    (read,) = page.questions
    ours, theirs = shape_of(question), shape_of(read)
    keys = ["type", "id", "title", "tags", "outcome", "points"]
    if not any(True for _ in changes(question)):
        keys.append("answers")
    assert {key: theirs[key] for key in keys} == {key: ours[key] for key in keys}

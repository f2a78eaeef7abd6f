"""Courses → GIFT → model: what is written comes back, but for what the losses say."""

from __future__ import annotations

import pytest

from bot_scorm.diagnostics import Report
from bot_scorm.model.blocks import Prose
from bot_scorm.model.questions import Question
from bot_scorm.readers import load
from bot_scorm.readers.gift import read_gift
from bot_scorm.writers.gift import write_question
from tests.conftest import REPO
from tests.gift.test_round_trip import shape

COURSES = {"hostile": REPO / "tests/hostile/content", "content": REPO / "content"}
CHANGED = {
    "points (": {"points"},
    "numbered gaps are matched": {"answers", "stem", "type"},
    "private reflection": {"type"},
    "reflection to hand in": {"type"},
    "model answer": {"feedback"},
    "feedback of single": {"answers"},
    "upper and lower case": {"answers"},
    "a fraction of": {"answers"},
    "whose alternative text": {"answers", "feedback", "stem"},
    "links to other pages": {"answers", "feedback", "stem"},
    "formatting of": {"answers"},
    "accepts a little more": {"answers", "stem", "type"},  # a gap becomes a short answer
}
"""What a loss is allowed to change, by words of its message."""


def back(question: Question) -> tuple[Question | None, list[str]]:
    """The question read from what was written, and what was said when it was written."""
    said, found = Report(), Report()
    text = write_question(question, "module", Prose(), said)
    read = read_gift(f"$CATEGORY: top/A\n\n{text}\n", "x", found).questions if text else ()
    assert not found.failed, (text, [one.message for one in found])
    return (read[0] if read else None), [one.message for one in said]


@pytest.mark.parametrize("course", COURSES)
def test_courses_come_back_but_for_what_the_losses_say(course: str) -> None:
    compared = 0
    for module in load(COURSES[course], Report()).modules:
        for page in module.pages:
            for question in page.questions:
                read, said = back(question)
                if read is None:
                    assert said, question.id
                    continue
                allowed = {
                    part for words, what in CHANGED.items() for part in what if words in " ".join(said)
                }
                ours, theirs = shape(question), shape(read)
                differ = {part for part in ours if ours[part] != theirs[part]}
                assert differ <= allowed | {"title"}, (question.id, differ, said)
                compared += 1
    assert compared >= 18

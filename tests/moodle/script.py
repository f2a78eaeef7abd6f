"""What a learner does in the module ``all`` of the test course: the same in Moodle and in scorm-again."""

from __future__ import annotations

import re
from typing import Any, Protocol

from playwright.sync_api import Frame

from tests.browser.answers import answer_all_right, check, choose, hand_in

KEPT = ("id", "type", "student_response", "result", "weighting", "correct_responses_0.pattern")


class Visit(Protocol):
    """A sitting in one of the systems."""

    frame: Frame

    def open(self, page: str) -> None: ...

    def settle(self) -> None: ...


def first_visit(visit: Visit) -> None:
    """Answers a check wrongly, goes to the quiz and gives half an answer there."""
    choose(visit.frame, "check", "That one")
    check(visit.frame, "check")
    visit.open("after")
    choose(visit.frame, "single", "First")
    visit.settle()


def second_visit(visit: Visit) -> None:
    """Finds everything as it was left; answers all and hands in."""
    assert visit.frame.locator("#p_after").is_visible()
    assert visit.frame.locator("#q_single input:checked").count() == 1
    answer_all_right(visit.frame)
    hand_in(visit.frame)
    visit.settle()


def stable(elements: dict[str, str]) -> dict[str, Any]:
    """What of an attempt's elements, by Moodle's names, does not change from run to run."""
    interactions = {}
    for name in elements:
        if match := re.fullmatch(r"(cmi\.interactions_\d+)\.id", name):
            row = {part: elements.get(f"{match[1]}.{part}", "") for part in KEPT}
            interactions[row.pop("id")] = row
    core = ("lesson_status", "lesson_location", "exit", "score.raw", "score.min", "score.max")
    scored = elements.get("cmi.core.score.raw", "") != ""  # else systems differ in what they preset
    found = {
        f"cmi.core.{name}": elements.get(f"cmi.core.{name}", "")
        for name in core
        if scored or not name.startswith("score")
    }
    return found | {"interactions": interactions}

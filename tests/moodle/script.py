"""What a learner does in the module ``all`` of the test course: the same in Moodle and in scorm-again."""

from __future__ import annotations

import re
from typing import Any, Protocol

from playwright.sync_api import Frame

from tests.browser.answers import answer_all_right, check, choose, hand_in

KEPT = ("id", "type", "student_response", "result", "weighting", "correct_responses_0.pattern")
KEPT_2004 = (
    "id", "type", "learner_response", "result", "weighting", "description", "correct_responses.0.pattern",
    "objectives.0.id",
)  # fmt: skip


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
    core = ("lesson_status", "lesson_location", "exit", "score.raw", "score.min", "score.max")
    scored = elements.get("cmi.core.score.raw", "") != ""  # else systems differ in what they preset
    found = {
        f"cmi.core.{name}": elements.get(f"cmi.core.{name}", "")
        for name in core
        if scored or not name.startswith("score")
    }
    return found | {"interactions": _interactions(elements, "cmi.interactions_", KEPT)}


def stable_2004(elements: dict[str, str]) -> dict[str, Any]:
    """The same of SCORM 2004; what was never said has the value that it has from the beginning."""
    core = {"completion_status": "unknown", "success_status": "unknown", "location": "", "exit": ""}
    core |= dict.fromkeys(("progress_measure", "score.raw", "score.min", "score.max", "score.scaled"), "")
    found: dict[str, Any] = {
        f"cmi.{name}": elements.get(f"cmi.{name}") or unsaid for name, unsaid in core.items()
    }
    return found | {"interactions": _interactions(elements, "cmi.interactions.", KEPT_2004)}


def _interactions(elements: dict[str, str], start: str, kept: tuple[str, ...]) -> dict[str, dict[str, str]]:
    found = {}
    for name in elements:
        if match := re.fullmatch(rf"({re.escape(start)}\d+)\.id", name):
            row = {part: elements.get(f"{match[1]}.{part}", "") for part in kept}
            found[row.pop("id")] = row
    return found

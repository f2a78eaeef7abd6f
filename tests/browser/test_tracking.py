"""What an LMS is told, from the first visit to the last."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext

from tests.browser.answers import answer_all_right, check, choose, form, hand_in
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms

TIME = re.compile(r"\d\d:\d\d:\d\d")


def test_first_visit(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    sitting.settle()
    assert lms.core["lesson_status"] == "incomplete"
    assert lms.core["exit"] == "suspend"
    assert lms.core["lesson_location"] == "read"
    assert lms.core["score"]["raw"] == ""
    assert lms.failed_calls == []
    assert [call[0] for call in lms.calls].count("LMSInitialize") == 1


def test_one_interaction_for_each_question(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    choose(sitting.frame, "check", "That one")
    check(sitting.frame, "check")
    sitting.frame.locator("#q_diary textarea").fill("Nobody reads this.")
    check(sitting.frame, "diary")
    sitting.open("after")
    answer_all_right(sitting.frame)
    hand_in(sitting.frame)
    sitting.leave()
    told = {
        id: (row["type"], row["student_response"], patterns(row), row["result"], row["weighting"])
        for id, row in lms.interactions.items()
    }
    essay = "This is my sentence. In two lines."
    assert told == {
        "all.check": ("choice", "b", ["a"], "wrong", "0"),
        "all.single": ("choice", "a", ["a"], "correct", "1"),
        "all.multiple": ("choice", "a,c", ["a,c"], "correct", "2"),
        "all.truth": ("true-false", "t", ["t"], "correct", "1"),
        "all.word": ("fill-in", "youth guarantee", ["Youth Guarantee"], "correct", "1"),
        "all.number": ("numeric", "19.25", ["19.3"], "correct", "1"),
        "all.match": ("matching", "a.a,b.b", ["a.a,b.b"], "correct", "1"),
        "all.order": ("sequencing", "a,b,c", ["a,b,c"], "correct", "1"),
        "all.gaps": ("fill-in", "Autonomy; relatedness", ["autonomy; relatedness"], "correct", "1"),
        "all.drag": ("fill-in", "If; then", ["If; then"], "correct", "1"),
        "all.essay": ("fill-in", essay, [], "neutral", "0"),
    }
    assert all(TIME.fullmatch(row[name]) for row in lms.interactions.values() for name in ("time", "latency"))
    assert lms.core["score"] | {"_children": ""} == {"raw": "100", "min": "0", "max": "100", "_children": ""}
    assert lms.core["lesson_status"] == "passed"
    assert lms.failed_calls == []
    assert "Nobody reads" not in str(lms.cmi)


def test_journal_is_sent_only_if_its_author_says_so(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    sitting.open("do")
    sitting.frame.get_by_label("What surprised me?").fill("Only mine.")
    sitting.frame.get_by_label("What do you want to tell").fill("For you.")
    sitting.frame.get_by_label("Host").fill("Ana, only on my paper")
    sitting.leave()
    assert set(lms.interactions) == {"all.shared_week.tell_all"}
    assert lms.interactions["all.shared_week.tell_all"]["student_response"] == "For you."
    assert "Only mine" not in str(lms.cmi) and "Ana" not in str(lms.cmi)


def patterns(row: dict[str, object]) -> list[object]:
    """The right responses of an interaction."""
    found = row.get("correct_responses") or {}
    assert isinstance(found, dict | list)
    rows = found.get("childArray", list(found.values())) if isinstance(found, dict) else found
    return [one["pattern"] for one in rows]


def test_partly_right_answers_earn_a_part(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    sitting.open("after")
    choose(sitting.frame, "single", "Third")
    choose(sitting.frame, "multiple", "a", "b", "e")
    form(sitting.frame, "word").locator("input").fill("the guarantee")
    form(sitting.frame, "gaps").locator("input").fill("autonomy")
    hand_in(sitting.frame)
    hand_in(sitting.frame)  # five questions are open: the second time is meant
    sitting.leave()
    results = {id: row["result"] for id, row in lms.interactions.items()}
    assert results == {
        "all.single": "0.5",
        "all.multiple": "0.5",
        "all.word": "0.5",
        "all.gaps": "0.5",
    }
    # 1/2 + 2 × 1/2 + 1/2 + 1/2 of 10 points
    assert lms.core["score"]["raw"] == "25"
    assert lms.core["lesson_status"] == "incomplete", "one attempt is left"


def take(sitting: Sitting, one: str, two: str, three: str) -> None:
    sitting.open("after")
    choose(sitting.frame, "one", one)
    choose(sitting.frame, "two", two)
    choose(sitting.frame, "three", three)
    hand_in(sitting.frame)
    sitting.settle()


def test_fail_then_fail_again(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "small")
    take(sitting, "2", "1", "1")
    assert lms.core["lesson_status"] == "incomplete"
    assert lms.core["score"]["raw"] == "0"
    results = sitting.frame.locator(".results")
    assert "Not passed yet" in results.inner_text()
    results.locator("button").click()
    # Two of three are 66.67 %: rounded they reach the pass mark of 67, but they do not pass.
    take(sitting, "1", "2", "1")
    assert lms.core["lesson_status"] == "failed"
    assert lms.core["score"]["raw"] == "67"
    assert "Not passed" in results.inner_text()
    assert results.locator("button").count() == 0
    assert results.get_by_role("link", name="Question 3").count() == 1
    sitting.leave()
    assert set(lms.interactions) == {"small.one", "small.two", "small.three"}


def test_pass_stays_passed(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "small")
    take(sitting, "1", "2", "3")
    assert lms.core["lesson_status"] == "passed"
    assert "Passed" in sitting.frame.locator(".results").inner_text()
    sitting.leave()
    again = Sitting(context, lms, "small")
    assert "Passed" in again.frame.locator(".results").inner_text()
    again.frame.locator(".take-again").click()
    take(again, "2", "1", "1")
    again.leave()
    assert lms.core["lesson_status"] == "passed"
    assert lms.core["score"]["raw"] == "100", "the best attempt counts"


def test_mastery_score_of_the_lms_decides(context: BrowserContext, lms: Lms) -> None:
    lms.mastery = "30"
    sitting = Sitting(context, lms, "small")
    take(sitting, "1", "1", "1")
    assert lms.core["lesson_status"] == "passed"
    assert "The pass mark is 30 %" in sitting.frame.locator(".results").inner_text()


def test_score_that_fails_is_not_rounded_up_to_the_mastery_score(context: BrowserContext, lms: Lms) -> None:
    # Moodle makes a pass of any raw score that reaches the mastery score, whatever the status says.
    lms.mastery = "67"
    sitting = Sitting(context, lms, "small")
    take(sitting, "1", "2", "1")
    assert lms.core["score"]["raw"] == "66"
    assert lms.core["lesson_status"] == "incomplete"


def test_module_without_a_final_quiz_is_complete_when_read(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "read-only")
    sitting.settle()
    assert lms.core["lesson_status"] == "incomplete"
    sitting.frame.locator(".step.next").click()
    sitting.frame.locator("#p_page-2").wait_for()
    sitting.settle()
    assert lms.core["lesson_status"] == "completed"
    assert lms.core["score"]["raw"] == ""
    sitting.leave()
    assert TIME.fullmatch(lms.core["session_time"])
    assert [call[0] for call in lms.calls].count("LMSFinish") == 1

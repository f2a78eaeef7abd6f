"""Leaving and coming back: the same place, the same answers, whatever the LMS or the device hands over."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.answers import answer_all_right, check, choose, form, hand_in
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms
from tests.browser.states import proven

ASCII_LIMIT = 4096


def state_of(sitting: Sitting) -> list[Any]:
    """Everything that a learner has chosen or written, in the order of the page."""
    found: list[Any] = sitting.frame.evaluate(
        """() => [...document.querySelectorAll(
             "form :is(input, select, textarea, [data-gap]), .activity :is(input, select, textarea)")]
             .map((field) => [field.id || field.name || field.dataset.gap || field.dataset.field,
                              /radio|checkbox/.test(field.type) ? [field.value, field.checked]
                                : field.value.trim()])
             .sort((a, b) => JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)"""
    )
    return found


@pytest.mark.parametrize("end", ["leave", "kill"])
def test_same_place_and_same_answers(context: BrowserContext, lms: Lms, end: str) -> None:
    sitting = Sitting(context, lms, "all")
    frame = sitting.frame
    choose(frame, "check", "This one")
    check(frame, "check")
    sitting.open("midnight")
    frame.get_by_role("button", name="Say that you are glad").click()
    sitting.open("do")
    frame.locator('[data-activity="sort"] select').first.select_option(index=1)
    frame.get_by_label("Host").fill("Ana")
    frame.locator('[data-activity="scale"] label').first.click()
    frame.locator('[data-activity="checklist"] label').first.click()
    sitting.open("after")
    answer_all_right(frame)
    check(frame, "single")
    before = state_of(sitting)
    order = frame.locator("#q_order .movable").inner_text()
    sitting.settle()
    getattr(sitting, end)()
    again = Sitting(context, lms, "all")
    assert again.frame.locator("#p_after").is_visible()
    assert state_of(again) == before
    assert again.frame.locator("#q_order .movable").inner_text() == order
    assert again.frame.locator("#q_single .verdict").inner_text().endswith("Right")
    again.open("midnight")
    assert again.frame.get_by_role("heading", name="He is safe").is_visible()
    line = lms.cmi["suspend_data"] if lms.cmi else ""
    assert len(line) < ASCII_LIMIT
    assert line.isascii() and "\n" not in line


def test_another_device_has_all_but_what_is_private(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    form(sitting.frame, "diary").locator("textarea").fill("Only here.")
    sitting.open("after")
    form(sitting.frame, "essay").locator("textarea").fill("Напиши реченицу.")
    sitting.settle()
    sitting.leave()
    context.clear_cookies()
    sitting = Sitting(context, lms, "all")
    assert form(sitting.frame, "diary").locator("textarea").input_value() == "Only here."
    sitting.settle()  # nothing is kept any more behind what follows
    sitting.frame.evaluate("localStorage.clear()")
    sitting.kill()
    other = Sitting(context, lms, "all")
    assert form(other.frame, "diary").locator("textarea").input_value() == ""
    assert form(other.frame, "essay").locator("textarea").input_value() == "Напиши реченицу."


def test_other_learners_on_the_same_device_see_nothing(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    form(sitting.frame, "diary").locator("textarea").fill("Only mine.")
    sitting.settle()
    sitting.leave()
    lms.learner, lms.cmi = "learner-2", None
    other = Sitting(context, lms, "all")
    assert form(other.frame, "diary").locator("textarea").input_value() == ""


def test_new_attempt_starts_anew(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "small")
    sitting.open("after")
    choose(sitting.frame, "one", "1")
    hand_in(sitting.frame)
    hand_in(sitting.frame)
    sitting.settle()
    sitting.leave()
    lms.cmi = None
    other = Sitting(context, lms, "small")
    assert other.frame.locator("#p_page").is_visible()
    assert other.frame.locator(".results").count() == 0


@pytest.mark.parametrize(
    "foreign",
    [
        "",
        "page=3;score=70",
        "{",
        '{"v":1,"r":1,"s":"a"}',
        "2",
        "2AAA" + "x" * 9000,
        "\u0000\u2028<script>" + "x" * 9000,
    ],
)
def test_foreign_state_does_not_break_the_start(context: BrowserContext, lms: Lms, foreign: str) -> None:
    lms.cmi = {"core": {"exit": "suspend", "lesson_location": "no-such-page"}, "suspend_data": foreign}
    again = Sitting(context, lms, "small")
    assert again.frame.locator(".page:not([hidden])").count() == 1
    again.settle()
    assert lms.cmi["suspend_data"].startswith("2")


def test_state_of_another_package_keeps_what_still_exists(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "small")
    sitting.open("after")
    choose(sitting.frame, "one", "1")
    sitting.settle()
    sitting.leave()
    assert lms.cmi is not None
    head, seen, *records = lms.cmi["suspend_data"][4:].split(";")
    gone = ["goneBabc", "goonCxx", "wentHABabcabc", "leftabcB:defBwx"]
    lms.cmi["suspend_data"] = proven(";".join([head, f"gone{seen}", *gone, *records, *gone]))
    again = Sitting(context, lms, "small")
    assert again.frame.locator("#q_one input:checked").count() == 1
    assert again.frame.locator("#p_after").is_visible()


def test_long_texts_stay_on_the_device_and_say_so(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    sitting.open("after")
    long = "Дуга прича. " * 600
    assert "keeps about the first" in form(sitting.frame, "essay").inner_text(), (
        "told before anything is typed"
    )
    form(sitting.frame, "essay").locator("textarea").fill(long)
    choose(sitting.frame, "single", "First")
    sitting.settle()
    assert "They stay on this device only" in form(sitting.frame, "essay").inner_text()
    sitting.leave()
    assert lms.cmi is not None and len(lms.cmi["suspend_data"]) < ASCII_LIMIT
    again = Sitting(context, lms, "all")
    assert form(again.frame, "essay").locator("textarea").input_value() == long
    assert form(again.frame, "single").locator("input:checked").count() == 1


def test_failed_commits_are_tried_again(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "small")
    sitting.open("after")
    choose(sitting.frame, "one", "1")
    choose(sitting.frame, "two", "2")
    choose(sitting.frame, "three", "3")
    sitting.settle()
    # It is tried again the later the more often it failed, so it does not fail before this.
    sitting.page.evaluate("window.broken = { LMSCommit: true }")
    hand_in(sitting.frame)
    sitting.frame.get_by_text("could not save just now").wait_for()
    assert "Passed" not in sitting.frame.locator(".results").inner_text()
    sitting.page.evaluate("window.broken = null")
    sitting.frame.get_by_text("Your answers have been saved").wait_for()
    assert "Passed" in sitting.frame.locator(".results").inner_text()
    assert lms.core["lesson_status"] == "passed"


def test_answers_that_no_commit_carried_come_back(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    sitting.settle()
    sitting.page.evaluate("window.broken = { LMSCommit: true, LMSFinish: true }")
    choose(sitting.frame, "check", "This one")
    check(sitting.frame, "check")
    sitting.settle()
    sitting.kill()
    assert "all.check" not in lms.interactions
    again = Sitting(context, lms, "all")
    assert form(again.frame, "check").locator(".verdict").inner_text().endswith("Right")
    again.settle()
    assert lms.interactions["all.check"]["result"] == "correct"


def test_an_lms_that_does_not_start_is_never_said_to_know(context: BrowserContext, lms: Lms) -> None:
    context.add_init_script("window.broken = { LMSInitialize: true }")
    sitting = Sitting(context, lms, "small")
    sitting.frame.get_by_text("did not answer").wait_for()
    sitting.open("after")
    for question, answer in (("one", "1"), ("two", "2"), ("three", "3")):
        choose(sitting.frame, question, answer)
    hand_in(sitting.frame)
    words = sitting.frame.locator(".results").inner_text()
    assert "100 %" in words
    assert "Passed" not in words
    assert "nothing is recorded" in words


@pytest.mark.parametrize("standard", ["scorm12", "scorm2004"])
def test_looking_back_records_nothing_and_says_so(context: BrowserContext, lms: Lms, standard: str) -> None:
    lms.standard = standard
    sitting = Sitting(context, lms, "all")
    sitting.open("after")
    answer_all_right(sitting.frame)
    hand_in(sitting.frame)
    sitting.settle()
    sitting.leave()
    kept = lms.cmi
    lms.mode = "review"
    again = Sitting(context, lms, "all")
    again.frame.locator("#notices", has_text="You are looking back").wait_for()
    assert again.frame.locator(".results .standing").inner_text() == "Passed"
    again.frame.locator(".take-again").click()
    again.settle()
    again.leave()
    assert not [call for call in lms.calls if call[0].endswith("SetValue")]
    lms.mode = ""
    assert kept is not None
    third = Sitting(context, lms, "all")
    assert third.frame.locator(".results .standing").inner_text() == "Passed", "what was tried is forgotten"

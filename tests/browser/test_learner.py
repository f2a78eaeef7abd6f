"""A learner in a hurry: double clicks, odd texts, changed minds."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.answers import answer_all_right, check, choose, form, hand_in, match, put_all
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms


def test_double_clicks_do_one_thing(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    frame = sitting.frame
    choose(frame, "check", "This one")
    form(frame, "check").locator(".check").dblclick()
    assert form(frame, "check").locator(".verdict").inner_text().endswith("Right")
    sitting.open("midnight")
    frame.get_by_role("button", name="Say that you are glad").dblclick()
    assert frame.get_by_role("heading", name="He is safe").is_visible()
    sitting.open("after")
    frame.locator(".hand-in").dblclick()
    assert frame.locator(".missing").is_visible()
    assert frame.locator(".results").count() == 0


def test_what_is_right_is_said_once(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    sitting.open("after")
    match(sitting.frame, "match", {"cat": "woof", "dog": "woof"})
    check(sitting.frame, "match")
    hand_in(sitting.frame)
    hand_in(sitting.frame)
    assert form(sitting.frame, "match").locator(".better").all_inner_texts() == ["Right: miaow"]


def test_number_that_is_none_is_said_when_the_quiz_is_finished(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    sitting.open("after")
    answer_all_right(sitting.frame)
    form(sitting.frame, "number").locator("input").fill("1e3")
    hand_in(sitting.frame)
    assert "Question 5 of 10" in sitting.frame.locator(".missing").inner_text()
    assert "type a number" in form(sitting.frame, "number").locator(".complaint").inner_text()
    hand_in(sitting.frame)
    assert form(sitting.frame, "number").locator(".complaint").count() == 0
    assert form(sitting.frame, "number").locator(".verdict").inner_text() == "Not answered"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("x" * 254 + "😀 and more", "x" * 254),
        ("x" * 253 + "😀 and more", "x" * 253 + "😀"),
        ("قال \"نعم\" & 'لا' <b>\u202e\\", "قال \"نعم\" & 'لا' <b>\u202e\\"),
    ],
    ids=["half a sign", "a whole sign", "quotes and directions"],
)
def test_odd_texts_reach_the_lms_whole(context: BrowserContext, lms: Lms, typed: str, told: str) -> None:
    sitting = Sitting(context, lms, "all")
    sitting.open("after")
    essay = form(sitting.frame, "essay").locator("textarea")
    essay.fill(typed)
    check(sitting.frame, "essay")
    sitting.settle()
    assert lms.interactions["all.essay"]["student_response"] == told
    sitting.leave()
    again = Sitting(context, lms, "all")
    assert form(again.frame, "essay").locator("textarea").input_value() == typed


def test_marks_of_an_activity_go_when_the_answer_changes(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    sitting.open("do")
    for kind in ("sort", "order"):
        box = sitting.frame.locator(f'[data-activity="{kind}"]').first
        put_all(box, 1)
        box.locator(".check").click()
        assert box.locator(".mark:not(:empty)").count() > 1
        if kind == "sort":
            box.locator("select").first.select_option(index=2)
        else:
            box.locator('[data-move="1"]').first.click()
        assert box.locator(".mark:not(:empty)").count() == 0
        assert box.locator(".verdict").inner_text() == ""


def test_ordering_that_is_not_touched_and_pairs_half_chosen(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    sitting.open("after")
    match(sitting.frame, "match", {"dog": "woof"})
    hand_in(sitting.frame)
    missing = sitting.frame.locator(".missing").inner_text()
    assert "Question 7 of 10" in missing and "Question 6 of 10" not in missing
    hand_in(sitting.frame)
    sitting.settle()
    assert set(lms.interactions) == {"all.match"}
    assert lms.interactions["all.match"]["student_response"] == "b.b"
    assert lms.interactions["all.match"]["result"] == "0.5"


@pytest.mark.parametrize("media", ["forced", "reduced"])
def test_what_is_chosen_is_seen_in_forced_colours(context: BrowserContext, lms: Lms, media: str) -> None:
    sitting = Sitting(context, lms, "all")
    if media == "forced":
        sitting.page.emulate_media(forced_colors="active")
    else:
        sitting.page.emulate_media(reduced_motion="reduce")
    sitting.open("do")
    steps = sitting.frame.locator(".steps-row").first.locator("label")
    steps.first.click()
    colours = [
        one.locator("span").evaluate("e => getComputedStyle(e).backgroundColor") for one in steps.all()[:2]
    ]
    assert colours[0] != colours[1]
    if media == "reduced":
        assert sitting.frame.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"

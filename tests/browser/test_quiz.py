"""The settings of a quiz: draw, shuffle, when answers are shown, and which attempt counts."""

from __future__ import annotations

from playwright.sync_api import BrowserContext

from tests.browser.answers import form, hand_in
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms


def asked(sitting: Sitting) -> list[str]:
    """The ids of the questions that are shown, in order."""
    ids: list[str] = sitting.frame.evaluate(
        "() => [...document.querySelectorAll('form.question:not([hidden])')].map((one) => one.id.slice(2))"
    )
    return ids


def test_draw_and_order_stay_for_an_attempt(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "drawn")
    first = asked(sitting)
    assert len(first) == 3 and "always" in first
    assert sitting.frame.locator(".no:visible").all_inner_texts() == [f"Question {n} of 3" for n in (1, 2, 3)]
    sitting.settle()
    sitting.leave()
    again = Sitting(context, lms, "drawn")
    assert asked(again) == first
    # Another learner gets other questions or another order, at the latest after a few of them.
    again.leave()
    others = []
    for n in range(8):
        lms.learner, lms.cmi = f"other-{n}", None
        other = Sitting(context, lms, "drawn")
        others.append(asked(other))
        other.kill()
    assert any(other != first for other in others)


def test_answers_are_shown_at_the_end_only(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "drawn")
    frame = sitting.frame
    drawn = [id for id in asked(sitting) if id != "always"]
    form(frame, drawn[0]).locator("label.choice", has_text="right").click()
    assert not form(frame, drawn[0]).locator(".check").is_visible()
    assert frame.get_by_text("Because of").locator("visible=true").count() == 0
    sitting.settle()
    assert lms.interactions == {}, "nothing is marked before the quiz is handed in"
    hand_in(frame)
    frame.locator(".missing").get_by_role("link").first.wait_for()
    hand_in(frame)
    assert frame.get_by_text("Because of").locator("visible=true").count() == 2
    assert form(frame, "always").locator(".verdict").inner_text() == "Not answered"
    sitting.settle()
    assert list(lms.interactions) == [f"drawn.{drawn[0]}"]


def test_first_attempt_counts_for_good(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "drawn")
    frame = sitting.frame
    hand_in(frame)
    hand_in(frame)
    sitting.settle()
    assert lms.core["lesson_status"] == "failed", "a later attempt cannot change it"
    frame.locator(".take-again").click()
    for id in asked(sitting):
        if id == "always":
            form(frame, id).locator("input").fill("yes")
        else:
            form(frame, id).locator("label.choice", has_text="right").click()
    hand_in(frame)
    sitting.settle()
    assert lms.core["score"]["raw"] == "0"
    assert lms.core["lesson_status"] == "failed"
    assert "0 % counts for this module" in frame.locator(".results").inner_text()

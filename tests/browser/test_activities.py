"""What learners do in activities, and that it is still there when they come back."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Sitting
from tests.browser.lms import Lms
from tests.browser.visits import again, box, start

NOON = datetime(2026, 3, 2, 12)


def test_map_of_a_story_leads_back_into_it(context: BrowserContext, lms: Lms) -> None:
    sitting = start(context, lms, "midnight")
    story = sitting.frame.locator("#p_midnight .story")
    story.get_by_role("button", name="Promise to keep it secret").click()
    expect(story.locator(".map .node")).to_have_text(
        ["It is 00:40 your way", "You promised your way", "He is safe not taken"]
    )
    story.get_by_role("button", name="Go on from “It is 00:40”").click()
    expect(story.get_by_role("heading", name="It is 00:40")).to_be_focused()
    expect(story.locator(".map")).to_be_hidden()
    story.get_by_role("button", name="Say that you are glad").click()
    expect(story.locator(".map .node")).to_have_text(
        ["It is 00:40 your way", "You promised seen before", "He is safe your way"]
    )
    sitting = again(context, lms, sitting, "midnight")
    story = sitting.frame.locator("#p_midnight .story")
    expect(story.get_by_text("seen before")).to_be_visible()
    story.get_by_role("button", name="What this is about").click()
    expect(story.get_by_text("promise care")).to_be_visible()


def test_dialogue_has_a_meter_and_a_history(context: BrowserContext, lms: Lms) -> None:
    sitting = start(context, lms, "talk")
    frame = sitting.frame
    frame.get_by_role("button", name="Ask why").click()
    expect(frame.get_by_role("meter", name="Trust")).to_have_attribute("aria-valuenow", "2")
    expect(frame.locator("#announce")).to_have_text("Trust: 2 of 10")
    frame.locator("#p_talk .history summary").click()
    expect(frame.locator(".history li:visible")).to_contain_text(["She pulls up her hood."])
    sitting = again(context, lms, sitting, "talk")
    expect(sitting.frame.get_by_role("meter", name="Trust")).to_have_attribute("aria-valuenow", "2")
    sitting.frame.locator("#p_talk .restart").click()
    expect(sitting.frame.get_by_role("meter", name="Trust")).to_have_attribute("aria-valuenow", "4")


def test_rows_of_a_planner(context: BrowserContext, lms: Lms) -> None:
    sitting = start(context, lms, "do")
    plan = box(sitting.frame, "visit")
    for n, text in enumerate(("first", "second", "third")):
        if n:
            plan.get_by_role("button", name="Add another").click()
        plan.get_by_label("What", exact=True).nth(n).fill(text)
    expect(plan.get_by_role("button", name="Add another")).to_be_hidden()
    plan.get_by_label("Done").nth(1).check()
    plan.get_by_role("button", name="Remove number 1").click()
    sitting = again(context, lms, sitting, "do")
    plan = box(sitting.frame, "visit")
    values = [each.input_value() for each in plan.get_by_label("What", exact=True).all()]
    assert values == ["second", "third"]
    assert [each.is_checked() for each in plan.get_by_label("Done").all()] == [True, False]
    assert lms.cmi is not None and "second" not in lms.cmi["suspend_data"]
    plan.get_by_role("button", name="Remove number 2").click()
    plan.get_by_role("button", name="Undo").click()
    expect(plan.get_by_label("What", exact=True).nth(1)).to_have_value("third")


def test_planner_is_printed_alone_and_saved(context: BrowserContext, lms: Lms) -> None:
    sitting = start(context, lms, "do")
    plan = box(sitting.frame, "visit")
    plan.get_by_label("Host").fill("The day centre")
    sitting.frame.evaluate(
        """() => { window.print = () => {
             window.printed = [...document.querySelectorAll(".activity")]
               .filter((each) => !each.closest(".unprinted")).map((each) => each.dataset.activity);
             dispatchEvent(new Event("afterprint")); } }"""
    )
    plan.get_by_role("button", name="Print").click()
    assert sitting.frame.evaluate("window.printed") == ["planner"]
    expect(sitting.frame.locator(".unprinted")).to_have_count(0)
    with sitting.page.expect_download() as found:
        plan.get_by_role("button", name="Save as a file").click()
    assert "The day centre" in found.value.path().read_text(encoding="utf-8")


def test_profile_of_a_self_check_is_a_table(context: BrowserContext, lms: Lms) -> None:
    sitting = start(context, lms, "do")
    scale = box(sitting.frame, "self")
    for statement, mark in zip(scale.locator(".statement").all(), (1, 4), strict=True):
        expect(scale.get_by_role("table")).to_be_hidden()
        statement.get_by_role("radio", name=str(mark)).check()
    row = scale.get_by_role("row", name="Listening")
    expect(row).to_contain_text(re.compile(r"2[.,]5 of 4"))
    sitting = again(context, lms, sitting, "do")
    expect(box(sitting.frame, "self").get_by_role("table", name="Your profile")).to_be_visible()


def test_places_on_a_picture_and_in_the_list(context: BrowserContext, lms: Lms) -> None:
    sitting = start(context, lms, "do")
    spots = box(sitting.frame, "advert")
    spots.get_by_role("button", name="Place 2").click()
    expect(spots.get_by_text("There is nothing wrong here.")).to_be_visible()
    expect(spots.locator(".count")).to_have_text("0 of 1 found")
    spots.locator("summary", has_text="deposit").press("Enter")
    expect(spots.get_by_role("button", name="Place 1")).to_have_attribute("aria-pressed", "true")
    sitting = again(context, lms, sitting, "do")
    expect(box(sitting.frame, "advert").locator(".count")).to_have_text("1 of 1 found")
    expect(box(sitting.frame, "advert").get_by_text("No employer takes money")).to_be_visible()


def test_flashcards_come_again_until_they_are_known(context: BrowserContext, lms: Lms) -> None:
    sitting = start(context, lms, "do")
    cards = box(sitting.frame, "words")
    seen = []
    for button in ("Show it again later", "I knew it"):
        seen.append(cards.locator(".flip:visible").inner_text())
        cards.locator(".flip:visible").focus()
        sitting.page.keyboard.press("Enter")
        cards.get_by_role("button", name=button).click()
        expect(cards.locator(".flip:visible")).to_be_focused()
    assert "NEET" in seen[0] and "OARS" in seen[1]
    sitting = again(context, lms, sitting, "do")
    cards = box(sitting.frame, "words")
    expect(cards.locator(".count")).to_have_text("Left: 0 · Again: 1 · Known: 1")
    cards.locator(".flip:visible").click()
    cards.get_by_role("button", name="I knew it").click()
    expect(cards.locator(".count")).to_contain_text("You know them all.")
    expect(cards.get_by_role("button", name="Start again")).to_be_focused()


def test_session_clock(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    sitting.page.clock.install(time=NOON)
    sitting.page.frames[1].goto(sitting.frame.url)
    sitting.frame.locator("body.ready").wait_for()
    sitting.open("do")
    sitting.page.clock.pause_at(NOON + timedelta(hours=1))  # from here on only the test lets time pass
    timer = box(sitting.frame, "meeting")
    timer.get_by_role("button", name="Start the clock").click()
    expect(timer.locator(".clock")).to_have_text("5:00")
    sitting.page.clock.fast_forward("04:00")  # as a device that slept: one tick at its end
    expect(timer.locator(".clock")).to_have_text("1:00")
    expect(sitting.frame.locator("#announce")).to_have_text("")
    sitting.page.clock.fast_forward("02:00")
    sitting.page.clock.run_for(2000)
    expect(timer.locator(".now")).to_have_text("Account")
    expect(timer.locator("[aria-current]")).to_have_text(re.compile("Account"))
    expect(sitting.frame.locator("#announce")).to_have_text("Account: 10 min")
    timer.get_by_role("button", name="Pause").click()
    left = timer.locator(".clock").inner_text()
    assert left.startswith("8:5")
    sitting.page.clock.fast_forward("30:00")
    expect(timer.locator(".clock")).to_have_text(left)
    timer.get_by_role("button", name="Next part").click()
    expect(timer.locator(".now")).to_have_text("The session is over.")


def test_session_clock_survives_the_end_of_a_visit(context: BrowserContext, lms: Lms) -> None:
    sitting = start(context, lms, "do")
    timer = box(sitting.frame, "meeting")
    timer.get_by_role("button", name="Start the clock").click()
    timer.get_by_role("button", name="Next part").click()
    sitting = again(context, lms, sitting, "do")
    timer = box(sitting.frame, "meeting")
    expect(timer.locator(".now")).to_have_text("Account")
    expect(timer.get_by_role("button", name="Pause")).to_be_visible()


def test_recording_fetches_nothing_before_it_is_played(context: BrowserContext, lms: Lms) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    sitting = Sitting(context, lms, "all")
    video = sitting.frame.get_by_label("Denitsa tells")
    with context.expect_event("request", lambda request: request.url.endswith("talk.vtt")):
        video.evaluate("(video) => { video.dispatchEvent(new Event('play')); }")
    # Whatever was fetched at the start has been asked for by now.
    assert [url.rpartition("/")[2] for url in asked if "talk." in url] == ["talk.vtt"]
    sitting.frame.get_by_text("Transcript").click()
    expect(sitting.frame.get_by_text("I came the third time")).to_be_visible()

"""What learners do in activities: with mouse, finger or keyboard, and still there when they come back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Frame, Locator, Page, expect

from tests.browser.answers import check, form, put_all
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms


def box(frame: Frame, id: str) -> Locator:
    """An activity by its id."""
    return frame.locator(f'.activity[id$="_{id}"]')


def drag(page: Page, item: Locator, onto: Locator) -> None:
    """Drags with the mouse, from the middle of one thing to the middle of another."""
    item.scroll_into_view_if_needed()
    for place, press in ((item, True), (onto, False)):
        found = place.bounding_box()
        assert found is not None
        page.mouse.move(found["x"] + found["width"] / 2, found["y"] + found["height"] / 2, steps=4)
        if press:
            page.mouse.down()
    page.mouse.up()


def again(context: BrowserContext, lms: Lms, sitting: Sitting, page: str) -> Sitting:
    """Leaves, and comes back to the same page."""
    sitting.settle()
    sitting.leave()
    other = Sitting(context, lms, "all")
    other.open(page)
    return other


def start(context: BrowserContext, lms: Lms, page: str) -> Sitting:
    sitting = Sitting(context, lms, "all")
    sitting.open(page)
    return sitting


def test_sorting_with_the_mouse(context: BrowserContext, lms: Lms) -> None:
    sitting = start(context, lms, "do")
    piles = box(sitting.frame, "piles")
    card = piles.locator(".sort-card", has_text="A loan")
    drag(sitting.page, card.locator(".left"), piles.locator(".pile", has_text="Time").first)
    expect(piles.locator(".pile", has_text="Time").locator(".sort-card")).to_have_text(re.compile("A loan"))
    put_all(piles, 1)
    piles.locator(".check").click()
    expect(piles.locator(".verdict")).to_have_text("0 of 2 in the right place.")
    sitting = again(context, lms, sitting, "do")
    piles = box(sitting.frame, "piles")
    expect(piles.locator(".verdict")).to_have_text("0 of 2 in the right place.")
    expect(piles.locator(".why", has_text="Money it is.")).to_be_visible()
    piles.locator(".again").click()
    expect(piles.locator(".deck .sort-card")).to_have_count(2)


def test_sorting_with_the_keyboard_keeps_the_focus(context: BrowserContext, lms: Lms) -> None:
    sitting = start(context, lms, "do")
    select = box(sitting.frame, "interests").locator(".deck select").first
    select.focus()
    sitting.page.keyboard.press("I")
    focused = sitting.frame.locator(":focus")
    expect(focused).to_have_js_property("tagName", "SELECT")
    expect(sitting.frame.locator('.pile:has-text("I would like it") :focus')).to_have_count(1)
    put_all(box(sitting.frame, "interests"), 2)
    box(sitting.frame, "interests").get_by_role("button", name="See my choice").click()
    verdict = box(sitting.frame, "interests").locator(".verdict")
    expect(verdict).to_have_text("I would like it: 1 · Not for me: 1")
    expect(box(sitting.frame, "interests").get_by_text("That is fine.")).to_be_visible()


def test_escape_puts_a_card_back(context: BrowserContext, lms: Lms) -> None:
    sitting = start(context, lms, "do")
    piles = box(sitting.frame, "piles")
    card = piles.locator(".sort-card").first
    card.scroll_into_view_if_needed()
    card.locator(".left").hover()
    sitting.page.mouse.down()
    piles.locator(".pile").first.hover()
    expect(piles.locator(".dragged")).to_have_count(1)
    sitting.page.keyboard.press("Escape")
    sitting.page.mouse.up()
    expect(piles.locator(".dragged")).to_have_count(0)
    expect(piles.locator(".deck .sort-card")).to_have_count(2)


WAYS = ("drag", "word first", "gap first", "keyboard")


@pytest.mark.parametrize("way", WAYS)
def test_words_go_into_gaps(context: BrowserContext, lms: Lms, way: str) -> None:
    sitting = start(context, lms, "after")
    question = form(sitting.frame, "drag")
    for gap, word in enumerate(("If", "then")):
        button = question.locator(".bank").get_by_role("button", name=word, exact=True)
        slot = question.locator("[data-gap]").nth(gap)
        if way == "drag":
            drag(sitting.page, button, slot)
        elif way == "keyboard":
            for each in (button, slot):
                each.focus()
                sitting.page.keyboard.press("Enter")
        else:
            for each in (button, slot) if way == "word first" else (slot, button):
                each.click()
        expect(slot).to_have_accessible_name(f"Gap {gap + 1}: {word}")
    check(sitting.frame, "drag")
    expect(question.locator(".verdict")).to_have_text(re.compile("Right"))


def test_words_leave_gaps_and_change_places(context: BrowserContext, lms: Lms) -> None:
    sitting = start(context, lms, "after")
    question = form(sitting.frame, "drag")
    first, second = question.locator("[data-gap]").all()
    drag(sitting.page, question.locator(".bank").get_by_text("then", exact=True), first)
    drag(sitting.page, question.locator(".bank").get_by_text("If", exact=True), second)
    drag(sitting.page, first, second)
    expect(first).to_have_text("If")
    expect(second).to_have_text("then")
    drag(sitting.page, first, question.locator(".bank"))
    expect(first).to_have_accessible_name("Gap 1: empty")
    second.click()  # takes the word out
    first.click()
    expect(first).to_have_text("then")
    sitting = again(context, lms, sitting, "after")
    expect(form(sitting.frame, "drag").locator("[data-gap]").first).to_have_text("then")


def test_words_are_dragged_with_a_finger(context: BrowserContext, lms: Lms) -> None:
    sitting = start(context, lms, "after")
    question = form(sitting.frame, "drag")
    question.scroll_into_view_if_needed()
    question.evaluate(
        """(form) => {
             const at = (element) => {
               const { left, top, width, height } = element.getBoundingClientRect();
               return { clientX: left + width / 2, clientY: top + height / 2 };
             };
             const word = form.querySelector("[data-word]");
             const gap = at(form.querySelector("[data-gap]"));
             const finger = { bubbles: true, isPrimary: true, pointerId: 7, pointerType: "touch" };
             const fire = (name, place) => document.elementFromPoint(place.clientX, place.clientY)
               .dispatchEvent(new PointerEvent(name, { ...finger, ...place }));
             fire("pointerdown", at(word));
             fire("pointermove", gap);
             fire("pointerup", gap);
           }"""
    )
    word = question.locator("[data-word]").first.inner_text()
    expect(question.locator("[data-gap]").first).to_have_text(word)


def test_items_are_put_in_order_by_dragging(context: BrowserContext, lms: Lms) -> None:
    sitting = start(context, lms, "after")
    items = form(sitting.frame, "order").locator(".movable > li")
    for place, text in enumerate(("one", "two", "three")):
        if text not in items.nth(place).inner_text():
            drag(sitting.page, items.filter(has_text=text).locator(".grip"), items.nth(place))
    check(sitting.frame, "order")
    expect(form(sitting.frame, "order").locator(".verdict")).to_have_text(re.compile("Right"))


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
    sitting.page.clock.install()
    sitting.page.frames[1].goto(sitting.frame.url)
    sitting.frame.locator("body.ready").wait_for()
    sitting.open("do")
    timer = box(sitting.frame, "meeting")
    timer.get_by_role("button", name="Start the clock").click()
    expect(timer.locator(".clock")).to_have_text("5:00")
    sitting.page.clock.fast_forward("04:00")  # as a device that slept: one tick at its end
    expect(timer.locator(".clock")).to_have_text(re.compile("1:0[01]|0:5"))
    expect(sitting.frame.locator("#announce")).to_have_text("")
    sitting.page.clock.fast_forward("02:00")
    sitting.page.clock.run_for(2000)
    expect(timer.locator(".now")).to_have_text("Account")
    expect(timer.locator("[aria-current]")).to_have_text(re.compile("Account"))
    expect(sitting.frame.locator("#announce")).to_have_text("Account: 10 min")
    timer.get_by_role("button", name="Pause").click()
    left = timer.locator(".clock").inner_text()
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
    assert not [url for url in asked if "talk." in url]
    with context.expect_event("request", lambda request: request.url.endswith("talk.vtt")):
        video.evaluate("(video) => { video.dispatchEvent(new Event('play')); }")
    sitting.frame.get_by_text("Transcript").click()
    expect(sitting.frame.get_by_text("I came the third time")).to_be_visible()

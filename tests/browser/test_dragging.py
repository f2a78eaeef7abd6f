"""Cards, words and items that are dragged with mouse or finger, or moved with clicks and keys alike."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser import visits
from tests.browser.answers import check, form, put_all
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms
from tests.browser.visits import again, box

HIGH = 9000
"""Higher than any page: near its edges a window scrolls along with what is dragged, as long as that takes."""


def start(context: BrowserContext, lms: Lms, page: str) -> Sitting:
    """Opens a page in a window in which nothing ever scrolls."""
    sitting = visits.start(context, lms, page)
    sitting.page.set_viewport_size({"width": 1280, "height": HIGH})
    assert sitting.frame.evaluate("document.documentElement.scrollHeight === innerHeight")
    return sitting


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

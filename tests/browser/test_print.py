"""On paper: the open page or the whole module, with what was filled in and lines where nothing was."""

from __future__ import annotations

import re

from playwright.sync_api import BrowserContext, Frame, Page

from tests.browser.answers import choose, form
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms

# The page's own clock says when it has noticed that all it opened for the printer is closed again.
PRINTED = "() => new Promise((done) => setTimeout(done, 150))"


def printed(page: Page, frame: Frame | None = None) -> None:
    """As the browser does it for its printer, without the dialogue."""
    page.emulate_media(media="print")
    (frame or page.main_frame).evaluate("window.dispatchEvent(new Event('beforeprint'))")


def opened(context: BrowserContext, lms: Lms, place: str) -> Page:
    page = context.new_page()
    page.goto(f"{lms.origin}/package/all/index.html#{place}")
    page.wait_for_selector("body.ready")
    page.evaluate("window.print = () => { window.asked = document.documentElement.className; }")
    return page


def visible(page: Page, selector: str) -> int:
    return page.locator(selector).locator("visible=true").count()


def test_open_page_is_printed_with_what_is_filled_in(context: BrowserContext, lms: Lms) -> None:
    page = opened(context, lms, "p_after")
    frame = page.main_frame
    long = "One line of my own. " * 60
    form(frame, "essay").locator("textarea").fill(long)
    form(frame, "number").locator("input").fill("19,3")
    form(frame, "match").locator("select").first.select_option(label="miaow")
    choose(frame, "single", "First")
    printed(page)
    assert visible(page, ".page") == 1
    assert (
        visible(page, ".bar > button, .contents, .steps, .actions, textarea, select, input[type=text]") == 0
    )
    copies = form(frame, "essay").locator(".paper")
    assert copies.inner_text().strip() == long.strip()
    assert form(frame, "number").locator(".paper").inner_text() == "19,3"
    assert form(frame, "match").locator(".pairs .paper").all_inner_texts() == ["miaow", ""]
    options = form(frame, "match").locator(".paper.options").inner_text()
    assert options.startswith("To choose from: ") and "woof" in options and "moo" in options
    assert re.search(r"\((relatedness / wealth|wealth / relatedness)\)", form(frame, "gaps").inner_text())
    assert form(frame, "single").locator("input:checked").is_visible()
    assert visible(page, ".result, .why") == 0, "nothing is given away that was not checked"
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator(".paper").count() == 0


def test_whole_module_is_printed_on_demand(context: BrowserContext, lms: Lms) -> None:
    page = opened(context, lms, "p_read")
    page.get_by_role("button", name="Display").click()
    page.get_by_role("button", name="The whole module").click()
    assert page.evaluate("window.asked") == "print-module"
    printed(page)
    for part in (".page", ".scene", ".bank"):
        assert visible(page, part) == page.locator(part).count() > 0
    content = "getComputedStyle(document.querySelector('a[href^=http]'), '::after').content"
    assert "example.org" in page.evaluate(content)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert visible(page, ".page") == 1


def test_cards_and_hints_are_open_on_paper_alone(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    frame = sitting.frame
    hint = frame.locator("#q_check details.hint")
    printed(sitting.page, frame)
    assert hint.get_attribute("open") is not None
    frame.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert hint.get_attribute("open") is None
    sitting.page.emulate_media(media="screen")
    sitting.open("do")
    assert not frame.locator(".cards .back").first.is_visible()
    frame.evaluate(PRINTED)
    printed(sitting.page, frame)
    assert frame.locator(".cards .back").first.is_visible()
    assert frame.locator(".places details[open]").count() == 0, "places to find are not given away"

"""The shell: no other host, no unload, no LMS, the keyboard alone, paper and small screens."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, expect

from tests.browser.answers import choose, form, hand_in
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms


@pytest.mark.parametrize("width", [320, 360])
def test_nothing_is_wider_than_a_phone(browser: Browser, folder: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700})
    page = context.new_page()
    page.goto((folder / "all" / "index.html").as_uri())
    page.wait_for_selector("body.ready")
    for id in ("read", "midnight", "talk", "do", "after"):
        page.evaluate(f"location.hash = 'p_{id}'")
        page.wait_for_selector(f"#p_{id}:not([hidden])")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, id
    context.close()


def test_targets_are_large_enough(browser: Browser, folder: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto((folder / "all" / "index.html").as_uri())
    page.wait_for_selector("body.ready")
    small: list[str] = []
    for id in ("read", "midnight", "talk", "do", "after"):
        page.evaluate(f"location.hash = 'p_{id}'")
        page.wait_for_selector(f"#p_{id}:not([hidden])")
        small += page.evaluate(
            """() => [...document.querySelectorAll("button, select, summary, textarea, [type=text], .choice")]
                 .map((one) => [one.outerHTML.slice(0, 80), one.getBoundingClientRect()])
                 .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
                 .map(([html]) => html)"""
        )
    context.close()
    assert small == []


def test_no_other_host_and_no_unload(context: BrowserContext, lms: Lms) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    context.add_init_script(
        """window.listening = [];
        const add = EventTarget.prototype.addEventListener;
        EventTarget.prototype.addEventListener = function (name, ...rest) {
          window.listening.push(name);
          return add.call(this, name, ...rest);
        };"""
    )
    sitting = Sitting(context, lms, "all")
    for id in ("midnight", "talk", "do", "after", "read"):
        sitting.open(id)
    sitting.settle()
    assert {url for url in asked if not url.startswith((lms.origin, "data:"))} == set()
    names = set(sitting.frame.evaluate("window.listening"))
    assert "pagehide" in names and "visibilitychange" in names
    assert names.isdisjoint({"unload", "beforeunload"})
    assert sitting.frame.evaluate("window.onunload === null && window.onbeforeunload === null")


def test_player_is_small(files: dict[str, bytes]) -> None:
    shell = sum(len(gzip.compress(files[f"player/player.{kind}"], mtime=0)) for kind in ("js", "css"))
    shell += len(gzip.compress(files["read-only/index.html"], mtime=0))
    assert shell < 60_000
    assert sum(len(data) for name, data in files.items() if name.startswith("player/")) < 200_000


def test_opened_from_disk(context: BrowserContext, folder: Path) -> None:
    page = context.new_page()
    address = (folder / "small" / "index.html").as_uri()
    page.goto(address)
    page.wait_for_selector("body.ready")
    assert "not in a learning platform" in page.locator("#notices").inner_text()
    page.locator(".step.next").click()
    frame = page.main_frame
    for question, answer in (("one", "1"), ("two", "2"), ("three", "3")):
        choose(frame, question, answer)
    hand_in(frame)
    words = page.locator(".results").inner_text()
    assert "Passed" in words and "nothing is recorded" in words
    page.goto("about:blank")
    page.goto(address)
    page.wait_for_selector(".results")
    assert page.locator("#p_after").is_visible()


def test_frame_without_an_lms(context: BrowserContext, lms: Lms) -> None:
    lms.has_api = False
    sitting = Sitting(context, lms, "small")
    assert "not in a learning platform" in sitting.frame.locator("#notices").inner_text()
    sitting.page.close()


def test_back_button_and_links(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    frame = sitting.frame
    frame.get_by_role("link", name="the case").click()
    frame.locator("#p_midnight").wait_for()
    assert frame.evaluate("document.activeElement.textContent") == "A message at midnight"
    assert frame.title() == "A message at midnight – Everything there is"
    frame.evaluate("history.back()")
    frame.locator("#p_read").wait_for()
    frame.get_by_role("link", name="a place below").click()
    expect(frame.locator(":focus")).to_have_text("A place")
    outside = frame.get_by_role("link", name="another host")
    assert outside.get_attribute("target") == "_blank" and outside.get_attribute("rel") == "noopener"
    seen = frame.locator("#contents a.seen").count()
    assert seen == 2
    assert frame.locator(".progress-text").inner_text() == "2 / 5"


def press(frame: Frame, *keys: str) -> None:
    for key in keys:
        frame.page.keyboard.press(key)


def tab_to(frame: Frame, selector: str) -> None:
    """Presses Tab until an element has the focus, which must be seen."""
    for _ in range(60):
        press(frame, "Tab")
        if frame.evaluate(f"document.activeElement.matches({json.dumps(selector)})"):
            shown = frame.evaluate(
                """() => { const element = document.activeElement;
                  const row = element.closest(".choice") || element;
                  return getComputedStyle(row).outlineStyle !== "none"
                    || getComputedStyle(element).outlineStyle !== "none"; }"""
            )
            assert shown, f"no visible focus on {selector}"
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_keyboard_alone(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "small")
    frame = sitting.frame
    frame.evaluate("document.querySelector('.skip').focus()")
    tab_to(frame, ".step.next")
    press(frame, "Enter")
    frame.locator("#p_after").wait_for()
    assert frame.evaluate("document.activeElement.tagName") == "H1"
    for question, answer in (("one", "1"), ("two", "2"), ("three", "3")):
        tab_to(frame, f"#q_{question} input")
        wanted = form(frame, question).locator("label.choice", has_text=answer).locator("input")
        press(frame, " ")
        if not wanted.is_checked():
            press(frame, "ArrowDown")
        assert wanted.is_checked()
        tab_to(frame, f"#q_{question} .check")
        press(frame, "Enter")
        assert form(frame, question).locator(".verdict").inner_text().endswith("Right")
    tab_to(frame, ".hand-in")
    press(frame, "Enter")
    assert frame.evaluate("document.activeElement.textContent") == "Your result"
    sitting.settle()
    assert lms.core["lesson_status"] == "passed"


def test_ordering_by_keyboard_says_where_an_item_went(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    sitting.open("after")
    frame = sitting.frame
    first = frame.locator("#q_order .movable > li").first.locator(".card").inner_text().split()[-1]
    frame.locator("#q_order [data-move='1']").first.focus()
    press(frame, "Enter")
    frame.locator("#announce", has_text=f"{first}: now place 2 of 3").wait_for(state="attached")
    assert frame.evaluate("document.activeElement.dataset.move") == "1"


def test_words_are_placed_by_tapping(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    sitting.open("after")
    drag = form(sitting.frame, "drag")
    drag.get_by_role("button", name="then").click()
    drag.locator("[data-gap]").nth(1).click()
    assert drag.locator("[data-gap]").nth(1).inner_text() == "then"


def test_dialogue_moves_its_meter(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    sitting.open("talk")
    frame = sitting.frame
    meter = frame.get_by_role("meter", name="Trust")
    assert meter.get_attribute("aria-valuenow") == "4"
    frame.get_by_role("button", name="Ask why she missed").click()
    assert meter.get_attribute("aria-valuenow") == "2"
    assert frame.get_by_text("She pulls up her hood.").locator("visible=true").count() == 1
    frame.locator("#announce", has_text="Trust: 2 of 10").wait_for(state="attached")
    frame.get_by_role("button", name="Start again").click()
    assert meter.get_attribute("aria-valuenow") == "4"
    assert frame.get_by_text("You meet at the bus stop.").is_visible()

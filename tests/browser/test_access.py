"""Nothing that axe finds, on any page in any state, on phones and desks, by day and by night."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page

from tests.browser.answers import answer_all_right, check, choose, form, hand_in, order, put_all

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
LOOKS = [(360, "light"), (360, "dark"), (1280, "light"), (1280, "dark")]


def read(frame: Frame) -> Iterator[str]:
    yield "first seen"
    choose(frame, "check", "That one")
    check(frame, "check")
    form(frame, "diary").locator("textarea").fill("Mine")
    check(frame, "diary")
    frame.locator("details.hint summary").click()
    yield "answered wrongly"


def midnight(frame: Frame) -> Iterator[str]:
    yield "first scene"
    frame.get_by_role("button", name="Say that you are glad").click()
    yield "at its end"
    frame.locator("#p_midnight button.debrief").click()
    yield "debrief"


def talk(frame: Frame) -> Iterator[str]:
    frame.get_by_role("button", name="Ask why").click()
    frame.locator("#p_talk .history summary").click()
    yield "at its end"


def do(frame: Frame) -> Iterator[str]:
    yield "first seen"
    for box in frame.locator('[data-activity="sort"]').all():
        put_all(box, 1)
        box.locator(".check").click()
    frame.locator('[data-activity="order"] .check').click()
    for statement in frame.locator(".statement").all():
        statement.locator("label").nth(2).click()
    frame.locator(".spot").first.click()
    frame.locator(".flip:visible").click()
    frame.locator(".add").click()
    frame.locator(".start").click()
    yield "done"


def after(frame: Frame) -> Iterator[str]:
    yield "first seen"
    answer_all_right(frame)
    order(frame, "order", "three")
    choose(frame, "single", "Second")
    form(frame, "gaps").locator("input").fill("money")
    form(frame, "number").locator("input").fill("many")
    check(frame, "number")
    yield "not a number"
    check(frame, "essay")
    hand_in(frame)
    yield "one is missing"
    hand_in(frame)
    yield "results"


PAGES: list[Callable[[Frame], Iterator[str]]] = [read, midnight, talk, do, after]


def violations(page: Page) -> list[str]:
    """What axe finds, in words."""
    found: dict[str, Any] = page.evaluate(
        """() => axe.run(document, { resultTypes: ["violations"],
             runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })"""
    )
    return [
        f"{one['id']}: {node['html'][:120]} {node.get('failureSummary', '')[:300]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing(browser: Browser, folder: Path, width: int, scheme: Any) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
    )
    context.set_default_timeout(5000)
    page = context.new_page()
    page.goto((folder / "all" / "index.html").as_uri())
    page.wait_for_selector("body.ready")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: dict[str, list[str]] = {}
    for walk in PAGES:
        page.evaluate(f"location.hash = 'p_{walk.__name__}'")
        page.wait_for_selector(f"#p_{walk.__name__}:not([hidden])")
        found |= {f"{walk.__name__}, {state}": violations(page) for state in walk(page.main_frame)}
    if width < 500:
        page.locator(".menu").click()
        found["menu"] = violations(page)
    context.close()
    assert {state: faults for state, faults in found.items() if faults} == {}


def test_axe_finds_what_is_wrong(browser: Browser, folder: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((folder / "small" / "index.html").as_uri())
    page.evaluate(AXE.read_text(encoding="utf-8"))
    page.evaluate("document.querySelector('.step.next').replaceChildren()")
    assert any(fault.startswith("link-name") for fault in violations(page))
    context.close()

"""From right to left: the same pages, mirrored."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.readers import load
from bot_scorm.writers.html import player_files, render_module
from tests.browser.conftest import COURSE
from tests.conftest import REPO

PHYSICAL = re.compile(
    r"(?<![a-z-])(?:(?:margin|padding|border)-)?(?:left|right)(?:-[a-z]+)?:\s"
    r"|(?:text-align|float):\s(?:left|right)\b"
)
"""Properties that stay where they are when the writing turns round."""


@pytest.fixture(scope="module")
def mirrored(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Page:
    root = tmp_path_factory.mktemp("rtl")
    programme = load(COURSE, Report())
    for name, source in (
        player_files() | render_module(Edition("ar", programme), programme.modules[0])
    ).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(source.read())
    page = browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.goto((root / "all" / "index.html").as_uri())
    page.wait_for_selector("body.ready")
    return page


def box(page: Page, selector: str) -> dict[str, float]:
    found = page.locator(selector).locator("visible=true").first.bounding_box()
    assert found is not None
    return {"x": found["x"], "end": found["x"] + found["width"]}


def test_frame_is_mirrored(mirrored: Page) -> None:
    assert mirrored.locator("html").get_attribute("dir") == "rtl"
    assert mirrored.locator("html").get_attribute("lang") == "ar"
    assert box(mirrored, "#contents")["x"] > box(mirrored, "main .page")["end"]
    assert box(mirrored, ".brand")["end"] > box(mirrored, ".tools-button")["end"]
    assert box(mirrored, "#contents .dot")["x"] > box(mirrored, "#contents .entry")["x"]
    mirrored.evaluate("location.hash = 'p_midnight'")
    mirrored.wait_for_selector("#p_midnight:not([hidden])")
    assert box(mirrored, ".step.previous")["x"] > box(mirrored, ".step.next")["x"]
    arrow = "getComputedStyle(document.querySelector('.step.next .arrow')).transform"
    assert mirrored.evaluate(arrow) == "matrix(-1, 0, 0, 1, 0, 0)"


def test_pages_are_mirrored_and_fit(mirrored: Page) -> None:
    mirrored.evaluate("location.hash = 'p_read'")
    mirrored.wait_for_selector("#p_read:not([hidden])")
    style = "(name) => getComputedStyle(document.querySelector('.box.note')).getPropertyValue(name)"
    assert mirrored.evaluate(style, "border-right-width") == "4px"
    assert mirrored.evaluate(style, "border-left-width") == "0px"
    choice = "#q_check .choice"
    assert box(mirrored, f"{choice} input")["x"] > box(mirrored, f"{choice} .text")["x"]
    first, last = box(mirrored, "th >> nth=0"), box(mirrored, "th >> nth=1")
    assert first["x"] > last["x"]
    for width in (320, 1280):
        mirrored.set_viewport_size({"width": width, "height": 900})
        assert mirrored.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize(
    "sheet", sorted((REPO / "templates" / "player").glob("*.css")), ids=lambda one: one.name
)
def test_style_sheets_name_no_side(sheet: Path) -> None:
    assert PHYSICAL.findall(sheet.read_text("utf-8")) == []
    assert PHYSICAL.search("margin-left: 1rem") and PHYSICAL.search("a { left: 0 }") is not None

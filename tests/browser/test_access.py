"""Nothing that axe finds and nothing cut off: every page, every state, every scheme, small and enlarged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.answers import check, form, hand_in
from tests.browser.conftest import package
from tests.conftest import PATIENCE, REPO

HERE = Path(__file__).parent
AXE = (REPO / "node_modules" / "axe-core" / "axe.min.js").read_text("utf-8")
ACT = (HERE / "act.js").read_text("utf-8")
MEASURE = (HERE / "measure.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]
LAYOUT = [
    "aria-hidden-focus", "button-name", "label", "link-name", "region", "scrollable-region-focusable",
    "select-name", "skip-link", "target-size",
]  # fmt: skip
"""What a narrow window may change: names that are hidden there, what scrolls, what is small."""
DESK, PHONE, ZOOMED = (1280, 900), (320, 640), (640, 450)
"""The last is a desk at 200 %: half as many CSS pixels each way."""
SCHEMES: list[dict[str, Any]] = [
    {"color_scheme": "dark", "forced_colors": "none"},
    {"color_scheme": "dark", "forced_colors": "active"},
]
MODULES = sorted(path.parent for path in (REPO / "content").rglob("module.yaml"))
LIGHT: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none"}


@dataclass(slots=True)
class Auditor:
    """Looks at the page as it is, in all the ways that a learner may see it, and keeps what is wrong."""

    page: Page
    runs: int = 0
    found: dict[str, list[str]] = field(default_factory=dict)

    def look(self, state: str) -> None:
        """Axe in full on a desk; what a phone and the other schemes change; sizes when enlarged."""
        self.page.emulate_media(**LIGHT)
        self._axe(f"{state}, desk", {"runOnly": TAGS})
        for scheme in SCHEMES:
            self.page.emulate_media(**scheme)
            self._axe(f"{state}, {scheme}", {"runOnly": {"type": "rule", "values": COLOURS}})
        self.page.emulate_media(**LIGHT)
        self._size(PHONE)
        self._axe(f"{state}, phone", {"runOnly": {"type": "rule", "values": LAYOUT}})
        for size, text in ((PHONE, "100%"), (ZOOMED, "100%"), (DESK, "200%"), (PHONE, "150%")):
            self._size(size)
            self.page.evaluate("(text) => { document.documentElement.style.fontSize = text; }", text)
            self._note(f"{state}, {size[0]} px, text {text}", self.page.evaluate(MEASURE))
        self.page.evaluate("() => { document.documentElement.style.fontSize = ''; }")
        self._size(DESK)

    def glance(self, state: str) -> None:
        """Axe in full on a desk, and sizes where the window is narrowest for its text."""
        self._axe(f"{state}, desk", {"runOnly": TAGS})
        self._size(PHONE)
        self.page.evaluate("() => { document.documentElement.style.fontSize = '150%'; }")
        self._note(f"{state}, phone", self.page.evaluate(MEASURE))
        self.page.evaluate("() => { document.documentElement.style.fontSize = ''; }")
        self._size(DESK)

    def _axe(self, state: str, options: dict[str, Any]) -> None:
        self.runs += 1
        self._note(state, violations(self.page, options))

    def _size(self, size: tuple[int, int]) -> None:
        self.page.set_viewport_size({"width": size[0], "height": size[1]})

    def _note(self, state: str, faults: list[str]) -> None:
        if faults:
            self.found[state] = faults


def violations(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe finds, in words."""
    found: list[tuple[str, str, str]] = page.evaluate(
        """async (options) => {
          for (let frames = 0; frames < 2; frames += 1) await new Promise(requestAnimationFrame);
          // The pages that are not open only cost time: empty ones stand in for them.
          const pages = [...document.querySelectorAll(".page[hidden]")].map((one) => [one, one.cloneNode()]);
          for (const [one, empty] of pages) one.replaceWith(empty);
          const { violations } = await axe.run({ resultTypes: ["violations"], ...options });
          for (const [one, empty] of pages) empty.replaceWith(one);
          return violations.flatMap(
            ({ id, nodes }) => nodes.map((one) => [id, one.html, one.failureSummary || ""]),
          );
        }""",
        options,
    )
    return [f"{rule}: {html[:120]} {why[:300]}" for rule, html, why in found]


def opened(browser: Browser, address: str) -> Page:
    context = browser.new_context(viewport={"width": DESK[0], "height": DESK[1]}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("body.ready")
    page.evaluate(AXE)
    return page


def pages(page: Page) -> Iterator[str]:
    """Opens each page of the module, one after the other."""
    for id in page.evaluate("[...document.querySelectorAll('.page')].map((one) => one.id)"):
        page.evaluate("(id) => { location.hash = id; }", id)
        page.wait_for_selector(f"#{id}:not([hidden])")
        yield id


def finish(page: Page) -> None:
    """Hands the quiz in that is open, if one is."""
    for _ in range(2):
        if page.locator(".page:not([hidden]) .hand-in").locator("visible=true").count():
            hand_in(page.main_frame)


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All modules of the content, side by side."""
    root = tmp_path_factory.mktemp("content")
    for name, data in package(REPO / "content").items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_nothing_is_found_in_any_module(browser: Browser, content: Path, path: Path) -> None:
    id = re.search(r"^id: (.+)$", (path / "module.yaml").read_text("utf-8"), re.M)
    assert id
    page = opened(browser, (content / id[1] / "index.html").as_uri())
    auditor = Auditor(page)
    for each in pages(page):
        page.evaluate(ACT, True)
        auditor.glance(each)
    page.context.close()
    assert not auditor.found, json.dumps(auditor.found, indent=1)


@pytest.mark.parametrize("answers", ["right", "wrong"])
@pytest.mark.parametrize("module", ["trust", "all"])
def test_nothing_is_found(
    browser: Browser,
    folder: Path,
    content: Path,
    module: str,
    answers: Literal["right", "wrong"],
    record_property: Any,
) -> None:
    file = (content if module == "trust" else folder) / module / "index.html"
    page = opened(browser, file.as_uri())
    auditor = Auditor(page)
    for id in pages(page):
        if answers == "wrong":
            auditor.look(f"{id}, before")
        page.evaluate(ACT, answers == "right")
        auditor.look(f"{id}, {answers}")
        if page.locator(".page:not([hidden])[data-kind=quiz]").count():
            finish(page)
            auditor.look(f"{id}, finished")
    record_property("axe runs", auditor.runs)
    page.context.close()
    assert not auditor.found, json.dumps(auditor.found, indent=1)


def test_nothing_is_found_on_the_way(browser: Browser, folder: Path) -> None:
    """States between: an open menu, a complaint, a quiz that is not complete."""
    page = opened(browser, (folder / "all" / "index.html").as_uri())
    auditor = Auditor(page)
    page.locator(".tools-button").click()
    auditor.look("display")
    page.keyboard.press("Escape")
    page.evaluate("location.hash = 'p_after'")
    form(page.main_frame, "number").locator("input").fill("many")
    check(page.main_frame, "number")
    check(page.main_frame, "essay")
    auditor.look("not a number")
    hand_in(page.main_frame)
    auditor.look("some are missing")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.locator(".menu").click()
    assert violations(page, {"runOnly": TAGS}) == []
    page.context.close()
    assert not auditor.found, json.dumps(auditor.found, indent=1)


def test_wrong_things_are_found(browser: Browser, folder: Path) -> None:
    page = opened(browser, (folder / "small" / "index.html").as_uri())
    page.evaluate(
        """() => {
          document.querySelector(".step.next").replaceChildren();
          document.querySelector("h1").style.cssText = "color: #ccc; inline-size: 2000px";
          document.querySelector(".tools-button").style.cssText = "inline-size: 9px; padding: 0";
        }"""
    )
    found = " ".join(violations(page, {"runOnly": TAGS}))
    assert "link-name" in found and "color-contrast" in found
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    measured = " ".join(page.evaluate(MEASURE))
    assert "wider than the window" in measured and "tools-button" in measured
    page.context.close()

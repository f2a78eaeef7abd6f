"""Writes docs/screenshots/ anew: a page, a case, a quiz, an activity and the results, in four looks each.

Needs Debian's Chromium (or the one that CHROMIUM names), Playwright and Pillow: `make screenshots`.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from bot_scorm.citing import cited
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.readers import load
from bot_scorm.writers.html import player_files, render_module

REPO = Path(__file__).resolve().parent.parent
TARGET = REPO / "docs" / "screenshots"
MODULE = "trust"
SIZES = {"phone": (360, 740), "desktop": (1280, 900)}
SCHEMES = ("light", "dark")


def page(page: Page) -> None:
    """Something to read."""
    open_page(page, "stages")


def case(page: Page) -> None:
    """A story, one choice in."""
    open_page(page, "denitsa")
    page.locator(".scene:visible .turns button").nth(1).click()
    page.locator("#p_denitsa .said").scroll_into_view_if_needed()


def quiz(page: Page) -> None:
    """A question answered rightly."""
    open_page(page, "before")
    page.locator("#q_b-testing [data-right]").click()
    page.locator("#q_b-testing .check").click()
    page.locator("#q_b-testing").scroll_into_view_if_needed()


def activity(page: Page) -> None:
    """A conversation with its meter."""
    open_page(page, "meeting-milos")
    page.locator(".activity:visible .turns button:visible").first.click()


def results(page: Page) -> None:
    """A quiz handed in with something to look at again."""
    open_page(page, "after")
    for box in page.locator("#p_after .choices [data-right]").all():
        box.check()
    for _ in range(2):
        page.locator("#p_after .hand-in").click()


SHOTS: tuple[Callable[[Page], None], ...] = (page, case, quiz, activity, results)


def open_page(page: Page, id: str) -> None:
    """Goes to a page of the module."""
    page.evaluate("(id) => { location.hash = `p_${id}`; }", id)
    page.wait_for_selector(f"#p_{id}:not([hidden])")


def shoot(browser: Browser, address: str, size: str, scheme: str, shot: Callable[[Page], None]) -> bytes:
    """One picture as WebP."""
    width, height = SIZES[size]
    window = browser.new_page(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        device_scale_factor=1.5 if size == "phone" else 1,
    )
    window.goto(address)
    window.wait_for_selector("body.ready")
    window.evaluate("document.getElementById('notices').hidden = true")  # in an LMS it is empty
    shot(window)
    picture = Image.open(io.BytesIO(window.screenshot()))
    window.close()
    packed = io.BytesIO()
    picture.convert("RGB").save(packed, "WEBP", quality=82, method=6)
    return packed.getvalue()


def package(root: Path) -> str:
    """Writes the module below a folder and gives its address."""
    programme = load(REPO / "content", Report(), only=["curriculum/03-building-trust"])
    edition = cited(Edition(programme.language, programme), Report())
    files = player_files() | render_module(edition, edition.programme.modules[0].for_learners())
    for name, source in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(source.read())
    return (root / MODULE / "index.html").as_uri()


def main() -> None:
    """Writes all pictures."""
    TARGET.mkdir(parents=True, exist_ok=True)
    browser_path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        address = package(Path(folder))
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for shot in SHOTS:
            for size in SIZES:
                for scheme in SCHEMES:
                    name = f"{shot.__name__}-{size}-{scheme}.webp"
                    (TARGET / name).write_bytes(shoot(browser, address, size, scheme, shot))
        browser.close()


if __name__ == "__main__":
    main()

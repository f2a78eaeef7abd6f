"""A real Moodle restores a Common Cartridge: a section with pages, quizzes, links and a forum."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext

from tests.browser.conftest import COURSE
from tests.moodle.conftest import driver
from tests.moodle.test_live import built

_BROKEN = "() => [...document.images].filter((one) => !one.naturalWidth).map((one) => one.src)"


def test_a_cartridge_restores(context: BrowserContext, moodle: str, tmp_path: Path) -> None:
    course = driver("restore_cc.php", str(built(COURSE, tmp_path, "imscc", "all")))
    assert course["format"] == "imscc11"
    assert course["warnings"] == []
    (section,) = [one for one in course["sections"] if one["activities"]]
    kinds = {one["mod"] for one in section["activities"]}
    assert {"page", "quiz", "forum"} <= kinds
    assert all(one["slots"] for one in section["activities"] if one["mod"] == "quiz")
    page = context.new_page()
    for one in section["activities"]:
        response = page.goto(f"{moodle}/mod/{one['mod']}/view.php?id={one['cmid']}")
        assert response
        assert response.ok, one["title"]
        assert page.evaluate(_BROKEN) == [], one["title"]
        assert "$IMS-CC-FILEBASE$" not in page.content()

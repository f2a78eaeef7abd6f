"""A real Moodle takes IMS content packages: the tree, the pages, their pictures, the links between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext

from tests.browser.conftest import COURSE
from tests.moodle.conftest import driver
from tests.moodle.test_live import built

_BROKEN = "() => [...document.images].filter((one) => !one.naturalWidth).map((one) => one.src)"


def walk(items: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for item in items:
        yield item
        yield from walk(item["subitems"])


def test_pages_are_shown_under_their_tree(context: BrowserContext, moodle: str, tmp_path: Path) -> None:
    activity = driver("add_imscp.php", str(built(COURSE, tmp_path, "imscp", "all")))
    assert activity["errors"] == []
    (top,) = activity["items"]
    assert top["subitems"]
    page = context.new_page()
    with page.expect_response(lambda one: one.url.endswith("/all/index.html")) as opened:
        page.goto(f"{moodle}/mod/imscp/view.php?id={activity['cmid']}")
    base = opened.value.url.removesuffix("all/index.html")
    assert top["subitems"][0]["title"] in page.locator("#imscp_tree").inner_text()
    for item in walk(activity["items"]):
        response = page.goto(base + item["href"])
        assert response
        assert response.ok, item["href"]
        assert page.evaluate(_BROKEN) == []
    page.goto(f"{base}all/index.html")
    page.click("nav.contents a >> nth=0")
    page.wait_for_url(f"{base}{top['subitems'][0]['href']}")

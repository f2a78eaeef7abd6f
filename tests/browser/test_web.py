"""A site in a browser: from a server, without a connection, and from a disk."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from bot_scorm.model.programme import Edition
from bot_scorm.writers.web import WRITER
from tests.browser.test_access import AXE
from tests.pages.course import edition_of, joined, parts_of, write_everything


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return edition_of(write_everything(tmp_path_factory.mktemp("source")))


@pytest.fixture(scope="module")
def site(everything: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programme's site on disk."""
    out = tmp_path_factory.mktemp("site")
    artifact = joined(WRITER, everything, parts_of(WRITER, everything))
    return artifact.write(out).path.with_suffix("")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def server(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site))) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


def search(page: Page, asked: str) -> list[str]:
    page.fill("#q", asked)
    page.wait_for_load_state()  # the modules' words come after the field
    return [one.strip() for one in page.locator("#found a").all_inner_texts()]


def test_from_a_disk(site: Path, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    page.click(".places a:has-text('Search')")
    assert search(page, "LISTENING")[0] == "Listening"
    assert search(page, "zzz") == []
    assert page.locator("#many").inner_text() == "Nothing was found."
    search(page, "listening")
    page.click("#found a >> nth=0")
    page.locator("body.ready #p_listening:not([hidden])").wait_for()
    page.click(".brand a")
    page.locator("h1:has-text('Demo')").wait_for()
    page.click(".places a:has-text('For trainers')")
    page.click("main a:has-text('For trainers')")
    page.click("main a:has-text('the page')")
    page.locator("body.ready #p_page:not([hidden])").wait_for()


def test_what_is_typed_before_the_page_has_loaded_stays(site: Path, context: BrowserContext) -> None:
    page = context.new_page()
    page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { document.getElementById('q').value = 'listening'; });"
    )
    page.goto(f"{site.as_uri()}/search.html#page")
    page.locator("#found a:has-text('Listening')").wait_for()
    assert page.input_value("#q") == "listening"


def test_without_a_connection(server: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{server}/")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => null)")
    context.set_offline(True)
    page.goto(f"{server}/trust/index.html")
    page.locator("body.ready").wait_for()
    page.goto(f"{server}/search.html")
    assert search(page, "listening")
    page.goto(f"{server}/?from=home")
    assert page.locator("h1").inner_text() == "Demo"


def test_answers_stay_on_the_device(server: str, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{server}/trust/index.html#p_x-checklist")
    page.locator("body.ready").wait_for()
    box = page.locator("#p_x-checklist input[type=checkbox]").first
    box.check()
    page.close()
    again = context.new_page()
    again.goto(f"{server}/trust/index.html#p_x-checklist")
    again.locator("body.ready").wait_for()
    again.locator("#p_x-checklist input[type=checkbox]:checked").wait_for()


@pytest.mark.parametrize("name", ["index", "search", "glossary", "trainers", "rights/pages/guide"])
def test_axe_finds_nothing(name: str, site: Path, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{name}.html")
    if name == "search":
        search(page, "listening")
    page.evaluate(AXE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = page.evaluate("() => axe.run({ resultTypes: ['violations'], preload: false })")["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []

"""A real Moodle: its drivers, and a learner's browser in it. Run by ``make moodle MOODLE_DIR=…``."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page

from tests.browser.conftest import COMMITTED
from tests.conftest import SHARED

DRIVERS = SHARED / "lms"
REFUSED = "refused by Moodle:"
LISTEN = f"""
for (const name of ["API", "API_1484_11"]) {{
  let found;
  Object.defineProperty(window, name, {{ configurable: true, get: () => found, set(api) {{
    for (const call of Object.keys(api || {{}}).filter((each) => /SetValue$|Commit$/.test(each))) {{
      const real = api[call];
      api[call] = (...values) => {{
        const answer = real(...values);
        if (answer !== "true") console.log("{REFUSED}", call, ...values, answer);
        return answer;
      }};
    }}
    found = api;
  }} }});
}}
"""
"""Says in the console what Moodle's API refuses."""
LEARNER = ("learner", "Learner1!pass")


def driver(name: str, *arguments: str) -> dict[str, Any]:
    """What one of the drivers says; they need absolute paths."""
    return said([DRIVERS / name, *arguments])


def said(script: list[str | Path]) -> dict[str, Any]:
    """The JSON that a PHP script with arguments ends with."""
    done = subprocess.run(["php", *script], capture_output=True, text=True, check=False)
    assert "{" in done.stdout, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout[done.stdout.index("{") :])
    assert found["ok"], found
    return found


def moodle_version() -> str:
    """The release of the Moodle at hand, such as 4.5.6."""
    text = (Path(os.environ["MOODLE_DIR"]) / "version.php").read_text("utf-8")
    return text.partition("$release")[2].partition("'")[2].partition(" ")[0]


@pytest.fixture(scope="session")
def moodle() -> str:
    """The address of the Moodle; skips where there is none: what it took is compared without it."""
    if "MOODLE_DIR" not in os.environ:
        pytest.skip("needs a Moodle: make moodle MOODLE_DIR=…")
    # The learner may not be there yet; and a Moodle that cannot send mail says so in the page.
    code = f"""require '{DRIVERS}/lms.php'; global $CFG, $DB;
        $DB->set_field('user', 'emailstop', 1, ['id' => learner()->id]);
        if (empty($CFG->noreplyaddress)) set_config('noreplyaddress', 'noreply@example.invalid');
        echo $CFG->wwwroot;"""
    done = subprocess.run(["php", "-r", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture
def context(moodle: str, browser: Browser) -> Iterator[BrowserContext]:
    """A learner's browser, logged in; nothing that the player says may be refused."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(LISTEN)
    refused: list[str] = []
    context.on("console", lambda said: refused.append(said.text) if REFUSED in said.text else None)
    log_in(context, moodle, *LEARNER)
    yield context
    context.close()
    assert refused == []


def log_in(context: BrowserContext, moodle: str, name: str, password: str) -> None:
    """Opens a session of Moodle."""
    page = context.new_page()
    page.goto(f"{moodle}/login/index.php", wait_until="networkidle")
    page.fill("#username", name)
    page.fill("#password", password)
    page.click("#loginbtn")
    page.locator("#user-menu-toggle").wait_for()
    page.close()


class MoodleSitting:
    """One visit of a learner to a SCORM activity, to the SCO with that number in Moodle or to the first."""

    def __init__(self, context: BrowserContext, moodle: str, cmid: int, sco: int = 0) -> None:
        self.page: Page = context.new_page()
        self.page.goto(f"{moodle}/mod/scorm/view.php?id={cmid}")
        if sco:
            chosen = self.page.locator("#scormviewform input[name=scoid]")
            chosen.evaluate("(field, sco) => { field.value = sco }", sco)
        self.page.locator("#scormviewform [type=submit]").last.click()
        self.page.frame_locator("#scorm_object").locator("body.ready").wait_for(timeout=30_000)
        found = self.page.locator("#scorm_object").element_handle().content_frame()
        assert isinstance(found, Frame)
        self.frame = found

    def settle(self) -> None:
        """Waits until everything is committed: with a slow LMS changes gather for seconds."""
        self.frame.evaluate(COMMITTED)
        self.page.wait_for_timeout(1500)

    def open(self, page: str) -> None:
        """Goes to a page by the table of contents."""
        entry = self.frame.locator(f'#contents a[href="#p_{page}"]')
        if not entry.is_visible():  # Moodle's own column makes the frame narrow
            self.frame.locator("button.menu").click()
        entry.click()
        self.frame.locator(f"#p_{page}").wait_for()

    def offered(self) -> list[str]:
        """The modules that Moodle's own table of contents links to, without their scores."""
        found = self.page.locator("#scorm_tree a[data-scoid]").all_inner_texts()
        return [text.partition("(")[0].strip() for text in found]

    def close_tab(self) -> None:
        """Closes the tab, as a learner does."""
        self.page.close(run_before_unload=False)

    def leave(self, moodle: str) -> None:
        """Goes to another page of Moodle."""
        self.page.goto(f"{moodle}/my/")
        self.page.wait_for_timeout(1500)
        self.page.close()

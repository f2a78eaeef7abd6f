"""A browser, the test course as files, and a learning-management system to play it in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Frame, Page

from bot_scorm.citing import cited
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.readers import load
from bot_scorm.readers.overlay_faults import WAITING_CONTACT
from bot_scorm.writers.html import player_files, render_module
from tests.browser.lms import SCORM_AGAIN, Lms
from tests.conftest import PATIENCE, missing

COURSE = Path(__file__).parent / "course"

# The page's own clock says when changes have been gathered, however busy the machine is. After a slow commit
# they gather for longer; but the line's return sends at once what still waits.
COMMITTED = """() => new Promise((done) => setTimeout(() => {
  window.dispatchEvent(new Event("online"));
  done();
}, 200))"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


def package(root: Path, only: Collection[str] | None = None) -> dict[str, bytes]:
    """The files of a package, or of some modules; fails on findings other than a provider's contacts."""
    report = Report()
    programme = load(root, report, only)
    findings = [f"{one.at}: {one.message}" for one in report if one.rule is not WAITING_CONTACT]
    assert not findings
    edition = cited(Edition(programme.language, programme), report)
    files = player_files()
    for module in edition.programme.modules:
        files |= render_module(edition, module.for_learners())
    return {name: source.read() for name, source in files.items()}


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    return package(COURSE)


@pytest.fixture(scope="session")
def folder(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package on disk, unpacked."""
    root = tmp_path_factory.mktemp("package")
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


@pytest.fixture
def lms(files: dict[str, bytes]) -> Iterator[Lms]:
    with Lms(files) as running:
        yield running


@pytest.fixture
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    """One learner's browser; what goes wrong in a script fails the test."""
    if not SCORM_AGAIN.is_dir():
        missing("node_modules is not there: run npm ci")
    # Pages may talk to their LMS to the last: it begins before the browser, so that it ends after it.
    if "lms" in request.fixturenames:
        request.getfixturevalue("lms")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    errors: list[str] = []
    context.on("weberror", lambda error: errors.append(str(error.error)))
    context.on(
        "console",
        lambda line: (
            errors.append(f"{line.text} {line.location}")
            if line.type == "error" and "ERR_INTERNET_DISCONNECTED" not in line.text
            else None
        ),
    )
    yield context
    context.close()
    assert not errors


class Sitting:
    """One visit of a learner to a module."""

    def __init__(self, context: BrowserContext, lms: Lms, module: str) -> None:
        lms.begin(module)
        self.lms = lms
        self.page: Page = context.new_page()
        self.page.goto(lms.url)
        self.page.frame_locator("#sco").locator("body.ready").wait_for()
        self.frame: Frame = self.page.frames[1]

    def settle(self) -> None:
        """Waits until everything is committed that the LMS takes."""
        self.frame.evaluate(COMMITTED)

    def open(self, page: str) -> None:
        """Goes to a page by the table of contents."""
        self.frame.locator(f'#contents a[href="#p_{page}"]').click()
        self.frame.locator(f"#p_{page}").wait_for()

    def leave(self) -> None:
        """Takes the player out of the page, as when the learner goes on to another part of the course."""
        self.page.evaluate("document.getElementById('sco').remove()")
        self.wait_for_the_end()
        self.page.close()

    def wait_for_the_end(self) -> None:
        """Waits until the LMS has heard that the sitting is over; a page that goes away does not."""
        for _ in range(PATIENCE // 50):
            if self.lms.finished:
                break
            self.page.wait_for_timeout(50)

    def kill(self) -> None:
        """Loses the browser without a word: whatever it may say at its end is not heard."""
        self.lms.hang_up()
        self.page.close()

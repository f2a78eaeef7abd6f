"""Whatever breaks, in either standard: a new session shows the same place, answers and score."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.answers import check, choose, form, hand_in
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms
from tests.browser.test_faults import DENIED, FULL
from tests.conftest import CHROMIUM_OPTIONS, PATIENCE, chromium_path

RIGHT = (("one", "1"), ("two", "2"), ("three", "3"))


@pytest.fixture(params=["scorm12", "scorm2004"])
def lms(request: pytest.FixtureRequest, files: dict[str, bytes]) -> Iterator[Lms]:
    with Lms(files, standard=request.param) as running:
        yield running


def answer(sitting: Sitting) -> None:
    """Two of three answers, one of them told to the LMS."""
    sitting.open("after")
    choose(sitting.frame, "one", "1")
    check(sitting.frame, "one")
    choose(sitting.frame, "two", "2")


def assert_kept(context: BrowserContext, lms: Lms) -> None:
    """A new session goes on where the last one was, and what it earns is the whole score."""
    again = Sitting(context, lms, "small")
    assert again.frame.locator("#p_after").is_visible(), "another place"
    assert form(again.frame, "one").locator(".verdict").inner_text().endswith("Right")
    assert form(again.frame, "two").locator("input:checked").count() == 1
    choose(again.frame, "three", "3")
    hand_in(again.frame)
    again.frame.locator(".standing.passed").wait_for()
    again.leave()
    assert (lms.core["lesson_status"], lms.core["score"]["raw"]) == ("passed", "100")
    assert {row["result"] for row in lms.interactions.values()} == {"correct"}
    assert len(lms.interactions) == 3


def refuse(what: object) -> Callable[[Page], None]:
    """Breaks the LMS in one way while a page is open."""
    return lambda page: page.evaluate("what => { window.broken = what; }", what)


@pytest.mark.parametrize(
    "fault",
    [
        refuse({"LMSCommit": True}),
        refuse({"LMSCommit": "throws", "LMSFinish": "throws"}),
        refuse({"LMSSetValue": True, "LMSCommit": True, "LMSFinish": True}),
        refuse({"LMSSetValue": "throws", "LMSGetValue": "throws", "LMSCommit": "throws"}),
        lambda page: page.context.set_offline(True),
    ],
    ids=["commit refused", "commit throws", "session lost", "all throws", "no network"],
)
@pytest.mark.parametrize("before", [True, False], ids=["later", "from the start"])
def test_what_no_commit_carried_is_kept(
    context: BrowserContext, lms: Lms, fault: Callable[[Page], None], before: bool
) -> None:
    if not before:
        context.add_init_script("window.broken = { LMSCommit: true };")
    sitting = Sitting(context, lms, "small")
    if before:
        sitting.settle()
    fault(sitting.page)
    answer(sitting)
    sitting.frame.get_by_text("could not save just now").wait_for()
    sitting.kill()
    context.set_offline(False)
    context.add_init_script("window.broken = null;")
    assert_kept(context, lms)


def test_line_that_comes_back(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "small")
    sitting.settle()
    context.set_offline(True)
    answer(sitting)
    sitting.frame.get_by_text("could not save just now").wait_for()
    context.set_offline(False)
    sitting.frame.get_by_text("Your answers have been saved").wait_for()
    sitting.kill()
    assert_kept(context, lms)


@pytest.mark.parametrize("fault", [True, "throws"], ids=["refused", "throws"])
def test_lms_that_starts_at_the_second_try(context: BrowserContext, lms: Lms, fault: object) -> None:
    context.add_init_script(f"window.broken = {{ LMSInitialize: {str(fault).lower()!r} }};")
    sitting = Sitting(context, lms, "small")
    sitting.frame.get_by_text("did not answer").wait_for()
    answer(sitting)
    context.add_init_script("window.broken = null;")
    sitting.page.evaluate("window.broken = null")
    sitting.frame.wait_for_function("() => !document.querySelector('[data-notice=mode]')")
    sitting.settle()
    sitting.kill()
    assert_kept(context, lms)


@pytest.mark.parametrize("has_state", [False, True], ids=["first visit", "later visit"])
def test_api_that_comes_seconds_later(context: BrowserContext, lms: Lms, has_state: bool) -> None:
    if has_state:
        earlier = Sitting(context, lms, "small")
        earlier.settle()
        earlier.leave()
    lms.has_api = False
    sitting = Sitting(context, lms, "small")
    sitting.frame.get_by_text("not in a learning platform").wait_for()
    answer(sitting)
    lms.has_api = True
    sitting.frame.evaluate("document.body.dataset.old = '1'")
    sitting.page.evaluate("arrive()")
    # Where the LMS holds a state, the module is loaded anew with it.
    new = ":not([data-old])" if has_state else ""
    module = sitting.page.frame_locator("#sco").locator(f"body.ready{new}")
    module.locator("#notices:not(:has([data-notice=mode]))").wait_for(state="attached")
    module.locator("#q_two input:checked").wait_for()
    sitting.settle()
    assert sitting.page.evaluate("Object.keys(localStorage).filter((key) => key.endsWith(' -'))") == []
    sitting.kill()
    assert_kept(context, lms)


def test_slow_lms(context: BrowserContext, lms: Lms) -> None:
    began = time.monotonic()
    context.add_init_script("window.broken = { LMSInitialize: 1, LMSCommit: 1 };")
    sitting = Sitting(context, lms, "small")
    context.add_init_script("window.broken = null;")
    answer(sitting)
    sitting.leave()
    # Each takes a second, and the next comes two seconds after it; but for the last, when the page is left.
    most = 2 + (time.monotonic() - began) / 3
    assert len([call for call in lms.calls if call[0].endswith("Commit")]) <= most, "changes gather"
    assert_kept(context, lms)


@pytest.mark.parametrize("storage", [FULL, DENIED], ids=["full", "denied"])
def test_device_that_keeps_nothing(context: BrowserContext, lms: Lms, storage: str) -> None:
    context.add_init_script(storage)
    sitting = Sitting(context, lms, "small")
    answer(sitting)
    sitting.settle()
    sitting.kill()
    assert_kept(context, lms)


@pytest.mark.parametrize("spoilt", ["", "page=3", None], ids=["empty", "foreign", "cut off"])
def test_state_that_the_lms_spoilt(context: BrowserContext, lms: Lms, spoilt: str | None) -> None:
    sitting = Sitting(context, lms, "small")
    answer(sitting)
    sitting.settle()
    sitting.leave()
    assert lms.cmi is not None
    lms.cmi["suspend_data"] = lms.cmi["suspend_data"][:60] if spoilt is None else spoilt
    assert_kept(context, lms)


def test_leaving_twice(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "small")
    answer(sitting)
    for _ in range(2):
        sitting.frame.evaluate("() => { dispatchEvent(new PageTransitionEvent('pagehide')); }")
    sitting.leave()
    assert len([call for call in lms.calls if call[0] in ("LMSFinish", "Terminate")]) == 1
    assert lms.failed_calls == []
    assert_kept(context, lms)


def test_second_window(context: BrowserContext, lms: Lms) -> None:
    first = Sitting(context, lms, "small")
    first.settle()
    second = Sitting(context, lms, "small")
    answer(second)
    first.frame.get_by_text("open in another window as well").wait_for()
    second.settle()
    first.page.close()
    second.kill()
    assert_kept(context, lms)


@pytest.fixture
def own(browser: Browser, tmp_path: Path) -> Iterator[Callable[[], BrowserContext]]:
    """Starts a browser of one's own, with one profile, which keeps pages that were left."""
    running: list[BrowserContext] = []

    def start() -> BrowserContext:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "profile",
            executable_path=chromium_path(),
            args=CHROMIUM_OPTIONS,
            ignore_default_args=["--disable-back-forward-cache"],
        )
        context.set_default_timeout(PATIENCE)
        running.append(context)
        return context

    yield start
    running[-1].close()


def process_of(profile: Path) -> int:
    """The browser that holds a profile; its lock names host and process."""
    return int((profile / "SingletonLock").readlink().name.rpartition("-")[2])


def test_browser_that_is_killed_between_two_answers(
    own: Callable[[], BrowserContext], lms: Lms, tmp_path: Path
) -> None:
    context = own()
    sitting = Sitting(context, lms, "small")
    answer(sitting)
    sitting.settle()
    lms.hang_up()
    with context.expect_event("close"):  # its profile is free again
        os.kill(process_of(tmp_path / "profile"), signal.SIGKILL)
    assert_kept(own(), lms)


def test_page_that_really_comes_back_from_the_cache(own: Callable[[], BrowserContext], lms: Lms) -> None:
    context = own()
    sitting = Sitting(context, lms, "small")
    answer(sitting)
    sitting.page.evaluate("addEventListener('pageshow', (event) => { window.cached = event.persisted; })")
    sitting.page.goto(f"{lms.origin}/package/player/player.css")
    sitting.wait_for_the_end()
    assert lms.finished
    sitting.page.go_back(wait_until="commit")
    sitting.page.wait_for_function("window.cached")
    inside = "document.getElementById('sco').contentDocument.querySelector('#q_two input:checked') !== null"
    assert sitting.page.evaluate(inside)
    sitting.page.close()
    assert_kept(context, lms)

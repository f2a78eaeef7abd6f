"""What is the learner's own: saved as a file, deleted, taken from a shared device."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Frame, Page, expect

from tests.browser.answers import check, choose, form
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms

KEPT = "() => Object.keys(localStorage).filter((key) => key.startsWith('bot-scorm player-test '))"


def my(frame: Frame, button: str) -> None:
    """Opens “My data” and presses a button in it."""
    box = frame.locator(".my-data")
    if box.get_attribute("open") is None:
        box.locator("summary").click()
        # It says where things are kept, and asks nothing any more, a moment after it was opened.
        expect(box.locator(".my-where")).not_to_be_empty()
    box.get_by_role("button", name=button, exact=True).click()


def saved(page: Page, name: str) -> str:
    """The file that the browser is given."""
    with page.expect_download() as download:
        my(page.main_frame, "Save my answers as a file")
    assert download.value.suggested_filename == name
    return download.value.path().read_text("utf-8")


def test_answers_as_a_file(context: BrowserContext, lms: Lms) -> None:
    page = context.new_page()
    page.goto(f"{lms.origin}/package/all/index.html")
    page.wait_for_selector("body.ready")
    choose(page.main_frame, "check", "That one")
    check(page.main_frame, "check")
    form(page.main_frame, "diary").locator("textarea").fill("Line one <b>\nLine two")
    text = saved(page, "all.html")
    assert "That one" in text and "Line one &lt;b&gt;\nLine two" in text and "Not right" in text
    assert "<script" not in text


def test_answers_as_a_file_from_a_disk(context: BrowserContext, folder: Path) -> None:
    page = context.new_page()
    page.goto((folder / "small" / "index.html").as_uri() + "#p_after")
    page.wait_for_selector("body.ready")
    assert "no answers yet" in saved(page, "small.html")
    choose(page.main_frame, "two", "2")
    assert "Which is two?" in saved(page, "small.html")


def test_clearing_a_shared_device(context: BrowserContext, lms: Lms) -> None:
    for learner in ("learner-1", "learner 2"):
        lms.learner, lms.cmi = learner, None
        sitting = Sitting(context, lms, "all")
        form(sitting.frame, "diary").locator("textarea").fill(f"Only for {learner}.")
        sitting.settle()
        sitting.leave()
    lms.learner, lms.cmi = "learner-1", None
    sitting = Sitting(context, lms, "all")
    assert form(sitting.frame, "diary").locator("textarea").input_value() == "Only for learner-1."
    my(sitting.frame, "Clear this device")
    assert "private texts" in sitting.frame.locator(".confirm").inner_text()
    my(sitting.frame, "Keep it")
    assert len(sitting.frame.evaluate(KEPT)) == 2
    my(sitting.frame, "Clear this device")
    my(sitting.frame, "Delete what is mine")
    sitting.frame.get_by_text("keeps nothing of it any more").wait_for()
    assert "Only for" not in sitting.frame.content()
    assert [key.endswith(" learner 2") for key in sitting.frame.evaluate(KEPT)] == [True]
    sitting.leave()
    again = Sitting(context, lms, "all")
    assert form(again.frame, "diary").locator("textarea").input_value() == ""
    my(again.frame, "Clear this device")
    my(again.frame, "Delete everything of this programme, also of other people")
    again.frame.get_by_text("keeps nothing of it any more").wait_for()
    assert again.frame.evaluate(KEPT) == []


def test_what_was_written_is_deleted_everywhere(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "all")
    choose(sitting.frame, "check", "This one")
    check(sitting.frame, "check")
    sitting.open("after")
    form(sitting.frame, "essay").locator("textarea").fill("Mysecret.")
    sitting.settle()
    assert "Mysecret" in str(lms.cmi)
    my(sitting.frame, "Delete what I wrote")
    sitting.frame.evaluate("document.body.dataset.old = '1'")
    sitting.frame.locator(".confirm").get_by_role("button", name="Delete what I wrote").click()
    shown = sitting.page.frame_locator("#sco")
    shown.locator("body.ready:not([data-old])").wait_for()
    sitting.settle()
    assert shown.locator("#q_essay textarea").input_value() == ""
    assert "Right" in str(shown.locator("#q_check .verdict").text_content()), "answers stay"
    assert lms.cmi is not None and "Mysecret" not in lms.cmi["suspend_data"]

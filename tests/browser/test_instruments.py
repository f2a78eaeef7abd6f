"""Surveys that nobody gets, and words that open in their place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame, expect

from bot_scorm.citing import cited
from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.readers import load
from bot_scorm.writers.html import player_files, render_module
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms

SOURCES = Path(__file__).parent / "asks"
SECRET = "Nobody asked me."
ITEMS = ("limits", "country", "office", "why", "tools", "years", "change")


@pytest.fixture
def lms() -> Iterator[Lms]:
    report = Report()
    edition = cited(Edition("en", load(SOURCES, report)), report)
    assert not report.failed
    (module,) = edition
    files = player_files() | render_module(edition, module)
    with Lms({name: source.read() for name, source in files.items()}) as running:
        yield running


def shown(frame: Frame) -> list[str]:
    return [name for name in ITEMS if frame.locator(f"#i_before_{name}").is_visible()]


def answer(frame: Frame) -> None:
    frame.locator("#i_before_limits").get_by_label("4").check()
    frame.get_by_label("Bulgaria").check()
    frame.locator("#i_before_office select").select_option(label="Plovdiv")
    frame.locator("#i_before_why input").fill("It is home.")
    frame.get_by_label("Questions").check()
    frame.get_by_label("Silence").check()
    frame.locator("#i_before_years input").fill("7,5")
    frame.locator("#i_before_change textarea").fill(SECRET)


def answers(frame: Frame) -> list[object]:
    return [
        frame.locator("#i_before_limits input:checked").get_attribute("value"),
        frame.get_by_label("Bulgaria").is_checked(),
        frame.locator("#i_before_office select option:checked").inner_text(),
        frame.locator("#i_before_why input").input_value(),
        [one.is_checked() for one in frame.locator("#i_before_tools input").all()],
        frame.locator("#i_before_years input").input_value(),
        frame.locator("#i_before_change textarea").input_value(),
    ]


def test_items_appear_when_their_condition_holds(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "asking")
    sitting.open("before")
    frame = sitting.frame
    assert shown(frame) == ["limits", "country", "tools", "years", "change"]
    frame.get_by_label("Bulgaria").check()
    frame.locator("#i_before_office select").select_option(label="Plovdiv")
    assert shown(frame) == list(ITEMS)
    frame.get_by_label("Hungary").check()
    assert shown(frame) == ["limits", "country", "tools", "years", "change"]


def test_answers_stay_on_the_device_and_come_back(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "asking")
    sitting.open("before")
    answer(sitting.frame)
    given = answers(sitting.frame)
    sitting.leave()
    assert SECRET not in str(lms.cmi)
    assert "It is home" not in str(lms.cmi)
    again = Sitting(context, lms, "asking")
    again.open("before")
    assert answers(again.frame) == given
    assert shown(again.frame) == list(ITEMS)


def test_paper_shows_every_item_and_its_condition(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "asking")
    sitting.open("before")
    expect(sitting.frame.locator("#i_before_office .only-if")).to_be_hidden()
    sitting.page.emulate_media(media="print")
    assert shown(sitting.frame) == list(ITEMS)
    condition = sitting.frame.locator("#i_before_office .only-if")
    expect(condition).to_have_text("Only if you chose “Bulgaria” at “Where do you work?”:")
    expect(condition).to_be_visible()


def test_terms_open_by_touch_and_keyboard(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "asking")
    frame = sitting.frame
    words = frame.locator("#p_read .term")
    assert words.count() == 2, "an answer to choose holds no button"
    first = words.first
    first.click()
    expect(first).to_have_attribute("aria-expanded", "true")
    meaning = frame.locator("#p_read .meaning")
    expect(meaning).to_contain_text("Not in employment")
    expect(frame.locator("#announce")).to_contain_text("Not in employment")
    assert meaning.locator(".term").count() == 0
    first.press("Escape")
    expect(meaning).to_have_count(0)
    words.last.focus()
    words.last.press("Enter")
    expect(frame.locator("#p_read li .meaning")).to_be_visible()
    words.last.press(" ")
    expect(meaning).to_have_count(0)


def test_glossary_holds_what_is_used_and_need_not_be_seen(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "asking")
    frame = sitting.frame
    expect(frame.locator(".progress-text")).to_have_text("1 / 2")
    sitting.open("before")
    expect(frame.locator(".progress-text")).to_have_text("2 / 2")
    sitting.open("_terms")
    expect(frame.locator("#p__terms dt")).to_have_text(["NEET", "Outreach"])
    expect(frame.locator(".progress-text")).to_have_text("2 / 2")
    sitting.leave()
    assert lms.core["lesson_status"] == "completed"


def test_citation_leads_to_its_source(context: BrowserContext, lms: Lms) -> None:
    frame = Sitting(context, lms, "asking").frame
    cite = frame.get_by_role("link", name="(Rhodes, 2002, p. 3)")
    cite.click()
    entry = frame.locator("#p_read .works li")
    expect(entry).to_be_focused()
    expect(entry).to_contain_text("Rhodes, J. (2002). Stand by me. https://example.org/stand")
    expect(entry.locator("a")).to_have_attribute("target", "_blank")

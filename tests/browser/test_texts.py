"""Free texts: what fits is said before and while somebody writes, what does not stays, and devices agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator

from bot_scorm.writers.state import LIMIT
from tests.browser.answers import form
from tests.browser.built import made
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms
from tests.browser.node import run
from tests.conftest import PATIENCE

PAGES = {
    "10-theory-read": """::: question {#word type=short}
Which word?

- = поверење
:::

::: question {#essay type=essay lines=6}
Tell what happened.
:::

::: journal {#notes submit}
- What will you try? {#try}
:::
""",
}
SCRIPTS = {
    "latin": "Dragi dnevniče, danas sam bila u gradu. ",
    "cyrillic": "Драги дневниче, данас сам разговарала са Миреном о поверењу. ",
    "mixed": "Ана пише: I ♥ moj grad 😀👩‍👩‍👧, МНОГО ЛЕПО! Ünïcödé 文字. ",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return made(tmp_path_factory.mktemp("texts"), PAGES)


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """Another device of the same learner."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


def fields(sitting: Sitting) -> tuple[Locator, Locator]:
    return form(sitting.frame, "essay").locator("textarea"), sitting.frame.locator(".activity textarea")


def leave(sitting: Sitting) -> None:
    """Leaves; no state that was ever handed over was longer than an LMS has to take."""
    sitting.settle()
    sitting.leave()
    given = [call[2] for call in sitting.lms.calls if call[:2] == ["LMSSetValue", "cmi.suspend_data"]]
    assert given
    assert max(map(len, given)) <= LIMIT
    assert sitting.lms.failed_calls == []


def number(text: str) -> int:
    found = re.search(r"\d+", text)
    assert found is not None, text
    return int(found[0])


@pytest.mark.parametrize("script", SCRIPTS)
def test_beyond_the_budget(context: BrowserContext, phone: BrowserContext, lms: Lms, script: str) -> None:
    sitting = Sitting(context, lms, "m")
    texts = []
    for field in fields(sitting):
        room, beyond = (field.locator(f"xpath=following-sibling::p[{n}]") for n in (1, 2))
        assert field.get_attribute("aria-describedby") == room.get_attribute("id")
        told = number(room.inner_text())
        assert "keeps about the first" in room.inner_text(), "told before anything is typed"
        assert beyond.inner_text() == ""
        long = SCRIPTS[script] * (3 * told // len(SCRIPTS[script]))
        field.fill(long[: told // 4])
        assert beyond.inner_text() == ""
        sitting.settle()  # a state that is half full is handed over, too
        field.fill(long)
        over = number(beyond.inner_text())
        assert "not sent" in beyond.inner_text()
        fits = len(long.encode("utf-16-le")) // 2 - over
        # The estimate is made from Latin words; other scripts take more, by no more than their signs cost.
        assert told / 4 <= fits <= 1.1 * told
        texts.append((long, fits))
    leave(sitting)
    again = Sitting(context, lms, "m")
    for field, (long, _) in zip(fields(again), texts, strict=True):
        assert field.input_value() == long, "the whole text stays on the device"
    leave(again)
    other = Sitting(phone, lms, "m")
    for field, (long, fits) in zip(fields(other), texts, strict=True):
        assert len(field.input_value().encode("utf-16-le")) // 2 == fits
        assert long.startswith(field.input_value())
        rest = field.locator("xpath=following-sibling::p[2]")
        assert rest.inner_text() == "The rest of this text is on the device where you wrote it."
    leave(other)


def test_devices_agree(context: BrowserContext, phone: BrowserContext, lms: Lms) -> None:
    def visit(device: BrowserContext, found: str, text: str | None = None) -> None:
        sitting = Sitting(device, lms, "m")
        essay, _ = fields(sitting)
        assert essay.input_value() == found
        if text is not None:
            essay.fill(text)
        leave(sitting)

    visit(context, "", "First.")
    visit(phone, "First.", "")
    visit(context, "", "Again.")
    visit(phone, "Again.", "Again, and more.")
    visit(context, "Again, and more.")
    # What no LMS ever took stands beside what another device wrote meanwhile.
    offline = Sitting(context, lms, "m")
    offline.settle()
    offline.page.evaluate("window.broken = { LMSCommit: true, LMSFinish: true }")
    fields(offline)[0].fill("On the bus.")
    offline.frame.get_by_text("could not save just now").wait_for()
    offline.kill()
    visit(phone, "Again, and more.", "At home.")
    visit(context, "At home.\n\nOn the bus.")
    visit(phone, "At home.\n\nOn the bus.", "")
    visit(context, "")


@pytest.mark.parametrize(
    ("theirs", "part", "mine", "cut_here", "unsent", "expected"),
    [
        (None, False, "a", False, False, ("a", False, True, False)),
        (None, False, "a", False, True, ("a", False, False, False)),
        (None, False, "a", True, True, ("a", True, False, False)),
        ("", False, "a", False, False, ("", False, True, False)),
        ("", False, "a", False, True, ("a", False, False, True)),
        ("b", False, "a", False, False, ("b", False, True, False)),
        ("b", False, "a", False, True, ("b\n\na", False, False, True)),
        ("ab", False, "a", False, True, ("ab", False, False, False)),
        ("ab", True, "abc", False, False, ("abc", False, True, False)),
        ("xb", True, "abc", False, False, ("xb\n\nabc", False, False, True)),
        ("ab", True, "ab", True, False, ("ab", True, True, False)),
        ("abc", True, "ab", True, False, ("abc", True, True, False)),
        ("xb", True, "ab", True, True, ("xb\n\nab", True, False, True)),
    ],
)
def test_two_copies_of_a_text(
    theirs: str | None, part: bool, mine: str, cut_here: bool, unsent: bool, expected: tuple[Any, ...]
) -> None:
    """The text; whether there is more elsewhere, the LMS has it, and it must be told."""
    found = {"texts": {} if theirs is None else {"k": theirs}, "cut": {"k": True} if part else {}}
    kept = {"texts": {"k": mine}, "cut": {"k": True} if cut_here else {}, "unsent": ["k"] if unsent else []}
    script = """const { told, joined } = joinTexts(given.found, given.kept, true);
      const { texts, cut } = given.found;
      return [texts.k, Boolean(cut.k), told.k === texts.k, joined];"""
    assert tuple(run(script, {"found": found, "kept": kept})) == expected


def test_nothing_is_typed_that_would_not_be_kept(context: BrowserContext, lms: Lms) -> None:
    sitting = Sitting(context, lms, "m")
    field = form(sitting.frame, "word").locator("input")
    field.fill("повер" * 60)
    kept = field.input_value()
    assert len("поверење") < len(kept) < 60 * 5
    sitting.frame.locator("#announce", has_text="No more fits in here.").wait_for(state="attached")
    field.press("End")
    field.press_sequentially("ж")
    assert field.input_value() == kept
    leave(sitting)
    again = Sitting(context, lms, "m")
    assert form(again.frame, "word").locator("input").input_value() == kept
    leave(again)

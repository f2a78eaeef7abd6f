"""Whatever stands in a text, the player shows it, takes the right answers to it and tells the LMS of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.readers import load
from bot_scorm.writers.html import player_files, render_module
from tests.browser.answers import hand_in
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms
from tests.conftest import REPO

RIGHTLY = (Path(__file__).parent / "rightly.js").read_text("utf-8")
ROOTS = {"hostile": REPO / "tests" / "hostile" / "content", "trust": REPO / "content"}


@pytest.fixture(params=ROOTS)
def course(request: pytest.FixtureRequest) -> Iterator[tuple[str, Lms]]:
    """A module, the hostile one or the real one, in an LMS."""
    name: str = request.param
    programme = load(ROOTS[name], Report())
    module = next(one for one in programme.modules if one.id == name)
    sources = player_files() | render_module(Edition(programme.language, programme), module)
    with Lms({name: source.read() for name, source in sources.items()}) as lms:
        yield name, lms


def test_right_answers_are_right_and_kept(context: BrowserContext, course: tuple[str, Lms]) -> None:
    name, lms = course
    sitting = Sitting(context, lms, name)
    sitting.open("after")
    sitting.frame.evaluate(RIGHTLY, "p_after")
    sitting.settle()
    sitting.kill()
    again = Sitting(context, lms, name)
    assert again.frame.locator("#p_after").is_visible()
    buttons = again.frame.locator("#p_after button.check:visible")
    while buttons.count():
        before = buttons.count()
        buttons.first.click()
        if buttons.count() == before:  # a text to write keeps its button
            break
    hand_in(again.frame)
    again.settle()
    wrong = again.frame.locator("#p_after .verdict:not(.right):not(.saved):not(:empty)")
    assert wrong.all_inner_texts() == []
    again.leave()
    assert lms.failed_calls == []
    assert lms.core["score"]["raw"] == "100"
    assert lms.core["lesson_status"] == "passed"
    results = {row["result"] for row in lms.interactions.values()}
    assert results <= {"correct", "neutral"}
    scored = again.lms.files[f"{name}/index.html"].decode().count('data-wire="')
    assert 0 < len(lms.interactions) <= scored

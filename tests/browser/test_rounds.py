"""A story that goes in circles: its points and its way survive any number of rounds and breaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Frame

from tests.browser.built import made
from tests.browser.conftest import Sitting
from tests.browser.lms import Lms

CIRCLE = """
::: dialogue {#conversation meter="Trust" from=-40 to=40 start=0}
## Door {#door}
She opens.

- [Go in](#table) {score=1}
- [Stay out](#gone) {score=-1}

## Table {#table}
You sit.

- [Ask again](#table) {score=2}
- [Look at the clock](#clock) {score=-1}
- [Leave](#gone)

## Clock {#clock}
It is late.

- [Sit down](#table) {score=-1}

## Gone {#gone end=good}
You are gone.
:::
"""


def now(frame: Frame) -> int:
    """What the meter shows."""
    value = frame.locator("[role=meter]").get_attribute("aria-valuenow")
    return int(value or "")


def take(frame: Frame, *choices: str) -> None:
    for choice in choices:
        frame.get_by_role("button", name=choice).click()


@pytest.fixture
def lms(tmp_path: Path) -> Lms:
    return Lms(made(tmp_path, {"10-activity-talk": CIRCLE}))


def test_meter_shows_the_same_after_many_rounds_and_a_break(context: BrowserContext, lms: Lms) -> None:
    with lms:
        frame = (sitting := Sitting(context, lms, "m")).frame
        points = 0
        take(frame, "Go in")
        points += 1
        for _ in range(3):
            take(frame, "Ask again", "Look at the clock", "Sit down", "Ask again")
            points += 2
            assert now(frame) == points
        sitting.settle()
        sitting.leave()
        assert lms.cmi is not None
        bound = re.search(rb'"fixed": ?(\d+)', lms.files["m/index.html"])
        assert bound is not None
        assert len(lms.cmi["suspend_data"]) <= int(bound[1])
        frame = (sitting := Sitting(context, lms, "m")).frame
        assert now(frame) == points
        assert frame.get_by_role("heading", name="Table").is_visible()
        # Back through what is still known of the way, to its very start: nothing is left over.
        while frame.locator("button.back").is_visible():
            frame.locator("button.back").click()
        assert now(frame) == 0
        assert frame.get_by_role("heading", name="Door").is_visible()
        take(frame, "Go in", *["Ask again"] * 9, "Leave")
        assert now(frame) == 19
        frame.get_by_role("button", name="Go on from “Table”").click()
        assert frame.get_by_role("heading", name="Table").is_visible()
        assert now(frame) == 9, "with the four rounds there of which the choices are forgotten"
        sitting.leave()

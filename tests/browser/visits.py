"""Visits of the test course's activities."""

from __future__ import annotations

from playwright.sync_api import BrowserContext, Frame, Locator

from tests.browser.conftest import Sitting
from tests.browser.lms import Lms


def box(frame: Frame, id: str) -> Locator:
    """An activity by its id."""
    return frame.locator(f'.activity[id$="_{id}"]')


def again(context: BrowserContext, lms: Lms, sitting: Sitting, page: str) -> Sitting:
    """Leaves, and comes back to the same page."""
    sitting.settle()
    sitting.leave()
    other = Sitting(context, lms, "all")
    other.open(page)
    return other


def start(context: BrowserContext, lms: Lms, page: str) -> Sitting:
    sitting = Sitting(context, lms, "all")
    sitting.open(page)
    return sitting

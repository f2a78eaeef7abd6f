"""What all tests share."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A busy machine is slow; and a run that fails in CI has to fail the same way at home.
settings.register_profile("house", deadline=None, derandomize=True)
settings.load_profile("house")

# What somebody has installed must not decide how tests end.
os.environ["BOT_SCORM_SCHEMAS"] = os.devnull

REPO = Path(__file__).resolve().parent.parent
SHARED = REPO.parent / "shared"


def pytest_configure() -> None:
    """What a shell starts in the background ignores SIGINT, and hands that on; tests send it to processes."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate", action="store_true", help="write expected files anew instead of comparing"
    )


@pytest.fixture
def regenerate(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written anew."""
    return bool(request.config.getoption("--regenerate"))


@pytest.fixture(scope="session")
def repo() -> Path:
    """The project's folder."""
    return REPO


def missing(what: str) -> None:
    """Something that a test needs is not there: on somebody's machine it is skipped, in CI it fails."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}, and CI must not skip what needs it")
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared() -> Path:
    """Other people's files."""
    if not SHARED.is_dir():
        missing("../shared is not there")
    return SHARED


PATIENCE = 60_000
"""Milliseconds that something may take on a busy machine before its test fails."""

CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium_path() -> str:
    """Where Chromium is."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not path:
        missing("chromium is not installed")
    return str(path)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, or the one that CHROMIUM names."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests."""
    with chromium() as running:
        yield running

"""Playing runs a browser of its own, which needs a process without another test's."""

from __future__ import annotations

import asyncio

import pytest

from tests.conftest import missing


@pytest.fixture(autouse=True, scope="session")
def own_process() -> None:
    """Playwright runs once in a process: `make test` runs these tests by themselves."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    missing("another test's browser runs in this process: run pytest tests/play by itself")

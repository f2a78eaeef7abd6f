"""The programme that all formats made of pages are tried with."""

from __future__ import annotations

import pytest

from bot_scorm.model.programme import Edition
from tests.pages.course import edition_of, write_everything


@pytest.fixture(scope="session")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """One module with all there is, and a small one."""
    return edition_of(write_everything(tmp_path_factory.mktemp("pages")))

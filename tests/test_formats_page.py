"""Every format has its column in the table of what it carries, and the page shows them all."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.formats_page import page

from bot_scorm.model.elements import ELEMENTS
from bot_scorm.writers import WRITERS
from bot_scorm.writers.carried import FOLDER, column


@pytest.mark.parametrize("format", WRITERS)
def test_every_format_says_what_it_carries(format: str) -> None:
    how = f"python -m pytest tests/carried --regenerate drafts what is missing in {format}.yaml; read it then"
    assert (FOLDER / f"{format}.yaml").is_file(), how
    assert set(column(format).cells) == {one.id for one in ELEMENTS}, how


def test_there_is_no_column_without_a_format() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(WRITERS)


def test_the_page_is_current(repo: Path) -> None:
    assert (repo / "docs/formats.md").read_text(encoding="utf-8") == page(), "run make docs"

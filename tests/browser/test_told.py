"""Before anybody writes, each place to write says whether what is written leaves the device."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition
from bot_scorm.readers import load
from bot_scorm.writers.html import render_module
from bot_scorm.writers.strings import strings
from tests.browser.conftest import COURSE
from tests.conftest import REPO

ASKS = Path(__file__).parent / "asks"
WORDS = strings("en").page
WRITING = ".//textarea | .//*[@data-text] | .//form[@class='survey']//*[self::input or self::select]"


def fields(root: Path, module: str | None) -> list[tuple[Any, Any]]:
    """Each place to write in the pages of a programme, with what stands around it."""
    edition = Edition("en", load(root, Report()))
    found = []
    for one in edition:
        if module in (None, one.id):
            source = render_module(edition, one)[f"{one.id}/index.html"].read().decode()
            page = html.document_fromstring(source)
            found += [(field, _around(field)) for field in page.xpath(WRITING)]
    return found


def _around(field: Any) -> Any:
    """The question or activity; of a survey the page, which says it above the whole form."""
    if field.xpath("ancestor::form[@class='survey']"):
        return field.xpath("ancestor::*[contains(concat(' ', @class, ' '), ' page ')]")[-1]
    return field.xpath("ancestor::*[@data-key and not(contains(@class, 'page'))]")[0]


@pytest.mark.parametrize(
    ("root", "module", "private", "sent"),
    [(COURSE, None, 9, 2), (ASKS, None, 12, 0), (REPO / "content", "trust", 5, 1)],
    ids=["course", "surveys", "trust"],
)
def test_each_field_says_before_typing_where_it_goes(
    root: Path, module: str | None, private: int, sent: int
) -> None:
    counts = {"private": 0, "sent": 0}
    for field, around in fields(root, module):
        own = bool(field.xpath("ancestor-or-self::*[@data-private]"))
        before = field.xpath("preceding::p[@class='how']", smart_strings=False)
        said = [one.text_content().strip() for one in before if around in one.iterancestors()]
        wanted = {WORDS["private"], WORDS["survey_private"]} if own else {WORDS["shared"]}
        assert wanted & set(said), html.tostring(field)
        counts["private" if own else "sent"] += 1
    assert counts["private"] >= private, counts
    assert counts["sent"] >= sent, counts

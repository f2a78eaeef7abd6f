"""Pages without a script: whole, linked, with an answer to what is asked."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot_scorm.model.programme import Edition
from bot_scorm.writers.imscp import WRITER
from bot_scorm.writers.static import mix
from tests.pages.course import dead_links, doubled_ids, parts_of


@pytest.fixture(scope="module")
def files(everything: Edition) -> dict[str, bytes]:
    return {name: one.read() for name, one in parts_of(WRITER, everything)["trust"].files.items()}


def words_on(files: dict[str, bytes], page: str) -> str:
    """The words of a page on one line."""
    text = re.sub(r"<[^>]*>", " ", files[f"trust/pages/x-{page}.html"].decode())
    return " ".join(text.split())


def test_every_link_leads_somewhere(files: dict[str, bytes]) -> None:
    assert list(dead_links(files)) == []


def test_no_id_stands_twice(files: dict[str, bytes]) -> None:
    assert list(doubled_ids(files)) == []


def test_nothing_waits_for_a_script(files: dict[str, bytes]) -> None:
    for name, data in files.items():
        live = re.search(rb"<(?:script|form|input|button|select|textarea)\b| hidden\b|style=", data)
        assert name.endswith(".css") or not live, name


ANSWERS = {
    "single": "Right: ",
    "multiple": "Right: ",
    "true-false": "Right: ",
    "short": "Right: ",
    "numerical": "Right: ",
    "matching": " → ",
    "ordering": "1. ",
    "gaps": "(1) ",
    "drag": "(1) ",
    "essay": "One possible answer",
    "order": "1. ",
    "sort": " → ",
    "hotspot": "% from the left",
}


@pytest.mark.parametrize("page", ANSWERS)
def test_what_is_asked_is_answered_at_the_end(page: str, files: dict[str, bytes]) -> None:
    asked, _, told = words_on(files, page).partition(" Answers ")
    assert ANSWERS[page] in told
    assert "Right:" not in asked


@pytest.mark.parametrize("page", ["reflection", "journal", "description", "checklist", "timer", "scale"])
def test_what_has_no_answer_has_no_empty_end(page: str, files: dict[str, bytes]) -> None:
    assert b'class="answers"' not in files[f"trust/pages/x-{page}.html"] or "Hint" in words_on(files, page)


def test_a_story_is_read_by_its_links(files: dict[str, bytes]) -> None:
    page = files["trust/pages/x-case.html"].decode()
    assert re.findall(r'href="#s_x-case_(\w+)">→ (\d)', page)[:1] == [("promise", "2")]


def test_a_term_leads_to_the_glossary(files: dict[str, bytes]) -> None:
    assert b'href="../glossary.html#t_' in files["trust/pages/x-references.html"]


def test_the_transcript_of_a_recording_is_open(files: dict[str, bytes]) -> None:
    assert b"<details" not in files["trust/pages/x-media.html"]
    assert b"Transcript" in files["trust/pages/x-media.html"]


@given(st.lists(st.integers(), unique=True), st.text(max_size=8))
def test_a_mixed_order_tells_nothing_and_loses_nothing(items: list[int], seed: str) -> None:
    mixed = mix(items, seed)
    assert sorted(mixed) == sorted(items)
    assert len(items) < 2 or list(mixed) != items
    assert mixed == mix(items, seed)

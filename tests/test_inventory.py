"""Seat time as docs/info.md has it, and what our own content holds."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot_scorm.diagnostics import Report, Severity
from bot_scorm.model import seat_time
from bot_scorm.model.activities import ACTIVITY_KINDS, FIELD_TYPES
from bot_scorm.model.programme import Programme
from bot_scorm.model.questions import QUESTION_TYPES, SingleChoice, TrueFalse
from bot_scorm.model.surveys import SURVEY_ITEMS
from bot_scorm.model.walk import texts_of
from bot_scorm.model.words import spoken, words_in
from bot_scorm.pipeline import check_sources
from bot_scorm.readers import load
from bot_scorm.reporters.inventory import as_json
from tests.course import THEORY, read_pages

CASE = """---
kind: case
id: case
title: One two
---
## Three {#start}

Four five six seven.

- [Eight](#end) {#go}
  > Nine ten.

## Eleven {#end end=good}

Twelve.

## Thirteen {#debrief}

Fourteen fifteen.
"""
BODIES = {
    "words alone": ("One *two* [three](#four) `five`.", 2 + 4, 0),
    "citations are not read": ("One [@a; @b, p. 12] two[^1].\n\n[^1]: Three.", 2 + 3, 0),
    "a figure": ('![One two](media/bridge.svg "Three"){source="Four"}', 2 + 4, 0.5),
    "feedback on choices counts half": (
        "::: question {#q}\nOne?\n\n- [x] Two {#two}\n  > Three four.\n- [ ] Five {#five}\n:::",
        2 + 3 + 1, 0.5,
    ),
    "a sort": (
        "::: sort {#s}\n- One {#one}\n  - Two {#two}\n  - Three {#three}\n- Four {#four}\n:::", 2 + 4, 1,
    ),
    "a planner's group": (
        "::: planner {#p}\n- One {#one type=long}\n- Two {#two repeat=3}\n  - Three {#three type=check}\n"
        "  - Four {#four}\n:::", 2 + 4, 1.75,
    ),
    "a timer is a group's time": ("::: timer {#t}\n- One {#one minutes=60}\n:::", 2 + 1, 0),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_minutes_of_a_page(name: str, tmp_path: Path) -> None:
    body, words, minutes = BODIES[name]
    module, _ = read_pages(tmp_path, {"10-page.md": THEORY + body + "\n"})
    assert seat_time.seat_minutes(module) == pytest.approx(words / 120 + minutes)


def test_minutes_of_a_case(tmp_path: Path) -> None:
    """Title and debrief are read whole, the rest of the scenes half; one scene has something to decide."""
    module, _ = read_pages(tmp_path, {"10-case.md": CASE})
    assert seat_time.seat_minutes(module) == pytest.approx((2 + 3 + 10 / 2) / 120 + 0.5)


def test_every_type_has_its_minutes() -> None:
    assert set(seat_time.QUESTION_MINUTES) == set(QUESTION_TYPES)
    assert set(seat_time.ACTIVITY_MINUTES) == set(ACTIVITY_KINDS)
    assert set(seat_time.SURVEY_MINUTES) == set(SURVEY_ITEMS)
    assert set(seat_time.FIELD_MINUTES) == set(FIELD_TYPES)


def test_documented_formula_is_the_one_in_use(repo: Path) -> None:
    page = (repo / "docs/info.md").read_text(encoding="utf-8")
    for kind, minutes in seat_time.QUESTION_MINUTES.items():
        assert f"| {kind} | {minutes:g} |" in page
    assert f"{seat_time.WORDS_PER_MINUTE} words a minute" in page


def test_words_are_those_that_are_read() -> None:
    text = spoken(
        r"“Don't”, she said: [19.4 %](x.md) of [[*young|old]] 15–24, **not** \*all\* snake_case [@a]."
    )
    assert text == "“Don't”, she said: 19.4 % of young 15–24, not *all* snake_case."
    assert words_in(text) == [
        "Don't", "she", "said", "19.4", "of", "young", "15–24", "not", "all", "snake", "case",
    ]  # fmt: skip


@pytest.fixture(scope="module")
def programme(repo: Path) -> Programme:
    return load(repo / "content", Report())


@pytest.fixture(scope="module")
def content(programme: Programme) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(as_json(programme))
    return data


def test_content_is_as_large_as_promised(content: dict[str, Any]) -> None:
    curriculum = content["curriculum"]
    assert sum(curriculum["questions"].values()) >= 210
    assert curriculum["cases"] == 10
    assert sum(curriculum["activities"].values()) >= 20
    assert all(curriculum["activities"].values()), "an activity of each kind"
    assert curriculum["theory"] >= 60


def test_content_is_clean(repo: Path) -> None:
    report = Report()
    check_sources(repo / "content", report)
    assert [f"{one.at} {one.rule.id}" for one in report if one.severity is not Severity.INFO] == []


def test_content_takes_the_time_that_it_says(content: dict[str, Any]) -> None:
    modules = [one for one in content["modules"] if one["section"] == "curriculum"]
    assert [one["declared"] for one in modules] == [105] * 10
    assert [
        one["id"] for one in content["modules"] if not seat_time.fits(one["minutes"], one["declared"])
    ] == []
    assert seat_time.fits(content["curriculum"]["minutes"], 1050)
    assert {one["title"].split()[0]: one["minutes"] for one in content["workload"]} == {
        "Field": 300, "Peer": 240, "Portfolio": 120,
    }  # fmt: skip
    assert content["curriculum"]["declared"] + sum(one["minutes"] for one in content["workload"]) == 28.5 * 60


def test_every_outcome_is_checked_and_every_figure_has_words_and_source(content: dict[str, Any]) -> None:
    curriculum, total = content["curriculum"], content["total"]
    assert curriculum["covered"] == curriculum["outcomes"] > 0
    assert total["figures"] == total["with_alt"] == total["with_source"] > 0


def test_both_quizzes_of_a_module_ask_for_every_outcome(content: dict[str, Any]) -> None:
    """Otherwise nothing says what a learner gained."""
    modules = [one for one in content["modules"] if one["section"] == "curriculum"]
    for when in ("before", "after"):
        assert [
            f"{module['id']}: {outcome['outcome']}"
            for module in modules
            for outcome in module["coverage"]
            if not outcome[when]
        ] == []


def test_right_answers_do_not_give_themselves_away(programme: Programme) -> None:
    """Over all modules, for what is too rare in one of them to be told from chance (QUIZ-201, QUIZ-202)."""
    pages = [page for module in programme.modules for page in module.pages]
    questions = [one for page in pages for one in page.questions]
    answers = [one.answer for one in questions if isinstance(one, TrueFalse)]
    assert 0.4 <= sum(answers) / len(answers) <= 0.6

    places, ranks = Counter[int](), Counter[int]()
    for one in questions:
        if isinstance(one, SingleChoice) and len(one.choices) == 4:
            lengths = [sum(len(spoken(text.source)) for text in texts_of(c.blocks)) for c in one.choices]
            place = next(n for n, choice in enumerate(one.choices) if choice.right)
            places[place] += 1
            ranks[sum(length > lengths[place] for length in lengths)] += 1
    assert min(places[n] for n in range(4)) / places.total() > 0.15
    assert (ranks[0] + ranks[1]) / ranks.total() <= 0.5, "seldom among the two longest"
    assert ranks[0] > 0, "and not never the longest either"

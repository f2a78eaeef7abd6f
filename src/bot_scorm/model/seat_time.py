"""How long a learner sits over a module, computed from what is in it; docs/info.md explains it.

The figures are assumptions for planning: somebody who reads English at level B1 and stops to think. None of
them was measured; the times of a pilot are the better ones.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot_scorm.model.activities import Activity, FormField, FormGroup
from bot_scorm.model.blocks import Figure
from bot_scorm.model.cases import DEBRIEF, Story
from bot_scorm.model.programme import Case, Module, Page
from bot_scorm.model.questions import Choice, Question
from bot_scorm.model.surveys import SurveyItem
from bot_scorm.model.walk import nodes_of
from bot_scorm.model.words import count_words

WORDS_PER_MINUTE = 120
TOLERANCE = 0.25
"""The share of the declared duration by which the computed one may differ."""
CHOSEN = 0.5
"""What part is read of all that depends on a choice: feedback on choices, scenes of a story."""
FIGURE_MINUTES = 0.5
SCENE_MINUTES = 0.5
"""For each scene of a story in which something is decided."""
QUESTION_MINUTES: Mapping[str, float] = {
    "single": 0.5, "multiple": 1, "true-false": 0.5, "short": 1, "numerical": 1, "matching": 1,
    "ordering": 1, "gaps": 1, "drag": 1, "essay": 8, "reflection": 3, "description": 0,
}  # fmt: skip
"""For thinking and answering, beside the time for reading."""
FIELD_MINUTES: Mapping[str, float] = {"text": 0.5, "long": 1, "date": 0.25, "number": 0.25, "check": 0.25}
SURVEY_MINUTES: Mapping[str, float] = {
    "scale": 0.25, "choice": 0.25, "choices": 0.25, "menu": 0.25, "number": 0.25, "text": 0.5, "long": 2,
    "description": 0,
}  # fmt: skip
ACTIVITY_MINUTES: Mapping[str, Callable[[Any], float]] = {
    "sort": lambda one: 0.5 * (len(one.loose) + sum(len(pile.cards) for pile in one.piles)),
    "dialogue": lambda one: SCENE_MINUTES * _decisions(one.story),
    "journal": lambda one: 1.5 * len(one.prompts),
    "scale": lambda one: 0.25 * sum(len(area.statements) for area in one.areas),
    "planner": lambda one: sum(_field(field) for field in one.fields),
    "hotspot": lambda one: 0.5 * len(one.spots),
    "flashcards": lambda one: 0.25 * len(one.cards),
    "checklist": lambda one: 0.25 * len(one.items),
    "order": lambda one: 0.25 * len(one.items),
    "timer": lambda one: 0,
}
"""By kind. A timer runs while a group meets; that is no time alone with the module."""


def seat_minutes(module: Module) -> float:
    """The minutes that a learner needs for all its pages; guides for trainers are left out."""
    return sum(page_minutes(page) for page in module.pages if page.audience == "learners")


def page_minutes(page: Page) -> float:
    """The minutes for one page: reading, looking, answering and doing."""
    return (
        _words_read(page) / WORDS_PER_MINUTE
        + sum(FIGURE_MINUTES for _ in nodes_of(page, Figure))
        + sum(QUESTION_MINUTES[one.kind] for one in nodes_of(page, Question))
        + sum(ACTIVITY_MINUTES[one.kind](one) for one in nodes_of(page, Activity))
        + sum(SURVEY_MINUTES[one.kind] for one in nodes_of(page, SurveyItem))
        + (SCENE_MINUTES * _decisions(page.story) if isinstance(page, Case) else 0)
    )


def fits(minutes: float, declared: int) -> bool:
    """Whether computed minutes lie within the tolerance around declared ones."""
    return abs(minutes - declared) <= TOLERANCE * declared


def _words_read(page: Page) -> float:
    chosen = sum(count_words(one.feedback) for one in nodes_of(page, Choice))
    for story in nodes_of(page, Story):
        chosen += sum(count_words(scene) for scene in story.scenes if scene.id != DEBRIEF)
    return count_words(page) - (1 - CHOSEN) * chosen


def _decisions(story: Story) -> int:
    return sum(bool(scene.choices) for scene in story.scenes)


def _field(field: FormField | FormGroup) -> float:
    if isinstance(field, FormGroup):
        return sum(FIELD_MINUTES[one.type] for one in field.fields)
    return FIELD_MINUTES[field.type]

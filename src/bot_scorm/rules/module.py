"""Checks of a module as a whole: who has looked at it, and how long it takes."""

from __future__ import annotations

from bot_scorm.diagnostics import Severity
from bot_scorm.model.seat_time import fits, seat_minutes
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.lesson import Lesson


@rule("MOD-201", Severity.INFO, on=Lesson)
def module_is_reviewed(lesson: Lesson) -> Findings:
    """A person who knows the field has reviewed the module.

    Why: no program sees wrong advice. Learners read on the last page of a module whether anybody has looked.

    Example: a module.yaml without `reviewed: {by: "A. Reviewer", date: 2026-11-01}`. Leave it out until
    somebody really has.
    """
    if lesson.module.reviewed is None:
        yield (
            lesson.module.at,
            "No person who knows the field has reviewed this module yet; learners are told.",
        )


@rule("MOD-202", Severity.WARNING, on=Lesson)
def module_takes_its_time(lesson: Lesson) -> Findings:
    """A module takes the time that it says, a quarter more or less.

    Why: trainers plan by `duration`, and learners by what they are told. The time is computed from words,
    questions and activities as [info.md](info.md) says; `bot-pack info` shows it.

    Example: `duration: 105` for a module of two pages. Write the time that it takes, or add or take away
    pages.
    """
    module = lesson.module
    if module.duration and not lesson.sources.broken:
        minutes = seat_minutes(module)
        if not fits(minutes, module.duration):
            yield module.at, f"This module takes about {minutes:.0f} minutes, and says {module.duration}."

"""A module as a section of a Moodle course: which activities stand in it, and in what order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot_scorm.diagnostics import Report
from bot_scorm.model.programme import Edition, Module, Page, Quiz, Survey
from bot_scorm.writers.fragments import plain, render_text
from bot_scorm.writers.html import colophon
from bot_scorm.writers.moodle_course.activity import Activity
from bot_scorm.writers.moodle_course.assign import assign
from bot_scorm.writers.moodle_course.bank import QuestionBank, question_bank
from bot_scorm.writers.moodle_course.book import books
from bot_scorm.writers.moodle_course.course import Line, Section
from bot_scorm.writers.moodle_course.feedback import feedback
from bot_scorm.writers.moodle_course.naming import activity_id, name_of, section_id
from bot_scorm.writers.moodle_course.quiz import quiz
from bot_scorm.writers.moodle_course.scorm import scorm
from bot_scorm.writers.strings import strings

_FOR_TRAINERS = frozenset({"pilot", "framework"})
"""Sections of a programme that speak to those who run it."""


@dataclass(frozen=True, slots=True)
class Made:
    """The section of a module with its activities and its part of the question bank."""

    section: Section
    activities: tuple[Activity, ...]
    bank: QuestionBank


def section_of(edition: Edition, whole: Module, report: Report) -> Made:
    """The section of a module: first quiz, interactive module, pages, practice, what is handed in, final
    quiz, surveys, and the guides, hidden from learners."""
    module = whole.for_learners()
    bank = question_bank(edition, module, report)
    activities = tuple(_activities(edition, whole, module, bank, report))
    lines = tuple(Line(one.kind, one.id, one.title, one.with_users) for one in activities)
    id = section_id(edition.programme, whole)
    visible = whole.section not in _FOR_TRAINERS
    section = Section(id, name_of(whole.title), _summary(edition, whole), lines, visible)
    return Made(section, activities, bank)


def _activities(
    edition: Edition, whole: Module, module: Module, bank: QuestionBank, report: Report
) -> Iterator[Activity]:
    words = strings(edition.language).page
    title = plain(module.title)
    quizzes = [page for page in module.pages if isinstance(page, Quiz) and page.id in bank.papers]
    first = tuple(activity_id(module, "quiz", one.id) for one in quizzes if one.role == "before")
    grades = section_id(edition.programme, module)

    def those(role: str) -> Iterator[Activity]:
        for one in quizzes:
            if one.role == role:
                yield quiz(module, one, bank.papers[one.id], grades, first)

    yield from those("before")
    if module.pages:
        name = words["course_interactive"].format(title=title)
        yield scorm(edition.of(module), module, name, grades)
    pages, guide = books(edition, whole)
    yield from [pages] if pages else []
    yield from those("practice")
    task = assign(edition, module)
    yield from [task] if task else []
    yield from those("after")
    for page in module.pages:
        if isinstance(page, Survey):
            yield feedback(module, page, _when(page, words), report)
    yield from [guide] if guide else []


def _when(page: Page, words: dict[str, str]) -> str:
    when = page.when if isinstance(page, Survey) else None
    return words["survey_when"].format(text=when.source) if when else ""


def _summary(edition: Edition, module: Module) -> str:
    """What the module is about, what one can do afterwards, how long it takes, and who answers for it."""
    words = strings(edition.language).page
    parts = [f"<p>{render_text(module.summary.source)}</p>"] if module.summary else []
    if module.outcomes:
        items = "".join(f"<li>{render_text(one.text.source)}</li>" for one in module.outcomes)
        parts.append(f"<p><strong>{render_text(words['outcomes'])}</strong></p><ul>{items}</ul>")
    lines = [words["about_minutes"].format(n=module.duration)] if module.duration else []
    lines += (
        [words["course_competences"].format(text=", ".join(module.competences))] if module.competences else []
    )
    lines += colophon(edition, module, words)
    parts.append("<p><small>{}</small></p>".format(" · ".join(render_text(one) for one in lines)))
    return "".join(parts)

"""The numbers of a course and its parts, by what they are made from, and their names."""

from __future__ import annotations

from bot_scorm.model.programme import Module, Programme
from bot_scorm.model.text import Text
from bot_scorm.writers import gift_escape
from bot_scorm.writers.fragments import plain
from bot_scorm.writers.moodle_course.nodes import number

_NAME = 250
"""Moodle keeps 255 characters of a name."""


def course_id(programme: Programme) -> int:
    """The course's number, which is also that of its context and of its gradebook's first category."""
    return number("course", programme.id)


def section_id(programme: Programme, module: Module | None) -> int:
    """The number of a module's section, or of the one on top, and of its category in the gradebook."""
    return number("section", programme.id, module.id if module else "")


def activity_id(module: Module, kind: str, name: str = "") -> int:
    """The number of an activity; ``name`` is the id of the page that it is made from, if it is one."""
    return number("activity", module.id, kind, name)


def chapter_id(module: Module, page: str) -> int:
    """The number of a chapter of a book."""
    return number("chapter", module.id, page)


def name_of(title: Text | str) -> str:
    """A name without markup."""
    words = title if isinstance(title, str) else plain(title)
    return gift_escape.label(gift_escape.shorten(words, _NAME))

"""What the types of question in Moodle XML have in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot_scorm.package.xml import Element
from bot_scorm.writers.xml_nodes import element


@dataclass(frozen=True, slots=True)
class Body:
    """What is particular to a type of question."""

    type: str
    """Moodle's name of it."""
    parts: list[Element] = field(default_factory=list)
    """Elements behind those that all questions have."""
    stem: str | None = None
    """The text as HTML, where it is not just the question's stem."""


def yes_no(value: object) -> str:
    """How Moodle writes a truth value."""
    return "true" if value else "false"


def parted() -> list[Element]:
    """For types with parts: how many of them are right is said. Without it Moodle 4.5.6 ends the import of
    an ordering question in a database error."""
    return [element("shownumcorrect", "1")]

"""Checks of the people in a programme, across its modules."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.model.programme import Module
from bot_scorm.model.walk import texts_of
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.vocabulary import vocabulary

_AGED = re.compile(
    r"(?<![\w-])([^\W\d_a-z][^\W\d_]+)(?:,\s+| is\s+| \()([1-9]\d)(?=[,.;:!?)]|\s+(?:and|or|who|years)\b)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text says how old somebody is."""

    name: str
    age: int
    at: Location


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody whose age is said in a programme, in its order."""

    mentions: tuple[Mention, ...]


def mentions(module: Module, language: str) -> Iterator[Mention]:
    """Everybody whose age is said in a module: “Denitsa, 19,”, “Bence is 20 and …”, “Emina (23)”."""
    not_names = vocabulary(language).not_names
    for page in module.pages:
        for text in texts_of(page):
            for match in _AGED.finditer(text.source):
                if match[1] not in not_names:
                    line = text.source.count("\n", 0, match.start())
                    yield Mention(match[1], int(match[2]), text.at.on(text.at.line + line))


def cast_of(found: Iterable[Mention]) -> Cast:
    """Mentions from all modules as one cast, in the order of their places."""
    return Cast(tuple(sorted(found, key=lambda one: one.at)))


@rule("NAM-201", Severity.WARNING, on=Cast)
def names_keep_their_age(cast: Cast) -> Findings:
    """A name belongs to one person in the whole programme, of one age.

    Why: learners meet the same people again and believe that they know them. A second Emina of another age
    makes them look for a mistake of theirs.

    Example: “Emina, 23,” in module 1 and “Emina, 20,” in module 8. Give one of them another name.
    """
    first: dict[str, Mention] = {}
    for one in cast.mentions:
        known = first.setdefault(one.name, one)
        if known.age != one.age:
            yield one.at, f"{one.name} is {one.age} here and {known.age} in {known.at}: take another name."

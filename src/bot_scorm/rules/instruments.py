"""Checks of surveys, and of what a glossary and a bibliography hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot_scorm.diagnostics import Severity
from bot_scorm.model.programme import Programme, Survey
from bot_scorm.model.references import Bibliography, Glossary
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.source import Sources
from bot_scorm.suggest import with_guess


@dataclass(frozen=True, slots=True)
class Library:
    """Glossary and bibliography of a programme, with what its texts refer to."""

    glossary: Glossary | None
    bibliography: Bibliography | None
    used: frozenset[str]
    """``term:id`` and ``@key``."""

    @classmethod
    def of(cls, programme: Programme, used: Iterable[str]) -> Library:
        """That of a programme, with what the texts of its modules refer to."""
        own = programme.glossary.refers if programme.glossary else frozenset()
        return cls(programme.glossary, programme.bibliography, own.union(used))


@rule("SUR-101", Severity.ERROR, on=Sources)
def conditions_can_hold(sources: Sources) -> Findings:
    """A condition asks for an item of the survey and one of its answers.

    Why: the item would never be shown, and Moodle stops the import of the whole survey.

    Example: `{if="country=bg"}` where no item is called `country`, or it has no choice `{#bg}`.
    """
    for survey in _surveys(sources):
        items = {item.id: item for item in survey.items}
        for item in survey.items:
            condition = item.condition
            if condition is None:
                continue
            asked = items.get(condition.item)
            if asked is None:
                others = [id for id in items if id != item.id]
                message = f"There is no item “{condition.item}”"
                yield condition.at, with_guess(message, condition.item, others)
            elif not asked.answers:
                yield (
                    condition.at,
                    f"“{asked.id}” is of type {asked.kind}: a condition needs choices or a scale.",
                )
            elif condition.answer not in asked.answers:
                message = f"“{asked.id}” has no answer “{condition.answer}”"
                yield condition.at, with_guess(message, condition.answer, asked.answers)


@rule("SUR-102", Severity.ERROR, on=Sources)
def conditions_look_back(sources: Sources) -> Findings:
    """A condition asks for an item that stands before it.

    Why: whoever fills in the survey from its beginning has not answered the later one yet.

    Example: an item with `{if="country=bg"}` above the item `country`.
    """
    for survey in _surveys(sources):
        ids = [item.id for item in survey.items]
        for number, item in enumerate(survey.items):
            if item.condition and item.condition.item in ids[number:]:
                yield item.condition.at, f"“{item.condition.item}” is asked later: move it before this item."


@rule("SUR-103", Severity.ERROR, on=Sources)
def survey_asks(sources: Sources) -> Findings:
    """A survey asks something.

    Why: an empty form is no survey.

    Example: a page with `kind: survey` that holds text alone. Add `::: item` blocks.
    """
    for survey in _surveys(sources):
        if not any(item.asks for item in survey.items):
            yield survey.at, "This survey has nothing to answer: add ::: item blocks."


def _surveys(sources: Sources) -> list[Survey]:
    pages = sources.module.pages
    return [one for one in pages if isinstance(one, Survey) and one.at.path not in sources.broken]


@rule("REF-101", Severity.INFO, on=Library)
def terms_are_used(library: Library) -> Findings:
    """A term of the glossary is used.

    Why: learners meet a term where a text links to it; the glossary of a module lists those alone.

    Example: `{#neet}` in `content/glossary.md`, and no text with `[NEET](term:neet)`.
    """
    for term in library.glossary.terms if library.glossary else ():
        if f"term:{term.id}" not in library.used:
            yield term.at, f"No text links to term:{term.id}."


@rule("REF-102", Severity.INFO, on=Library)
def works_are_cited(library: Library) -> Findings:
    """A work of the bibliography is cited.

    Why: lists of sources name what a text cites; this one is in none of them.

    Example: `"id": "rhodes-2005"` in `content/bibliography.json`, and no text with `[@rhodes-2005]`.
    """
    for work in library.bibliography.works.values() if library.bibliography else ():
        if f"@{work.key}" not in library.used:
            yield work.at, f"No text cites @{work.key}."

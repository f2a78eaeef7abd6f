"""What is in a module, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot_scorm.model.activities import ACTIVITY_KINDS, Activity
from bot_scorm.model.blocks import Figure
from bot_scorm.model.programme import Module, Quiz
from bot_scorm.model.questions import QUESTION_TYPES, Question
from bot_scorm.model.seat_time import seat_minutes
from bot_scorm.model.walk import nodes_of
from bot_scorm.model.words import count_words


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many questions check an outcome: in the first quiz, on pages, and in the one that counts."""

    outcome: str
    before: int
    pages: int
    after: int

    @property
    def questions(self) -> int:
        """All of them."""
        return self.before + self.pages + self.after


@dataclass(frozen=True, slots=True)
class Tally:
    """What is in a module for learners, or in several; guides for trainers are left out."""

    words: int
    screens: int
    theory: int
    """Screens that are there to be read."""
    minutes: float
    """Computed: see `seat_time`."""
    declared: int
    """Minutes, as module.yaml says."""
    questions: Mapping[str, int]
    """By type, in the order of `QUESTION_TYPES`."""
    activities: Mapping[str, int]
    """By kind, in the order of `ACTIVITY_KINDS`."""
    cases: int
    outcomes: int
    covered: int
    """Outcomes that a question of the quiz that counts checks."""
    figures: int
    with_alt: int
    with_source: int

    @classmethod
    def of(cls, module: Module) -> Tally:
        """That of one module."""
        pages = module.for_learners().pages
        kinds = Counter(page.kind for page in pages)
        figures = list(nodes_of(pages, Figure))
        coverage = coverage_of(module)
        return cls(
            words=count_words(pages),
            screens=len(pages),
            theory=kinds["theory"],
            minutes=seat_minutes(module),
            declared=module.duration,
            questions=_counted(QUESTION_TYPES, (one.kind for one in nodes_of(pages, Question))),
            activities=_counted(ACTIVITY_KINDS, (one.kind for one in nodes_of(pages, Activity))),
            cases=kinds["case"],
            outcomes=len(coverage),
            covered=sum(one.after > 0 for one in coverage),
            figures=len(figures),
            with_alt=sum(bool(one.alt) for one in figures),
            with_source=sum(bool(one.source) for one in figures),
        )

    @classmethod
    def total(cls, tallies: Iterable[Tally]) -> Tally:
        """The sum of several."""
        all_of = list(tallies)
        return cls(
            words=sum(one.words for one in all_of),
            screens=sum(one.screens for one in all_of),
            theory=sum(one.theory for one in all_of),
            minutes=sum(one.minutes for one in all_of),
            declared=sum(one.declared for one in all_of),
            questions={kind: sum(one.questions[kind] for one in all_of) for kind in QUESTION_TYPES},
            activities={kind: sum(one.activities[kind] for one in all_of) for kind in ACTIVITY_KINDS},
            cases=sum(one.cases for one in all_of),
            outcomes=sum(one.outcomes for one in all_of),
            covered=sum(one.covered for one in all_of),
            figures=sum(one.figures for one in all_of),
            with_alt=sum(one.with_alt for one in all_of),
            with_source=sum(one.with_source for one in all_of),
        )


def coverage_of(module: Module) -> tuple[Coverage, ...]:
    """How the outcomes of a module are checked, in their order."""
    where = Counter(
        (question.outcome, page.role if isinstance(page, Quiz) else "pages")
        for page in module.pages
        if page.audience == "learners"
        for question in page.questions
    )
    return tuple(
        Coverage(
            one.id,
            where[one.id, "before"],
            where[one.id, "pages"] + where[one.id, "practice"],
            where[one.id, "after"],
        )
        for one in module.outcomes
    )


def _counted(names: Iterable[str], found: Iterable[str]) -> dict[str, int]:
    counts = Counter(found)
    return {name: counts[name] for name in names}

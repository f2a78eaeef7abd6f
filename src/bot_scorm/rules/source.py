"""Checks of a module as authors wrote it: what reads well and still cannot work."""

from __future__ import annotations

from dataclasses import dataclass

from bot_scorm.diagnostics import Report, Severity
from bot_scorm.model.blocks import Block
from bot_scorm.model.cases import DEBRIEF, Scene, Story
from bot_scorm.model.programme import Case, Module, Quiz
from bot_scorm.model.questions import Item, MultipleChoice, Ordering, Question, SingleChoice
from bot_scorm.model.walk import texts_of, walk
from bot_scorm.rules.base import Findings, rule


@dataclass(frozen=True, slots=True)
class Sources:
    """A module with what its rules look at, found in one walk."""

    module: Module
    questions: tuple[Question, ...]
    stories: tuple[Story, ...]
    broken: frozenset[str]
    """The files of which something could not be read, so that nothing can be said to be missing."""

    @classmethod
    def of(cls, module: Module, report: Report) -> Sources:
        """What the rules look at in a module; ``report`` holds what reading it found."""
        broken = frozenset(
            one.at.path
            for one in report
            if one.severity is Severity.ERROR and not one.rule.id.startswith(("IMG", "LNK", "MED"))
        )
        questions = tuple(one for one in walk(module.pages) if isinstance(one, Question))
        sound = tuple(page for page in module.pages if page.at.path not in broken)
        stories = tuple(one for one in walk(sound) if isinstance(one, Story))
        return cls(module, questions, stories, broken)

    @property
    def quizzes(self) -> tuple[Quiz, ...]:
        """The quizzes that were read as a whole."""
        pages = self.module.pages
        return tuple(one for one in pages if isinstance(one, Quiz) and one.at.path not in self.broken)


@rule("QUIZ-001", Severity.ERROR, on=Sources)
def one_assessment(sources: Sources) -> Findings:
    """A module has at most one quiz that counts.

    Why: a package reports one score, and it is that of the quiz with `role: after`.

    Example: two quizzes with `role: after`. Give one of them `role: practice`.
    """
    quizzes = [page for page in sources.module.pages if isinstance(page, Quiz) and page.role == "after"]
    for quiz in quizzes[1:]:
        yield quiz.at, f"“{quizzes[0].id}” has role: after already; give this quiz role: practice."


@rule("QUIZ-002", Severity.ERROR, on=Sources)
def quiz_has_questions(sources: Sources) -> Findings:
    """A quiz has questions, and the one that counts has some that a machine marks.

    Why: a score of nothing over nothing is no score; nobody could pass.

    Example: a quiz with `role: after` that holds essays only.
    """
    for page in sources.quizzes:
        if not page.questions:
            yield page.at, "This quiz has no question: add a ::: question block."
        elif page.role == "after" and not any(q.points for q in page.questions):
            yield page.at, "No question of this quiz earns points; add one that a machine can mark."


@rule("QUIZ-003", Severity.ERROR, on=Sources)
def draw_is_possible(sources: Sources) -> Findings:
    """A quiz draws no more questions than there are.

    Why: a learner would get fewer questions than the others, and another score.

    Example: `draw: {easy: 5}` where three questions have the tag `easy`.
    """
    for page in sources.quizzes:
        for tag, wanted in page.draw.items():
            there = sum(tag in question.tags for question in page.questions)
            if there < wanted:
                yield page.at, f"“draw” wants {wanted} questions with the tag “{tag}”; there are {there}."


@rule("QST-101", Severity.ERROR, on=Sources)
def outcome_is_known(sources: Sources) -> Findings:
    """A question's outcome is one of its module's.

    Why: results are reported by outcome; one that is misspelt would be missing there.

    Example: `{outcome=lisen}` where module.yaml has `id: listen`.
    """
    if sources.module.at.path in sources.broken:
        return
    known = [outcome.id for outcome in sources.module.outcomes]
    for question in sources.questions:
        if question.outcome and question.outcome not in known:
            has = f"it has {', '.join(known)}" if known else "it has none"
            yield question.at, f"module.yaml has no outcome “{question.outcome}”; {has}."


@rule("QST-102", Severity.WARNING, on=Sources)
def choices_differ(sources: Sources) -> Findings:
    """The choices of a question differ.

    Why: of two equal choices one is right and one is wrong, and learners cannot tell which.

    Example: two lines `- [ ] Perhaps` in one question.
    """
    for question in sources.questions:
        seen: set[str] = set()
        for item in _items(question):
            words = _words(item.blocks)
            if words in seen:
                yield item.at, "This choice has the same words as one before it; change one of them."
            seen.add(words)


@rule("CASE-101", Severity.WARNING, on=Sources)
def scenes_are_reached(sources: Sources) -> Findings:
    """Every scene of a story can be reached.

    Why: nobody would ever read it.

    Example: a scene `{#later}` to which no choice leads.
    """
    for story in sources.stories:
        reached = _reached(story)
        for scene in story.scenes:
            if scene.id not in reached and scene.id != DEBRIEF:
                yield scene.at, f"No choice leads to the scene “{scene.id}”: link to it, or delete it."


@rule("CASE-102", Severity.ERROR, on=Sources)
def scenes_go_on(sources: Sources) -> Findings:
    """A scene has choices or ends the story.

    Why: learners would be stuck.

    Example: a scene with text only. Add choices, or `{end=good}`, `{end=mixed}` or `{end=poor}`.
    """
    for story in sources.stories:
        for scene in story.scenes:
            if scene.id == DEBRIEF and (scene.choices or scene.end):
                yield scene.at, "The debrief follows every end: it has no choices and no “end”."
            elif scene.id != DEBRIEF and not scene.choices and scene.end is None:
                yield (
                    scene.at,
                    f"The scene “{scene.id}” has no choices: add some, or an end such as {{end=good}}.",
                )
            elif scene.choices and scene.end:
                yield scene.at, f"The scene “{scene.id}” ends the story, so its choices are never shown."


@rule("CASE-103", Severity.ERROR, on=Sources)
def story_ends(sources: Sources) -> Findings:
    """From every scene there is a way to an end.

    Why: learners would go round in circles, and the story would never count as done.

    Example: two scenes whose choices lead only to each other.
    """
    for story in sources.stories:
        ending = {scene.id for scene in story.scenes if scene.end}
        grown = True
        while grown:
            more = {s.id for s in story.scenes if any(c.target in ending for c in s.choices)} - ending
            ending |= more
            grown = bool(more)
        for scene in story.scenes:
            if scene.id in _reached(story) and scene.id not in ending and scene.choices:
                yield scene.at, f"From the scene “{scene.id}” no way leads to an end."


@rule("CASE-104", Severity.WARNING, on=Sources)
def case_has_debrief(sources: Sources) -> Findings:
    """A case has a debrief.

    Why: a story teaches when somebody names what it was about.

    Example: a case without a scene `## What this is about {#debrief}`.
    """
    for page in sources.module.pages:
        if page.at.path in sources.broken or not isinstance(page, Case):
            continue
        if page.story.scenes and page.story.debrief is None:
            yield page.at, "Add a last scene such as “## What this is about {#debrief}”."


def _items(question: Question) -> tuple[Item, ...]:
    if isinstance(question, SingleChoice | MultipleChoice):
        return question.choices
    return question.items if isinstance(question, Ordering) else ()


def _reached(story: Story) -> set[str]:
    scenes = {scene.id: scene for scene in story.scenes}
    reached: set[str] = set()
    pending: list[Scene] = list(story.scenes[:1])
    while pending:
        scene = pending.pop()
        if scene.id not in reached:
            reached.add(scene.id)
            pending += [scenes[choice.target] for choice in scene.choices if choice.target in scenes]
    return reached


def _words(blocks: tuple[Block, ...]) -> str:
    return " ".join(" ".join(str(text).split()) for text in texts_of(blocks))

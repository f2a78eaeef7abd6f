"""Checks of how a module asks: what its questions cover, give away and explain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot_scorm.diagnostics import Location, Severity
from bot_scorm.model.blocks import Blocks
from bot_scorm.model.gaps import find_gaps
from bot_scorm.model.questions import (
    Choice,
    Description,
    Gaps,
    Item,
    Matching,
    MultipleChoice,
    Numerical,
    NumericalRange,
    Ordering,
    Question,
    Reflection,
    ShortAnswer,
    ShortAnswerPattern,
    SingleChoice,
    TrueFalse,
)
from bot_scorm.model.walk import texts_of
from bot_scorm.model.words import spoken
from bot_scorm.rules.base import Findings, rule
from bot_scorm.rules.lesson import SENTENCE, Lesson, own_words

CHANCE = 0.01
"""What happens by chance in fewer than one of a hundred modules is no chance."""
COUNTED = 200
"""Things to choose that are looked at in a module; more would take long and tell nothing else."""


@rule("OUT-201", Severity.WARNING, on=Lesson)
def outcome_is_asked_for(lesson: Lesson) -> Findings:
    """Every outcome of a module in the curriculum is checked by a question in the quiz that counts.

    Why: what is promised and never asked is learned by nobody, or nobody knows. A report by outcome has a
    hole.

    Example: `id: listen` among the outcomes, and no question with `{outcome=listen}` in the quiz with `role:
    after`.
    """
    counts = [quiz for quiz in lesson.quizzes if quiz.role == "after"]
    asked = {question.outcome for quiz in counts for question in quiz.questions}
    for outcome in lesson.module.outcomes if counts else ():
        if outcome.id not in asked:
            yield outcome.text.at, f"No question of “{counts[0].id}” has outcome={outcome.id}."


@rule("OUT-202", Severity.WARNING, on=Lesson)
def question_has_outcome(lesson: Lesson) -> Findings:
    """Every question of the quizzes before and after says which outcome it checks.

    Why: a question that belongs to no outcome tests what was not promised, and counts all the same.

    Example: `::: question {#who}` in a quiz of a module with outcomes. Write `{#who outcome=stages}`.
    """
    for quiz in lesson.quizzes if lesson.module.outcomes else ():
        for question in quiz.questions:
            if not question.outcome and not isinstance(question, Description | Reflection):
                yield question.at, f"Say which outcome “{question.id}” checks."


@rule("OUT-203", Severity.INFO, on=Lesson)
def outcome_is_asked_for_beforehand(lesson: Lesson) -> Findings:
    """Every outcome of a module that begins with a quiz is asked for in that quiz, too.

    Why: what a module adds is seen where both quizzes ask for it. With a gap, a report by outcome has a
    result and nothing to compare it with.

    Example: `id: listen` among the outcomes, a question with `{outcome=listen}` in the quiz with
    `role: after`, and none in the quiz with `role: before`.
    """
    before = [quiz for quiz in lesson.quizzes if quiz.role == "before"]
    asked = {question.outcome for quiz in before for question in quiz.questions}
    for outcome in lesson.module.outcomes if before else ():
        if outcome.id not in asked:
            yield outcome.text.at, f"No question of “{before[0].id}” has outcome={outcome.id}."


@rule("QUIZ-201", Severity.WARNING, on=Lesson)
def length_gives_nothing_away(lesson: Lesson) -> Findings:
    """The right answer is not the longest one so often that it gives itself away.

    Why: writers explain what is right and are brief about the rest. Whoever notices, passes without knowing.
    Counted are the questions of a module with one right answer and, apart from them, its menus in texts: if
    as many right ones were the longest by chance in fewer than one of a hundred modules, this is told.

    Example: eight questions with three choices each, and in seven of them the right choice is the longest.
    """
    for what, picks in _picks(lesson):
        longest = sum(len(pick.right) > max(map(len, pick.wrong)) for pick in picks)
        if chance(longest, [1 / pick.size for pick in picks]) < CHANCE:
            yield (
                picks[0].at,
                f"In {longest} of the module's {len(picks)} {what} the right one is the longest: "
                "shorten some of them, or make others as long.",
            )


@rule("QUIZ-202", Severity.WARNING, on=Lesson)
def place_gives_nothing_away(lesson: Lesson) -> Findings:
    """The right answer does not stand in the same place so often that it gives itself away.

    Why: menus in texts keep their order, and so do choices on paper and in some systems. Counted as for
    QUIZ-201.

    Example: `[[*left|failed]] … [[*reads|runs]] … [[*asks|tells]] …`, always with the right word first.
    """
    for what, picks in _picks(lesson):
        for place in range(max((pick.size for pick in picks), default=0)):
            there = sum(pick.place == place for pick in picks)
            if (
                there > 1 and chance(there, [1 / pick.size for pick in picks]) < CHANCE / 3
            ):  # there are three places or so
                yield (
                    picks[0].at,
                    f"In {there} of the module's {len(picks)} {what} the right one is number {place + 1}: "
                    "put some of them in another place.",
                )


@rule("QST-201", Severity.WARNING, on=Lesson)
def choices_stand_alone(lesson: Lesson) -> Findings:
    """A choice does not speak of the other choices.

    Why: choices come in another order for each learner, so that nothing is “above”. And who knows two of
    them to be right, knows that “all” is.

    Example: `- [x] All of the above`. Ask for several right answers instead.
    """
    for question in lesson.questions:
        for choice in _choices(question):
            if match := lesson.words.refers_to_choices.match(_words(choice.blocks)):
                yield choice.at, f"“{match[0]}” speaks of the other choices: say it in words of its own."


@rule("QST-202", Severity.WARNING, on=Lesson)
def stem_denies_once(lesson: Lesson) -> Findings:
    """What is asked holds one negative at most.

    Why: two of them have to be calculated, which costs those most who read in a second language. Looked at
    are sentences that end in a question mark, and statements to be called true or false; not what is quoted.

    Example: “Which of these would you not say without asking?” Ask for what one would say.
    """
    for question in lesson.questions:
        text = own_words(_words(question.stem))
        for match in SENTENCE.finditer(text):
            asked = match[0].endswith("?") or isinstance(question, TrueFalse)
            found = lesson.words.negatives.findall(match[0])
            if asked and len(found) > 1:
                yield (
                    question.at,
                    f"Two negatives, “{'” and “'.join(found[:2])}”: ask it without one of them.",
                )


@rule("QST-203", Severity.WARNING, on=Lesson)
def answers_are_explained(lesson: Lesson) -> Findings:
    """Every choice has feedback, and every other question that a machine marks has some.

    Why: “wrong” teaches nothing. The sentence that says why is where learning happens.

    Example: `- [ ] A gift {#gift}` without a line `  > It asks for one in return.` under it.
    """
    for question in lesson.questions:
        choices = _choices(question)
        for choice in choices:
            if not choice.feedback:
                yield choice.at, "Say under this choice, behind a >, why it is right or wrong."
        explained = question.feedback or any(one.feedback for one in _answers(question))
        if question.scored and not choices and not explained:
            yield question.at, "Say after the answers, behind a >, what is right and why."


@dataclass(frozen=True, slots=True)
class _Pick:
    """One thing to choose: ``place`` is that of the right one, from 0."""

    at: Location
    right: str
    wrong: tuple[str, ...]
    place: int

    @property
    def size(self) -> int:
        return len(self.wrong) + 1


def _picks(lesson: Lesson) -> Iterator[tuple[str, list[_Pick]]]:
    questions = lesson.questions
    singles = (one for one in questions if isinstance(one, SingleChoice) and len(one.choices) > 1)
    choices = (pick for one in singles for pick in _of_choices(one))
    menus = (pick for one in questions if isinstance(one, Gaps) for pick in _of_menus(one))
    yield "questions with one right answer", list(islice(choices, COUNTED))
    yield "menus in texts", list(islice(menus, COUNTED))


def _of_choices(question: SingleChoice) -> Iterator[_Pick]:
    texts = [_words(choice.blocks) for choice in question.choices]
    for place, choice in enumerate(question.choices):
        if choice.right:
            yield _Pick(question.at, texts[place], (*texts[:place], *texts[place + 1 :]), place)


def _of_menus(question: Gaps) -> Iterator[_Pick]:
    for text in texts_of(question.stem):
        for gap in find_gaps(text.source):
            if gap.menu and len(gap.right) == 1 and len(gap.options) > 1:
                place = gap.options.index(gap.right[0])
                wrong = (*gap.options[:place], *gap.options[place + 1 :])
                yield _Pick(question.at, gap.right[0], wrong, place)


def chance(hits: int, odds: Sequence[float]) -> float:
    """How likely so many hits or more are by chance, each with its own odds."""
    exactly = [1.0]
    for p in odds:
        exactly = [
            (exactly[n] * (1 - p) if n < len(exactly) else 0) + (exactly[n - 1] * p if n else 0)
            for n in range(len(exactly) + 1)
        ]
    return sum(exactly[hits:])


def _choices(question: Question) -> tuple[Choice, ...]:
    if isinstance(question, SingleChoice | MultipleChoice):
        return question.choices
    return (question.true, question.false) if isinstance(question, TrueFalse) else ()


def _answers(question: Question) -> Iterable[ShortAnswerPattern | NumericalRange | Item]:
    if isinstance(question, ShortAnswer | Numerical):
        return question.answers
    if isinstance(question, Matching):
        return question.pairs
    return question.items if isinstance(question, Ordering) else ()


def _words(blocks: Blocks) -> str:
    return " ".join(spoken(text.source) for text in texts_of(blocks))

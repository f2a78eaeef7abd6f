"""What each type of question becomes in QTI 1.2: one function a type, and the table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from bot_scorm.model.questions import (
    Description,
    Drag,
    Essay,
    Gaps,
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
from bot_scorm.model.text import Text
from bot_scorm.package.xml import Element
from bot_scorm.writers import qti12_conditions as marking
from bot_scorm.writers.fragments import render_text
from bot_scorm.writers.qti12_body import Body, FullPen
from bot_scorm.writers.qti12_conditions import RESPONSE
from bot_scorm.writers.qti12_gaps import write_drag, write_gaps
from bot_scorm.writers.qti12_pen import el, material
from bot_scorm.writers.qti12_typed import field, pieces_of


def body_of(question: Question, pen: FullPen) -> Body:
    """What is particular to a question; ``pen.losses.left_out`` says why it cannot be written, if so."""
    return _TYPES[type(question)](question, pen)


def choice(labels: Iterable[Element], *, fixed: bool, several: str = "Single", id: str = RESPONSE,
           before: Iterable[Element] = ()) -> Element:  # fmt: skip
    """Something to choose from, or to put in order."""
    render = el("render_choice", *labels, shuffle="No" if fixed else "Yes")
    return el("response_lid", *before, render, ident=id, rcardinality=several)


def _label(id: str, inside: Element) -> Element:
    return el("response_label", inside, ident=id)


def _name(id: str) -> str:
    """The identifier of the feedback that belongs to an answer; Canvas finds it by the end."""
    return f"{id}_fb"


def _single(question: SingleChoice, pen: FullPen) -> Body:
    shown = choice((_label(one.id, pen.material(one.blocks)) for one in question.choices),
                   fixed=question.fixed)  # fmt: skip
    conditions, feedback = [], {}
    for one in question.choices:
        then = [marking.scores(one.fraction * question.points)]
        if one.feedback:
            feedback[_name(one.id)] = one.feedback
            then.append(marking.shows(_name(one.id)))
        conditions.append(marking.condition(marking.equal(one.id), *then))
    return Body("multiple_choice_question", [shown], conditions, feedback)


def _multiple(question: MultipleChoice, pen: FullPen) -> Body:
    labels = (_label(one.id, pen.material(one.blocks)) for one in question.choices)
    shown = choice(labels, fixed=question.fixed, several="Multiple")
    conditions = []
    if question.all_or_nothing:
        right = [one.id for one in question.choices if one.right]
        wrong = [one.id for one in question.choices if not one.right]
        conditions.append(
            marking.condition(marking.just(right, wrong), marking.scores(question.points), more=True)
        )
    feedback = {}
    for one in question.choices:
        then = [] if question.all_or_nothing else [marking.adds(one.fraction * question.points)]
        if one.feedback:
            feedback[_name(one.id)] = one.feedback
            then.append(marking.shows(_name(one.id)))
        if then:
            conditions.append(marking.condition(marking.equal(one.id), *then, more=True))
    return Body("multiple_answers_question", [shown], conditions, feedback)


def _true_false(question: TrueFalse, pen: FullPen) -> Body:
    conditions, feedback = [], {}
    for word, one in (("true", question.true), ("false", question.false)):
        then = [marking.scores(question.points * (question.answer is (word == "true")))]
        if one.feedback:
            feedback[_name(word)] = one.feedback
            then.append(marking.shows(_name(word)))
        conditions.append(marking.condition(marking.equal(word), *then))
    labels = (_label(word, material(pen.words[word])) for word in ("true", "false"))
    return Body("true_false_question", [choice(labels, fixed=True)], conditions, feedback)


def _short(question: ShortAnswer, pen: FullPen) -> Body:
    return _typed(question, "short_answer_question", field("response_str", "String"), pen)


def _numerical(question: Numerical, pen: FullPen) -> Body:
    behind = [material(str(render_text(question.unit.source, pen.prose)))] if question.unit else []
    shown = field("response_num", "Decimal", behind, numtype="Decimal")
    return _typed(question, "numerical_question", shown, pen)


def _typed(question: ShortAnswer | Numerical, type: str, shown: Element, pen: FullPen) -> Body:
    """The first answer that fits counts."""
    answers: Sequence[ShortAnswerPattern | NumericalRange] = question.answers
    conditions, feedback = [], {}
    for place, one in enumerate(answers, start=1):
        then = [marking.scores(one.fraction * question.points)]
        if one.feedback:
            feedback[_name(f"answer_{place}")] = one.feedback
            then.append(marking.shows(_name(f"answer_{place}")))
        fits = _fits(one, pen) if isinstance(one, ShortAnswerPattern) else marking.within(one)
        conditions.append(marking.condition(fits, *then))
    return Body(type, [shown], conditions, feedback)


def _fits(answer: ShortAnswerPattern, pen: FullPen) -> Element:
    """Whether a text that was typed fits: QTI 1.2 knows whole texts, and parts that must occur."""
    case = "Yes" if answer.case else "No"
    pieces = pieces_of(answer.pattern)
    if len(pieces) == 1:
        return marking.equal(pieces[0], answer.case)
    parts = [el("varsubstring", one, respident=RESPONSE, case=case) for one in pieces if one]
    if not parts:
        return el("other")
    pen.change(
        len(parts) > 1 or pieces[0] or pieces[-1],
        f"“{answer.pattern}” fits wherever its parts stand",
    )
    return parts[0] if len(parts) == 1 else el("and", *parts)


def _matching(question: Matching, pen: FullPen) -> Body:
    """A list for each left side, as Canvas has it."""
    share = question.points / len(question.pairs)
    sides: dict[str, Text | None] = {pair.target_id: pair.target for pair in question.pairs}
    sides |= {one.id: one.text for one in question.distractors}
    shown, conditions, feedback = [], [], {}
    for pair in question.pairs:
        id = f"{RESPONSE}_{pair.id}"
        labels = [
            _label(side, material(str(render_text(text.source, pen.prose)) if text else ""))
            for side, text in sides.items()
        ]
        shown.append(choice(labels, fixed=question.fixed, id=id, before=[pen.material(pair.blocks)]))
        conditions.append(
            marking.condition(marking.equal(pair.target_id, True, id), marking.adds(share), more=True)
        )
        if pair.feedback:
            feedback[_name(pair.id)] = pair.feedback
            told = marking.shows(_name(pair.id))
            conditions.append(marking.condition(marking.answered(id), told, more=True))
    return Body("matching_question", shown, conditions, feedback)


def _ordering(question: Ordering, pen: FullPen) -> Body:
    share = question.points / len(question.items)
    labels = (_label(one.id, pen.material(one.blocks)) for one in question.items)
    conditions, feedback = [], {}
    for place, one in enumerate(question.items, start=1):
        there = marking.equal(one.id, True, RESPONSE, place)
        conditions.append(marking.condition(there, marking.adds(share), more=True))
    for one in question.items:
        if one.feedback:
            feedback[_name(one.id)] = one.feedback
            told = marking.shows(_name(one.id))
            conditions.append(marking.condition(marking.equal(one.id), told, more=True))
    return Body("ordering_question", [choice(labels, fixed=False, several="Ordered")], conditions, feedback)


def _written(question: Essay | Reflection) -> Body:
    return Body("essay_question", [field("response_str", "String", lines=question.lines)])


def _reflection(question: Reflection, pen: FullPen) -> Body:
    if pen.hands_in(question):
        return _written(question)
    return Body("text_only_question")


_TYPES: dict[type[Question], Callable[[Any, FullPen], Body]] = {
    SingleChoice: _single,
    MultipleChoice: _multiple,
    TrueFalse: _true_false,
    ShortAnswer: _short,
    Numerical: _numerical,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: write_gaps,
    Drag: write_drag,
    Essay: lambda question, pen: _written(question),
    Reflection: _reflection,
    Description: lambda question, pen: Body("text_only_question"),
}

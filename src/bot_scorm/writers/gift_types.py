"""What each type of question becomes in GIFT: one function a type, and the table of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot_scorm.model.blocks import Blocks
from bot_scorm.model.questions import (
    LINES,
    Choice,
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
    SingleChoice,
    TrueFalse,
)
from bot_scorm.writers import gift_escape
from bot_scorm.writers.fragments import plain
from bot_scorm.writers.gift_gaps import write_gaps
from bot_scorm.writers.gift_pen import GiftPen, braces


def answer_of(question: Question, pen: GiftPen) -> str:
    """A question's text with the braces in or behind it.

    ``pen.losses.left_out`` says why it cannot be written, if it cannot.
    """
    pen.lose(question.scored and question.points != 1, f"points ({gift_escape.decimal(question.points)})")
    pen.lose(question.hints, "hints" if len(question.hints) > 1 else "the hint")
    pen.lose(question.fixed, "the fixed order of answers")
    return _TYPES[type(question)](question, pen)


def _block(question: Question, pen: GiftPen, lines: list[str]) -> str:
    """Stem and braces, for the types in which these follow the text."""
    return pen.stem(question.stem) + braces(lines, pen.gift(question.feedback))


def _single(question: SingleChoice, pen: GiftPen) -> str:
    if len(question.choices) < 2 or all(choice.fraction != 1 for choice in question.choices):
        pen.losses.left_out = (
            "a question with one right answer needs two answers, and one that earns everything"
        )
    # One equals sign tells Moodle that one answer can be chosen, and a tilde that it is not typed.
    best = next((choice for choice in question.choices if choice.fraction == 1), None)
    return _block(
        question, pen, [_choice(choice, pen, "=" * (choice is best)) for choice in question.choices]
    )


def _multiple(question: MultipleChoice, pen: GiftPen) -> str:
    if len(question.choices) < 2:
        pen.losses.left_out = "a multiple-choice question needs two answers"
    pen.lose(question.all_or_nothing, "scoring=all (each right choice earns its share instead)")
    return _block(question, pen, [_choice(choice, pen) for choice in question.choices])


def _choice(choice: Choice, pen: GiftPen, mark: str = "") -> str:
    text, feedback = pen.gift(choice.blocks), pen.feedback(choice.feedback)
    if mark:
        return mark + text + feedback
    weight = pen.weight(choice.fraction) if choice.fraction or text.startswith("%") else ""
    return f"~{weight}{text}{feedback}"


def _true_false(question: TrueFalse, pen: GiftPen) -> str:
    right, wrong = (question.true, question.false) if question.answer else (question.false, question.true)
    feedback = pen.feedback(right.feedback)
    # Moodle reads the feedback for a wrong answer first.
    line = (
        ("TRUE" if question.answer else "FALSE")
        + (pen.feedback(wrong.feedback) or "#" * bool(feedback))
        + feedback
    )
    return _block(question, pen, [line])


def _short(question: ShortAnswer, pen: GiftPen) -> str:
    if all(answer.fraction != 1 for answer in question.answers):
        pen.losses.left_out = "one answer must earn everything"
    pen.lose(any(answer.case for answer in question.answers), "the difference between upper and lower case")
    lines = [pen.typed(one.pattern, one.fraction) + pen.feedback(one.feedback) for one in question.answers]
    return _block(question, pen, lines)


def _numerical(question: Numerical, pen: GiftPen) -> str:
    unit = plain(question.unit)
    pen.lose(unit, f"the unit ({unit})")
    *before, last = question.answers
    lines = [_number(answer, pen) for answer in before]
    if last.low is None and last.fraction == 0 and before:
        # The form that Moodle writes itself for all other numbers.
        lines += ["~" + pen.feedback(last.feedback)] if last.feedback else []
    else:
        lines.append(_number(last, pen))
    # The equals signs keep Moodle from taking a lone 0 for no answer at all.
    return _block(question, pen, ["#", *lines])


def _number(answer: NumericalRange, pen: GiftPen) -> str:
    if answer.low is None or answer.high is None:
        value = "*"
    else:
        middle, reach = (answer.low + answer.high) / 2, (answer.high - answer.low) / 2
        value = f"{gift_escape.decimal(middle)}:{gift_escape.decimal(reach)}"
    weight = "" if answer.fraction == 1 else pen.weight(answer.fraction)
    return f"={weight}{value}{pen.feedback(answer.feedback)}"


def _matching(question: Matching, pen: GiftPen) -> str:
    if len(question.pairs) + len(question.distractors) < 2:
        pen.losses.left_out = "a matching question needs two lines"
    pen.lose(any(pair.feedback for pair in question.pairs), "feedback of single pairs")
    lines = [
        f"={pen.gift(pair.blocks)} -> {pen.right_side(pair.target)}"
        for pair in question.pairs
        if pair.target is not None
    ]
    lines += [f"= -> {pen.right_side(one.text)}" for one in question.distractors]
    return _block(question, pen, lines)


def _ordering(question: Ordering, pen: GiftPen) -> str:
    if len(question.items) < 2:
        pen.losses.left_out = "there is nothing to put in order"
    pen.lose(any(item.feedback for item in question.items), "feedback of single items")
    pen.losses.changed.append("it is written for the ordering type, which Moodle has from version 4.4 on")
    settings = f">{len(question.items)} ALL VERTICAL ABSOLUTE_POSITION SHOW none"
    return _block(
        question, pen, [settings, *(gift_escape.item(pen.html(item.blocks)) for item in question.items)]
    )


def _essay(question: Essay, pen: GiftPen) -> str:
    pen.lose(question.rubric, "the rubric")
    pen.change(question.lines != LINES, "its field has the LMS's own height")
    return pen.stem(question.stem) + braces([], pen.gift(_answer_to_read(question, pen)))


def _reflection(question: Reflection, pen: GiftPen) -> str:
    if pen.hands_in(question):
        return pen.stem(question.stem) + braces([], pen.gift(_answer_to_read(question, pen)))
    pen.lose(question.feedback, "the feedback")
    return pen.stem(question.stem)


def _answer_to_read(question: Essay | Reflection, pen: GiftPen) -> Blocks:
    if question.model:
        pen.losses.changed.append("the model answer is shown as general feedback")
    return question.model + question.feedback


def _description(question: Description, pen: GiftPen) -> str:
    pen.lose(question.feedback, "the feedback")
    return pen.stem(question.stem)


_TYPES: dict[type[Question], Callable[[Any, GiftPen], str]] = {
    SingleChoice: _single,
    MultipleChoice: _multiple,
    TrueFalse: _true_false,
    ShortAnswer: _short,
    Numerical: _numerical,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: write_gaps,
    Drag: write_gaps,
    Essay: _essay,
    Reflection: _reflection,
    Description: _description,
}

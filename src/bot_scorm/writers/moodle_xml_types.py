"""What each type of question becomes in Moodle XML: one function a type, and the table of them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from bot_scorm.model.blocks import Blocks
from bot_scorm.model.questions import (
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
from bot_scorm.package.xml import Element
from bot_scorm.writers import gift_escape
from bot_scorm.writers.fragments import plain
from bot_scorm.writers.moodle_xml_gaps import write_drag, write_gaps
from bot_scorm.writers.moodle_xml_nodes import Body, parted, yes_no
from bot_scorm.writers.moodle_xml_pen import MoodlePen
from bot_scorm.writers.xml_nodes import element

_UNIT = 50
"""Characters that Moodle keeps of a unit."""


def body_of(question: Question, pen: MoodlePen) -> Body:
    """What is particular to a question; ``pen.losses.left_out`` says why it cannot be written, if so."""
    return _TYPES[type(question)](question, pen)


def _choices(question: SingleChoice | MultipleChoice, pen: MoodlePen) -> Body:
    single = isinstance(question, SingleChoice)
    if len(question.choices) < 2:
        pen.losses.left_out = "a question with answers to choose needs two of them"
    if isinstance(question, MultipleChoice):
        pen.lose(question.all_or_nothing, "scoring=all (each right choice earns its share instead)")
    return Body(
        "multichoice",
        [
            element("single", yes_no(single)),
            element("shuffleanswers", yes_no(not question.fixed)),
            element("answernumbering", "none"),
            element("showstandardinstruction", "0" if single else "1"),
            *parted(),
            *(_choice(choice, pen) for choice in question.choices),
        ],
    )


def _choice(choice: Choice, pen: MoodlePen) -> Element:
    text = list(pen.rich("answer", choice.blocks))
    return pen.answer(text, choice.fraction, choice.feedback, format="html")


def _true_false(question: TrueFalse, pen: MoodlePen) -> Body:
    answers = [("true", question.true, question.answer), ("false", question.false, not question.answer)]
    return Body(
        "truefalse", [_plain(word, Fraction(right), one.feedback, pen) for word, one, right in answers]
    )


def _plain(text: str, fraction: Fraction, feedback: Blocks, pen: MoodlePen) -> Element:
    return pen.answer(element("text", text), fraction, feedback, format="moodle_auto_format")


def _short(question: ShortAnswer, pen: MoodlePen) -> Body:
    if all(answer.fraction != 1 for answer in question.answers):
        pen.losses.left_out = "one answer must earn everything"
    cases = {answer.case for answer in question.answers}
    pen.lose(
        len(cases) > 1, "the difference between upper and lower case, which holds for all answers or none"
    )
    answers = [_plain(pen.pattern(one.pattern), one.fraction, one.feedback, pen) for one in question.answers]
    return Body("shortanswer", [element("usecase", str(int(cases == {True}))), *answers])


def _numerical(question: Numerical, pen: MoodlePen) -> Body:
    unit = plain(question.unit)
    parts = [_number(answer, pen) for answer in question.answers]
    if not unit:
        return Body("numerical", [*parts, element("showunits", "3")])
    short = gift_escape.shorten(unit, _UNIT)
    pen.lose(short != unit, f"the end of a unit longer than {_UNIT} characters")
    pen.losses.changed.append(f"the unit ({unit}) is not shown, but may be typed behind the number")
    one = element("unit", "", element("multiplier", "1"), element("unit_name", short))
    settings = {"unitgradingtype": "0", "unitpenalty": "0", "showunits": "0", "unitsleft": "0"}
    return Body(
        "numerical",
        [*parts, element("units", "", one), *(element(name, value) for name, value in settings.items())],
    )


def _number(answer: NumericalRange, pen: MoodlePen) -> Element:
    if answer.low is None or answer.high is None:
        value, reach = "*", "0"
    else:
        value = gift_escape.decimal((answer.low + answer.high) / 2)
        reach = gift_escape.decimal((answer.high - answer.low) / 2)
    node = _plain(value, answer.fraction, answer.feedback, pen)
    node.append(element("tolerance", reach))
    return node


def _matching(question: Matching, pen: MoodlePen) -> Body:
    if len(question.pairs) + len(question.distractors) < 2:
        pen.losses.left_out = "a matching question needs two lines"
    pen.lose(any(pair.feedback for pair in question.pairs), "feedback of single pairs")
    rows = [(pair.blocks, pair.target) for pair in question.pairs if pair.target is not None]
    rows += [((), one.text) for one in question.distractors]
    pairs = [
        pen.rich("subquestion", blocks, element("answer", "", element("text", pen.label(target))))
        for blocks, target in rows
    ]
    return Body("matching", [element("shuffleanswers", yes_no(not question.fixed)), *parted(), *pairs])


def _ordering(question: Ordering, pen: MoodlePen) -> Body:
    if len(question.items) < 2:
        pen.losses.left_out = "there is nothing to put in order"
    pen.lose(any(item.feedback for item in question.items), "feedback of single items")
    settings = {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": "0",
        "gradingtype": "ABSOLUTE_POSITION",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    }
    items = [
        element("answer", "", *pen.rich("answer", item.blocks), fraction=str(place), format="html")
        for place, item in enumerate(question.items, start=1)
    ]
    return Body("ordering", [*(element(name, value) for name, value in settings.items()), *parted(), *items])


def _essay(question: Essay, pen: MoodlePen) -> Body:
    return _written(question.lines, {"model": question.model, "rubric": question.rubric}, pen)


def _written(lines: int, for_trainers: dict[str, Blocks], pen: MoodlePen) -> Body:
    settings = {
        "responseformat": "plain",
        "responserequired": "1",
        "responsefieldlines": str(lines),
        "attachments": "0",
        "attachmentsrequired": "0",
    }
    # The classes tell our reader which is which.
    parts = [
        f'<div class="{name}">{pen.render(blocks)}</div>' for name, blocks in for_trainers.items() if blocks
    ]
    if parts:
        pen.losses.changed.append("model answer and rubric are shown to trainers, not to learners")
    info = pen.filed("graderinfo", "".join(parts))
    return Body("essay", [*(element(name, value) for name, value in settings.items()), info])


def _reflection(question: Reflection, pen: MoodlePen) -> Body:
    if pen.hands_in(question):
        return _written(question.lines, {"model": question.model}, pen)
    return Body("description")


_TYPES: dict[type[Question], Callable[[Any, MoodlePen], Body]] = {
    SingleChoice: _choices,
    MultipleChoice: _choices,
    TrueFalse: _true_false,
    ShortAnswer: _short,
    Numerical: _numerical,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: write_gaps,
    Drag: write_drag,
    Essay: _essay,
    Reflection: _reflection,
    Description: lambda question, pen: Body("description"),
}

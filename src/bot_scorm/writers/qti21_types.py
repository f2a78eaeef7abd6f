"""What each type of question becomes in QTI 2.1: one function a type, and the table of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from bot_scorm.model.blocks import Blocks
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
from bot_scorm.package.xml import Element
from bot_scorm.writers import qti21_scoring as scoring
from bot_scorm.writers.fragments import plain, render_text
from bot_scorm.writers.qti21_gaps import write_drag, write_gaps
from bot_scorm.writers.qti21_nodes import fill, identifier, node, number
from bot_scorm.writers.qti21_pen import EXPECTED, Body, QtiPen, flag
from bot_scorm.writers.qti21_scoring import RESPONSE


def body_of(question: Question, pen: QtiPen) -> Body:
    """What is particular to a question; ``pen.losses.left_out`` says why it cannot be written, if so."""
    return _TYPES[type(question)](question, pen)


def _choices(question: SingleChoice | MultipleChoice, pen: QtiPen) -> Body:
    single = isinstance(question, SingleChoice)
    exact = isinstance(question, MultipleChoice) and question.all_or_nothing
    earned = {identifier(one.id): one.fraction * question.points for one in question.choices}
    right = [identifier(one.id) for one in question.choices if one.right]
    shown = node(
        "choiceInteraction",
        *(
            pen.rich(node("simpleChoice", identifier=identifier(one.id)), one.blocks)
            for one in question.choices
        ),
        responseIdentifier=RESPONSE,
        shuffle=flag(not question.fixed),
        maxChoices="1" if single else "0",
    )
    mapping = scoring.mapped(earned, question.points)
    declared = scoring.declared("single" if single else "multiple", "identifier", right, mapping)
    rules = (
        scoring.first_of([(scoring.correct(), [scoring.scores(question.points)])])
        if exact
        else [scoring.gives(scoring.SCORE, scoring.mapped_response())]
    )
    feedback = {identifier(one.id): one.feedback for one in question.choices if one.feedback}
    if feedback:
        rules.append(scoring.tells_response(question.feedback))
    return Body([declared], [shown], rules, feedback)


def _true_false(question: TrueFalse, pen: QtiPen) -> Body:
    choices = {"true": question.true, "false": question.false}
    right = "true" if question.answer else "false"
    shown = node(
        "choiceInteraction",
        *(node("simpleChoice", pen.words[id], identifier=id) for id in choices),
        responseIdentifier=RESPONSE,
        shuffle="false",
        maxChoices="1",
    )
    mapping = scoring.mapped({right: question.points}, question.points)
    rules = [scoring.gives(scoring.SCORE, scoring.mapped_response())]
    feedback = {id: one.feedback for id, one in choices.items() if one.feedback}
    if feedback:
        rules.append(scoring.tells_response(question.feedback))
    return Body([scoring.declared("single", "identifier", [right], mapping)], [shown], rules, feedback)


def _typed(
    question: ShortAnswer | Numerical, base: str, correct: list[str], conditions: list[Element], unit: str
) -> Body:
    answers: Sequence[ShortAnswerPattern | NumericalRange] = question.answers
    feedback: dict[str, Blocks] = {}
    branches = []
    for place, (answer, condition) in enumerate(zip(answers, conditions, strict=True), start=1):
        rules = [scoring.scores(max(answer.fraction, Fraction(0)) * question.points)]
        if answer.feedback:
            feedback[f"answer_{place}"] = answer.feedback
            rules.append(scoring.tells(f"answer_{place}", question.feedback))
        branches.append((condition, rules))
    entry = node("textEntryInteraction", responseIdentifier=RESPONSE, expectedLength=str(EXPECTED))
    entry.tail = f" {unit}" if unit else None
    declared = scoring.declared("single", base, correct)
    return Body([declared], [node("p", entry)], scoring.first_of(branches), feedback)


def _short(question: ShortAnswer, pen: QtiPen) -> Body:
    best = max(question.answers, key=lambda one: one.fraction).pattern
    conditions = [scoring.typed(one.pattern, one.case) for one in question.answers]
    return _typed(question, "string", [best.replace("*", "") or best], conditions, "")


def _numerical(question: Numerical, pen: QtiPen) -> Body:
    conditions = [scoring.within(one.low, one.high) for one in question.answers]
    bounded = [one for one in question.answers if one.low is not None and one.high is not None]
    best = max(bounded, key=lambda one: one.fraction, default=None)
    middle = [] if best is None else [number(((best.low or Fraction(0)) + (best.high or Fraction(0))) / 2)]
    return _typed(question, "float", middle, conditions, plain(question.unit))


def _matching(question: Matching, pen: QtiPen) -> Body:
    pen.lose(any(pair.feedback for pair in question.pairs), "feedback of single pairs")
    share = question.points / len(question.pairs)
    sides = {pair.target_id: pair.target for pair in question.pairs}
    sides |= {one.id: one.text for one in question.distractors}
    left = [
        pen.rich(
            node("simpleAssociableChoice", identifier=f"l{identifier(one.id)}", matchMax="1"), one.blocks
        )
        for one in question.pairs
    ]
    right = [
        fill(
            _associable(f"r{identifier(id)}", "0"),
            render_text(text.source, pen.prose) if text else "",
        )
        for id, text in sides.items()
    ]
    pairs = [f"l{identifier(one.id)} r{identifier(one.target_id)}" for one in question.pairs]
    shown = node(
        "matchInteraction",
        node("simpleMatchSet", *left),
        node("simpleMatchSet", *right),
        responseIdentifier=RESPONSE,
        shuffle=flag(not question.fixed),
        maxAssociations=str(len(pairs)),
    )
    mapping = scoring.mapped(dict.fromkeys(pairs, share), question.points)
    declared = scoring.declared("multiple", "directedPair", pairs, mapping)
    return Body([declared], [shown], [scoring.gives(scoring.SCORE, scoring.mapped_response())])


def _associable(id: str, most: str) -> Element:
    """Something to match, as often as ``most`` says; 0 is any number of times."""
    return node("simpleAssociableChoice", identifier=id, matchMax=most)


def _ordering(question: Ordering, pen: QtiPen) -> Body:
    pen.lose(any(item.feedback for item in question.items), "feedback of single items")
    share = question.points / len(question.items)
    ids = [identifier(one.id) for one in question.items]
    shown = node(
        "orderInteraction",
        *(
            pen.rich(node("simpleChoice", identifier=identifier(one.id)), one.blocks)
            for one in question.items
        ),
        responseIdentifier=RESPONSE,
        shuffle="true",
    )
    earns = number(share)
    rules = [
        rule
        for place, id in enumerate(ids, start=1)
        for rule in scoring.first_of([(_at(place, id), [scoring.adds(scoring.value("float", earns))])])
    ]
    return Body([scoring.declared("ordered", "identifier", ids)], [shown], rules)


def _at(place: int, id: str) -> Element:
    """Whether an item is in its place."""
    there = node("index", scoring.variable(RESPONSE), n=str(place))
    return node("match", there, scoring.value("identifier", id))


def _written(question: Essay | Reflection, pen: QtiPen, rubric: Blocks) -> Body:
    shown = [node("extendedTextInteraction", responseIdentifier=RESPONSE, expectedLines=str(question.lines))]
    if rubric:
        block = node("rubricBlock", view="scorer")
        shown.append(fill(block, pen.render(rubric)))
    feedback = {"model": question.model} if question.model else {}
    rules = [scoring.tells("model", question.feedback)] if feedback else []
    return Body([scoring.declared("single", "string")], shown, rules, feedback)


def _reflection(question: Reflection, pen: QtiPen) -> Body:
    if pen.hands_in(question):
        return _written(question, pen, ())
    return Body()


_TYPES: dict[type[Question], Callable[[Any, QtiPen], Body]] = {
    SingleChoice: _choices,
    MultipleChoice: _choices,
    TrueFalse: _true_false,
    ShortAnswer: _short,
    Numerical: _numerical,
    Matching: _matching,
    Ordering: _ordering,
    Gaps: write_gaps,
    Drag: write_drag,
    Essay: lambda question, pen: _written(question, pen, question.rubric),
    Reflection: _reflection,
    Description: lambda question, pen: Body(),
}

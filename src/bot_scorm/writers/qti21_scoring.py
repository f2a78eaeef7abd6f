"""Declarations and response processing of QTI 2.1: what a question expects, and what a response earns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from bot_scorm.package.xml import Element
from bot_scorm.writers.qti21_nodes import expression, node, number, unstarred

RESPONSE, SCORE, MAXSCORE, FEEDBACK = "RESPONSE", "SCORE", "MAXSCORE", "FEEDBACK"


def declared(
    cardinality: str,
    base: str,
    correct: Iterable[str] = (),
    mapping: Element | None = None,
    id: str = RESPONSE,
) -> Element:
    """The declaration of a response."""
    values = [node("value", one) for one in correct]
    parts = [node("correctResponse", *values)] if values else []
    parts += [] if mapping is None else [mapping]
    return node("responseDeclaration", *parts, identifier=id, cardinality=cardinality, baseType=base)


def mapped(earned: Mapping[str, Fraction], most: Fraction) -> Element:
    """What each value earns in points: together from 0 to ``most``."""
    entries = [node("mapEntry", mapKey=key, mappedValue=number(value)) for key, value in earned.items()]
    return node("mapping", *entries, lowerBound="0", upperBound=number(most), defaultValue="0")


def outcomes(points: Fraction, feedback: bool) -> list[Element]:
    """The declarations of what an item gives back."""
    most = number(points)
    zero, all_ = (node("defaultValue", node("value", value)) for value in ("0", most))
    made = [
        node(
            "outcomeDeclaration", zero, identifier=SCORE, cardinality="single", baseType="float",
            normalMinimum="0", normalMaximum=most,
        ),
        node("outcomeDeclaration", all_, identifier=MAXSCORE, cardinality="single", baseType="float"),
    ]  # fmt: skip
    if feedback:
        made.append(
            node("outcomeDeclaration", identifier=FEEDBACK, cardinality="multiple", baseType="identifier")
        )
    return made


def variable(id: str) -> Element:
    """The value of a variable."""
    return node("variable", identifier=id)


def value(base: str, text: str) -> Element:
    """A value."""
    return node("baseValue", text, baseType=base)


def gives(id: str, expression: Element) -> Element:
    """Sets an outcome."""
    return node("setOutcomeValue", expression, identifier=id)


def scores(points: Fraction) -> Element:
    """Sets the score."""
    return gives(SCORE, value("float", number(points)))


def adds(expression: Element) -> Element:
    """Adds to the score."""
    return gives(SCORE, node("sum", variable(SCORE), expression))


def mapped_response(id: str = RESPONSE) -> Element:
    """What the mapping of a response earns."""
    return node("mapResponse", identifier=id)


def tells(id: str, beside: object) -> Element:
    """Shows feedback, ``beside`` what is shown already if there is some.

    What was never set is not looked at: TAO's scoring ends in an error there.
    """
    return gives(FEEDBACK, node("multiple", *_shown(beside), value("identifier", id)))


def tells_response(beside: object) -> Element:
    """Shows the feedback of what was chosen: it has the choices' identifiers."""
    return gives(FEEDBACK, node("multiple", *_shown(beside), variable(RESPONSE)))


def _shown(beside: object) -> list[Element]:
    return [variable(FEEDBACK)] if beside else []


def correct(id: str = RESPONSE) -> Element:
    """Whether a response is the right one."""
    return node("match", variable(id), node("correct", identifier=id))


def first_of(branches: Sequence[tuple[Element, Sequence[Element]]]) -> list[Element]:
    """The rules behind the first condition that holds."""
    if not branches:
        return []
    (condition, rules), *others = branches
    parts = [node("responseIf", condition, *rules)]
    parts += [node("responseElseIf", other, *then) for other, then in others]
    return [node("responseCondition", *parts)]


def any_of(conditions: Sequence[Element]) -> Element:
    """Whether one of several holds."""
    return conditions[0] if len(conditions) == 1 else node("or", *conditions)


def typed(pattern: str, case: bool, id: str = RESPONSE) -> Element:
    """Whether a text that was typed fits a pattern.

    The text itself is compared first, since not every LMS knows patterns; `patternMatch` takes white space
    at the ends, which `stringMatch` does not.
    """
    fits = node("patternMatch", variable(id), pattern=expression(pattern, case))
    text = unstarred(pattern)
    if not text:
        return fits
    same = node(
        "stringMatch", variable(id), value("string", text), caseSensitive=str(case).lower(), substring="false"
    )
    return node("or", same, fits)


def within(low: Fraction | None, high: Fraction | None) -> Element:
    """Whether a number that was typed lies in a range, ends included; without ends, whether there is one."""
    if low is None or high is None:
        return node("not", node("isNull", variable(RESPONSE)))
    middle = value("float", number((low + high) / 2))
    if low == high:
        return node("equal", variable(RESPONSE), middle, toleranceMode="exact")
    reach = number((high - low) / 2)
    return node("equal", variable(RESPONSE), middle, toleranceMode="absolute", tolerance=f"{reach} {reach}")

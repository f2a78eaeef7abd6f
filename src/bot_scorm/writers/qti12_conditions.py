"""Response processing of QTI 1.2: what is compared, what it earns, and what is shown.

Source: IMS Question and Test Interoperability 1.2, ASI XML binding, `resprocessing`: conditions are tried in
their order, and one that holds ends the run unless its ``continue`` is ``Yes``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from bot_scorm.model.questions import NumericalRange
from bot_scorm.package.xml import Element
from bot_scorm.writers.gift_escape import decimal
from bot_scorm.writers.qti12_pen import el

RESPONSE = "response"
"""The identifier of an item's only response; several have a name behind it."""


def equal(value: str, case: bool = True, respident: str = RESPONSE, index: int = 0) -> Element:
    """Whether a response is a value, or has it at a place, counted from 1."""
    place = {"index": str(index)} if index else {}
    return el("varequal", value, respident=respident, case="Yes" if case else "No", **place)


def within(one: NumericalRange) -> Element:
    """Whether a number lies in a range, ends included; without ends, any number."""
    if one.low is None or one.high is None:
        return el("other")
    if one.low == one.high:
        return equal(decimal(one.low), False)
    low, high = decimal(one.low), decimal(one.high)
    return el("and", el("vargte", low, respident=RESPONSE), el("varlte", high, respident=RESPONSE))


def just(right: Iterable[str], wrong: Iterable[str]) -> Element:
    """All of some values are chosen and none of others."""
    return el("and", *(equal(one) for one in right), *(el("not", equal(one)) for one in wrong))


def answered(respident: str) -> Element:
    """Whether there is a response."""
    return el("not", el("unanswered", respident=respident))


def condition(test: Element, *then: Element, more: bool = False) -> Element:
    """What follows from a condition; with ``more``, those behind it are tried as well."""
    return el("respcondition", el("conditionvar", test), *then, **{"continue": "Yes" if more else "No"})


def scores(points: Fraction) -> Element:
    """Sets the score."""
    return el("setvar", decimal(points), varname="SCORE", action="Set")


def adds(points: Fraction) -> Element:
    """Adds to the score."""
    return el("setvar", decimal(points), varname="SCORE", action="Add")


def shows(id: str, kind: str = "Response") -> Element:
    """Shows feedback, a hint or a solution."""
    return el("displayfeedback", feedbacktype=kind, linkrefid=id)


def processing(points: Fraction, conditions: Sequence[Element]) -> list[Element]:
    """The whole of it; nothing if nothing follows from any response."""
    if not conditions:
        return []
    score = el(
        "decvar", varname="SCORE", vartype="Decimal", defaultval="0", minvalue="0", maxvalue=decimal(points)
    )
    return [el("resprocessing", el("outcomes", score), *conditions)]

"""Rules about an item in QTI 2: whether its declarations, interactions and feedback fit together.

Source: IMS QTI 2.1, information model, sections 5 to 7 (items, interactions) and 9 (declarations).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot_scorm.diagnostics import Severity
from bot_scorm.package.items import Interaction, ItemPaper, Papers, Variable
from bot_scorm.rules.base import Findings, rule

_ANY = ("single", "multiple", "ordered")
_CHOSEN, _PAIRS = ("identifier",), ("pair",)
_TEXT = ("string", "integer", "float", "identifier", "point", "duration", "uri")
_FITS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "choiceInteraction": (("single", "multiple"), _CHOSEN),
    "orderInteraction": (("ordered",), _CHOSEN),
    "associateInteraction": (("single", "multiple"), _PAIRS),
    "matchInteraction": (("single", "multiple"), ("directedPair",)),
    "gapMatchInteraction": (("single", "multiple"), ("directedPair",)),
    "inlineChoiceInteraction": (("single",), _CHOSEN),
    "textEntryInteraction": (("single", "record"), ("string", "integer", "float", "")),
    "extendedTextInteraction": ((*_ANY, "record"), (*_TEXT, "")),
    "hottextInteraction": (("single", "multiple"), _CHOSEN),
    "hotspotInteraction": (("single", "multiple"), _CHOSEN),
    "graphicOrderInteraction": (("ordered",), _CHOSEN),
    "graphicAssociateInteraction": (("single", "multiple"), _PAIRS),
    "graphicGapMatchInteraction": (("single", "multiple"), ("directedPair",)),
    "selectPointInteraction": (("single", "multiple"), ("point",)),
    "positionObjectInteraction": (("single", "multiple"), ("point",)),
    "sliderInteraction": (("single",), ("integer", "float")),
    "mediaInteraction": (("single",), ("integer",)),
    "drawingInteraction": (("single",), ("file",)),
    "uploadInteraction": (("single",), ("file",)),
    "endAttemptInteraction": (("single",), ("boolean",)),
}
"""Interactions to the cardinalities and base types that their responses may have (2.1, section 7)."""


@rule("QTI-210", Severity.ERROR, on=Papers)
def names_are_unique(papers: Papers) -> Findings:
    """Variables of an item, choices of an interaction and feedback have names of their own.

    Why: responses are stored and scored by these names. Of two with the same one, one is never scored.

    Example: two `<simpleChoice identifier="A">`, or two `<responseDeclaration identifier="RESPONSE">`.
    """
    for item in papers.items:
        choices = [list(one.choices) for one in item.interactions]
        for elements in ([one.element for one in item.variables], *choices):
            told: set[str] = set()
            for one in elements:
                name = one.get("identifier", "")
                if name in told:
                    yield item.at(one), f"The identifier {name} stands above already. Give this one another."
                told.add(name)


@rule("QTI-211", Severity.ERROR, on=Papers)
def response_is_declared(papers: Papers) -> Findings:
    """The response of an interaction is declared.

    Why: what learners answer is stored nowhere, so nothing is scored.

    Example: `responseIdentifier="RESPONSE1"` under `<responseDeclaration identifier="RESPONSE">`.
    """
    for item in papers.items:
        known = [one.identifier for one in item.of_kind("response")]
        for one in item.interactions:
            if one.response not in known and (one.response or one.kind != "customInteraction"):
                there = f"there is {', '.join(known)}" if known else "none is"
                yield item.at(one.element), f"No response {one.response!r} is declared; {there}."


@rule("QTI-212", Severity.ERROR, on=Papers)
def declaration_fits(papers: Papers) -> Findings:
    """A response is declared as its interaction asks: how many values it has, and of which type.

    Why: a system stores what learners do in the declared form. One that does not fit is lost or never equal
    to the right response.

    Example: `cardinality="single"` for an `orderInteraction`, whose response is `ordered`.
    """
    for item in papers.items:
        for interaction, variable in _answered(item):
            cardinalities, bases = _FITS.get(interaction.kind, ((), ()))
            if cardinalities and variable.cardinality not in cardinalities:
                message = (
                    f"The response of {interaction.kind} has the cardinality {' or '.join(cardinalities)}"
                )
                yield item.at(variable.element), f"{message}, not {variable.cardinality}."
            elif bases and variable.base not in bases:
                wanted = " or ".join(filter(None, bases))
                message = f"The response of {interaction.kind} has the baseType {wanted}"
                yield item.at(variable.element), f"{message}, not {variable.base or 'none'}."


@rule("QTI-213", Severity.ERROR, on=Papers)
def values_exist(papers: Papers) -> Findings:
    """The right response and the mapping name choices that the interaction has.

    Why: no learner can choose what is not there, so the right answer is never right.

    Example: `<correctResponse><value>E</value></correctResponse>` for the choices A to D.
    """
    for item in papers.items:
        for interaction, variable in _answered(item):
            if not interaction.choices or variable.base not in ("identifier", "pair", "directedPair"):
                continue
            values = [(one, (one.text or "").strip()) for one in variable.correct]
            values += [(one, one.get("mapKey", "").strip()) for one in variable.mapped]
            for one, text in values:
                lost = [name for name in text.split() if name not in interaction.names]
                if lost:
                    there = ", ".join(sorted(interaction.names)[:8])
                    yield item.at(one), f"No choice is called {', '.join(lost)}; there is {there}."


@rule("QTI-214", Severity.ERROR, on=Papers)
def values_have_form(papers: Papers) -> Findings:
    """Values of a declaration have its type, and are as many as it may have.

    Why: a value that cannot be read is no value. Of several values for one, a system takes one, and not
    always the same.

    Example: `<value>B</value>` for the `baseType` `integer`; two values for the cardinality `single`.
    """
    for item in papers.items:
        for variable in item.variables:
            for parent in variable.element.iterchildren("{*}correctResponse", "{*}defaultValue"):
                values = list(parent.iterchildren("{*}value"))
                if variable.cardinality == "single" and len(values) > 1:
                    message = f"{variable.identifier} has one value; here are {len(values)}."
                    yield item.at(values[1]), f"{message} Make it multiple or ordered, or keep one."
                for one in values:
                    text = (one.text or "").strip()
                    if not _FORMS.get(variable.base, _ANYTHING).match(text):
                        yield item.at(one), f"{text!r} is no value of the baseType {variable.base}."


@rule("QTI-215", Severity.WARNING, on=Papers)
def bounds_fit(papers: Papers) -> Findings:
    """An interaction asks for no more choices than there are, and for no more than its response may have.

    Why: learners cannot do what is asked, or what they do is cut off.

    Example: `maxChoices="0"`, which is any number, with `cardinality="single"`; `minChoices="4"` of three.
    """
    for item in papers.items:
        for one in item.interactions:
            most, least = (_number(one.element.get(name)) for name in ("maxChoices", "minChoices"))
            variable = item.by_name.get(one.response)
            count = len(one.choices)
            if most and least and least > most:
                yield item.at(one.element), f"minChoices is {least}, more than maxChoices, which is {most}."
            elif count and ((most or 0) > count or (least or 0) > count):
                yield item.at(one.element), f"It asks for {max(most or 0, least or 0)} of {count} choices."
            elif variable and variable.cardinality == "single" and most is not None and most != 1:
                how = "any number of" if most == 0 else str(most)
                yield (
                    item.at(one.element),
                    f"It allows {how} choices, and its response has one. Make it multiple.",
                )


@rule("QTI-216", Severity.WARNING, on=Papers)
def declared_is_asked(papers: Papers) -> Findings:
    """A response that is declared is that of an interaction.

    Why: nobody can give it, and if points hang on it, nobody earns them.

    Example: `<responseDeclaration identifier="RESPONSE2">` after the second interaction was taken out.
    """
    for item in papers.items:
        asked = {one.response for one in item.interactions}
        if not asked <= set(item.by_name):
            continue  # QTI-211 tells, and may be what this comes from
        for one in item.of_kind("response"):
            if one.identifier not in asked:
                message = (
                    f"No interaction gives the response {one.identifier}. Remove it, or add the interaction."
                )
                yield item.at(one.element), message


@rule("QTI-218", Severity.WARNING, on=Papers)
def one_response_for_one(papers: Papers) -> Findings:
    """Two interactions do not share a response.

    Why: what learners do in the second overwrites what they did in the first.

    Example: two gaps, both with `responseIdentifier="RESPONSE"`.
    """
    for item in papers.items:
        told = set()
        for one in item.interactions:
            if (
                one.response
                and one.response in told
                and one.kind not in ("hottext", "positionObjectInteraction")
            ):
                yield (
                    item.at(one.element),
                    f"The response {one.response} is that of an interaction above already.",
                )
            told.add(one.response)


def _answered(item: ItemPaper) -> Iterator[tuple[Interaction, Variable]]:
    """Interactions with their responses, as far as these are declared."""
    for one in item.interactions:
        if (found := item.by_name.get(one.response)) and found.kind == "response":
            yield one, found


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and text.strip().isascii() and text.strip().isdigit() else None


_ANYTHING = re.compile("")
_FORMS = {
    "boolean": re.compile(r"(true|false|1|0)$"),
    "integer": re.compile(r"[+-]?\d+$"),
    "float": re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$|[+-]?INF$|NaN$"),
    "pair": re.compile(r"\S+\s+\S+$"),
    "directedPair": re.compile(r"\S+\s+\S+$"),
    "point": re.compile(r"-?\d+\s+-?\d+$"),
    "identifier": re.compile(r"\S+$"),
}
"""Base types to what their values look like."""

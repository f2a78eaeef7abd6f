"""Rules about how an item in QTI 2 is scored: its outcomes and its response processing.

Source: IMS QTI 2.1, information model, sections 8 (response processing) and 12 (expressions).
"""

from __future__ import annotations

from collections.abc import Iterator

from bot_scorm.diagnostics import Severity
from bot_scorm.package.items import BUILT_IN, ItemPaper, Papers
from bot_scorm.package.manifest import local
from bot_scorm.package.xml import Element
from bot_scorm.rules.base import Findings, rule

_TEMPLATES = ("match_correct", "map_response", "map_response_point", "CC2_match_basic", "CC2_map_response")
_READS = ("variable", "correct", "default", "mapResponse", "mapResponsePoint", "printedVariable")
_SETS = {"setOutcomeValue": "outcome", "lookupOutcomeValue": "outcome", "setTemplateValue": "template",
         "setCorrectResponse": "response", "setDefaultValue": ""}  # fmt: skip
_NEEDS = {
    "match_correct": ("correctResponse", "match_correct compares with the right response"),
    "map_response": ("mapping", "map_response adds up what a mapping gives"),
    "map_response_point": ("areaMapping", "map_response_point adds up what a mapping of areas gives"),
}
_OPEN = ("extendedTextInteraction", "drawingInteraction", "uploadInteraction", "customInteraction",
         "endAttemptInteraction", "mediaInteraction", "sliderInteraction")  # fmt: skip
"""Interactions whose responses people may have to mark, or which ask nothing."""


@rule("QTI-230", Severity.WARNING, on=Papers)
def score_is_declared(papers: Papers) -> Findings:
    """An item that is scored declares the outcome `SCORE`.

    Why: it is the name under which a test and an LMS look for points.

    Example: `<outcomeDeclaration identifier="POINTS">` alone. Call it `SCORE`.
    """
    for item in papers.items:
        if item.processing is not None and "SCORE" not in item.by_name:
            yield item.at(), 'No outcome SCORE is declared. Add <outcomeDeclaration identifier="SCORE" …>.'


@rule("QTI-231", Severity.ERROR, on=Papers)
def read_is_declared(papers: Papers) -> Findings:
    """What response processing and templates read is declared.

    Why: a system stops scoring the item there, or takes it for nothing.

    Example: `<variable identifier="RESPONSE1"/>` under `<responseDeclaration identifier="RESPONSE">`.
    """
    for item in papers.items:
        for one in _expressions(item):
            name = one.get("identifier", "")
            if local(one) in _READS and name not in item.by_name and name not in BUILT_IN:
                yield item.at(one), f"No variable {name} is declared, which <{local(one)}> reads."


@rule("QTI-232", Severity.ERROR, on=Papers)
def set_is_declared(papers: Papers) -> Findings:
    """What response processing and templates set is declared, as what they set.

    Why: points that are set and not declared count for nothing.

    Example: `<setOutcomeValue identifier="SCORE">` without `<outcomeDeclaration identifier="SCORE">`.
    """
    for item in papers.items:
        for one in _expressions(item):
            wanted = _SETS.get(local(one))
            name = one.get("identifier", "")
            known = item.by_name.get(name)
            if wanted is None or name in BUILT_IN:
                continue
            if known is None or (wanted and known.kind != wanted):
                what = f"No {wanted or 'variable'} {name} is declared"
                yield item.at(one), f"{what}, which <{local(one)}> sets."


@rule("QTI-233", Severity.WARNING, on=Papers)
def template_is_known(papers: Papers) -> Findings:
    """Response processing has rules of its own, or one of the templates that QTI brings.

    Why: a system knows these three by their names. Another one it would have to fetch, which none does.

    Example: `template="https://example.org/scoring.xml"`.
    """
    for item in papers.items:
        found = item.processing
        if found is not None and found.get("template") and not len(found) and item.template not in _TEMPLATES:
            message = "No system knows this template. Write the rules into the item, or take match_correct."
            yield item.at(found), message


@rule("QTI-234", Severity.WARNING, on=Papers)
def template_has_what_it_needs(papers: Papers) -> Findings:
    """A template of response processing finds what it works with: `RESPONSE`, `SCORE` and a right answer.

    Why: it has these names in it. Without them every response earns nothing.

    Example: `match_correct` in an item whose response has no `<correctResponse>`, or is called `ANSWER`.
    """
    for item in papers.items:
        needed, why = _NEEDS.get(item.template, ("", ""))
        found = item.processing
        if not needed or found is None or len(found):
            continue
        response = item.by_name.get("RESPONSE")
        if response is None or response.kind != "response":
            yield item.at(found), "The template reads the response RESPONSE, which is not declared."
        elif response.element.find(f"{{*}}{needed}") is None:
            yield item.at(response.element), f"{why}, and there is no <{needed}>."


@rule("QTI-235", Severity.WARNING, on=Papers)
def is_scored(papers: Papers) -> Findings:
    """An item with choices or short answers is scored.

    Why: learners answer and get nothing for it. What people mark, such as an essay, needs no scoring.

    Example: a `choiceInteraction` with a `<correctResponse>` and no `<responseProcessing>`.
    """
    for item in papers.items:
        closed = [one for one in item.interactions if one.kind not in _OPEN]
        answered = [one for one in item.of_kind("response") if one.correct or one.mapped]
        if closed and answered and item.processing is None:
            yield item.at(), "It has a right answer and no <responseProcessing>, so it earns nothing."


@rule("QTI-236", Severity.WARNING, on=Papers)
def score_is_set(papers: Papers) -> Findings:
    """The score of an item with rules of its own is set by one of them.

    Why: it stays what it is by default, whatever learners answer.

    Example: rules that only set `FEEDBACK`.
    """
    for item in papers.items:
        found = item.processing
        closed = [one for one in item.interactions if one.kind not in _OPEN]
        if found is None or not len(found) or "SCORE" not in item.by_name or not closed:
            continue
        known = {local(one) for one in found.iter("*")}
        sets = {one.get("identifier") for one in found.iter("{*}setOutcomeValue", "{*}lookupOutcomeValue")}
        if "SCORE" not in sets and not known & {"include", "customOperator"}:
            yield item.at(found), "No rule sets SCORE, so every response earns the same."


@rule("QTI-237", Severity.WARNING, on=Papers)
def mapping_bounds(papers: Papers) -> Findings:
    """The bounds of a mapping let through what its entries give.

    Why: more than `upperBound` is cut off, so that the best response does not earn full marks.

    Example: `upperBound="1"` over an entry with `mappedValue="2"`; `lowerBound` above `upperBound`.
    """
    for item in papers.items:
        for variable in item.of_kind("response"):
            for one in variable.element.iterchildren("{*}mapping", "{*}areaMapping"):
                low, high = (_float(one.get(name)) for name in ("lowerBound", "upperBound"))
                best = max((_float(entry.get("mappedValue")) or 0.0 for entry in one), default=0.0)
                if low is not None and high is not None and low > high:
                    yield item.at(one), f"lowerBound is {low:g}, more than upperBound, which is {high:g}."
                elif high is not None and best > high:
                    yield item.at(one), f"An entry gives {best:g}, and upperBound cuts it off at {high:g}."


@rule("QTI-238", Severity.WARNING, on=Papers)
def right_answer_earns(papers: Papers) -> Findings:
    """What a mapping gives most for is part of the right response.

    Why: learners who are shown the right response find that another one earned more.

    Example: `<correctResponse><value>A</value>` and a mapping that gives 1 for B and 0 for A.
    """
    for item in papers.items:
        for variable in item.of_kind("response"):
            right = {" ".join((one.text or "").split()) for one in variable.correct}
            earned = {" ".join(one.get("mapKey", "").split()): _float(one.get("mappedValue")) or 0.0
                      for one in variable.mapped}  # fmt: skip
            if right and earned and variable.base != "string":
                given = max((earned.get(one, 0.0) for one in right), default=0.0)
                if max(earned.values()) > 0 and given <= 0:
                    yield item.at(variable.element), "The mapping gives nothing for the right response."


def _expressions(item: ItemPaper) -> Iterator[Element]:
    """What stands in processing and in the body and reads or sets variables."""
    for place in ("responseProcessing", "templateProcessing", "itemBody", "modalFeedback"):
        for found in item.root.iterchildren(f"{{*}}{place}"):
            yield from found.iter("*")


def _float(text: str | None) -> float | None:
    try:
        return None if text is None else float(text)
    except ValueError:
        return None

"""Items of QTI 2.0 to 2.2 to the questions of our model: ours as they were, anybody's as far as it goes.

Namespaces do not matter, so drafts and versions are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from html import escape
from typing import Any

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.blocks import Blocks
from bot_scorm.model.questions import Description, Essay, Question
from bot_scorm.package.xml import Element
from bot_scorm.readers.gift_model import QuestionIds, title_of
from bot_scorm.readers.gift_text import GiftText
from bot_scorm.readers.ids import slug
from bot_scorm.readers.qti21_choices import associated, chosen, matched, ordered
from bot_scorm.readers.qti21_gaps import dragged, filled
from bot_scorm.readers.qti21_item import OURS, Item, is_inline
from bot_scorm.readers.qti21_parts import Read
from bot_scorm.readers.qti21_text import first_of
from bot_scorm.readers.qti_faults import NOT_TAKEN, NOT_WHOLE, UntakenError
from bot_scorm.readers.qti_xml import every, name_of, parts

_WIRE = re.compile(r"q\.[a-z0-9_]+\.([a-z0-9_]+)")
_OUTCOME = "outcome:"
MODEL = "model"
"""The identifier of the feedback that is a model answer, in items of ours."""
_TYPES: dict[str, Callable[[Item, Element], Read]] = {
    "choiceInteraction": chosen,
    "matchInteraction": matched,
    "associateInteraction": associated,
    "orderInteraction": ordered,
    "gapMatchInteraction": dragged,
}
_UNKNOWN = {
    "hotspotInteraction": "places in a picture are not read",
    "selectPointInteraction": "places in a picture are not read",
    "graphicOrderInteraction": "places in a picture are not read",
    "graphicAssociateInteraction": "places in a picture are not read",
    "graphicGapMatchInteraction": "places in a picture are not read",
    "positionObjectInteraction": "places in a picture are not read",
    "hottextInteraction": "words to mark in a text are not read",
    "sliderInteraction": "a slider is not read",
    "uploadInteraction": "files to upload are not read",
    "drawingInteraction": "a drawing is not read",
    "mediaInteraction": "a recording to play is not read",
    "customInteraction": "an interaction of its own kind is not read",
}


def question_of(
    node: Element,
    at: Location,
    address: Callable[[str], str],
    keywords: Sequence[str],
    ids: QuestionIds,
    report: Report,
) -> Question | None:
    """The question of an item; None, with a finding, where our model has no place for it.

    ``keywords`` are those that the package has for it.
    """
    try:
        item = Item(node, at, address)
        question = _question(item, keywords, ids)
    except UntakenError as reason:
        name = node.get("title") or node.get("identifier") or "?"
        report.add(NOT_TAKEN, at, f"The item “{name[:80]}” is not taken: {reason}.")
        return None
    for change in dict.fromkeys(item.changes):
        report.add(NOT_WHOLE, at, f"“{question.id}” changes: {change}.")
    return question


def _question(item: Item, keywords: Sequence[str], ids: QuestionIds) -> Question:
    if item.body is None:
        raise UntakenError("it shows nothing")
    if parts(item.node, "templateDeclaration"):
        raise UntakenError("its values are drawn anew for each learner")
    read = _read(item)
    title = item.node.get("title") or ""
    html = item.reading.html(item.body) if read.stem is None else read.words
    first = first_of(GiftText(html, "html"))
    wire = _WIRE.fullmatch(item.node.get("identifier") or "")
    pinned = wire is not None and wire[1].strip("_") != "" and item.node.get("toolName") == OURS
    base = wire[1].replace("_", "-") if wire and pinned else slug(title or first or "question")
    outcome = next((one for one in keywords if one.startswith(_OUTCOME)), "")
    shown = [one for one in item.general if not (read.kind is Essay and one[1] == MODEL)]
    stem = item.reading.blocks(item.body) if read.stem is None else read.stem
    if not stem:
        raise UntakenError("it asks nothing")
    return read.kind(
        at=item.at,
        id=ids.give(base),
        pinned=pinned,
        title=title_of(escape(title, quote=False), first, item.at),
        stem=stem,
        points=item.points if read.kind.scored else Fraction(0),
        tags=tuple(one for one in keywords if one and one != outcome),
        outcome=outcome.removeprefix(_OUTCOME),
        feedback=item.feedback(*shown),
        **read.own,
    )


def _read(item: Item) -> Read:
    found = item.interactions
    if not found:
        return Read(Description)
    for one in found:
        if name_of(one) in _UNKNOWN:
            raise UntakenError(_UNKNOWN[name_of(one)])
    if all(is_inline(one) for one in found):
        return filled(item, found)
    if len(found) > 1:
        raise UntakenError("it has several interactions")
    (one,) = found
    if name_of(one) == "extendedTextInteraction":
        return _written(item, one)
    read = _TYPES.get(name_of(one))
    if read is None:
        raise UntakenError(f"a {name_of(one)} is not read")
    return read(item, one)


def _written(item: Item, node: Element) -> Read:
    rubric: Blocks = item.reading.blocks(
        *(one for one in every(item.body, "rubricBlock") if "scorer" in one.get("view", "").split())
    )
    lines = node.get("expectedLines", "")
    own: dict[str, Any] = {"model": item.feedback(*(one for one in item.general if one[1] == MODEL))}
    if re.fullmatch(r"[1-9]\d?", lines):
        own["lines"] = int(lines)
    return Read.around(item, node, Essay, rubric=rubric, **own)

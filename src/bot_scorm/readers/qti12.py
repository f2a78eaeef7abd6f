"""Items of QTI 1.2, in the profile of Common Cartridge above all, to the questions of our model.

`questions_of` takes any document of QTI 1.2 that was parsed; namespaces and prefixes do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from bot_scorm.diagnostics import Location, Report
from bot_scorm.model.blocks import Blocks
from bot_scorm.model.questions import (
    Choice,
    Essay,
    MultipleChoice,
    Question,
    ShortAnswer,
    ShortAnswerPattern,
    SingleChoice,
    TrueFalse,
)
from bot_scorm.package_xml import Element, XmlDocument
from bot_scorm.readers.gift_model import QuestionIds, blocks_of, first_words, pattern_of, title_of
from bot_scorm.readers.gift_text import GiftText
from bot_scorm.readers.ids import slug
from bot_scorm.readers.qti12_faults import NOT_TAKEN

_WIRE = re.compile(r"[a-z0-9_]+\.([a-z0-9_]+)")
_BASE = re.compile(r"(?:\$|%24)IMS(?:-|_)CC(?:-|_)FILEBASE(?:\$|%24)/?")
_ONE, _ZERO = Fraction(1), Fraction(0)
_LINES = 8


class _UntakenError(Exception):
    """Why an item has no place in the model."""


@dataclass(frozen=True, slots=True)
class Item:
    """An item, with what it says under labels."""

    node: Element
    document: XmlDocument

    @property
    def at(self) -> Location:
        """Where it stands."""
        return self.document.at(self.node)

    def label(self, name: str) -> str:
        """The entry of a field of its metadata."""
        for one in each(self.node, "qtimetadatafield"):
            if _first_text(one, "fieldlabel") == name:
                return _first_text(one, "fieldentry")
        return ""

    def blocks(self, node: Element) -> Blocks:
        """The blocks of all materials in an element."""
        return blocks_of(material(node), self.at)

    def feedback(self, id: str) -> Blocks:
        """The feedback with an id."""
        found = next((one for one in each(self.node, "itemfeedback") if one.get("ident") == id), None)
        return () if found is None else self.blocks(found)

    def conditions(self) -> list[Element]:
        """What decides on score and feedback."""
        return list(each(self.node, "respcondition"))


def questions_of(document: XmlDocument, ids: QuestionIds, report: Report) -> Iterator[Question]:
    """The questions of a document; an item that has no place in the model is a finding."""
    for node in each(document.root, "item"):
        item = Item(node, document)
        try:
            yield _question(item, ids)
        except _UntakenError as reason:
            name = node.get("title") or node.get("ident") or "?"
            report.add(NOT_TAKEN, item.at, f"The question “{name[:80]}” is not taken: {reason}.")


def each(node: Element, name: str) -> Iterator[Element]:
    """The elements below with a name in any namespace."""
    for one in node.iter():
        if isinstance(one.tag, str) and one.tag.rpartition("}")[2] == name:
            yield one


def material(node: Element) -> GiftText:
    """The texts in an element; the place holder of a cartridge's folder is taken off."""
    texts = list(each(node, "mattext"))
    html = any("html" in (one.get("texttype") or "") for one in texts)
    text = "\n".join("".join(one.itertext()).strip() for one in texts)
    return GiftText(_BASE.sub("", text), "html" if html else "plain")


def _question(item: Item, ids: QuestionIds) -> Question:
    presentation = next(each(item.node, "presentation"), None)
    if presentation is None:
        raise _UntakenError("it asks nothing")
    kind, own = _kind(item, presentation)
    stem = _stem(presentation)
    name, first = item.node.get("title") or "", first_words(stem)
    wire = _WIRE.fullmatch(item.node.get("ident") or "")
    pinned = wire is not None and wire[1].strip("_") != ""
    base = wire[1].replace("_", "-") if wire and pinned else slug(name or first or "question")
    weight = item.label("cc_weighting") or item.label("points_possible")
    points = Fraction(weight) if re.fullmatch(r"\d{1,6}(?:\.\d{1,6})?", weight) else _ONE
    hints = [one for part in each(item.node, "hint") for one in each(part, "hintmaterial")]
    return kind(
        at=item.at,
        id=ids.give(base),
        pinned=pinned,
        title=title_of(name, first, item.at),
        stem=blocks_of(stem, item.at),
        points=points if kind.scored else _ZERO,
        feedback=_general(item),
        hints=tuple(item.blocks(one) for one in hints),
        **own,
    )


def _stem(presentation: Element) -> GiftText:
    """The materials outside of what is answered."""
    inside = {one for name in ("response_lid", "response_str") for part in each(presentation, name)
              for one in each(part, "mattext")}  # fmt: skip
    texts = [one for one in each(presentation, "mattext") if one not in inside]
    html = any("html" in (one.get("texttype") or "") for one in texts)
    text = "\n".join("".join(one.itertext()).strip() for one in texts)
    return GiftText(_BASE.sub("", text), "html" if html else "plain")


def _general(item: Item) -> Blocks:
    """The feedback of conditions that hold for any answer."""
    found: tuple[Any, ...] = ()
    for one in item.conditions():
        if next(each(one, "varequal"), None) is None and next(each(one, "setvar"), None) is None:
            found += _shown(item, one)
    return found


def _shown(item: Item, condition: Element) -> Blocks:
    found: tuple[Any, ...] = ()
    for one in each(condition, "displayfeedback"):
        if one.get("feedbacktype", "Response") == "Response":
            found += item.feedback(one.get("linkrefid") or "")
    return found


def _kind(item: Item, presentation: Element) -> tuple[type[Question], dict[str, Any]]:
    profile = item.label("cc_profile") or item.label("question_type")
    lids, strs = list(each(presentation, "response_lid")), list(each(presentation, "response_str"))
    if len(lids) + len(strs) > 1:
        raise _UntakenError("it has several fields to answer")
    if lids:
        several = (lids[0].get("rcardinality") or "Single").lower() == "multiple"
        if (lids[0].get("rcardinality") or "").lower() == "ordered":
            raise _UntakenError("things to put in order are not read")
        return _true_false(item, lids[0]) if "true_false" in profile else _choices(item, lids[0], several)
    if not strs:
        raise _UntakenError("it has no field to answer")
    written = "essay" in profile or item.label("qmd_computerscored").lower() == "no"
    return _essay(item, strs[0]) if written else _short(item)


def _scored(condition: Element) -> Fraction:
    """What a condition earns, of 1."""
    found = next(each(condition, "setvar"), None)
    text = "".join(found.itertext()).strip() if found is not None else ""
    number = Fraction(text) / 100 if re.fullmatch(r"-?\d{1,6}(?:\.\d{1,8})?", text) else _ZERO
    return max(min(number, _ONE), -_ONE)


def _equals(condition: Element) -> Iterator[tuple[str, bool, bool]]:
    """What is compared: the value, whether it must not be, whether case matters."""
    for one in each(condition, "varequal"):
        parent = one.getparent()
        refused = parent is not None and parent.tag.rpartition("}")[2] == "not"
        yield "".join(one.itertext()).strip(), refused, (one.get("case") or "No").lower() == "yes"


def _labels(item: Item, lid: Element) -> Iterator[tuple[str, GiftText, Fraction, Blocks]]:
    """The choices: id, text, what each earns by itself, feedback."""
    for label in each(lid, "response_label"):
        id, earns = label.get("ident") or "", _ZERO
        told: Blocks = ()
        for one in item.conditions():
            values = list(_equals(one))
            if [value for value, _, __ in values] == [id] and not values[0][1]:
                earns, told = max(earns, _scored(one)), told + _shown(item, one)
        yield id, material(label), earns, told


def _choices(item: Item, lid: Element, several: bool) -> tuple[type[Question], dict[str, Any]]:
    together = {value for one in item.conditions() if _scored(one) == 1
                for value, refused, _ in _equals(one) if not refused} if several else set()  # fmt: skip
    ids, choices = QuestionIds(), []
    for id, text, earns, told in _labels(item, lid):
        fraction = Fraction(1, len(together)) if id in together else _ZERO if several else earns
        own = ids.give(slug(first_words(text) or "answer"))
        choices.append(Choice(item.at, own, False, blocks_of(text, item.at), told, fraction > 0, fraction))
    if len(choices) < 2:
        raise _UntakenError("it has fewer than two choices")
    if not any(one.fraction > 0 for one in choices):
        raise _UntakenError("it does not say which choice is right")
    render = next(each(lid, "render_choice"), None)
    fixed = render is not None and (render.get("shuffle") or "").lower() == "no"
    return (MultipleChoice if several else SingleChoice), {"choices": tuple(choices), "fixed": fixed}


def _true_false(item: Item, lid: Element) -> tuple[type[Question], dict[str, Any]]:
    found = list(_labels(item, lid))
    if len(found) != 2:
        raise _UntakenError("it has not two choices")
    named = {one[0].lower(): one for one in found}
    pair = [named["true"], named["false"]] if set(named) == {"true", "false"} else found
    true, false = (
        Choice(item.at, word, False, blocks_of(text, item.at), told, earns == 1, Fraction(earns == 1))
        for word, (_, text, earns, told) in zip(("true", "false"), pair, strict=True)
    )
    if true.right is false.right:
        raise _UntakenError("it does not say which choice is right")
    return TrueFalse, {"answer": true.right, "true": true, "false": false}


def _short(item: Item) -> tuple[type[Question], dict[str, Any]]:
    answers: list[ShortAnswerPattern] = []
    for one in item.conditions():
        told, earns = _shown(item, one), _scored(one)
        for value, refused, case in _equals(one):
            if value and not refused:
                answers.append(ShortAnswerPattern(item.at, pattern_of(value), earns, case, told))
        for part in each(one, "varsubstring"):
            value = pattern_of("".join(part.itertext()).strip()).replace("*", "\\*")
            answers.append(ShortAnswerPattern(item.at, f"*{value}*", earns, False, told))
    if not any(one.fraction == 1 for one in answers):
        raise _UntakenError("no answer earns everything")
    return ShortAnswer, {"answers": tuple(answers)}


def _essay(item: Item, field: Element) -> tuple[type[Question], dict[str, Any]]:
    solution = next(each(item.node, "solution"), None)
    rows = next((one.get("rows") or "" for one in each(field, "render_fib")), "")
    lines = int(rows) if re.fullmatch(r"[1-9]\d?", rows) else _LINES
    return Essay, {"model": () if solution is None else item.blocks(solution), "lines": lines}


def _first_text(node: Element, name: str) -> str:
    return next(("".join(one.itertext()).strip() for one in each(node, name)), "")

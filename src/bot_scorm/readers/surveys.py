"""``::: item`` blocks of surveys."""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from fractions import Fraction
from typing import Any

from bot_scorm.model.questions import Item
from bot_scorm.model.surveys import CHOOSING, SURVEY_ITEMS, Condition, SurveyItem
from bot_scorm.model.walk import texts_of
from bot_scorm.readers import faults, instrument_faults
from bot_scorm.readers.attributes import Attributes
from bot_scorm.readers.items import LISTS, plain_items
from bot_scorm.readers.marks import check_mark
from bot_scorm.readers.prose import PageReader
from bot_scorm.readers.tree import Node

_CONDITION = re.compile(r"\s*([a-z0-9-]+)\s*=\s*([a-z0-9-]+)\s*")
_LIMIT = 1_000_000


def read_item(reader: PageReader, node: Node) -> SurveyItem | None:
    """The item of a ``::: item`` block; None, with a diagnostic, if it cannot be one."""
    attributes = node.block.attributes
    kind = _kind(reader, node, attributes)
    choices = _list_of(node) if kind in CHOOSING else None
    stem = reader.blocks(one for one in node.children if one is not choices)
    id = reader.items.give(attributes, next((str(text) for text in texts_of(stem) if text), "item"))
    if not stem:
        reader.fault(faults.EMPTY_STEM, node, "Write what is asked inside the block.")
    if not kind:
        attributes.values.clear()
        return None
    common: dict[str, Any] = {
        "at": reader.at(node),
        "id": id,
        "pinned": bool(attributes.id),
        "stem": stem,
        "condition": _condition(attributes),
        "required": kind != "description" and attributes.take_flag("required"),
    }
    own = _OWN.get(kind, _nothing)(reader, node, attributes)
    if kind in CHOOSING:
        own = {"choices": _choices(reader, node, choices)}
    attributes.close(f"an item of type {kind}")
    return SURVEY_ITEMS[kind](**common, **own)


def _kind(reader: PageReader, node: Node, attributes: Attributes) -> str:
    """The type, written or told by a list; an empty string, with a diagnostic, if there is none."""
    written = attributes.take("type")
    if written in SURVEY_ITEMS:
        return written
    known = ", ".join(SURVEY_ITEMS)
    if written is not None:
        near = get_close_matches(written, SURVEY_ITEMS, 1)
        may = f"did you mean “{near[0]}”?" if near else f"known are {known}."
        reader.fault(instrument_faults.ITEM_TYPE, node, f"There is no item type “{written}”; {may}")
        return ""
    if _list_of(node) is not None:
        return "choice"
    message = f"Say how it is answered: {{type=text}}, or another of {known}; or add a list of choices."
    reader.fault(instrument_faults.ITEM_TYPE, node, message)
    return ""


def _list_of(node: Node) -> Node | None:
    """The list that ends an item."""
    return node.children[-1] if node.children and node.children[-1].type in LISTS else None


def _condition(attributes: Attributes) -> Condition | None:
    value = attributes.values.get("if")
    attributes.take("if")
    if value is None:
        return None
    at = attributes.source.at(value.line, value.column)
    match = _CONDITION.fullmatch(value.text)
    if match is None:
        message = f'“{value.text[:40]}” is no condition: write an item and an answer, as in if="country=bg".'
        attributes.source.report.add(instrument_faults.ITEM_CONDITION, at, message)
        return None
    return Condition(match[1], match[2], at)


def _choices(reader: PageReader, node: Node, found: Node | None) -> tuple[Item, ...]:
    choices = plain_items(reader, [found], "item") if found else ()
    if len(choices) < 2:
        message = "Add a list of two choices or more at the end of this item: “- …”."
        reader.fault(instrument_faults.ITEM_CHOICES, node, message)
    for item in found.children if found else ():
        if item.children and check_mark(item.children[0].text):
            message = "A survey has no right answer: delete the mark at the beginning of the line."
            reader.source.fault(instrument_faults.ITEM_CHOICES, item.children[0].line, message)
    for choice in choices:
        if choice.feedback:
            message = "A choice of a survey has no feedback: delete this block quote."
            reader.source.report.add(faults.STRAY_PART, choice.feedback[0].at, message)
    return choices


def _nothing(reader: PageReader, node: Node, attributes: Attributes) -> dict[str, Any]:
    return {}


def _scale(reader: PageReader, node: Node, attributes: Attributes) -> dict[str, Any]:
    low, high = attributes.take_int("from", 1, 0, 10), attributes.take_int("to", 5, 0, 10)
    _ordered(reader, node, low, high)
    return {"low": low, "high": high,
            "low_label": attributes.take_text("low"), "high_label": attributes.take_text("high")}  # fmt: skip


def _number(reader: PageReader, node: Node, attributes: Attributes) -> dict[str, Any]:
    low, high = (
        attributes.take_number(name, Fraction(0), -_LIMIT, _LIMIT) if name in attributes.values else None
        for name in ("from", "to")
    )
    attributes.known += ["from", "to"]
    if low is not None and high is not None:
        _ordered(reader, node, low, high)
    return {"low": low, "high": high}


def _ordered(reader: PageReader, node: Node, low: int | Fraction, high: int | Fraction) -> None:
    if low >= high:
        reader.fault(faults.ATTRIBUTE_VALUE, node, f"“to” ({high}) must be larger than “from” ({low}).")


def _long(reader: PageReader, node: Node, attributes: Attributes) -> dict[str, Any]:
    return {"lines": attributes.take_int("lines", 5, 1, 40)}


_OWN: dict[str, Callable[[PageReader, Node, Attributes], dict[str, Any]]] = {
    "scale": _scale,
    "number": _number,
    "long": _long,
}
"""Type to the function that reads what is its own, where it has anything but choices."""

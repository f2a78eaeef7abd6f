"""Activities: for each kind the fields of its class, read from its list and attributes."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import chain, islice
from typing import Any

from bot_scorm.model.activities import (
    ACTIVITY_KINDS,
    FIELD_TYPES,
    MOST_ROWS,
    Activity,
    Area,
    Card,
    FieldType,
    FormField,
    FormGroup,
    Phase,
    Pile,
    Prompt,
    Spot,
)
from bot_scorm.model.blocks import Figure
from bot_scorm.model.questions import Item
from bot_scorm.model.text import Text
from bot_scorm.readers import faults
from bot_scorm.readers.activity_parts import Parts, parts_of, take_inner
from bot_scorm.readers.items import (
    RawItem,
    only_text,
    plain_items,
    slot,
)
from bot_scorm.readers.marks import split_arrow
from bot_scorm.readers.prose import PageReader
from bot_scorm.readers.stories import read_story
from bot_scorm.readers.tree import Node


def read_activity(reader: PageReader, node: Node) -> Activity:
    """The activity of a ``:::`` block whose name is a kind."""
    kind, attributes = node.block.name, node.block.attributes
    title = attributes.take_text("title")
    parts = parts_of(reader, node, kind)
    own = _READERS[kind](parts)
    attributes.close(f"“{kind}”")
    id = reader.scope.give(attributes, str(title) if title else kind)
    if kind not in ("dialogue", "hotspot"):  # these read what stands before their items themselves
        own["intro"] = reader.blocks(parts.before)
    return ACTIVITY_KINDS[kind](at=reader.at(node), id=id, pinned=bool(attributes.id), title=title, **own)


def _grouped(
    parts: Parts, kind: type[Pile] | type[Area], raws: list[RawItem], loose: list[RawItem]
) -> tuple[tuple[Any, ...], tuple[Item, ...]]:
    """Items with the items under them, and ``loose`` ones; the ids of all inner ones are unique together."""
    inner = take_inner(parts, raws, needed=not loose)
    made = iter([Item(*parts.common(*one)) for one in parts.close([*chain(*inner), *loose])])
    groups = tuple(
        kind(*parts.common(raw, id), tuple(islice(made, len(below))))
        for (raw, id), below in zip(parts.close(raws), inner, strict=True)
    )
    return groups, tuple(made)


def _sort(parts: Parts) -> dict[str, Any]:
    """Piles with cards; lines that start with an arrow are cards that any pile may take."""
    piles: list[RawItem] = []
    loose: list[RawItem] = []
    for raw in parts.items():
        sides = split_arrow(raw.text)
        if sides and not sides[0] and sides[1]:
            raw.text = sides[1]
            loose.append(raw)
        else:
            piles.append(raw)
    found, rest = _grouped(parts, Pile, piles, loose)
    return {"piles": found, "loose": rest}


def _dialogue(parts: Parts) -> dict[str, Any]:
    attributes = parts.attributes
    meter = attributes.take_text("meter")
    if meter is None:
        parts.reader.fault(
            faults.EMPTY_BLOCK, parts.node, 'Say what the choices move, as in {meter="Trust"}.'
        )
        meter = Text("", attributes.at)
    low = attributes.take_int("from", 0, -100, 100)
    high = attributes.take_int("to", 10, -100, 100)
    start = attributes.take_int("start", low, -100, 100)
    if not low <= start <= high or low == high:
        message = (
            f"The meter begins at {start}, which is not between {low} and {high}: mend from, to or start."
        )
        parts.reader.fault(faults.ATTRIBUTE_VALUE, parts.node, message)
    story = read_story(parts.reader, parts.before, "A dialogue")
    return {"story": story, "meter": meter, "low": low, "high": high, "start": start}


def _journal(parts: Parts) -> dict[str, Any]:
    raws = parts.items()
    lines = [raw.attributes.take_int("lines", 5, 1, 40) for raw in raws]
    rows = zip(parts.close(raws), lines, strict=True)
    prompts = tuple(Prompt(*parts.common(raw, id), count) for (raw, id), count in rows)
    return {"prompts": prompts, "submit": parts.attributes.take_flag("submit")}


def _scale(parts: Parts) -> dict[str, Any]:
    attributes = parts.attributes
    low = attributes.take_int("from", 1, 0, 10)
    high = attributes.take_int("to", 5, 1, 10)
    if low >= high:
        parts.reader.fault(
            faults.ATTRIBUTE_VALUE, parts.node, f"“to” ({high}) must be larger than “from” ({low})."
        )
    return {"areas": _grouped(parts, Area, parts.items(), [])[0], "low": low, "high": high,
            "low_label": attributes.take_text("low"), "high_label": attributes.take_text("high")}  # fmt: skip


def _planner(parts: Parts) -> dict[str, Any]:
    raws = parts.items()
    inner = take_inner(parts, raws, needed=False)
    own = [
        _form_field(raw) if not below else (raw.attributes.take_int("repeat", 1, 1, MOST_ROWS),)
        for raw, below in zip(raws, inner, strict=True)
    ]
    within = list(chain(*inner))
    read = [_form_field(raw) for raw in within]
    made = iter(
        [FormField(*parts.common(*one), *rest) for one, rest in zip(parts.close(within), read, strict=True)]
    )
    fields: list[FormField | FormGroup] = []
    for one, rest, below in zip(parts.close(raws), own, inner, strict=True):
        if below:
            fields.append(FormGroup(*parts.common(*one), tuple(islice(made, len(below))), *rest))
        else:
            fields.append(FormField(*parts.common(*one), *rest))
    return {"fields": tuple(fields)}


def _form_field(raw: RawItem) -> tuple[FieldType, int]:
    """The type of a form's field, and its height in lines."""
    written = raw.attributes.take_choice("type", FIELD_TYPES, "text")
    kind = next(one for one in FIELD_TYPES if one == written)
    return kind, raw.attributes.take_int("lines", 4 if kind == "long" else 1, 1, 40)


def _hotspot(parts: Parts) -> dict[str, Any]:
    before = parts.reader.blocks(parts.before)
    figures = [block for block in before if isinstance(block, Figure)]
    if len(figures) != 1:
        parts.reader.fault(
            faults.EMPTY_BLOCK, parts.node, "A hotspot needs one picture, alone in its paragraph."
        )
    picture = figures[0] if figures else Figure(parts.attributes.at, "", Text("", parts.attributes.at), None)
    raws = parts.items()
    own = []
    for raw in raws:
        if not {"x", "y"} <= raw.attributes.values.keys():
            parts.fault(
                faults.ATTRIBUTE_VALUE, raw, "Say where it is, in percent of the picture: {x=40 y=62}."
            )
        numbers = [raw.attributes.take_number(name, Fraction(preset), low, 100)
                   for name, preset, low in (("x", 0, 0), ("y", 0, 0), ("radius", 6, 1))]  # fmt: skip
        x, y, radius = map(float, numbers)
        own.append((x, y, radius, not raw.attributes.take_flag("wrong")))
    rows = zip(parts.close(raws), own, strict=True)
    intro = tuple(block for block in before if block is not picture)
    return {"src": picture.src, "alt": picture.alt, "intro": intro,
            "spots": tuple(Spot(*parts.common(raw, id), *rest) for (raw, id), rest in rows)}  # fmt: skip


def _flashcards(parts: Parts) -> dict[str, Any]:
    cards = []
    for raw, id in parts.close(parts.items()):
        only_text(parts.reader, raw, "A card")
        sides = split_arrow(raw.text)
        if not sides or not all(sides):
            parts.fault(faults.ANSWER_SHAPE, raw, "A card is written as “front → back”; the arrow may be ->.")
            continue
        raw.text = sides[0]
        cards.append(Card(*parts.common(raw, id), slot(parts.reader, raw, sides[1])))
    return {"cards": tuple(cards)}


def _checklist(parts: Parts) -> dict[str, Any]:
    parts.items()
    return {"items": plain_items(parts.reader, [parts.items_node] if parts.items_node else [], "activity")}


def _order(parts: Parts) -> dict[str, Any]:
    if parts.items_node is not None and parts.items_node.type != "ordered_list":
        parts.reader.fault(
            faults.ANSWER_SHAPE, parts.items_node, "Number this list in its right order: 1. 2. 3."
        )
    return _checklist(parts)


def _timer(parts: Parts) -> dict[str, Any]:
    raws = parts.items()
    minutes = [float(raw.attributes.take_number("minutes", Fraction(5), 0, 600)) for raw in raws]
    rows = zip(parts.close(raws), minutes, strict=True)
    return {"phases": tuple(Phase(*parts.common(raw, id), length) for (raw, id), length in rows)}


_READERS: dict[str, Callable[[Parts], dict[str, Any]]] = {
    "sort": _sort,
    "dialogue": _dialogue,
    "journal": _journal,
    "scale": _scale,
    "planner": _planner,
    "hotspot": _hotspot,
    "flashcards": _flashcards,
    "checklist": _checklist,
    "order": _order,
    "timer": _timer,
}
"""Kind to the function that reads what is its own: the fields of its class."""

"""Activities: for each kind the fields of its class, read from its list and attributes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from bot_scorm.diagnostics import Location, Rule
from bot_scorm.model.activities import (
    ACTIVITY_KINDS,
    FIELD_TYPES,
    Activity,
    Area,
    Card,
    FormField,
    Phase,
    Pile,
    Prompt,
    Spot,
)
from bot_scorm.model.blocks import Blocks, Figure
from bot_scorm.model.questions import Item
from bot_scorm.model.text import Text
from bot_scorm.readers import faults
from bot_scorm.readers.attributes import Attributes
from bot_scorm.readers.ids import give_all, scope_of
from bot_scorm.readers.items import (
    LISTS,
    RawItem,
    at,
    body,
    feedback,
    only_text,
    plain_items,
    raw_items,
    slot,
)
from bot_scorm.readers.marks import split_arrow
from bot_scorm.readers.prose import PageReader
from bot_scorm.readers.stories import read_story
from bot_scorm.readers.tree import Node


@dataclass(slots=True)
class _Parts:
    reader: PageReader
    node: Node
    attributes: Attributes
    before: list[Node]
    items_node: Node | None

    def items(self) -> list[RawItem]:
        """The items of the list; none, with a diagnostic, where it is missing."""
        if self.items_node is None:
            self.reader.fault(
                faults.EMPTY_BLOCK, self.node, "The list of this activity is missing: add “- …” lines."
            )
            return []
        return raw_items(self.reader, self.items_node)

    def fault(self, rule: Rule, raw: RawItem, message: str) -> None:
        """Reports a fault of an item."""
        self.reader.source.fault(rule, raw.line, message)

    def close(self, raws: list[RawItem]) -> list[tuple[RawItem, str]]:
        """Items with their ids, after everything of theirs was taken."""
        for raw in raws:
            raw.attributes.close("an item")
        return list(
            zip(raws, give_all("activity", [(raw.attributes, raw.text) for raw in raws]), strict=True)
        )

    def common(self, raw: RawItem, id: str) -> tuple[Location, str, bool, Blocks, Blocks]:
        """The fields of `Item`."""
        reader = self.reader
        return (
            at(reader, raw),
            id,
            bool(raw.attributes.id),
            body(reader, raw, raw.text),
            feedback(reader, raw),
        )


def read_activity(reader: PageReader, node: Node) -> Activity:
    """The activity of a ``:::`` block whose name is a kind."""
    kind, attributes = node.block.name, node.block.attributes
    title = attributes.take_text("title")
    parts = _parts(reader, node, kind)
    own = _READERS[kind](parts)
    attributes.close(f"“{kind}”")
    id = reader.scope.give(attributes, str(title) if title else kind)
    if kind not in ("dialogue", "hotspot"):  # these read what stands before their items themselves
        own["intro"] = reader.blocks(parts.before)
    return ACTIVITY_KINDS[kind](at=reader.at(node), id=id, pinned=bool(attributes.id), title=title, **own)


def _parts(reader: PageReader, node: Node, kind: str) -> _Parts:
    attributes = node.block.attributes
    if kind == "dialogue":
        return _Parts(reader, node, attributes, node.children, None)
    at = next((at for at in reversed(range(len(node.children))) if node.children[at].type in LISTS), None)
    if at is None:
        return _Parts(reader, node, attributes, node.children, None)
    for stray in node.children[at + 1 :]:
        message = "The list is the last thing in this block: move this before the list."
        reader.fault(faults.STRAY_PART, stray, message)
    return _Parts(reader, node, attributes, node.children[:at], node.children[at])


def _nested(parts: _Parts, kind: type[Pile] | type[Area]) -> tuple[Any, ...]:
    """Items with items under them; the ids of all inner ones are unique together."""
    raws = parts.items()
    inner = [inside for raw in raws for one in raw.lists for inside in raw_items(parts.reader, one)]
    scope = scope_of("activity", [raw.attributes.id for raw in inner])
    found = []
    for raw, id in parts.close(raws):
        below = []
        for one in raw.lists:
            for inside in raw_items(parts.reader, one):
                inside.attributes.close("an item")
                below.append(_item(parts.reader, inside, scope.give(inside.attributes, inside.text)))
        if not below:
            parts.fault(
                faults.EMPTY_BLOCK, raw, "Indent the lines that belong here under this one, as “  - …”."
            )
        raw.others = [one for one in raw.others if one.type not in LISTS]
        found.append(kind(*parts.common(raw, id), tuple(below)))
    return tuple(found)


def _item(reader: PageReader, raw: RawItem, id: str) -> Item:
    return Item(
        at(reader, raw), id, bool(raw.attributes.id), body(reader, raw, raw.text), feedback(reader, raw)
    )


def _sort(parts: _Parts) -> dict[str, Any]:
    return {"piles": _nested(parts, Pile)}


def _dialogue(parts: _Parts) -> dict[str, Any]:
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


def _journal(parts: _Parts) -> dict[str, Any]:
    raws = parts.items()
    lines = [raw.attributes.take_int("lines", 5, 1, 40) for raw in raws]
    rows = zip(parts.close(raws), lines, strict=True)
    prompts = tuple(Prompt(*parts.common(raw, id), count) for (raw, id), count in rows)
    return {"prompts": prompts, "submit": parts.attributes.take_flag("submit")}


def _scale(parts: _Parts) -> dict[str, Any]:
    attributes = parts.attributes
    low = attributes.take_int("from", 1, 0, 10)
    high = attributes.take_int("to", 5, 1, 10)
    if low >= high:
        parts.reader.fault(
            faults.ATTRIBUTE_VALUE, parts.node, f"“to” ({high}) must be larger than “from” ({low})."
        )
    return {"areas": _nested(parts, Area), "low": low, "high": high,
            "low_label": attributes.take_text("low"), "high_label": attributes.take_text("high")}  # fmt: skip


def _planner(parts: _Parts) -> dict[str, Any]:
    raws = parts.items()
    own = []
    for raw in raws:
        written = raw.attributes.take_choice("type", FIELD_TYPES, "text")
        kind = next(one for one in FIELD_TYPES if one == written)
        own.append((kind, raw.attributes.take_int("lines", 4 if kind == "long" else 1, 1, 40)))
    rows = zip(parts.close(raws), own, strict=True)
    return {
        "fields": tuple(FormField(*parts.common(raw, id), kind, lines) for (raw, id), (kind, lines) in rows)
    }


def _hotspot(parts: _Parts) -> dict[str, Any]:
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


def _flashcards(parts: _Parts) -> dict[str, Any]:
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


def _checklist(parts: _Parts) -> dict[str, Any]:
    parts.items()
    return {"items": plain_items(parts.reader, [parts.items_node] if parts.items_node else [], "activity")}


def _order(parts: _Parts) -> dict[str, Any]:
    if parts.items_node is not None and parts.items_node.type != "ordered_list":
        parts.reader.fault(
            faults.ANSWER_SHAPE, parts.items_node, "Number this list in its right order: 1. 2. 3."
        )
    return _checklist(parts)


def _timer(parts: _Parts) -> dict[str, Any]:
    raws = parts.items()
    minutes = [float(raw.attributes.take_number("minutes", Fraction(5), 0, 600)) for raw in raws]
    rows = zip(parts.close(raws), minutes, strict=True)
    return {"phases": tuple(Phase(*parts.common(raw, id), length) for (raw, id), length in rows)}


_READERS: dict[str, Callable[[_Parts], dict[str, Any]]] = {
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

"""List items that learners act on: their text, attributes, feedback and what hangs below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot_scorm.diagnostics import Location
from bot_scorm.model.blocks import Blocks, Paragraph
from bot_scorm.model.questions import Item
from bot_scorm.model.text import Text
from bot_scorm.readers import faults
from bot_scorm.readers.attributes import Attributes, split_attributes
from bot_scorm.readers.ids import give_all
from bot_scorm.readers.prose import PageReader
from bot_scorm.readers.tree import Node

LISTS = ("bullet_list", "ordered_list")


@dataclass(slots=True)
class RawItem:
    """A list item taken apart."""

    line: int
    """Of its text, counted from 0."""
    text: str
    """Its first paragraph without attributes (a mark is still there)."""
    attributes: Attributes
    quotes: list[Node] = field(default_factory=list)
    lists: list[Node] = field(default_factory=list)
    others: list[Node] = field(default_factory=list)
    """Whatever else stands in the item, in order, with `lists` among it."""


def raw_items(reader: PageReader, node: Node) -> list[RawItem]:
    """The items of a list."""
    return [_raw(reader, item) for item in node.children]


def _raw(reader: PageReader, item: Node) -> RawItem:
    children = item.children
    if not children or children[0].type != "paragraph":
        raw = RawItem(item.line, "", Attributes(reader.source, item.line))
    else:
        first, *children = children
        text, attributes = split_attributes(reader.source, first.text, first.line)
        raw = RawItem(first.line, text, attributes)
    for child in children:
        if child.type == "blockquote":
            raw.quotes.append(child)
        else:
            raw.others.append(child)
            if child.type in LISTS:
                raw.lists.append(child)
    return raw


def feedback(reader: PageReader, raw: RawItem) -> Blocks:
    """What the block quotes under an item say."""
    return tuple(block for quote in raw.quotes for block in reader.blocks(quote.children))


def body(reader: PageReader, raw: RawItem, text: str) -> Blocks:
    """An item's blocks: its text, with mark and attributes taken off, then the rest."""
    slot = reader.source.text(text, raw.line)
    first = (Paragraph(slot.at, slot),) if text.strip() else ()
    return first + reader.blocks(raw.others)


def at(reader: PageReader, raw: RawItem) -> Location:
    """Where an item stands."""
    return reader.source.start(raw.line)


def plain_items(reader: PageReader, nodes: Sequence[Node], what: str) -> tuple[Item, ...]:
    """Items with an id and feedback and nothing else, of the lists in ``nodes``."""
    raws = [raw for node in nodes for raw in raw_items(reader, node)]
    ids = give_all(what, [(raw.attributes, raw.text) for raw in raws])
    for raw in raws:
        raw.attributes.close(f"an item of {what}")
        if not raw.text.strip() and not raw.others:
            reader.source.fault(
                faults.ANSWER_SHAPE, raw.line, "This item is empty; write its text or delete it."
            )
    return tuple(
        Item(at(reader, raw), id, bool(raw.attributes.id), body(reader, raw, raw.text), feedback(reader, raw))
        for raw, id in zip(raws, ids, strict=True)
    )


def only_text(reader: PageReader, raw: RawItem, what: str) -> None:
    """Reports blocks under an item that nothing would show."""
    for node in raw.others:
        message = f"{what} has one line of text and a block quote; this would not be shown."
        reader.fault(faults.STRAY_PART, node, message)


def slot(reader: PageReader, raw: RawItem, text: str) -> Text:
    """A text slot of an item's first line."""
    return reader.source.text(text, raw.line)

"""An activity's block taken apart: what stands before its list, the items of it, and items under items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot_scorm.diagnostics import Location, Rule
from bot_scorm.model.blocks import Blocks
from bot_scorm.readers import faults
from bot_scorm.readers.attributes import Attributes
from bot_scorm.readers.ids import give_all
from bot_scorm.readers.items import LISTS, RawItem, at, body, feedback, raw_items
from bot_scorm.readers.prose import PageReader
from bot_scorm.readers.tree import Node


@dataclass(slots=True)
class Parts:
    """An activity's block taken apart."""

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


def parts_of(reader: PageReader, node: Node, kind: str) -> Parts:
    """What stands before the list of an activity, and its list, which is the last."""
    attributes = node.block.attributes
    if kind == "dialogue":
        return Parts(reader, node, attributes, node.children, None)
    at = next((at for at in reversed(range(len(node.children))) if node.children[at].type in LISTS), None)
    if at is None:
        return Parts(reader, node, attributes, node.children, None)
    if at and node.children[at - 1].type == node.children[at].type:
        message = "A second list starts here: write one list, with the same sign on every line."
        reader.fault(faults.ANSWER_SHAPE, node.children[at], message)
    for stray in node.children[at + 1 :]:
        message = "The list is the last thing in this block: move this before the list."
        reader.fault(faults.STRAY_PART, stray, message)
    return Parts(reader, node, attributes, node.children[:at], node.children[at])


def take_inner(parts: Parts, raws: Sequence[RawItem], *, needed: bool = True) -> list[list[RawItem]]:
    """For each item the items of the lists under it, which are taken off it."""
    found = []
    for raw in raws:
        inner = [one for below in raw.lists for one in raw_items(parts.reader, below)]
        if needed and not inner:
            parts.fault(
                faults.EMPTY_BLOCK, raw, "Indent the lines that belong here under this one, as “  - …”."
            )
        raw.others = [one for one in raw.others if one.type not in LISTS]
        found.append(inner)
    return found

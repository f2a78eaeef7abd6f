"""What reading an item gives: the type of question, and what is particular to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from bot_scorm.model.blocks import Blocks
from bot_scorm.model.questions import Question
from bot_scorm.package.xml import Element
from bot_scorm.readers.qti21_item import Item
from bot_scorm.readers.qti_xml import parts


@dataclass(frozen=True, slots=True)
class Read:
    """A question without what all have."""

    kind: type[Question]
    own: dict[str, Any] = field(default_factory=dict)
    stem: Blocks | None = None
    """The text; None if it is the whole body."""
    words: str = ""
    """The text as HTML, from which title and id are told."""

    @classmethod
    def around(cls, item: Item, node: Element, kind: type[Question], **own: Any) -> Read:
        """The text is what stands around a block for answering, and its prompt."""
        prompts = "".join(f"<div>{item.reading.html(one)}</div>" for one in parts(node, "prompt"))
        reading = replace(item.reading, placed={node: prompts})
        return cls(kind, own, reading.blocks(item.body), reading.html(item.body))

"""The tool with which one question is written in QTI 2.1, and what a type of question makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from bot_scorm.model.blocks import Blocks
from bot_scorm.model.programme import Media, media_key
from bot_scorm.package.xml import Element
from bot_scorm.writers.inline import GapControl
from bot_scorm.writers.pen import Pen
from bot_scorm.writers.pictures import Image
from bot_scorm.writers.qti21_nodes import fill, node

EXPECTED = 15
"""Characters for which a field is made that says nothing else."""


@dataclass(slots=True)
class QtiPen(Pen):
    """Renders texts of one question, and gathers the pictures in them."""

    media: Mapping[str, Media] = field(default_factory=dict)
    """As in `Module.media`."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Interface words of the language."""
    shown: dict[str, Media] = field(default_factory=dict)
    """The pictures of the question, by their name in the package."""

    def rich(self, parent: Element, blocks: Blocks) -> Element:
        """Puts blocks into an element; a paragraph alone stands bare."""
        return fill(parent, self.html(blocks))

    def stem(self, blocks: Blocks, gap: GapControl | None, placed: dict[str, Element]) -> list[Element]:
        """The question's text as elements."""
        body = fill(node("div"), self.render(blocks, gap), placed)
        return list(body)

    def picture(self, src: str) -> Image | None:
        """The picture's address in the package."""
        media = self.media.get(media_key(src))
        if media is None:
            return Pen.picture(self, src)
        self.shown[media.name] = media
        return Image(quote(media.name), media.width, media.height)


@dataclass(frozen=True, slots=True)
class Body:
    """What is particular to a type of question."""

    declared: list[Element] = field(default_factory=list)
    """Declarations of responses."""
    shown: list[Element] = field(default_factory=list)
    """What stands in the item behind the stem."""
    rules: list[Element] = field(default_factory=list)
    """Response processing."""
    feedback: dict[str, Blocks] = field(default_factory=dict)
    """By the identifier under which the rules show it."""
    stem: list[Element] | None = None
    """The text, where it is not just the question's stem."""


def flag(value: bool) -> str:
    """A truth value as XML has it."""
    return "true" if value else "false"

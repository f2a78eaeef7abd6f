"""The tool with which one question is written in full QTI 1.2, and what a type of question makes of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from bot_scorm.model.blocks import Blocks
from bot_scorm.model.programme import Media, media_key
from bot_scorm.package.xml import Element
from bot_scorm.writers.pen import Pen
from bot_scorm.writers.pictures import Image
from bot_scorm.writers.qti12_pen import material


@dataclass(slots=True)
class FullPen(Pen):
    """Renders texts of one question, and gathers the pictures in them."""

    media: Mapping[str, Media] = field(default_factory=dict)
    """As in `Module.media`."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Interface words of the language."""
    shown: dict[str, Media] = field(default_factory=dict)
    """The pictures of the question, by their name in the package."""

    def material(self, blocks: Blocks) -> Element:
        """Blocks as a material."""
        return material(self.html(blocks))

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

    type: str
    """As Canvas calls it; an empty string if it does not know it."""
    shown: list[Element] = field(default_factory=list)
    """What stands in the presentation behind the text."""
    conditions: list[Element] = field(default_factory=list)
    feedback: dict[str, Blocks] = field(default_factory=dict)
    """By the identifier under which the conditions show it."""
    stem: str | None = None
    """The text as HTML, where it is not just the question's stem."""

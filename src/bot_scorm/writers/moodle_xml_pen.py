"""The tool with which one question is written in Moodle XML."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from posixpath import split
from urllib.parse import quote

from bot_scorm.archive import FileSource
from bot_scorm.model.blocks import Blocks
from bot_scorm.model.programme import Media, media_key
from bot_scorm.package.xml import Element
from bot_scorm.writers import gift_escape
from bot_scorm.writers.inline import GapControl
from bot_scorm.writers.pen import Pen
from bot_scorm.writers.pictures import Image
from bot_scorm.writers.xml_nodes import element

_FILES = "@@PLUGINFILE@@/"
"""What Moodle puts the address of a text's own files for."""


@dataclass(slots=True)
class MoodlePen(Pen):
    """Renders texts of one question as elements, each with the pictures that it shows."""

    media: Mapping[str, Media] = field(default_factory=dict)
    """As in `Module.media`."""
    shown: dict[str, Media] = field(default_factory=dict)
    """The pictures of the text that is being written."""

    def rich(self, tag: str, blocks: Blocks, *children: Element, **attributes: str) -> Element:
        """An element with HTML: a paragraph alone stands bare."""
        return self.filed(tag, self.html(blocks), *children, **attributes)

    def filed(self, tag: str, html: str, *children: Element, **attributes: str) -> Element:
        """An element with HTML that was just rendered, and with the pictures in it."""
        files = [_file(media) for _, media in sorted(self.shown.items())]
        self.shown.clear()
        attributes["format"] = "html"
        return element(tag, "", element("text", html), *files, *children, **attributes)

    def stem(self, blocks: Blocks, gap: GapControl | None = None) -> str:
        """The question's text as HTML."""
        return self.render(blocks, gap)

    def answer(
        self, text: Element | list[Element], fraction: Fraction, feedback: Blocks, **attributes: str
    ) -> Element:
        """An answer with what it earns and its feedback; ``text`` is its text with its files."""
        parts = text if isinstance(text, list) else [text]
        percent = self.percent(fraction)
        return element("answer", "", *parts, self.rich("feedback", feedback), fraction=percent, **attributes)

    def pattern(self, pattern: str) -> str:
        """A pattern of a short answer as Moodle has it."""
        text, loose = gift_escape.wildcards(pattern)
        if loose:
            self.losses.changed.append(f"the pattern “{pattern}” accepts a little more")
        return text

    def picture(self, src: str) -> Image | None:
        """The picture's address among the text's own files."""
        media = self.media.get(media_key(src))
        if media is None:
            return Pen.picture(self, src)
        self.shown[media.name] = media
        return Image(_FILES + quote(media.name), media.width, media.height, fluid=True)


def _file(media: Media) -> Element:
    folder, name = split(media.name)
    data = (media.source or FileSource(media.path)).read()
    path = f"/{folder}/" if folder else "/"
    return element("file", b64encode(data).decode("ascii"), name=name, path=path, encoding="base64")

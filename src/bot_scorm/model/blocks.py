"""What the body of a page is made of. Inline Markdown stays unparsed inside `Text` until it is rendered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot_scorm.diagnostics import Location
from bot_scorm.model.text import Text

Blocks: TypeAlias = "tuple[Block, ...]"


@dataclass(frozen=True, slots=True)
class Block:
    """Anything that stands in a column of text."""

    at: Location


@dataclass(frozen=True, slots=True)
class Paragraph(Block):
    """A paragraph."""

    text: Text


@dataclass(frozen=True, slots=True)
class Heading(Block):
    """A heading inside a page; ``level`` is 1 to 6 as written (the page's title is apart)."""

    level: int
    text: Text
    id: str = ""


@dataclass(frozen=True, slots=True)
class ListBlock(Block):
    """A list; each item is the blocks in it. ``tight`` lists have no blank lines between items."""

    ordered: bool
    start: int
    tight: bool
    items: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class Table(Block):
    """A table; ``align`` holds ``left``, ``center``, ``right`` or an empty string for each column."""

    align: tuple[str, ...]
    head: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True, slots=True)
class Code(Block):
    """A fenced or indented code block; ``language`` is the first word of its info string."""

    language: str
    source: str


@dataclass(frozen=True, slots=True)
class MathBlock(Block):
    """A displayed formula in LaTeX."""

    source: str


@dataclass(frozen=True, slots=True)
class Quote(Block):
    """A block quote."""

    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Figure(Block):
    """A paragraph that is one image alone; ``src`` is as written, relative to the page's file."""

    src: str
    alt: Text
    caption: Text | None
    source: Text | None = None
    """Who made it."""


_MEDIA_TYPES = {
    "mp4": "video/mp4", "webm": "video/webm", "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recording(Block):
    """``::: media``: a video or sound to play; ``src`` and ``poster`` are as written, as a figure's."""

    src: str
    title: Text
    poster: str
    """A picture shown until a video plays, or an empty string."""
    transcript: Blocks

    @property
    def captions(self) -> str:
        """Where its captions are if it has any: beside it, under the same name."""
        return f"{self.src.rpartition('.')[0]}.vtt"

    @property
    def type(self) -> str:
        """Its media type."""
        ending = self.src.rpartition(".")[2].lower()
        return _MEDIA_TYPES.get(ending, "application/octet-stream")

    @property
    def is_video(self) -> bool:
        """Whether there is something to see."""
        return self.type.startswith("video/")


@dataclass(frozen=True, slots=True)
class Rule(Block):
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it means, in one or more bodies."""

    term: Text
    bodies: tuple[Blocks, ...]


@dataclass(frozen=True, slots=True)
class DefinitionList(Block):
    """Terms with their definitions."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Admonition(Block):
    """``::: note``, ``tip``, ``quote`` or ``source``, with an optional title."""

    kind: Literal["note", "tip", "quote", "source"]
    title: Text | None
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Footnote:
    """The body of ``[^label]``."""

    label: str
    blocks: Blocks


@dataclass(frozen=True, slots=True)
class Prose:
    """The blocks of a page with what inline Markdown in them refers to."""

    blocks: Blocks = ()
    footnotes: tuple[Footnote, ...] = ()
    references: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Link reference definitions: normalised label to (address, title)."""
    citations: Mapping[str, str] = field(default_factory=dict)
    """In an edition: a citation as it is written, to its words in the edition's language."""
    works: tuple[tuple[str, str], ...] = ()
    """In an edition: the works that are cited here, as (key, HTML), in the order of a list of sources."""

"""The shapes of what a GIFT file holds, as Moodle takes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from bot_scorm.readers.gift_scan import SPACE, GiftBlock, shown

_FORMATS = frozenset({"html", "markdown", "plain", "moodle"})


class GiftText(NamedTuple):
    """A text with its format: ``html``, ``markdown``, ``plain`` or ``moodle``."""

    text: str
    format: str


NO_TEXT = GiftText("", "moodle")


class GiftAnswer(NamedTuple):
    """An answer as Moodle stores it."""

    at: int
    """Offset in the block."""
    text: GiftText
    fraction: Fraction | None = Fraction(1)
    """None where Moodle refuses it."""
    feedback: GiftText = NO_TEXT
    tolerance: Fraction | None = None
    """Of a number, negative where a range runs backwards; None for ``*``."""
    target: str = ""
    """The right side of a pair."""


@dataclass(slots=True)
class GiftQuestion:
    """A question as Moodle takes it."""

    block: GiftBlock
    type: str
    """Moodle's name: ``multichoice``, ``truefalse``, ``shortanswer``, ``numerical``, ``match`` …"""
    stem: GiftText
    """With ``_____`` where a word is missing."""
    name: str = ""
    """Between ``::``; else empty."""
    missing: int = -1
    """Where in the stem's text the missing word belongs; -1 if there is none."""
    answers: list[GiftAnswer] = field(default_factory=list)
    single: bool = True
    general: GiftText = NO_TEXT
    idnumber: str = ""
    tags: tuple[str, ...] = ()
    braces: tuple[int, int] | None = None
    """Where ``{`` and ``}`` stand if one of them is missing (-1), which Moodle refuses."""


def text_of(raw: str, format: str) -> GiftText:
    """A text with its format, which ``[html]`` and the like set."""
    raw = raw.strip(SPACE)
    if raw.startswith("["):
        end = raw.find("]")
        if raw[1:end] in _FORMATS and end > 0:
            format, raw = raw[1:end], raw[end + 1 :]
    return GiftText(shown(raw).strip(SPACE), format)

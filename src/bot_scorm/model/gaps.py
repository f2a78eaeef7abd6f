r"""Gaps in text: ``[[Youth Guarantee|YG]]`` typed, ``[[*right|wrong]]`` chosen, ``[[word]]`` dragged.

They are found in the text of an edition, so a translation brings its own words. A gap is known by its
place in the stem, counted from 1, because nothing else about it survives a translation.
Inside a gap ``\|``, ``\]``, ``\*`` and ``\\`` stand for the character itself; code spans hold no gaps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot_scorm.model.spans import masked

_GAP = re.compile(r"\[\[(?:(?!\[\[|\]\]).)*\]\]", re.S)
_OPTION = re.compile(r"((?:\\.|[^|\\])*)(?:\||$)", re.S)
_UNESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Gap:
    """One gap; ``start`` and ``end`` are offsets of ``[[`` and behind ``]]`` in the text's source."""

    start: int
    end: int
    menu: bool
    """Chosen from ``options`` in their order; else typed (or dragged)."""
    options: tuple[str, ...]
    """All texts in the order written, without stars."""
    right: tuple[str, ...]
    """Those that are right: for a typed gap all of them."""


def find_gaps(source: str) -> Iterator[Gap]:
    """The gaps of a text from left to right."""
    if "[[" not in source:
        return
    for match in _GAP.finditer(masked(source)):
        start, end = match.span()
        yield _gap(start, end, source[start + 2 : end - 2])


def _gap(start: int, end: int, inside: str) -> Gap:
    raw = [" ".join(part.split()) for part in _split(inside)]
    starred = [part.startswith("*") for part in raw]
    texts = tuple(_UNESCAPE.sub(r"\1", part[star:].strip()) for part, star in zip(raw, starred, strict=True))
    menu = any(starred)
    right = tuple(text for text, star in zip(texts, starred, strict=True) if star) if menu else texts
    return Gap(start, end, menu, texts, right)


def _split(inside: str) -> list[str]:
    parts = [match[1] for match in _OPTION.finditer(inside)]
    # The pattern finds one more, empty part at the very end unless the text ends in a bar.
    return parts[:-1] if len(parts) > 1 and not inside.endswith("|") else parts

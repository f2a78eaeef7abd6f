"""Citations in texts, in Pandoc's form: ``[@rhodes-2005]``, ``[see @a, p. 12; -@b]``.

They are found in the text of an edition, so a translation brings its own locators and words around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot_scorm.model.spans import masked

_GROUP = re.compile(r"\[(?!\^)([^\[\]]*?(?<![\w.])@[^\[\]]*)\](?![(\[:])")
_CITE = re.compile(r"(?P<prefix>.*?)(?<![\w.@])(?P<bare>-?)@(?P<key>\w(?:[\w:.-]*\w)?)(?P<suffix>.*)", re.S)


@dataclass(frozen=True, slots=True)
class Cite:
    """One work of a citation; ``suffix`` is what stands behind the comma, such as ``p. 12``."""

    key: str
    prefix: str = ""
    suffix: str = ""
    bare: bool = False
    """Whether the author is left out: ``-@key``."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Works cited in one pair of brackets; ``start`` and ``end`` are offsets in the text's source."""

    start: int
    end: int
    cites: tuple[Cite, ...]


def find_citations(source: str) -> Iterator[Citation]:
    """The citations of a text from left to right."""
    if "@" not in source or "[" not in source:
        return
    for match in _GROUP.finditer(masked(source)):
        start, end = match.span()
        parts = [_CITE.fullmatch(part) for part in source[start + 1 : end - 1].split(";")]
        if all(parts):
            yield Citation(start, end, tuple(_cite(part) for part in parts if part))


def _cite(match: re.Match[str]) -> Cite:
    prefix, suffix = (" ".join(match[name].split()) for name in ("prefix", "suffix"))
    return Cite(match["key"], prefix, suffix.removeprefix(",").strip(), bool(match["bare"]))

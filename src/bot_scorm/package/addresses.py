"""Addresses in texts that hold several: style sheets, and pictures in several sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LONGEST = 5_000
"""Characters of a list of pictures that are looked at."""
_CSS = re.compile(
    r"/\*.*?(?:\*/|\Z)"  # a comment
    r"|(?:@import\s+|url\(\s*+)(?:\"([^\"\n]{1,2000}+)\"|'([^'\n]{1,2000}+)')"
    r"|url\(\s*+([^\"'()\s]{1,2000})"
    r"|\"(?:[^\"\\\n]++|\\.)*+\"?|'(?:[^'\\\n]++|\\.)*+'?",  # a text
    re.IGNORECASE | re.DOTALL,
)
_PICTURE = re.compile(r"([^\s,]\S*+)(?:(?<!,)\s+[^,]*+)?")
"""An address, which may hold commas, and what follows it: its width, unless a comma ends the address."""


def in_css(text: str) -> Iterator[str]:
    """What a style sheet loads, by CSS Syntax Module Level 3; not what it holds itself (``data:``)."""
    for found in _CSS.finditer(text):
        href = (found[1] or found[2] or found[3] or "").strip()
        if href and not href.startswith(("#", "data:")):
            yield href


def in_srcset(text: str) -> Iterator[str]:
    """The addresses in a ``srcset``, by HTML Living Standard, 4.8.4.3; each stands before its width."""
    for found in _PICTURE.finditer(text[:_LONGEST]):
        if href := found[1].rstrip(","):
            yield href

"""Places that the content leaves to the provider: ``[the police](contact:police)``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from bot_scorm.model.spans import masked
from bot_scorm.model.text import Text
from bot_scorm.model.walk import mapped

CONTACT = "contact:"
"""Addresses of contacts start with it."""
_PLACE = re.compile(r"\[([^\[\]]*)\]\(contact:([a-z0-9-]+)\)")
_BLANK = r"\_\_\_\_\_\_"

T = TypeVar("T")


def places(source: str) -> list[re.Match[str]]:
    """The places for contacts in inline Markdown, code and escapes left out: the words and the id of each."""
    return list(_PLACE.finditer(masked(source))) if CONTACT in source else []


def filled(source: str, contacts: Mapping[str, str]) -> str:
    """Inline Markdown with its contacts in their places; one that is missing is a blank beside its words."""
    parts: list[str] = []
    at = 0
    for place in places(source):
        words = source[place.start(1) : place.end(1)]
        parts += [source[at : place.start()], contacts.get(place[2]) or f"{_BLANK} ({words})"]
        at = place.end()
    return "".join((*parts, source[at:]))


def fill(node: T, contacts: Mapping[str, str]) -> T:
    """A model node, or a tuple of them, with the contacts of all its texts filled in.

    Translation comes first: it sees the content's texts as they are, whoever provides them.
    """
    return mapped(node, lambda text: _filled(text, contacts))


def _filled(text: Text, contacts: Mapping[str, str]) -> Text:
    return replace(text, source=filled(text.source, contacts)) if CONTACT in text.source else text

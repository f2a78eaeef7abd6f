"""The search index of a site: a script for each module, since a page from a disk may read nothing else."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence

from bot_scorm.model.programme import Module
from bot_scorm.model.walk import texts_of
from bot_scorm.writers.inline import plain
from bot_scorm.writers.linking import anchor_of

_MARKS = re.compile("[\u0300-\u036f]")
_WORD = re.compile(r"[^\W_]+")
_LEAST = 3
"""Shorter words are on every page."""

Entry = tuple[str, str, str]
"""Address from the site's root, title, and the words of a page."""


def of_module(module: Module) -> bytes:
    """The index of a module's pages in the player."""
    entries = [
        (
            f"{module.id}/index.html#{anchor_of(page)}",
            plain(page.title),
            " ".join(plain(text) for text in texts_of(page)),
        )
        for page in module.pages
    ]
    return index(plain(module.title), entries)


def index(title: str, entries: Sequence[Entry]) -> bytes:
    """The script that hands pages and their words to ``site/search.js``."""
    places: dict[str, list[int]] = {}
    for at, (_, _, text) in enumerate(entries):
        for word in sorted(set(words(text))):
            places.setdefault(word, []).append(at)
    lines = "\n".join(f"{word} {','.join(map(str, places[word]))}" for word in sorted(places))
    data = [title, [[href, name] for href, name, _ in entries], lines]
    arguments = ",".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in data)
    return f"botSearch({arguments});\n".encode()


def words(text: str) -> list[str]:
    """The words of a text as the script compares them: small letters without marks."""
    folded = _MARKS.sub("", unicodedata.normalize("NFD", text)).lower()
    return [word for word in _WORD.findall(folded) if len(word) >= _LEAST]
